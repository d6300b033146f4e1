"""What monitoring says of one row: as of the day, how much of the target, and how it stands."""

from __future__ import annotations

from ..model.record import record
from ..model.result import Ratio
from ..score.early import to_date
from ..score.numbers import actual, percent
from ..score.words import LIGHTS, reason, standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluate_run import Case

FLOORS = (">=", ">")
YET = ("尚未达成", "not yet met")
CHIPS = {"MET": "met", "NOT_MET": "not", "CANNOT_JUDGE": "cant"}


@record
class Now:
    """A row to date. ``share``: of the target, only where it may be prorated; ``light``: a key."""

    ref: str
    name: str
    target: str
    actual: str
    share: str
    light: str
    word: str
    state: str
    chip: str
    note: str = ""


def rows_now(case: Case, lang: str, *, few: bool = True) -> tuple[Now, ...]:
    """Every row of a form."""
    zh, out = lang == "zh", []
    for row, printed in zip(case.result.rows, case.form.indicators, strict=True):
        found, told = row.actual, row.judgement
        share = ""
        if row.light and found.value and told.target:
            share = percent(
                Ratio(found.value.num * told.target.den, found.value.den * told.target.num)
            )
        now = to_date(row)
        state = now or told.standing
        ended = told.reason != "year-not-over"
        said = standing(state.value, lang)
        if now and not ended:
            grows = told.op in FLOORS and found.unit != "1" and state.value == "NOT_MET"
            said = _to_date(said, grows, zh)
        light = (LIGHTS[row.light] if zh else row.light) if row.light else ""
        why = reason(told.reason, lang) if told.reason and ended else ""
        value = actual(found, told, printed.target, lang, few=few)
        raw = " ".join(row.raw.split())
        chip = "open" if said in YET else CHIPS.get(state.value, "open")
        out.append(Now(row.ref, row.name, raw, value, share, row.light, light, said, chip, why))
    return tuple(out)


def _to_date(said: str, grows: bool, zh: bool) -> str:
    """A sum that still grows towards its floor is not missed yet."""
    if grows:
        return YET[not zh]
    return f"目前{said}" if zh else f"{said} to date"
