"""``--format json``: the report as docs/reference/report.schema.json describes it.

Numbers are JSON numbers with exactly the digits they have as decimals.
"""

from __future__ import annotations

from decimal import Decimal

from ..documents.writers.json import address_data
from ..model.finding import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ..model.finding import Checked, Finding, Report
    from ..model.form import Form
    from ..model.place import Place
    from ..rules.say import Voice
    from .output import View

UTF8 = True


class Output:
    """Writes file by file, so that a folder of any size never stands in memory whole."""

    def __init__(self, write: Callable[[str], object], view: View) -> None:
        self.write = write
        self.view = view
        self._first = True

    def begin(self) -> None:
        """Open the list."""
        self.write('{"files": [')

    def report(self, report: Report) -> None:
        """One file."""
        self.write("\n" if self._first else ",\n")
        self._first = False
        self.write(encode(file_data(report, self.view.voice)))

    def end(self) -> None:
        """Close the list."""
        self.write("]}\n" if self._first else "\n]}\n")


def encode(data: Any, indent: int = 1) -> str:
    """JSON text; Decimals become numbers with their own digits."""
    import msgspec

    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(_ready(data)), indent=indent).decode()


def _ready(data: Any) -> Any:
    """What the encoder takes: no lone surrogates, no exponents."""
    if isinstance(data, str):
        return data if data.isascii() else data.encode("utf-8", "replace").decode()
    if isinstance(data, dict):
        return {_ready(key): _ready(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_ready(value) for value in data]
    if isinstance(data, Decimal):
        return data if data.is_finite() and "E" not in str(data) else _plain(data)
    return data


def _plain(number: Decimal) -> Any:
    import msgspec

    return msgspec.Raw(f"{number:f}".encode()) if number.is_finite() else str(number)


def file_data(report: Report, voice: Voice) -> dict[str, Any]:
    """One file: what concerns the file itself, its forms, and why it could not be checked."""
    forms = report.document.forms if report.document else ()
    numbers = {form.index for form in forms}
    loose = [finding for finding in report.findings if finding.place.form not in numbers]
    return {
        "path": report.path,
        "findings": [finding_data(finding, voice) for finding in loose],
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
        "findings": [finding_data(finding, voice) for finding in found],
        "outcomes": [data for one in checked for data in outcome_data(one)],
        "not_checked": [
            open_data(one, voice) for one in checked if one.verdict.outcome is Outcome.INSUFFICIENT
        ],
    }


def finding_data(finding: Finding, voice: Voice) -> dict[str, Any]:
    """One finding, folded ones too (``caused_by`` names the root)."""
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "place": place_data(finding.place),
        "message": voice.sentence(finding),
        "facts": dict(finding.facts),
        "working": list(finding.working),
        "caused_by": finding.caused_by,
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
