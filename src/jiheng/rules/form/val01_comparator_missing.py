"""数值指标没有比较符号。

## What it does
找出只有数字和单位、没有“≥”“≤”“=”的指标值，一张表合为一条，并按指标的性质逐行给出建议的符号。符号单列一栏的版式不适用，符号写在名称里（如“合格率（≥**%）”）的不报；“达到95%”“2小时以内”这类用词已能看出方向，不报。

## Why it matters
“373人”是正好373人，还是不少于373人？年底实有370人，算完成还是没完成，全凭解释。

## Basis
`SYS`：多地在用的填报系统把符号作为必填项。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 津贴发放人数 | 373人 | |
| 产出指标 | 成本指标 | 执勤岗位津贴 | ≤394万元 | |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 津贴发放人数 | =373人 | |
| 产出指标 | 成本指标 | 执勤岗位津贴 | ≤394万元 | |

## Known limits
建议的符号只供参考，须由填报人确认：固定编制和发放标准宜用“=”，不宜套用“≥”。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..signs import proposal, sign_in_name
from ..words import few, is_numeric

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "VAL01",
    "comparator-missing",
    "缺少比较符号",
    "warning",
    zh="{count}个指标值只有数字，没有“≥”“≤”或“=”：{shown}",
    en="{count} target value(s) have a number but no ≥, ≤ or =: {shown}",
    repair_zh="逐行补上符号；测算过程列有建议，由填报人确认",
    repair_en="Add a sign to each; the working lists proposals for the preparer to confirm",
    basis=("SYS",),
    reasons={
        "sign-column": ("符号单列一栏", "the layout keeps the sign in a column of its own"),
        "no-number": ("没有数值指标", "no target of this form is a number"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form; a row with a sign, or with words that imply one, passes."""
    rows = [row for row in form.indicators if is_numeric(row.target)]
    if "sign" in form.columns:
        yield not_applicable(form.place(), "sign-column")
        return
    if not rows:
        yield not_applicable(form.place(), "no-number")
    words = book.topics["lexicon"]
    bare = []
    for row in rows:
        if row.target.op is None and not sign_in_name(row.name or "", words):
            bare.append(row)
        else:
            yield passes(form.at(row))
    if not bare:
        return
    names = [f"{row.name or row.ref} {row.target.raw.strip()}" for row in bare]
    proposals = tuple(f"{row.name or row.ref}：{proposal(row, book)}" for row in bare)
    yield fails(
        form.at(bare[0]),
        also=tuple(form.at(row) for row in bare[1:]),
        working=proposals,
        count=len(bare),
        names=tuple(names),
        shown=few(names),
        proposals=proposals,
    )
