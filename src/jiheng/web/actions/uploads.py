"""Forms that were read of a file become projects, or the draft of one: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from ..models import Draft, Organisation, Project, Step, Upload, User
from .base import record, refuse
from .forms import new_project, save_draft

MOST = 200


def take_up(
    user: User, upload: Upload, unit: Organisation, chosen: Sequence[dict[str, Any]]
) -> list[Project]:
    """New projects of the unit, one for each {"content", "year", "name", "confirmed"}."""
    if not chosen:
        raise refuse("没有选中表", "请至少选一张", "no form is chosen", "choose at least one")
    if len(chosen) > MOST:
        raise refuse(f"一次最多 {MOST} 张", "请分几次", f"at most {MOST} at once", "do it in parts")
    made = []
    with transaction.atomic():
        for one in chosen:
            project = new_project(
                user, unit, one["content"], year=one["year"], name=one.get("name", ""),
                upload=upload, synthetic=bool(one["content"].get("synthetic")),
            )  # fmt: skip
            _confirmed(user, upload, project, one.get("confirmed", 0))
            made.append(project)
    return made


def take_into(
    user: User, upload: Upload, step: Step, content: dict[str, Any], *, based_on: int,
    confirmed: int = 0,
) -> Draft:  # fmt: skip
    """The form of a file as the draft of a stage that is open."""
    with transaction.atomic():
        draft = save_draft(user, step, content, based_on=based_on, upload=upload)
        _confirmed(user, upload, step.project, confirmed)
    return draft


def _confirmed(user: User, upload: Upload, project: Project, count: int) -> None:
    """Who answered for what the reader was not sure of."""
    record(
        user, "read-confirmed", f"project:{project.pk}", upload=upload.pk, sha=upload.sha,
        count=count,
    )  # fmt: skip
