"""Signs in names, and which sign a bare number probably means: a proposal, never an assumption.

The order of a proposal is that of ERRATA section 2 and budget-performance 4.3: the family speaks
first, then the kind of unit, then the words of the name. Where nothing speaks, nothing is proposed.
"""

from __future__ import annotations

from .words import directions, has, is_capped, is_ratio, is_reduction, is_saving, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..model.form import Indicator
    from ..policy import Book

_WIDE = str.maketrans("＞＜＝＊０１２３４５６７８９", "><=*0123456789")


def proposal(row: Indicator, book: Book) -> str:
    """The value with the proposed sign and why, or the question that must be answered first."""
    value = row.target.raw.strip()
    sign, why = sign_for(row, book)
    return f"{value} → {sign}{value}（{why}）" if sign else f"{value} → {why}"


def sign_for(row: Indicator, book: Book) -> tuple[str, str]:
    """The sign and why; "" and a question where nothing speaks for one."""
    name, target = row.name or "", row.target
    if row.family == "cost":
        return ("≥", "节约类") if is_saving(name, book) else ("≤", "成本是上限")
    if row.family == "satisfaction":
        return "≥", "满意度是下限"
    if is_ratio(target):
        return _ratio(name, row, book)
    unit = target.unit
    if unit is not None and unit.is_money_rate:
        return _rate(unit.per, book)
    if unit is not None and unit.is_money:
        return _money(name, book)
    if unit is not None and unit.family == "people":
        return _people(name, unit.base, book)
    if unit is not None and unit.family == "time":
        if has(name, directions(book, "ceiling")["time"]):
            return "≤", "时间越短越好"
        return "", "请确认是不少于、不超过还是等于"
    if is_bad(name, book):
        return "≤", "越少越好"
    if unit is not None and unit.family in ("count", "length", "area", "volume", "mass"):
        return "≥", "数量是下限"
    return "", "请确认是不少于、不超过还是等于"


def _ratio(name: str, row: Indicator, book: Book) -> tuple[str, str]:
    if is_reduction(name, book):
        return "", "先写明与哪一年相比、是降低了还是降到"
    if is_bad(name, book):
        return "≤", "越低越好"
    if is_capped(name, book) and row.target.number == 100:
        return "=", "已是上限"
    return "≥", "比率是下限"


def _rate(per: tuple[str, ...], book: Book) -> tuple[str, str]:
    if per == ("人",):
        return "", "请确认是定额（=）还是上限（≤），并写明期间"
    return "=", "发放标准是定额" if has(per[-1], directions(book, "periods")) else "单价是定额"


def _money(name: str, book: Book) -> tuple[str, str]:
    if has(name, directions(book, "floor")) or is_saving(name, book):
        return "≥", "收入、节约是下限"
    if has(name, directions(book, "ceiling")["money"]):
        return "≤", "支出是上限"
    return "", "请确认是上限还是下限"


def _people(name: str, unit: str, book: Book) -> tuple[str, str]:
    if is_bad(name, book):
        return "≤", "越少越好"
    if unit == "人次" or has(name, directions(book, "served")):
        return "≥", "服务人数是下限"
    if has(name, directions(book, "exact")):
        return "=", "固定人数"
    return "", "固定人数用“=”，服务人数用“≥”"


def is_bad(name: str, book: Book) -> bool:
    """A name of something unwanted, unless it is about handling or reducing it."""
    return (
        has(name, directions(book, "ceiling")["harm"])
        and not has(name, directions(book, "handled"))
        and not is_reduction(name, book)
    )


def sign_in_name(name: str, words: dict[str, Any]) -> str | None:
    """The first sign or sign word that stands before a number or a template hole (<**)."""
    if not any(char.isdigit() or char in "*＊×" for char in name):
        return None  # most names need no look
    text = squeeze(name).translate(_WIDE)
    spots = [(text.find(w), w, op) for op, ws in words["comparators"].items() for w in ws]
    spots += [(at, char, op) for at, char, op in signs_in(text, words)]
    for at, mark, op in sorted((s for s in spots if s[0] >= 0), key=lambda s: (s[0], -len(s[1]))):
        after = text[at + len(mark) : at + len(mark) + 1]
        if after and (after.isdigit() or after in "*×"):
            return str(op)
    return None


def signs_in(text: str, words: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Runs of sign characters (">=", "≧"); book-title marks are none."""
    meaning = {char: op for op, chars in words["signs"].items() for char in chars}
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end] in meaning and text[end] not in words["bracket-signs"]:
            end += 1
        if end > at:
            ops = "".join(sorted({char for sign in text[at:end] for char in meaning[sign]}))
            yield at, text[at:end], {"=>": ">=", "<=": "<="}.get(ops, ops)
        at = max(end, at + 1)
