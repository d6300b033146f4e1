"""What holds for the whole year of a form: its money, its money unit, the months it pays."""

from __future__ import annotations

from decimal import Decimal

from ..model.quantity import half_last_digit
from .figures import Budget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..model.form import Form
    from ..policy import Book

MONEY = ("元", "圆", "块")


def words_of(book: Book) -> dict[str, Any]:
    """The words of the engine, with the multipliers of units (万, 亿) under ``scales``."""
    return {**book.topics["reconcile"], "scales": book.topics["units"]["scales"]}


def scale_of(unit: str, words: Any) -> Decimal | None:
    """How many 元 one of a money unit is (万元: 10,000); None for a word that is no such unit."""
    if unit[-1:] not in MONEY:
        return None
    if len(unit) == 1:
        return Decimal(1)
    scale = words["scales"].get(unit[:-1])
    return Decimal(scale) if scale else None


def budget_of(form: Form, words: Any) -> Budget | None:
    """The year's money; None where it is blank, unread or 0."""
    amount = form.amounts.get("budget_amount")
    if amount is None or amount.yuan is None or amount.number is None or not amount.number:
        return None
    scale = scale_of(amount.unit or "元", words) or Decimal(1)
    yuan, tolerance = amount.yuan, half_last_digit(amount.number) * scale
    upper = form.amounts.get("higher_level_funds")
    local_only = "本级" in form.fields["budget_amount"].label
    blank = local_only and upper is not None and upper.number is None
    if local_only and upper is not None and upper.yuan is not None:
        yuan += upper.yuan
    return Budget(yuan, tolerance, amount.unit or "元", blank)


def months_of(form: Form) -> int:
    """The months the year's payments run, from a time row such as ``1-12月``; 0: not said."""
    for row in form.indicators:
        if row.family == "timeliness":
            for text in (row.name or "", row.target.raw):
                months = _month_span(text)
                if months:
                    return months
    return 0


def _month_span(text: str) -> int:
    """``1-12月`` → 12, ``3—8月`` → 6; 0 where the text is no span of months."""
    squeezed = "".join(text.split())
    if not squeezed.endswith("月"):
        return 0
    head = squeezed[:-1].replace("月", "")
    for dash in ("-", "—", "–", "~", "～", "至", "－"):
        left, found, right = head.partition(dash)
        if found and left.isdigit() and right.isdigit() and 1 <= int(left) <= int(right) <= 12:
            return int(right) - int(left) + 1
    return 0
