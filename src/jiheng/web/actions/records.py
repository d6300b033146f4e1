"""Records that come in, as the programs that talk to us bring them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from .. import access
from ..errors import NotAllowed
from ..models import Job, Organisation, Upload, User
from .base import record
from .notices import begin_job


def import_records(
    user: User, office: Organisation | None, upload: Upload, table: str = "", unit: str = ""
) -> Job:
    """Begin to bring a file into the evidence store for a unit; the Job says how it went."""
    if office is None or office not in access.import_units(user):
        raise NotAllowed("只有本单位填报人和负责人可以导入佐证", "only for one's own unit")
    access.upload(user, upload.pk)
    job = begin_job(user, "import", None)
    from ..incoming import import_file

    transaction.on_commit(
        lambda: import_file.enqueue(job.pk, upload.pk, office.code, table, unit)
    )
    return job


def imported(
    user: User | None, upload: Upload, entry: dict[str, Any], projects: Sequence[str]
) -> None:
    """Write down what was imported: the batch's digest is what the evidence chain says of it."""
    with transaction.atomic():
        record(
            user, "import-evidence", f"upload:{upload.pk}", table=entry["table"],
            rows=int(entry["rows"]), batch=entry["hash"], sha=upload.sha,
            projects=", ".join(projects)[:200],
        )  # fmt: skip
