"""What the pages of monitoring, self-evaluation and evaluation have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest

from jiheng.model.stage import BY_KEY, DEPARTMENT, DRAFT, FINANCE, SUBMIT, WITHDRAW

from ... import access, actions, calendar, clock, show
from ...models import Assessment, Job, Project, Step, User
from ...outcome import Outcome, outcome, words
from ...problems import language
from ..projects.views import may_open, tabs
from .jobs import work_of

KINDS = {
    "monitoring": ("monitoring",),
    "self_evaluation": ("self",),
    "evaluation": ("department", "finance"),
}


@dataclass(frozen=True)
class Place:
    """A person at a stage of a project; ``step`` None where it is not open yet."""

    request: HttpRequest
    user: User
    lang: str
    project: Project
    stage: str
    steps: list[Step]  # of the project, all stages
    step: Step | None

    @property
    def rounds(self) -> list[Step]:
        return [one for one in self.steps if one.stage == self.stage]

    @property
    def writes(self) -> bool:
        """Whether the person may work on it now."""
        return self.step is not None and SUBMIT in access.moves(self.user, self.step)

    @property
    def path(self) -> str:
        base = f"/projects/{self.project.pk}/{self.stage.replace('_', '-')}/"
        many = self.step is not None and len(self.rounds) > 1
        return f"{base}?round={self.step.round}" if many and self.step else base


def place(request: HttpRequest, pk: int, stage: str) -> Place:
    """``?round=`` names a round, else the last. Http404 where it is not the person's."""
    user = access.person(request.user)
    project = access.project(user, pk)
    steps = list(access.steps(user).filter(project=pk))
    rounds = sorted((one for one in steps if one.stage == stage), key=lambda one: one.round)
    wanted = request.GET.get("round", "")
    step = rounds[-1] if rounds else None
    if wanted:
        step = next((one for one in rounds if str(one.round) == wanted), None)
        if step is None:
            raise Http404
    return Place(request, user, language(), project, stage, steps, step)


def last_of(here: Place) -> Assessment | None:
    """The result that the step hands in."""
    if here.step is None:
        return None
    found = access.assessments(here.user).filter(step=here.step)
    return found.order_by("-made_at", "-pk").first()


def read(here: Place, found: Assessment | None) -> Outcome | None:
    """It, with what was written to it."""
    if found is None or here.step is None:
        return None
    said = words(access.explanations(here.user).filter(step=here.step))
    return outcome(found, said, here.lang)


def context(here: Place, tab: str) -> dict[str, Any]:
    """Head, rounds, state, remarks of a return, running work, what is still to be explained."""
    step, lang, today = here.step, here.lang, clock.today()
    made: dict[str, Any] = {
        "nav": "projects", "project": here.project, "synthetic": here.project.synthetic,
        "version": here.project.baseline or here.project.latest, "tabs": tabs(here.project, tab),
        "step": step, "rounds": here.rounds, "writes": here.writes, "path": here.path,
        "stage": BY_KEY[here.stage], "stage_name": _name(here.stage, lang),
        "may_open": [one for one in may_open(here.user, here.project, here.steps)
                     if one["key"] == here.stage],
        "endings": (("docx", "Word"), ("xlsx", "Excel"), ("html", "HTML")),
        "today": today, "first": date(here.project.year, 1, 1), "work": None, "missing": [],
    }  # fmt: skip
    if step is None:
        return made
    moves = access.moves(here.user, step)
    made |= {
        "may_withdraw": WITHDRAW in moves, "may_review": bool({"endorse", "approve"} & set(moves)),
        "waiting": show.role(step.waiting_for, lang),
        "light": calendar.light(step.due, today, done=step.state == "approved"),
        "reasons": [_remark(one, lang) for one in
                    access.remarks(here.user).filter(step=step, resolved_at=None)],
        "missing": actions.unexplained(step), "work": _work(here),
        "may_skip": _may_skip(here), "project_key": str(here.project.pk),
        "skip_hidden": [("stage", here.stage), ("skip", "1"), ("next", here.request.path)],
    }  # fmt: skip
    made["busy"] = bool(made["work"] and made["work"]["state"] in ("waiting", "running"))
    return made


def _may_skip(here: Place) -> bool:
    """Whether the person may leave this stage out now, with a reason."""
    one = BY_KEY[here.stage]
    able = access.roles(here.user, here.project.unit) & {DEPARTMENT, FINANCE}
    return bool(one.optional and able and here.step and here.step.state == DRAFT)


def _work(here: Place) -> dict[str, Any] | None:
    """The evaluation under way, or the last one if it failed."""
    job = access.jobs(here.user).filter(project=here.project, kind="evaluate").first()
    if job is None or job.state == Job.DONE or not here.writes:
        return None
    found = last_of(here)
    if job.state == Job.FAILED and found and found.made_at > job.at:
        return None
    return work_of(job, here.path)


def _name(stage: str, lang: str) -> str:
    one = BY_KEY[stage]
    return one.zh if lang == "zh" else one.en


def _remark(one: Any, lang: str) -> dict[str, Any]:
    return {"by": one.by.name, "at": one.at, "text": one.text, "where": one.ref,
            "resolved_at": one.resolved_at, "reason": one.reason}  # fmt: skip


def default_day(here: Place, found: Assessment | None) -> date:
    """The day to offer: as last time; of a round the end of the month before it is due; else today.

    Never outside the year, never to come.
    """
    if found is not None:
        return found.as_of
    first, last = date(here.project.year, 1, 1), date(here.project.year, 12, 31)
    day = min(clock.today(), last)
    if here.stage == "monitoring" and here.step is not None and here.step.due is not None:
        day = min(day, here.step.due.replace(day=1) - timedelta(days=1))
    return max(day, first)
