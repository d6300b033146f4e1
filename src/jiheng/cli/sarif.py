"""``--format sarif``: SARIF 2.1.0, for code-scanning pages and editors.

A folded finding is a result too, suppressed by its root: viewers hide it, the data stay.
"""

from __future__ import annotations

import os
from decimal import Decimal

from .. import __version__
from ..accept import fingerprint
from ..model.finding import Severity
from ..rules import registry
from .jsonout import encode, errors, place_data
from .labels import is_row, part, subject
from .output import Tally
from .phrases import acceptance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..model.finding import Finding, Report
    from ..model.form import Document
    from ..model.place import Place
    from ..rules import Rule
    from ..rules.say import Voice
    from .output import View

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Output:
    """One run; results as they come, what could not be done at the end."""

    def __init__(self, write: Callable[[str], object], view: View) -> None:
        self.write = write
        self.voice = view.voice
        self._rules = {code: n for n, code in enumerate(registry())}
        self.total = Tally()
        self._baseline = view.baseline
        self._document: Document | None = None
        self._first = True
        self._notes: list[dict[str, Any]] = []
        self._artifacts: list[dict[str, Any]] = []

    def begin(self) -> None:
        """The tool with all its rules, and the list of results opened."""
        driver = {
            "name": "jiheng",
            "fullName": "绩衡 Jiheng",
            "version": __version__,
            "rules": [rule_data(rule, self.voice) for rule in registry().values()],
        }
        self.write(f'{{"version": "2.1.0", "$schema": "{SCHEMA}", "runs": [{{\n')
        language = "en" if self.voice.english else "zh-CN"
        self.write(f'"tool": {encode({"driver": driver})},\n"language": "{language}",\n')
        self.write('"columnKind": "unicodeCodePoints",\n"results": [')

    def report(self, report: Report) -> None:
        """The results of one file."""
        self.total.add(report)
        self._document = report.document
        uri = artifact_uri(report.path)
        artifact: dict[str, Any] = {"location": {"uri": uri}}
        if report.document:
            artifact["hashes"] = {"sha-256": report.document.digest}
        if not report.across:  # the file is there already, with its hash
            self._artifacts.append(artifact)
        for finding in report.findings:
            self.write("\n" if self._first else ",\n")
            self._first = False
            result = self._result(finding, uri)
            if report.across:
                result["properties"]["across"] = True
            self.write(encode(result))
        for error in errors(report, self.voice):
            location = {"physicalLocation": {"artifactLocation": {"uri": uri}}}
            self._notes.append(
                {
                    "level": "error",
                    "message": {"text": error["message"]},
                    "locations": [location],
                    "descriptor": {"id": "X901" if report.crashed else "unreadable"},
                }
            )

    def end(self) -> None:
        """Close the run: whether everything could be done, and what could not."""
        invocation: dict[str, Any] = {"executionSuccessful": not self._notes}
        if self._notes:
            invocation["toolExecutionNotifications"] = self._notes
        self.write(f'\n],\n"artifacts": {encode(self._artifacts)},\n')
        self.write(f'"invocations": [{encode(invocation)}]\n}}]}}\n')

    def _result(self, finding: Finding, uri: str) -> dict[str, Any]:
        facts = {name: _fact(value) for name, value in finding.facts.items()}
        out: dict[str, Any] = {
            "ruleId": finding.code,
            "level": LEVELS[finding.severity],
            "kind": "fail",
            "message": {"text": self.voice.sentence(finding)},
            "locations": [location(finding.place, uri, self.voice.lang)],
            "partialFingerprints": {
                "place/v1": f"{finding.code}@{finding.place.key}",
                "text/v1": fingerprint(finding, self._document),
            },
            "properties": {
                "place": place_data(finding.place),
                "facts": facts,
                "working": list(finding.working),
                "caused_by": finding.caused_by,
            },
        }
        if finding.code in self._rules:
            out["ruleIndex"] = self._rules[finding.code]
        if finding.also:
            also = [location(place, uri, self.voice.lang) for place in finding.also]
            out["relatedLocations"] = [{"id": n, **data} for n, data in enumerate(also, 1)]
        said = [f"caused_by {finding.caused_by}"] if finding.caused_by else []
        said += [acceptance(finding.accepted, self.voice.lang)] if finding.accepted else []
        if said:
            out["suppressions"] = [
                {"kind": "external", "status": "accepted", "justification": why} for why in said
            ]
        if self._baseline:
            out["baselineState"] = "unchanged" if finding.known else "new"
        return out


def _fact(value: Any) -> Any:
    return value if isinstance(value, Decimal | str | int | None) else list(value)


def rule_data(rule: Rule, voice: Voice) -> dict[str, Any]:
    """A reportingDescriptor: title, repair and the rule's page."""
    help_text = "\n\n".join(
        text for text in (voice.repair(rule.code), *voice.basis(rule.code)) if text
    )
    page = (voice.page(rule.code) or rule.page).strip()
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": voice.title(rule.code)},
        "fullDescription": {"text": page.partition("\n")[0] or voice.title(rule.code)},
        "help": {"text": help_text or voice.title(rule.code), "markdown": page or rule.title},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"slug": rule.slug, "since": rule.since},
    }


def location(place: Place, uri: str, lang: str) -> dict[str, Any]:
    """Where in the file (line, where it has lines) and where in the form (F1.C1)."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place.address.line:
        physical["region"] = {"startLine": place.address.line}
    column = f"/{part(place.part, lang)}" if is_row(place) and place.part else ""
    logical = {
        "name": subject(place, lang) + column,
        "fullyQualifiedName": place.key,
        "kind": "member" if place.ref else "object",
    }
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def artifact_uri(path: str) -> str:
    """A relative, percent-encoded URI with forward slashes; absolute only on another drive."""
    from urllib.parse import quote

    if path == "-":
        return "stdin"
    try:
        path = os.path.relpath(path)
    except ValueError:
        return "file:///" + quote(os.path.abspath(path).replace("\\", "/"), safe="/:")
    return quote(path.replace(os.sep, "/").encode("utf-8", "surrogateescape"), safe="/")
