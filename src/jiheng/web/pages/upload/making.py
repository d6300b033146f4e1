"""Confirmed forms become projects, or the draft of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jiheng.model.refusal import Refusal

from ... import access, actions, readings
from ...forms import form_of
from ...models import Organisation, Upload, User
from ...problems import language
from ...readings import Reading
from .seen import LEVELS, chosen, doubts_of, seen
from .target import target
from .views import preparer


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """One form with its doubts answered, or several forms without any."""
    user = preparer(request)
    upload = access.upload(user, pk)
    found = readings.kept(upload)
    if found is None:
        raise _refused("这个文件还没有读完", "请稍候", "the file is still being read", "Wait")
    if request.POST.get("several"):
        return _several(request, user, upload, found)
    number = chosen(found, request.POST.get("form", ""))
    if not found["forms"]:
        raise _refused(
            "文件里没有读出表", "请换一个文件", "no form was read", "Choose another file"
        )
    one = found["forms"][number]
    doubts = doubts_of(one, form_of(one["content"]), language(), request.POST.dict())
    open_ = [doubt["where"] for doubt in doubts if not doubt["settled"]]
    if open_:
        zh, en = (f"还有 {len(open_)} 处没有确认：{'、'.join(open_[:5])}",
                  f"{len(open_)} places are not confirmed: {', '.join(open_[:5])}")  # fmt: skip
        return _once_more(request, user, upload, found, number, zh if language() == "zh" else en)
    content = repaired(one["content"], doubts)
    into = target(user, request.POST)
    try:
        if into:
            seen_at = request.POST.get("based_on", "")
            known = int(seen_at) if seen_at.isdecimal() and len(seen_at) < 9 else into.revision
            actions.take_into(
                user, upload, into.step, content, based_on=known, confirmed=len(doubts)
            )
            messages.success(request, _said("已放入草稿，请核对后提交", "It is the draft now"))
            return HttpResponseRedirect(into.url)
        given = {"content": content, "year": _year(request), "confirmed": len(doubts),
                 "name": request.POST.get("name", "")}  # fmt: skip
        (project,) = actions.take_up(user, upload, _unit(request, user), [given])
    except (Refusal, actions.Stale) as error:
        said = error.sentence(language())
        return _once_more(request, user, upload, found, number, said)
    messages.success(
        request, _said("项目已建立，可以继续填报", "The project is made: go on with it")
    )
    return HttpResponseRedirect(f"/projects/{project.pk}/edit/declaration/")


def _once_more(
    request: HttpRequest, user: User, upload: Upload, found: Reading, number: int, said: str
) -> HttpResponse:
    """The page again with everything that was typed, and what is missing."""
    sent = request.POST.dict()
    context = seen(user, upload, found, sent | {"form": str(number + 1)}, sent, said)
    return render(
        request, "upload/reading.html", {"nav": "projects", "upload": upload} | context, status=422
    )


def _several(
    request: HttpRequest, user: User, upload: Upload, found: Reading
) -> HttpResponseRedirect:
    wanted = sorted({chosen(found, one) for one in request.POST.getlist("forms")})
    forms = [found["forms"][number] for number in wanted]
    if any(one["doubts"] for one in forms):
        raise _refused(
            "选中的表里有要确认的地方",
            "请逐张打开确认",
            "a chosen form has doubts",
            "Open it and confirm",
        )
    unit = _unit(request, user)
    fallback = _year(request)
    given = [{"content": one["content"], "year": one["year"] or fallback, "name": one["name"] or
              one["title"]} for one in forms]  # fmt: skip
    made = actions.take_up(user, upload, unit, given)
    messages.success(
        request, _said(f"已建立 {len(made)} 个项目", f"{len(made)} projects were made")
    )
    return HttpResponseRedirect("/projects/")


def repaired(content: dict[str, Any], doubts: list[dict[str, Any]]) -> dict[str, Any]:
    """The content with what was typed over the doubtful places."""
    made = content | {"fields": dict(content["fields"]), "rows": [dict(r) for r in content["rows"]]}
    for one in doubts:
        head, _, part = one["place"].partition("/")
        text = one["text_now"].replace("\r\n", "\n")
        if head in ("title", "unit"):
            made[head] = text
        elif head == "field":
            if part in made["fields"]:
                made["fields"][part] = text
        elif head.isdecimal() and part in content["columns"] and changes(one, text, part):
            made["rows"][int(head) - 1][part] = text
    return made


def changes(one: dict[str, Any], text: str, part: str) -> bool:
    """A merged cell that was confirmed stays merged; an inferred level is written out."""
    return text != one["text"] or part in LEVELS


def _unit(request: HttpRequest, user: User) -> Organisation:
    wanted = request.POST.get("unit", "")
    units = {str(one.pk): one for one in access.units(user)}
    if len(units) == 1 and not wanted:
        return next(iter(units.values()))
    if wanted not in units:
        raise _refused("没有选单位", "请选填报单位", "no unit is chosen", "choose the unit")
    return units[wanted]


def _year(request: HttpRequest) -> int:
    text = request.POST.get("year", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0


def _said(zh: str, en: str) -> str:
    return zh if language() == "zh" else en


def _refused(zh: str, remedy: str, en: str, remedy_en: str) -> Refusal:
    return Refusal("绩衡", zh, remedy, problem_en=en, remedy_en=remedy_en)
