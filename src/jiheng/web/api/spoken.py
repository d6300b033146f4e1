"""What people say of a step: remarks at cells, reasons of deviations; and what surveys answered."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import StringConstraints

from jiheng.evidence.survey import SCALE
from jiheng.evidence.survey_report import Outcome
from jiheng.model.result import Ratio

from .. import access, actions, questionnaire
from ..models import Explanation, Remark, Survey
from . import shapes, shown
from .base import WRITE
from .projects import me
from .shapes import Pk

router = Router(tags=["remarks and surveys"])
Ref = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class RemarkShape(Schema):
    """``ref`` "" is the whole form; ``reason``: it is a reason of a return."""

    id: int
    step: int
    version: int | None
    ref: str
    column: str
    text: str
    reason: bool
    by: str
    at: datetime
    settled_at: datetime | None


class ExplanationShape(Schema):
    ref: str
    text: str
    by: str
    at: datetime


class NewRemark(shapes.Given):
    text: shapes.Long
    ref: Annotated[str, StringConstraints(max_length=40)] = ""
    column: Annotated[str, StringConstraints(max_length=40)] = ""


class Reason(shapes.Given):
    text: shapes.Long


class Answered(Schema):
    """One question. ``counts`` by option, ``share``, ``low`` and ``high`` (95 %) are null below
    ten valid answers. ``needed``: valid answers that a proof takes.
    """

    id: str
    question: str
    received: int
    valid: int
    needed: int
    counts: dict[str, int] | None
    share: shapes.Number | None
    low: shapes.Number | None
    high: shapes.Number | None


class SurveyShape(Schema):
    id: int
    project: int
    ref: str
    title: str
    population: int | None
    invited: int
    opens: date
    closes: date
    closed: bool
    kept: bool
    synthetic: bool
    questions: list[Answered]


@router.get("/steps/{pk}/remarks", response=list[RemarkShape], summary="What was remarked")
def remarks(request: HttpRequest, pk: Pk) -> Any:
    """Open and settled, in the order they were made."""
    user = me(request)
    step = access.step(user, pk)
    return [_remark(one) for one in access.remarks(user).filter(step=step)]


@router.post("/steps/{pk}/remarks", response=RemarkShape, auth=WRITE, summary="Remark")
def remark(request: HttpRequest, pk: Pk, body: NewRemark) -> Any:
    """At a cell (``ref`` "C1", ``column`` "value"), at a row, or without ``ref`` at the whole."""
    user = me(request)
    step = access.step(user, pk)
    return _remark(actions.remark(user, step, body.text, ref=body.ref, column=body.column))


@router.post("/remarks/{pk}/settle", response=RemarkShape, auth=WRITE, summary="Settle a remark")
def settle(request: HttpRequest, pk: Pk) -> Any:
    """By its author, or by whoever fills the form in."""
    user = me(request)
    return _remark(actions.resolve_remark(user, access.remark(user, pk)))


@router.get("/steps/{pk}/reasons", response=list[ExplanationShape], summary="Why rows are off")
def reasons(request: HttpRequest, pk: Pk) -> Any:
    user = me(request)
    step = access.step(user, pk)
    return [_explanation(one) for one in access.explanations(user).filter(step=step)]


@router.put("/steps/{pk}/reasons/{ref}", response=ExplanationShape, auth=WRITE, summary="Say why")
def reason(request: HttpRequest, pk: Pk, ref: Path[Ref], body: Reason) -> Any:
    """Why a row is off, or beyond its target: asked for before a result may be handed in."""
    user = me(request)
    return _explanation(actions.explain_row(user, access.step(user, pk), ref, body.text))


@router.get("/projects/{pk}/surveys", response=list[SurveyShape], summary="Surveys")
def surveys(request: HttpRequest, pk: Pk) -> Any:
    """With what was answered so far; who answered what is written nowhere."""
    user = me(request)
    project = access.project(user, pk)
    return [_survey(one) for one in access.surveys(user).filter(project=project)]


def _remark(one: Remark) -> dict[str, Any]:
    return {
        "id": one.pk, "step": one.step_id, "version": one.version_id, "ref": one.ref,
        "column": one.column, "text": one.text, "reason": one.reason, "by": one.by.name,
        "at": one.at, "settled_at": one.resolved_at,
    }  # fmt: skip


def _explanation(one: Explanation) -> dict[str, Any]:
    return {"ref": one.ref, "text": one.text, "by": one.by.name, "at": one.at}


def _survey(one: Survey) -> dict[str, Any]:
    return {
        "id": one.pk, "project": one.project_id, "ref": one.ref, "title": one.title,
        "population": one.population, "invited": access.invited(one), "opens": one.opens,
        "closes": one.closes, "closed": one.closed_at is not None,
        "kept": one.kept_at is not None, "synthetic": one.synthetic,
        "questions": [_answered(each) for each in questionnaire.results(one)],
    }  # fmt: skip


def _answered(one: Outcome) -> dict[str, Any]:
    low, high = one.ends or (None, None)
    counts = one.counts
    return {
        "id": one.survey_id, "question": one.question, "received": one.received,
        "valid": one.valid, "needed": one.needed, "share": _exact(one.share), "low": _exact(low),
        "high": _exact(high), "counts": None if counts is None else {
            word: counts[score] for score, word in SCALE.items()
        },
    }  # fmt: skip


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else shown.exact(Ratio(number.numerator, number.denominator))
