"""Handing in a file, and its reading beside the original."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiheng.model import stage as lifecycle
from jiheng.model.refusal import Refusal

from ... import access, actions, originals, readings
from ...errors import NotAllowed
from ...models import Job, Upload, User
from ...problems import language
from .seen import seen
from .target import target

A_PAGE = 10
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""Of a picture that is opened by itself. Browsers set it out with a style of their own."""
LONGEST_TEXT = 2_000_000
ACCEPT = ",".join((*readings.SUFFIXES, ".zip", ".7z", ".rar", ".tar", ".gz", ".tgz"))


def preparer(request: HttpRequest) -> User:
    """The person, if he fills in forms anywhere."""
    user = access.person(request.user)
    if lifecycle.PREPARER not in access.all_roles(user):
        raise NotAllowed("只有填报人可以上传绩效目标表", "only a preparer uploads forms")
    return user


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A place to drop files or paste text, and the files of late."""
    user = preparer(request)
    if request.method == "POST":
        return _taken(request, user)
    page = Paginator(access.uploads(user).select_related("by"), A_PAGE).get_page(
        request.GET.get("page")
    )
    into = target(user, request.GET)
    return render(
        request,
        "upload/upload.html",
        {"nav": "projects", "page": page, "accept": ACCEPT, "into": into,
         "query": into.query if into else ""},
    )  # fmt: skip


def _taken(request: HttpRequest, user: User) -> HttpResponse:
    files = request.FILES.getlist("file")
    text = request.POST.get("text", "")
    if text.strip():
        if len(text) > LONGEST_TEXT:
            raise _refusal(
                "粘贴的文字太长", "请存成文件再传", "the text is too long", "Send a file"
            )
        name = "粘贴的文字.txt" if language() == "zh" else "pasted text.txt"
        made = [actions.upload_form(user, name, text.encode("utf-8", "replace"))]
    elif files:
        made = [actions.upload_form(user, one.name or "form", one.read()) for one in files]
    else:
        raise _refusal(
            "没有选文件，也没有粘贴文字", "请选一个", "there is no file and no text", "Give one"
        )
    for one in made:
        if readings.is_slow(one) and readings.kept(one) is None:
            readings.read_later(user, one)
    into = target(user, request.POST) or target(user, request.GET)
    url = reverse("upload-reading", args=[made[0].pk]) + (into.query if into else "")
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"url": url, "text": made[0].name})
    return HttpResponseRedirect(url if len(made) == 1 else reverse("upload"))


def _refusal(zh: str, remedy: str, en: str, remedy_en: str) -> Refusal:
    return Refusal("绩衡", zh, remedy, problem_en=en, remedy_en=remedy_en)


@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """The original at the left, what was read at the right, and what has to be confirmed."""
    user = preparer(request)
    one = access.upload(user, pk)
    found = readings.kept(one)
    if found is None and not readings.is_slow(one):
        found = readings.read(one)
    context: dict[str, Any] = {"nav": "projects", "upload": one}
    if found is None:
        return render(request, "upload/waiting.html", context | {"work": _work(user, one)})
    return render(request, "upload/reading.html", context | seen(user, one, found, request.GET))


def _job(user: User, one: Upload) -> Job | None:
    return access.jobs(user).filter(kind=readings.kind(one)).first()


def _work(user: User, one: Upload) -> dict[str, Any] | None:
    job = _job(user, one)
    if job is None or job.state == Job.DONE:  # done, but by a reader of before: read it again
        return None
    zh = language() == "zh"
    return {
        "id": job.pk, "state": job.state, "text": job.text if job.state == Job.FAILED else "",
        "title": ("正在读 {}" if zh else "Reading {}").format(one.name),
        "url": reverse("upload-progress", args=[one.pk]),
    }  # fmt: skip


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is, asked for by the page; the page is loaded anew at its end."""
    user = preparer(request)
    one = access.upload(user, pk)
    if readings.kept(one) is not None:
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    return render(request, "components/progress.html", {"work": _work(user, one)})


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it once more, where reading was broken off."""
    user = preparer(request)
    one = access.upload(user, pk)
    job = _job(user, one)
    busy = job is not None and job.state in (Job.WAITING, Job.RUNNING)
    if readings.kept(one) is None and not busy:
        readings.read_later(user, one)
    return HttpResponseRedirect(reverse("upload-reading", args=[one.pk]))


@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came, to keep; never shown within our pages."""
    one = access.upload(preparer(request), pk)
    return FileResponse(
        open(actions.path_of(one), "rb"),  # closed by the response
        as_attachment=True,
        filename=one.name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_safe
def page(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """A page of the original as a picture; 404 for files that are only listed as text."""
    found = originals.picture(access.upload(preparer(request), pk), number)
    if found is None:
        raise Http404
    path, mime = found
    return FileResponse(
        open(path, "rb"),  # closed by the response
        filename=f"page-{number}.{mime.removeprefix('image/')}",
        content_type=mime,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": PICTURE_POLICY,
            "Cross-Origin-Opener-Policy": "unsafe-none",  # browsers open nothing that has both
        },
    )
