"""Keeps models/summary.py up with versions, baselines and results.

After the transaction of the change, in one of its own: a form takes some ten milliseconds to check,
and whoever hands in should not hold the database for it. Where that is cut off, lists compute what
is missing for themselves (summing.of) and ``catch_up`` fills it in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from .. import summing
from ..models import (
    Assessment,
    Baseline,
    Project,
    Publication,
    Summary,
    SummaryDay,
    SummaryFinding,
    SummaryPrice,
    SummaryPublic,
    SummaryRow,
    Version,
)

PARTS = (SummaryRow, SummaryFinding, SummaryPrice, SummaryDay)


def refresh(pk: int) -> None:
    """Everything derived of a project, anew; nothing where no form was handed in."""
    with transaction.atomic():
        project = Project.objects.select_for_update().get(pk=pk)
        version = project.baseline or project.latest
        for part in PARTS:
            part._default_manager.filter(project=project).delete()
        Summary.objects.filter(project=project).delete()
        if version is None:
            return
        found = project.assessments.order_by("as_of", "pk")
        made = summing.derived(project, version, found)
        made.summary.save()
        SummaryRow.objects.bulk_create(made.rows)
        SummaryFinding.objects.bulk_create(made.findings)
        SummaryPrice.objects.bulk_create(made.prices)
        SummaryDay.objects.bulk_create(made.days)


def refresh_public(pk: int) -> None:
    """The line of a publication, anew."""
    with transaction.atomic():
        SummaryPublic.objects.filter(publication=pk).delete()
        one = Publication.objects.select_related("project__unit", "version", "assessment")
        summing.public(one.get(pk=pk)).save()


def rebuild() -> Iterator[tuple[int, int]]:
    """All of it anew, project by project; says (done, of) after each."""
    yield from _each(Project.objects.values_list("pk", flat=True), Publication.objects.all())


def catch_up() -> int:
    """What is missing, or was made by other software or another policy; how much there was."""
    now = summing.made_from()
    old = Q(summary=None) | ~Q(summary__made_from=now)
    handed_in = Project.objects.filter(old, versions__isnull=False).distinct()
    done = 0
    for _ in _each(handed_in.values_list("pk", flat=True), Publication.objects.filter(old)):
        done += 1
    return done


def _each(projects: Any, publications: Any) -> Iterator[tuple[int, int]]:
    pks, public = list(projects), list(publications.values_list("pk", flat=True))
    of = len(pks) + len(public)
    for done, pk in enumerate(pks, 1):
        refresh(pk)
        yield done, of
    for done, pk in enumerate(public, len(pks) + 1):
        refresh_public(pk)
        yield done, of


@receiver(post_save, sender=Version)
@receiver(post_save, sender=Baseline)
@receiver(post_save, sender=Assessment)
def _changed(instance: Any, **_: object) -> None:
    pk = instance.project_id
    Summary.objects.filter(project=pk).update(made_from="")  # old, whatever comes after the commit
    transaction.on_commit(lambda: refresh(pk), robust=True)


@receiver(post_save, sender=Publication)
def _published(instance: Publication, **_: object) -> None:
    pk = instance.pk
    transaction.on_commit(lambda: refresh_public(pk), robust=True)
