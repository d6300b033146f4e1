"""Addresses of yours that are told of moves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from .. import access, actions
from ..models import Hook
from . import shapes
from .base import WRITE
from .projects import me
from .shapes import Pk

router = Router(tags=["hooks"])


def _hook(one: Hook) -> dict[str, Any]:
    return {"id": one.pk, "url": one.url, "events": one.events, "active": one.active,
            "made_at": one.made_at}  # fmt: skip


@router.get("/hooks", response=list[shapes.Hook], summary="Your hooks")
def hooks(request: HttpRequest) -> Any:
    return [_hook(one) for one in access.hooks(me(request)).order_by("pk")]


@router.post("/hooks", response={201: shapes.HookMade}, auth=WRITE, summary="Be told of moves")
def make(request: HttpRequest, body: shapes.NewHook) -> Any:
    """Events: open submit withdraw endorse return approve skip, of projects in your sight.

    Only https to hosts that the office listed. Messages carry X-Jiheng-Signature: sha256=HMAC of
    the secret over X-Jiheng-Timestamp, a full stop and the body.
    """
    made = actions.make_hook(me(request), body.url, body.events)
    return Status(201, _hook(made) | {"secret": made.secret})


@router.delete("/hooks/{pk}", response=shapes.Hook, auth=WRITE, summary="Be told no more")
def drop(request: HttpRequest, pk: Pk) -> Any:
    user = me(request)
    hook = access.hook(user, pk)
    actions.drop_hook(user, hook)
    return _hook(hook)


@router.get("/hooks/{pk}/deliveries", response=list[shapes.Delivery], summary="What was sent")
def deliveries(request: HttpRequest, pk: Pk) -> Any:
    """The last hundred messages, and how each went."""
    user = me(request)
    access.hook(user, pk)
    return [
        {key: getattr(one, key) for key in ("event", "state", "attempts", "status", "text", "at")}
        | {"id": one.pk}
        for one in access.deliveries(user).filter(hook=pk)[:100]
    ]
