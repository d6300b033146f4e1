"""Small things of one's own: notices read, language; background work begun."""

from __future__ import annotations

from django.db import transaction

from .. import access, clock
from ..models import Job, Notification, Project, User


def read_notification(user: User, one: Notification) -> Notification:
    """Seen."""
    access.notification(user, one.pk)
    if one.read_at is None:
        one.read_at = clock.now()
        one.save(update_fields=["read_at"])
    return one


def read_all_notifications(user: User) -> int:
    """All seen; how many were not."""
    return access.notifications(user).filter(read_at=None).update(read_at=clock.now())


def set_language(user: User, language: str) -> None:
    """zh or en, kept with the person."""
    with transaction.atomic():
        user.language = "en" if language == "en" else "zh"
        user.save(update_fields=["language"])


def begin_job(user: User | None, kind: str, project: Project | None = None, of: int = 1) -> Job:
    """A line that shows how far some work in the background is."""
    return Job.objects.create(kind=kind, project=project, user=user, of=of, at=clock.now())


def progress_job(job: Job, done: int, text: str = "") -> None:
    """So much of it is done."""
    job.state, job.done, job.text = Job.RUNNING, done, text[:300]
    job.save(update_fields=["state", "done", "text"])


def end_job(job: Job, text: str = "", *, failed: bool = False) -> None:
    """It is over."""
    job.state, job.text = (Job.FAILED if failed else Job.DONE), text[:300]
    job.done = job.done if failed else job.of
    job.ended_at = clock.now()
    job.save(update_fields=["state", "text", "done", "ended_at"])
