"""What is said of one evaluated row: the same words in the text, the page and the workbook."""

from __future__ import annotations

from ..model.record import record
from ..score.notes import assumed, needs_reason, notes
from ..score.numbers import actual, pair, points
from ..score.words import assumption, standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Indicator
    from ..model.result import RowResult
    from .evaluate_run import Case, Ground

EXECUTION = "EXEC"
JOINT = ("；", "; ")
SMALL = 1000


@record
class Line:
    """A row in words. ``pair``: the whole numbers behind a share, "" where they say little.

    ``notes``: why it is open, what else it could be read as, what is unknown, what must be
    explained. ``assumed``: codes of its assumptions. ``missing``: it needs a reason and has none.
    """

    ref: str
    name: str
    target: str
    actual: str
    pair: str
    standing: str
    verdict: str
    score: str
    weight: str
    notes: tuple[str, ...]
    assumed: tuple[str, ...]
    reason: str = ""
    missing: bool = False

    @property
    def points(self) -> str:
        """ "11.46/12.50", with "–" for the score of an open row."""
        return f"{self.score}/{self.weight}"


def lines(case: Case, made: Ground, lang: str, *, few: bool = False) -> tuple[Line, ...]:
    """Every row of a form, in its order."""
    rows = zip(case.result.rows, case.form.indicators, strict=True)
    return tuple(_line(result, row, case, made, lang, few) for result, row in rows)


def _line(
    result: RowResult, row: Indicator, case: Case, made: Ground, lang: str, few: bool
) -> Line:
    found, told, given = result.actual, result.judgement, result.points
    said = made.reason(case, result.ref)
    short = found.value and found.value.den <= SMALL
    return Line(
        result.ref,
        result.name,
        " ".join(row.target.raw.split()),
        actual(found, told, row.target, lang, few=few),
        pair(found.value, found.unit) if found.value and short else "",
        told.standing.value,
        standing(told.standing.value, lang),
        points(given.score),
        points(given.weight),
        tuple(notes(result, row, lang)),
        assumed(result),
        said,
        needs_reason(result) and not said,
    )


def stated(case: Case, made: Ground, lang: str) -> list[str]:
    """What every output states of a form: weights, deadline mode, default basis, assumptions."""
    codes: dict[str, None] = dict.fromkeys(case.result.assumptions)
    for result in case.result.rows:
        codes |= dict.fromkeys(assumed(result))
    return [assumption(code, lang) for code in codes]


def missing(case: Case, made: Ground) -> list[str]:
    """Rows that need a reason and have none."""
    needy = (row.ref for row in case.result.rows if needs_reason(row))
    return [ref for ref in needy if not made.reason(case, ref)]
