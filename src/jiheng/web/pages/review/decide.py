"""What a reviewer does on the desk: gather reasons, speak, pass, return, approve."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from jiheng.model.stage import APPROVE, ENDORSE, RETURN

from ... import access, actions
from ...models import Step, User
from ..projects.moves import DONE, say
from . import reasons


def following(user: User, step: Step) -> int:
    """The next step of the queue after this one (or the first); 0 where nothing is left."""
    waiting = list(access.reviews(user).values_list("pk", flat=True)[:500])
    if step.pk not in waiting:
        return waiting[0] if waiting else 0
    rest = waiting[waiting.index(step.pk) + 1 :] + waiting[: waiting.index(step.pk)]
    return rest[0] if rest else 0


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """``move`` endorse|return|approve, with ``note`` or ``reason``; then the next of the queue."""
    user = access.person(request.user)
    step = access.step(user, pk)
    move, note = request.POST.get("move", ""), request.POST.get("note", "")
    after = following(user, step)
    if move == ENDORSE:
        actions.endorse(user, step, note)
    elif move == APPROVE:
        actions.approve_baseline(user, step, note)
    elif move == RETURN:
        gathered = reasons.gathered(request, step)
        actions.return_(user, step, request.POST.get("reason", ""), gathered)
        reasons.clear(request, step)
    else:
        raise Http404
    say(request, DONE[move])
    on = request.POST.get("on", "")
    return HttpResponseRedirect(f"/review/{after}/" if after and on != "queue" else "/review/")


@require_POST
def cell(request: HttpRequest, pk: int) -> HttpResponse:
    """A word at a cell: kept for the return (``keep``), or said at once (``say``)."""
    user = access.person(request.user)
    step = access.step(user, pk)
    given = request.POST
    ref, column, text = given.get("ref", ""), given.get("column", ""), given.get("text", "")
    if not text.strip():
        raise actions.Refusal(
            "意见", "是空的", "请写明哪里、为什么、怎么改", problem_en="is blank",
            remedy_en="Say where, why and how to repair it",
        )  # fmt: skip
    if "say" in given:
        actions.remark(user, step, text, ref=ref, column=column)
        say(request, ("意见已发出", "The remark is sent"))
    else:
        if RETURN not in access.moves(user, step):
            raise actions.NotAllowed("不在您的审核台上", "it is not on your desk")
        reasons.keep(request, step, ref, column, text)
    return HttpResponseRedirect(f"/review/{step.pk}/#reasons")


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a gathered reason away."""
    step = access.step(access.person(request.user), pk)
    given = request.POST
    reasons.drop(request, step, given.get("ref", ""), given.get("column", ""))
    return HttpResponseRedirect(f"/review/{step.pk}/#reasons")


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A word about the whole."""
    user = access.person(request.user)
    step = access.step(user, pk)
    given = request.POST
    actions.remark(user, step, given.get("text", ""), ref=given.get("ref", ""),
                   column=given.get("column", ""))  # fmt: skip
    return HttpResponseRedirect(f"/review/{step.pk}/?{urlencode({'tab': 'remarks'})}")


@require_POST
def resolve(request: HttpRequest, pk: int, remark_pk: int) -> HttpResponse:
    """It has been dealt with."""
    user = access.person(request.user)
    step = access.step(user, pk)
    actions.resolve_remark(user, access.remark(user, remark_pk))
    return HttpResponseRedirect(f"/review/{step.pk}/?{urlencode({'tab': 'remarks'})}")
