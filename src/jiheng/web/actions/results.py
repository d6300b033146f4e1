"""Adjustments, results of evaluation, reasons of rows, and problems put right."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from jiheng.model import stage as lifecycle

from .. import clock
from ..errors import IllegalMove
from ..forms import digest_of
from ..models import (
    Adjustment,
    Assessment,
    Draft,
    Explanation,
    Project,
    Rectification,
    Step,
    User,
    Version,
)
from .assessing import BY_KIND
from .base import (
    clean,
    holders,
    key,
    locked,
    must_be_with_author,
    needs,
    record,
    refuse,
    tell,
    text,
)
from .stages import open_step

KIND_OF = {"monitoring": "monitoring", "self_evaluation": "self"}


def start_adjustment(user: User, project: Project, reason: str) -> Step:
    """Begin to change the baseline: a draft of the form in force, and why."""
    needs(user, project.unit, lifecycle.PREPARER)
    reason = text(reason, 2, ("调整的理由", "a reason for the adjustment"))
    with transaction.atomic():
        old = project.baseline
        if old is None:
            raise IllegalMove("还没有批复，不用调整", "there is no baseline to adjust")
        step = open_step(user, project, "adjustment")
        Adjustment.objects.create(step=step, old_version=old, reason=reason)
        draft = Draft.objects.filter(project=project, stage="adjustment").first()
        revision = draft.revision + 1 if draft else 1
        Draft.objects.update_or_create(
            project=project,
            stage="adjustment",
            defaults={"content": old.content, "revision": revision, "by": user, "at": clock.now()},
        )
        record(user, "start-adjustment", f"step:{step.pk}", reason=reason, version=old.number)
    return step


def assess(
    user: User | None,
    project: Project,
    result: dict[str, Any],
    *,
    kind: str,
    as_of: date,
    scheme: str,
    version: Version,
    step: Step | None = None,
    head: str = "",
) -> Assessment:
    """Keep a result of ``jiheng.evaluate`` (as ``results.plain`` makes it). ``user`` None: us.

    ``head`` is the head of the evidence chain it was computed from. With ``step`` it becomes what
    that step hands in, as long as its author has it.
    """
    if user is not None:
        needs(user, project.unit, *BY_KIND[kind])
    with transaction.atomic():
        if step is not None:
            step = locked(step)
            if user is not None:
                needs(user, project.unit, step.definition.author)
            must_be_with_author(step)
        made = Assessment(
            project=project,
            version=version,
            step=step,
            kind=kind,
            as_of=as_of,
            scheme=scheme,
            result=result,
            head=head,
            made_by=user,
            made_at=clock.now(),
        )
        made.save()
        record(
            user,
            "assess",
            f"project:{project.pk}",
            kind=kind,
            as_of=as_of.isoformat(),
            scheme=scheme,
            result=digest_of(result),
            evidence=head,
        )
    return made


def explain_row(user: User, step: Step, ref: str, said: str) -> Explanation:
    """Why a row is where it is; may be written anew until the step is handed in."""
    needs(user, step.project.unit, step.definition.author)
    said = text(said, 2, ("原因", "a reason"))
    with transaction.atomic():
        step = locked(step)
        must_be_with_author(step)
        last = step.assessments.order_by("-made_at", "-pk").first()
        known = [row["ref"] for row in last.result["rows"]] if last else []
        if ref not in known:
            raise refuse(
                "没有这一行", "请先按佐证计算", "there is no such row", "evaluate it first", ref
            )
        made, _ = Explanation.objects.update_or_create(
            step=step, ref=ref, defaults={"text": said, "by": user, "at": clock.now()}
        )
        record(user, "explain-row", f"step:{step.pk}", ref=ref, text=said)
    return made


def rectify(
    user: User,
    project: Project,
    problem: str,
    *,
    ref: str = "",
    measure: str = "",
    due: date | None = None,
) -> Rectification:
    """Raise a problem that has to be put right."""
    needs(user, project.unit, lifecycle.DEPARTMENT, lifecycle.FINANCE, lifecycle.EVALUATOR)
    problem = text(problem, 2, ("问题", "the problem"))
    with transaction.atomic():
        made = Rectification.objects.create(
            project=project,
            problem=problem,
            ref=key(ref),
            measure=clean(measure).strip()[:2000],
            due=due,
            raised_by=user,
            raised_at=clock.now(),
        )
        record(user, "rectify", f"project:{project.pk}", rectification=made.pk, ref=key(ref))
        tell(
            holders(project.unit, lifecycle.PREPARER),
            f"{project.name}：有问题要整改",
            f"{project.name}: a problem has to be put right",
            f"/projects/{project.pk}/rectification/",
            but=user,
        )
    return made


def plan_measure(
    user: User, one: Rectification, measure: str, due: date | None = None
) -> Rectification:
    """What the unit will do about a problem, and until when."""
    needs(user, one.project.unit, lifecycle.PREPARER)
    measure = text(measure, 2, ("整改措施", "the measure"))
    with transaction.atomic():
        one = _open(one)
        one.measure, one.due = measure, due or one.due
        one.save()
        record(user, "plan-measure", f"project:{one.project_id}", rectification=one.pk)
    return one


def mark_done(user: User, one: Rectification, evidence_note: str) -> Rectification:
    """The problem is put right; where that can be seen."""
    needs(user, one.project.unit, lifecycle.PREPARER)
    note = text(evidence_note, 2, ("整改佐证", "where it can be seen"))
    with transaction.atomic():
        one = _open(one)
        one.done_at, one.evidence_note = clock.now(), note
        one.save()
        record(user, "mark-done", f"project:{one.project_id}", rectification=one.pk)
    return one


def _open(one: Rectification) -> Rectification:
    Project.objects.select_for_update().get(pk=one.project_id)
    one.refresh_from_db()
    if one.done_at is not None:
        raise IllegalMove("这个问题已经办结", "this problem is closed already")
    return one
