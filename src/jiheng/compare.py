"""Use case: two versions of a file → what changed in the forms, and which findings came or went.

Forms are paired by project name, then by order. Rows are paired by name within their level-2
indicator, then by likeness of name, then by order within it; what finds no partner came or went.
"""

from __future__ import annotations

from .model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from .model.finding import Finding, Report
    from .model.form import Form, Indicator
    from .model.place import Place

    T = TypeVar("T")

LIKE = 50  # per cent of shared neighbouring signs from which two names are one renamed


@record
class Change:
    """One cell, row or form that differs. ``kind``: "changed", "added" or "removed".

    ``where`` names it for people; ``old``/``new`` are printed texts ("" on the side that lacks
    it); ``place`` is in the new version, or in the old one for what was removed.
    """

    kind: str
    where: str
    old: str
    new: str
    place: Place


@record
class FormDiff:
    """What changed between two versions of one form. A side that is None had no such form."""

    old: Form | None
    new: Form | None
    changes: tuple[Change, ...]
    gone: tuple[Finding, ...]
    come: tuple[Finding, ...]
    stayed: tuple[Finding, ...]


def compare(old: Report, new: Report) -> tuple[FormDiff, ...]:
    """A FormDiff for each form of either version, in the order of the new one."""
    before = old.document.forms if old.document else ()
    after = new.document.forms if new.document else ()
    pairs = _paired(before, after, (lambda form: form.text("project_name"), lambda form: True))
    return tuple(_diff(a, b, old, new) for a, b in pairs)


def _diff(a: Form | None, b: Form | None, old: Report, new: Report) -> FormDiff:
    rows = _rows(a, b)
    names = {row.ref: f"row {number}" for number, (row, _) in enumerate(rows) if row}
    later = {row.ref: f"row {number}" for number, (_, row) in enumerate(rows) if row}
    before = [(f, _spots(f, names)) for f in old.findings if a and f.place.form == a.index]
    after = [(f, _spots(f, later)) for f in new.findings if b and f.place.form == b.index]
    come, stayed = _sorted(before, after)
    return FormDiff(
        a, b, tuple(_changes(a, b, rows)), tuple(f for f, _ in before), tuple(come), tuple(stayed)
    )


def _spots(finding: Finding, names: Mapping[str, str]) -> list[str]:
    """Where a finding stands, in words that both versions share; its own place first."""
    return [names.get(place.ref, place.ref) for place in (finding.place, *finding.also)]


def _sorted(
    before: list[tuple[Finding, list[str]]], after: Sequence[tuple[Finding, list[str]]]
) -> tuple[list[Finding], list[Finding]]:
    """The findings that came and that stayed; those left in ``before`` are gone.

    One that speaks of several rows stays while it shrinks, and has come where it has grown.
    """
    come: list[Finding] = []
    stayed: list[Finding] = []
    for finding, spots in after:
        own = [one for one in before if one[0].code == finding.code]
        match = next((one for one in own if one[1][0] == spots[0]), None) or next(
            (one for one in own if set(one[1]) & set(spots)), None
        )
        if match:
            before.remove(match)
        (stayed if match and set(spots) <= set(match[1]) else come).append(finding)
    return come, stayed


def _changes(
    a: Form | None, b: Form | None, rows: Sequence[tuple[Indicator | None, Indicator | None]]
) -> Iterator[Change]:
    if a is None or b is None:
        some = a or b
        assert some
        name = some.text("project_name") or some.text("title")
        yield Change("removed" if a else "added", name, "", "", some.place())
        return
    for key in dict.fromkeys((*a.fields, *b.fields)):
        old, new = a.text(key), b.text(key)
        if _squeeze(old) != _squeeze(new):
            form = b if key in b.fields else a
            where = form.fields[key].label or key
            yield Change(_kind(old, new), where, old, new, form.place(key))
    for before, after in rows:
        if before is None or after is None:
            row, form = (after, b) if after else (before, a)
            assert row
            text = " ".join(filter(None, (row.level2, row.name, row.target.raw.strip())))
            pair = ("", text) if after else (text, "")
            yield Change(
                "added" if after else "removed", row.name or row.ref, *pair, form.at(row, "")
            )
            continue
        for key in dict.fromkeys((*before.fields, *after.fields)):
            old, new = before.text(key), after.text(key)
            if _squeeze(old) != _squeeze(new):
                where = f"{after.name or after.ref}.{key}"
                yield Change(_kind(old, new), where, old, new, b.at(after, key))


def _kind(old: str, new: str) -> str:
    return "changed" if old and new else "added" if new else "removed"


def _rows(a: Form | None, b: Form | None) -> list[tuple[Indicator | None, Indicator | None]]:
    """Rows of both versions side by side, in the order of the new one."""
    before, after = a.indicators if a else (), b.indicators if b else ()
    exact = (lambda row: (row.family, _squeeze(row.name or "")),) * 2
    pairs = _paired(before, after, exact, one_key_each=True)
    single = [(x, y) for x, y in pairs if x and y]
    left = [x for x, y in pairs if x and not y]
    right = [y for x, y in pairs if y and not x]
    for row in list(right):
        like = max(left, key=lambda other: _likeness(other, row), default=None)
        best = like if like and _likeness(like, row) >= LIKE else None
        best = best or next((one for one in left if _same_demand(one, row, left, right)), None)
        if best:
            single.append((best, row))
            left.remove(best)
            right.remove(row)
    found: dict[str, Indicator] = {new.ref: old for old, new in single}
    out: list[tuple[Indicator | None, Indicator | None]] = [
        (found.get(row.ref), row) for row in after
    ]
    return out + [(row, None) for row in left]


def _likeness(one: Indicator, other: Indicator) -> int:
    """Per cent of neighbouring pairs of signs that both names share; 0 across families."""
    if one.family != other.family:
        return 0
    a, b = _pairs_of(one.name or ""), _pairs_of(other.name or "")
    total = len(a) + len(b)
    return 200 * len(a & b) // total if total else 0


def _same_demand(
    one: Indicator, other: Indicator, left: Sequence[Indicator], right: Sequence[Indicator]
) -> bool:
    """Whether a new name stands for the same value, and no other row could be meant."""

    def said(row: Indicator) -> tuple[str, str]:
        return row.family, _squeeze(row.target.raw)

    alone = sum(said(row) == said(one) for row in left) == 1
    alone &= sum(said(row) == said(other) for row in right) == 1
    return alone and bool(said(one)[1]) and said(one) == said(other)


def _pairs_of(text: str) -> set[str]:
    plain = _squeeze(text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)} or {plain}


def _paired(
    before: Sequence[T],
    after: Sequence[T],
    keys: Sequence[Callable[[T], object]],
    *,
    one_key_each: bool = False,
) -> list[tuple[T | None, T | None]]:
    """Partners by the first key that agrees; ``one_key_each``: keys are (of old, of new)."""
    rounds = [(keys[0], keys[1])] if one_key_each else [(key, key) for key in keys]
    left, partner = list(before), {}
    for of_old, of_new in rounds:
        for index, new in enumerate(after):
            if index in partner:
                continue
            match = next((old for old in left if of_old(old) == of_new(new)), None)
            if match is not None:
                partner[index] = match
                left = [old for old in left if old is not match]
    out: list[tuple[T | None, T | None]] = [(partner.get(i), new) for i, new in enumerate(after)]
    return out + [(old, None) for old in left]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def counting(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are problems of their own."""
    return [finding for finding in findings if finding.counts]
