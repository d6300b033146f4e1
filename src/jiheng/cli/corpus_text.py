"""``corpus --format text``: tables of ratios, then every difference, for the terminal."""

from __future__ import annotations

from .corpus_groups import MEASURES, WHOLE, formats, layouts, ratios, score, wholes
from .screen import Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .corpus import Loose, Measured, Result
    from .corpus_compare import Difference
    from .output import View

WORDS = {
    "form": ("表", "form"),
    "forms": ("张数", "forms"),
    "rows": ("行：真值/读到/相同", "rows: typed/read/same"),
    "layout": ("版式", "layout"),
    "format": ("格式", "format"),
    "all": ("合计", "all"),
    "differences": ("不同之处", "differences"),
    "none": ("没有不同之处", "no difference"),
    "loose": ("没有真值的文件（只列读到了什么）", "files without truth (what was read)"),
    "file": ("文件", "file"),
    "blank": ("其中空白", "blank ones"),
    "indicators": ("指标行", "rows"),
    "cut": ("（截断）", " (cut)"),
    "missing": ("漏行", "row missing"),
    "extra": ("多行", "row too many"),
    "field": ("字段", "field"),
    "cell": ("单元格", "cell"),
    "value": ("数值", "value"),
    "typed": ("真值", "typed"),
    "read": ("读到", "read"),
}


def say(key: str, lang: str) -> str:
    """One word of the report."""
    return WORDS[key][lang == "en"]


def draw(measured: Measured, write: Callable[[str], object], view: View) -> None:
    """The whole measurement."""
    screen, lang = Screen(write, view), view.lang
    measures = [key if lang == "en" else name for key, name, _ in MEASURES]
    rows = [[say("form", lang), say("rows", lang), *measures]]
    rows += [
        [_name(one, lang), counts(one), *ratios(one.compared.score)] for one in measured.results
    ]
    screen.table(rows)
    names = dict(WHOLE)
    whole = [
        (name if lang == "en" else names[name], found) for name, found in wholes(measured) if found
    ]
    for title, groups in (
        ("layout", layouts(measured)),
        ("format", formats(measured)),
        ("all", whole),
    ):
        screen.blank()
        head = [say(title, lang), say("forms", lang), *measures]
        body = [[name, f"{len(found)}", *ratios(score(found))] for name, found in groups]
        screen.table([head, *body])
    _differences(measured, screen, lang)
    if measured.loose:
        _loose(measured.loose, screen, lang)


def counts(result: Result) -> str:
    """Rows typed, read and the same: "43/43/43"."""
    one = result.compared.score
    return f"{one.rows}/{one.read}/{one.hit}"


def _name(result: Result, lang: str) -> str:
    return result.id + ("" if result.complete else say("cut", lang))


def _differences(measured: Measured, screen: Screen, lang: str) -> None:
    screen.blank()
    different = [one for one in measured.results if one.error or one.compared.differences]
    screen.line(say("differences" if different else "none", lang), "bold")
    for result in different:
        screen.line(result.id, "info", indent=2)
        if result.error:
            screen.line(result.error, "error", indent=4)
            continue
        for one in result.compared.differences:
            screen.line(sentence(one, lang), indent=4, head=f"{say(one.kind, lang)}  ")


def sentence(one: Difference, lang: str) -> str:
    """A difference in one line."""
    if one.kind in ("missing", "extra"):
        return f"{one.row}  {one.expected or one.found}"
    key = f"{one.row} {one.key}" if one.row else one.key
    colon, end = ("：", "；") if lang == "zh" else (": ", "; ")
    typed = f"{say('typed', lang)}{colon}{one.expected or '∅'}"
    return f"{key}  {typed}{end}{say('read', lang)}{colon}{one.found or '∅'}"


def _loose(files: tuple[Loose, ...], screen: Screen, lang: str) -> None:
    screen.blank()
    screen.line(say("loose", lang), "bold")
    heads = [say(key, lang) for key in ("file", "forms", "blank", "indicators", "layout")]
    rows = [
        [
            one.path,
            f"{one.forms}",
            f"{one.blank}",
            f"{one.rows}",
            one.error or " ".join(one.layouts),
        ]
        for one in files
    ]
    screen.table([heads, *rows], indent=2)
