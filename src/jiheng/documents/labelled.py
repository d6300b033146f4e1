"""Rows of labels and values: side by side, inside one cell, or goals under their heads."""

from __future__ import annotations

from ..model.form import Field
from ..model.record import replace
from .inline import fields as inline_fields
from .inline import money_unit
from .settle import MONEY_FIELDS
from .vocabulary import plain, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .columns import Column
    from .grid import Cell
    from .vocabulary import Vocabulary

GOALS = ("annual_goal", "period_goal", "goal_completion")


class LabelRows:
    """Reads label rows; remembers goal heads (预期目标 ¦ 实际完成情况) whose texts stand below."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.heads: list[tuple[str, Cell]] = []

    def row(self, own: list[Cell], spans: bool) -> Iterator[Field]:
        """The fields a row states."""
        if self.heads and not any(self.words.label(cell.text) for cell in own):
            heads, self.heads = self.heads, []
            yield from _below(heads, own, spans)
            return
        self.heads = []
        label: tuple[str, Cell] | None = None
        bare: list[tuple[str, Cell]] = []
        for cell in own:
            unit = money_unit(cell.text)
            if unit:
                yield Field("unit_of_money", unit, cell.text, cell.address)
            key = self.words.label(cell.text)
            if key and key != "unit_of_money":
                if label:
                    bare.append(label)
                label = (key, cell)
            elif label and label[0] in MONEY_FIELDS and squeeze(cell.text) in SUMS:
                continue  # 一般公共预算拨款 ¦ 小计 ¦ 100: the sum word is part of the label
            elif label and (cell.text.strip() or not self._value_later(own, cell)):
                yield _pair(label, cell)
                label = None
            elif not label:
                yield from inline_fields(cell.text, cell.address, self.words)
        if label:
            bare.append(label)
        if len(bare) > 1 and all(key in GOALS for key, _ in bare):
            self.heads = bare
        yield from (_pair(one, None) for one in bare)

    def _value_later(self, own: list[Cell], cell: Cell) -> bool:
        """Blank cells before the value cell are padding only if no label comes first."""
        for later in own[own.index(cell) + 1 :]:
            if later.text.strip():
                return self.words.label(later.text) is None
        return False


NUMBERS = frozenset((*MONEY_FIELDS, "total_score", "phone"))
SUMS = ("小计", "合计", "总额")
UNDECIDED = ("待定", "待确定", "未定", "暂缺", "待补充")  # what stands for a number not known yet


def misplaced(field: Field) -> bool:
    """Words where only a number can stand: a head beside the label, not its value."""
    said = field.text
    if field.key not in NUMBERS or len(said) < 2 or said in UNDECIDED:
        return False
    return not any(char.isdigit() for char in said)


def total_of(field: Field, own: list[Cell], scores: list[Column]) -> Field:
    """The total score of a 总分 row: the number under 得分, else the second number of the row.

    A lone 100 is the sum of the weights, not a score.
    """
    numbers = [cell for cell in own if any(char.isdigit() for char in cell.text)]
    under = [
        cell
        for cell in numbers
        if any(cell.column < c.end and c.start < cell.column + cell.colspan for c in scores)
    ]
    best = (under or numbers[1:2] or numbers)[:1]
    text = best[0].text if best else ""
    if not under and len(numbers) == 1 and text.strip() == "100":
        text = ""
    return replace(field, raw=text, address=best[0].address if best else field.address)


def total_of_funds(field: Field, own: list[Cell], words: Vocabulary) -> Field | None:
    """合计 above the indicators sums up the money of a funds row, else it is no field."""
    if any(plain(cell.text) in words.parts for cell in own) and not misplaced(field):
        return replace(field, key="budget_amount")
    return None


def states_funds_unit(field: Field) -> bool:
    """The unit in the label of the funds (项目资金（万元）) goes before one above the table."""
    return field.key == "unit_of_money" and any(
        word in field.label for word in ("资金", "预算", "经费", "投入")
    )


def _below(heads: list[tuple[str, Cell]], own: list[Cell], spans: bool) -> Iterator[Field]:
    """Goal texts under their heads: by column where columns are known, else in order."""
    filled = [cell for cell in own if cell.text.strip()]
    under = heads[parents_among([key for key, _ in heads]) :]
    if spans or (own and not own[0].text.strip()):
        for cell in filled:
            best = max(under, key=lambda head: _overlap(head[1], cell))
            yield _pair(best, cell)
    else:
        for head, cell in zip(under, filled, strict=False):
            yield _pair(head, cell)


def parents_among(keys: Sequence[str]) -> int:
    """How many leading goal heads are heads of the others (0 or 1).

    年度总体目标 beside 预期目标 ¦ 实际完成情况 is the head of both, not a third column.
    """
    return int(len(keys) > 1 and "goal_completion" not in keys[:2])


def _overlap(head: Cell, cell: Cell) -> int:
    return min(head.column + head.colspan, cell.column + cell.colspan) - max(
        head.column, cell.column
    )


def _pair(label: tuple[str, Cell], value: Cell | None) -> Field:
    key, head = label
    text = value.text if value else ""
    source = value or head
    return Field(key, text, plain(head.text), source.address, value.notes if value else ())
