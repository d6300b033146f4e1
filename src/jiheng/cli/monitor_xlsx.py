"""``monitor --format xlsx``: the warnings first, then the sheets of the evaluation."""

from __future__ import annotations

from .evaluate_book import book
from .evaluate_sheets import ENGLISH, sheets
from .monitor_words import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .evaluate_run import Case, Ground
    from .output import View

HEADS = (("项目", 28), ("行", 7), ("级别", 8), ("预警", 70))
LEVELS = {"bad": ("立即处理", "urgent"), "warn": ("留意", "watch")}


def write(cases: Sequence[Case], made: Ground, send: Callable[[bytes], object], view: View) -> None:
    """The workbook."""
    lang = view.lang
    english = lang == "en"
    rows = [
        (case.name, one.ref, LEVELS[one.level][english], text)
        for case in cases
        for one, text in warnings(case, made, lang)
    ]
    heads = tuple((ENGLISH[name] if english else name, room) for name, room in HEADS)
    first = ("Warnings" if english else "预警", heads, rows)
    book(made, send, lang, (first, *sheets(cases, made, lang)))
