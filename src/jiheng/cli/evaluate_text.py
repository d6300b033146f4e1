"""``evaluate --format text``: execution, a table of the rows, what each rests on, the total."""

from __future__ import annotations

from ..score.exact import shown
from ..score.labels import basis
from ..score.numbers import percent, points, wan, yuan
from ..score.words import LIGHTS, assumption
from .evaluate_rows import EXECUTION, JOINT, lines, missing
from .evaluate_run import SYNTHETIC
from .screen import Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model.result import Execution
    from .evaluate_run import Case, Ground
    from .output import View

HEADS = (
    ("行", "指标", "目标", "实际", "判定", "得分/分值"),
    ("Row", "Indicator", "Target", "Actual", "Verdict", "Points"),
)
UTF8 = False


def write(cases: Iterable[Case], made: Ground, send: Callable[[str], object], view: View) -> None:
    """Every form, then the ground that all of them stand on."""
    screen = Screen(send, view)
    ribbon(made, screen)
    for case in cases:
        _form(case, made, screen)
        screen.blank()
    for text in ground_lines(made, view.lang):
        screen.line(text, "dim")


def ribbon(made: Ground, screen: Screen) -> None:
    """The mark that every output on made-up records bears."""
    if made.synthetic:
        screen.line(SYNTHETIC, "warning")
        screen.blank()


def ground_lines(made: Ground, lang: str) -> list[str]:
    """The scheme, the day, the store and its last hash: what makes a result repeatable."""
    title, head = made.scheme.title, made.head[:12]
    if lang == "zh":
        return [
            f"截至 {made.as_of} · 计分办法 {made.scheme.name}：{title}",
            f"佐证库 {made.store} · {made.batches} 批 · 链尾 {head} · 引擎 {made.engine}",
        ]
    return [
        f"as of {made.as_of} · scheme {made.scheme.name}",
        f"store {made.store} · {made.batches} batches · head {head} · engine {made.engine}",
    ]


def _form(case: Case, made: Ground, screen: Screen) -> None:
    lang = screen.view.lang
    screen.line(case.name, "bold", head=f"{case.form.index}  ", head_style="bold")
    screen.line(f"{case.path} · {case.form.fiscal_year}", "dim", indent=3)
    if case.result.execution:
        text = money(case.result.execution, lang)
        screen.line(text, indent=3)
    screen.blank()
    told = lines(case, made, lang)
    table = [list(HEADS[lang == "en"])]
    for one in told:
        shown_ = f"{one.actual}（{one.pair}）" if one.pair else one.actual
        table.append([one.ref, one.name, one.target, shown_ or "–", one.verdict, one.points])
    given = case.result.execution_points
    if given.weight:
        name = "预算执行率" if lang == "zh" else "budget execution"
        rate = case.result.execution.rate if case.result.execution else None
        cells = [EXECUTION, name, "", percent(rate) if rate else "–", ""]
        table.append([*cells, f"{points(given.score)}/{points(given.weight)}"])
    screen.table(table, indent=3)
    _notes(case, made, screen)
    _total(case, made, screen)


def _notes(case: Case, made: Ground, screen: Screen) -> None:
    """Under the table: what is to be said of a row, and which assumptions it makes, by number."""
    lang, view = screen.view.lang, screen.view
    codes: dict[str, int] = {}
    told = lines(case, made, lang, few=True)
    for code in (*case.result.assumptions, *(c for one in told for c in one.assumed)):
        codes.setdefault(code, len(codes) + 1)
    screen.blank()
    for one in told:
        marks = "".join(f"[{codes[code]}]" for code in one.assumed)
        notes = list(one.notes)
        if one.missing:
            notes.append("须说明原因" if lang == "zh" else "a reason is needed")
        elif one.reason:
            notes.append(f"{'原因：' if lang == 'zh' else 'reason: '}{one.reason}")
        text = JOINT[lang == "en"].join(notes)
        if text or (marks and view.verbose):
            style = "warning" if one.missing else "plain"
            screen.line(f"{text} {marks}".strip(), indent=3, head=f"{one.ref:<4}", head_style=style)
    screen.blank()
    listed = [f"[{number}] {assumption(code, lang)}" for code, number in codes.items()]
    screen.parts(listed, "dim", indent=3)
    bases = dict.fromkeys(row.actual.basis for row in case.result.rows if row.actual.basis)
    head = "口径：" if lang == "zh" else "bases: "
    said = ("、" if lang == "zh" else ", ").join(basis(one, lang) for one in bases)
    screen.line(said, "dim", indent=3, head=head, head_style="dim")


def money(spent: Execution, lang: str) -> str:
    """ "预算执行 312.634677 / 318 万元 = 98.31% · 时间 100.00% · 绿"."""
    zh, rate = lang == "zh", spent.rate
    head = "预算执行" if zh else "execution"
    show = wan if zh else yuan
    budget = "–" if spent.budget is None else show(spent.budget)
    text = f"{head} {show(spent.paid)} / {budget} {'万元' if zh else 'yuan'}"
    if rate is not None:
        text += f" = {percent(rate, places=4)}"
    text += f" · {'时间进度' if zh else 'of the year'} {spent.elapsed}"
    light = LIGHTS[spent.light] if zh else spent.light
    return f"{text} · {light}" if light else text


def total_line(case: Case, lang: str) -> str:
    """The judged points, the open weight by name, and the grade or why there is none."""
    result, zh = case.result, lang == "zh"
    reached = shown(result.total, 2)
    if zh:
        text = f"得分 {reached} / 已判定 {points(result.judged)}"
    else:
        text = f"points {reached} of {points(result.judged)} judged"
    if result.open:
        names = " ".join(_unplaced(name, zh) for name in result.open_rows)
        if zh:
            return f"{text} · 未判定 {points(result.open)}：{names} · 暂不定等次"
        return f"{text} · open {points(result.open)}: {names} · no grade yet"
    exact = f"{result.total}" if result.total.den > 1 else ""
    grade = f"等次 {result.grade}" if zh else f"grade {result.grade}"
    return f"{text} · {grade}{f'（未舍入 {exact}）' if zh and exact else ''}"


def _unplaced(name: str, zh: bool) -> str:
    return (
        ("（没有对应行的分值）" if zh else "(weight without a row)")
        if name == "unplaced-weight"
        else name
    )


def _total(case: Case, made: Ground, screen: Screen) -> None:
    lang = screen.view.lang
    screen.blank()
    screen.line(total_line(case, lang), "warning" if case.result.open else "good", indent=3)
    needy = missing(case, made)
    if needy:
        said = (
            f"{len(needy)} 行须说明原因：" if lang == "zh" else f"{len(needy)} rows need a reason: "
        )
        screen.line(" ".join(needy), "warning", indent=3, head=said, head_style="warning")
