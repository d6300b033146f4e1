"""What every step is made of: the right, the lock, the entry, the word to others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from jiheng.model import entry as chain
from jiheng.model import stage as lifecycle
from jiheng.model.refusal import Refusal

from .. import access, clock
from ..errors import IllegalMove, NotAllowed
from ..models import Entry, Notification, Organisation, Step, User
from ..models.user import ROLES

CHAIN_LOCK = 0x6A69_6865  # any number: nobody else on the database may take the same
SAID: dict[str, str] = dict(ROLES)
EMPTY: tuple[Any, ...] = (None, "", [], {})


def record(user: User | None, action: str, what: str, **facts: Any) -> Entry:
    """Append to the audit chain, within the transaction of the change it speaks of.

    SQLite lets one transaction write at a time (IMMEDIATE); PostgreSQL takes a lock that ends
    with the transaction. So no two entries follow the same one.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an entry belongs into a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Entry.objects.order_by("-n").first()
    at = clock.now().isoformat(timespec="microseconds")
    made = chain.Entry(
        last.n + 1 if last else 1,
        at,
        user.pk if user else None,
        action,
        what,
        {key: _clean(value) for key, value in facts.items() if value not in EMPTY},
        last.digest if last else chain.FIRST,
    )
    entry = Entry(
        n=made.n,
        at=made.at,
        user=user,
        action=action,
        object=what,
        facts=dict(made.facts),
        prev=made.prev,
        digest=chain.digest(made),
    )
    entry.save()
    return entry


def _clean(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def clean(said: str) -> str:
    """Text without what no database keeps: NUL, and halves of a pair that is no sign."""
    return said.replace("\0", "").encode("utf-8", "ignore").decode()


def key(said: str) -> str:
    """A row or a column as somebody named it."""
    return clean(said).strip()[:40]


def needs(user: User, unit: Organisation, *wanted: str) -> frozenset[str]:
    """The wanted roles that the person has over the unit. Raises NotAllowed without any."""
    mine = access.roles(user, unit) & frozenset(wanted)
    if not mine:
        names = "、".join(SAID[role] for role in wanted)
        raise NotAllowed(
            f"这一步由{names}来做", f"this is for: {', '.join(wanted).replace('_', ' ')}"
        )
    return mine


def locked(step: Step) -> Step:
    """The step as it is now, held until the transaction ends (a page may be minutes old)."""
    found = Step.objects.select_for_update(of=("self",)) if _locks() else Step.objects.all()
    fresh = found.select_related("project__unit").get(pk=step.pk)
    return fresh


def _locks() -> bool:
    return connection.features.has_select_for_update


def illegal(step: Step) -> IllegalMove:
    """The step does not begin where the stage stands."""
    return IllegalMove(
        f"“{step.definition.zh}”现在是“{step.get_state_display()}”，不能做这一步；请刷新页面",
        f"{step.definition.en} is {step.state} now; reload the page",
        state=step.state,
        desk=step.desk,
    )


def must_be_with_author(step: Step) -> None:
    """Raises IllegalMove once the step has left its author's hands."""
    if step.state not in (lifecycle.DRAFT, lifecycle.RETURNED):
        raise illegal(step)


def refuse(problem: str, remedy: str, problem_en: str, remedy_en: str, where: str = "") -> Refusal:
    """The refusal of something that was filled in."""
    return Refusal("绩衡", problem, remedy, problem_en=problem_en, remedy_en=remedy_en, where=where)


def text(said: str, least: int, what: tuple[str, str], most: int = 2000) -> str:
    """A text a person had to give, trimmed. Raises Refusal where it says too little or too much."""
    trimmed = clean(said).strip()
    if len(trimmed) < least:
        raise refuse(
            f"请写明{what[0]}", f"至少 {least} 个字", f"give {what[1]}", f"at least {least} signs"
        )
    if len(trimmed) > most:
        raise refuse(
            f"{what[0]}太长", f"最多 {most} 个字", f"{what[1]} is too long", f"at most {most} signs"
        )
    return trimmed


# --- telling others ------------------------------------------------------------------------------


def holders(unit: Organisation, role: str) -> list[User]:
    """People with a role over a unit."""
    where = (
        Q(memberships__organisation=unit)
        if role in access.OWN_UNIT
        else Q(memberships__organisation__in=unit.ancestry())
    )
    return list(User.objects.filter(where, memberships__role=role, is_active=True).distinct())


def tell(
    people: Iterable[User], zh: str, en: str, url: str = "", *, but: User | None = None
) -> None:
    """Notify within the transaction of the change, so that no kill comes between the two.

    The one who acted knows already.
    """
    at = clock.now()
    Notification.objects.bulk_create(
        Notification(user=one, text=zh[:300], text_en=en[:300], url=url, at=at)
        for one in people
        if but is None or one.pk != but.pk
    )
