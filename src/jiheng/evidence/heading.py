"""Which row of a file holds its headings, and which table it is; asked where it cannot be seen."""

from __future__ import annotations

import os
from itertools import islice

from ..model.record import record
from ..model.refusal import Refusal
from ..model.tables import EXACT, MONEY, TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Protocol

    from ..model.tables import Table
    from .mapper import Mapper, Match

    class Source(Protocol):
        """A file (or another place) of records as text."""

        path: str
        name: str
        size: int
        done: int
        digest: str
        encoding: str

        def rows(self) -> Iterator[tuple[int, list[str]]]: ...


LOOKED_AT = 10  # rows: exported sheets have a title or two above their headings
YUAN, WAN = "元", "万元"
UNIT_WORDS = {"": "", YUAN: YUAN, "yuan": YUAN, WAN: WAN, "wan": WAN}


@record
class Heading:
    """``row``: where the headings stand, from 1; ``wan``: columns to convert from 万元."""

    table: Table
    row: int
    cells: tuple[str, ...]
    match: Match
    wan: frozenset[str] = frozenset()


def source_of(path: str, sheet: str = "", encoding: str = "") -> Source:
    """The reader of a file, by what it is. Raises Refusal."""
    try:
        with open(path, "rb") as file:
            head = file.read(8)
    except OSError as error:
        raise Refusal(
            path,
            f"无法读取（{error.strerror}）",
            "请核对文件名和权限",
            problem_en=f"cannot be read ({error.strerror})",
            remedy_en="Check its name and your rights",
        ) from error
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(
            path,
            "是旧版 Excel（.xls）或加密的文件",
            "请另存为 .xlsx 或 CSV（去掉密码）",
            problem_en="is an old Excel (.xls) or an encrypted file",
            remedy_en="Save it as .xlsx or CSV, without a password",
        )
    if head.startswith(b"PK\x03\x04"):
        from .sources.workbook import Workbook

        return Workbook(path, sheet)
    from .sources.delimited import Delimited

    return Delimited(path, encoding)


def find(source: Source, mapper: Mapper, named: str, told: Mapping[str, str], unit: str) -> Heading:
    """The headings of a file. Raises Refusal where there are none, or their unit is in doubt."""
    top = list(islice(source.rows(), LOOKED_AT))
    if not top:
        raise Refusal(
            source.path,
            "是空的",
            "请核对文件",
            problem_en="is empty",
            remedy_en="Check the file",
        )
    name = _named(source, mapper, named) or _fitting(source, mapper, top)
    table = TABLES[name]
    matches = [(mapper.match(cells, table, told), row, cells) for row, cells in top]
    match, row, cells = max(matches, key=lambda one: len(one[0].found))
    return Heading(table, row, tuple(cells), match, _wan(source, table, match, unit))


def _named(source: Source, mapper: Mapper, named: str) -> str:
    if not named:
        return mapper.named(os.path.splitext(source.name)[0])
    found = mapper.named(named)
    if not found:
        raise Refusal(
            named,
            "不是佐证表的名称",
            f"可用：{'、'.join(f'{t.name}（{t.title}）' for t in TABLES.values())}",
            problem_en="is no evidence table",
            remedy_en=f"Known: {', '.join(TABLES)}",
        )
    return found


def _fitting(source: Source, mapper: Mapper, top: Sequence[tuple[int, list[str]]]) -> str:
    fits: list[str] = []
    for _, cells in top:
        fits = mapper.fitting(cells)
        if len(fits) == 1:
            return fits[0]
        if fits:
            break
    few = f"像是 {'、'.join(fits)}" if fits else "各列的名称对不上任何一张佐证表"
    few_en = f"could be {' or '.join(fits)}" if fits else "its columns fit no evidence table"
    raise Refusal(
        source.path,
        f"看不出是哪张佐证表（{few}）",
        "请用 --table 说明，例如 --table 支出台账",
        problem_en=f"cannot be told to be one evidence table ({few_en})",
        remedy_en="Say which with --table, such as --table ledger",
    )


def _wan(source: Source, table: Table, match: Match, unit: str) -> frozenset[str]:
    """The columns in 万元. What a heading says is only acted on when the user has said it too."""
    if unit not in UNIT_WORDS:
        raise Refusal(
            unit,
            "不是可用的金额单位",
            "--unit 只能是 元 或 万元",
            problem_en="is no unit of money known here",
            remedy_en="--unit is 元 or 万元",
        )
    said = UNIT_WORDS[unit]
    odd = {c: u for c, u in match.units.items() if u != YUAN and table_has_money(table, c)}
    other = [column for column, one in odd.items() if one != WAN]
    if other or (odd and not said):
        column, one = (other or list(odd))[0], odd[(other or list(odd))[0]]
        raise Refusal(
            source.path,
            f"列 {column} 的表头写的是{one}，入库的金额以元为单位",
            f"请换算成元{'，或加 --unit 万元（精确换算并记录在案）' if one == WAN else ''}",
            problem_en=f"the heading of {column} says {one}; amounts are stored in yuan",
            remedy_en="Convert to yuan"
            + (", or say --unit 万元 (converted exactly, on the record)" if one == WAN else ""),
        )
    if said != WAN:
        return frozenset()
    if odd:
        return frozenset(odd)
    money = {column.name for column in table.columns if column.type == MONEY}
    return frozenset(money - {c for c, u in match.units.items() if u == YUAN})


def table_has_money(table: Table, column: str) -> bool:
    """Whether the column holds an amount or a price."""
    return any(c.name == column and c.type in (MONEY, EXACT) for c in table.columns)
