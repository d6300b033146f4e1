"""Signs of comparison: which one is missing, which is the wrong way round or oddly drawn."""

from __future__ import annotations

from ...model.finding import Proposal
from ..signs import sign_for, signs_in
from . import spots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Finding
    from ...model.form import Form, Indicator
    from ...policy import Book

SHOWN = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "="}
FLOOR_TO_CEILING = {">=": "<=", ">": "<"}
CEILING_TO_FLOOR = {"<=": ">=", "<": ">"}
REASONS = {
    "成本是上限": "a cost is a ceiling",
    "节约类": "a saving is a floor",
    "满意度是下限": "satisfaction is a floor",
    "时间越短越好": "the shorter the better",
    "越少越好": "the fewer the better",
    "越低越好": "the lower the better",
    "数量是下限": "a quantity is a floor",
    "已是上限": "it cannot be more",
    "比率是下限": "a rate is a floor",
    "发放标准是定额": "a rate of pay is fixed",
    "单价是定额": "a unit price is fixed",
    "收入、节约是下限": "income and savings are floors",
    "支出是上限": "spending has a ceiling",
    "服务人数是下限": "people served are a floor",
    "固定人数": "a fixed headcount",
}


def val01(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """A sign before the bare number, where the kind of indicator says which."""
    for place, row in spots(finding, form):
        sign, why = sign_for(row, book) if row else ("", "")
        if sign:
            new = sign + place.raw.strip()
            said = REASONS.get(why, "by the kind of indicator")
            yield Proposal(place, place.raw, new, why, said, confirm=True)


def dir01(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The floor turned into a ceiling."""
    for _, row in spots(finding, form):
        if row:
            why, why_en = "成本目标是上限", "a cost target is a ceiling"
            yield from _turned(row, form, book, FLOOR_TO_CEILING, why, why_en, confirm=True)


def dir03(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The floor of something unwanted turned into a ceiling."""
    for _, row in spots(finding, form):
        if row:
            why, why_en = "越少越好", "the fewer the better"
            yield from _turned(row, form, book, FLOOR_TO_CEILING, why, why_en, confirm=True)


def dir04(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The ceiling of something wanted turned into a floor."""
    for _, row in spots(finding, form):
        if row:
            why, why_en = "越高越好", "the more the better"
            yield from _turned(row, form, book, CEILING_TO_FLOOR, why, why_en, confirm=True)


def str09(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """One way to draw each sign, in the whole form: the one the rule asks for."""
    same = {op: op for op in SHOWN}
    for row in form.indicators:
        if row.target.comparator:
            why, why_en = "全表用同一种符号", "one sign throughout the form"
            yield from _turned(row, form, book, same, why, why_en, confirm=False)


def val03(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The sign of the value in the name too, where they differ only in the end point."""
    for _, row in spots(finding, form):
        named = row.fields.get("name") if row else None
        if row is None or named is None or row.target.comparator is None:
            continue
        for at, run, op in signs_in(named.raw, book.topics["lexicon"]):
            if {op, row.target.comparator} in ({"<", "<="}, {">", ">="}):
                new = named.raw[:at] + SHOWN[row.target.comparator] + named.raw[at + len(run) :]
                yield Proposal(
                    form.at(row, "name"),
                    named.raw,
                    new,
                    "名称与指标值用同一个符号",
                    "the same sign in name and value",
                    confirm=True,
                )
                break


def _turned(
    row: Indicator,
    form: Form,
    book: Book,
    turn: dict[str, str],
    why: str,
    why_en: str,
    *,
    confirm: bool,
) -> Iterator[Proposal]:
    """The cell that holds the row's sign, with another in its place."""
    for part in ("sign", "comparator", "value"):
        raw = row.fields[part].raw if part in row.fields else ""
        at, run, op = next(signs_in(raw, book.topics["lexicon"]), (0, "", ""))
        if op in turn and not raw[:at].strip():
            new = raw[:at] + SHOWN[turn[op]] + raw[at + len(run) :]
            yield Proposal(form.at(row, part), raw, new, why, why_en, confirm=confirm)
            return
