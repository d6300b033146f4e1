"""Files and contents checked, and files kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Router, Status, UploadedFile

from jiheng.documents.content import content_of
from jiheng.model.refusal import Refusal

from .. import actions
from ..forms import checked_content, read_contents, report_of
from . import shapes, shown
from .base import WRITE
from .projects import me

router = Router(tags=["check"])


def data_of(file: UploadedFile) -> tuple[str, bytes]:
    """Name and bytes. Raises Refusal where there are none or too many."""
    name = file.name or "form"
    if not file.size:
        raise Refusal(
            name, "文件是空的", "请换一个文件", problem_en="is empty", remedy_en="Choose another"
        )
    if file.size > settings.JIHENG_UPLOAD_MOST:
        most = settings.JIHENG_UPLOAD_MOST >> 20
        raise Refusal(
            name, f"文件超过 {most} MB", "请拆分后再传",
            problem_en=f"exceeds {most} MB", remedy_en="Split it",
        )  # fmt: skip
    return name, file.read()


@router.post("/check", response=shapes.Report, summary="Check a file; nothing is stored")
def check(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Any format that is read: .docx .xlsx .doc .xls .pdf .html .txt and more.

    Every form comes back as ``content``, to be sent to /projects or a draft.
    """
    name, data = data_of(file)
    contents, report = read_contents(data, name)
    document = report.document
    forms = [one for one in document.forms if not one.blank] if document else []
    return _report(name, report, [(form, one) for form, one in zip(forms, contents, strict=True)])


@router.post("/check/content", response=shapes.Report, summary="Check a content")
def check_content(request: HttpRequest, body: shapes.Content) -> Any:
    """The same of one form as data."""
    report = report_of(checked_content(body.content))
    document = report.document
    forms = [(form, content_of(form)) for form in document.forms] if document else []
    return _report("", report, forms)


def _report(name: str, report: Any, forms: list[tuple[Any, dict[str, Any]]]) -> dict[str, Any]:
    known = {form.index for form, _ in forms}
    loose = [shown.finding(one) for one in report.findings if one.place.form not in known]
    return {
        "name": name,
        "forms": [
            {
                "title": form.text("title") or "", "content": content,
                "findings": shown.findings(report, form),
            }
            for form, content in forms
        ],
        "findings": loose,
        **shown.counts(report),
    }  # fmt: skip


@router.post(
    "/uploads", response={201: shapes.Upload}, auth=WRITE, summary="Keep a file as it came"
)
def upload(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Its id goes with the project made from it; the same bytes are kept once."""
    name, data = data_of(file)
    made = actions.upload_form(me(request), name, data)
    return Status(201, {"id": made.pk, "name": made.name, "size": made.size, "sha": made.sha})
