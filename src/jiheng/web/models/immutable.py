"""Rows that are written once. Refused in save, delete and by every queryset method that changes."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model, covariant=True)


class Immutable(Exception):
    """Somebody tried to change what can only be added to; a fault of ours, never of a user."""


class FrozenQuerySet(models.QuerySet[M]):
    """Reads and adds; never changes."""

    def update(self, **values: Any) -> NoReturn:
        raise Immutable(self.model.__name__)

    def delete(self) -> NoReturn:
        raise Immutable(self.model.__name__)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable(self.model.__name__)

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable(self.model.__name__)  # it can overwrite, and skips save()

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable(self.model.__name__)


class Frozen(models.Model):
    """Base of every such model."""

    objects = models.Manager.from_queryset(FrozenQuerySet)()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; a second save is refused."""
        if not self._state.adding:
            raise Immutable(type(self).__name__)
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable(type(self).__name__)
