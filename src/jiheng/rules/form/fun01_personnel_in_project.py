"""人员经费列成了项目支出。

## What it does
目标表、申报表的项目内容是给在编人员发工资、津贴、补贴时提出来；只涉及辅警、编外人员的，各地多列项目，只作提示。项目类别写明是人员类的，或者是发给群众的补助，不报。看不出发给谁的，列为没有判断。

## Why it matters
本单位人员的工资、津贴属于基本支出中的人员经费，有自己的标准和渠道。列进项目，既占了项目的钱，也说不出项目的绩效。

## Basis
`R5`：基本支出是人员经费和公用经费，项目支出是为特定工作任务。

## Example
| 项目支出名称 | 民警职工值班补贴 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 值班补贴标准 | 700元/人/月 |

## Instead
| 项目支出名称 | 民警值班室改造 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 改造总成本 | ≤70万元 |

## Known limits
有的省把特定津贴定为项目支出，能说明依据的可以接受。只按项目名称认内容，不看单位性质。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import is_department
from ..pay import AUXILIARY, RECIPIENT, STAFF, pay_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

PERSONNEL = "人员类"


@rule(
    "FUN01",
    "personnel-in-project",
    "人员经费列入项目支出",
    "warning",
    zh="“{project}”的内容是{whose}的工资、津贴、补贴，这是不是应当列入基本支出的人员经费？",
    en="“{project}” is pay of {whose_en}: should it not be personnel cost of basic expenditure?",
    repair_zh="属于人员经费的调整到基本支出；本地规定列项目的，在立项依据中写明文件",
    repair_en="Move personnel cost to basic expenditure, or name the local rule that allows it here",
    basis=("R5",),
    run_on=("目标表", "申报表", "批复表"),
    reasons={
        "no-pay": ("不是发工资、津贴、补贴的项目", "the project pays no wages or allowances"),
        "department": ("这是部门整体的表", "the form is about a whole department"),
        "personnel-class": ("项目类别就是人员类", "the project is of the personnel class"),
        "no-project": ("没有项目名称", "the project has no name"),
        "payees-unsaid": ("看不出发给什么人", "the form does not say who is paid"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form, at the project's name."""
    place = form.place("project_name")
    pay = pay_of(form, book)
    if is_department(form, book):
        yield not_applicable(place, "department")
    elif not form.text("project_name"):
        yield insufficient(place, "no-project")
    elif pay is None:
        yield not_applicable(place, "no-pay")
    elif PERSONNEL in form.text("project_category") + form.text("project_attribute"):
        yield not_applicable(place, "personnel-class")
    elif pay.payees == RECIPIENT:
        yield passes(place)
    elif pay.payees in (STAFF, AUXILIARY):
        staff = pay.payees == STAFF
        yield fails(
            place,
            also=tuple(form.at(row) for row in pay.rows),
            loudness=None if staff else Severity.INFO,
            project=form.text("project_name"),
            whose="本单位人员" if staff else "辅助、编外人员",
            whose_en="the unit's own staff" if staff else "auxiliaries",
        )
    else:
        yield insufficient(place, "payees-unsaid")
