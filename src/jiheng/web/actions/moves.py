"""The moves of a step: hand in, take back, endorse, return, approve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from jiheng.model import stage as lifecycle
from jiheng.model.stage import APPROVE, ENDORSE, RETURN, SUBMIT, WITHDRAW

from .. import access, clock
from ..errors import NotAllowed
from ..models import Remark, Step, User
from . import ready
from .base import SAID, clean, holders, illegal, key, locked, needs, record, tell, text
from .forms import freeze
from .hooks import announce
from .stages import PUBLISHES, approved

MOST_REASONS = 200
Cell = Mapping[str, str]
"""{"ref": "C1", "column": "value", "text": "…"}: a reason at one cell."""


def submit(user: User, step: Step, note: str = "") -> Step:
    """Hand in: the draft becomes a version (or the result is complete), the first desk has it."""
    with transaction.atomic():
        step = _move(user, step, SUBMIT)
        if step.definition.holds == lifecycle.FORM and step.stage != "disclosure":
            step.version = freeze(user, step, note)
        ready.check(step)
        step.submitted_by = user
        _done(
            user,
            step,
            SUBMIT,
            note=note[:400],
            version=step.version and step.version.number,
            digest=step.version and step.version.digest,
        )
    return step


def withdraw(user: User, step: Step) -> Step:
    """Take it back while nobody has dealt with it."""
    with transaction.atomic():
        step = _move(user, step, WITHDRAW)
        step.submitted_by = None
        _done(user, step, WITHDRAW)
    return step


def endorse(user: User, step: Step, note: str = "") -> Step:
    """Pass it on to the next desk; from the last one it is approved."""
    with transaction.atomic():
        step = _move(user, step, ENDORSE)
        _done(user, step, ENDORSE, note=note[:400])
    return step


def return_(user: User, step: Step, reason: str, cells: Iterable[Cell] = ()) -> Step:
    """Give it back to its author, with a reason, and reasons at single cells where wanted."""
    with transaction.atomic():
        step = _move(user, step, RETURN)
        at = [one for one in cells if one.get("text", "").strip()][:MOST_REASONS]
        reason = reason.strip() or ("见各单元格意见" if at else "")
        reason = text(reason, 2, ("退回的理由", "a reason for returning it"))
        now = clock.now()
        for one in ({"text": reason}, *at):
            Remark.objects.create(
                step=step,
                version=step.version,
                ref=key(one.get("ref", "")),
                column=key(one.get("column", "")),
                text=clean(one["text"]).strip()[:2000],
                reason=True,
                by=user,
                at=now,
            )
        _done(user, step, RETURN, reason=reason, cells=len(at))
    return step


def approve_baseline(user: User, step: Step, note: str = "") -> Step:
    """批复: the version handed in last becomes the baseline. Not by whoever made it."""
    with transaction.atomic():
        step = _move(user, step, APPROVE)
        step.version = step.project.latest
        _not_own(user, step)
        _done(user, step, APPROVE, note=note[:400])
    return step


def publish(user: User, step: Step, note: str = "") -> Step:
    """Endorse a stage whose approval makes something public."""
    if step.stage not in PUBLISHES:
        raise illegal(step)
    return endorse(user, step, note)


def _move(user: User, step: Step, move: str) -> Step:
    """The step, locked, if the person may make this move on it now."""
    step = locked(step)
    one = step.definition
    mine = access.roles(user, step.project.unit)
    if any(move in lifecycle.moves(step.stage, step.state, step.desk, role) for role in mine):
        if move in (ENDORSE, RETURN, APPROVE):
            _not_own(user, step)
        return step
    able = {one.author} if move in (SUBMIT, WITHDRAW, APPROVE) else set(one.desks)
    needs(user, step.project.unit, *sorted(able))
    legal = any(
        move in lifecycle.moves(step.stage, step.state, step.desk, role) for role in lifecycle.ROLES
    )
    if legal:
        raise NotAllowed(
            f"现在轮到{SAID[step.waiting_for]}", f"it is the turn of {step.waiting_for}"
        )
    raise illegal(step)


def _not_own(user: User, step: Step) -> None:
    made = step.version.made_by_id if step.version else None
    own = user.pk in (step.submitted_by_id, made)
    own = own or step.assessments.filter(made_by=user).exists()
    if own:
        raise NotAllowed("自己填报的不能自己审核", "nobody endorses his own work")


def _done(user: User, step: Step, move: str, **facts: object) -> None:
    """Write the move down, tell who is next, and let an approval take its effects."""
    before = step.desk
    step.state, step.desk = lifecycle.after(step.stage, step.state, step.desk, move)
    step.moved_at = clock.now()
    step.save()
    record(
        user,
        move,
        f"step:{step.pk}",
        stage=step.stage,
        round=step.round,
        state=step.state,
        desk=before,
        **facts,
    )
    if step.state == lifecycle.APPROVED:
        approved(user, step)
    announce(step, move)
    _told(user, step, move)


_SAID = {
    SUBMIT: ("已提交，请审核", "was handed in for review"),
    ENDORSE: ("已通过上一环节，请审核", "was passed on to you for review"),
    RETURN: ("被退回，请看理由", "was returned: see the reasons"),
}


def _told(user: User, step: Step, move: str) -> None:
    name, one = step.project.name, step.definition
    author = holders(step.project.unit, one.author)
    if step.state == lifecycle.APPROVED:
        zh, en, people = "已通过", "is approved", author
    elif move in _SAID:
        zh, en = _SAID[move]
        people = author if move == RETURN else holders(step.project.unit, step.desk)
    else:
        return
    url = f"/review/{step.pk}/" if move != RETURN and step.desk else f"/projects/{step.project_id}/"
    tell(people, f"{name}：“{one.zh}”{zh}", f"{name}: {one.en} {en}", url, but=user)
