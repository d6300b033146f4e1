"""A person's own keys to the API, and addresses that are told for him."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jiheng.model.refusal import Refusal

from ... import access, actions, clock
from ...models import User
from ...problems import language

DAYS = (30, 90, 365)
PAGE = "/account/interfaces/"


def _page(request: HttpRequest, user: User, **more: Any) -> HttpResponse:
    lang = language()
    context = {
        "tokens": access.tokens(user).filter(revoked_at=None).order_by("-pk"),
        "hooks": access.hooks(user).filter(active=True).order_by("-pk"),
        "deliveries": access.deliveries(user)[:30], "days": DAYS, "events": actions.EVENTS,
        "may_hook": bool(settings.JIHENG_HOOK_HOSTS), "now": clock.now(), "secret": "",
        "fault": "", "kind": "",
    }  # fmt: skip
    status = 422 if more.get("fault") else 200
    return render(
        request, "account/interfaces.html", context | more | {"lang": lang}, status=status
    )


@login_required
@never_cache
@require_GET
def interfaces(request: HttpRequest) -> HttpResponse:
    """What there is."""
    return _page(request, access.person(request.user))


@login_required
@never_cache
@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    """A key, shown this once."""
    user = access.person(request.user)
    text = request.POST.get("days", "")
    days = int(text) if text in map(str, DAYS) else DAYS[0]
    try:
        _, plain = actions.make_token(
            user, request.POST.get("name", ""), request.POST.getlist("scopes"),
            clock.now() + timedelta(days=days),
        )  # fmt: skip
    except Refusal as error:
        return _page(request, user, fault=error.sentence(language()))
    return _page(request, user, secret=plain, kind="token")


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """It opens nothing any more."""
    user = access.person(request.user)
    actions.revoke_token(user, access.token(user, pk))
    return HttpResponseRedirect(PAGE)


@login_required
@never_cache
@require_POST
def make_hook(request: HttpRequest) -> HttpResponse:
    """An address to be told; its secret is shown this once."""
    user = access.person(request.user)
    try:
        made = actions.make_hook(
            user, request.POST.get("url", "").strip(), request.POST.getlist("events")
        )
    except Refusal as error:
        return _page(request, user, fault=error.sentence(language()))
    return _page(request, user, secret=made.secret, kind="hook")


@login_required
@require_POST
def drop_hook(request: HttpRequest, pk: int) -> HttpResponse:
    """It is told nothing more."""
    user = access.person(request.user)
    actions.drop_hook(user, access.hook(user, pk))
    return HttpResponseRedirect(PAGE)
