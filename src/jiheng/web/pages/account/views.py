"""Signing in and out. What is written here is the session; models are written by actions."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jiheng.model.refusal import Refusal

from ... import access, actions
from ...backend import BACKEND
from ...environment import LOOPBACK
from ...models import User
from ...problems import language as reading

CODE_SECONDS = 300  # between password and code


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """User name and password; then the code, where a second factor is set up."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(_next(request))
    context = {
        "next": _next(request), "username": "", "wrong": False, "provider": settings.JIHENG_OIDC,
    }  # fmt: skip
    if request.method == "POST":
        name, given = request.POST.get("username", ""), request.POST.get("password", "")
        user = auth.authenticate(request, username=name.strip(), password=given)
        if isinstance(user, User):
            return further(request, user, _next(request))
        if getattr(request, "axes_locked_out", False):
            from ...backend import locked_out

            return locked_out(request)
        context |= {"username": name, "wrong": True}
    if settings.JIHENG_ONE_CLICK and _is_local(request):
        context["people"] = access.demo_people()
    return render(request, "account/login.html", context, status=401 if context["wrong"] else 200)


def further(request: HttpRequest, user: User, where: str) -> HttpResponse:
    """Right password: in, or on to the code. Nobody is signed in before both are right."""
    if not actions.has_second_factor(user):
        auth.login(request, user, backend=BACKEND)
        return HttpResponseRedirect(where)
    request.session.flush()
    request.session["code-for"] = {"user": user.pk, "at": int(time.time()), "next": where}
    return HttpResponseRedirect("/account/code/")


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The six digits of the second factor."""
    wanted = request.session.get("code-for")
    if not wanted or int(time.time()) - wanted["at"] > CODE_SECONDS:
        return HttpResponseRedirect(settings.LOGIN_URL)
    wrong = False
    if request.method == "POST":
        user = actions.verified(wanted["user"], request.POST.get("code", "").strip())
        if user is not None:
            token = request.session.pop("oidc-token", "")
            auth.login(request, user, backend=BACKEND)
            request.session.pop("code-for", None)
            if token:
                request.session["oidc-token"] = token
            return HttpResponseRedirect(wanted["next"])
        wrong = True
    return render(request, "account/code.html", {"wrong": wrong}, status=401 if wrong else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends on the server too, and at the identity provider if that opened it."""
    from . import provider

    return provider.sign_out(request)


@require_POST
def as_role(request: HttpRequest) -> HttpResponse:
    """Demonstration only, this machine only: in as one of the invented people, with one click."""
    if not (settings.JIHENG_ONE_CLICK and _is_local(request)):
        raise Http404
    user = access.demo_people().filter(username=request.POST.get("username", "")).first()
    if user is None:
        raise Http404
    auth.logout(request)
    auth.login(request, user, backend=BACKEND)
    return HttpResponseRedirect(_next(request))


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what I may set."""
    user = _me(request)
    context = {"memberships": access.memberships(user), "second": actions.has_second_factor(user)}
    return render(request, "account/own.html", context)


@login_required
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other session of the person ends."""
    fault = ""
    if request.method == "POST":
        user, new = _me(request), request.POST.get("new", "")
        try:
            if new != request.POST.get("again", ""):
                raise actions.different()
            actions.change_password(user, request.POST.get("old", ""), new)
        except Refusal as error:
            fault = error.sentence(reading())
        else:
            auth.update_session_auth_hash(request, user)
            messages.success(request, "密码已修改" if reading() == "zh" else "password changed")
            return HttpResponseRedirect("/account/")
    return render(request, "account/password.html", {"fault": fault}, status=422 if fault else 200)


@login_required
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up the second factor: scan, then prove it with a code."""
    user, wrong = _me(request), False
    if actions.has_second_factor(user):
        return HttpResponseRedirect("/account/")
    secret = request.session.get("new-secret") or actions.new_secret()
    request.session["new-secret"] = secret
    if request.method == "POST":
        if actions.set_second_factor(user, secret, request.POST.get("code", "").strip()):
            request.session.pop("new-secret", None)
            request.session.cycle_key()
            return HttpResponseRedirect("/account/")
        wrong = True
    context = {"qr": actions.qr_of(user, secret), "secret": actions.shown(secret), "wrong": wrong}
    return render(request, "account/second_factor.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Take the second factor away; with the password."""
    actions.drop_second_factor(_me(request), request.POST.get("password", ""))
    return HttpResponseRedirect("/account/")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Chinese or English, in a cookie and with the person."""
    wanted = "en" if request.POST.get("language") == "en" else "zh-hans"
    if isinstance(request.user, User):
        actions.set_language(request.user, wanted[:2])
    response = HttpResponseRedirect(_next(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        wanted,
        max_age=31_536_000,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
    )
    return response


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _next(request: HttpRequest) -> str:
    """Where to go then; never to another host."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    good = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if good else "/"


next_of = _next


def _is_local(request: HttpRequest) -> bool:
    return request.META.get("REMOTE_ADDR") in LOOPBACK
