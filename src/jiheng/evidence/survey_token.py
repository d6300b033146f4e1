"""Tokens of a questionnaire: who may answer, once; nobody may guess, nobody may flood.

A token is random and only its hash is kept; what happened in the last minutes is known to
``Recent`` alone, in memory.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from ..model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from .survey import Sheet

TOKENS, OPEN = "tokens", "open"
WITHIN = timedelta(minutes=10)
SENT = 100  # answers of one sender to an open link within WITHIN: an office shares an address
TRIES = 10  # wrong tokens within WITHIN, from which a sender must wait
BYTES = 16  # of a token: 128 bits cannot be guessed, so that a plain hash keeps it


def invite(
    sheet: Sheet, count: int, random: Callable[[int], bytes] | None = None
) -> tuple[list[str], frozenset[str]]:
    """So many tokens, to be handed out once and forgotten, and the hashes to be kept.

    Raises Refusal for more than the population.
    """
    if not 1 <= count <= sheet.population:
        raise Refusal(
            sheet.sheet_id,
            f"要发 {count} 份口令，总体只有 {sheet.population} 人",
            "一人一份，请核对人数",
            problem_en=f"{count} tokens for {sheet.population} people",
            remedy_en="One each: check the numbers",
        )
    random = random or drawn
    tokens = {random(BYTES).hex() for _ in range(count)}
    if len(tokens) < count:
        raise ValueError("the random source repeats itself")
    return sorted(tokens), frozenset(sealed(sheet, token) for token in tokens)


def sealed(sheet: Sheet, token: str) -> str:
    """The hash of a token, as it is kept: another one for each questionnaire."""
    return hashed(sheet.sheet_id, token.strip().lower())


def drawn(count: int) -> bytes:
    """Random bytes of the system."""
    from secrets import token_bytes

    return token_bytes(count)


def hashed(*parts: str) -> str:
    """Of parts that stay apart."""
    return sha256("\0".join(parts).encode()).hexdigest()


class Recent:
    """The last ten minutes, in memory only: who tried, and which answers were alike.

    Keys are of senders and devices and never leave this object.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], list[datetime]] = {}

    def add(self, key: tuple[str, ...], at: datetime) -> int:
        """How often this key came within the last ten minutes, this time included."""
        self.clear(at)
        times = self._seen.setdefault(key, [])
        times.append(at)
        return len(times)

    def count(self, key: tuple[str, ...], at: datetime) -> int:
        """How often it came, this time not included."""
        self.clear(at)
        return len(self._seen.get(key, ()))

    def clear(self, at: datetime) -> None:
        """Forget what is older."""
        for key, times in list(self._seen.items()):
            fresh = [one for one in times if at - one < WITHIN]
            if fresh:
                self._seen[key] = fresh
            else:
                del self._seen[key]


def admit(
    sheet: Sheet,
    token: str,
    invited: Collection[str],
    burned: Collection[str],
    now: datetime,
    recent: Recent,
    sender: str = "",
) -> str:
    """The hash to burn, "" for an open link. Raises Refusal, in words that reveal nothing.

    ``sender``: whatever tells senders apart, for the limit on guessing; it is not kept. The door
    burns with a condition (still unburned), so that of two at once one is refused.
    """
    if not sheet.first <= now.date() <= sheet.last:
        raise closed(
            sheet, "不在填答时间内", f"请在 {sheet.first} 至 {sheet.last} 填答", "is closed"
        )
    if sheet.access == OPEN:
        if recent.add(("sent", sender), now) > SENT:
            raise closed(
                sheet, "短时间内填答过多", "请十分钟后再试", "has too many answers at once"
            )
        return ""
    if recent.count(("wrong", sender), now) >= TRIES:
        raise closed(sheet, "尝试次数过多", "请十分钟后再试", "was tried too often")
    seal = sealed(sheet, token)
    if seal not in invited:
        recent.add(("wrong", sender), now)
        raise closed(sheet, "口令不对", "请核对后再填", "does not know this token")
    if seal in burned:
        raise closed(sheet, "这个口令已经用过", "每个口令只能填答一次", "had this token before")
    return seal


def closed(sheet: Sheet, zh: str, remedy: str, en: str) -> Refusal:
    """One sentence to whoever answers."""
    return Refusal(
        sheet.title,
        zh,
        remedy,
        problem_en=en,
        remedy_en=f"Open from {sheet.first} to {sheet.last}, once each",
    )
