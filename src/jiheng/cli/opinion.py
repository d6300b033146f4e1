"""``--format xlsx``: the reviewer's table of opinions over a whole folder, one row a finding.

The banner and the totals stand above rows that are written long before they are known, so rows
wait in a file on disk; memory stays flat however many files there are.
"""

from __future__ import annotations

from ..model.finding import Outcome, Severity
from .labels import count, word
from .opinion_words import places, printed, remedy, spot
from .output import Tally, folded_under, is_alone, roots
from .phrases import is_synthetic, title_of
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from ..model.finding import Finding, Report
    from ..model.form import Form
    from .output import View

IN_MEMORY = 4_000_000  # bytes of rows of one sheet before they go to disk


class Spool:
    """Rows of one sheet, in order, on disk once they are many."""

    def __init__(self) -> None:
        from tempfile import SpooledTemporaryFile

        self._file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self.count = 0

    def add(self, *row: str | int) -> None:
        """One row; texts without lone surrogates, which no file can hold."""
        from marshal import dumps

        safe = [c.encode("utf-8", "replace").decode() if isinstance(c, str) else c for c in row]
        data = dumps(safe)
        self._file.write(len(data).to_bytes(4, "big") + data)
        self.count += 1

    def __iter__(self) -> Iterator[list[str | int]]:
        from marshal import loads

        self._file.seek(0)
        while head := self._file.read(4):
            yield loads(self._file.read(int.from_bytes(head, "big")))

    def close(self) -> None:
        """The rows are gone."""
        self._file.close()


class Output:
    """Rows as the reports come; the workbook at the end."""

    def __init__(self, write: Callable[[bytes], object], view: View) -> None:
        self.write = write
        self.view = view
        self.voice = view.voice
        self.lang = view.lang
        self.total = Tally()
        self.findings, self.forms, self.open = Spool(), Spool(), Spool()
        self.codes: set[str] = set()
        self.synthetic = False
        self._path = ""

    def begin(self) -> None:
        """Nothing yet: the totals stand first."""

    def report(self, report: Report) -> None:
        """The rows of one file."""
        self.total.add(report)
        self._path = clean(title_of(report, self.lang))
        if report.error:
            self._unread(report.path, report.error.sentence(self.lang))
        for crash in report.crashed:
            self._unread(report.path, self.voice.crashed(crash))
        forms = report.document.forms if report.document else ()
        numbers = {form.index for form in forms}
        loose = [f for f in report.findings if f.place.form not in numbers]
        self._findings(loose, None, report)
        for form in forms:
            mine = [f for f in report.findings if f.place.form == form.index]
            self._findings(mine, form, report)
            self._form(form, mine, report)

    def end(self) -> None:
        """The workbook."""
        from .opinion_book import write

        try:
            write(self)
        finally:
            for spool in (self.findings, self.forms, self.open):
                spool.close()

    def _unread(self, path: str, why: str) -> None:
        nothing = ("",) * 10
        self.forms.add(path, *nothing, clean(why.removeprefix(path).lstrip("：: ")))

    def _findings(self, findings: list[Finding], form: Form | None, report: Report) -> None:
        counted = roots(findings)
        for severity in Severity:
            for finding in counted:
                if finding.severity is severity:
                    self._finding(finding, findings, form, report)

    def _finding(
        self, finding: Finding, findings: list[Finding], form: Form | None, report: Report
    ) -> None:
        voice, lang = self.voice, self.lang
        said = [voice.sentence(finding)]
        said += [
            f"{word('folded', lang)} {other.code} {voice.sentence(other)}"
            for other in folded_under(finding, findings)
        ]
        self.codes.add(finding.code)
        self.findings.add(
            self._path,
            *_named(form),
            finding.severity.value,
            places(finding, form, lang),
            printed(finding, form, lang),
            "\n".join(map(clean, said)),
            "\n".join(map(clean, finding.working)),
            remedy(finding, voice.proposals(finding, report.document), voice),
            "\n".join(voice.basis(finding.code)),
            finding.code,
        )

    def _form(self, form: Form, findings: list[Finding], report: Report) -> None:
        self.synthetic |= is_synthetic(form)
        found = [f.severity for f in roots(findings)]
        checked = [c for c in report.checked if c.verdict.place.form == form.index]
        left = [c for c in checked if c.verdict.outcome is Outcome.INSUFFICIENT and not is_alone(c)]
        passed = sum(c.verdict.outcome is Outcome.PASS for c in checked)
        budget = form.amounts.get("budget_amount")
        printed = "" if budget is None or budget.number is None else f"{budget.number:f}"
        amount = f"{printed} {budget.unit or ''}".strip() if budget and printed else ""
        path, named = self._path, _named(form)
        counts = (*(found.count(s) for s in Severity), len(left), passed)
        self.forms.add(path, form.index, *named, len(form.indicators), amount, *counts, "")
        for one in left:
            self.codes.add(one.code)
            at = spot(one.verdict.place, form, self.lang)
            why = self.voice.reason(one.code, one.verdict)
            self.open.add(path, *named, at, clean(why), one.code)

    def headline(self) -> str:
        """One line over everything: files, forms, findings."""
        from .phrases import totals

        said = totals(self.total, self.lang)
        more = count("skipped", self.view.skipped, self.lang) if self.view.skipped else ""
        return " · ".join(filter(None, (said, more)))


def _named(form: Form | None) -> tuple[str, str]:
    """The unit and the project of a form."""
    if form is None:
        return "", ""
    unit = form.text("reporting_unit") or form.text("department")
    return clean(unit).strip(), clean(form.text("project_name") or form.text("title")).strip()
