"""Where a finding stands, in the words of a reviewer: 成本指标“租线费”的指标值（表 1 第 11 行第 4 列）."""

from __future__ import annotations

from .labels import field, is_row, part, where, word
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.finding import Finding, Proposal
    from ..model.form import Form, Indicator
    from ..model.place import Place
    from ..rules.say import Voice

MOST_PLACES = 12
"""Places of one finding that are written out; of more, their number is said."""


def places(finding: Finding, form: Form | None, lang: str) -> str:
    """The cell, and the further cells of the same finding, one a line."""
    said = [_said(place, form, lang) for place in (finding.place, *finding.also)]
    return _few(dict.fromkeys(said), lang)


def printed(finding: Finding, form: Form | None, lang: str) -> str:
    """What stands in those cells; each with its name where they are several."""
    spots = [place for place in (finding.place, *finding.also) if place.ref and place.part]
    if not spots:
        return ""
    if len(spots) == 1:
        return raw(spots[0], lang)
    join = "：" if lang == "zh" else ": "
    lines = [f"{_name(place, form, lang)}{join}{raw(place, lang)}" for place in spots]
    return _few(dict.fromkeys(lines), lang)


def raw(place: Place, lang: str) -> str:
    """The text of the cell, line by line; a blank cell is said to be blank."""
    lines = [clean(line).strip() for line in place.raw.splitlines()]
    text = "\n".join(line for line in lines if line)
    blank = word("blank", lang)
    return text or (f"（{blank}）" if lang == "zh" else f"({blank})")


def proposed(one: Proposal, lang: str) -> str:
    """A cell as it could read: “358” → “≤358万元”, and why."""
    zh = lang == "zh"
    old, new = clean(one.old).strip(), clean(one.new).strip()
    why = one.why if zh else one.why_en
    if one.confirm:
        ask = "请填报单位确认" if zh else "for the unit to confirm"
        why = f"{why}，{ask}" if zh else f"{why}; {ask}"
    return f"“{old}” → “{new}”（{clean(why)}）" if zh else f'"{old}" -> "{new}" ({clean(why)})'


def remedy(finding: Finding, proposals: Iterable[Proposal], voice: Voice) -> str:
    """How to write it properly: what can be said of the very cells, then the rule's advice."""
    lines = [proposed(one, voice.lang) for one in proposals]
    said = _few(dict.fromkeys(lines), voice.lang).splitlines() if lines else []
    return "\n".join(filter(None, (*said, voice.repair(finding.code))))


def _said(place: Place, form: Form | None, lang: str) -> str:
    at = where(place.address, lang)
    name = _cell(place, form, lang)
    return f"{name}（{at}）" if at and lang == "zh" else f"{name} ({at})" if at else name


def _cell(place: Place, form: Form | None, lang: str) -> str:
    """The cell as people name it."""
    zh = lang == "zh"
    name = _name(place, form, lang)
    if not is_row(place) or not place.part:
        return name
    if place.part == "name":
        return f"{name}的名称" if zh else f"{name}, name"
    return f"{name}的{part(place.part, lang)}" if zh else f"{name}, {part(place.part, lang)}"


def _name(place: Place, form: Form | None, lang: str) -> str:
    """Its row or field: 成本指标“租线费”, “年度本级预算金额”栏, 整表."""
    zh = lang == "zh"
    if not place.form or not place.ref:
        return word("whole-form" if place.form else "file", lang)
    name = " ".join(clean(place.name).split())
    if not is_row(place):
        name = name if 0 < len(name) <= 24 else field(place.ref, lang)
        return f"“{name}”栏" if zh else f'field "{name}"'
    kind = _kind(_row(place, form), lang)
    if not name:
        return f"{kind}{place.ref}（名称空白）" if zh else f"{kind}{place.ref} (no name)"
    return f"{kind}“{name}”" if zh else f'{kind}"{name}"'


def _row(place: Place, form: Form | None) -> Indicator | None:
    rows = form.indicators if form else ()
    return next((row for row in rows if row.ref == place.ref), None)


def _kind(row: Indicator | None, lang: str) -> str:
    """Level 2 as printed; level 1 where the form has no level 2."""
    level = clean((row.level2 or row.level1 or "") if row else "").strip()
    level = "".join(level.split()) if lang == "zh" else level
    return f"{level} " if level and lang == "en" else level


def _few(lines: Iterable[str], lang: str) -> str:
    lines = list(lines)
    rest = len(lines) - MOST_PLACES
    if rest > 1:
        more = f"……另有 {rest} 处" if lang == "zh" else f"… and {rest} more"
        lines = [*lines[:MOST_PLACES], more]
    return "\n".join(lines)
