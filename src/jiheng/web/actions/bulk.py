"""Many steps passed or returned at once, after a window in which it can be undone.

Nothing is done inside the window, so that an undo has nothing to take back: a move that was made
is in the audit chain and stays made. The request, the undo and every single move are entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from django.db import transaction

from jiheng.model.stage import ENDORSE, RETURN

from .. import access, clock
from ..errors import Answer, IllegalMove, NotAllowed
from ..models import Entry, Job, Step, User
from .base import locked, record, refuse, tell, text
from .moves import endorse, return_
from .notices import begin_job, end_job, progress_job

WINDOW_S = 8
MOST = 200
KIND = {ENDORSE: "bulk-endorse", RETURN: "bulk-return"}


def begin_bulk(user: User, move: str, steps: Sequence[Step], reason: str = "") -> Job:
    """Write down what is to be done after the window. Raises where one of them may not be moved."""
    if not steps or len(steps) > MOST:
        raise refuse(
            "没有选中可以批量处理的表" if not steps else f"一次最多 {MOST} 份", "请重新选择",
            "nothing that can be done together was chosen" if not steps else f"at most {MOST}",
            "choose again",
        )  # fmt: skip
    if move == RETURN:
        reason = text(reason, 2, ("退回的理由", "a reason for returning them"))
    for step in steps:
        if move not in KIND or move not in access.moves(user, step):
            raise NotAllowed(
                f"{step.project.name}：不在您的审核台上", f"{step.project.name} is not on your desk"
            )
    with transaction.atomic():
        job = begin_job(user, KIND[move], of=len(steps))
        record(user, KIND[move], f"job:{job.pk}", steps=[one.pk for one in steps], reason=reason)
    return job


def undo_bulk(user: User, job: Job) -> Job:
    """Call it off inside its window. Raises IllegalMove afterwards."""
    with transaction.atomic():
        if job.user_id != user.pk:
            raise NotAllowed("不是您发起的", "it is not yours")
        mine = Job.objects.filter(pk=job.pk, kind__in=KIND.values(), state=Job.WAITING)
        if not mine.update(state=Job.FAILED, text="已撤销，什么都没有做", ended_at=clock.now()):
            raise IllegalMove(
                "已经执行，不能撤销；通过的表可由下一环节退回",
                "it has been done and cannot be undone; the next desk may return them",
            )
        record(user, "undo-bulk", f"job:{job.pk}")
    job.refresh_from_db()
    return job


def run_bulk(job: Job, move: str, picked: Sequence[Sequence[str]], reason: str = "") -> None:
    """Do it: each step by itself, whole or not at all; those that cannot be moved are named.

    ``picked``: key and time of the last move of each, so that nothing is passed that was
    withdrawn and handed in anew since it was looked at.
    """
    if not Job.objects.filter(pk=job.pk, state=Job.WAITING).update(state=Job.RUNNING):
        return
    user = job.user
    assert user is not None
    left: list[str] = []
    for number, (pk, since) in enumerate(picked, 1):
        step = Step.objects.select_related("project__unit", "version").get(pk=int(pk))
        try:
            with transaction.atomic():
                _one(user, step, move, since, reason)
        except Answer as error:
            if _was_done(job, step, move):
                continue  # by a worker that was killed before it came to the end
            left.append(f"{step.project.name}（{error.sentence('zh')}）")
        progress_job(job, number, step.project.name)
    done = len(picked) - len(left)
    word = "通过" if move == ENDORSE else "退回"
    said = f"{word} {done} 份" + (f"；{len(left)} 份没有处理：{'；'.join(left)}" if left else "")
    end_job(job, said, failed=bool(left) and not done)
    if left:
        tell([user], f"批量{word}：{said}", f"Bulk {move}: {len(left)} were left as they were",
             "/review/")  # fmt: skip


def _was_done(job: Job, step: Step, move: str) -> bool:
    """Whether this very job made the move before it was begun again."""
    since = job.at.astimezone(UTC).isoformat(timespec="microseconds")
    made = Entry.objects.filter(user=job.user, object=f"step:{step.pk}", action=move, at__gte=since)
    return made.exists()


def _one(user: User, step: Step, move: str, since: str, reason: str) -> None:
    now = locked(step)
    if now.moved_at.isoformat() != since:
        raise IllegalMove("选中之后又有变化", "it has changed since it was chosen")
    if move == ENDORSE:
        endorse(user, now)
    else:
        return_(user, now, reason)
