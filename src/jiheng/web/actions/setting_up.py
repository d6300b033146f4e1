"""The very first office and person, from the terminal."""

from __future__ import annotations

from django.db import transaction

from jiheng.model import stage as lifecycle

from ..models import Entry, User
from .base import refuse
from .people import make_organisation, make_user


def is_set_up() -> bool:
    """Whether anybody is there."""
    return User.objects.exists() or Entry.objects.exists()


def set_up(
    office: str, code: str, username: str, name: str, password: str, *, must_change: bool
) -> User:
    """The finance bureau and its administrator, both or neither. Raises Refusal."""
    with transaction.atomic():
        if is_set_up():
            raise refuse("已经初始化过", "不必再做", "it was set up before", "nothing to do")
        bureau = make_organisation(None, office, code, "finance", None)
        made = make_user(None, username, name, password, [(bureau, lifecycle.ADMINISTRATOR)])
        made.must_change_password = must_change
        made.save(update_fields=["must_change_password"])
    return made
