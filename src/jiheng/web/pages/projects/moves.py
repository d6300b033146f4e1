"""Buttons that move a step on; what may be moved, and by whom, the actions decide."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ... import access, actions
from ...problems import language
from ...show import MOVES

DONE = {
    "submit": ("已提交", "Handed in"),
    "withdraw": ("已撤回，可以继续修改", "Withdrawn: you may go on editing"),
    "endorse": ("已通过", "Passed on"),
    "return": ("已退回，填报人会看到理由", "Returned: its author sees the reasons"),
    "approve": ("已批复，这一版锁定为基线", "Approved: this version is the baseline now"),
}


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To the page named in the form, if it is one of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(wanted if safe and wanted else otherwise)


def say(request: HttpRequest, pair: tuple[str, str]) -> None:
    """A word on the next page."""
    messages.success(request, pair[language() == "en"])


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """``move``, with ``reason`` for a return, ``note`` for the others."""
    user = access.person(request.user)
    step = access.step(user, pk)
    name, note = request.POST.get("move", ""), request.POST.get("note", "")
    if name not in MOVES:
        raise Http404
    if name == "submit":
        actions.submit(user, step, note)
    elif name == "withdraw":
        actions.withdraw(user, step)
    elif name == "endorse":
        actions.endorse(user, step, note)
    elif name == "approve":
        actions.approve_baseline(user, step, note)
    else:
        actions.return_(user, step, request.POST.get("reason", ""))
    say(request, DONE[name])
    return back(request, f"/projects/{step.project_id}/")


@require_POST
def open_stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Open, or with ``skip`` and a reason leave out, a stage."""
    user = access.person(request.user)
    project = access.project(user, pk)
    stage, reason = request.POST.get("stage", ""), request.POST.get("reason", "")
    if request.POST.get("skip"):
        actions.skip_stage(user, project, stage, reason)
    elif stage == "adjustment":
        step = actions.start_adjustment(user, project, reason)
        return HttpResponseRedirect(f"/projects/{project.pk}/edit/{step.stage}/")
    else:
        actions.open_stage(user, project, stage)
    say(request, ("已开启", "Opened"))
    return back(request, f"/projects/{project.pk}/")


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A word about a cell, a row or the whole."""
    user = access.person(request.user)
    step = access.step(user, pk)
    given = request.POST
    actions.remark(
        user, step, given.get("text", ""), ref=given.get("ref", ""), column=given.get("column", "")
    )
    return back(request, f"/projects/{step.project_id}/")


@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """It has been dealt with."""
    user = access.person(request.user)
    one = access.remark(user, pk)
    actions.resolve_remark(user, one)
    return back(request, f"/projects/{one.step.project_id}/")
