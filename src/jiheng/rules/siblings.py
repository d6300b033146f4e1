"""What rules across forms share: which forms belong together, and how they are called.

Everything goes by keys, never by all pairs: a batch of ten thousand forms costs about ten thousand
times one form.
"""

from __future__ import annotations

from os.path import basename, dirname

from ..model.finding import Sheet
from .naming import folded
from .words import without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from typing import Any

    from ..model.form import Form

PLAN = "plan"
_UNITS = ("reporting_unit", "department", "implementing_unit")
_SEALS = ("(盖章)", "(公章)", "(签章)", "盖章")
_RANK = ("批复表", "目标表", "申报表")


def sheet_of(form: Form, path: str, facts: Mapping[str, Any]) -> Sheet:
    """The form as other forms may be compared with it."""
    unit = next((said for key in _UNITS if (said := _unit(form.text(key)))), "")
    name = form.text("project_name")
    stage = form.kind if form.kind in ("自评表", "监控表") else PLAN
    year = form.fiscal_year if form.fiscal_year and form.year_from != "date" else 0
    project = ageless(folded(name))
    return Sheet(
        path,
        form.place(),
        unit or f"{dirname(path)}/",
        project,
        name,
        year or 0,
        stage,
        form.kind,
        facts,
    )


def _unit(text: str) -> str:
    return without(folded(text), _SEALS).replace("\0", "").strip(":：")


def ageless(text: str) -> str:
    """The text without years: 2023年度, 2023年, 本年度 at any place of it."""
    out = text
    for word in ("本年度", "本年"):
        out = out.replace(word, "")
    at = 0
    while (at := out.find("20", at)) >= 0:
        if out[at + 2 : at + 4].isdigit() and out[at + 4 : at + 5] == "年":
            out = out[:at] + out[at + 5 :].removeprefix("度")
        else:
            at += 2
    return out


def distinct(sheets: Iterable[Sheet]) -> list[Sheet]:
    """The forms without further copies of one (as .docx and .pdf), which are no siblings of it."""
    seen: set[Hashable] = set()
    out = []
    for sheet in sheets:
        key: Hashable = (sheet.unit, sheet.project, sheet.year, sheet.kind)
        if not sheet.project:
            key = (sheet.path, sheet.place.key)
        if key not in seen:
            seen.add(key)
            out.append(sheet)
    return out


def by(
    sheets: Iterable[Sheet], key: Callable[[Sheet], Hashable | None]
) -> dict[Hashable, list[Sheet]]:
    """The forms by a key, in order; those whose key is None are left out."""
    groups: dict[Hashable, list[Sheet]] = {}
    for sheet in sheets:
        if (said := key(sheet)) is not None:
            groups.setdefault(said, []).append(sheet)
    return groups


def of_unit(sheets: Iterable[Sheet]) -> list[list[Sheet]]:
    """The plans of one unit and year, one a project: those a reviewer reads side by side."""
    plans = by(sheets, lambda s: (s.unit, s.year) if s.stage == PLAN else None)
    return [_projects(group) for group in plans.values()]


def _projects(group: Sequence[Sheet]) -> list[Sheet]:
    """One form a project: of a declaration and its approval the first."""
    named: dict[Hashable, Sheet] = {}
    for sheet in group:
        named.setdefault(sheet.project or (sheet.path, sheet.place.key), sheet)
    return list(named.values())


def in_reach(group: Sequence[Sheet], across: bool) -> bool:
    """Whether there is something to compare: two forms, with ``across`` of two files."""
    if across:
        return len({sheet.path for sheet in group}) > 1
    return len(group) > 1


def reach(one: Sheet, other: Sheet, across: bool) -> bool:
    """Whether two forms are a pair of this run: of one file, with ``across`` of two files."""
    return (one.path != other.path) is across


def called(sheet: Sheet, other: Sheet | None = None) -> str:
    """What a person calls a form; seen from a form of another file, with the name of its file."""
    name = " ".join(sheet.name.split()) or sheet.place.key
    if other is not None and other.path != sheet.path:
        return f"{name}（{basename(sheet.path)}）"
    return name


def names(group: Sequence[Sheet]) -> tuple[str, ...]:
    """The forms of a group as its first one sees them; twelve are enough to read."""
    said = [called(sheet, group[0]) for sheet in group[:12]]
    return (*said, "…") if len(group) > 12 else tuple(said)


def beside(group: Sequence[Sheet]) -> list[Sheet]:
    """The other forms in the file of the group's first."""
    return [sheet for sheet in group[1:] if sheet.path == group[0].path]


def over_years(sheets: Iterable[Sheet], across: bool) -> list[tuple[Sheet, Sheet]]:
    """Last year's and this year's plan of one project, where the batch holds both."""
    named = by(
        sheets, lambda s: (s.unit, s.project) if s.stage == PLAN and s.project and s.year else None
    )
    out = []
    for group in named.values():
        years: dict[int, Sheet] = {}
        for sheet in group:
            years.setdefault(sheet.year, sheet)
        out += [
            (years[year - 1], sheet)
            for year, sheet in years.items()
            if year - 1 in years and reach(years[year - 1], sheet, across)
        ]
    return out


def approved(sheets: Iterable[Sheet], across: bool) -> list[tuple[Sheet, Sheet]]:
    """The plan and the self-evaluation of one project and year; of several plans the approval."""
    named = by(sheets, lambda s: (s.unit, s.project, s.year) if s.project and s.year else None)
    out = []
    for group in named.values():
        plans = sorted(
            (s for s in group if s.stage == PLAN),
            key=lambda s: _RANK.index(s.kind) if s.kind in _RANK else len(_RANK),
        )
        done = [s for s in group if s.stage == "自评表"]
        out += [(plans[0], sheet) for sheet in done if plans and reach(plans[0], sheet, across)]
    return out
