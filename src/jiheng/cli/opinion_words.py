"""Where a finding stands, in the words of a reviewer: 成本指标“租线费”的指标值（表 1 第 11 行）."""

from __future__ import annotations

from ..model.record import replace
from .labels import field, is_row, part, subject, where, word
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.finding import Finding, Proposal
    from ..model.form import Form, Indicator
    from ..model.place import Place
    from ..rules.say import Voice

MOST_PLACES = 6
"""Places of one finding that are written out; of more, their number is said."""


def places(finding: Finding, form: Form | None, lang: str) -> str:
    """The cell, and in short the further cells of the same finding."""
    first = spot(finding.place, form, lang)
    more = [_short(place, lang) for place in finding.also]
    if not more:
        return first
    head = "另有：" if lang == "zh" else "also: "
    return f"{first}\n{head}{_few(dict.fromkeys(more), lang)}"


def printed(finding: Finding, form: Form | None, lang: str) -> str:
    """What stands in those cells; each with its name where they are several."""
    spots = [place for place in (finding.place, *finding.also) if place.ref and place.part]
    if not spots:
        return ""
    texts = [raw(place, lang) for place in spots]
    if len(set(texts)) == 1:
        return texts[0]
    lines = map(_labelled, spots, texts, [lang] * len(spots))
    return _few(dict.fromkeys(lines), lang, "；" if lang == "zh" else "; ")


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
    said = _few(dict.fromkeys(lines), voice.lang, "\n")
    return "\n".join(filter(None, (said, voice.repair(finding.code))))


def _labelled(place: Place, text: str, lang: str) -> str:
    """The text after the name of its row; a name needs no other name before it."""
    name = " ".join(clean(place.name).split())
    if not name or name == " ".join(text.split()):
        return text
    return f"{name}：{text}" if lang == "zh" else f"{name}: {text}"


def _short(place: Place, lang: str) -> str:
    """A further cell: “1-12月”（第 10 行）."""
    name = " ".join(clean(place.name).split())
    if not place.ref or not name or len(name) > 24:
        name = subject(place, lang)
    quoted = f"“{name}”" if lang == "zh" else f'"{name}"'
    at = where(replace(place.address, table=0, column=0), lang)
    return f"{quoted}（{at}）" if at and lang == "zh" else f"{quoted} ({at})" if at else quoted


def spot(place: Place, form: Form | None, lang: str) -> str:
    """One cell as people name it, and where it stands in the file."""
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


def _few(found: Iterable[str], lang: str, join: str = "") -> str:
    """A list with its end cut off where it is long."""
    texts = list(found)
    rest = len(texts) - MOST_PLACES
    if rest > 1:
        more = f"……共 {len(texts)} 处" if lang == "zh" else f"… {len(texts)} in all"
        texts = [*texts[:MOST_PLACES], more]
    return (join or ("、" if lang == "zh" else ", ")).join(texts)
