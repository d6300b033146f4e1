"""Work in the background: evaluating, loading the demonstration's evidence.

Each task has a Job that a page shows. A task that fails says so there; what it had kept by then
is whole, since every result is a transaction of its own.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.dispatch import receiver
from django_tasks import TaskResult, TaskResultStatus, task
from django_tasks.signals import task_finished

from jiheng.model.refusal import Refusal

from . import actions, evidence
from .forms import form_of_version
from .models import Assessment, Job, Project, Step, User
from .results import plain


def evaluate_later(
    user: User | None, project: Project, as_of: date, *, kind: str, step: Step | None = None,
    scheme: str = "",
) -> Job:  # fmt: skip
    """Begin an evaluation; the Job to show. ``scheme``: of policy/schemes.yaml, "" the usual."""
    job = actions.begin_job(user, "evaluate", project)
    keys = (job.pk, project.pk, as_of.isoformat(), kind, step.pk if step else 0, scheme)
    transaction.on_commit(lambda: evaluate_project.enqueue(*keys))
    return job


@task()
def evaluate_project(
    job_pk: int, project_pk: int, as_of: str, kind: str, step_pk: int, scheme: str = ""
) -> None:
    """One project as of a day."""
    job = Job.objects.select_related("user").get(pk=job_pk)
    project = Project.objects.get(pk=project_pk)
    step = Step.objects.get(pk=step_pk) if step_pk else None
    actions.progress_job(job, 0, project.name)
    try:
        day = date.fromisoformat(as_of)
        evaluate_now(job.user, project, day, kind=kind, step=step, scheme=scheme)
    except (Refusal, actions.NotAllowed, actions.IllegalMove) as error:
        said = error.sentence("zh")
        actions.end_job(job, said, failed=True)
    else:
        actions.end_job(job, project.name)


def evaluate_now(
    user: User | None, project: Project, as_of: date, *, kind: str, step: Step | None = None,
    con: object = None, scheme: str = "",
) -> Assessment:  # fmt: skip
    """Evaluate and keep the result. Raises Refusal where there is nothing to evaluate."""
    version = project.baseline or project.latest
    if version is None:
        raise Refusal(
            project.name, "还没有提交过表", "请先提交", problem_en="nothing was handed in yet",
            remedy_en="Hand it in first",
        )  # fmt: skip
    head = evidence.store().chain().head
    form = evidence.year_of(form_of_version(version), project.year)
    found = evidence.result(form, as_of, con, scheme or evidence.SCHEME)
    return actions.assess(
        user, project, plain(found), kind=kind, as_of=as_of, scheme=found.scheme, version=version,
        step=step, head=head,
    )  # fmt: skip


@task()
def load_demo_year(job_pk: int) -> None:
    """The synthetic evidence, then every demonstration project as of several days."""
    from .demo.year import load_year

    load_year(Job.objects.get(pk=job_pk))


@task()
def catch_up() -> None:
    """Sum up what an update of the software or the policy, or a sudden end, left behind."""
    actions.catch_up()


@receiver(task_finished)
def _crashed(task_result: TaskResult[object], **_: object) -> None:
    """A fault of ours in the middle of a task: its Job says so instead of running for ever."""
    if task_result.status != TaskResultStatus.FAILED or not task_result.args:
        return
    if task_result.task.name == "deliver":  # its number is a message's, not a Job's
        return
    job = Job.objects.filter(pk=task_result.args[0]).exclude(state=Job.FAILED).first()
    if job is not None:
        actions.end_job(job, "绩衡内部出错，已记入日志；没有留下做了一半的结果", failed=True)
