"""Sending what stands in the outbox, signed, again after a pause where it did not arrive.

    X-Jiheng-Timestamp   seconds since 1970
    X-Jiheng-Signature   sha256=HMAC(secret, timestamp + "." + body), in hex
    X-Jiheng-Delivery    the number of the message; the same in every attempt

The receiver recomputes the signature, refuses timestamps older than five minutes, and ignores a
number it has seen.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256

from django_tasks import task

from . import actions, clock, reach
from .actions.hooks import claimed


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Jiheng-Signature."""
    text = timestamp.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), text, sha256).hexdigest()


def send(pk: int) -> datetime | None:
    """One attempt at one message; when the next is due, None where none follows."""
    one = claimed(pk)
    if one is None:
        return None
    body = one.body.encode()
    timestamp = str(int(clock.now().timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Jiheng",
        "X-Jiheng-Event": one.event,
        "X-Jiheng-Delivery": str(one.pk),
        "X-Jiheng-Timestamp": timestamp,
        "X-Jiheng-Signature": signature(one.hook.secret, timestamp, body),
    }
    try:
        status, text = reach.post(one.hook.url, body, headers), ""
    except reach.Unreachable as error:
        status, text = 0, str(error)
    return one.next_at if actions.delivered(one, status, text) else None


@task()
def deliver(pk: int) -> None:
    """In the background: an attempt, and the next one planned."""
    again = send(pk)
    if again is not None and deliver.get_backend().supports_defer:
        deliver.using(run_after=again).enqueue(pk)


def send_later(pk: int) -> None:
    """Once the move is through."""
    deliver.enqueue(pk)


def send_due() -> int:
    """Everything that is due, such as after the server was off; how many were tried."""
    due = list(actions.waiting(clock.now()).values_list("pk", flat=True))
    for pk in due:
        send(pk)
    return len(due)
