"""Signing in and out through the identity provider of the government."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ... import oidc
from ...problems import problem
from .views import further, next_of

LOG = logging.getLogger("jiheng.oidc")


def _back(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(path)


@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """To the provider."""
    if oidc.configured() is None:
        raise Http404
    where = next_of(request)
    try:
        answer = oidc.begin(request, _back(request, "/account/oidc/back/"))
    except oidc.Failed as error:
        return _failed(request, str(error))
    request.session["oidc-next"] = where
    return answer


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Back from the provider: in, if it vouches for somebody we know."""
    if oidc.configured() is None:
        raise Http404
    try:
        claims, token = oidc.end(request)
    except oidc.Failed as error:
        return _failed(request, str(error))
    where = request.session.pop("oidc-next", "/")
    user = oidc.person(claims)
    if user is None:
        LOG.warning("sign-in by the provider for nobody known here")
        one = oidc.configured()
        shown = str(claims.get(one.claim, "") if one else "")[:200]
        return render(request, "account/unknown.html", {"identifier": shown}, status=403)
    auth.logout(request)
    answer = further(request, user, where)
    request.session["oidc-token"] = token
    return answer


def _failed(request: HttpRequest, why: str) -> HttpResponse:
    LOG.warning("sign-in by the provider failed: %s", why)
    return problem(
        request, 403, "统一身份认证没有通过，请重新登录；仍不行请找管理员",
        "The identity provider did not sign you in: try again, or ask the administrator", "oidc",
    )  # fmt: skip


def sign_out(request: HttpRequest) -> HttpResponse:
    """Ours ends first; then the provider's, where it has an address for that."""
    token = request.session.get("oidc-token", "")
    auth.logout(request)
    url = oidc.sign_out_url(token, _back(request, settings.LOGOUT_REDIRECT_URL)) if token else ""
    return HttpResponseRedirect(url or settings.LOGOUT_REDIRECT_URL)
