"""满意度问的是领钱的人自己。

## What it does
项目的内容是给本单位人员发工资、津贴、补贴，而满意度只问这些人（“民警职工满意度”）时指出来。发给群众的补助问群众，食堂、装备一类内部服务问使用的职工，都是对的，不报。

## Why it matters
领补贴的人对发补贴当然满意。这一行量不出单位服务的对象满意不满意。

## Basis
`D34`：满意度指标说的是服务对象满意度。

## Example
| 项目支出名称 | 民警职工值班补贴 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 值班补贴标准 | 700元/人/月 |
| 满意度指标 | 服务对象满意度指标 | 民警职工满意度 | ≥90% |

## Instead
| 项目支出名称 | 民警职工值班补贴 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 值班补贴标准 | 700元/人/月 |
| 满意度指标 | 服务对象满意度指标 | 报警群众满意度 | ≥90% |

## Known limits
没有项目名称就看不出钱是发给谁的，不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import quoted
from ..pay import RECIPIENT, is_auxiliary, is_staff, pay_of
from ..words import few, has, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "SAT02",
    "self-interested-respondent",
    "满意度对象为领款人自己",
    "warning",
    zh="满意度只问领钱的人自己：{names}；单位服务的对象满意不满意没有问",
    en="only those who receive the money are asked: {names}; nobody the unit serves is",
    repair_zh="改问单位服务的对象，如报警群众、办事群众；本单位人员的满意度可以另列",
    repair_en="Ask those whom the unit serves; the satisfaction of its own people may stand beside",
    basis=("D34",),
    reasons={
        "no-satisfaction": ("没有满意度指标", "the form has no satisfaction target"),
        "no-pay": ("不是发工资、津贴、补贴的项目", "the project pays no wages or allowances"),
        "no-project": ("没有项目名称", "the project has no name"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form: it takes only one row that asks somebody else."""
    rows = [
        row for row in form.indicators if row.family == "satisfaction" and squeeze(row.name or "")
    ]
    pay = pay_of(form, book)
    if not rows:
        yield not_applicable(form.place(), "no-satisfaction")
    elif not form.text("project_name"):
        yield insufficient(form.at(rows[0], "name"), "no-project")
    elif pay is None or pay.payees == RECIPIENT:
        yield not_applicable(form.at(rows[0], "name"), "no-pay")
    elif all(_is_own(row.name or "", book) for row in rows):
        yield fails(
            form.at(rows[0], "name"),
            also=tuple(form.at(row, "name") for row in rows[1:]),
            names=few([quoted(row.name or "") for row in rows]),
        )
    else:
        yield passes(form.at(rows[0], "name"))


def _is_own(name: str, book: Book) -> bool:
    """Whether the row asks the unit's own people and nobody else."""
    own = is_staff(name, book) or is_auxiliary(name, book) or has(name, terms(book, "own-people"))
    return own and not has(name, terms(book, "served-public"))
