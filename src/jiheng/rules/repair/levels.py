"""Level-1 names: the one that is missing, unknown or of another family."""

from __future__ import annotations

from ...model.finding import Proposal
from ..words import level1_name
from . import spots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Finding
    from ...model.form import Form, Indicator
    from ...policy import Book

SPLIT = (
    "合并的格在这一行拆开，另写所属的一级指标",
    "the merged cell ends above this row; this level begins here",
)
WHY = ("按二级指标，它属于这一级", "where its level 2 belongs")


def str02(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The inferred name in each blank cell; a cell merged with the ones above is said once."""
    merged = set()
    for place, row in spots(finding, form):
        if row is None or not row.level1_inferred or not row.level1:
            continue
        if not place.raw.strip():
            yield Proposal(place, "", row.level1, *WHY, confirm=True)
        elif _shared(row, form) and place.address not in merged:
            merged.add(place.address)
            yield Proposal(place, "", row.level1, *SPLIT, confirm=True)


def tax01(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The one name its level 2 may stand under; a merged cell is one cell."""
    proposed = finding.facts.get("proposed")
    if isinstance(proposed, tuple) and len(proposed) == 1:
        seen = set()
        for place, row in spots(finding, form):
            if row and place.raw.strip() and place.address not in seen:
                seen.add(place.address)
                yield Proposal(place, place.raw, proposed[0], *WHY, confirm=True)


def tax03(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """Another level-1 name, where the cell is of this row alone: else the row has to move."""
    parents = finding.facts.get("parents")
    for _, row in spots(finding, form):
        if row is None or not isinstance(parents, tuple) or _shared(row, form):
            continue
        place = form.at(row, "level1")
        used = {level1_name(other.level1_printed or "", book) for other in form.indicators}
        fitting = [name for name in parents if name in used] or list(parents)
        if len(fitting) == 1 and place.raw.strip():
            yield Proposal(place, place.raw, fitting[0], *WHY, confirm=True)


def _shared(row: Indicator, form: Form) -> bool:
    """Whether the level-1 cell is merged over other rows."""
    own = row.fields.get("level1")
    if own is None or not own.address.row:
        return False
    cells = (other.fields.get("level1") for other in form.indicators if other.ref != row.ref)
    return any(cell is not None and cell.address == own.address for cell in cells)
