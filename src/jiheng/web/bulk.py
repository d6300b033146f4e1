"""The task that carries out many moves at once, when the window for undoing them is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django_tasks import default_task_backend, task

from . import actions, clock
from .actions.bulk import WINDOW_S
from .models import Job, Step, User

GRACE_S = 1  # for an undo on its way


@task()
def carry_out(job_pk: int, move: str, picked: list[list[str]], reason: str) -> None:
    """See actions.run_bulk."""
    actions.run_bulk(Job.objects.select_related("user").get(pk=job_pk), move, picked, reason)


def later(user: User, move: str, steps: Sequence[Step], reason: str = "") -> Job:
    """Begin it; the Job to show and, for some seconds, to undo."""
    job = actions.begin_bulk(user, move, steps, reason)
    picked = [[str(one.pk), one.moved_at.isoformat()] for one in steps]
    work = carry_out
    if default_task_backend.supports_defer:
        work = carry_out.using(run_after=clock.now() + timedelta(seconds=WINDOW_S + GRACE_S))
    transaction.on_commit(lambda: work.enqueue(job.pk, move, picked, reason))
    return job
