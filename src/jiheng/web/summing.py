"""Form and result of a project → the rows of models/summary.py. Computes, never writes.

Results are read as the JSON they are kept in: a list of ten thousand projects needs a few of their
numbers, not the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jiheng import __version__
from jiheng.documents.content import digest
from jiheng.model.finding import Severity
from jiheng.model.form import Form
from jiheng.model.refusal import Refusal
from jiheng.model.result import Execution, Ratio
from jiheng.rules.book.crs02_price_far_from_peers import gather as prices_of

from . import access, clock
from .forms import book, form_of_version, report_of_version
from .models import (
    Assessment,
    Project,
    Publication,
    Summary,
    SummaryDay,
    SummaryFinding,
    SummaryPrice,
    SummaryPublic,
    SummaryRow,
    Version,
)
from .models.summary import Counts
from .publication import shown

FEN, MICRO = 100, 1_000_000
MOST = 2**63 - 1  # what a column holds
STANDINGS = ("MET", "NOT_MET", "PENDING", "INCOMPLETE", "CANNOT_JUDGE")
COUNTED = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "hints"}


@cache
def made_from() -> str:
    """Of what software and policy a summary is: under others it would say something else."""
    topics = book().topics
    said = {name: repr(topics[name]) for name in sorted(topics)}
    return digest(said | {"version": __version__})


@dataclass
class Derived:
    """All rows of one project."""

    summary: Summary
    rows: list[SummaryRow] = field(default_factory=list)
    findings: list[SummaryFinding] = field(default_factory=list)
    prices: list[SummaryPrice] = field(default_factory=list)
    days: list[SummaryDay] = field(default_factory=list)


def derived(project: Project, version: Version, found: Iterable[Assessment]) -> Derived:
    """What the form in force and the results until today come to."""
    days = {one.as_of: one for one in found if one.as_of <= clock.today()}  # of a day the newest
    results = [days[day] for day in sorted(days)]
    last = results[-1] if results else None
    summary = Summary(
        project=project, version=version, assessment=last, made_from=made_from(),
        made_at=clock.now(),
    )  # fmt: skip
    if last:
        _count(summary, last)
    made = Derived(summary, days=list(_days(project, results)))
    try:
        form, report = form_of_version(version), report_of_version(version)
    except Refusal:
        return made  # a form that a newer reader cannot read: the project is counted, its rows not
    summary.budget = _budget(form)
    summary.rows = len(form.indicators)
    names = {row.ref: (row.name or "").strip()[:200] for row in form.indicators}
    for one in report.findings:
        if one.counts:
            name = COUNTED.get(one.severity, "")
            if name:
                setattr(summary, name, getattr(summary, name) + 1)
            made.findings.append(_finding(project, one, names))
    made.rows = _rows(project, form, last.result if last else {})
    made.prices = list(_prices(project, form))
    return made


def _finding(project: Project, one: Any, names: Mapping[str, str]) -> SummaryFinding:
    ref = one.place.ref if one.place.ref in names else ""
    return SummaryFinding(
        project=project, code=one.code, severity=one.severity.value, ref=ref,
        name=names.get(ref, ""),
    )  # fmt: skip


def _rows(project: Project, form: Form, result: Mapping[str, Any]) -> list[SummaryRow]:
    told = {row["ref"]: row for row in result.get("rows", ())}
    made = []
    for row in form.indicators:
        own = told.get(row.ref, {})
        said = own.get("judgement", {})
        standing = said.get("standing", "")
        open_ = bool(standing) and standing not in ("MET", "NOT_MET")
        why = said.get("reason") or own.get("actual", {}).get("incomplete") or ""
        made.append(
            SummaryRow(
                project=project, ref=row.ref, name=(row.name or "").strip()[:200],
                family=row.family, standing=standing, reason=why[:40] if open_ else "",
                weight=own.get("points", {}).get("weight", 0),
            )
        )  # fmt: skip
    return made


def _prices(project: Project, form: Form) -> Iterable[SummaryPrice]:
    """The prices of CRS02: object, per what, yuan, place, as printed."""
    found: Iterable[Any] = prices_of(form, book()) or ()
    for name, per, yuan, place, text in found:
        num, den = yuan.as_integer_ratio()
        micro = (2 * num * MICRO + den) // (2 * den)
        if 0 < micro <= MOST // 1_000:
            yield SummaryPrice(
                project=project, object=name[:120], per=per[:60], micro=micro, text=text[:120],
                ref=place.ref,
            )  # fmt: skip


def _days(project: Project, results: Sequence[Assessment]) -> Iterable[SummaryDay]:
    paid = planned = 0
    for one in results:
        money = _money(one.result)
        if money["paid"] is not None and money["planned"]:
            yield SummaryDay(
                project=project, day=one.as_of, paid=money["paid"] - paid,
                planned=money["planned"] - planned,
            )  # fmt: skip
            paid, planned = money["paid"], money["planned"]


def _count(into: Counts, found: Assessment) -> None:
    """How the rows of a result stand, and its money."""
    result = found.result
    into.as_of = found.as_of
    for row in result.get("rows", ()):
        standing = row["judgement"]["standing"]
        if standing in STANDINGS:
            name = standing.lower()
            setattr(into, name, getattr(into, name) + 1)
    into.open = result.get("open", 0)
    for name, value in _money(result).items():
        if value is not None:
            setattr(into, name, value)


def _money(result: Mapping[str, Any]) -> dict[str, Any]:
    spent = result.get("execution") or {}
    if not spent:
        return {"paid": None, "planned": None}
    budget, elapsed = spent.get("budget"), spent["elapsed"]
    return {
        "paid": _fen(Ratio(**spent["paid"])),
        "planned": _fen(Ratio(**budget)) if budget else None,
        "gone": elapsed["num"], "days": elapsed["den"], "light": spent.get("light", ""),
    }  # fmt: skip


def _budget(form: Form) -> int | None:
    amount = form.amounts.get("budget_amount")
    if amount is None or amount.yuan is None:
        return None
    return _fen(Ratio(*amount.yuan.as_integer_ratio()))


def _fen(yuan: Ratio) -> int | None:
    fen = (2 * yuan.num * FEN + yuan.den) // (2 * yuan.den)
    return fen if abs(fen) <= MOST else None


# --- reading ---


def execution(one: Counts) -> Execution | None:
    """The money of a summary as results have it; None where nothing was computed."""
    if one.paid is None or not one.days:
        return None
    budget = Ratio(one.planned, FEN) if one.planned is not None else None
    return Execution(Ratio(one.paid, FEN), budget, Ratio(one.gone, one.days), one.light)


def counted(one: Counts) -> dict[str, int]:
    """Rows by verdict, as ``show.counted`` has them."""
    return {name: getattr(one, name.lower()) for name in STANDINGS}


def of(user: access.Person, projects: Sequence[Project]) -> dict[int, Summary]:
    """The summaries of some projects; what is missing or old is computed here, not stored."""
    ids = [one.pk for one in projects]
    held = {one.project_id: one for one in access.summaries(user).filter(project__in=ids)}
    versions = access.versions(user).filter(project__in=ids).order_by("number")
    force = dict(versions.values_list("project_id", "pk"))
    baselines = access.baselines(user).filter(project__in=ids).order_by("number")
    force |= dict(baselines.values_list("project_id", "version_id"))
    results = access.assessments(user).filter(project__in=ids, as_of__lte=clock.today())
    last = dict(results.order_by("as_of", "pk").values_list("project_id", "pk"))
    made = {}
    for project in projects:
        if project.pk not in force:
            continue
        one, version = held.get(project.pk), force[project.pk]
        fresh = one and (one.version_id, one.assessment_id) == (version, last.get(project.pk))
        if one is None or not fresh or one.made_from != made_from():
            one = _anew(user, project, version)
        made[project.pk] = one
    return made


def _anew(user: access.Person, project: Project, version: int) -> Summary:
    found = access.assessments(user).filter(project=project).order_by("as_of", "pk")
    return derived(project, access.version(user, version), found).summary


def public(one: Publication) -> SummaryPublic:
    """A publication as the public list shows it."""
    data = shown(one)
    made = SummaryPublic(
        publication=one, made_from=made_from(), digest=data["made_from"]["content"],
        name=data["fields"].get("project_name", "").strip()[:200] or data["title"][:200],
    )  # fmt: skip
    made.budget = _budget(form_of_version(one.version))
    if one.assessment:
        _count(made, one.assessment)
        made.judged = one.assessment.result.get("judged", 0)
        made.total = data["result"]["total"]
    return made
