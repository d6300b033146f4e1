"""A questionnaire of our own: who may answer, once; what is kept of it; what looks odd.

Anonymous by construction: a token is random and only its hash is kept; it is burned in one place,
the answer is stored in another, under a random number, with its day and no more. Nothing that
leads from one to the other is ever written. What looks odd is flagged and published, not dropped:
a person decides.

This is the pure part, without clock, file or web page. A door calls ``admit``, burns the hash,
calls ``keep`` and stores what comes back: in two transactions, since a database marks both rows
of one with the same number, and not in the order of arrival. ``Recent`` stays in memory.
"""

from __future__ import annotations

import re

from ..model.record import record
from ..model.refusal import Refusal
from .survey_token import BYTES, OPEN, TOKENS, Recent, admit, closed, drawn, hashed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date, datetime

SCALE = {5: "很满意", 4: "满意", 3: "一般", 2: "不满意", 1: "很不满意"}
METHODS = {TOKENS: "一次性口令问卷", OPEN: "公开链接问卷"}
LEAST_SECONDS = 2  # for one question; less is too fast to have read it
BURST = 20  # alike within survey_token.WITHIN: flagged (seed-projects 5)
STRAIGHT = 4  # questions, from which the same answer to all says something
FAST, STRAIGHT_LINE, ALIKE, SAME_DEVICE = "too-fast", "straight-line", "alike", "same-device"
FLAGS = (FAST, STRAIGHT_LINE, ALIKE, SAME_DEVICE)
"""In the order in which they are published."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,39}")


@record
class Item:
    """One question; each is a survey of its own in the records, under its ``survey_id``."""

    survey_id: str
    question: str


@record
class Sheet:
    """A questionnaire: its questions, who is asked (``frame``, ``population`` of them), when.

    ``first`` and ``last`` are days in Beijing, both open. ``access``: TOKENS or OPEN.
    """

    sheet_id: str
    title: str
    items: tuple[Item, ...]
    frame: str
    population: int
    first: date
    last: date
    access: str = TOKENS
    least_seconds: int = LEAST_SECONDS

    def checked(self) -> Sheet:
        """Itself. Raises Refusal where it cannot be put to anybody."""
        ids = [item.survey_id for item in self.items]
        wrong = (
            (not all(map(_ID.fullmatch, (self.sheet_id, *ids))), "编号", "an id"),
            (not ids or len(set(ids)) < len(ids), "题目或题目编号", "the questions or their ids"),
            (not all(item.question.strip() for item in self.items), "题目", "a question"),
            (not self.frame.strip() or not self.title.strip(), "标题或对象", "title or frame"),
            (self.population < 1, "总体人数", "the population"),
            (self.first > self.last, "起止日期", "the days"),
            (self.access not in METHODS, "方式", "the access"),
            (self.least_seconds < 0, "最短用时", "the least time"),
        )
        for bad, zh, en in wrong:
            if bad:
                raise Refusal(
                    self.sheet_id,
                    f"问卷的{zh}没有写好",
                    "请改正后再发布",
                    problem_en=f"{en} of the questionnaire will not do",
                    remedy_en="Mend it before it is published",
                )
        return self


@record
class Answer:
    """What one person sends. ``scores``: by survey_id, 5 … 1, None where left blank.

    ``seconds``: between opening and sending; ``device``: of an open link, whatever tells devices
    apart; with tokens "" (colleagues share a computer).
    """

    scores: Mapping[str, int | None]
    seconds: int
    device: str = ""
    channel: str = "web"


@record
class Kept:
    """All that is stored of an answer. Nothing of it leads to a token or a minute."""

    response_id: str
    day: date
    scores: tuple[int | None, ...]
    flags: tuple[str, ...]
    device_hash: str
    channel: str


def keep(
    sheet: Sheet,
    answer: Answer,
    now: datetime,
    recent: Recent,
    *,
    key: str = "",
    devices: Collection[str] = (),
    random: Callable[[int], bytes] | None = None,
) -> Kept:
    """What is stored of an answer. Raises Refusal for scores that are none.

    ``key``: a secret of this questionnaire that is thrown away when it closes; from then on no
    device can be found again by its hash. ``devices``: the hashes kept so far. The number of an
    answer begins with 1 for the first of its device, with 2 for the others, so that the first is
    the one that counts though both have only their day.
    """
    ids = [item.survey_id for item in sheet.items]
    scores = tuple(answer.scores.get(name) for name in ids)
    if set(answer.scores) - set(ids) or any(s is not None and s not in SCALE for s in scores):
        raise closed(sheet, "答案不在选项之内", "请重新选择", "has no such answer")
    device = ""
    if sheet.access == OPEN and answer.device:
        if not key:
            raise ValueError("an open questionnaire needs a key for its devices")
        device = hashed(key, answer.device)
    again = bool(device) and device in devices
    return Kept(
        f"{1 + again}-{(random or drawn)(BYTES).hex()}",
        now.date(),
        scores,
        _flags(sheet, scores, answer.seconds, (device, again), now, recent),
        device,
        answer.channel,
    )


def _flags(
    sheet: Sheet,
    scores: tuple[int | None, ...],
    seconds: int,
    device: tuple[str, bool],
    now: datetime,
    recent: Recent,
) -> tuple[str, ...]:
    """What looks odd about an answer: noted beside it, published, never a reason to drop it."""
    pattern = ",".join(map(str, scores))
    alike = recent.add(("pattern", device[0], pattern), now)
    telling = bool(device[0]) or len(scores) >= STRAIGHT  # one “satisfied” is like any other
    found = {
        FAST: seconds < sheet.least_seconds * len(scores),
        STRAIGHT_LINE: len(scores) >= STRAIGHT and len(set(scores)) == 1 and None not in scores,
        ALIKE: telling and alike >= BURST,
        SAME_DEVICE: device[1],
    }
    return tuple(name for name in FLAGS if found[name])


class Box:
    """A questionnaire in memory: what the door keeps in two tables that know nothing of each other.

    For tests and small surveys; the web door does the same with a database.
    """

    def __init__(
        self,
        sheet: Sheet,
        invited: Collection[str] = (),
        random: Callable[[int], bytes] | None = None,
    ) -> None:
        self.sheet = sheet.checked()
        self.random = random or drawn
        self.invited = frozenset(invited)
        self.burned: set[str] = set()
        self.kept: dict[str, Kept] = {}
        self.recent = Recent()
        self._key = self.random(BYTES).hex()

    def send(self, answer: Answer, now: datetime, token: str = "", sender: str = "") -> None:
        """One answer. Raises Refusal; then nothing is burned and nothing kept."""
        seal = admit(self.sheet, token, self.invited, self.burned, now, self.recent, sender)
        devices = {one.device_hash for one in self.kept.values()}
        one = keep(
            *(self.sheet, answer, now, self.recent),
            key=self._key,
            devices=devices,
            random=self.random,
        )
        if seal:
            self.burned.add(seal)
        self.kept[one.response_id] = one

    def close(self) -> list[Kept]:
        """The answers in the order of their random numbers; the key and the last minutes go."""
        self._key, self.recent = "", Recent()
        return sorted(self.kept.values(), key=lambda one: one.response_id)
