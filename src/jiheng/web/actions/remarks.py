"""Words about a cell."""

from __future__ import annotations

from django.db import transaction

from jiheng.model import stage as lifecycle

from .. import clock
from ..errors import IllegalMove
from ..models import Remark, Step, User
from .base import holders, key, locked, needs, record, tell, text

SPEAKERS = (
    lifecycle.PREPARER,
    lifecycle.UNIT_HEAD,
    lifecycle.DEPARTMENT,
    lifecycle.FINANCE,
    lifecycle.EVALUATOR,
)


def remark(user: User, step: Step, said: str, *, ref: str = "", column: str = "") -> Remark:
    """Say something about a cell, a row or (without ``ref``) the whole form."""
    needs(user, step.project.unit, *SPEAKERS)
    said = text(said, 1, ("意见", "a remark"))
    with transaction.atomic():
        step = locked(step)
        made = Remark.objects.create(
            step=step,
            version=step.version,
            ref=key(ref),
            column=key(column),
            text=said,
            by=user,
            at=clock.now(),
        )
        record(user, "remark", f"step:{step.pk}", ref=key(ref), column=key(column))
        tell(
            holders(step.project.unit, step.definition.author),
            f"{step.project.name}：有新意见",
            f"{step.project.name}: a new remark",
            f"/projects/{step.project_id}/",
            but=user,
        )
    return made


def resolve_remark(user: User, one: Remark) -> Remark:
    """Call a remark settled: its author, or whoever fills the form in."""
    unit = one.step.project.unit
    needs(user, unit, *(SPEAKERS if one.by_id == user.pk else (one.step.definition.author,)))
    with transaction.atomic():
        locked(one.step)
        one.refresh_from_db()
        if one.resolved_at is not None:
            raise IllegalMove("这条意见已经处理", "this remark is settled already")
        one.resolved_at, one.resolved_by = clock.now(), user
        one.save()
        record(user, "resolve-remark", f"step:{one.step_id}", remark=one.pk)
    return one
