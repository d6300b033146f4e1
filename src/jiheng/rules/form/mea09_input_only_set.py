"""一张表的指标全是投入：人数、标准、金额、发放时间，没有结果。

## What it does
看有没有一行说到花钱之外的结果。发钱的人数、单价和金额、发放的时间、领钱的人满不满意，都是投入；发放准确率、完成的工程量、服务对象的变化，只要有一行就算有结果。工资一类的项目不要求。

## Why it matters
六行说的是同一笔钱，表填得再满，也看不出花这笔钱是为了什么。

## Basis
`D34`：绩效目标应包括产出、成本、效益和满意度。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 值勤补贴人数 | =373人 |
| 产出指标 | 质量指标 | 值勤补贴 | =700元/人/月 |
| 产出指标 | 时效指标 | 1-12月 | 按月发放 |
| 产出指标 | 成本指标 | 值勤补贴 | ≤318万元 |
| 效益指标 | 经济效益指标 | 保障值勤补贴 | =8400元/人 |
| 效益指标 | 服务对象满意度指标 | 职工满意度 | ≥90% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 节假日值勤人次 | ≥4200人次 |
| 产出指标 | 质量指标 | 补贴发放准确率 | =100% |
| 产出指标 | 时效指标 | 1-12月 | 按月发放 |
| 产出指标 | 成本指标 | 值勤补贴 | ≤318万元 |
| 效益指标 | 社会效益指标 | 节假日警情到场及时率 | ≥95% |
| 效益指标 | 服务对象满意度指标 | 报警群众满意度 | ≥90% |

## Known limits
写成定性文字的效益（如“有效提升”）算结果，它有没有评判标准由 MEA02 管。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..measures import measurable, pays
from ..presence import EFFECTS, FAMILY, is_internal, is_stated, may_go_on
from ..words import directions, few, has, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "MEA09",
    "input-only-set",
    "指标全为投入无结果",
    "warning",
    zh="{count}行指标说的都是花钱（{shown}），没有一行说花钱的结果",
    en="all {count} rows are about spending ({shown}); none states a result",
    repair_zh="补上花钱之后的结果：做对了没有（发放准确率），办成了什么，服务的人有什么变化",
    repair_en="Add what the money achieves: accuracy, work done, what changes for those served",
    basis=("D34",),
    reasons={
        **FAMILY,
        "no-rows": ("没有几行指标", "hardly any indicators"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form."""
    rows = [row for row in form.indicators if is_stated(row, book)]
    place = form.at(rows[0], "name") if rows else form.place()
    if len(rows) < book.number("result-least-rows"):
        yield not_applicable(place, "no-rows")
    elif "level2" not in form.columns:
        yield not_applicable(place, "no-levels")
    elif not all(_is_input(row, book) for row in rows):
        yield passes(place)
    elif is_internal(form, book):
        yield not_applicable(place, "internal")
    elif may_go_on(form, book, EFFECTS):
        yield insufficient(place, "cut-off")
    else:
        names = tuple(row.name or row.ref for row in rows)
        yield fails(
            place,
            also=tuple(form.at(row, "name") for row in rows[1:]),
            count=len(rows),
            shown=few(names),
        )


def _is_input(row: Indicator, book: Book) -> bool:
    """Whether the row is about the act of paying, or its value is blank."""
    name, target = row.name or "", row.target
    if target.kind in ("empty", "filler") or row.family == "cost":
        return True
    if row.family == "satisfaction":
        own = ("staff", "auxiliaries", "own-people")
        return any(has(name, terms(book, key)) for key in own)
    if target.unit is not None and target.unit.family == "money":
        return not has(name, terms(book, "incomes"))
    if row.family == "timeliness":
        return target.kind in measurable(book, "time-kinds") or pays(name, book)
    if target.kind == "reimburse":
        return True
    people = target.unit is not None and target.unit.base == "人"
    return row.family == "quantity" and people and not has(name, directions(book, "served"))
