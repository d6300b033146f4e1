"""How the cells of a finding could read instead: one function a rule that can be repaired.

Asked by the doors about a finding that is there already, as its sentence is, so that a check that
nobody asks pays nothing. A function that cannot be sure what is meant proposes nothing.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...model.finding import Finding, Proposal
    from ...model.form import Document, Form, Indicator
    from ...model.place import Place
    from ...policy import Book

    Repair = Callable[[Finding, Form, Book], Iterator[Proposal]]

HOMES = {
    **dict.fromkeys(("VAL01", "VAL03", "DIR01", "DIR03", "DIR04", "STR09"), "marks"),
    **dict.fromkeys(("STR02", "TAX01", "TAX03"), "levels"),
    **dict.fromkeys(("STR05", "STR06", "STR07", "STR08", "TXT01"), "texts"),
    **dict.fromkeys(("ARI01", "ARI04", "ARI05", "UNI03"), "amounts"),
}
"""Code to the module that repairs it, in a function named after the code in lower case."""


def proposals(finding: Finding, document: Document | None, book: Book) -> tuple[Proposal, ...]:
    """Each cell that could read otherwise; none where the rule cannot say how."""
    home = HOMES.get(finding.code)
    if home is None or document is None:
        return ()
    form = next((form for form in document.forms if form.index == finding.place.form), None)
    if form is None:
        return ()
    repair: Repair = getattr(import_module(f"{__name__}.{home}"), finding.code.lower())
    return tuple(one for one in repair(finding, form, book) if one.new != one.old)


def spots(finding: Finding, form: Form) -> Iterator[tuple[Place, Indicator | None]]:
    """The places of a finding, each with its row (None: a form field)."""
    rows = {row.ref: row for row in form.indicators}
    for place in (finding.place, *finding.also):
        yield place, rows.get(place.ref)
