"""指标名称是不是从别的项目抄来的。

## What it does
把同一单位、同一年度的目标表放在一起看：一行的名称里有别的项目名称中的词，而自己的项目名称和目标里都没有这个词，并且那张表里有一字不差的同一行，或者相同的字连着不少于四个，就提醒。单位名、地名和“经费”“设备”“培训”一类各处通用的词不算。

## Why it matters
一张表多半是改另一张表填成的。名称忘了改，这一行考核的就是别的项目，本项目要做的事反而没有人考核。

## Basis
表内、表间一致是填报的常理，没有引用具体条文。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 节假日加班补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 发放373名民警的节假日加班补贴 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 加班补贴人数 | 373人 |
| 效益指标 | 经济效益指标 | 落实民警岗位执勤津补贴 | 8400元/人 |

2023年项目支出绩效目标表

| 项目支出名称 | 岗位执勤津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 发放373名民警的岗位执勤津贴 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 执勤津贴人数 | 373人 |
| 效益指标 | 经济效益指标 | 落实民警岗位执勤津补贴 | 10560元/人 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 节假日加班补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 发放373名民警的节假日加班补贴 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 加班补贴人数 | 373人 |
| 效益指标 | 经济效益指标 | 落实民警加班补贴 | 8400元/人 |

2023年项目支出绩效目标表

| 项目支出名称 | 岗位执勤津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 发放373名民警的岗位执勤津贴 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 执勤津贴人数 | 373人 |
| 效益指标 | 经济效益指标 | 落实民警岗位执勤津补贴 | 10560元/人 |

## Known limits
同样的行名出现在三个以上项目里，视为单位的统一写法，不报。只看名称，不看指标值。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, passes
from .. import rule
from ..naming import folded, speaks
from ..siblings import called, in_reach, of_unit, reach
from ..words import terms, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.finding import Sheet, Verdict
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book
    from .. import Said

    # A row: its name folded, what of it no own text explains, its place.
    Row = tuple[str, tuple[str, ...], Place]

_OWN = ("project_name", "period_goal", "annual_goal", "reporting_unit", "department")


def gather(form: Form, book: Book) -> tuple[object, ...]:
    """The project's name in words of its own, the rows with what its own texts do not say, and
    whether there are goals to say it.
    """
    unit = folded(form.text("reporting_unit")) + folded(form.text("department"))
    own = "\0".join(folded(form.text(key)) for key in _OWN)
    name = _telling(folded(form.text("project_name")), book)
    rows = {}
    for row in form.indicators:
        said = folded(row.name or "")
        if speaks(said, book) and said not in rows:
            foreign = _foreign(_telling(said, book), own)
            rows[said] = (said, foreign, form.at(row, "name"))
    goals = any(form.text(key) for key in ("period_goal", "annual_goal"))
    return (tuple(_foreign(name, unit)), tuple(rows.values()), goals)


def _telling(text: str, book: Book) -> str:
    """The text with the words that every project may use cut out."""
    return without(text, sorted(terms(book, "shared-words"), key=len, reverse=True))


def _foreign(text: str, own: str) -> tuple[str, ...]:
    """The runs of the text of which no two characters stand together in ``own``."""
    runs, start = [], 0
    for at in range(len(text)):
        pair = text[at : at + 2]
        if len(pair) < 2 or "\0" in pair or pair in own:
            runs.append(text[start : at + 1])
            start = at + 1
    return tuple(run.strip("\0") for run in runs if len(run.strip("\0")) > 1)


@rule(
    "DUP04",
    "copied-from-sibling",
    "文字串自其他项目",
    "warning",
    zh="“{name}”里的“{word}”是“{sibling}”的内容，本项目的名称和目标里都没有",
    en="“{word}” in “{name}” belongs to “{sibling}”; neither this project's name nor its goals have it",
    repair_zh="换成本项目自己的指标；确实相关的，在目标里写明",
    repair_en="Put an indicator of this project in its place, or say in the goals why it belongs here",
    scope="book",
    gather=gather,
    reasons={
        "no-goal": (
            "没有写目标，说不准哪些词是本项目的",
            "there is no goal that would say which words are the project's own",
        )
    },
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a copied row."""
    for group in of_unit(sheets):
        if not in_reach(group, across):
            yield from ((sheet, insufficient(sheet.place, "no-sibling")) for sheet in group)
            continue
        known = _Names(group, book)
        for sheet in group:
            if not sheet.facts["DUP04"][2]:
                yield sheet, insufficient(sheet.place, "no-goal")
                continue
            found = list(known.copied(sheet, across))
            yield from ((sheet, verdict) for verdict in found)
            if not found:
                yield sheet, passes(sheet.place)


class _Names:
    """Which projects have which pair of characters in their names, and which have which row."""

    def __init__(self, group: Sequence[Sheet], book: Book) -> None:
        self.word = int(book.number("copied-word-least"))
        self.line = int(book.number("copied-name-least"))
        self.most = int(book.number("copied-name-forms"))
        self.pairs: dict[str, list[Sheet]] = {}
        self.rows: dict[str, set[tuple[str, Place]]] = {}
        for sheet in group:
            runs, rows, _ = sheet.facts["DUP04"]
            for pair in {run[at : at + 2] for run in runs for at in range(len(run) - 1)}:
                self.pairs.setdefault(pair, []).append(sheet)
            for name, _, _ in rows:
                self.rows.setdefault(name, set()).add((sheet.path, sheet.place))

    def copied(self, sheet: Sheet, across: bool) -> Iterator[Verdict]:
        """The rows of one form that speak of another; its own file explains them first."""
        for name, foreign, place in sheet.facts["DUP04"][1]:
            found = [pair for run in foreign for pair in self._found(sheet, name, run)]
            near = [(word, other) for word, other in found if other.path == sheet.path]
            word, other = next(iter(near or found), ("", sheet))
            if word and reach(sheet, other, across):
                yield fails(place, name=place.raw, word=word, sibling=called(other, sheet))

    def _found(self, sheet: Sheet, name: str, run: str) -> Iterator[tuple[str, Sheet]]:
        """The words of a run that stand in a sibling's name, long enough or in a row it has too."""
        owners = self.rows[name]
        shared = len(name) >= self.line and len(owners) <= self.most
        for at in range(len(run) - 1):
            others = self.pairs.get(run[at : at + 2], ())
            if len(others) > self.most:
                continue
            for other in others:
                word = _common(run[at:], other.facts["DUP04"][0])
                also = shared and (other.path, other.place) in owners
                if other is not sheet and (also or len(word) >= self.word):
                    yield word, other


def _common(text: str, runs: Sequence[str]) -> str:
    """The longest beginning of the text that stands in one of the runs."""
    for size in range(3, len(text) + 1):
        if not any(text[:size] in run for run in runs):
            return text[: size - 1]
    return text
