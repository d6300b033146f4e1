"""Who comes in here, and the tabs he sees."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from jiheng.model import stage as lifecycle

from ... import access
from ...models import User
from ...problems import language


def administrator(request: HttpRequest) -> User:
    """The person, if he manages any office."""
    user = access.person(request.user)
    if lifecycle.ADMINISTRATOR not in access.all_roles(user):
        raise Http404
    return user


def keeper(request: HttpRequest) -> User:
    """The person, if he manages or audits."""
    user = access.person(request.user)
    if not access.all_roles(user) & {lifecycle.ADMINISTRATOR, lifecycle.AUDITOR}:
        raise Http404
    return user


def frame(user: User, on: str) -> dict[str, Any]:
    """Tabs for components/tabs.html."""
    manages = lifecycle.ADMINISTRATOR in access.all_roles(user)
    named = [
        ("organisations", "单位", "Offices", manages),
        ("users", "用户与岗位", "People and roles", manages),
        ("policies", "政策口径", "Policy", True),
        ("calendar", "期限日历", "Calendar", True),
        ("audit", "审计记录", "Audit trail", access.reads_entries(user)),
    ]
    zh = language() == "zh"
    return {
        "tabs": [
            {"text": a if zh else b, "url": f"/admin/{key}/", "on": key == on}
            for key, a, b, shown in named
            if shown
        ]
    }
