"""What a person, a script of a page or a program sees when something cannot be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import get_language

TEMPLATE = "problem.html"


def language() -> str:
    """The reader's language, "zh" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def problem(
    request: HttpRequest, status: int, zh: str, en: str, code: str = "", **facts: Any
) -> HttpResponse:
    """The answer in the form that was asked for: JSON for programs, a page for people."""
    text = zh if language() == "zh" else en
    if _is_program(request):
        body = {"status": status, "code": code, "detail": text, **facts}
        return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    context = {"status": status, "text": text, "zh": zh, "en": en, "code": code, "facts": facts}
    try:
        page = get_template(TEMPLATE).render(context, request)
    except TemplateDoesNotExist:
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status)


def _is_program(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or accepted.startswith("application/json")


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from elsewhere, or from before signing in."""
    return problem(
        request,
        403,
        "页面已过期，请刷新后再提交一次",
        "This page has expired: reload it and send it again",
        "csrf",
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return problem(request, 400, "请求无法理解", "The request cannot be understood", "bad-request")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return problem(request, 403, "您的岗位不能做这一步", "Your role cannot do this", "not-allowed")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, for what is not there and for what is somebody else's alike."""
    return problem(
        request,
        404,
        "没有这个页面，或不属于您的单位",
        "There is no such page, or it is not your unit's",
        "not-found",
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500. Nothing half done is left: every step is one transaction."""
    return problem(
        request,
        500,
        "绩衡内部出错，已记入日志；您的数据没有改动",
        "A fault of Jiheng, written to the log; your data was not changed",
        "broken",
    )
