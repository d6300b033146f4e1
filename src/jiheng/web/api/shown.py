"""Objects of ours as data of the API."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jiheng.model.finding import Finding, Report, Severity
from jiheng.model.form import Form, Indicator
from jiheng.model.result import FormResult, Ratio, RowResult

from .. import access, show
from ..models import Assessment, Draft, Job, Project, Step, User, Version
from ..problems import language
from ..results import result_of


def exact(number: Ratio | None) -> str | None:
    """A decimal where one is exact, else a fraction in lowest terms."""
    if number is None:
        return None
    value = Fraction(number.num, number.den)
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[: len(digits) - places]}" + (f".{digits[-places:]}" if places else "")


def points(hundredths: int | None) -> str | None:
    """Points, of which we keep hundredths."""
    return None if hundredths is None else exact(Ratio(hundredths, 100))


def project(one: Project) -> dict[str, Any]:
    """A line of a list."""
    unit = {"id": one.unit.pk, "name": one.unit.name, "code": one.unit.code}
    return {
        "id": one.pk, "name": one.name, "code": one.code, "year": one.year, "unit": unit,
        "stage": one.stage, "synthetic": one.synthetic,
    }  # fmt: skip


def step(user: User, one: Step) -> dict[str, Any]:
    """With what the token's owner may do now."""
    return {
        "id": one.pk, "project": one.project_id, "stage": one.stage, "round": one.round,
        "state": one.state, "desk": one.desk, "waiting_for": one.waiting_for,
        "skipped": one.skipped, "due": one.due, "version": one.version_id,
        "moved_at": one.moved_at, "moves": list(access.moves(user, one)),
    }  # fmt: skip


def version(one: Version, *, full: bool = False) -> dict[str, Any]:
    """With its content where one is asked for."""
    made = {
        "id": one.pk, "project": one.project_id, "number": one.number, "digest": one.digest,
        "note": one.note, "made_by": one.made_by.name, "made_at": one.made_at,
        "source_name": one.source_name, "source_sha": one.source_sha,
    }  # fmt: skip
    return made | {"content": one.content} if full else made


def draft(one: Draft) -> dict[str, Any]:
    """What is being typed."""
    return {
        "stage": one.stage, "revision": one.revision, "by": one.by.name, "at": one.at,
        "content": one.content,
    }  # fmt: skip


def finding(one: Finding) -> dict[str, Any]:
    """A finding with its sentence, its working and what it rests on."""
    voice, place = show.voice(language()), one.place
    where = {key: getattr(place, key) for key in ("form", "ref", "part", "name", "raw")}
    return {
        "code": one.code, "slug": one.slug, "severity": one.severity.value,
        "title": voice.title(one.code), "place": where, "message": voice.sentence(one),
        "working": list(one.working), "repair": voice.repair(one.code),
        "basis": list(voice.basis(one.code)), "counts": one.counts,
    }  # fmt: skip


def findings(report: Report, form: Form | None = None) -> list[dict[str, Any]]:
    """All of a report, or those of one of its forms."""
    return [finding(one) for one in report.findings if form is None or one.place.form == form.index]


def counts(report: Report) -> dict[str, int]:
    """How many count."""
    found = show.severities(report.findings)
    return {
        "errors": found[Severity.ERROR.value], "warnings": found[Severity.WARNING.value],
    }  # fmt: skip


def row(one: Indicator, told: RowResult | None, report: Report) -> dict[str, Any]:
    """One line of the living table."""
    made: dict[str, Any] = {
        "ref": one.ref, "level1": one.level1, "level2": one.level2, "name": one.name,
        "target": one.target.raw.strip(), "actual": None, "unit": "", "standing": "",
        "score": None, "weight": None, "findings": len(show.own_findings(report, one.ref)),
    }  # fmt: skip
    if told is not None:
        made |= {
            "actual": exact(told.actual.value), "unit": told.actual.unit,
            "standing": told.judgement.standing.value, "score": points(told.points.score),
            "weight": points(told.points.weight),
        }  # fmt: skip
    return made


def execution(result: FormResult | None) -> dict[str, Any] | None:
    """Money paid against the budget."""
    spent = result.execution if result else None
    if spent is None:
        return None
    return {
        "paid": exact(spent.paid), "budget": exact(spent.budget), "rate": exact(spent.rate),
        "elapsed": exact(spent.elapsed), "light": spent.light,
    }  # fmt: skip


def assessment(one: Assessment, *, full: bool = False) -> dict[str, Any]:
    """A result; whole where it is asked for."""
    found = result_of(one.result)
    made = {
        "id": one.pk, "project": one.project_id, "version": one.version_id, "kind": one.kind,
        "as_of": one.as_of, "scheme": one.scheme, "judged": points(found.judged),
        "open": points(found.open), "total": exact(found.total), "grade": found.grade,
        "made_at": one.made_at,
    }  # fmt: skip
    return made | {"result": one.result} if full else made


def job(one: Job) -> dict[str, Any]:
    """How far it is, as the database has it now."""
    one.refresh_from_db()
    return {
        "id": one.pk, "kind": one.kind, "project": one.project_id, "state": one.state,
        "done": one.done, "of": one.of, "text": one.text, "at": one.at, "ended_at": one.ended_at,
    }  # fmt: skip
