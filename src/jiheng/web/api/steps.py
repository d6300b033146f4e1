"""The moves of a step. What is legal, and for whom, the actions decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from .. import access, actions
from ..models import Step, User
from . import shapes, shown
from .base import WRITE
from .projects import me
from .shapes import Pk

router = Router(tags=["steps"])


def _moved(request: HttpRequest, pk: int, move: Callable[[User, Step], Step]) -> dict[str, Any]:
    user = me(request)
    return shown.step(user, move(user, access.step(user, pk)))


@router.get("/steps", response=list[shapes.Step], summary="What waits for you")
def todo(request: HttpRequest) -> Any:
    """To fill in, to mend, to review: at most two hundred, the most urgent first."""
    user = me(request)
    return [shown.step(user, one) for one in access.todo(user)[:200]]


@router.get("/steps/{pk}", response=shapes.Step, summary="One step")
def step(request: HttpRequest, pk: Pk) -> Any:
    user = me(request)
    return shown.step(user, access.step(user, pk))


@router.post("/steps/{pk}/submit", response=shapes.Step, auth=WRITE, summary="Hand in")
def submit(request: HttpRequest, pk: Pk, body: shapes.Note) -> Any:
    """The draft becomes a version that nobody can change."""
    return _moved(request, pk, lambda user, one: actions.submit(user, one, body.note))


@router.post("/steps/{pk}/withdraw", response=shapes.Step, auth=WRITE, summary="Take it back")
def withdraw(request: HttpRequest, pk: Pk) -> Any:
    """While nobody has dealt with it."""
    return _moved(request, pk, actions.withdraw)


@router.post("/steps/{pk}/endorse", response=shapes.Step, auth=WRITE, summary="Pass it on")
def endorse(request: HttpRequest, pk: Pk, body: shapes.Note) -> Any:
    """By the desk that has it; nobody endorses his own work."""
    return _moved(request, pk, lambda user, one: actions.endorse(user, one, body.note))


@router.post("/steps/{pk}/return", response=shapes.Step, auth=WRITE, summary="Give it back")
def give_back(request: HttpRequest, pk: Pk, body: shapes.Return) -> Any:
    """With a reason, and reasons at single cells."""
    cells = [one.model_dump() for one in body.cells]
    return _moved(request, pk, lambda user, one: actions.return_(user, one, body.reason, cells))


@router.post("/steps/{pk}/approve", response=shapes.Step, auth=WRITE, summary="Lock the baseline")
def approve(request: HttpRequest, pk: Pk, body: shapes.Note) -> Any:
    """批复."""
    return _moved(request, pk, lambda user, one: actions.approve_baseline(user, one, body.note))
