"""The task that brings a file of records into the evidence store, for programs."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django_tasks import task

from jiheng.evidence.imports import bring
from jiheng.evidence.outcome import IMPORTED, KNOWN, Result, Wanted
from jiheng.model.refusal import Refusal

from . import actions, evidence
from .actions.records import imported
from .forms import book
from .models import Job, Upload

SHOWN = 3  # faults in the Job's line


@task()
def import_file(job_pk: int, upload_pk: int, office: str, table: str, unit: str) -> None:
    """One file is one batch, whole or not at all."""
    job = Job.objects.select_related("user").get(pk=job_pk)
    upload = Upload.objects.get(pk=upload_pk)
    actions.progress_job(job, 0, upload.name)
    try:
        found = _bring(upload, Wanted(table=table, unit=unit, by=office))
    except Refusal as error:
        actions.end_job(job, error.sentence("zh"), failed=True)
        return
    if found.status == IMPORTED and found.entry is not None:
        codes = sorted({project_of(file) for file in found.entry["files"]} - {""})
        imported(job.user, upload, dict(found.entry), codes)
    actions.end_job(job, _said(found), failed=found.status not in (IMPORTED, KNOWN))


def project_of(file: Mapping[str, Any]) -> str:
    """The project code in the place of a file of the store ("" where there is none)."""
    parts = str(file["path"]).split("/")
    return parts[-2] if len(parts) > 1 else ""


def _bring(upload: Upload, wanted: Wanted) -> Result:
    """The reader goes by the ending of a name; the kept file has none."""
    ending = os.path.splitext(upload.name)[1].lower()
    stem = os.path.splitext(os.path.basename(upload.name))[0][:60] or "records"
    stem = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in stem)
    name = stem + (ending if ending in (".csv", ".tsv", ".txt", ".xlsx") else ".csv")
    with tempfile.TemporaryDirectory(dir=settings.JIHENG_DATA) as folder:
        path = os.path.join(folder, name)
        shutil.copyfile(actions.path_of(upload), path)
        return bring(path, evidence.store(), book(), wanted)


def _said(found: Result) -> str:
    if found.status == IMPORTED:
        return f"{found.table}：导入 {found.rows} 行"
    if found.status == KNOWN:
        return f"{found.table}：这份文件已导入过"
    if found.faults:
        some = "；".join(str(one.sentence("zh")) for one in found.faults[:SHOWN])
        return f"没有导入，{len(found.faults)} 处有误：{some}"
    return "没有导入：列名认不全，请写明 table，或在网页上对应列名"
