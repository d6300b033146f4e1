"""Use case: the forms of all files of a run beside each other → further reports, by file."""

from __future__ import annotations

from decimal import localcontext
from functools import partial
from pickle import dumps, loads

from .check import findings_of, wanted
from .model.finding import Checked, Outcome, Report
from .model.quantity import PRECISION
from .model.record import replace
from .rules import registry
from .rules.guard import guarded, named_error
from .rules.siblings import distinct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .model.finding import Sheet
    from .policy import Book
    from .rules import Rule, Said


def kept(sheet: Sheet) -> Sheet:
    """The form as it waits for the end of the run: what was gathered as bytes, a fifth of its size.

    Ten thousand forms wait in some 60 MB, and are opened one rule at a time.
    """
    return replace(sheet, facts={code: dumps(fact) for code, fact in sheet.facts.items()})


def _opened(sheet: Sheet, code: str) -> Sheet:
    fact = sheet.facts.get(code)
    if fact is None:
        return replace(sheet, facts={})
    return replace(sheet, facts={code: loads(fact) if isinstance(fact, bytes) else fact})


def check_across(
    sheets: Sequence[Sheet],
    book: Book,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> list[Report]:
    """A report marked ``across`` for each file concerned, in the order of the files.

    ``sheets`` may be ``kept``. Only what no file shows alone is said; what passes is not. The cost
    is that of the texts gathered: rules group by keys and never compare all pairs.
    """
    if len({sheet.path for sheet in sheets}) < 2:
        return []
    forms = distinct(sheets)
    found: dict[str, list[Checked]] = {sheet.path: [] for sheet in forms}
    crashed = []
    with localcontext(prec=PRECISION):
        for rule in wanted(registry(), book, select):
            if rule.scope != "book":
                continue
            said, error = guarded(partial(_all, rule, forms, book))
            for sheet, verdict in said or ():
                found[sheet.path].append(Checked(rule.code, verdict))
            if error:
                crashed.append(f"{rule.code}: {named_error(error)}")
    reports = [
        _report(path, tuple(checked), book, ignore) for path, checked in found.items() if checked
    ]
    if crashed:
        reports.append(Report(forms[0].path, crashed=tuple(crashed), across=True))
    return [report for report in reports if report.findings or report.crashed]


def _all(rule: Rule, forms: Sequence[Sheet], book: Book) -> list[Said]:
    opened = [_opened(sheet, rule.code) for sheet in forms]
    said: Iterator[Said] = rule.check(opened, book, True)
    return [one for one in said if one[1].outcome is Outcome.FAIL]


def _report(path: str, checked: tuple[Checked, ...], book: Book, ignore: Collection[str]) -> Report:
    findings = findings_of(checked, book, ignore)
    kept = {finding.code for finding in findings}
    checked = tuple(one for one in checked if one.code in kept)
    return Report(path, findings=findings, checked=checked, across=True)
