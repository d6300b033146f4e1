"""Records imported, months locked, the store verified: each in the audit chain as well.

The store has a chain of its own, which is what counts for its rows; an entry here says who asked
for it in the browser, and names the store's entry by its hash.
"""

from __future__ import annotations

import time
from typing import Any

from django.db import transaction

from jiheng.evidence.outcome import IMPORTED, KNOWN, Result
from jiheng.model import stage as lifecycle
from jiheng.model.tables import TABLES

from .. import access, clock, evidence
from ..errors import NotAllowed
from ..models import Job, Organisation, Upload, User
from .base import needs, record, refuse
from .forms import path_of, upload_form
from .notices import begin_job, end_job, progress_job

IMPORTERS = (lifecycle.PREPARER, lifecycle.UNIT_HEAD)
IMPORT, VERIFY = "import-evidence", "verify-evidence"


def keep_records_file(user: User, name: str, data: bytes) -> Upload:
    """Keep a file of records to be looked at. Only people who may import somewhere."""
    if not access.import_units(user):
        raise NotAllowed(
            "导入佐证由单位的填报人或负责人来做",
            "records are imported by a unit's preparer or head",
        )
    return upload_form(user, name, data)


def ask_import(user: User, unit: Organisation, upload: Upload, table: str) -> Job:
    """Write down that a file is to be imported for a unit; the Job to show."""
    needs(user, unit, *IMPORTERS)
    with transaction.atomic():
        job = begin_job(user, IMPORT, of=100)
        record(user, "ask-import", f"job:{job.pk}", upload=upload.pk, table=table, unit=unit.code)
    return job


def import_records(job: Job, unit: Organisation, upload: Upload, choice: Any) -> Result:
    """Do it. Raises Refusal and NotAllowed; then nothing is in the store."""
    from .. import importing
    from ..records import signed

    user = job.user
    assert user is not None
    needs(user, unit, *IMPORTERS)
    path, by = path_of(upload), signed(user.username, unit.code)
    result = importing.bring(upload, path, choice, unit, by, _progress(job))
    if result.status == IMPORTED and result.entry is not None:
        with transaction.atomic():
            record(
                user,
                IMPORT,
                f"batch:{result.entry['n']}",
                table=result.table,
                rows=result.rows,
                file=upload.name,
                sha256=result.entry["source_sha256"],
                unit=unit.code,
                head=result.entry["hash"],
            )
    end_job(job, told(result), failed=result.status not in (IMPORTED, KNOWN))
    return result


def _progress(job: Job) -> Any:
    last = [time.monotonic()]

    def told_(rows: int, done: int, size: int) -> None:
        if time.monotonic() - last[0] >= 1:
            last[0] = time.monotonic()
            progress_job(job, min(99, done * 100 // max(size, 1)), f"已核对 {rows:,} 行")

    return told_


def told(result: Result) -> str:
    """What came of an import, in a line."""
    title = TABLES[result.table].title if result.table in TABLES else result.table
    if result.status == IMPORTED:
        return f"已入库：{title} {result.rows:,} 行"
    if result.status == KNOWN and result.entry is not None:
        at = result.entry["at"]
        return f"同一份文件已于 {at} 导入过（{title} {result.rows:,} 行），没有重复导入"
    if result.faults:
        return f"没有入库：{title} 有 {len(result.faults)} 处问题，请回到预览逐行查看"
    return f"没有入库：{title} 还有列没有对上"


def lock_month(user: User, period: str) -> bool:
    """Close a month for good, in all tables; False where it was closed already."""
    if not access.may_lock(user):
        raise NotAllowed(
            "锁定期间由财政审核人来做；只有一个单位使用时，也可由单位负责人锁定",
            "finance locks a month; so does the head of the only unit there is",
        )
    if period > clock.today().isoformat()[:7]:
        raise refuse(
            f"{period} 还没有到", "只能锁定已经开始的月份", f"{period} has not come yet",
            "lock a month that has begun",
        )  # fmt: skip
    held = evidence.store()
    at = clock.now().isoformat(" ", "seconds")
    with transaction.atomic():
        changed = held.lock(period, by=user.username, at=at)
        if changed:
            record(user, "lock-evidence", f"period:{period}", head=held.chain().head)
    return changed


def ask_verify(user: User) -> Job:
    """The Job of a verification of the whole store."""
    if not access.may_verify(user):
        raise NotAllowed("您的岗位不能校验佐证库", "your role cannot verify the store")
    with transaction.atomic():
        return begin_job(user, VERIFY)


def verify_store(job: Job) -> bool:
    """Recompute every digest; whether the store is whole."""
    progress_job(job, 0, "正在逐个文件核对指纹")
    found = evidence.store().verify()
    with transaction.atomic():
        record(
            job.user, VERIFY, f"job:{job.pk}", problems=len(found.problems), batches=found.batches,
            rows=found.rows, head=found.head,
        )  # fmt: skip
    if found.problems:
        first = "；".join(one.sentence() for one in found.problems[:2])
        end_job(job, f"有 {len(found.problems)} 处对不上：{first}", failed=True)
        return False
    notes = f"；{len(found.notes)} 处中断的痕迹，不影响内容" if found.notes else ""
    end_job(job, f"完好：{found.batches} 批 {found.rows:,} 行，末条摘要 {found.head[:16]}{notes}")
    return True
