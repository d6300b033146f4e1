"""Texts of cells: white space, units, halves of pairs, marks of an export, outdated words."""

from __future__ import annotations

from ...model.finding import Proposal
from ..words import CONTACTS, squeeze, terms, unquoted
from . import spots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Finding
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book


def str05(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The cell without the mark the export has left."""
    marks = finding.facts.get("residue")
    for place in _open(finding, form):
        new = place.raw
        for mark in marks if isinstance(marks, tuple) else ():
            new = new.replace(mark, "")
        yield Proposal(place, place.raw, new.strip(), "删去导出痕迹", "without the export mark")


def str06(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The cell without white space at its ends."""
    for place in _open(finding, form):
        yield Proposal(place, place.raw, place.raw.strip(), "去掉首尾空格", "trimmed")


def str07(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The number as it is printed, without the unit behind it."""
    for place in _open(finding, form):
        new = place.raw.strip()
        while new and not new[-1].isdigit():
            new = new[:-1]
        digits = squeeze(new).replace(",", "").replace("，", "").replace(".", "", 1)
        if digits.isdigit():
            why, why_en = "单位已在表头写明", "the form states the unit already"
            yield Proposal(place, place.raw, new, why, why_en)


def str08(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The missing half at the end of the cell it is missing from; where exactly, people know."""
    why, why_en = "补上缺的半个，位置请核对", "the missing half; check where it belongs"
    for place in _open(finding, form):
        odd = [
            pair
            for pair in terms(book, "pairs")
            if place.raw.count(pair[0]) != _closed(place, pair)
        ]
        if len(odd) != 1:
            continue
        opening, closing = odd[0]
        text, more = place.raw.strip(), place.raw.count(opening) - place.raw.count(closing)
        if more == 1:
            yield Proposal(place, place.raw, text + closing, why, why_en, confirm=True)
        elif more == -1:
            yield Proposal(place, place.raw, opening + text, why, why_en, confirm=True)


def _closed(place: Place, pair: str) -> int:
    return place.raw.count(pair[1])


def txt01(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The present word for the old one; a text with titles or the project's name is left alone."""
    old = terms(book, "outdated")
    for place in _open(finding, form):
        name = form.text("project_name")
        if unquoted(place.raw) != place.raw or (name and name in place.raw):
            continue
        new = place.raw
        for word, said in old.items():
            now = str(said["now"])
            if word not in now:
                new = new.replace(word, now)
        yield Proposal(place, place.raw, new, "改用现在的称谓", "the present term", confirm=True)


def _open(finding: Finding, form: Form) -> Iterator[Place]:
    """The places whose text may be shown: what names a person is covered in a finding."""
    for place, row in spots(finding, form):
        if place.raw.strip() and (row is not None or place.ref not in CONTACTS):
            yield place
