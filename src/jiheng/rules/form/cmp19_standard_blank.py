"""绩效标准栏没有填。

## What it does
有绩效标准栏的版式，逐行看标准写没写，一张表合为一条，列出缺的行。定性指标、封顶的比率（合格率、及时率等）和成本缺标准的，按提醒；只缺其他指标的，按提示。没有这一栏的版式不适用；“指标说明”“指标解释”不是标准。

## Why it matters
标准说明指标值从哪里来：计划、历史、行业、政策文件还是单价。没有标准，373人、95%就只是随手一写。

## Basis
`FORM`：表中有绩效标准一栏。`D88`：指标值应有依据。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 | 526点，合同附件 |
| 产出指标 | 成本指标 | 租线费 | ≤158万元 | |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 | 526点，合同附件 |
| 产出指标 | 成本指标 | 租线费 | ≤158万元 | 3003.8元/处 |

## Known limits
只看写没有写；写了“按规定”却没有指明出处的，由 MEA02 管。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import is_stated
from ..words import few, is_capped, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "CMP19",
    "standard-blank",
    "绩效标准未填写",
    "warning",
    zh="{rows}行指标里有{blank}行没有绩效标准：{shown}",
    en="{blank} of {rows} row(s) have no standard: {shown}",
    repair_zh="写明指标值的来处：计划、历史数据、行业标准、文件名称或单价",
    repair_en="Say where each value comes from: a plan, past data, a norm, a document or a unit price",
    basis=("FORM", "D88"),
    reasons={
        "no-column": ("版式没有绩效标准栏", "the layout has no column for standards"),
        "no-cell": ("这一行断了，没有这一格", "the row is cut off before this cell"),
        "no-lines": ("文字没有格线，看不出空格", "without lines a blank cell cannot be seen"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form; its severity is that of its loudest row."""
    rows = [row for row in form.indicators if is_stated(row, book)]
    cells = [row.fields["standard"] for row in rows if "standard" in row.fields]
    if not any(squeeze(cell.label) in terms(book, "standard-heads") for cell in cells):
        yield not_applicable(form.place(), "no-column")
        return
    empty, blank = book.topics["lexicon"]["empty"], []
    for row in rows:
        place, cell = form.at(row, "standard"), row.fields.get("standard")
        if cell is None:
            yield insufficient(place, "no-cell")
        elif cell.text and squeeze(cell.text) not in empty:
            yield passes(place)
        elif not cell.address.row:
            yield insufficient(place, "no-lines")
        else:
            blank.append(row)
    if blank:
        names = tuple(row.name or row.ref for row in blank)
        yield fails(
            form.at(blank[0], "standard"),
            also=tuple(form.at(row, "standard") for row in blank[1:]),
            loudness=None if any(_needs_one(row, book) for row in blank) else Severity.INFO,
            rows=len(rows),
            blank=len(blank),
            names=names,
            shown=few(names),
        )


def _needs_one(row: Indicator, book: Book) -> bool:
    """Words, a capped rate and a cost cannot be judged without a standard."""
    words = row.target.kind in ("qual", "bool")
    return words or row.family == "cost" or is_capped(row.name or "", book)
