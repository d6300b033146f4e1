"""总体目标或年度目标没有写。

## What it does
检查实施期（总体）目标和年度目标两格。空着，只写“无”“待定”，或者不足八个字的，指出来。只有年度目标的版式，只看年度目标。

## Why it matters
目标写明这笔钱要办成什么事，指标是从目标里拆出来的；没有目标，指标就没有来处。

## Basis
`D34`、`D88`：绩效目标应当明确、具体。

## Example
| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 实施期绩效目标 | 无 |
| 本年度绩效目标 | 全县1433个视频监控点正常运行 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Instead
| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 实施期绩效目标 | 三年内全县视频监控点全部联网 |
| 本年度绩效目标 | 全县1433个视频监控点正常运行 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Known limits
只看写没有写，不看写得好不好。字数下限是阈值 goal-least。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import CELL, without_cell
from ..words import squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


GOALS = ("period_goal", "annual_goal")
BESIDE = (*GOALS, "goal_completion")


@rule(
    "CMP09",
    "goal-missing",
    "总体或年度目标缺失",
    "error",
    zh="“{label}”没有写目标（{said}）",
    en="“{label}” states no goal ({said})",
    repair_zh="写明办什么事、办到什么程度、受益的是谁；一年期项目两个目标可以相同",
    repair_en="Say what is to be done, how far and for whom",
    basis=("D34", "D88"),
    reasons={
        **CELL,
        "head": ("这是下面几个目标的总栏目", "this heads the goals below it"),
        "heads": ("目标写在下一行，没有读到", "the goals stand in the row below and were not read"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every goal cell the form prints."""
    printed = [key for key in GOALS if key in form.fields]
    if not printed:
        yield without_cell(form, "annual_goal")
    for key in printed:
        said, place = squeeze(form.text(key)), form.place(key)
        label = squeeze(form.fields[key].label)
        if len(said) >= book.number("goal-least"):
            yield passes(place)
        elif not said and _is_head(label, form, book):
            yield not_applicable(place, "head")
        elif not said and _heads_columns(key, form):
            yield insufficient(place, "heads")
        else:
            yield fails(place, label=label, said=said or "空白")


def _is_head(label: str, form: Form, book: Book) -> bool:
    """A blank 项目绩效目标 above a written 总目标 is a head, not a goal."""
    written = any(form.text(goal) for goal in GOALS)
    return written and label.strip("：:") in terms(book, "goal-heads")


def _heads_columns(key: str, form: Form) -> bool:
    """Labels of two goals side by side and both blank are heads of columns."""
    here = form.fields[key].address
    others = [form.fields[other] for other in BESIDE if other != key and other in form.fields]
    return any(
        not other.text and (other.address.table, other.address.row) == (here.table, here.row)
        for other in others
        if here.row
    )
