"""The form drawn as the office prints it, with the cells that findings point at marked."""

from __future__ import annotations

from ..model.shown import covered
from .html_marks import Marks, esc
from .labels import PARTS, field, joint, label, part
from .width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.form import Field, Form, Indicator

EDGE = ("title", "reporting_unit", "unit_of_money", "preparer", "phone", "date", "signatory")
FOOT = ("preparer", "phone", "date", "signatory")
LONG = 24
CENTRED = ("level1", "level2", "unit", "comparator", "weight", "actual", "score")


def sheet(form: Form, marks: Marks, lang: str) -> str:
    """The whole form."""
    title = esc(form.text("title")) + marks.sup("title") + marks.sup("")
    return (
        f'<div class="sheet" id="{marks.name}:"><h3>{title}</h3>{_top(form, marks, lang)}'
        f'<table class="paper">{"".join(_fields(form, marks, lang))}</table>'
        f'<table class="paper">{_rows(form, marks, lang)}</table>{_foot(form, marks, lang)}</div>'
    )


def tall(form: Form) -> int:
    """About how many pixels high the drawn form is, on a screen 1366 wide."""
    texts = [one.text for key, one in form.fields.items() if key not in EDGE]
    fields = sum(16 if len(text) <= LONG else 8 + 21 * -(-width(text) // 96) for text in texts)
    rows = sum(_lines(row, len(form.columns) or 4) for row in form.indicators)
    return 190 + fields + 21 * rows + 9 * len(form.indicators)


def _lines(row: Indicator, columns: int) -> int:
    room = max(10, 130 // columns)
    cells = [row.name or "", *(row.text(key) for key in ("value", "standard", "scoring_rule"))]
    return max(1, *(-(-width(cell) // room) for cell in cells))


def _edge(key: str, text: str, marks: Marks, lang: str) -> str:
    said = f"{esc(field(key, lang))}{joint(lang)}{esc(text)}"
    return f"<span{marks.attributes(key)}>{said}{marks.sup(key)}</span>"


def _top(form: Form, marks: Marks, lang: str) -> str:
    unit = form.text("unit_of_money") or form.money_unit or ""
    parts = [_edge("reporting_unit", form.text("reporting_unit"), marks, lang)]
    if unit:
        parts.append(_edge("unit_of_money", unit, marks, lang))
    return f'<p class="edge">{"".join(parts)}</p>'


def _foot(form: Form, marks: Marks, lang: str) -> str:
    parts = [_edge(key, form.text(key), marks, lang) for key in FOOT if key in form.fields]
    return f'<p class="edge foot">{"".join(parts)}</p>' if parts else ""


def _fields(form: Form, marks: Marks, lang: str) -> Iterator[str]:
    """Two short fields to a line, a long one on a line of its own."""
    waiting: tuple[str, Field] | None = None
    for key, one in form.fields.items():
        if key in EDGE:
            continue
        wide = len(one.text) > LONG or key.endswith("goal") or key == "goal_completion"
        if wide:
            if waiting:
                yield f"<tr>{_pair(*waiting, marks, lang, 3)}</tr>"
                waiting = None
            yield f"<tr>{_pair(key, one, marks, lang, 3)}</tr>"
        elif waiting:
            yield f"<tr>{_pair(*waiting, marks, lang)}{_pair(key, one, marks, lang)}</tr>"
            waiting = None
        else:
            waiting = (key, one)
    if waiting:
        yield f"<tr>{_pair(*waiting, marks, lang, 3)}</tr>"


def _pair(key: str, one: Field, marks: Marks, lang: str, span: int = 1) -> str:
    wide = f" colspan={span}" if span > 1 else ""
    cell = f"<td{wide}{marks.attributes(key)}>{esc(one.text)}{marks.sup(key)}</td>"
    return f'<th class="label">{esc(label(one, lang))}</th>{cell}'


def _rows(form: Form, marks: Marks, lang: str) -> str:
    columns = [key for key in form.columns if key in PARTS and key != "block"] or [
        "level1",
        "level2",
        "name",
        "value",
    ]
    heads = "".join(f"<th>{esc(part(key, lang))}</th>" for key in columns)
    out = [f'<tr><th class="ref"></th>{heads}</tr>']
    spans = {key: covered(form.indicators, key) for key in columns if key in ("level1", "level2")}
    for number, row in enumerate(form.indicators):
        cells = [f'<td class="ref c">{row.ref}</td>']
        for key in columns:
            span = spans[key][number] if key in spans else 1
            if span:
                below = form.indicators[number : number + span]
                cells.append(_cell(row, [one.ref for one in below], key, marks, columns))
        out.append(f"<tr>{''.join(cells)}</tr>")
    return "".join(out)


def _cell(row: Indicator, refs: list[str], key: str, marks: Marks, columns: list[str]) -> str:
    names = [f"{ref}/{key}" for ref in refs]
    if key == "name":
        names += marks.homeless(row.ref, columns)
    kind = key if key in ("value", "standard") else "c" if key in CENTRED else ""
    tall = f" rowspan={len(refs)}" if len(refs) > 1 else ""
    text = esc(_text(row, key))
    if key == "level1" and row.level1_inferred:
        said = "推定" if marks.lang == "zh" else "inferred"
        text = f'<span class="inferred">{text}<br>（{said}）</span>'
    return f"<td{tall}{marks.attributes(*names, kind=kind)}>{text}{marks.sup(*names)}</td>"


def _text(row: Indicator, key: str) -> str:
    own = {"level1": row.level1, "level2": row.level2, "name": row.name}
    return (own[key] or "") if key in own else row.text(key)
