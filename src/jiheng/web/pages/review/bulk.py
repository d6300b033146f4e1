"""Many at once: passed where nothing stands against it, or returned with one reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from jiheng.model.stage import ENDORSE, RETURN

from ... import access, actions
from ... import bulk as background
from ...models import Step, User
from ...problems import language
from .lines import lines

MOST = 200


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """``steps`` (many), ``move`` endorse|return, ``reason``. What cannot be done is named."""
    user, lang = access.person(request.user), language()
    move = request.POST.get("move", "")
    asked = [int(one) for one in request.POST.getlist("steps") if one.isdigit()][:MOST]
    found = list(access.steps(user).filter(pk__in=asked).order_by("due", "pk"))
    good, left = _parted(user, found, move, lang)
    for said in left:
        messages.warning(request, said)
    if not good:
        text = (
            "没有可以批量处理的表，什么都没有做",
            "Nothing could be done together; nothing was done",
        )
        messages.error(request, text[lang == "en"])
        return HttpResponseRedirect("/review/")
    reason = next((one for one in request.POST.getlist("reason") if one.strip()), "")
    job = background.later(user, move, good, reason if move == RETURN else "")
    word = ("通过", "pass") if move == ENDORSE else ("退回", "return")
    text = (f"将{word[0]} {len(good)} 份", f"About to {word[1]} {len(good)}")
    request.session["bulk"] = {
        "job": job.pk, "steps": [one.pk for one in good], "text": text[lang == "en"],
    }  # fmt: skip
    return HttpResponseRedirect("/review/")


def _parted(
    user: User, found: list[Step], move: str, lang: str
) -> tuple[list[Step], list[str]]:  # fmt: skip
    """Those that may go together, and a sentence for each that may not."""
    zh, good, left = lang == "zh", [], []
    for line in lines(user, found, lang):
        step: Step = line["step"]
        why = ("", "")
        if move not in (ENDORSE, RETURN) or move not in access.moves(user, step):
            why = ("不在您的审核台上，没有处理", "is not on your desk and was left")
        elif move == ENDORSE and line["errors"]:
            why = (f"有 {line['errors']} 处错误，须逐份审核，没有处理",
                   f"has {line['errors']} errors and has to be read by itself")  # fmt: skip
        if why[0]:
            name = f"{step.project.name}（{line['stage']}）" if zh else f"{step.project.name}:"
            left.append(f"{name}{why[0]}" if zh else f"{name} {why[1]}")
        else:
            good.append(step)
    return good, left


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Called off inside the window; 409 afterwards."""
    user = access.person(request.user)
    actions.undo_bulk(user, access.job(user, pk))
    request.session.pop("bulk", None)
    said = ("已撤销，什么都没有做", "Called off; nothing was done")
    messages.success(request, said[language() == "en"])
    return HttpResponseRedirect("/review/")
