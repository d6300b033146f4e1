"""The normal form of a value while it is being decided (counted.py, worded.py)."""

from __future__ import annotations

from decimal import Decimal

from ..model.form import Target
from ..model.quantity import Quantity, Unit
from .units import NO_UNIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .phrases import Phrase
    from .scan import Found

_TIMES = ("年", "半年", "季度", "月", "周", "天", "学期", "学年", "旬")


class Meaning:
    """The normal form while it is being decided. ``main``: quantities outside brackets."""

    def __init__(self, found: Found, money: bool) -> None:
        self.found, self.words, self.text = found, found.words, found.text
        self.money = money
        self.main = [phrase for phrase in found.phrases if not phrase.depth]
        self.asides = [phrase for phrase in found.phrases if phrase.depth]
        if self.asides and not self.main and self.text[0] == "(" and not found.rest().strip(") "):
            self.main = [phrase for phrase in self.asides if not phrase.lead]
            self.asides = [phrase for phrase in self.asides if phrase.lead]
        self.kind = "qual"
        self.comparator: str | None = None
        self.op: str | None = None
        self.explicit = True
        self.low: Decimal | None = None
        self.high: Decimal | None = None
        self.unit: Unit | None = None
        self.unit_text: str | None = None
        self.start: str | None = None
        self.end: str | None = None

    def target(self, raw: str) -> Target:
        """The finished record."""
        numbers = []
        for phrase in self.found.phrases:
            unit = phrase.unit or NO_UNIT
            numbers.append(Quantity(phrase.number, unit))
            if phrase.bounds:
                numbers.append(Quantity(phrase.high, unit))
        return Target(
            raw,
            self.kind,
            self.comparator,
            self.op,
            self.low,
            self.high,
            self.unit,
            self.unit_text,
            "explicit" if self.explicit or self.op is None else "implied",
            self.start,
            self.end,
            tuple(numbers),
            tuple(self.found.reports),
        )

    def settle(self, phrase: Phrase) -> None:
        """The unit of a quantity as it counts: a lone 万 is 万元 where money is the matter."""
        unit = phrase.unit
        if unit is None:
            return
        if not unit.base and (self.money or any(p.unit and p.unit.is_money for p in self.asides)):
            unit = phrase.unit = Unit(f"{unit.text}元", "元", unit.scale, (), "money")
        lone = unit.base in ("", "元") and unit.text[0] in self.found.units.scales
        if lone and "元" not in self.said(phrase):
            self.found.report("wan-without-yuan")

    def said(self, phrase: Phrase) -> str:
        """The unit as printed."""
        return phrase.unit_said or self.found.printed(phrase.unit_from, phrase.unit_to)

    def take(self, phrase: Phrase) -> None:
        """Number, unit and relation of the one quantity of the value."""
        self.settle(phrase)
        self.low, self.high = phrase.number, phrase.high
        self.unit = phrase.unit
        self.unit_text = self.said(phrase) if phrase.unit else None
        self.op, self.explicit = phrase.op, phrase.explicit
        self.comparator = phrase.op if phrase.explicit else None
        self.kind = kind_of(phrase, self.words.topic["frequency-units"])
        if phrase.conflict:
            self.found.report("operator-conflict")
            self.op = None
        if phrase.bounds:
            if phrase.explicit:
                self.found.report("operator-conflict")
            self.kind, self.op, self.explicit = "range", "between", True


def kind_of(phrase: Phrase, events: list[str]) -> str:
    unit = phrase.unit
    if unit is None:
        return "quant"
    if unit.is_money_rate:
        return "rate"
    often = unit.per and unit.per[-1] in _TIMES and unit.base in events
    return "freq" if often else "quant"
