"""People who sign in, and what they are where."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from jiheng.model import stage

from .organisation import Organisation

ROLE_WORDS = {
    stage.PREPARER: ("填报人", "preparer"),
    stage.UNIT_HEAD: ("单位负责人", "head of the unit"),
    stage.DEPARTMENT: ("主管部门审核", "department reviewer"),
    stage.FINANCE: ("财政审核", "finance reviewer"),
    stage.EVALUATOR: ("评价人", "evaluator"),
    stage.AUDITOR: ("审计", "auditor"),
    stage.ADMINISTRATOR: ("管理员", "administrator"),
}
ROLES = [(key, zh) for key, (zh, _) in ROLE_WORDS.items()]


class UserManager(BaseUserManager["User"]):
    """Makes people; no superuser exists."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. Rights come from memberships alone; there is no superuser and no group."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="zh")
    subject = models.CharField(max_length=200, blank=True, default="")  # at the OpenID provider
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        ordering = ("username",)
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=~models.Q(subject=""), name="web_user_subject"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Membership(models.Model):
    """A role at an office; it reaches over the subtree of that office."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=24, choices=ROLES)

    class Meta:
        ordering = ("user", "organisation", "role")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="web_membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.organisation}"
