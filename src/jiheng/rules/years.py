"""Years and periods as cells print them, read without the grammar of values.

Plain scanning and no regular expressions (see words.py).
"""

from __future__ import annotations

from .words import has, remember, squeeze, terms, unquoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.form import Form, Indicator
    from ..policy import Book

_RANGE = "-—–－~～至到"
_SPLIT = str.maketrans("，,；;。！!\n、：:", "\n" * 11)


@remember
def clauses(text: str) -> tuple[str, ...]:
    """The text cut at its punctuation, without quotes and white space."""
    parts = unquoted(text).translate(_SPLIT).split("\n")
    return tuple(squeeze(part) for part in parts if part.strip())


def years_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Every year that is written as one (2023年, 2023.12): the year, where it begins and ends."""
    if "20" not in text and "19" not in text:
        return
    for at in range(len(text) - 4):
        year = text[at : at + 4]
        if year[:2] not in ("19", "20") or not (year.isascii() and year.isdigit()):
            continue
        if at and (text[at - 1].isdigit() or text[at - 1] in "./"):
            continue
        mark, after = text[at + 4], text[at + 5 : at + 6]
        if mark == "年" or (mark in "./-" and after.isdigit() and not _is_year(text, at + 5)):
            yield int(year), at, at + 5


def _is_year(text: str, at: int) -> bool:
    return text[at : at + 4].isdigit() and len(text[at : at + 4]) == 4


def is_ranged(text: str, start: int, end: int) -> bool:
    """Whether a year is one end of a span of years: 2021—2025年, 2021年至2025年."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(before and before in _RANGE) or bool(after and after in _RANGE)


def all_years(text: str) -> set[int]:
    """The years a period names, the bare ones of a span too (2021-2025年)."""
    word = squeeze(text)
    found = {year for year, _, _ in years_in(word)}
    for at in range(len(word) - 3):
        part = word[at : at + 4]
        edge = (word[at - 1 : at] if at else "") + word[at + 4 : at + 5]
        if part[:2] == "20" and part.isdigit() and not any(c.isdigit() for c in edge):
            found.add(int(part))
    return found


def span_of(form: Form, book: Book) -> tuple[int, int] | None:
    """First and last year of the period cell; the form's own year where it means one year."""
    period = form.text("period")
    years = all_years(period)
    if years:
        return min(years), max(years)
    if form.fiscal_year is not None and is_one_year(form, book):
        return form.fiscal_year, form.fiscal_year
    return None


def is_one_year(form: Form, book: Book) -> bool:
    """Whether the period cell means the one year of the form."""
    word = squeeze(form.text("period"))
    years = all_years(word)
    return word in terms(book, "one-year") or (len(years) == 1 and not has(word, ("起", "开始")))


def is_excused(clause: str, book: Book) -> bool:
    """Whether a clause may name another year: it compares, begins or cites."""
    return has(clause, terms(book, "year-excuses"))


def ends(row: Indicator) -> str:
    """The latest day of a value that is a date, "" where it has no year."""
    for day in (row.target.end, row.target.start):
        if day and len(day) >= 4 and day[:4].isdigit():
            return day
    return ""
