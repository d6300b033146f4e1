"""What an evaluation says, as the cells of an official table: actuals, points, shares, money.

A miss never looks like a hit: where the shortest text would pass for the target, more digits are
printed. An open row has a word and no points.
"""

from __future__ import annotations

from ...model.result import Ratio, Standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...model.form import Target
    from ...model.result import FormResult, Points, RowResult

WAN = 10_000
PLACES, MOST = 2, 8
OPEN = {
    Standing.PENDING: "未到期",
    Standing.INCOMPLETE: "佐证不全",
    Standing.CANNOT_JUDGE: "无法判断",
}
"""What stands in place of a score."""


def points(hundredths: int) -> str:
    """1/100 points as they are printed: 12.5, 10."""
    return shown(Ratio(hundredths, 100), None)


def score(row: RowResult) -> str:
    """The points of a row, or why there are none."""
    if row.judgement.standing.judged and row.points.score is not None:
        return points(row.points.score)
    return OPEN.get(row.judgement.standing, OPEN[Standing.CANNOT_JUDGE])


def executed(part: Points) -> str:
    """The points of the execution rate, or why there are none."""
    return OPEN[Standing.CANNOT_JUDGE] if part.score is None else points(part.score)


def actual(row: RowResult, target: Target) -> str:
    """What the records come to, in the unit the form speaks of; "" where there is nothing."""
    found = row.actual
    if found.value is None:
        return found.word
    aim = row.judgement.target
    if found.unit == "1":
        return share(found.value, aim)
    if found.unit == "元":
        wide = target.unit is not None and target.unit.is_money and target.unit.scale >= WAN
        return f"{money(found.value, aim)}万元" if wide else f"{shown(found.value, aim)}元"
    return f"{shown(found.value, aim)}{found.unit}"


def share(value: Ratio, aim: Ratio | None = None) -> str:
    """A share in per cent, half up; cut where the target is 100 % (ERRATA section 2)."""
    hundred = None if aim is None else Ratio(aim.num * 100, aim.den)
    cut = aim is not None and aim.num == aim.den
    return f"{shown(Ratio(value.num * 100, value.den), hundred, down=cut)}%"


def money(value: Ratio, aim: Ratio | None = None, unit: int = WAN) -> str:
    """Yuan in 万元 (or another unit), to the fen: nothing is rounded away."""
    less = Ratio(value.num, value.den * unit)
    whole = None if aim is None else Ratio(aim.num, aim.den * unit)
    return shown(less, whole, 6 if unit == WAN else PLACES)


def shown(value: Ratio, aim: Ratio | None, places: int = PLACES, *, down: bool = False) -> str:
    """The number half up (cut: ``down``), without zeros at its end; longer where it would pass
    for the aim."""
    text = ""
    for digits in range(places, MOST + 1):
        scale = 10**digits
        half = 0 if down else value.den
        size = (2 * abs(value.num) * scale + half) // (2 * value.den)
        text = _digits(size, digits, value.num < 0)
        sized = Ratio(-size if value.num < 0 else size, scale)
        if aim is None or _order(sized, aim) == _order(value, aim):
            break
    return text


def _digits(size: int, digits: int, negative: bool) -> str:
    whole, part = divmod(size, 10**digits)
    rest = f"{part:0{digits}d}".rstrip("0") if part else ""
    return f"{'-' if negative and size else ''}{whole}{'.' if rest else ''}{rest}"


def _order(one: Ratio, other: Ratio) -> int:
    left, right = one.num * other.den, other.num * one.den
    return (left > right) - (left < right)


def total(result: FormResult) -> tuple[str, str, str]:
    """(whole weight, points so far, what is open or the grade) of the last row."""
    whole = points(result.judged + result.open)
    sums = shown(result.total, None)
    if result.open:
        rows = "、".join(result.open_rows)
        return whole, f"已评{sums}", f"未评{points(result.open)}分（{rows}），不评等级"
    return whole, sums, f"等级：{result.grade}" if result.grade else ""
