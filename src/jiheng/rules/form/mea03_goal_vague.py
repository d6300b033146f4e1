"""目标里没有可以核对的数量。

## What it does
看年度目标（没有年度目标的看总体目标）里有没有数量，有没有写要做成什么（建成、购置、培训、维修之类）。两样都没有的，按提醒；写了要做成什么、数量在指标里的，按提示。年份、文号、第几期和条目编号不算数量。自评、监控阶段目标已经定了，不适用。

## Why it matters
“保障津贴发放”说的是花钱，不是花了钱要得到什么。目标里没有可以核对的东西，年底怎么写都算完成。

## Basis
`D88`：绩效目标应细化量化。`Q10`：目标应当明确、具体。

## Example
| 本年度绩效目标 | 保障全局职工2023年度岗位津贴 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 津贴发放人数 | =373人 |

## Instead
| 本年度绩效目标 | 为373名职工按月足额发放岗位津贴，发放准确率100% |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 津贴发放人数 | =373人 |

## Known limits
只看有没有数量，不核对数量与指标是否一致；金额也算数量。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..measures import goal, measurable
from ..presence import is_target_form
from ..words import has, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "MEA03",
    "goal-vague",
    "目标笼统无量化",
    "warning",
    zh="目标里没有数量{more}：“{goal}”",
    en="the goal states no quantity{more_en}: “{goal}”",
    repair_zh="写明为谁、做什么、做多少、做到什么程度，如“为346名辅警按月足额发放，发放准确率100%”",
    repair_en="Say for whom, what, how much and how well",
    basis=("D88", "Q10"),
    reasons={
        "no-goal": ("版式没有目标栏", "the layout has no cell for a goal"),
        "later-stage": ("自评、监控阶段，目标已经定了", "the goal was set at an earlier stage"),
        "blank": ("目标没有填", "the goal is blank"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict on the goal that counts for the year."""
    field = goal(form)
    if not is_target_form(form):
        yield not_applicable(form.place(), "later-stage")
    elif field is None:
        yield not_applicable(form.place(), "no-goal")
    elif not field.text:
        yield insufficient(form.place(field.key), "blank")
    elif _has_quantity(squeeze(field.text), book):
        yield passes(form.place(field.key))
    else:
        counted = any(r.target.numbers and r.family == "quantity" for r in form.indicators)
        done = counted and has(field.text, measurable(book, "deliverables"))
        yield fails(
            form.place(field.key),
            loudness=Severity.INFO if done else None,
            goal=_short(squeeze(field.text)),
            more=f"，数量指标里{'有' if counted else '也没有'}",
            more_en=f"; the quantity indicators {'do' if counted else 'state none either'}",
        )


def _has_quantity(text: str, book: Book) -> bool:
    """A number that is no year, number of a document, phase or list mark; or a size in words."""
    after = tuple(measurable(book, "not-measures-after"))
    before = tuple(measurable(book, "not-measures-before"))
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end].isdecimal():
            end += 1
        if end > at and not text.startswith(after, end) and not text[:at].endswith(before):
            return True
        at = max(end, at + 1)
    return has(text, measurable(book, "sizes"))


def _short(text: str, most: int = 30) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
