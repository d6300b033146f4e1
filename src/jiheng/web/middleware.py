"""Between the server and the pages: headers, the age of a session, answers, who may come in."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import chain
from urllib.parse import quote

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from jiheng.model.refusal import Refusal

from .errors import Answer, BadText
from .plaintext import address, body, kept
from .problems import problem

Next = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def policy() -> str:
    """Signing out is a form whose answer may lead on to the identity provider."""
    one, form = settings.JIHENG_OIDC, "form-action 'self'"
    return POLICY.replace(form, f"{form} {one.origin}") if one else POLICY


PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
OPEN = ("/account/", "/s/", "/public/", "/healthz", "/static/", "/api/", "/favicon.ico")
"""Below these, pages themselves say who may come in."""
PASSWORD = "/account/password/"
STILL = (PASSWORD, "/account/logout/", "/account/language/", "/static/", "/healthz", "/api/", "/s/")
"""What is left to a person who has to change his password first."""
NOBODY = ("/public/", "/static/", "/healthz")
"""The same for everybody: no session is read, so that it may be cached."""
SEEN_EVERY = 60  # seconds between two writes of "seen" to a session


def headers(get_response: Next) -> Next:
    """Content security and permissions policy; nothing of a signed-in person is cached."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def sessions(get_response: Next) -> Next:
    """Ends a session that was idle too long or is too old."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(NOBODY) and request.user.is_authenticated:
            now = int(time.time())
            since = request.session.setdefault("since", now)
            seen = request.session.get("seen", now)
            if (
                now - since > settings.JIHENG_SESSION_MOST
                or now - seen > settings.JIHENG_SESSION_IDLE
            ):
                auth.logout(request)
            elif now - seen >= SEEN_EVERY or "seen" not in request.session:
                request.session["seen"] = now
        return get_response(request)

    return answer


class Answers:
    """What actions raise becomes an answer with the right status and words.

    So does text that no database keeps: NUL, and halves of characters.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """400 before any page has to think of it. The API looks into bodies itself, once it knows
        whose they are.
        """
        found = address(request, kwargs)
        if not request.path.startswith("/api/"):
            found = chain(found, body(request))
        return None if all(map(kept, found)) else self.process_exception(request, BadText())

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """None lets every other exception be what it is: a fault of ours."""
        if isinstance(error, Answer):
            return problem(request, error.status, error.zh, error.en, error.code, **error.facts)
        if isinstance(error, Refusal):
            return problem(request, 422, error.sentence("zh"), error.sentence("en"), "refused")
        return None


def signed_in(get_response: Next) -> Next:
    """Every page wants a person, but those below OPEN."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(NOBODY):
            return get_response(request)
        if not request.path.startswith(OPEN) and not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
            back = quote(request.get_full_path())
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={back}")
        if getattr(request.user, "must_change_password", False) and not request.path.startswith(
            STILL
        ):
            if request.headers.get("HX-Request"):
                return HttpResponse(status=403, headers={"HX-Redirect": PASSWORD})
            return HttpResponseRedirect(PASSWORD)
        return get_response(request)

    return answer
