"""实施期目标与年度目标写的是同一句话。

## What it does
去掉年份后，实施期绩效目标与本年度绩效目标相同或几乎相同时提示；项目实施期超过一年的，作为提醒。

## Why it matters
跨年项目的两个目标一样，就看不出今年要做到哪一步。一年的项目两个目标本来可以一致，写得具体就好。

## Basis
`FORM`：表里分设实施期目标和年度目标两格。

## Example
2023年项目支出绩效目标表

| 项目支出实施期 | 本年度 |
|---|---|
| 实施期绩效目标 | 帮助困难学生按时领到午餐补贴 |
| 本年度绩效目标 | 帮助困难学生2023年度按时领到午餐补贴 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | =373人 |

## Instead
2023年项目支出绩效目标表

| 项目支出实施期 | 本年度 |
|---|---|
| 实施期绩效目标 | 帮助困难学生按时领到午餐补贴 |
| 本年度绩效目标 | 2023年每月15日前向373名学生发放补贴，发放准确率不低于99% |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | =373人 |

## Known limits
按相邻两字相同的多少比较，换了说法而意思一样的看不出来。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..words import squeeze, terms, without
from ..years import span_of, years_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "TIM04",
    "longterm-equals-annual",
    "实施期目标与年度目标雷同",
    "info",
    zh="实施期目标与年度目标除年份外{how}",
    en="the goal of the period and the goal of the year {how_en}",
    repair_zh="年度目标写明今年做到哪一步、做多少",
    repair_en="Say in the annual goal what this year brings, and how much",
    basis=("FORM",),
    reasons={
        "one-goal": ("版式只有一个目标", "the layout has one goal only"),
        "blank": ("有一个目标是空白", "one of the goals is blank"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict, at the annual goal."""
    place = form.place("annual_goal")
    if "annual_goal" not in form.fields or "period_goal" not in form.fields:
        yield not_applicable(place, "one-goal")
        return
    one, two = (_bare(form.text(key), book) for key in ("period_goal", "annual_goal"))
    if not one or not two:
        yield insufficient(place, "blank")
    elif _alike(one, two, book):
        same = one == two
        yield fails(
            place,
            also=(form.place("period_goal"),),
            loudness=Severity.WARNING if _is_long(form, book) else None,
            how="一字不差" if same else "几乎一样",
            how_en="are the same but for the year" if same else "are nearly the same",
        )
    else:
        yield passes(place)


def _is_long(form: Form, book: Book) -> bool:
    span = span_of(form, book)
    return span is not None and span[1] > span[0]


def _bare(text: str, book: Book) -> str:
    """The goal without years, year words, digits of years, white space and punctuation."""
    word = squeeze(text)
    for _, start, end in reversed(list(years_in(word))):
        word = word[:start] + word[end - 1 :]
    word = without(word, terms(book, "year-words"))
    return "".join(char for char in word if char.isalnum())


def _alike(one: str, two: str, book: Book) -> bool:
    """Whether the share of common pairs of characters reaches the threshold."""
    first, second = _pairs(one), _pairs(two)
    common = sum(min(number, second.get(pair, 0)) for pair, number in first.items())
    total = sum(first.values()) + sum(second.values())
    return 2 * common >= book.number("goal-likeness") * total


def _pairs(text: str) -> dict[str, int]:
    out: dict[str, int] = {}
    for at in range(len(text) - 1):
        pair = text[at : at + 2]
        out[pair] = out.get(pair, 0) + 1
    return out
