"""Use case: records → what is irregular in them, closed, open or worth a question."""

from __future__ import annotations

from functools import partial

from .model.finding import Checked, Finding, Outcome, Severity, Verdict
from .model.place import Place
from .model.record import record
from .rules.guard import guarded, named_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date
    from typing import Any

    from .model.result import Binding
    from .policy import Book
    from .rules import Rule
    from .rules.evidence._records import Records

ONCE = "once"
NO_RECORDS = "no-records"


@record
class Audit:
    """What an audit of records gave.

    ``figures``: matches and pairs that are no fault but worth showing. ``open``: what was not
    checked, and why. ``crashed`` lists rules that broke (X901), as in a report.
    """

    year: int
    as_of: str
    findings: tuple[Finding, ...] = ()
    figures: tuple[Checked, ...] = ()
    open: tuple[Checked, ...] = ()
    crashed: tuple[str, ...] = ()


def audit(
    con: Any,
    bindings: Sequence[Binding],
    *,
    year: int,
    as_of: date,
    book: Book,
    select: Collection[str] = (),
) -> Audit:
    """Every rule over records for one budget year, as of a day.

    ``con`` is a backend of ``score.engines.connect``; ``select`` limits it to some codes. Findings
    come in the order of code and place, whatever order the records have.
    """
    from .rules.evidence import registry

    data = _records(con, bindings, year, as_of, book)
    found: list[Finding] = []
    figures: list[Checked] = []
    unjudged: list[Checked] = []
    crashed: list[str] = []
    there: dict[str, bool] = {}
    for code, rule in registry().items():
        severity = book.severity(code, rule.severity)
        if severity == "off" or (select and code not in select):
            continue
        verdicts, error = guarded(partial(_all, rule, data, there))
        if error:
            crashed.append(f"{code}: {named_error(error)}")
        for verdict in verdicts or ():
            if verdict.outcome is Outcome.FAIL:
                found.append(_finding(rule, verdict, severity, book))
            elif verdict.outcome is Outcome.INSUFFICIENT:
                unjudged.append(Checked(code, verdict))
            elif verdict.reason:
                figures.append(Checked(code, verdict))
    return Audit(
        year, as_of.isoformat(), tuple(found), tuple(figures), tuple(unjudged), tuple(crashed)
    )


def _all(rule: Rule, data: Records, there: dict[str, bool]) -> list[Verdict]:
    return list(_run(rule, data, there))


def _run(rule: Rule, data: Records, there: dict[str, bool]) -> Iterator[Verdict]:
    """The rule, or that a table it needs has no rows."""
    for table in rule.run_on:
        if table not in there:
            there[table] = data.has(table)
        if not there[table]:
            place = Place(0, table, name=table)
            yield Verdict(Outcome.INSUFFICIENT, place, {"table": table}, (), NO_RECORDS)
            return
    yield from rule.check(data)


def _finding(rule: Rule, verdict: Verdict, severity: str, book: Book) -> Finding:
    """The profile may set another severity; else the verdict's own loudness, else the rule's."""
    said = Severity(severity)
    if verdict.loudness and said is rule.severity:
        said = verdict.loudness
    return Finding(
        rule.code,
        rule.slug,
        said,
        verdict.place,
        verdict.facts,
        verdict.working,
        also=verdict.also,
        state=verdict.reason,
    )


def _records(con: Any, bindings: Sequence[Binding], year: int, as_of: date, book: Book) -> Records:
    """What is due is counted as the measures count it, so that both say the same."""
    from .rules.evidence._records import Records
    from .score.people import due, person_months
    from .score.records import Evidence

    data = Evidence(con, year, as_of, book)
    pay = [
        (bound, due(data, bound, person_months(data, bound.text("roster"))))
        for bound in bindings
        if bound.measure == "rate_modal" and bound.text("due", "days") != ONCE
    ]
    return Records(con, bindings, book, year, as_of, pay=pay)


def busiest_year(con: Any) -> int | None:
    """The year of service that most of the ledger is about; None where there is no ledger."""
    rows = con.table("ledger")
    years = rows.group_by(year=rows["service_period"].substr(0, 4)).aggregate(n=rows.count())
    told = con.to_pyarrow(years).to_pylist()
    best = max(told, key=lambda row: (row["n"], row["year"]), default=None)
    return int(best["year"]) if best else None
