"""Reading dates, and numbers in Chinese numerals. Protocol as in numbers.py."""

from __future__ import annotations

from .numerals import numeral, numeral_end, skip
from .periods import span_at
from .phrases import ENDS, read_tail, suffix_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from .scan import Found


def date(found: Found, at: int) -> int:
    """A date or period, in digits or Chinese numerals."""
    pending, text = found.pending, found.text
    explicit = pending is not None and pending.explicit
    span = span_at(text, at, explicit)
    if span is None:
        return at
    after = skip(text, span.stop)
    if span.kind == "range-year" and text[span.stop - 1] != "年":
        unit = found.units.unit_at(text, after)
        if unit is not None and unit[0].family != "time":
            return at
    if span.invalid:
        found.report("date-invalid")
    found.spans.append((span, pending.op if pending and explicit else None))
    found.pending, found.read = None, span.stop
    return span.stop


def chinese(found: Found, at: int) -> int:
    """A number in Chinese: only at the front, or where a relation or 每年 waits for one."""
    text = found.text
    if not found.pending and not found.per and found.lead(at):
        return at
    end = numeral_end(text, at)
    if end == at:
        return at
    if text[end : end + 1] in ("年", "月", "季"):
        stop = date(found, at)
        if stop > at:
            return stop
    if text.startswith("分之", end):
        return _fraction(found, at, end)
    got = quantity_at(found, at, end)
    if got is None:
        return at
    phrase = found.phrase(at, got[0])
    return found.finish(phrase, read_tail(text, got[1], phrase, found.units, found.words))


def _fraction(found: Found, at: int, end: int) -> int:
    """三分之二: two numbers, the numerator printed last."""
    stop = numeral_end(found.text, end + 2)
    below, above = numeral(found.text[at:end]), numeral(found.text[end + 2 : stop])
    if below is None or above is None:
        return at
    found.report("ratio-or-fraction")
    found.finish(found.phrase(at, above), stop)
    return found.finish(found.phrase(end, below), stop)


def quantity_at(found: Found, at: int, end: int) -> tuple[Decimal, int] | None:
    """两栋 but not 一次性, 三百一十八万元 but not 千方百计: a unit must follow, then no prose."""
    text = found.text
    if end - at > 1 and text[end - 1] in "万亿" and not {"万", "亿"} & set(text[at : end - 1]):
        end -= 1
    number = numeral(text[at:end])
    if number is None:
        return None
    waited = found.pending is not None or bool(found.per)
    unit = found.units.unit_at(text, end)
    if unit is None:
        return (number, end) if end == len(text) and (waited or not at) else None
    after = text[unit[1] : unit[1] + 1]
    closes = not after or after in ENDS or suffix_at(text, unit[1], found.words)
    return (number, end) if closes or waited else None
