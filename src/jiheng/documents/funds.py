"""Money of the whole project beside money of the year, under the same printed labels.

    实施期资金总额 | 300 | 年度资金总额 | 100
    其中：财政拨款 | 200 | 其中：财政拨款 |  80

The year's money keeps the plain field key; the other side's gets ``period_`` before it, so that
neither is lost and the parts are never summed against the wrong total.
"""

from __future__ import annotations

from ..model.record import replace
from .settle import MONEY_FIELDS
from .vocabulary import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.form import Field

PERIOD = "period_"
PERIOD_MONEY = tuple(PERIOD + key for key in MONEY_FIELDS)
TOTAL = "budget_amount"
_ANNUAL = ("年度", "本年", "当年", "今年", "申请")


class TwoSides:
    """Remembers on which side the year stands, from the row of the totals to the rows below it."""

    def __init__(self) -> None:
        self.annual_left = False

    def parted(self, found: Iterable[Field]) -> list[Field]:
        """The fields of a row, the period's money under keys of its own."""
        fields = list(found)
        keys = [field.key for field in fields]
        if TOTAL in keys and PERIOD + TOTAL in keys:
            spots = sorted(fields, key=_place)
            order = [field.key for field in spots if field.key in (TOTAL, PERIOD + TOTAL)]
            self.annual_left = order[0] == TOTAL
        for key in MONEY_FIELDS:
            if keys.count(key) == 2:
                self._part(fields, key)
        return fields

    def _part(self, fields: list[Field], key: str) -> None:
        """Give the side that is not the year's its own key."""
        spots = [n for n, field in enumerate(fields) if field.key == key]
        left, right = sorted(spots, key=lambda n: _place(fields[n]))
        said = [_is_annual(fields[n]) for n in (left, right)]
        annual_left = said[0] if said[0] != said[1] else self.annual_left
        if key == TOTAL:
            self.annual_left = annual_left
        other = right if annual_left else left
        fields[other] = replace(fields[other], key=PERIOD + key)


def _place(field: Field) -> tuple[int, int]:
    return field.address.row, field.address.column


def _is_annual(field: Field) -> bool:
    label = squeeze(field.label)
    return any(word in label for word in _ANNUAL)
