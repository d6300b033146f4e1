"""Administration: offices, people, their roles."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.model import stage as lifecycle

from .. import access
from ..errors import NotAllowed
from ..models import Membership, Organisation, User
from ..models.organisation import KINDS
from .base import record, refuse, text

KINDS_BELOW = {"finance": ("department", "unit"), "department": ("department", "unit"), "unit": ()}
ROLES_AT = {
    "finance": {
        lifecycle.FINANCE,
        lifecycle.EVALUATOR,
        lifecycle.AUDITOR,
        lifecycle.ADMINISTRATOR,
    },
    "department": {
        lifecycle.DEPARTMENT,
        lifecycle.EVALUATOR,
        lifecycle.AUDITOR,
        lifecycle.ADMINISTRATOR,
    },
    "unit": {lifecycle.PREPARER, lifecycle.UNIT_HEAD},
}


def _administers(user: User, office: Organisation) -> None:
    if lifecycle.ADMINISTRATOR not in access.roles(user, office):
        raise NotAllowed("这一步由管理员来做", "this is for administrators")


def make_organisation(
    user: User | None, name: str, code: str, kind: str, parent: Organisation | None
) -> Organisation:
    """Add an office below another. ``user`` None: the first one, when the system is set up."""
    name, code = text(name, 2, ("名称", "a name"), 120), text(code, 1, ("代码", "a code"), 40)
    if user is not None:
        if parent is None:
            raise NotAllowed("只能在本级之下新建", "an office can only be made below yours")
        _administers(user, parent)
    if kind not in dict(KINDS) or (parent and kind not in KINDS_BELOW[parent.kind]):
        raise refuse(
            "单位类型与上级不符",
            "请重选类型或上级",
            "the kind does not fit its parent",
            "choose another",
        )
    if Organisation.objects.filter(code=code).exists():
        raise refuse("代码已被使用", "请换一个", "the code is taken", "choose another", code)
    with transaction.atomic():
        made = Organisation.objects.create(name=name, code=code, kind=kind, parent=parent)
        made.path = f"{parent.path if parent else '/'}{made.pk}/"
        made.save()
        record(
            user,
            "make-organisation",
            f"organisation:{made.pk}",
            code=code,
            kind=kind,
            parent=parent and parent.pk,
        )
    return made


def change_organisation(
    user: User, office: Organisation, *, name: str, active: bool
) -> Organisation:
    """Rename an office, or close it for new projects."""
    _administers(user, office)
    with transaction.atomic():
        office.name, office.active = text(name, 2, ("名称", "a name"), 120), active
        office.save(update_fields=["name", "active"])
        record(user, "change-organisation", f"organisation:{office.pk}", active=active)
    return office


def make_user(
    user: User | None,
    username: str,
    name: str,
    password: str | None,
    memberships: Iterable[tuple[Organisation, str]],
    *,
    synthetic: bool = False,
) -> User:
    """Add a person with roles. With a password given by another, it must be changed at once."""
    given = list(memberships)
    username = text(username, 3, ("用户名", "a user name"), 60)
    name = text(name, 1, ("姓名", "a name"), 60)
    if user is not None and not given:
        raise refuse("没有岗位", "请至少给一个岗位", "no role is given", "give at least one")
    if User.objects.filter(username=username).exists():
        raise refuse("用户名已被使用", "请换一个", "the user name is taken", "choose another")
    if password is not None:
        strong(password, User(username=username, name=name))
    with transaction.atomic():
        made = User.objects.create_user(
            username,
            password,
            name=name,
            synthetic=synthetic,
            must_change_password=password is not None and user is not None,
        )
        record(user, "make-user", f"user:{made.pk}", synthetic=synthetic)
        for office, role in given:
            give_role(user, made, office, role)
    return made


def strong(password: str, user: User) -> None:
    """Raises Refusal for a password that is easy to guess."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        why = "；".join(error.messages)
        raise refuse(
            f"密码太弱（{why}）",
            "请换一个更长的",
            f"the password is weak ({why})",
            "choose a longer one",
        ) from error


def change_password(user: User, old: str, new: str) -> None:
    """One's own password."""
    if not user.check_password(old):
        raise refuse("原密码不对", "请再试一次", "the old password is wrong", "try again")
    strong(new, user)
    with transaction.atomic():
        user.set_password(new)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        record(user, "change-password", f"user:{user.pk}")


def reset_password(user: User, other: User, password: str) -> None:
    """A new password for somebody who forgot his; it must be changed at the next sign-in."""
    access.user(user, other.pk)
    strong(password, other)
    with transaction.atomic():
        other.set_password(password)
        other.must_change_password = True
        other.save(update_fields=["password", "must_change_password"])
        record(user, "reset-password", f"user:{other.pk}")


def set_active(user: User, other: User, active: bool) -> User:
    """Close or open an account. Nobody closes his own."""
    access.user(user, other.pk)
    if other.pk == user.pk:
        raise NotAllowed("不能停用自己的账号", "nobody closes his own account")
    with transaction.atomic():
        other.is_active = active
        other.save(update_fields=["is_active"])
        record(user, "set-active", f"user:{other.pk}", active=active)
    return other


def give_role(user: User | None, other: User, office: Organisation, role: str) -> Membership:
    """A role at an office. An administrator gives none to himself but administration."""
    if user is not None:
        _administers(user, office)
        if user.pk == other.pk:
            raise NotAllowed("不能给自己加岗位", "nobody gives himself a role")
    if role not in ROLES_AT[office.kind]:
        raise refuse(
            "这个岗位不属于这类单位",
            "请重选",
            "no such role at this kind of office",
            "choose another",
            role,
        )
    with transaction.atomic():
        made, new = Membership.objects.get_or_create(user=other, organisation=office, role=role)
        if new:
            record(user, "give-role", f"user:{other.pk}", role=role, organisation=office.pk)
    access.forget(other)
    return made


def take_role(user: User, membership: Membership) -> None:
    """Take a role away; not one's own."""
    _administers(user, membership.organisation)
    if membership.user_id == user.pk:
        raise NotAllowed("不能去掉自己的岗位", "nobody takes his own role away")
    with transaction.atomic():
        record(
            user,
            "take-role",
            f"user:{membership.user_id}",
            role=membership.role,
            organisation=membership.organisation_id,
        )
        membership.delete()
    access.forget(membership.user)
