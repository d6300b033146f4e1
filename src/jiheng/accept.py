"""Use case: a report and what people have decided about its findings → the report to be shown.

A finding may be waived (somebody answers for it, with a reason and a last day) or known (it was
there when a baseline was taken). Both are recognised by ``fingerprint``, which is of the rule, the
project and the printed text of the rows, so that neither outlives a change of the row.
"""

from __future__ import annotations

from .model.digest import sha256_hex
from .model.finding import Finding, Severity
from .model.place import Place
from .model.record import replace
from .rules import registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .model.finding import Report, Waiver
    from .model.form import Document, Form

UNUSED = "X902"
EXPIRED = "X903"
_SLUGS = {UNUSED: "waiver-unused", EXPIRED: "waiver-expired"}


def fingerprint(finding: Finding, document: Document | None) -> str:
    """Sixteen hex digits: the same as long as rule, project and the rows it names are the same."""
    forms = {form.index: form for form in document.forms} if document else {}
    form = forms.get(finding.place.form)
    said = [finding.code, _squeeze(form.text("project_name")) if form else ""]
    for place in (finding.place, *finding.also):
        said += _cells(place, forms.get(place.form))
    if not finding.place.ref or form is None:
        said += [f"{key}={value}" for key, value in sorted(finding.facts.items())]
    return sha256_hex("\x1f".join(said).encode("utf-8", "surrogatepass"))[:16]


def _cells(place: Place, form: Form | None) -> Iterator[str]:
    """The printed text a place stands for: a whole row, or one field."""
    row = next((row for row in form.indicators if row.ref == place.ref), None) if form else None
    if row is None:
        yield f"{place.ref}:{_squeeze(place.raw)}"
        return
    for key, field in sorted(row.fields.items()):
        yield f"{key}:{_squeeze(field.raw)}"


def _squeeze(text: str) -> str:
    return "".join(text.split())


def with_waivers(report: Report, waivers: Sequence[Waiver], today: str) -> Report:
    """The report with its waived findings marked; a waiver that no longer fits is a finding.

    ``waivers`` are those of this file. ``today`` is an ISO date: rules know no clock, the door
    does. A finding folded under a waived one is waived with it.
    """
    if not waivers:
        return report
    by_mark: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        by_mark.setdefault(waiver.fingerprint, []).append(waiver)
    marked: list[Finding] = []
    used: set[str] = set()
    for finding in report.findings:
        mark = fingerprint(finding, report.document)
        fitting = by_mark.get(mark, [])
        used.update(mark for _ in fitting)
        valid = [waiver for waiver in fitting if waiver.until >= today]
        marked.append(replace(finding, accepted=valid[-1]) if valid else finding)
    marked = _with_their_roots(marked)
    standing = {f.accepted.fingerprint for f in marked if f.accepted}
    asked = _asked(report) if report.document else set[str]()
    for waiver in waivers:
        if waiver.code not in asked:
            continue
        if waiver.fingerprint not in used:
            marked.append(_about(UNUSED, waiver, marked))
        elif waiver.fingerprint not in standing:
            marked.append(_about(EXPIRED, waiver, marked))
    return replace(report, findings=tuple(marked))


def _asked(report: Report) -> set[str]:
    """The rules that were run and can be seen to find nothing in a file alone."""
    rules = registry()
    run = {one.code for one in report.checked}
    return {code for code in run if code not in rules or rules[code].scope != "book"}


def _with_their_roots(findings: list[Finding]) -> list[Finding]:
    waived = {
        f"{f.code}@{place.key}": f.accepted
        for f in findings
        if f.accepted
        for place in (f.place, *f.also)
    }
    return [
        replace(f, accepted=waived[f.caused_by]) if f.caused_by in waived and not f.accepted else f
        for f in findings
    ]


def _about(code: str, waiver: Waiver, findings: Sequence[Finding]) -> Finding:
    facts = {
        "rule": waiver.code,
        "at": waiver.place,
        "who": waiver.who,
        "why": waiver.why,
        "until": waiver.until,
    }
    same = (f.place for f in findings if f.place.key == waiver.place)
    return Finding(code, _SLUGS[code], Severity.WARNING, next(same, Place()), facts)


def with_baseline(report: Report, known: Collection[str]) -> Report:
    """The report with every finding marked that the baseline knows."""
    if not known:
        return report
    return replace(
        report,
        findings=tuple(
            replace(finding, known=True)
            if fingerprint(finding, report.document) in known
            else finding
            for finding in report.findings
        ),
    )
