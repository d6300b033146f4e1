"""``--format markdown``: the report for a memo, an issue or a chat."""

from __future__ import annotations

from ..documents.writers.table_markdown import escape as escape
from ..model.finding import Severity
from .labels import count, joint, subject, word
from .output import Tally, accepted, folded_under, roots
from .phrases import (
    acceptance,
    by_code,
    heading,
    not_checked,
    proposed,
    short_places,
    spot,
    title_of,
    totals,
)
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.finding import Finding, Report
    from ..model.form import Document, Form
    from .output import View


class Output:
    """A heading a file, a heading a form, a list item a finding."""

    def __init__(self, write: Callable[[str], object], view: View) -> None:
        self.write = write
        self.view = view
        self.voice = view.voice
        self.lang = view.lang
        self.total = Tally()
        self._document: Document | None = None

    def begin(self) -> None:
        """The title."""
        self.write(f"# {'绩效表核对' if self.lang == 'zh' else 'Performance form check'}\n\n")

    def end(self) -> None:
        """The totals."""
        self.write(f"**{escape(totals(self.total, self.lang))}**\n")
        if self.view.skipped:
            self.write(f"\n{count('skipped', self.view.skipped, self.lang)}\n")
        self._rules()

    def _rules(self) -> None:
        """The rules that spoke: each code above leads to its heading here."""
        if not self.total.codes:
            return
        zh = self.lang == "zh"
        self.write(f"\n## {'规则' if zh else 'Rules'}\n")
        for code in sorted(self.total.codes):
            about = self.voice.page(code).partition("\n")[0]
            more = f" {'全文' if zh else 'More'}{joint(self.lang)}`jiheng rule {code}`"
            text = f"{escape(self.voice.title(code))}{joint(self.lang)}{escape(about)}"
            self.write(f"\n### {code}\n\n{text}{more if about else ''}\n")

    def report(self, report: Report) -> None:
        """One file."""
        self.total.add(report)
        self._document = report.document
        self.write(f"## {escape(title_of(report, self.lang))}\n\n")
        if report.error:
            self.write(f"> **{escape(report.error.sentence(self.lang))}**\n\n")
        for crash in report.crashed:
            self.write(f"> **{escape(self.voice.crashed(crash))}**\n\n")
        forms = report.document.forms if report.document else ()
        numbers = {form.index for form in forms}
        self._findings([f for f in report.findings if f.place.form not in numbers])
        for form in forms:
            self._form(form, report)

    def _form(self, form: Form, report: Report) -> None:
        name = form.text("project_name") or form.text("title") or word("untitled", self.lang)
        self.write(f"### {form.index}. {escape(name)}\n\n")
        self.write(f"{escape(' · '.join(heading(form, self.view)))}\n\n")
        mine = [f for f in report.findings if f.place.form == form.index]
        self._findings(mine)
        if not roots(mine):
            self.write(f"{word('no-findings', self.lang)}\n\n")
        self._open(form, report)

    def _findings(self, findings: list[Finding]) -> None:
        for severity in Severity:
            for group in by_code(f for f in roots(findings) if f.severity is severity):
                for finding in group:
                    self._finding(finding, findings)
                self._advice(group[0].code)
        self._accepted(accepted(findings))

    def _accepted(self, findings: list[Finding]) -> None:
        if not findings:
            return
        self.write(f"{count('accepted', len(findings), self.lang)}\n\n")
        for finding in findings:
            assert finding.accepted
            said = f"{subject(finding.place, self.lang)}{joint(self.lang)}"
            said += self.voice.sentence(finding)
            why = acceptance(finding.accepted, self.lang)
            self.write(f"- {finding.code} {escape(said)} *{escape(why)}*\n")
        self.write("\n")

    def _proposals(self, finding: Finding) -> None:
        for one in self.voice.proposals(finding, self._document):
            where, old, new, why = proposed(one, finding, self.lang)
            said = f"{where} {old} → {new} ({why})".strip()
            self.write(f"  - {word('propose', self.lang)}{joint(self.lang)}{escape(said)}\n")

    def _finding(self, finding: Finding, findings: list[Finding]) -> None:
        label = f"{word(finding.severity, self.lang)} [{finding.code}](#{finding.code.lower()})"
        self.write(f"- **{label}** {escape(self.voice.sentence(finding))}\n")
        for place in (finding.place, *finding.also):
            self.write(f"  - {escape(spot(place, self.lang))}\n")
        if finding.working:
            self.write("\n    ```text\n")
            for equation in finding.working:
                self.write(f"    {clean(equation).replace('```', '')}\n")
            self.write("    ```\n\n")
        self._proposals(finding)
        for other in folded_under(finding, findings):
            said = (
                f"{subject(other.place, self.lang)}{joint(self.lang)}{self.voice.sentence(other)}"
            )
            self.write(f"  - {word('folded', self.lang)} {other.code} {escape(said)}\n")

    def _advice(self, code: str) -> None:
        repair, basis = self.voice.repair(code), self.voice.basis(code)
        if repair:
            self.write(f"  - {word('repair', self.lang)}{joint(self.lang)}{escape(repair)}\n")
        for citation in basis:
            self.write(f"  - {word('basis', self.lang)}{joint(self.lang)}{escape(citation)}\n")
        self.write("\n")

    def _open(self, form: Form, report: Report) -> None:
        checked = [c for c in report.checked if c.verdict.place.form == form.index]
        groups = not_checked(checked, self.voice)
        if not groups:
            return
        if number := sum(len(places) for _, _, places in groups):
            self.write(f"{count('insufficient-data', number, self.lang)}\n\n")
        for codes, reason, places in groups:
            said = f"{escape(reason)} {escape(short_places(places, self.lang))}".rstrip()
            self.write(f"- {codes} {said}\n")
        self.write("\n")
