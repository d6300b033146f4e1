"""The arithmetic engine: what it finds, and that its search is bounded as its docstring says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import pytest

from jiheng.check import check_document
from jiheng.documents import read
from jiheng.model.form import Form
from jiheng.policy import load
from jiheng.rules import per_head, reconcile
from jiheng.rules.formula import LONGEST, formulas
from jiheng.rules.levels import LEVELS, row_sums
from jiheng.rules.working import quotient
from jiheng.rules.yearly import words_of

BOOK = load()
WORDS: Any = words_of(BOOK)
HEAD = "单位：万元\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准 |\n|---|---|---|---|---|\n"
Row = tuple[str, ...]


def form(*rows: Row, head: str = HEAD) -> Form:
    lines = [f"| 产出指标 | {' | '.join((*row, '', '')[:4])} |" for row in rows]
    return read((head + "\n".join(lines)).encode(), "form.md", BOOK).forms[0]


def answer(*rows: Row) -> reconcile.Reconciliation:
    return reconcile.reconcile(form(*rows), BOOK)


def calls(work: Callable[[], object]) -> int:
    """Python function calls, the same on every machine."""
    made = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


def ordinary(items: int) -> list[Row]:
    rows: list[Row] = [("数量指标", "队员人数", "100人")]
    for n in range(items):
        rows.append(("质量指标", f"项目甲{n}乙", f"{n + 1}元/人/月"))
        rows.append(("成本指标", f"项目甲{n}乙", f"{Decimal(n + 1) * 1200 / 10000}万元"))
    return rows


def worst(rate: str, size: int) -> list[Row]:
    """One name for everything, many counts in every unit of the rate, nothing that closes."""
    part = size * 3 // 10
    rows: list[Row] = [("数量指标", f"补助{n}号", f"{n + 3}{'人次处'[n % 3]}") for n in range(part)]
    rows += [("质量指标", "补助标准", rate.replace("7", str(n + 7))) for n in range(part)]
    return rows + [("成本指标", "补助", f"{n}.{n:02}3万元") for n in range(1, size - 2 * part + 1)]


def test_a_large_ordinary_form_takes_a_step_a_cost() -> None:
    found = answer(*ordinary(100))
    assert [one.state for one in found.costs] == ["closed"] * 100
    assert found.steps <= 2 * len(found.costs)


@pytest.mark.parametrize("rate", ["7元/人/月", "7元/人/次", "7元/人/处/次", "7元"])
def test_the_worst_form_of_200_rows_is_bounded(rate: str) -> None:
    rows = worst(rate, 200)
    found = answer(*rows)
    assert len(rows) == 200
    assert len(found.costs) == 80
    assert found.steps <= len(found.costs) * reconcile.MOST
    assert all(one.steps <= reconcile.MOST for one in found.costs)
    assert not any(one.misses for one in found.costs)


@pytest.mark.parametrize("make", [lambda n: ordinary(n // 2), lambda n: worst("7元/人/处/次", n)])
def test_the_work_grows_with_the_rows_and_no_faster(make: Callable[[int], list[Row]]) -> None:
    """Steps are honest: the calls made grow as they do. Counted, not timed."""
    made = {}
    for size in (50, 100, 200):
        one = form(*make(size))
        reconcile.forget()
        made[size] = calls(lambda one=one: reconcile.reconcile(one, BOOK))  # type: ignore[misc]
    assert made[100] < 2.3 * made[50]
    assert made[200] < 2.3 * made[100]


def test_the_sums_of_rates_are_bounded() -> None:
    limit = int(BOOK.number("subset-items"))
    for items in (limit, limit + 1):
        rows: list[Row] = [("质量指标", f"补贴{n}号", f"{2**n * 10}元/人/年") for n in range(items)]
        whole = form(*rows, ("经济效益指标", "保障补贴", "3元/人"))
        (head,) = per_head.per_heads(whole, BOOK)
        found = reconcile.reconcile(whole, BOOK).figures
        match = per_head.explain(head, per_head.parts_of(head, found), limit)
        assert match.searched <= 2**limit


def test_rows_are_paired_by_name_and_unit_never_by_position() -> None:
    rows: list[Row] = [
        ("数量指标", "队员人数", "10人"),
        ("质量指标", "伙食费", "100元/人/月"),
        ("质量指标", "工资", "2000元/人/月"),
        ("成本指标", "工资", "24万元"),
        ("成本指标", "伙食费", "1.2万元"),
    ]
    for order in (rows, rows[::-1], rows[2:] + rows[:2]):
        assert {one.state for one in answer(*order).costs} == {"closed"}


def test_where_several_ways_fit_the_simplest_is_shown_and_the_others_are_counted() -> None:
    """10人 × 600元/人 × 1 and 5人 × 600元/人 × 2次 are both 6000元; neither head is named."""
    (one,) = answer(
        ("数量指标", "甲类", "10人"),
        ("数量指标", "乙类", "5人"),
        ("数量指标", "走访", "2次"),
        ("质量指标", "慰问", "600元/人"),
        ("成本指标", "慰问", "0.6万元"),
    ).costs
    assert one.state == "closed"
    assert one.way
    assert one.way.text().startswith("10人 × 600元/人 = 6,000元")
    assert [way.text() for way in one.others] == ["5人 × 2次 × 600元/人 = 6,000元"] or [
        way.text() for way in one.others
    ] == ["2次 × 5人 × 600元/人 = 6,000元"]


def test_so_many_guesses_that_one_must_fit_explain_nothing() -> None:
    rows: list[Row] = [("数量指标", f"类别{n}号", f"{n}人") for n in range(10, 50)]
    rows += [("质量指标", "慰问", "1000元/人"), ("成本指标", "慰问", "3万元")]
    assert [one.state for one in answer(*rows).costs] == ["ambiguous"]


def test_the_insurance_rates_share_one_base() -> None:
    found = answer(
        ("数量指标", "队员人数", "346人"),
        ("质量指标", "养老保险", "631.2元/人/月"),
        ("质量指标", "工伤保险", "28.4元/人/月"),
        ("质量指标", "医疗保险", "343.2元/人/月"),
        ("质量指标", "住房公积金", "100元/人/月"),
        ("质量指标", "工资", "2400元/人/月"),
    ).contributions
    assert [(str(one.base), str(one.percent)) for one in found] == [
        ("3945", "16"),
        ("3945", "0.72"),
        ("3945", "8.7"),
    ]
    assert found[0].text() == "631.2元/人/月 = 3,945元 × 16%（缴费基数由表内标准反推）"


@pytest.mark.parametrize(
    ("pension", "medical"),
    [("631.2元/人/月", "900元/人/月"), ("631.2元/人/次", "343.2元/人/次"), ("", "343.2元/人/月")],
)
def test_rates_that_share_no_base_are_not_explained(pension: str, medical: str) -> None:
    rows: list[Row] = [("质量指标", "医疗保险", medical)]
    rows += [("质量指标", "养老保险", pension)] if pension else []
    assert answer(*rows).contributions == ()


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("20人×300元×12月", "72000"),
        ("20人 * 300元/人 x 12个月", "72000"),
        ("人工20人×标准300元/人·月×12个月＝7.2万元", "72000"),
        ("100点×6000元/点+2万元", "620000"),
        ("(60+30)人×2天×250元/人/天", "45000"),
        ("1,500亩×0.03万元/亩", "450000"),
        ("3945元×16%×346人×12月", "2620742.4"),
        ("1.2万平方米×6.5元", "78000"),
        ("5台×8,600.50元", "43002.5"),
    ],
)
def test_a_formula_is_read(text: str, yuan: str) -> None:
    assert [one.yuan for one in formulas(text, WORDS)] == [Decimal(yuan)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "20人",
            "300元×400元",
            "20×30",
            "型号X5，配置3元",
            "4×4",
            "",
            "×",
            "20人×",
            "（×3元",
            "3元+×",
        ),
        *("2人+3元×2", "1.2.3元×4×", "×" * 50),
    ],
)
def test_what_is_no_formula_of_money_is_not_one(text: str) -> None:
    assert list(formulas(text, WORDS)) == []


def test_reading_formulas_is_linear_in_the_text() -> None:
    made = {
        size: calls(lambda size=size: list(formulas("（2人×3元+" * size, WORDS)))  # type: ignore[misc]
        for size in (10, 20, 40, 4000)
    }
    assert made[20] < 2.5 * made[10]
    assert made[4000] <= made[40] * LONGEST


def test_levels_are_folded_from_the_inside_out() -> None:
    found = answer(
        ("成本指标", "支出合计", "100万元"),
        ("成本指标", "人员小计", "60万元"),
        ("成本指标", "工资", "40万元"),
        ("成本指标", "社保", "20万元"),
        ("成本指标", "公用小计", "40万元"),
        ("成本指标", "办公", "25万元"),
        ("成本指标", "差旅", "15万元"),
    )
    assert {(s.whole.row.name, len(s.parts)) for s in found.sums} == {
        ("支出合计", 2),
        ("人员小计", 2),
        ("公用小计", 2),
    }
    assert all(sum(part.yuan for part in one.parts) == one.whole.yuan for one in found.sums)


def test_levels_are_searched_in_a_few_passes() -> None:
    costs = answer(*[("成本指标", f"项目{n}号", f"{2**n}元") for n in range(60)]).figures.costs
    assert calls(lambda: row_sums(costs, WORDS)) <= LEVELS * len(costs) * 20


def test_a_rounding_habit_never_hides_a_larger_gap() -> None:
    others: list[Row] = [("成本指标", "租金", "120.00万元"), ("成本指标", "燃油", "56.00万元")]
    for rate, state in (("880元/人/月", "closed"), ("891元/人/月", "gap")):
        found = answer(
            ("数量指标", "津贴人数", "373人"),
            ("质量指标", "津贴", rate),
            ("成本指标", "津贴", "394.00万元"),
            *others,
        )
        assert found.costs[0].state == state
        assert bool(found.costs[0].habit) is (state == "closed")
        assert found.costs[0].state == "gap" or abs(found.costs[0].gap) <= 5000


def working(code: str, *rows: Row, budget: str = "") -> list[str]:
    """The working lines of a rule's verdicts."""
    money = f"| 年度资金总额 | {budget} |\n|---|---|\n\n" if budget else ""
    lines = [
        f"| {'效益' if '效益' in row[0] else '产出'}指标 | {' | '.join((*row, '', '')[:4])} |"
        for row in rows
    ]
    text = "单位：万元\n\n" + money + HEAD.partition("\n")[2] + "\n".join(lines)
    report = check_document(read(text.encode(), "form.md", BOOK), BOOK)
    return [line for c in report.checked if c.code == code for line in c.verdict.working]


