"""``monitor --format text``: money against time, the rows to date, the warnings."""

from __future__ import annotations

from .evaluate_text import ground_lines, money, ribbon
from .monitor_rows import rows_now
from .monitor_words import warnings
from .screen import Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .evaluate_run import Case, Ground
    from .output import View

HEADS = (
    ("行", "指标", "目标", "截至当日", "完成", "灯", "目前"),
    ("Row", "Indicator", "Target", "To date", "Done", "Light", "State"),
)
STYLES = {"bad": "error", "warn": "warning"}


def write(cases: Sequence[Case], made: Ground, send: Callable[[str], object], view: View) -> None:
    """Every form, then the ground that all of them stand on."""
    screen = Screen(send, view)
    ribbon(made, screen)
    for case in cases:
        _form(case, made, screen)
        screen.blank()
    for text in ground_lines(made, view.lang):
        screen.line(text, "dim")


def _form(case: Case, made: Ground, screen: Screen) -> None:
    lang = screen.view.lang
    zh = lang == "zh"
    screen.line(case.name, "bold", head=f"{case.form.index}  ", head_style="bold")
    screen.line(f"{case.path} · {case.form.fiscal_year}", "dim", indent=3)
    if case.result.execution:
        screen.line(money(case.result.execution, lang), indent=3)
    screen.blank()
    table = [list(HEADS[lang == "en"])]
    for one in rows_now(case, lang):
        table.append(
            [one.ref, one.name, one.target, one.actual or "–", one.share, one.word, one.state]
        )
    screen.table(table, indent=3)
    screen.blank()
    found = warnings(case, made, lang)
    if not found:
        screen.line("没有预警" if zh else "no warnings", "good", indent=3)
        return
    screen.line(f"预警 {len(found)} 条" if zh else f"{len(found)} warnings", "bold", indent=3)
    for early, text in found:
        screen.line(text, indent=3, head=f"{early.ref:<5}", head_style=STYLES[early.level])
