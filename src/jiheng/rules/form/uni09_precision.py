"""金额的小数位不对劲。

## What it does
元的金额超过两位小数、万元的超过六位小数时提示；同一类成本、同一单位的金额，大多是同样几位小数，个别少了或多了时也提示，一张表合为一条。单价不比较。

## Why it matters
分以下没有钱；几项都精确到百元、一项只到千元，那一项多半没有照样算，或者末尾的零掉了。

## Basis
`B19`：以元为计算单位。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 工资 | ≤996.48万元 |
| 产出指标 | 成本指标 | 伙食费 | ≤83.04万元 |
| 产出指标 | 成本指标 | 医疗保险 | ≤142.5万元 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 工资 | ≤996.48万元 |
| 产出指标 | 成本指标 | 伙食费 | ≤83.04万元 |
| 产出指标 | 成本指标 | 医疗保险 | ≤142.50万元 |

## Known limits
掉了末尾的零只是写法问题，所以只作提示。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from ...model.quantity import decimals
from .. import rule
from ..naming import grouped
from ..words import few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

MOST = {"元": 2, "万元": 6}


@rule(
    "UNI09",
    "precision",
    "小数位异常",
    "info",
    zh="{count}项金额的小数位异常：{shown}；{why}",
    en="{count} amount(s) with odd decimals: {shown}; {why_en}",
    repair_zh="按同样的小数位填写，元到分为止",
    repair_en="Print the same number of decimals, and no less than a 分",
    basis=("B19",),
    reasons={"no-cost": ("没有以金额表示的成本指标", "no cost target is an amount of money")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A finding for what is finer than a 分, and one a family and unit for what stands out."""
    rows = [row for row in form.indicators if row.family == "cost" and _unit(row)]
    fine = [row for row in rows if _places(row) > MOST.get(_unit(row), _places(row))]
    if not rows:
        yield not_applicable(form.place(), "no-cost")
        return
    if fine:
        yield _finding(form, fine, ("比分还细", "finer than a 分"))
    rest = [row for row in rows if row not in fine]
    for same in grouped(rest, lambda row: (_unit(row), row.text("block"))).values():
        odd = _odd(same, book)
        if odd:
            usual = _places(next(row for row in same if row not in odd))
            yield _finding(form, odd, (f"其余各项是{usual}位小数", f"the others print {usual}"))
        else:
            yield passes(form.at(same[0]))


def _unit(row: Indicator) -> str:
    unit = row.target.unit
    return unit.text if unit and unit.is_money and row.target.number is not None else ""


def _places(row: Indicator) -> int:
    assert row.target.number is not None  # a row with a unit of money (_unit)
    return decimals(row.target.number)


def _odd(rows: Sequence[Indicator], book: Book) -> list[Indicator]:
    """The few that print another number of decimals than most."""
    places = [_places(row) for row in rows]
    usual = max(dict.fromkeys(places), key=places.count)
    odd = [row for row in rows if _places(row) != usual]
    return odd if book.number("odd-decimals-part") * len(odd) <= len(rows) else []


def _finding(form: Form, rows: Sequence[Indicator], why: tuple[str, str]) -> Verdict:
    names = tuple(f"{row.name or row.ref} {row.target.raw.strip()}" for row in rows)
    return fails(
        form.at(rows[0]),
        also=tuple(form.at(row) for row in rows[1:]),
        count=len(rows),
        names=names,
        shown=few(names),
        why=why[0],
        why_en=why[1],
    )
