"""Records: batches in sight, a file to import, the seals recomputed."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Status, UploadedFile
from pydantic import Field, StringConstraints

from jiheng.model.refusal import Refusal
from jiheng.model.tables import TABLES

from .. import access, actions
from ..evidence import store
from ..evidence_work import import_later
from ..importing import Choice
from ..problems import language
from ..records import office_of
from . import shapes, shown
from .base import WRITE
from .checks import data_of
from .projects import me
from .shapes import MOST_PK

router = Router(tags=["evidence"])
UNITS = ("", "元", "万元")


@router.get("/evidence/batches", response=list[shapes.Batch], summary="Batches of records")
def batches(request: HttpRequest) -> Any:
    """Those imported for units in your sight; the last thousand."""
    user = me(request)
    scope = access.evidence_scope(user)
    found = [one for one in store().batches() if scope.whole or office_of(one) in scope.offices]
    return [
        {
            "n": one["n"], "at": one["at"], "table": one["table"], "rows": one["rows"],
            "source": one["source"], "totals": one["totals"],
            "synthetic": bool(one["synthetic"]), "digest": one["hash"],
        }
        for one in found[-1000:]
    ]  # fmt: skip


Short = Annotated[str, StringConstraints(max_length=40)]


Office = Annotated[int, Field(ge=0, le=MOST_PK)]


@router.post(
    "/evidence/imports", response={202: shapes.Job}, auth=WRITE, summary="Import a file of records"
)
def import_file(
    request: HttpRequest,
    file: File[UploadedFile],
    table: Short = Form(""),  # type: ignore[type-arg]  # noqa: B008
    unit: Short = Form(""),  # type: ignore[type-arg]  # noqa: B008
    office: Office = Form(0),  # type: ignore[type-arg]  # noqa: B008
) -> Any:
    """CSV or .xlsx; ``table`` where the name does not say it; ``unit`` 元 or 万元;

    ``office``: your unit, where you have several. Poll the job."""
    if table and table not in TABLES:
        raise _wrong("table", " ".join(TABLES))
    if unit not in UNITS:
        raise _wrong("unit", "元 万元")
    user = me(request)
    offices = {one.pk: one for one in access.import_units(user)}
    chosen = offices.get(office) if office else next(iter(offices.values()), None)
    if chosen is None:
        raise actions.NotAllowed("只有本单位填报人和负责人可以导入佐证", "only for one's own unit")
    kept = actions.keep_records_file(user, *data_of(file))
    return Status(202, shown.job(import_later(user, chosen, kept, Choice(table, unit=unit))))


def _wrong(name: str, known: str) -> Refusal:
    return Refusal(
        name, "没有这个选项", f"可选：{known}", problem_en="is not known",
        remedy_en=f"Choose among {known}",
    )  # fmt: skip


@router.get("/evidence/verify", response=shapes.Verified, summary="Recompute every seal")
def verify(request: HttpRequest) -> Any:
    """Of the whole store."""
    if not access.may_verify(me(request)):
        raise actions.NotAllowed("您的岗位不能验证", "your role cannot verify")
    found = store().verify()
    lang = language()
    return {
        "sound": not found.problems, "batches": found.batches, "rows": found.rows,
        "head": found.head, "problems": [{"message": one.sentence(lang)} for one in found.problems],
    }  # fmt: skip
