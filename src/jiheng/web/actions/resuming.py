"""What a worker was at when it was killed, taken up by the next one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django_tasks import TaskResultStatus

from .. import clock
from ..models import Job
from .notices import end_job

MOST_TRIES = 3  # of one task: what ends every worker is not begun for ever
GRACE = timedelta(seconds=10)  # between a Job and its task, where another process is at it


def resume_jobs(worker: str) -> None:
    """Put back the tasks that a worker of this name left; end the Jobs that nobody is at.

    A name belongs to one worker at a time (host and port of its server), so that whoever asks is
    the only one. Tasks may be begun again: what they keep is kept whole, and known when it comes
    a second time.
    """
    if "db" not in settings.TASKS["default"]["BACKEND"]:
        return
    from django_tasks_db.models import DBTaskResult

    with transaction.atomic():
        at_work: set[int] = set()
        for task in DBTaskResult.objects.filter(
            status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
        ):
            words = task.args_kwargs["args"]
            is_job = bool(words) and not task.task_path.endswith(".deliver")
            if task.status == TaskResultStatus.RUNNING and task.worker_ids[-1:] == [worker]:
                again = len(task.worker_ids) < MOST_TRIES
                task.status = TaskResultStatus.READY if again else TaskResultStatus.FAILED
                task.save(update_fields=["status"])
                if not again:
                    continue
                if is_job:
                    Job.objects.filter(pk=words[0], state=Job.RUNNING).update(state=Job.WAITING)
            if is_job:
                at_work.add(words[0])
        left = Job.objects.filter(
            state__in=(Job.WAITING, Job.RUNNING), at__lt=clock.now() - GRACE
        ).exclude(pk__in=at_work)
        for job in left:
            end_job(job, "中途断了，没有留下做了一半的结果；请再来一次", failed=True)
