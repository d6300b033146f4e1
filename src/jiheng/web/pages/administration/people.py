"""People, their roles and passwords. Passwords are made here and shown once, never mailed."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiheng.model.refusal import Refusal

from ... import access, actions, show
from ...models import Organisation, User
from ...models.user import ROLE_WORDS
from ...problems import language
from .frame import administrator, frame

PAGE = 50
SIGNS = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679"  # none that look alike


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody at the offices the person manages."""
    user = administrator(request)
    text = request.GET.get("q", "").replace("\0", "").strip()
    found = access.users(user)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(username__icontains=text))
    page = Paginator(found.order_by("username"), PAGE).get_page(request.GET.get("page"))
    lines = [{"one": one, "roles": _roles(one)} for one in page.object_list]
    context = {"page": page, "lines": lines, "q": text}
    return render(request, "administration/users.html", frame(user, "users") | context)


def _roles(one: User) -> list[dict[str, Any]]:
    return [
        {"pk": m.pk, "role": show.role(m.role, language()), "office": m.organisation.name}
        for m in one.memberships.all()
    ]


def password_made() -> str:
    """Sixteen signs that can be read out on the telephone."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


def _choices(user: User) -> dict[str, Any]:
    """Offices and roles for the two selects."""
    found = access.administered(user).filter(active=True).order_by("path")[:500]
    return {
        "offices": [(str(one.pk), "　" * (one.path.count("/") - 2) + one.name) for one in found],
        "roles": [(key, show.role(key, language())) for key in ROLE_WORDS],
    }  # fmt: skip


def _office(user: User, request: HttpRequest) -> Organisation:
    text = request.POST.get("office", "")
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return access.organisation(user, int(text))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A person with a first role, and a password that has to be changed at once."""
    user = administrator(request)
    said = {key: request.POST.get(key, "") for key in ("username", "name", "office", "role")}
    said["office"] = said["office"] or request.GET.get("office", "")
    fault = ""
    if request.method == "POST":
        office, given = _office(user, request), password_made()
        try:
            made = actions.make_user(
                user, said["username"], said["name"], given, [(office, said["role"])]
            )
        except Refusal as error:
            fault = error.sentence(language())
        else:
            return _one(request, user, made, password=given)
    context = frame(user, "users") | _choices(user) | {"said": said, "fault": fault}
    return render(request, "administration/user_new.html", context, status=422 if fault else 200)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: roles, password, whether he may sign in, what the provider calls him."""
    user = administrator(request)
    return _one(request, user, access.user(user, pk))


def _one(request: HttpRequest, user: User, other: User, **more: Any) -> HttpResponse:
    context = frame(user, "users") | _choices(user) | {
        "other": other, "held": _roles(other), "self": other.pk == user.pk,
        "second": actions.has_second_factor(other), "password": "", "fault": "",
        "closing": [("active", "0")],
    }  # fmt: skip
    status = 422 if more.get("fault") else 200
    return render(request, "administration/user.html", context | more, status=status)


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """One more role."""
    user = administrator(request)
    other = access.user(user, pk)
    try:
        actions.give_role(user, other, _office(user, request), request.POST.get("role", ""))
    except Refusal as error:
        return _one(request, user, other, fault=error.sentence(language()))
    return HttpResponseRedirect(f"/admin/users/{pk}/")


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A role less. Without any the person is no longer in sight here."""
    user = administrator(request)
    other = access.user(user, pk)
    held = {str(m.pk): m for m in other.memberships.all()}
    chosen = held.get(request.POST.get("membership", ""))
    if chosen is None:
        raise Http404
    actions.take_role(user, chosen)
    messages.success(request, "已收回" if language() == "zh" else "Taken")
    return HttpResponseRedirect(f"/admin/users/{pk}/" if len(held) > 1 else "/admin/users/")


@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password, shown this once; it must be changed at the next sign-in."""
    user = administrator(request)
    other, given = access.user(user, pk), password_made()
    actions.reset_password(user, other, given)
    return _one(request, user, other, password=given)


@require_POST
def active(request: HttpRequest, pk: int) -> HttpResponse:
    """Close or open the account."""
    user = administrator(request)
    actions.set_active(user, access.user(user, pk), request.POST.get("active") == "1")
    return HttpResponseRedirect(f"/admin/users/{pk}/")


@require_POST
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """What the identity provider calls the person."""
    user = administrator(request)
    other = access.user(user, pk)
    try:
        actions.set_subject(user, other, request.POST.get("subject", ""))
    except Refusal as error:
        return _one(request, user, other, fault=error.sentence(language()))
    return HttpResponseRedirect(f"/admin/users/{pk}/")
