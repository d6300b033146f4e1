"""有指标名称，没有指标值。

## What it does
逐行检查：三级指标写了名称，指标值却空着，或只有省略号的，指出来。只印着二级指标、名称和指标值都空的行，是没有填的一类，不在本规则之列；只写“-”“无”的，并入 VAL05。

## Why it matters
没有指标值就没有目标，年底怎么写都算完成。

## Basis
`SYS`：多地在用的填报系统把指标值作为必填项。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | |
| 产出指标 | 质量指标 | 设备合格率 | ≥95% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 质量指标 | 设备合格率 | ≥95% |

## Known limits
没有格线、挤成一片的文字里看不出哪一格是空的，不判断；文字断在最后一行的也不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import EFFECTS, is_named, may_go_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "CMP17",
    "value-blank",
    "指标值为空",
    "error",
    zh="“{name}”没有指标值",
    en="“{name}” has no target value",
    repair_zh="填写可以考核的指标值；不适用的行整行删去",
    repair_en="Write a target that can be judged, or delete the row",
    basis=("SYS",),
    reasons={
        "no-column": ("版式没有指标值栏", "the layout has no column for values"),
        "no-name": ("这一行没有写指标", "the row names no indicator"),
        "cut-off": ("文字到这里就断了", "the text ends here"),
        "no-lines": ("文字没有格线，看不出空格", "without lines a blank cell cannot be seen"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every row that names an indicator."""
    if "value" not in form.columns:
        yield not_applicable(form.place(), "no-column")
        return
    for row in form.indicators:
        yield _row(form, row, book)


def _row(form: Form, row: Indicator, book: Book) -> Verdict:
    place, said = form.at(row), row.target.raw.strip()
    if not is_named(row, book):
        return not_applicable(place, "no-name")
    if row.target.kind not in ("empty", "filler"):
        return passes(place)
    if not said:
        reason = _unseen(form, row, book)
        return insufficient(place, reason) if reason else fails(place, name=row.name, said="")
    roots = (("VAL05", place.key), ("STR13", place.key))
    return fails(place, because=roots, name=row.name, said=said)


def _unseen(form: Form, row: Indicator, book: Book) -> str:
    """Why a value that was not read may stand in the source all the same; "" where it does not."""
    if not row.fields["name"].address.row:
        return "no-lines"
    last = row is form.indicators[-1]
    cut = "value" not in row.fields or (last and may_go_on(form, book, EFFECTS))
    return "cut-off" if cut else ""
