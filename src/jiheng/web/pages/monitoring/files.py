"""The official tables as files, written by the same writers as the command line's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jiheng.documents.writers import form_docx, form_html, form_xlsx
from jiheng.documents.writers.form_sheet import Sheet

from ... import access
from ...outcome import official as sheet_of
from ...outcome import outcome, words
from ...problems import language

STAGES = {
    "monitoring": ("monitoring", "监控表"),
    "self-evaluation": ("self_evaluation", "自评表"),
}
OFFICE = "application/vnd.openxmlformats-officedocument."


def _html(sheets: Sequence[Sheet]) -> bytes:
    return form_html.write(sheets).encode()


WRITERS: dict[str, tuple[Callable[[Sequence[Sheet]], bytes], str]] = {
    "docx": (form_docx.write, f"{OFFICE}wordprocessingml.document"),
    "xlsx": (form_xlsx.write, f"{OFFICE}spreadsheetml.sheet"),
    "html": (_html, "text/html; charset=utf-8"),
}


@require_safe
def official(request: HttpRequest, pk: int, what: str, number: int, ending: str) -> HttpResponse:
    """``/projects/1/official/self-evaluation/1.docx``: of the round's last result."""
    user = access.person(request.user)
    if what not in STAGES or ending not in WRITERS:
        raise Http404
    stage, word = STAGES[what]
    step = access.step_of(user, pk, stage, number)
    found = access.assessments(user).filter(step=step).order_by("-made_at", "-pk").first()
    if found is None:
        raise Http404
    said = words(access.explanations(user).filter(step=step))
    write, kind = WRITERS[ending]
    data = write([sheet_of(outcome(found, said, language()), stage)])
    name = f"{step.project.name}-{step.project.year}-{word}.{ending}"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": disposition})
