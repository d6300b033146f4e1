"""What a questionnaire gave, ready to be published: every number with what it stands on."""

from __future__ import annotations

from fractions import Fraction

from ..model.record import record
from ..model.sample import NINE_TENTHS, interval, needed
from .survey import FLAGS, SCALE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .survey import Item, Kept, Sheet

SMALLEST = 10  # answers; below, a result would point at people (seed-projects 5)
SATISFIED = 4
STEP = 20  # very satisfied is 100


@record
class Outcome:
    """One question. ``counts``: by score, valid answers; None where too few to be published.

    ``removed``: by reason, answers that do not count. ``flags``: answers that look odd and count.
    ``share`` is satisfied ÷ valid, ``mean`` of 100, 80, 60, 40, 20; both None with ``counts``.
    """

    survey_id: str
    question: str
    population: int
    invited: int
    delivered: int
    received: int
    valid: int
    removed: Mapping[str, int]
    flags: Mapping[str, int]
    counts: Mapping[int, int] | None
    share: Fraction | None
    mean: Fraction | None
    ends: tuple[Fraction, Fraction] | None
    needed: int
    needed_if_90: int

    @property
    def responded(self) -> Fraction | None:
        """Valid answers ÷ people invited; whoever was not invited cannot fail to answer."""
        return Fraction(self.valid, self.invited) if self.invited else None

    @property
    def silent(self) -> int | None:
        """People invited of whom there is no valid answer."""
        return max(self.invited - self.valid, 0) if self.invited else None

    @property
    def enough(self) -> bool:
        """Whether the sample is as large as it must be when nothing is known before."""
        return self.valid >= self.needed

    def demonstrated(self, target: Fraction) -> bool | None:
        """Whether the interval lies wholly on one side; None without one."""
        if self.ends is None:
            return None
        return self.ends[0] >= target or self.ends[1] < target


def outcomes(
    sheet: Sheet, kept: Sequence[Kept], invited: int = 0, delivered: int = 0
) -> list[Outcome]:
    """Every question of a questionnaire. Order of the answers does not matter."""
    kept = sorted(kept, key=lambda one: (one.day, one.response_id))
    return [
        _outcome(sheet, place, item, kept, invited, delivered)
        for place, item in enumerate(sheet.items)
    ]


def _outcome(
    sheet: Sheet, place: int, item: Item, kept: Sequence[Kept], invited: int, delivered: int
) -> Outcome:
    counts, removed = dict.fromkeys(SCALE, 0), {"incomplete": 0, "same-device": 0}
    flags = dict.fromkeys(FLAGS, 0)
    seen: set[str] = set()
    for one in kept:
        for flag in one.flags:
            flags[flag] += 1
        score = one.scores[place]
        if score is None:
            removed["incomplete"] += 1
        elif one.device_hash and one.device_hash in seen:
            removed["same-device"] += 1
        else:
            counts[score] += 1
            seen.add(one.device_hash)
    valid = sum(counts.values())
    told = valid >= SMALLEST
    top = sum(count for score, count in counts.items() if score >= SATISFIED)
    points = sum(score * STEP * count for score, count in counts.items())
    return Outcome(
        *(item.survey_id, item.question, sheet.population, invited, delivered, len(kept), valid),
        removed,
        flags,
        counts if told else None,
        Fraction(top, valid) if told else None,
        Fraction(points, valid) if told else None,
        interval(top, valid, sheet.population) if told else None,
        needed(sheet.population),
        needed(sheet.population, NINE_TENTHS),
    )


def grouped(groups: Mapping[str, Iterable[int]]) -> dict[str, tuple[int, int] | None]:
    """(satisfied, valid) of each group; None where it is too small to be published.

    Where only one is too small, the next smallest is held back with it: the total would give it
    away.
    """
    valid = {name: [score for score in scores if score in SCALE] for name, scores in groups.items()}
    held = {name for name, scores in valid.items() if len(scores) < SMALLEST}
    if len(held) == 1 and len(valid) > 1:
        held.add(min(valid.keys() - held, key=lambda name: (len(valid[name]), name)))
    return {
        name: None if name in held else (sum(score >= SATISFIED for score in scores), len(scores))
        for name, scores in valid.items()
    }
