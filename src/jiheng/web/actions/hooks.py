"""Addresses that are told of moves: registered, written to an outbox, ticked off.

The message is a row written in the transaction of the move (announce); web/hooks.py sends it
afterwards. So a message is neither lost with a killed server nor sent of a move that was undone.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from .. import access, clock, reach
from ..errors import NotAllowed
from ..models import Delivery, Hook, Step, User
from .base import record, refuse

EVENTS = ("open", "submit", "withdraw", "endorse", "return", "approve", "skip")
PAUSES = (60, 300, 1_800, 7_200, 28_800)  # seconds before the second, third … attempt
MOST_HOOKS = 10  # of one person


def make_hook(user: User, url: str, events: Iterable[str]) -> Hook:
    """An address to be told. Only hosts that the settings allow; ``.secret`` is shown once."""
    wanted = sorted(set(events))
    if not wanted or set(wanted) - set(EVENTS):
        known = " ".join(EVENTS)
        raise refuse("事件不对", f"可选：{known}", "no such event", f"choose among: {known}")
    if len(url) > 300 or not reach.is_listed(url):
        raise refuse(
            "这个地址不在允许的名单里",
            "请找管理员加入 JIHENG_HOOK_HOSTS（主机名，或主机名:端口）；只能用 https",
            "the address is not on the list",
            "ask to add its host to JIHENG_HOOK_HOSTS; https only",
        )
    if access.hooks(user).filter(active=True).count() >= MOST_HOOKS:
        raise refuse("推送地址太多", "请先停用旧的", "too many hooks", "drop an old one first")
    with transaction.atomic():
        made = Hook.objects.create(
            user=user, url=url, secret=secrets.token_hex(32), events=wanted, made_at=clock.now()
        )
        record(user, "make-hook", f"hook:{made.pk}", events=wanted)
    return made


def drop_hook(user: User, hook: Hook) -> None:
    """Tell it nothing more; what still waits is given up."""
    if hook.user_id != user.pk:
        raise NotAllowed("只能停用自己的地址", "only your own")
    with transaction.atomic():
        hook.active = False
        hook.save(update_fields=["active"])
        hook.deliveries.filter(state=Delivery.WAITING).update(state=Delivery.FAILED, text="dropped")
        record(user, "drop-hook", f"hook:{hook.pk}")


def announce(step: Step, move: str) -> None:
    """Write to the outbox of every hook that wants to know; within the move's transaction."""
    hooks = [
        hook
        for hook in Hook.objects.filter(active=True, user__is_active=True).select_related("user")
        if move in hook.events and access.projects(hook.user).filter(pk=step.project_id).exists()
    ]
    if not hooks:
        return
    body = json.dumps(_body(step, move), ensure_ascii=False, separators=(",", ":"))
    now = clock.now()
    made = [
        Delivery.objects.create(hook=hook, event=move, body=body, at=now, next_at=now)
        for hook in hooks
    ]
    from ..hooks import send_later

    for one in made:
        transaction.on_commit(partial(send_later, one.pk))


def _body(step: Step, move: str) -> dict[str, Any]:
    return {
        "event": move, "at": clock.now().isoformat(timespec="seconds"), "step": step.pk,
        "project": step.project_id, "code": step.project.code, "stage": step.stage,
        "round": step.round, "state": step.state, "desk": step.desk,
    }  # fmt: skip


def waiting(at: datetime) -> QuerySet[Delivery]:
    """What is due to be sent."""
    found = Delivery.objects.filter(state=Delivery.WAITING, next_at__lte=at, hook__active=True)
    return found.select_related("hook").order_by("pk")


def claimed(pk: int) -> Delivery | None:
    """The message, this attempt taken by whoever asks first; None where another has it."""
    now = clock.now()
    found = waiting(now).filter(pk=pk).first()
    if found is None:
        return None
    ahead = now + timedelta(seconds=PAUSES[min(found.attempts, len(PAUSES) - 1)])
    taken = Delivery.objects.filter(pk=pk, state=Delivery.WAITING, attempts=found.attempts).update(
        attempts=F("attempts") + 1, next_at=ahead
    )
    if not taken:
        return None
    found.attempts, found.next_at = found.attempts + 1, ahead
    return found


def delivered(delivery: Delivery, status: int, text: str = "") -> bool:
    """Write down how an attempt went; whether another will follow."""
    good = 200 <= status < 300
    delivery.status, delivery.text = status, text[:200]
    if good:
        delivery.state = Delivery.DONE
    elif delivery.attempts > len(PAUSES):
        delivery.state = Delivery.FAILED
    delivery.save(update_fields=["status", "text", "state"])
    return delivery.state == Delivery.WAITING
