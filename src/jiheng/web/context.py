"""What base.html needs on every page. Counted only where a template asks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from . import access, clock
from .problems import language
from .templatetags.say import role


def chrome(request: HttpRequest) -> dict[str, Any]:
    """``todo_count``, ``unread_count`` (lazy numbers), ``lang``, ``demo``, ``today``.

    ``my_roles``: the roles of the person anywhere, for the navigation; ``place``: his office;
    ``demo_people``: whom the demonstration lets one be.
    """
    user = getattr(request, "user", AnonymousUser())
    known = user.is_authenticated
    return {
        "lang": language(),
        "demo": settings.IS_DEMO,
        "one_click": settings.JIHENG_ONE_CLICK,
        "today": clock.today(),
        "todo_count": SimpleLazyObject(lambda: access.todo(user).count() if known else 0),
        "unread_count": SimpleLazyObject(
            lambda: access.notifications(user).filter(read_at=None).count() if known else 0
        ),
        "my_roles": SimpleLazyObject(lambda: access.all_roles(user) if known else frozenset()),
        "place": SimpleLazyObject(lambda: _place(user) if known else ""),
        "demo_people": _people() if settings.JIHENG_ONE_CLICK and known else [],
    }


def _place(user: Any) -> str:
    first = next(iter(access.memberships(user)), None)
    return f"{first.organisation} · {role(first.role)}" if first else ""


def _people() -> list[dict[str, str]]:
    found = []
    for one in access.demo_people():
        first = next(iter(one.memberships.all()), None)
        found.append(
            {
                "username": one.username,
                "name": one.name,
                "role": role(first.role) if first else "",
                "place": first.organisation.name if first else "",
            }
        )
    return found
