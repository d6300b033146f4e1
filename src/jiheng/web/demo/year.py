"""The demonstration's evidence and results; a minute of work in the background."""

from __future__ import annotations

import os
import shutil
from datetime import date

from django.conf import settings

from jiheng.evidence.imports import bring
from jiheng.evidence.outcome import Wanted
from jiheng.evidence.synthetic import MAKERS
from jiheng.evidence.synthetic.folder import write
from jiheng.model.refusal import Refusal

from .. import actions, evidence
from ..forms import book
from ..models import Job, Project
from . import YEAR

DAYS = tuple(
    date(YEAR, month, day) for month, day in ((3, 31), (6, 30), (7, 31), (9, 30), (12, 31))
)
BY = "合成数据 SYNTHETIC"


def load_year(job: Job) -> None:
    """Import what is not there yet, evaluate what was not yet; ``job`` shows how far it is."""
    projects = list(Project.objects.filter(synthetic=True, code__in=("P1", "P2", "P3", "P4")))
    job.of = len(MAKERS) + len(projects) * len(DAYS)
    job.save(update_fields=["of"])
    try:
        _import(job)
        _evaluate(job, projects)
    except Refusal as error:
        actions.end_job(job, error.sentence("zh"), failed=True)
        raise
    actions.end_job(job, "佐证已导入，各项目已按日计算")


def _import(job: Job) -> None:
    held, policy = evidence.store(), book()
    folder = os.path.join(settings.JIHENG_DATA, f"synthetic.{os.getpid()}")
    missing = [name for name in MAKERS if name not in held.tables()]
    if not missing:
        return
    try:
        actions.progress_job(job, 0, "正在生成合成佐证")
        write(folder)
        for number, name in enumerate(missing, 1):
            actions.progress_job(job, number, f"正在导入佐证：{name}")
            bring(os.path.join(folder, f"{name}.csv"), held, policy, Wanted(table=name, by=BY))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _evaluate(job: Job, projects: list[Project]) -> None:
    from ..work import evaluate_now

    con, number = evidence.engine(), len(MAKERS)
    for project in projects:
        for day in DAYS:
            number += 1
            actions.progress_job(job, number, f"正在计算：{project.name} {day}")
            kind = "self" if day.month == 12 else "monitoring"
            if not project.assessments.filter(as_of=day, kind=kind).exists():
                evaluate_now(None, project, day, kind=kind, con=con)
