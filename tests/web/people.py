"""A small county for tests: offices, a person for every role, projects at any stage."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jiheng.model import stage as lifecycle
from jiheng.web import actions, demo
from jiheng.web.models import Organisation, Project, Step, User

HEADS = {"declaration": 3, "redeclaration": 3}
ROLE_OF = {  # attribute of Office to (office code, role)
    "preparer": ("U1", lifecycle.PREPARER),
    "colleague": ("U1", lifecycle.PREPARER),
    "head": ("U1", lifecycle.UNIT_HEAD),
    "department": ("D1", lifecycle.DEPARTMENT),
    "finance": ("F", lifecycle.FINANCE),
    "finance2": ("F", lifecycle.FINANCE),
    "evaluator": ("F", lifecycle.EVALUATOR),
    "auditor": ("F", lifecycle.AUDITOR),
    "administrator": ("F", lifecycle.ADMINISTRATOR),
    "other_preparer": ("U2", lifecycle.PREPARER),
    "other_head": ("U2", lifecycle.UNIT_HEAD),
    "other_department": ("D2", lifecycle.DEPARTMENT),
}


@dataclass
class Office:
    """Units by code (F, D1, U1, D2, U2) and people by the names of ROLE_OF."""

    units: dict[str, Organisation]
    people: dict[str, User]

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def unit(self) -> Organisation:
        return self.units["U1"]


def make_office() -> Office:
    """示例县 with two departments of one unit each."""
    make = actions.make_organisation
    units = {"F": make(None, "示例县财政局", "F", "finance", None)}
    for n, name in ((1, "示例县公安局"), (2, "示例县教育局")):
        units[f"D{n}"] = make(None, name, f"D{n}", "department", units["F"])
        units[f"U{n}"] = make(None, f"{name}（本级）", f"U{n}", "unit", units[f"D{n}"])
    people = {
        name: actions.make_user(None, name, f"示例{name}", None, [(units[code], role)])
        for name, (code, role) in ROLE_OF.items()
    }
    return Office(units, people)


@cache
def _contents() -> list[dict[str, Any]]:
    return demo.contents()


def content(number: int = 0) -> dict[str, Any]:
    """One of the four demonstration forms, free to be changed."""
    return copy.deepcopy(_contents()[number])


def project(office: Office, number: int = 0, **words: Any) -> Project:
    """A new project with its draft, at 一上申报."""
    return actions.new_project(office.preparer, office.unit, content(number), year=2023, **words)


def step(project: Project, stage: str) -> Step:
    """The last round of a stage."""
    found = project.steps.filter(stage=stage).order_by("-round").first()
    assert found is not None, f"{stage} is not open"
    return found


def through(office: Office, project: Project, stage: str) -> Step:
    """Hand a stage in and have it endorsed by every desk."""
    one = actions.submit(office.preparer, step(project, stage))
    by = {
        lifecycle.UNIT_HEAD: office.head,
        lifecycle.DEPARTMENT: office.department,
        lifecycle.FINANCE: office.finance,
    }
    while one.desk:
        one = actions.endorse(by[one.desk], one)
    return one


def approved(office: Office, number: int = 0) -> Project:
    """A project with its baseline, at 目标公开."""
    made = project(office, number)
    through(office, made, "declaration")
    through(office, made, "redeclaration")
    actions.approve_baseline(office.finance2, step(made, "approval"))
    return made


def disclosed(office: Office, number: int = 0) -> Project:
    """A project whose targets are public, at 监控."""
    made = approved(office, number)
    through(office, made, "disclosure")
    return made


def result(*missed: str, refs: tuple[str, ...] = ("N1", "C1")) -> dict[str, Any]:
    """A result in the shape of results.plain, as small as it can be; ``missed`` rows NOT_MET."""
    rows = [
        {
            "ref": ref,
            "judgement": {"standing": "NOT_MET" if ref in missed else "MET"},
            "points": {"reason_needed": False},
        }
        for ref in refs
    ]
    return {"rows": rows}


def assessed(office: Office, step: Step, *missed: str) -> None:
    """A result kept for a step."""
    version = step.project.baseline
    assert version is not None
    kind = {"monitoring": "monitoring", "self_evaluation": "self"}.get(step.stage, "finance")
    who = office.evaluator if step.stage == "evaluation" else office.preparer
    actions.assess(
        who, step.project, result(*missed), kind=kind, as_of=date(2023, 12, 31), scheme="mof2020",
        version=version, step=step,
    )  # fmt: skip
