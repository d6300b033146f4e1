"""``--format text``: the report for the person who has to repair the form."""

from __future__ import annotations

from ..model.finding import Outcome, Severity
from .console import paint
from .labels import count, joint, subject, word
from .output import Tally, accepted, folded_under, roots
from .phrases import by_code, heading, not_checked, short_places, spot, title_of, totals
from .screen import Screen
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model.finding import Checked, Finding, Report
    from ..model.form import Document, Form
    from ..model.place import Place
    from .output import View

UTF8 = False
BODY = 7  # where a finding's text begins: after the severity word


class Output:
    """Each file as it is checked, and one line of totals at the end."""

    def __init__(self, write: Callable[[str], object], view: View) -> None:
        self.screen = Screen(write, view)
        self.view = view
        self.voice = view.voice
        self.lang = view.lang
        self.total = Tally()
        self._document: Document | None = None

    def begin(self) -> None:
        """Nothing before the first file."""

    def report(self, report: Report) -> None:
        """One file: what could not be done, a table of its forms, then each form."""
        self.total.add(report)
        self._document = report.document
        if self.view.quiet:
            self._brief(report)
            return
        self.screen.line(title_of(report, self.lang), "bold")
        if report.error:
            self._error(report.error.sentence(self.lang).removeprefix(report.path).lstrip("：: "))
        for crash in report.crashed:
            self._error(self.voice.crashed(crash))
        forms = report.document.forms if report.document else ()
        if len(forms) > 1:
            self._contents(forms, report)
        numbers = {form.index for form in forms}
        self._findings([f for f in report.findings if f.place.form not in numbers])
        for form in forms:
            self._form(form, report, len(forms) > 1)
        self.screen.blank()

    def end(self) -> None:
        """The totals."""
        if self.view.quiet:
            return
        if self.view.skipped:
            self.screen.line(count("skipped", self.view.skipped, self.lang), "dim")
        self._more()
        self.screen.line(totals(self.total, self.lang), self._mark())

    def _more(self) -> None:
        """Where to read about a rule, once."""
        known = [code for code in self.total.codes if self.voice.rule(code)]
        if known:
            zh = f"规则的说明、例子和依据：jiheng rule {known[0]}"
            en = f"What a rule checks, with examples: jiheng rule {known[0]}"
            self.screen.line(zh if self.lang == "zh" else en, "dim")

    def _mark(self) -> str:
        found = self.total.found
        if self.total.unread or found[Severity.ERROR]:
            return "error"
        return "warning" if found[Severity.WARNING] else "good"

    def _error(self, text: str) -> None:
        self.screen.line(text, "error", indent=2)

    def _brief(self, report: Report) -> None:
        """--quiet: one line a finding that counts, as compilers print them."""
        if report.error:
            self._plain("", report.error.sentence(self.lang), "error")
        found = [f for f in roots(report.findings) if f.severity is not Severity.INFO]
        for finding in sorted(found, key=lambda f: (f.place.form, f.place.address.line)):
            line = finding.place.address.line
            at = f"{report.path}:{line}" if line else report.path
            severity = word(finding.severity, self.lang)
            text = f" {finding.place.key} {self.voice.sentence(finding)}"
            self._plain(f"{at}: ", f"{severity} {finding.code}", finding.severity.value, text)

    def _plain(self, start: str, said: str, style: str, rest: str = "") -> None:
        """One line that is never wrapped, for other programs to read."""
        colour = self.view.colour
        self.screen.write(clean(start) + paint(style, said, colour) + clean(rest) + "\n")

    def _contents(self, forms: Iterable[Form], report: Report) -> None:
        """One line a form: what was found, and which errors."""
        rows = []
        for form in forms:
            found = roots(f for f in report.findings if f.place.form == form.index)
            errors = [f for f in found if f.severity is Severity.ERROR]
            warnings = [f for f in found if f.severity is Severity.WARNING]
            rows.append(
                [
                    f"{form.index}",
                    form.text("project_name") or form.text("title") or word("untitled", self.lang),
                    count("indicators", len(form.indicators), self.lang),
                    count("error", len(errors), self.lang),
                    count("warning", len(warnings), self.lang),
                    " ".join(dict.fromkeys(f.code for f in errors)),
                ]
            )
        self.screen.table(rows, indent=2, head=False)

    def _form(self, form: Form, report: Report, several: bool) -> None:
        screen = self.screen
        screen.blank()
        name = form.text("project_name") or form.text("title") or word("untitled", self.lang)
        screen.line(name, "bold", head=f"{form.index}  " if several else "", head_style="bold")
        screen.parts(heading(form, self.view), "dim", indent=3 if several else 0)
        mine = [f for f in report.findings if f.place.form == form.index]
        checked = [c for c in report.checked if c.verdict.place.form == form.index]
        self._findings(mine)
        self._open(checked)
        self._closed(checked)

    def _findings(self, findings: list[Finding]) -> None:
        counted = roots(findings)
        orphans = self._orphans(findings)
        for severity in (Severity.ERROR, Severity.WARNING):
            for group in by_code(f for f in counted if f.severity is severity):
                self._group(group, findings)
        hints = [f for f in counted if f.severity is Severity.INFO]
        if self.view.verbose:
            for group in by_code(hints):
                self._group(group, findings)
        elif hints:
            self._hints(hints)
        for finding in orphans:
            self._folded(finding, 2)
        waived = accepted(findings)
        if waived:
            from .text_more import acceptances

            acceptances(waived, self.screen, self.view)

    def _orphans(self, findings: list[Finding]) -> list[Finding]:
        """Folded findings whose root is not shown (ignored by code)."""
        shown = [f for root in roots(findings) for f in folded_under(root, findings)]
        left = [f for f in findings if f.caused_by and f not in shown]
        return [f for f in left if not (f.accepted or f.known)]

    def _group(self, group: list[Finding], findings: list[Finding]) -> None:
        first, screen, lang = group[0], self.screen, self.lang
        alone = len(group) == 1
        screen.blank()
        head = f"{word(first.severity, lang)} {first.code}  "
        title = self.voice.sentence(first) if alone else self.voice.title(first.code)
        if not alone:
            title += (
                f"（{count('places', len(group), lang)}）" if lang == "zh" else f" ({len(group)})"
            )
        screen.line(title, "bold", indent=2, head=head, head_style=first.severity.value)
        for finding in group:
            self._place(finding.place)
            if not alone:
                screen.line(self.voice.sentence(finding), indent=BODY + 2)
            self._also(finding)
            for equation in finding.working:
                screen.line(equation, indent=BODY + 2, head="│ ", head_style="dim")
            self._proposals(finding)
            for other in folded_under(finding, findings):
                self._folded(other, BODY)
        self._advice(first.code)

    def _proposals(self, finding: Finding) -> None:
        found = self.voice.proposals(finding, self._document)
        if found:
            from .text_more import proposals

            proposals(finding, found, self.screen, self.view)

    def _advice(self, code: str) -> None:
        lang = self.lang
        repair = self.voice.repair(code)
        if repair:
            head = word("repair", lang) + joint(lang)
            self.screen.line(repair, indent=BODY, head=head, head_style="good")
        basis = self.voice.basis(code)
        if basis:
            text = ("；" if lang == "zh" else "; ").join(basis)
            head = word("basis", lang) + joint(lang)
            self.screen.line(text, "dim", indent=BODY, head=head, head_style="dim")

    def _place(self, place: Place) -> None:
        self.screen.line(spot(place, self.lang), "info", indent=BODY)

    def _also(self, finding: Finding) -> None:
        """Further places of a finding: in one line, whole with --verbose."""
        if self.view.verbose:
            for place in finding.also:
                self._place(place)
        elif finding.also:
            head = word("also", self.lang) + joint(self.lang)
            short = short_places(finding.also, self.lang, lines=True)
            self.screen.line(short, "info", indent=BODY, head=head, head_style="info")

    def _folded(self, finding: Finding, indent: int) -> None:
        head = f"└ {word('folded', self.lang)} {finding.code} "
        text = (
            f"{subject(finding.place, self.lang)}{joint(self.lang)}{self.voice.sentence(finding)}"
        )
        self.screen.line(text, "dim", indent=indent, head=head, head_style="dim")

    def _hints(self, hints: list[Finding]) -> None:
        lang, screen = self.lang, self.screen
        screen.blank()
        more = "--verbose 看全文" if lang == "zh" else "--verbose for the full text"
        note = (
            f"{count('info', len(hints), lang)}（{more}）"
            if lang == "zh"
            else (f"{count('info', len(hints), lang)} ({more})")
        )
        screen.line(note, "info", indent=2)
        for group in by_code(hints):
            names = short_places((p for f in group for p in (f.place, *f.also)), lang)
            screen.line(
                f"{self.voice.title(group[0].code)}  {names}",
                indent=BODY,
                head=f"{group[0].code}  ",
            )

    def _open(self, checked: list[Checked]) -> None:
        """What was not checked, and why."""
        groups = not_checked(checked, self.voice)
        if not groups:
            return
        lang, screen = self.lang, self.screen
        screen.blank()
        if number := sum(len(places) for _, _, places in groups):
            screen.line(count("insufficient-data", number, lang), "bold", indent=2)
        for codes, reason, places in groups:
            said = f"{reason}  {short_places(places, lang)}"
            screen.line(said, "dim", indent=BODY, head=f"{codes}  ")

    def _closed(self, checked: list[Checked]) -> None:
        """Equations that close: a count, or with --verbose the equations."""
        passed = [c for c in checked if c.verdict.outcome is Outcome.PASS]
        closed = [c for c in passed if c.verdict.working]
        lang, screen = self.lang, self.screen
        if not passed:
            return
        screen.blank()
        parts = [count("pass", len(passed), lang)]
        if closed:
            parts.append(count("closed", len(closed), lang))
        screen.line(" · ".join(parts), "good", indent=2)
        for one in closed if self.view.verbose else ():
            screen.line(spot(one.verdict.place, lang), indent=BODY, head=f"{one.code}  ")
            for equation in one.verdict.working:
                screen.line(equation, indent=BODY + 2, head="│ ", head_style="dim")
