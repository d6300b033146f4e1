"""One broken part never stops the rest: the only place that catches every error."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")


def guarded(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """The result of the work, or what it raised. Callers make it loud (X901, exit code 2)."""
    try:
        return work(), None
    except Exception as error:
        return None, error


def named_error(error: Exception | None) -> str:
    """The error as reports name it: ``KeyError: 'unit'``."""
    return f"{type(error).__name__}: {error}"
