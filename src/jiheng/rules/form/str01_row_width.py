"""指标行的格数与表头的栏数不一致。

## What it does
逐行数指标表的格数，与表头的栏数比较；多一格或少一格都报出来，宽度相同的几行合为一条。
只看说不出合并单元格的来源（文本、竖线表）；文档和网页有真实的合并信息，不用数格。

## Why it matters
少一格，后面的内容就往前错一栏：指标值跑到指标名里，绩效标准跑到指标值里。错了栏的表，后面所有核对都不可信。

## Basis
`FORM`：表头印了几栏，每行就应有几格。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 | |
| | 质量指标 | 设备合格率 | ≥95% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 | |
| | 质量指标 | 设备合格率 | ≥95% | |

## Known limits
合并单元格在文本里导出为空格，空格也是一格，不算缺格。
"""

from __future__ import annotations

from ...model.finding import fails, passes
from .. import rule
from ..presence import torn_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book


@rule(
    "STR01",
    "row-width",
    "指标行列数异常",
    "error",
    zh="{rows}行的格数（{cells}格）与表头栏数（{columns}栏）不同，内容可能错了栏",
    en="{rows} row(s) have {cells} cells under {columns} columns: their contents may be shifted",
    repair_zh="对照原表补上缺的空格（或删去多出的格），使每行与表头栏数一致",
    repair_en="Add the missing blank cells, or remove the extra ones, to fit the head",
    basis=("FORM",),
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the rows of one wrong width: a lost column is one mistake."""
    odd: dict[str, list[Place]] = {}
    for detail, place in torn_rows(form):
        odd.setdefault(detail, []).append(place)
    for detail, places in odd.items():
        cells, _, columns = detail.partition("/")
        yield fails(
            places[0],
            also=tuple(places[1:]),
            rows=len(places),
            cells=int(cells),
            columns=int(columns),
        )
    if not odd:
        yield passes(form.place())
