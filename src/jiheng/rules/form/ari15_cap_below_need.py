"""成本上限比按标准算出来的数略低，足额执行就会超。

## What it does
成本写成“≤”，与“标准×数量×期间”在最后一位的进位范围内相等，却略小于它时提示，列出差几元。差得多的是 ARI01 的事；没有写“≤”的不看。

## Why it matters
把 262.0742 舍成 ≤262.07，只差 42.40 元，但是人员满额发一年就突破了上限。上限应当写足，不应当四舍五入舍掉。

## Basis
`LOGIC`：上限应当容得下表内自己算出来的需要。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 养老保险人数 | =346人 |
| 产出指标 | 质量指标 | 养老保险 | =631.2元/人/月 |
| 产出指标 | 成本指标 | 养老保险 | ≤262.07万元 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 养老保险人数 | =346人 |
| 产出指标 | 质量指标 | 养老保险 | =631.2元/人/月 |
| 产出指标 | 成本指标 | 养老保险 | ≤262.07424万元 |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..reconcile import reconcile
from ..working import amount_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "ARI15",
    "cap-below-need",
    "成本上限略低于测算数",
    "info",
    zh="{shown}：上限比按标准算出的数低 {short_yuan} 元，足额执行就会超过上限",
    en="{shown}: the cap is {short_yuan} 元 below what the rates give; full execution breaks it",
    repair_zh="上限写足（多写两位小数），不要四舍五入舍掉",
    repair_en="Write the cap in full (more decimals); do not round it down",
    basis=("LOGIC",),
    reasons={"no-cap": ("没有能由标准算出的上限", "no cap that the rates of the form explain")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form: what closes by rounding only, and on the wrong side."""
    caps = [
        (one, one.equation)
        for one in reconcile(form, book).costs
        if one.closes and one.equation and one.cost.row.target.op == "<="
    ]
    short = [(one, equation) for one, equation in caps if one.gap < 0]
    if short:
        places = tuple(form.at(one.cost.row) for one, _ in short)
        yield fails(
            places[0],
            also=places[1:],
            working=tuple(equation.text() for _, equation in short),
            shown=tuple(f"{one.cost.row.name}≤{amount_text(one.cost.yuan)}" for one, _ in short),
            short_yuan=tuple(f"{-one.gap:.2f}" for one, _ in short),
            count=len(short),
        )
    elif caps:
        yield passes(form.at(caps[0][0].cost.row))
    else:
        yield not_applicable(form.place(), "no-cap")
