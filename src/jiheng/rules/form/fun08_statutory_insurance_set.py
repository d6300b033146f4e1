"""聘用人员的社会保险没有列全。

## What it does
辅警、编外、聘用人员的项目逐项列出了两种以上社会保险，却少了养老、医疗、工伤、失业中的一种时，提示问一句。写“社会保险”“五险一金”一总数的，不报；在编人员的项目不适用。

## Why it matters
少列的一种，可能由别的经费承担，也可能是漏缴。审核时问一句，比年底补缴容易。

## Basis
险种由社会保险法律规定，承担渠道各地不同，这里只是提问，不作引用。

## Example
| 项目支出名称 | 辅警工资经费 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 养老保险 | 631.2元/人/月 |
| 产出指标 | 成本指标 | 医疗保险 | 343.2元/人/月 |
| 产出指标 | 成本指标 | 工伤保险 | 28.4元/人/月 |

## Instead
| 项目支出名称 | 辅警工资经费 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 养老保险 | 631.2元/人/月 |
| 产出指标 | 成本指标 | 医疗保险 | 343.2元/人/月 |
| 产出指标 | 成本指标 | 工伤保险 | 28.4元/人/月 |
| 产出指标 | 成本指标 | 失业保险 | 27.6元/人/月 |

## Known limits
生育保险已与医疗保险合并征缴，不单独要求。只列了一种保险的，不判断。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..pay import is_auxiliary
from ..words import has, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

ENOUGH = 2


@rule(
    "FUN08",
    "statutory-insurance-set",
    "社保险种不全",
    "info",
    zh="逐项列了{listed}，没有{missing}，是否由别的经费承担？",
    en="{listed} are listed one by one, {missing} is not: is it paid elsewhere?",
    repair_zh="补列缺少的险种，或注明由哪里承担",
    repair_en="List the missing insurance, or say who pays it",
    reasons={
        "no-auxiliaries": ("不是聘用、编外人员的项目", "the project pays no contract staff"),
        "no-list": ("没有逐项列出社会保险", "the insurances are not listed one by one"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form, at the first insurance it lists."""
    names = "\n".join((form.text("project_name"), *(row.name or "" for row in form.indicators)))
    kinds = terms(book, "insurances")
    found = {kind: rows for kind, words in kinds.items() if (rows := _named(form, words))}
    if not is_auxiliary(names, book):
        yield not_applicable(form.place(), "no-auxiliaries")
    elif len(found) < ENOUGH or has(names, terms(book, "insurance-sets")):
        yield not_applicable(form.place(), "no-list")
    elif missing := [kind for kind in kinds if kind not in found]:
        first, *others = [rows[0] for rows in found.values()]
        yield fails(
            form.at(first, "name"),
            also=tuple(form.at(row, "name") for row in others),
            listed=tuple(found),
            missing=tuple(missing),
        )
    else:
        yield passes(form.at(next(iter(found.values()))[0], "name"))


def _named(form: Form, words: list[str]) -> list[Indicator]:
    return [row for row in form.indicators if has(row.name or "", words)]
