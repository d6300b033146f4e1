"""合成数据 SYNTHETIC: a county that does not exist, with a person for every role and four projects.

``load`` makes it through the same actions as anybody else, so that its audit chain is real; it may
be called again and does nothing then. shili-2023.json holds the four forms of examples/ as content.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from jiheng.model import stage as lifecycle

from .. import actions
from ..models import Entry, Organisation, Project, User

YEAR = 2023
FORMS = Path(__file__).with_name("shili-2023.json")
CODES = ("P1", "P2", "P3", "P4")

OFFICES = (
    # code, name, kind, parent
    ("SL", "示例县财政局", "finance", ""),
    ("SL-GA", "示例县公安局", "department", "SL"),
    ("SL-GA-1", "示例县公安局（本级）", "unit", "SL-GA"),
    ("SL-JY", "示例县教育局", "department", "SL"),
    ("SL-JY-1", "示例县第一中学", "unit", "SL-JY"),
)
PEOPLE = (
    # user name, name, office, role
    ("tianbao", "公安填报人甲", "SL-GA-1", lifecycle.PREPARER),
    ("tianbao2", "公安填报人乙", "SL-GA-1", lifecycle.PREPARER),
    ("fuzeren", "公安单位负责人", "SL-GA-1", lifecycle.UNIT_HEAD),
    ("zhuguan", "公安主管审核人", "SL-GA", lifecycle.DEPARTMENT),
    ("caizheng", "财政审核人甲", "SL", lifecycle.FINANCE),
    ("caizheng2", "财政审核人乙", "SL", lifecycle.FINANCE),
    ("pingjia", "评价人", "SL", lifecycle.EVALUATOR),
    ("shenji", "审计人", "SL", lifecycle.AUDITOR),
    ("guanli", "管理员", "SL", lifecycle.ADMINISTRATOR),
    ("jy-tianbao", "教育填报人", "SL-JY-1", lifecycle.PREPARER),
    ("jy-fuzeren", "教育单位负责人", "SL-JY-1", lifecycle.UNIT_HEAD),
    ("jy-zhuguan", "教育主管审核人", "SL-JY", lifecycle.DEPARTMENT),
)


def contents() -> list[dict[str, Any]]:
    """The four forms."""
    found: list[dict[str, Any]] = json.loads(FORMS.read_text("utf-8"))
    return found


def load() -> bool:
    """Make the county and its projects; False where they are there already. All or nothing."""
    with transaction.atomic():
        if Entry.objects.exists():
            return False
        offices = county()
        for code, content in zip(CODES, contents(), strict=True):
            project = begin(offices["SL-GA-1"], code, content)
            approve(project)
            disclose(project)
    return True


def county() -> dict[str, Organisation]:
    """Offices and people."""
    offices: dict[str, Organisation] = {}
    for code, name, kind, parent in OFFICES:
        offices[code] = actions.make_organisation(None, name, code, kind, offices.get(parent))
    for username, name, office, role in PEOPLE:
        actions.make_user(
            None, username, f"{name}（合成）", None, [(offices[office], role)], synthetic=True
        )
    return offices


def person(username: str) -> User:
    """One of the people."""
    return User.objects.get(username=username)


def begin(unit: Organisation, code: str, content: dict[str, Any]) -> Project:
    """A project with its draft."""
    return actions.new_project(
        person("tianbao"), unit, content, year=YEAR, code=code, synthetic=True
    )


def approve(project: Project) -> None:
    """一上, 二上 and 批复, by the proper people."""
    for stage in ("declaration", "redeclaration"):
        step = project.steps.get(stage=stage)
        step = actions.submit(person("tianbao"), step)
        for username in ("fuzeren", "zhuguan", "caizheng"):
            step = actions.endorse(person(username), step)
    actions.approve_baseline(person("caizheng2"), project.steps.get(stage="approval"))


def disclose(project: Project) -> None:
    """目标公开."""
    step = actions.submit(person("tianbao"), project.steps.get(stage="disclosure"))
    actions.publish(person("fuzeren"), step)
