"""What the evidence says of an indicator: the actual, its verdict, its points, the way there."""

from __future__ import annotations

from enum import StrEnum

from .record import record
from .refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Value = str | tuple[str, ...]


ASSUMPTIONS = (
    "accrual-by-acceptance",
    "band-bottom",
    "band-top",
    "billed-least",
    "budget-in-force",
    "cash-booked",
    "comparator-confirmed",
    "comparator-default",
    "comparator-implied",
    "contract-deadline",
    "contract-scope",
    "final-acceptance",
    "headcount-average",
    "modal-net",
    "month-on-time-share",
    "no-weight-left-for-execution",
    "paid-every-month",
    "pooled-time",
    "same-caliber",
    "strict-month-end",
    "tolerance",
    "top-two-share",
    "weights-by-scheme",
    "word-equal",
)
"""Everything a result may have assumed; the door has a sentence for each."""
REASONS = (
    "aggregation-undefined",
    "baseline-missing",
    "either-or-deadline",
    "evidence-not-due",
    "no-budget",
    "no-records",
    "not-bound",
    "per-head-undefined",
    "sample-too-small",
    "target-without-number",
    "unit-mismatch",
    "unknown-decides",
    "year-not-over",
)
"""Why a row is open; the door has a sentence for each."""


@record
class Ratio:
    """An exact number as a pair of whole numbers, never reduced: 11 of 12 stays 11/12.

    Money is in yuan with fen as numerator (312634677/100). ``den`` is positive; compare with
    ``score.exact.compare``, show with ``score.exact.shown``: equality here means the same pair.
    """

    num: int
    den: int = 1

    def __str__(self) -> str:
        return f"{self.num}/{self.den}"


class Standing(StrEnum):
    """Whether a target is reached (seed-projects 2.1). Only the first two give points."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    PENDING = "PENDING"  # the evidence is not due yet
    INCOMPLETE = "INCOMPLETE"  # too little of the evidence is there
    CANNOT_JUDGE = "CANNOT_JUDGE"  # the target says too little

    @property
    def judged(self) -> bool:
        return self in (Standing.MET, Standing.NOT_MET)


@record
class Binding:
    """Which measure an indicator is counted with, and its parameters, all as text.

    ``project`` is the name printed on the form, ``code`` the project's name in the records.
    ``confirmed`` is the comparator a person confirmed against what is printed ("" for none).
    """

    project: str
    code: str
    ref: str
    measure: str
    parameters: Mapping[str, Value] = {}
    confirmed: str = ""

    def text(self, name: str, default: str = "") -> str:
        """A parameter of one word. Raises Refusal where it is missing and has no default."""
        value = self.parameters.get(name, default)
        if not isinstance(value, str):
            raise self.refused(f"{name} 只能写一个词", f"{name} is one word, not a list")
        if not value:
            raise self.refused(
                f"计量方法 {self.measure} 缺少参数 {name}",
                f"the measure {self.measure} needs the parameter {name}",
            )
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter of several words; one word is a list of one."""
        value = self.parameters.get(name, ())
        return (value,) if isinstance(value, str) else value

    def refused(self, problem: str, problem_en: str) -> Refusal:
        """The refusal of a binding that says too little, at its project and row."""
        return Refusal(
            self.project,
            problem,
            "请改正指标与计量方法的对应表",
            problem_en=problem_en,
            remedy_en="Correct the table of bindings",
            where=self.ref,
        )


@record
class Used:
    """Rows of one table that a figure rests on: those for which every condition holds.

    A condition is (column, "=" | "in" | "<=" | ">=" | "not", values), dates and months as ISO
    text; or (column, "via", (table, key, values…)): the column is one of those for which that
    other table has one of the values. ``score.records.ids`` turns it into the rows' keys.
    """

    table: str
    conditions: tuple[tuple[str, str, tuple[str | int, ...]], ...] = ()


@record
class Actual:
    """What the records come to. ``value`` is None where there is nothing to count.

    ``low`` and ``high`` bound it where something is unknown. ``word``: a conclusion instead of a
    number. ``coverage``: how much of what should be there is. ``beside``: further figures by name,
    never the ground of the verdict. ``readings``: the same on another basis. ``candidates``:
    values the target could have meant. ``pending``: the evidence is not due yet; ``incomplete``:
    why what is there is too little.
    """

    value: Ratio | None
    unit: str
    low: Ratio | None = None
    high: Ratio | None = None
    coverage: Ratio | None = None
    basis: str = ""
    word: str = ""
    beside: Mapping[str, Ratio | int | str | tuple[str, ...]] = {}
    readings: Mapping[str, Ratio] = {}
    candidates: Mapping[str, Ratio] = {}
    assumptions: tuple[str, ...] = ()
    pending: bool = False
    incomplete: str = ""
    used: tuple[Used, ...] = ()


@record
class Reading:
    """The same target read in another way: by another basis, deadline or comparator."""

    name: str
    op: str
    value: Ratio
    standing: Standing


@record
class Judgement:
    """A verdict and what it rests on.

    ``printed`` is the comparator on the form ("" for none), ``op`` the one judged by, ``target``
    the number judged against, in the unit of the actual. ``demonstrated``: of a survey, whether
    the whole interval lies on one side; None elsewhere. ``reason`` says why it is open.
    """

    standing: Standing
    printed: str = ""
    op: str = ""
    target: Ratio | None = None
    reason: str = ""
    assumptions: tuple[str, ...] = ()
    demonstrated: bool | None = None
    readings: tuple[Reading, ...] = ()


@record
class Points:
    """Points of one row. ``exact`` is None while the row is open; ``score`` is 1/100 points.

    ``weight`` is in 1/100 points. ``low`` and ``high`` bound the score where something is unknown
    or a band leaves room. ``over``: achieved so far beyond the target that it needs a reason.
    """

    weight: int
    exact: Ratio | None = None
    score: int | None = None
    low: int | None = None
    high: int | None = None
    over: bool = False
    reason_needed: bool = False
    assumptions: tuple[str, ...] = ()


@record
class RowResult:
    """One indicator, evaluated. ``light``: progress against time, "" where it is not prorated."""

    ref: str
    name: str
    raw: str
    family: str
    measure: str
    actual: Actual
    judgement: Judgement
    points: Points
    light: str = ""


@record
class Execution:
    """Money paid against the budget at a date. ``light``: red, yellow, green or blue.

    ``elapsed``: days gone of days in the year. ``accrual``: what belongs to the year by service.
    """

    paid: Ratio
    budget: Ratio | None
    elapsed: Ratio
    light: str
    used: tuple[Used, ...] = ()
    accrual: Ratio | None = None

    @property
    def rate(self) -> Ratio | None:
        """Paid of budget, None without a budget."""
        if self.budget is None or not self.budget.num:
            return None
        return Ratio(self.paid.num * self.budget.den, self.paid.den * self.budget.num)


@record
class FormResult:
    """A form, evaluated as of a day. Scores and weights in 1/100 points.

    ``total`` sums the judged rows only; ``open`` is the weight of the others, named in
    ``open_rows``; ``grade`` is "" while anything is open.
    """

    project: str
    code: str
    form: int
    as_of: str
    scheme: str
    rows: tuple[RowResult, ...]
    execution: Execution | None
    execution_points: Points
    total: Ratio
    judged: int
    open: int
    open_rows: tuple[str, ...]
    grade: str
    assumptions: tuple[str, ...] = ()
