"""Imports and verifications in the background."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from jiheng.model.refusal import Refusal

from . import actions
from .errors import Answer
from .importing import Choice
from .models import Job, Organisation, Upload, User


def import_later(user: User, unit: Organisation, upload: Upload, choice: Choice) -> Job:
    """Begin an import; the Job to show."""
    job = actions.ask_import(user, unit, upload, choice.table)
    words = [choice.table, choice.sheet, choice.encoding, choice.unit]
    columns = dict(choice.columns)
    transaction.on_commit(lambda: import_file.enqueue(job.pk, unit.pk, upload.pk, words, columns))
    return job


@task()
def import_file(
    job_pk: int, unit_pk: int, upload_pk: int, words: list[str], columns: dict[str, str]
) -> None:
    """See actions.import_records."""
    job = Job.objects.select_related("user").get(pk=job_pk)
    unit, upload = Organisation.objects.get(pk=unit_pk), Upload.objects.get(pk=upload_pk)
    actions.progress_job(job, 0, upload.name)
    try:
        table, sheet, encoding, money = words
        choice = Choice(table, sheet, encoding, money, columns)
        actions.import_records(job, unit, upload, choice)
    except (Refusal, Answer) as error:
        actions.end_job(job, error.sentence("zh"), failed=True)


def verify_later(user: User) -> Job:
    """Begin a verification; the Job to show."""
    job = actions.ask_verify(user)
    transaction.on_commit(lambda: verify_all.enqueue(job.pk))
    return job


@task()
def verify_all(job_pk: int) -> None:
    """See actions.verify_store."""
    actions.verify_store(Job.objects.select_related("user").get(pk=job_pk))
