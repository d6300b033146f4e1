"""购置类支出没有提到政府采购和资产。

## What it does
成本指标里有购置、采购、设备款，金额达到提醒线（默认50万元，可按地方改），全表却没有提到政府采购、招标或资产时给出提示；没有这样的成本行、项目名称是购置的，看年度预算。一张表合为一条。

## Why it matters
大额购置要走政府采购，还要与资产配置对上。目标里提一句，年底才查得到采购方式、验收和入账。

## Basis
采购限额由各省规定，这里只是提醒，不作引用。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 监控系统设备款 | ≤300万元 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备政府采购率 | 100% |
| 产出指标 | 成本指标 | 监控系统设备款 | ≤300万元 |

## Known limits
旧合同的分期付款不用再采购，请在目标里说明。自评、监控阶段不提示。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from ...model.record import record
from .. import rule
from ..naming import quoted
from ..reconcile import reconcile
from ..words import few, has, terms, without
from ..working import amount_text, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book


@record
class Bought:
    """A purchase in 元 and where it stands."""

    place: Place
    name: str
    yuan: Decimal


@rule(
    "FUN06",
    "purchase-no-procurement",
    "购置未提示政府采购/资产",
    "info",
    zh="{shown}是购置支出，表内没有提到政府采购或资产入账",
    en="{shown} buys things, and the form says nothing of procurement or assets",
    repair_zh="加一行采购或验收指标，或在目标中写明采购方式；属旧合同分期的，写明合同",
    repair_en="Add a target for procurement or acceptance, or name the old contract",
    run_on=("目标表", "申报表", "批复表"),
    reasons={"no-purchase": ("没有购置支出", "the form buys nothing")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form."""
    bought = _bought(form, book)
    if not bought:
        yield not_applicable(form.place(), "no-purchase")
        return
    limit = book.number("procurement-reminder")
    large = [one for one in bought if one.yuan >= limit]
    if not large or has(_text(form), terms(book, "procurement")):
        yield passes(bought[0].place)
        return
    yield fails(
        large[0].place,
        also=tuple(one.place for one in large[1:]),
        shown=few([quoted(one.name) + amount_text(one.yuan) for one in large]),
        limit_wan=wan(limit),
    )


def _bought(form: Form, book: Book) -> list[Bought]:
    """Cost rows named for a purchase; else the budget of a project named for one."""
    found = reconcile(form, book).figures
    rows = [
        Bought(form.at(cost.row), cost.row.name or cost.row.ref, cost.yuan)
        for cost in found.costs
        if _buys(cost.row.name or "", book)
    ]
    name = form.text("project_name")
    if not rows and found.budget and _buys(name, book):
        return [Bought(form.place("budget_amount"), name, found.budget.yuan)]
    return rows


def _buys(name: str, book: Book) -> bool:
    return has(without(name, terms(book, "not-purchases")), terms(book, "purchases"))


def _text(form: Form) -> str:
    """Everything the form says, names and values of its rows included."""
    rows = [f"{row.name or ''} {row.target.raw} {row.standard or ''}" for row in form.indicators]
    return " ".join((*rows, *(field.text for field in form.fields.values())))
