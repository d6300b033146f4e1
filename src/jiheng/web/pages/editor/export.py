"""A form as a Word or Excel file: a version as handed in, a draft as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiheng.documents.writers import form_docx, form_xlsx
from jiheng.documents.writers.form_declaration import declaration

from ... import access
from ...forms import form_of
from .opened import opened

KINDS = {
    "docx": (form_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (form_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
BAD = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))


@require_safe
def version(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """A version as its office prints it."""
    user = access.person(request.user)
    project = access.project(user, pk)
    one = access.versions(user).filter(project=pk, number=number).first()
    if one is None:
        raise Http404
    return _file(one.content, f"{project.name}-{project.year}-v{number}", kind)


@require_safe
def draft(request: HttpRequest, pk: int, stage: str, kind: str) -> HttpResponse:
    """What is being typed, with everything that was saved."""
    at = opened(access.person(request.user), pk, stage)
    return _file(at.content, f"{at.project.name}-{at.project.year}", kind)


def _file(content: Mapping[str, Any], name: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    writer, mime = KINDS[kind]
    data = writer.write([declaration(form_of(dict(content)))])
    said = quote(f"{name.translate(BAD)}.{kind}", safe="")
    return HttpResponse(
        data,
        content_type=mime,
        headers={"Content-Disposition": f"attachment; filename=\"form.{kind}\"; "
                 f"filename*=UTF-8''{said}", "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
