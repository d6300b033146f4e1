"""Files that come in, projects that begin, drafts that are typed."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from jiheng.model import stage as lifecycle
from jiheng.model.digest import sha256_hex

from .. import clock
from ..errors import Stale
from ..forms import checked_content, digest_of
from ..models import Draft, Organisation, Project, Step, Upload, User, Version
from .base import clean, locked, must_be_with_author, needs, record, refuse, text
from .stages import open_step

YEARS = range(2000, 2101)


def upload_form(user: User, name: str, data: bytes) -> Upload:
    """Keep a file as it came. The same bytes are kept once; the name is only a label."""
    if not data:
        raise refuse("文件是空的", "请换一个文件", "the file is empty", "choose another", name)
    if len(data) > settings.JIHENG_UPLOAD_MOST:
        most = settings.JIHENG_UPLOAD_MOST >> 20
        raise refuse(
            f"文件超过 {most} MB", "请拆分后再传", f"the file exceeds {most} MB", "split it", name
        )
    sha = sha256_hex(data)
    _keep(sha, data)
    label = os.path.basename(name.replace("\\", "/"))[-255:] or "form"
    with transaction.atomic():
        made = Upload.objects.create(sha=sha, name=label, size=len(data), by=user, at=clock.now())
        record(user, "upload", f"upload:{made.pk}", sha=sha, size=len(data))
    return made


def path_of(upload: Upload) -> str:
    """Where the bytes of an upload lie."""
    return _path(upload.sha)


def _path(sha: str) -> str:
    return os.path.join(settings.JIHENG_DATA, "uploads", sha[:2], sha)


def _keep(sha: str, data: bytes) -> None:
    path = _path(sha)
    if os.path.exists(path):
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    part = f"{path}.{os.getpid()}.part"
    with open(part, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def new_project(
    user: User,
    unit: Organisation,
    content: dict[str, Any],
    *,
    year: int,
    name: str = "",
    code: str = "",
    upload: Upload | None = None,
    appraisal: bool = False,
    synthetic: bool = False,
) -> Project:
    """A project with its first draft, at 一上申报 (or at 事前评估 where ``appraisal`` is asked)."""
    needs(user, unit, lifecycle.PREPARER)
    content = checked_content(content)
    title = name or str(content["fields"].get("project_name", "")).strip()
    title = text(title, 1, ("项目名称", "the name of the project"), 200)
    if year not in YEARS:
        raise refuse("年度不对", "请写四位年份", "no such fiscal year", "give four digits")
    with transaction.atomic():
        made = Project.objects.create(
            unit=unit, name=title, code=code, year=year, synthetic=synthetic
        )
        record(user, "new-project", f"project:{made.pk}", year=year, synthetic=synthetic)
        first = "appraisal" if appraisal else "declaration"
        open_step(user, made, first)
        Draft.objects.create(
            project=made,
            stage=first,
            content=content,
            by=user,
            at=clock.now(),
            source_name=upload.name if upload else "",
            source_sha=upload.sha if upload else "",
        )
    return made


def save_draft(
    user: User, step: Step, content: dict[str, Any], *, based_on: int, upload: Upload | None = None
) -> Draft:
    """Save what is being typed. ``based_on`` is the revision it was begun from (0: none yet).

    Raises Stale with both contents where somebody else saved in between; the same content saved
    twice is no conflict.
    """
    needs(user, step.project.unit, step.definition.author)
    content = checked_content(content)
    with transaction.atomic():
        step = locked(step)
        must_be_with_author(step)
        found = Draft.objects.filter(project=step.project, stage=step.stage).first()
        if found is None:
            found = Draft(project=step.project, stage=step.stage, revision=0)
        elif found.content == content:
            return found
        if found.revision != based_on:
            at = localtime(found.at)
            raise Stale(
                f"{found.by.name} 在 {at:%H:%M} 已保存了第 {found.revision} 稿，两稿都在",
                f"{found.by.name} saved revision {found.revision} meanwhile; both are kept",
                mine=content,
                theirs=found.content,
                revision=found.revision,
                by=found.by.name,
                at=found.at.isoformat(),
            )
        found.content, found.by, found.at = content, user, clock.now()
        found.revision += 1
        if upload:
            found.source_name, found.source_sha = upload.name, upload.sha
        found.save()
        record(
            user,
            "save-draft",
            f"step:{step.pk}",
            revision=found.revision,
            content=digest_of(content),
        )
    return found


def freeze(user: User, step: Step, note: str = "") -> Version:
    """The draft of a step as a version; within the transaction of a submission.

    A form that was handed in before, unchanged, stays the version it is.
    """
    draft = Draft.objects.filter(project=step.project, stage=step.stage).first()
    latest = step.project.latest
    if draft is None:
        if latest is None:
            raise refuse(
                "还没有填写", "请先填表或上传", "nothing was filled in", "fill it in first"
            )
        return latest
    if not draft.content["rows"]:
        raise refuse(
            "表里没有指标", "请至少填一行指标", "the form has no indicator", "fill in at least one"
        )
    digest = digest_of(draft.content)
    if latest and latest.digest == digest and latest.made_by_id == user.pk:
        return latest
    made = Version(
        project=step.project,
        number=latest.number + 1 if latest else 1,
        content=draft.content,
        digest=digest,
        note=clean(note)[:400],
        made_by=user,
        made_at=clock.now(),
        source_name=draft.source_name,
        source_sha=draft.source_sha,
    )
    made.save()
    return made
