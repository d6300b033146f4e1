"""“按月发放”没有写哪一天。

## What it does
时效指标写“按月发放”“按季拨付”，指标值、名称和绩效标准里都没有写几号之前时提示，一张表合为一条。

## Why it matters
十二月的补贴一月底发，算不算按月？没有日子，及时率就没法算。

## Basis
`D88`：时效要能衡量。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 补贴发放 | 按月发放 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 补贴发放 | 每月15日前发放 |

## Known limits
单位另有发放日规定的，在绩效标准里写明即可。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..words import few, has, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "TIM09",
    "schedule-no-day",
    "“按月发放”无具体日",
    "info",
    zh="{shown}没有写明哪一天之前",
    en="{shown}: no day is given by which it is due",
    repair_zh="写明日子，如“每月15日前发放”",
    repair_en="Give a day, such as 每月15日前发放",
    basis=("D88",),
    reasons={"no-schedule": ("没有按月、按季发放的指标", "nothing is paid at intervals")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form."""
    rows = [row for row in form.indicators if _is_scheduled(row, book)]
    if not rows:
        yield not_applicable(form.place(), "no-schedule")
        return
    open_rows = []
    for row in rows:
        if has(_said(row), terms(book, "due-days")):
            yield passes(form.at(row))
        else:
            open_rows.append(row)
    if open_rows:
        names = tuple(f"“{row.name or row.ref} {row.target.raw.strip()}”" for row in open_rows)
        yield fails(
            form.at(open_rows[0]),
            also=tuple(form.at(row) for row in open_rows[1:]),
            count=len(open_rows),
            shown=few(names),
        )


def _is_scheduled(row: Indicator, book: Book) -> bool:
    """A payment at intervals of a month or a quarter."""
    if row.family != "timeliness" or row.target.kind != "schedule":
        return False
    return has(row.target.raw, terms(book, "intervals")) and has(
        _said(row), terms(book, "paid-out")
    )


def _said(row: Indicator) -> str:
    return squeeze(f"{row.name or ''}{row.target.raw}{row.standard or ''}")
