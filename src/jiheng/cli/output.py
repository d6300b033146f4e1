"""The formats of ``--format`` and what each is given to work with."""

from __future__ import annotations

from ..check import ALONE
from ..model.finding import Outcome, Severity
from ..model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Protocol

    from ..model.finding import Checked, Finding, Report
    from ..rules.say import Voice

    class Output(Protocol):
        """A format: opened once, given each report, closed once. ``total`` counts them."""

        total: Tally

        def begin(self) -> None: ...
        def report(self, report: Report) -> None: ...
        def end(self) -> None: ...


FORMATS = ("text", "json", "sarif", "markdown", "html", "xlsx")
_MODULES = {"json": "jsonout", "xlsx": "opinion"}


@record
class View:
    """How the user wants to see it. ``width`` in cells; ``skipped``: files of unknown types.

    ``baseline``: one was given, so what is known and what is fixed are worth a word.
    """

    voice: Voice
    colour: bool = False
    width: int = 100
    wide_signs: bool = False
    verbose: bool = False
    quiet: bool = False
    skipped: int = 0
    baseline: bool = False

    @property
    def lang(self) -> str:
        """ "zh" or "en"."""
        return self.voice.lang


def make(name: str, write: Callable[[str], object], view: View) -> Output:
    """The output of that format; only its own module is imported."""
    from importlib import import_module

    module = import_module(f"{__package__}.{_MODULES.get(name, name)}")
    made: Output = module.Output(write, view)
    return made


class Tally:
    """Counts over reports. Folded findings are not counted again.

    ``accepted`` are waived, ``known`` are in the baseline; ``fixed``: in it, and there no more.
    ``codes``: the rules that spoke.
    """

    def __init__(self) -> None:
        self.accepted = self.known = self.fixed = 0
        self.files = self.forms = self.unread = self.open = self.passed = self.closed = 0
        self.found = dict.fromkeys(Severity, 0)
        self.codes: dict[str, None] = {}

    def add(self, report: Report) -> Tally:
        """Count one report."""
        self.files += not report.across
        self.unread += report.error is not None
        self.forms += len(report.document.forms) if report.document else 0
        self.codes.update(dict.fromkeys(finding.code for finding in report.findings))
        for finding in roots(report.findings):
            self.found[finding.severity] += 1
        self.accepted += len(accepted(report.findings))
        self.known += sum(finding.known for finding in report.findings)
        for one in report.checked:
            outcome = one.verdict.outcome
            self.open += outcome is Outcome.INSUFFICIENT and not is_alone(one)
            self.passed += outcome is Outcome.PASS
            self.closed += outcome is Outcome.PASS and bool(one.verdict.working)
        return self


def is_alone(one: Checked) -> bool:
    """Whether it only says that there is no second form to compare with: said once, not counted."""
    return one.verdict.reason == ALONE


def roots(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that count: not folded under another, not waived, not in the baseline."""
    return [finding for finding in findings if finding.counts]


def accepted(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that somebody has waived, without those that follow from them."""
    return [finding for finding in findings if finding.accepted and not finding.caused_by]


def folded_under(root: Finding, findings: Iterable[Finding]) -> list[Finding]:
    """The findings that ``root`` causes."""
    names = {f"{root.code}@{place.key}" for place in (root.place, *root.also)}
    return [finding for finding in findings if finding.caused_by in names]
