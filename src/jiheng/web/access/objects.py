"""Forms and what hangs on them."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import Http404

from jiheng.model import stage as lifecycle

from ..models import (
    Adjustment,
    Assessment,
    Baseline,
    Draft,
    Explanation,
    Organisation,
    Project,
    Rectification,
    Remark,
    Step,
    Survey,
    Version,
)
from .roles import Person, in_sight, memberships, one_of, roles


def organisations(user: Person) -> QuerySet[Organisation]:
    """Offices whose projects the person may see."""
    return Organisation.objects.filter(in_sight(user))


def units(user: Person, role: str = lifecycle.PREPARER) -> QuerySet[Organisation]:
    """Units at which the person has this very role (to make a project for)."""
    ids = [one.organisation_id for one in memberships(user) if one.role == role]
    return Organisation.objects.filter(pk__in=ids, active=True)


def projects(user: Person) -> QuerySet[Project]:
    """Every project in sight."""
    return Project.objects.filter(in_sight(user, "unit__")).select_related("unit")


def project(user: Person, pk: int) -> Project:
    """One of them."""
    return one_of(projects(user), pk=pk)


def versions(user: Person) -> QuerySet[Version]:
    """Every version of those projects."""
    found = Version.objects.filter(in_sight(user, "project__unit__"))
    return found.select_related("project__unit", "made_by")


def version(user: Person, pk: int) -> Version:
    """One of them."""
    return one_of(versions(user), pk=pk)


def steps(user: Person) -> QuerySet[Step]:
    """Every step of those projects."""
    return Step.objects.filter(in_sight(user, "project__unit__")).select_related(
        "project__unit", "version", "submitted_by"
    )


def step(user: Person, pk: int) -> Step:
    """One of them."""
    return one_of(steps(user), pk=pk)


def step_of(user: Person, project_pk: int, stage: str, round_: int = 0) -> Step:
    """The step of a stage of a project: this round, or (0) the last."""
    found = steps(user).filter(project=project_pk, stage=stage).order_by("-round")
    return one_of(found, **({"round": round_} if round_ else {}))


def draft(user: Person, project_pk: int, stage: str) -> Draft | None:
    """What is being typed, None before the first save. Only its authors' side sees it."""
    one = project(user, project_pk)
    author = lifecycle.BY_KEY[stage].author if stage in lifecycle.BY_KEY else ""
    mine = roles(user, one.unit)
    if not mine & {author, lifecycle.UNIT_HEAD}:
        raise Http404
    return Draft.objects.filter(project=one, stage=stage).select_related("by").first()


def baselines(user: Person) -> QuerySet[Baseline]:
    """Approved forms of those projects."""
    found = Baseline.objects.filter(in_sight(user, "project__unit__"))
    return found.select_related("version", "approved_by")


def adjustments(user: Person) -> QuerySet[Adjustment]:
    """Adjustments of those projects."""
    found = Adjustment.objects.filter(in_sight(user, "step__project__unit__"))
    return found.select_related("step__project", "old_version", "new_version")


def remarks(user: Person) -> QuerySet[Remark]:
    """Remarks on steps of those projects."""
    found = Remark.objects.filter(in_sight(user, "step__project__unit__"))
    return found.select_related("by", "resolved_by", "step__project")


def remark(user: Person, pk: int) -> Remark:
    """One of them."""
    return one_of(remarks(user), pk=pk)


def explanations(user: Person) -> QuerySet[Explanation]:
    """Explanations of rows of those projects."""
    return Explanation.objects.filter(in_sight(user, "step__project__unit__")).select_related("by")


def assessments(user: Person) -> QuerySet[Assessment]:
    """Results of evaluation of those projects."""
    found = Assessment.objects.filter(in_sight(user, "project__unit__"))
    return found.select_related("project__unit", "version", "step")


def assessment(user: Person, pk: int) -> Assessment:
    """One of them."""
    return one_of(assessments(user), pk=pk)


def rectifications(user: Person) -> QuerySet[Rectification]:
    """Problems to be put right in those projects."""
    found = Rectification.objects.filter(in_sight(user, "project__unit__"))
    return found.select_related("project__unit", "raised_by")


def rectification(user: Person, pk: int) -> Rectification:
    """One of them."""
    return one_of(rectifications(user), pk=pk)


def surveys(user: Person) -> QuerySet[Survey]:
    """Surveys of those projects."""
    return Survey.objects.filter(in_sight(user, "project__unit__")).select_related("project__unit")


def survey(user: Person, pk: int) -> Survey:
    """One of them."""
    return one_of(surveys(user), pk=pk)


def survey_by_slug(slug: str) -> Survey:
    """The survey behind a public address. Knowing the address is the right to see it."""
    return one_of(Survey.objects.select_related("project"), slug=slug)


def survey_counts(found: QuerySet[Survey]) -> QuerySet[Survey]:
    """Surveys with how many were invited and have answered (``invited``, ``answered``)."""
    return found.annotate(
        invited=Count("invitations", distinct=True), answered=Count("responses", distinct=True)
    )


def invited(one: Survey) -> int:
    """Invitations made so far."""
    return one.invitations.count()


def survey_ids() -> frozenset[str]:
    """Ids of the questions of every survey, whoever's: no two may share one."""
    every = Survey.objects.values_list("questions", flat=True)
    return frozenset(str(one["id"]) for questions in every for one in questions)
