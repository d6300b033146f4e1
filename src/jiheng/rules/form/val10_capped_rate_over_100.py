"""不可能超过 100% 的比率，目标定在 100% 以上。

## What it does
覆盖率、合格率、及时率、满意度这类以 100% 为上限的比率，目标超过 100% 时报错；写成“≥100%”的只提示改为“=100%”，一张表合为一条。增长率、投入产出比、超额完成率和任务、收入的完成率可以超过 100%，不报。

## Why it matters
“覆盖率 ≥120%”永远做不到，不是数字写错，就是名称不对。“≥100%”则只有正好 100% 一种可能。

## Basis
`LOGIC`：部分不会大于全体。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 视频监控覆盖率 | ≥120% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 视频监控覆盖率 | =100% |

## Known limits
只认名称里写明的比率；“>100%”由 VAL11 说。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, not_applicable, passes
from .. import rule
from ..rates import cannot_exceed, share
from ..words import few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

CEILINGS = ("<=", "<")


@rule(
    "VAL10",
    "capped-rate-over-100",
    "比率超过上限",
    "error",
    zh="{shown}：这类比率最多 100%，{why}",
    en="{shown}: such a rate ends at 100 %; {why_en}",
    repair_zh="核对数字和名称；全部做到的写“=100%”",
    repair_en="Check number and name; where all of it is meant write =100%",
    basis=("LOGIC",),
    reasons={"no-rate": ("没有以 100% 为上限的比率", "no rate of this form ends at 100 %")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A finding a row above 100 %; those of ≥100 % are one hint together."""
    rated = [(row, share(row)) for row in form.indicators if cannot_exceed(row, book)]
    rates = [(row, part) for row, part in rated if part is not None]
    if not rates:
        yield not_applicable(form.place(), "no-rate")
        return
    brims = []
    for row, part in rates:
        if part > 1 and row.target.op not in CEILINGS:
            shown = f"{row.name or row.ref} {row.target.raw.strip()}"
            yield fails(
                form.at(row),
                shown=shown,
                why="目标定得比它还高",
                why_en="the target lies above it",
            )
        elif part == 1 and row.target.comparator == ">=":
            brims.append(row)
        else:
            yield passes(form.at(row))
    if brims:
        names = tuple(f"{row.name or row.ref} {row.target.raw.strip()}" for row in brims)
        yield fails(
            form.at(brims[0]),
            also=tuple(form.at(row) for row in brims[1:]),
            loudness=Severity.INFO,
            count=len(brims),
            shown=few(names),
            why="“≥”宜改为“=”",
            why_en="= says what ≥ means here",
        )
