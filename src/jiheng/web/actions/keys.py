"""Each person's own keys to the API, and what the identity provider calls him."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from jiheng.model.digest import sha256_hex

from .. import access, clock
from ..errors import NotAllowed
from ..models import Token, User
from .base import clean, record, refuse, text

SCOPES = ("read", "write")


def make_token(
    user: User, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> tuple[Token, str]:
    """A key, and its text, which is shown once and never kept."""
    wanted = [scope for scope in SCOPES if scope in set(scopes)]
    if not wanted:
        raise refuse(
            "没有选权限", "请选 read 或 write", "no scope is chosen", "choose read or write"
        )
    plain = f"jh_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        made = Token.objects.create(
            user=user,
            name=text(name, 1, ("名称", "a name"), 80),
            scopes=wanted,
            token_hash=sha256_hex(plain.encode()),
            made_at=clock.now(),
            expires_at=expires_at,
        )
        record(user, "make-token", f"token:{made.pk}", scopes=wanted)
    return made, plain


def revoke_token(user: User, token: Token) -> None:
    """The key opens nothing any more."""
    if token.user_id != user.pk:
        raise NotAllowed("只能撤销自己的密钥", "only your own keys")
    with transaction.atomic():
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record(user, "revoke-token", f"token:{token.pk}")


def token_user(plain: str, scope: str) -> User | None:
    """Whose key this is, if it still opens this scope."""
    found = Token.objects.select_related("user").filter(
        token_hash=sha256_hex(plain.encode()), revoked_at=None, user__is_active=True
    )
    token = found.first()
    if token is None or scope not in token.scopes:
        return None
    now = clock.now()
    if token.expires_at and token.expires_at <= now:
        return None
    if token.used_at is None or (now - token.used_at).total_seconds() > 60:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token.user


def set_subject(user: User, other: User, subject: str) -> User:
    """What the identity provider calls a person; "" so that it signs him in no more."""
    access.user(user, other.pk)
    value = clean(subject).strip()
    if len(value) > 200:
        raise refuse("标识太长", "最多 200 个字", "the identifier is too long", "at most 200 signs")
    if value and User.objects.filter(subject=value).exclude(pk=other.pk).exists():
        raise refuse("这个标识属于另一个用户", "请核对", "it is another person's", "check it")
    with transaction.atomic():
        other.subject = value
        other.save(update_fields=["subject"])
        record(user, "set-subject", f"user:{other.pk}", on=bool(value))
    return other
