"""Target and actual → verdict (seed-projects 2.3, 6.5, 6.6): exact, and never after rounding."""

from __future__ import annotations

from ..model.result import Actual, Binding, Judgement, Ratio, Reading, Standing
from .exact import compare, fraction, of_decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from ..model.form import Target
    from .measures import Measure

MET, NOT_MET = Standing.MET, Standing.NOT_MET
OPEN_INTERVAL = "between"
FLOORS, CEILINGS = (">=", ">"), ("<=", "<")


def judge(
    target: Target,
    measure: Measure,
    actual: Actual,
    bound: Binding,
    *,
    tolerance: Decimal | None = None,
    ended: bool = True,
) -> Judgement:
    """The verdict on one row. ``ended``: the year the target is set for is over.

    A target that says too little is CANNOT_JUDGE whatever the evidence; then PENDING, INCOMPLETE.
    """
    op, assumed = _comparator(target, measure, bound)
    aim, last = _aim(target, measure)
    printed = target.comparator or ""
    slack = of_decimal(tolerance) if tolerance is not None and op == "=" else Ratio(0)
    made = _Case(op, aim, last, slack)
    if not op or (aim is None and not measure.word):
        why = measure.why or "target-without-number"
        shown = _candidates(made, measure, actual)
        return Judgement(Standing.CANNOT_JUDGE, printed, "", aim, why, readings=shown)
    told = Judgement(MET, printed, op, aim, assumptions=assumed)
    if actual.pending:
        return _open(told, Standing.PENDING, "evidence-not-due")
    if measure.word:
        return _word(told, target, actual)
    if not _fits(target, actual.unit):
        return _open(told, Standing.CANNOT_JUDGE, "unit-mismatch")
    if actual.value is None:
        empty = Standing.INCOMPLETE if ended else Standing.PENDING
        return _open(told, empty, actual.incomplete or "no-records")
    return _judged(told, made, measure, actual, ended)


class _Case:
    """What an actual is held against."""

    def __init__(self, op: str, aim: Ratio | None, last: Ratio | None, slack: Ratio) -> None:
        self.op, self.aim, self.last, self.slack = op, aim, last, slack

    def under(self, op: str) -> _Case:
        return _Case(op, self.aim, self.last, self.slack)

    def holds(self, value: Ratio) -> bool:
        aim = self.aim or Ratio(0)
        side = compare(value, aim)
        if self.op == OPEN_INTERVAL:
            return side >= 0 and compare(value, self.last or aim) <= 0
        if self.op in ("=", "~"):
            gap = abs(fraction(value) - fraction(aim))
            return gap <= fraction(self.slack)
        return {">=": side >= 0, ">": side > 0, "<=": side <= 0, "<": side < 0}[self.op]

    def reads(self, name: str, value: Ratio) -> Reading:
        return Reading(name, self.op, value, MET if self.holds(value) else NOT_MET)


def _comparator(target: Target, measure: Measure, bound: Binding) -> tuple[str, tuple[str, ...]]:
    """The comparator judged by, and what had to be assumed for it."""
    if bound.confirmed:
        return bound.confirmed, ("comparator-confirmed",)
    if target.comparator:
        return target.comparator, ()
    if target.op:
        return target.op, ("comparator-implied",)
    return measure.op, ("comparator-default",) if measure.op and not measure.word else ()


def _aim(target: Target, measure: Measure) -> tuple[Ratio | None, Ratio | None]:
    """The target's number (and the upper one of a range) in base units: yuan, 1, people."""
    scale = target.unit.scale if target.unit else None
    ends = [
        None if end is None else of_decimal(end if scale is None else end * scale)
        for end in (target.low, target.high)
    ]
    if ends[0] is None and ends[1] is None:
        return (Ratio(1) if measure.all else None), None
    if target.op != OPEN_INTERVAL and target.number is None:
        return None, None  # several numbers: no single one to be held to
    return ends[0], ends[1]


def _fits(target: Target, unit: str) -> bool:
    """Whether the target counts the same kind of thing: a share, money, or a number of things."""
    if (target.number is None and target.op != OPEN_INTERVAL) or not unit:
        return True  # words that ask for the whole
    family = target.unit.family if target.unit else ""
    if unit in ("1", "元"):
        return family == {"1": "ratio", "元": "money"}[unit]
    return family not in ("ratio", "money")


def _open(told: Judgement, standing: Standing, why: str) -> Judgement:
    return Judgement(standing, told.printed, told.op, told.target, why, told.assumptions)


def _word(told: Judgement, target: Target, actual: Actual) -> Judgement:
    """A conclusion is reached when it is the word the form asks for."""
    if not actual.word:
        return _open(told, Standing.INCOMPLETE, actual.incomplete or "no-records")
    same = "".join(target.raw.split()) == "".join(actual.word.split())
    return Judgement(MET if same else NOT_MET, told.printed, told.op, assumptions=("word-equal",))


def _judged(
    told: Judgement, case: _Case, measure: Measure, actual: Actual, ended: bool
) -> Judgement:
    assert actual.value is not None
    low, high = actual.low or actual.value, actual.high or actual.value
    readings = _readings(told, case, measure, actual)
    at_low, at_high = case.holds(low), case.holds(high)
    standing, why = MET if case.holds(actual.value) else NOT_MET, ""
    if actual.low is not None and at_low != at_high:
        standing, why = Standing.INCOMPLETE, "unknown-decides"
    elif actual.low is not None:
        standing = MET if at_low else NOT_MET
    if actual.incomplete:
        standing, why = Standing.INCOMPLETE, actual.incomplete
    if not ended:
        readings = (Reading("to-date", case.op, actual.value, standing), *readings)
        standing, why = Standing.PENDING, "year-not-over"
    return Judgement(
        standing,
        told.printed,
        told.op,
        told.target,
        why,
        (*told.assumptions, *(["tolerance"] if case.op == "=" and case.slack.num else [])),
        _demonstrated(case, actual, standing),
        readings,
    )


def _demonstrated(case: _Case, actual: Actual, standing: Standing) -> bool | None:
    """Whether the bounds, or the interval of a survey, lie wholly on the verdict's side."""
    ends = actual.beside.get("ci")
    if isinstance(ends, tuple):
        from decimal import Decimal

        sides = {case.holds(of_decimal(Decimal(end))) for end in ends}
        return len(sides) == 1
    if actual.low is not None:
        return standing.judged
    return None


def _readings(
    told: Judgement, case: _Case, measure: Measure, actual: Actual
) -> tuple[Reading, ...]:
    """The other bases; and where the printed sign goes against reason, every basis both ways."""
    assert actual.value is not None
    found = [case.reads(name, value) for name, value in actual.readings.items()]
    other = ""
    if told.printed and told.printed != told.op:
        other = told.printed  # a person confirmed another one: the printed stays in sight
    elif _against(told.op, measure.op):
        other = measure.op
    if other:
        turned = case.under(other)
        bases = {actual.basis: actual.value, **actual.readings}
        found += [turned.reads(name, value) for name, value in bases.items()]
    return tuple(found)


def _against(op: str, usual: str) -> bool:
    return (op in FLOORS and usual in CEILINGS) or (op in CEILINGS and usual in FLOORS)


def _candidates(case: _Case, measure: Measure, actual: Actual) -> tuple[Reading, ...]:
    """What an open target would say of each value it could mean."""
    if not measure.candidate or case.aim is None:
        return ()
    held = case.under(measure.candidate)
    return tuple(held.reads(name, value) for name, value in actual.candidates.items())
