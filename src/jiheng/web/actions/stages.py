"""Stages open, and what their approval brings about."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jiheng.model import stage as lifecycle

from .. import calendar, clock
from ..errors import IllegalMove
from ..models import Adjustment, Assessment, Baseline, Project, Publication, Step, User, Version
from .base import holders, needs, record, refuse, tell, text
from .hooks import announce

PUBLISHES = {"disclosure": "goal", "publication": "result"}
OPENERS = {
    "monitoring": (lifecycle.PREPARER, lifecycle.DEPARTMENT, lifecycle.FINANCE),
    "self_evaluation": (lifecycle.PREPARER, lifecycle.DEPARTMENT, lifecycle.FINANCE),
    "evaluation": (lifecycle.DEPARTMENT, lifecycle.FINANCE, lifecycle.EVALUATOR),
    "rectification": (lifecycle.DEPARTMENT, lifecycle.FINANCE, lifecycle.EVALUATOR),
    "publication": (lifecycle.PREPARER, lifecycle.DEPARTMENT, lifecycle.FINANCE),
    "disclosure": (lifecycle.PREPARER, lifecycle.DEPARTMENT, lifecycle.FINANCE),
}
SKIPPERS = (lifecycle.DEPARTMENT, lifecycle.FINANCE)


def standing(project: Project) -> tuple[frozenset[str], frozenset[str]]:
    """Stages closed (their last round approved or skipped), and stages with an open round."""
    last: dict[str, str] = {}
    for step in project.steps.order_by("round"):
        last[step.stage] = step.state
    closed = {stage for stage, state in last.items() if state == lifecycle.APPROVED}
    return frozenset(closed), frozenset(last) - closed


def open_step(user: User, project: Project, stage: str, due: date | None = None) -> Step:
    """The next round of a stage; within a transaction. Raises IllegalMove out of order."""
    Project.objects.select_for_update().filter(pk=project.pk).first()
    closed, busy = standing(project)
    if not lifecycle.may_open(stage, closed, busy):
        name = lifecycle.BY_KEY[stage]
        raise IllegalMove(
            f"现在还不能开始“{name.zh}”：前面的阶段没有通过，或它已经开始，或这一年已经自评",
            f"{name.en} cannot begin now: a stage before it is open, it has begun already,"
            " or the year is self-evaluated",
        )
    number = project.steps.filter(stage=stage).count() + 1
    now = clock.now()
    step = Step.objects.create(
        project=project,
        stage=stage,
        round=number,
        opened_at=now,
        moved_at=now,
        due=due or calendar.due(stage, project.year, number),
        version=project.baseline or project.latest,
    )
    project.stage = stage
    project.save(update_fields=["stage"])
    record(user, "open-stage", f"step:{step.pk}", stage=stage, round=number, project=project.pk)
    announce(step, "open")
    until, until_en = (f"，{step.due} 前完成", f", due {step.due}") if step.due else ("", "")
    tell(
        holders(project.unit, step.definition.author),
        f"{project.name}：“{step.definition.zh}”开始{until}",
        f"{project.name}: {step.definition.en} begins{until_en}",
        f"/projects/{project.pk}/",
        but=user,
    )
    return step


def open_stage(user: User, project: Project, stage: str, *, due: date | None = None) -> Step:
    """Begin a stage that does not begin by itself, such as 自评 after the year."""
    _known(stage)
    needs(user, project.unit, *OPENERS.get(stage, (lifecycle.FINANCE,)))
    with transaction.atomic():
        return open_step(user, project, stage, due)


def _known(stage: str) -> None:
    if stage not in lifecycle.BY_KEY:
        known = " ".join(lifecycle.BY_KEY)
        raise refuse("没有这个环节", f"可选：{known}", "no such stage", f"choose among: {known}")


def open_monitoring_round(user: User, project: Project, *, due: date | None = None) -> Step:
    """The next round of monitoring."""
    return open_stage(user, project, "monitoring", due=due)


def skip_stage(user: User, project: Project, stage: str, reason: str) -> Step:
    """Leave an optional stage out, with a reason; what it would have opened opens."""
    _known(stage)
    needs(user, project.unit, *SKIPPERS)
    reason = text(reason, 2, ("不做的理由", "a reason for leaving it out"))
    one = lifecycle.BY_KEY[stage]
    if not one.optional:
        raise IllegalMove(f"“{one.zh}”不能省略", f"{one.en} cannot be left out")
    with transaction.atomic():
        step = project.steps.filter(stage=stage).order_by("-round").first()
        if step is None:
            if stage == "appraisal" and project.steps.exists():
                raise IllegalMove("申报已经开始，不能再补事前评估", "the declaration has begun")
            step = open_step(user, project, stage)
        if step.state != lifecycle.DRAFT:
            raise IllegalMove(f"“{one.zh}”已经在办", f"{one.en} is under way")
        step.state, step.skipped, step.moved_at = lifecycle.APPROVED, True, clock.now()
        step.save()
        record(user, "skip-stage", f"step:{step.pk}", stage=stage, reason=reason)
        announce(step, "skip")
        open_following(user, step)
    return step


def open_following(user: User, step: Step) -> None:
    """Open what a closed stage opens, where nothing else stands in the way."""
    for stage in step.definition.opens:
        closed, busy = standing(step.project)
        if stage not in closed and lifecycle.may_open(stage, closed, busy):
            open_step(user, step.project, stage)


def approved(user: User, step: Step) -> None:
    """Everything that the approval of a stage brings about, in its transaction."""
    if step.stage == "approval":
        _baseline(user, step, step.version)
    elif step.stage == "adjustment":
        adjustment = Adjustment.objects.get(step=step)
        adjustment.new_version = step.version
        adjustment.save()
        _baseline(user, step, step.version)
    elif step.stage in PUBLISHES:
        _publish(user, step)
    open_following(user, step)


def _baseline(user: User, step: Step, version: Version | None) -> None:
    if version is None:
        raise IllegalMove("没有可批复的表", "there is no form to approve")
    number = step.project.baselines.count() + 1
    made = Baseline(
        project=step.project,
        version=version,
        number=number,
        approved_by=user,
        approved_at=clock.now(),
    )
    made.save()
    record(
        user,
        "baseline",
        f"project:{step.project_id}",
        number=number,
        version=version.number,
        digest=version.digest,
    )


def _publish(user: User, step: Step) -> None:
    kind = PUBLISHES[step.stage]
    version = step.project.baseline or step.version
    if version is None:
        raise IllegalMove("没有可公开的表", "there is nothing to publish")
    result: Assessment | None = None
    if kind == "result":
        result = step.project.assessments.filter(kind="self").order_by("-made_at", "-pk").first()
    made = Publication(
        project=step.project,
        kind=kind,
        version=version,
        assessment=result,
        by=user,
        at=clock.now(),
    )
    made.save()
    record(user, "publish", f"project:{step.project_id}", kind=kind, version=version.number)
