"""没有产出指标，或没有效益指标。

## What it does
按推定后的一级指标，看产出和效益是不是都至少有一行写了内容的指标。满意度不算效益。缺一级指标那一格的，先按二级指标推定，不因此误报。印着栏目却一行没填的，算没有。

## Why it matters
只有产出，说明不了钱花得值不值；只有效益，说明不了钱做了什么。

## Basis
`D34`：绩效目标应包括产出和各类效益。`D101`：产出和效益是必填的一级指标。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 质量指标 | 设备合格率 | ≥95% |

填表人：财务股    联系电话：0700-1234567

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 质量指标 | 设备合格率 | ≥95% |
| 效益指标 | 社会效益指标 | 街面案件数较上年下降 | ≥10% |

填表人：财务股    联系电话：0700-1234567

## Known limits
粘贴的文字到产出指标就断了、下面再没有内容的，可能没有贴全，不判断。一级指标用别的名称（如运行成本、履职效能）的，不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import EFFECTS, FAMILY, OUTPUTS, is_stated, may_go_on, rank

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


GROUPS = ((OUTPUTS, "产出指标", "output"), (EFFECTS, "效益指标", "effect"))


@rule(
    "CMP10",
    "core-family-missing",
    "缺产出或效益指标",
    "error",
    zh="没有{missing}：{rows}行指标里一行也没有",
    en="no {missing_en} indicator among {rows} row(s)",
    repair_zh="补上至少一行：产出写做了什么、做了多少，效益写带来什么变化",
    repair_en="Add at least one: outputs say what is done, effects what it changes",
    basis=("D34", "D101"),
    reasons={
        **FAMILY,
        "unknown-level1": ("一级指标用了别的名称", "a level-1 name is not a known one"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Runs on the inferred level 1; a verdict for each of the two groups."""
    rows = [row for row in form.indicators if is_stated(row, book)]
    if not rows or not {"level1", "level2"} & {*form.columns}:
        yield not_applicable(form.place(), "no-levels")
        return
    found = {rank(row, book): row for row in reversed(rows) if row.family != "satisfaction"}
    empty = [row for row in form.indicators if not is_stated(row, book)]
    for group, name, english in GROUPS:
        blank = [row for row in empty if rank(row, book) == group]
        place = form.at(blank[0], "level1") if blank else form.place()
        if group in found:
            yield passes(form.at(found[group], "level1"))
        elif any(rank(row, book) is None for row in form.indicators):
            yield insufficient(place, "unknown-level1")
        elif may_go_on(form, book, group):
            yield insufficient(place, "cut-off")
        else:
            yield fails(place, missing=name, missing_en=english, rows=len(rows))