HEADS: Row = ("数量指标", "队员人数", "346人")


def test_the_working_names_everything_that_was_used() -> None:
    """Residue and its tolerance, the base of a rate, other ways, the habit; and nothing else."""
    rows: list[Row] = [
        HEADS,
        ("质量指标", "养老保险", "631.2元/人/月"),
        ("质量指标", "医疗保险", "343.2元/人/月"),
        ("质量指标", "工资", "2400元/人/月"),
        ("成本指标", "养老保险", "≤262.07万元"),
        ("成本指标", "工资", "≤996.48万元"),
    ]
    assert working("ARI01", *rows) == [
        "346人 × 631.2元/人/月 × 12月 = 2,620,742.4元 = 262.07424万元",
        "262.07万元 − 262.07424万元 = -0.00424万元，在末位半个单位 ±50元 之内",
        "631.2元/人/月 = 3,945元 × 16%（缴费基数由表内标准反推）",
        "346人 × 2400元/人/月 × 12月 = 9,964,800元 = 996.48万元",
    ]


def test_the_working_counts_the_other_ways_and_names_the_habit() -> None:
    several = working(
        "ARI01",
        ("数量指标", "甲类", "10人"),
        ("数量指标", "乙类", "5人"),
        ("数量指标", "走访", "2次"),
        ("质量指标", "慰问", "600元/人"),
        ("成本指标", "慰问", "0.6万元"),
    )
    assert several[0] == "10人 × 600元/人 = 6,000元"
    assert several[1].startswith("2 种算法都对得上，另如：")
    habit = working(
        "ARI01",
        ("数量指标", "津贴人数", "373人"),
        ("质量指标", "津贴", "880元/人/月"),
        ("成本指标", "津贴", "394.00万元"),
        ("成本指标", "租金", "120.00万元"),
        ("成本指标", "燃油", "56.00万元"),
    )
    assert "本表 3 个成本金额都取整到 1万元，按 ±0.5万元 比较" in habit[1]


def test_what_could_not_be_concluded_shows_what_was_found() -> None:
    assert working(
        "ARI01",
        ("数量指标", "寄宿生人数", "400人"),
        ("质量指标", "寄宿生补助", "500元/人/月"),
        ("成本指标", "寄宿生补助", "200万元"),
    ) == ["400人 × 500元/人/月 × 12月 = 2,400,000元 = 240万元", "200万元 − 240万元 = -40万元"]


def test_several_sums_that_give_a_per_head_figure_are_counted() -> None:
    lines = working(
        "ARI04",
        ("质量指标", "工资", "100元/人/月"),
        ("质量指标", "伙食费", "1200元/人/年"),
        ("质量指标", "服装", "300元/人/年"),
        ("经济效益指标", "保障工资待遇", "1200元/人"),
    )
    assert lines[-1] == "2 种组合都对得上"


def test_a_number_of_hundreds_of_digits_is_divided() -> None:
    """Found by tools/fuzz.py: a damaged page printed a budget of 208 digits."""
    with localcontext(prec=200):
        assert quotient(Decimal("9" * 208), Decimal(3), 2) == Decimal("3" * 208)
