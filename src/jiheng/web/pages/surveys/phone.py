"""The page behind a QR code: anybody who holds a token, once. No sign-in, no script needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from jiheng.model.refusal import Refusal

from ... import actions, clock
from ...backend import address_of
from ...errors import IllegalMove
from ...problems import language
from ...questionnaire import OPTIONS, WORDS_EN

SALT = "jiheng.survey"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
OPEN_ENDED = 24 * 3600  # seconds after which a page's own time says nothing
LONGEST = 64  # signs of a token


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """``/s/<token>``."""
    asked = LANGUAGES.get(request.GET.get("lang", ""))
    if asked is None:
        return _answer(request, token)
    with override(asked):
        return _answer(request, token)


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    sender = address_of(request)
    found = actions.invitation(token) if len(token) <= LONGEST else None
    if found is None:
        if actions.guessing(sender, wrong=True):
            return _page(request, "wait", 429)
        return _page(request, "unknown", 404)
    survey, today = found.survey, clock.today()
    context = {"survey": survey, "token": token, "synthetic": survey.synthetic}
    if found.used:
        return _page(request, "used", 409 if request.method == "POST" else 200, context)
    if today < survey.opens:
        return _page(request, "early", 200, context)
    if survey.closed_at or today > survey.closes:
        return _page(request, "over", 200, context)
    if request.method == "POST":
        return _kept(request, token, context)
    return _form(request, context, {}, 200)


def _kept(request: HttpRequest, token: str, context: dict[str, Any]) -> HttpResponse:
    questions = context["survey"].questions
    given = {q["id"]: request.POST[f"q{n}"] for n, q in enumerate(questions)
             if f"q{n}" in request.POST}  # fmt: skip
    try:
        actions.respond(token, given, seconds=_seconds(request.POST.get("since", "")))
    except IllegalMove:
        return _page(request, "used", 409, context)
    except Refusal:
        return _form(request, context, given, 422)
    return _page(request, "thanks", 200, context)


def _seconds(signed: str) -> int:
    """Between opening and sending; long, where the page's own time is missing or not ours."""
    try:
        since = int(signing.loads(signed, salt=SALT, max_age=OPEN_ENDED))
    except (signing.BadSignature, ValueError, TypeError):
        return OPEN_ENDED
    return max(int(clock.now().timestamp()) - since, 0)


def _form(
    request: HttpRequest, context: dict[str, Any], given: Mapping[str, str], status: int
) -> HttpResponse:
    en = language() == "en"
    questions = [
        {
            "number": number, "name": f"q{number}", "text": one["text"],
            "missing": status == 422 and one["id"] not in given,
            "options": [
                {"value": option, "text": WORDS_EN.get(option, option) if en else option,
                 "on": given.get(one["id"]) == option}
                for option in one["options"]
            ],
            "open": one["options"] == OPTIONS, "none": given.get(one["id"]) == "",
        }
        for number, one in enumerate(context["survey"].questions)
    ]  # fmt: skip
    since = signing.dumps(int(clock.now().timestamp()), salt=SALT)
    return render(
        request, "surveys/phone.html",
        {**context, "questions": questions, "since": since, "wrong": status == 422}, status=status,
    )  # fmt: skip


def _page(
    request: HttpRequest, said: str, status: int, context: dict[str, Any] | None = None
) -> HttpResponse:
    return render(
        request, "surveys/phone_said.html", {**(context or {}), "said": said}, status=status
    )
