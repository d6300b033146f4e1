"""A target value as it was understood, in words: "≤ 318 万元", "≥ 90 %（默认）", "文字"."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from ..model.form import Target

SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "~": "≈"}
KINDS = {
    "quant": ("数量", "quantity"),
    "rate": ("标准", "rate"),
    "range": ("区间", "range"),
    "date": ("日期", "date"),
    "deadline": ("期限", "deadline"),
    "range-date": ("起止日期", "date range"),
    "range-year": ("年度区间", "year range"),
    "freq": ("频次", "frequency"),
    "schedule": ("时间安排", "schedule"),
    "qual": ("定性", "in words"),
    "bool": ("是否", "yes/no"),
    "relative": ("相对变化", "relative change"),
    "reimburse": ("按实列支", "at actual cost"),
    "bands": ("分档", "bands"),
    "text+rate": ("文字加数值", "words and a rate"),
    "empty": ("空白", "blank"),
    "filler": ("占位", "filler"),
    "unreadable": ("读不出", "unreadable"),
}


def kind(target: Target, lang: str) -> str:
    """What kind of value it is."""
    return KINDS[target.kind][lang == "en"] if target.kind in KINDS else target.kind


def reading(target: Target, lang: str) -> str:
    """The normal form; what was implied and not printed says so."""
    unit = target.unit.text if target.unit else target.unit_text or ""
    sign = SIGNS.get(target.op or "", "")
    if target.low is not None and target.high is not None and target.low != target.high:
        text = f"{plain(target.low)}–{plain(target.high)} {unit}"
    elif target.low is not None or target.high is not None:
        number = target.low if target.low is not None else target.high
        text = f"{sign} {plain(number)} {unit}" if number is not None else ""
    elif target.start or target.end:
        text = f"{sign} {'–'.join(day for day in (target.start, target.end) if day)}"
    else:
        text = kind(target, lang)
    text = " ".join(text.split())
    if target.op and target.op != target.comparator and target.confidence == "implied":
        text += "（默认）" if lang == "zh" else " (implied)"
    return text


def plain(number: Decimal) -> str:
    """All digits, no exponent."""
    return f"{number:f}"


def in_base(target: Target) -> str:
    """The one number in the base of its unit, where that differs: "3,180,000 元"; else ""."""
    quantity = target.quantity
    if quantity is None or quantity.unit.scale == 1 or quantity.unit.family == "ratio":
        return ""
    number = f"{quantity.base_number:,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return f"{number} {'/'.join((quantity.unit.base, *quantity.unit.per))}"
