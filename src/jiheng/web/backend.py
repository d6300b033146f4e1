"""Who somebody is. What he may do is asked of access.py alone, never of Django's permissions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponse

from .models import User

BACKEND = "jiheng.web.backend.Backend"


class Backend(BaseBackend):
    """User name and password. Takes the same time whether or not there is such a person."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None,
        password: str | None = None, **_: Any,
    ) -> User | None:  # fmt: skip
        """The person, None where name or password are wrong or the account is closed."""
        if username is None or password is None:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, None once the account is closed."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def locked_out(request: HttpRequest, response: Any = None, *_: Any, **__: Any) -> HttpResponse:
    """The answer after too many wrong passwords."""
    from .problems import problem

    return problem(
        request, 429, "密码错了太多次，请 15 分钟后再试，或请管理员帮忙",
        "Too many wrong passwords: try again in 15 minutes, or ask the administrator",
    )  # fmt: skip


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy what that added, never what was sent."""
    if settings.JIHENG_BEHIND_PROXY:
        said = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if said:
            return said
    return str(request.META.get("REMOTE_ADDR", ""))
