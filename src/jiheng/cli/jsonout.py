"""``--format json``: the report as docs/reference/report.schema.json describes it.

Numbers are JSON numbers with exactly the digits they have as decimals.
"""

from __future__ import annotations

from ..documents.writers.encode import encode as encode
from ..documents.writers.json import address_data
from ..model.finding import Outcome
from .output import Tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ..model.finding import Checked, Finding, Report
    from ..model.form import Document, Form
    from ..model.place import Place
    from ..rules.say import Voice
    from .output import View

UTF8 = True
WAIVED = ("who", "why", "since", "until", "fingerprint")


class Output:
    """Writes file by file, so that a folder of any size never stands in memory whole."""

    def __init__(self, write: Callable[[str], object], view: View) -> None:
        self.write = write
        self.view = view
        self.total = Tally()
        self._first = True

    def begin(self) -> None:
        """Open the list."""
        self.write('{"files": [')

    def report(self, report: Report) -> None:
        """One file."""
        self.write("\n" if self._first else ",\n")
        self._first = False
        self.total.add(report)
        self.write(encode(file_data(report, self.view.voice)))

    def end(self) -> None:
        """Close the list."""
        self.write("]" if self._first else "\n]")
        if self.view.baseline:
            said = {"known": self.total.known, "fixed": self.total.fixed}
            self.write(f', "baseline": {encode(said)}')
        if self.total.codes:
            voice = self.view.voice
            rules = {code: rule_data(code, voice) for code in sorted(self.total.codes)}
            self.write(f',\n"rules": {encode(rules)}')
        self.write("}\n")


def rule_data(code: str, voice: Voice) -> dict[str, Any]:
    """What a rule says of itself, once a report: ``code`` of a finding leads here."""
    rule = voice.rule(code)
    return {
        "slug": rule.slug if rule else "",
        "title": voice.title(code),
        "repair": voice.repair(code),
        "basis": list(voice.basis(code)),
        "page": voice.page(code),
    }


def file_data(report: Report, voice: Voice) -> dict[str, Any]:
    """One file: what concerns the file itself, its forms, and why it could not be checked."""
    forms = report.document.forms if report.document else ()
    numbers = {form.index for form in forms}
    loose = [finding for finding in report.findings if finding.place.form not in numbers]
    return {
        "path": report.path,
        "across": report.across,
        "findings": [finding_data(finding, voice, report.document) for finding in loose],
        "forms": [form_report(form, report, voice) for form in forms],
        "errors": errors(report, voice),
    }


def errors(report: Report, voice: Voice) -> list[dict[str, Any]]:
    """Why the file, or a rule on it, could not be done."""
    out: list[dict[str, Any]] = []
    if report.error:
        out.append({"message": report.error.sentence(voice.lang), "where": report.error.where})
    out += [{"message": voice.crashed(text), "where": ""} for text in report.crashed]
    return out


def form_report(form: Form, report: Report, voice: Voice) -> dict[str, Any]:
    """One form: findings, every outcome, and what was not checked with the reason."""
    checked = [one for one in report.checked if one.verdict.place.form == form.index]
    found = [finding for finding in report.findings if finding.place.form == form.index]
    return {
        "title": form.text("title") or None,
        "project_name": form.text("project_name") or None,
        "indicators": len(form.indicators),
        "findings": [finding_data(finding, voice, report.document) for finding in found],
        "outcomes": [data for one in checked for data in outcome_data(one)],
        "not_checked": [
            open_data(one, voice) for one in checked if one.verdict.outcome is Outcome.INSUFFICIENT
        ],
    }


def finding_data(
    finding: Finding, voice: Voice, document: Document | None = None
) -> dict[str, Any]:
    """One finding, folded ones too (``caused_by`` names the root), waived and known ones too."""
    waiver = finding.accepted
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "place": place_data(finding.place),
        "message": voice.sentence(finding),
        "facts": dict(finding.facts),
        "working": list(finding.working),
        "caused_by": finding.caused_by,
        "accepted": {key: getattr(waiver, key) for key in WAIVED} if waiver else None,
        "known": finding.known,
        "proposals": [
            {
                "place": place_data(one.place),
                "old": one.old,
                "new": one.new,
                "reason": one.why_en if voice.english else one.why,
                "confirm": one.confirm,
            }
            for one in voice.proposals(finding, document)
        ],
    }


def outcome_data(one: Checked) -> Iterator[dict[str, Any]]:
    """One verdict of one rule: an outcome at its place, and the same at its further places."""
    for place in (one.verdict.place, *one.verdict.also):
        yield {
            "code": one.code,
            "place": place_data(place),
            "outcome": one.verdict.outcome.value,
            "working": list(one.verdict.working),
        }


def open_data(one: Checked, voice: Voice) -> dict[str, Any]:
    """One place a rule could not judge."""
    return {
        "code": one.code,
        "place": place_data(one.verdict.place),
        "reason": one.verdict.reason,
        "message": voice.reason(one.code, one.verdict),
    }


def place_data(place: Place) -> dict[str, Any]:
    """A place with its stable key and its address in the file."""
    return {
        "form": place.form,
        "ref": place.ref,
        "part": place.part,
        "name": place.name,
        "raw": place.raw,
        "key": place.key,
        "address": address_data(place.address),
    }
