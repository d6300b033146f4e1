"""同一种东西，分期的单价差得很多，没有说明。

## What it does
两行只差期数、批次、标段，单价的分母相同，高的比低的高出三成（可调）以上时提示。东西不同、单位不同的不比。

## Why it matters
第一至六期租线 3003.8元/处，第七期 1887.5元/处，同样的服务贵了 59.1%。可能有道理，但是要说出来。

## Basis
`LOGIC`：同类支出应当用同一标准，不同的要有理由。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 成本指标 | 第一期租线费 | ≤158万元 | 3003.8元/处 |
| 产出指标 | 成本指标 | 第二期租线费 | ≤151万元 | 1887.5元/处 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 成本指标 | 第一期租线费 | ≤158万元 | 1890元/处 |
| 产出指标 | 成本指标 | 第二期租线费 | ≤151万元 | 1887.5元/处 |

## Known limits
不看两期的规格是否相同，所以只作提示。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..parts import split_phase
from ..reconcile import reconcile
from ..working import quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..figures import Price


@rule(
    "ARI16",
    "unit-price-gap",
    "同类单价相差大",
    "info",
    zh="“{dear}”{dear_price}，“{cheap}”{cheap_price}，同类单价高出 {percent}%，没有说明",
    en="“{dear}” costs {dear_price}, “{cheap}” {cheap_price}: {percent} % more for the like, unsaid",
    repair_zh="说明单价不同的理由（规格、年限、合同），或按较低的单价测算",
    repair_en="Say why the prices differ (specification, term, contract), or use the lower one",
    basis=("LOGIC",),
    reasons={"nothing-alike": ("没有分期的同类单价", "no prices of phases of one thing")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every kind of thing priced in more than one phase: the dearest against the cheapest."""
    alike: dict[tuple[str, tuple[str, ...]], list[Price]] = {}
    words = book.topics["reconcile"]["phase_words"]
    for price in reconcile(form, book).figures.prices:
        phase, stem = split_phase(price.object, words)
        if phase and price.yuan > 0:
            alike.setdefault((stem, price.per), []).append(price)
    kinds = [prices for prices in alike.values() if len(prices) > 1]
    for prices in kinds:
        yield _compare(form, prices, book)
    yield from () if kinds else (not_applicable(form.place(), "nothing-alike"),)


def _compare(form: Form, prices: list[Price], book: Book) -> Verdict:
    cheap = min(prices, key=lambda price: price.yuan)
    dear = max(prices, key=lambda price: price.yuan)
    more = dear.yuan - cheap.yuan
    place = form.at(dear.row, dear.part)
    if more < cheap.yuan * book.number("unit-price-apart"):
        return passes(place)
    return fails(
        place,
        also=(form.at(cheap.row, cheap.part),),
        dear=dear.row.name or dear.row.ref,
        dear_price=dear.text,
        cheap=cheap.row.name or cheap.row.ref,
        cheap_price=cheap.text,
        percent=quotient(more * 100, cheap.yuan, 1),
    )
