"""Projects, their versions, drafts, steps, findings and results."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Router, Status
from pydantic import Field, StringConstraints

from jiheng.model import stage as lifecycle

from .. import access, actions, clock, show
from ..forms import form_of_version, report_of_version
from ..models import Project, User
from ..work import evaluate_later
from . import shapes, shown
from .base import WRITE
from .shapes import Pk

router = Router(tags=["projects"])
MOST = 100
Size = Annotated[int, Field(ge=1, le=MOST)]
Page = Annotated[int, Field(ge=1, le=100_000)]
Text = Annotated[str, StringConstraints(max_length=100)]


def me(request: HttpRequest) -> User:
    """The owner of the token."""
    user: User = request.auth  # type: ignore[attr-defined]
    return user


@router.get("/units", response=list[shapes.Unit], summary="Units you may make projects for")
def units(request: HttpRequest) -> Any:
    return [{"id": one.pk, "name": one.name, "code": one.code} for one in access.units(me(request))]


@router.get("/projects", response=shapes.Projects, summary="Projects in sight")
def projects(
    request: HttpRequest,
    q: Text = "",
    year: shapes.Year | None = None,
    stage: Text = "",
    unit: Pk | None = None,
    page: Page = 1,
    size: Size = 20,
) -> Any:
    """``q`` is part of the name. A page behind the last is empty."""
    found = access.projects(me(request))
    if q.strip():
        found = found.filter(name__icontains=q.replace("\0", "").strip())
    if year is not None:
        found = found.filter(year=year)
    if stage:
        found = found.filter(stage=stage.replace("\0", ""))
    if unit is not None:
        found = found.filter(unit=unit)
    pages = Paginator(found.order_by("-year", "unit__path", "pk"), size)
    items = pages.page(page).object_list if page <= pages.num_pages else []
    return {
        "items": [shown.project(one) for one in items], "count": pages.count, "page": page,
        "pages": pages.num_pages,
    }  # fmt: skip


@router.post(
    "/projects", response={201: shapes.Project}, auth=WRITE, summary="Begin a project with a draft"
)
def new_project(request: HttpRequest, body: shapes.NewProject) -> Any:
    """``content`` as /check returns it. The draft stands at 一上申报 (or 事前评估)."""
    user = me(request)
    unit = access.units(user).filter(pk=body.unit).first()
    if unit is None:
        raise Http404
    upload = access.upload(user, body.upload) if body.upload else None
    made = actions.new_project(
        user, unit, body.content, year=body.year, name=body.name, code=body.code, upload=upload,
        appraisal=body.appraisal,
    )  # fmt: skip
    return Status(201, shown.project(made))


@router.get("/projects/{pk}", response=shapes.ProjectFull, summary="A project, row by row")
def project(request: HttpRequest, pk: Pk) -> Any:
    """The version in force (the baseline, else the last handed in) with its last result."""
    user = me(request)
    one = access.project(user, pk)
    version = one.baseline or one.latest
    made: dict[str, Any] = shown.project(one) | {
        "version": version.pk if version else None, "budget": None, "as_of": None,
        "execution": None, "rows": [], "errors": 0, "warnings": 0,
    }  # fmt: skip
    if version is None:
        return made
    form, report = form_of_version(version), report_of_version(version)
    past = access.assessments(user).filter(project=pk, as_of__lte=clock.today())
    found = show.results(past.order_by("as_of", "pk"))
    day, result = found[-1] if found else (None, None)
    told = {row.ref: row for row in result.rows} if result else {}
    amount = form.amounts.get("budget_amount")
    yuan = amount.yuan if amount else None
    return made | shown.counts(report) | {
        "budget": f"{yuan:f}" if yuan is not None else None, "as_of": day,
        "execution": shown.execution(result),
        "rows": [shown.row(row, told.get(row.ref), report) for row in form.indicators],
    }  # fmt: skip


@router.get("/projects/{pk}/steps", response=list[shapes.Step], summary="Where it stands")
def steps(request: HttpRequest, pk: Pk) -> Any:
    """Every step, with the moves you may make now."""
    user = me(request)
    access.project(user, pk)
    return [shown.step(user, one) for one in access.steps(user).filter(project=pk)]


@router.get("/projects/{pk}/versions", response=list[shapes.Version], summary="What was handed in")
def versions(request: HttpRequest, pk: Pk) -> Any:
    user = me(request)
    access.project(user, pk)
    return [shown.version(one) for one in access.versions(user).filter(project=pk)]


@router.get("/versions/{pk}", response=shapes.VersionFull, summary="One version, as printed")
def version(request: HttpRequest, pk: Pk) -> Any:
    return shown.version(access.version(me(request), pk), full=True)


@router.get("/projects/{pk}/findings", response=list[shapes.Finding], summary="What is wrong")
def findings(request: HttpRequest, pk: Pk) -> Any:
    """Of the version in force; [] where nothing was handed in. ``counts``: not accepted."""
    one = access.project(me(request), pk)
    held = one.baseline or one.latest
    return shown.findings(report_of_version(held)) if held else []


Stage = Annotated[str, StringConstraints(max_length=24)]


@router.get("/projects/{pk}/drafts/{stage}", response=shapes.Draft, summary="What is being typed")
def draft(request: HttpRequest, pk: Pk, stage: Stage) -> Any:
    """For its authors. 404 before the first save."""
    found = access.draft(me(request), pk, stage.replace("\0", ""))
    if found is None:
        raise Http404
    return shown.draft(found)


@router.put(
    "/projects/{pk}/drafts/{stage}", response=shapes.Draft, auth=WRITE, summary="Save the draft"
)
def save_draft(request: HttpRequest, pk: Pk, stage: Stage, body: shapes.SaveDraft) -> Any:
    """409 ``stale`` where somebody saved in between, with both contents: mine, theirs, revision."""
    user = me(request)
    if stage not in lifecycle.BY_KEY:
        raise Http404
    step = access.step_of(user, pk, stage)
    return shown.draft(actions.save_draft(user, step, body.content, based_on=body.based_on))


@router.get(
    "/projects/{pk}/assessments", response=list[shapes.Assessment], summary="Results of evaluation"
)
def assessments(request: HttpRequest, pk: Pk) -> Any:
    """The last hundred, newest first."""
    user = me(request)
    access.project(user, pk)
    found = access.assessments(user).filter(project=pk).order_by("-as_of", "-pk")
    return [shown.assessment(one) for one in found[:MOST]]


@router.post(
    "/projects/{pk}/assessments", response={202: shapes.Job}, auth=WRITE, summary="Evaluate"
)
def evaluate(request: HttpRequest, pk: Pk, body: shapes.Evaluate) -> Any:
    """Counts the records up to ``as_of`` in the background; poll the job."""
    user = me(request)
    one: Project = access.project(user, pk)
    step = access.step(user, body.step) if body.step else None
    if step is not None and step.project_id != one.pk:
        raise Http404
    actions.may_assess(user, one, body.kind, step)
    return Status(202, shown.job(evaluate_later(user, one, body.as_of, kind=body.kind, step=step)))


@router.get("/assessments/{pk}", response=shapes.AssessmentFull, summary="One result, whole")
def assessment(request: HttpRequest, pk: Pk) -> Any:
    return shown.assessment(access.assessment(me(request), pk), full=True)


@router.get("/jobs/{pk}", response=shapes.Job, summary="How far work in the background is")
def job(request: HttpRequest, pk: Pk) -> Any:
    return shown.job(access.job(me(request), pk))
