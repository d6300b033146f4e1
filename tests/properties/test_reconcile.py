"""For every form of figures: honest arithmetic is never contradicted, a planted error is found."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from jiheng.check import check_document
from jiheng.documents import read
from jiheng.model.finding import Report
from jiheng.policy import load
from jiheng.rules.formula import formulas
from jiheng.rules.reconcile import MOST, Reconciliation, forget, reconcile
from jiheng.rules.yearly import words_of

BOOK = load()
WORDS = words_of(BOOK)
NAMES = ("值班补贴", "伙食", "车辆租赁", "线路维护", "道路硬化", "抚育", "保洁", "体检", "服装")
UNITS = ("人", "辆", "公里", "亩", "点", "户", "平方米")
PERIODS = {"": 1, "/月": 12, "/年": 1, "/季度": 4, "/学期": 2}
CODES = {"ARI01", "ARI02", "ARI03"}
Row = tuple[str, str, str]

item = st.tuples(
    st.integers(1, 9999),
    st.decimals(1, 9999, places=1, allow_nan=False, allow_infinity=False),
    st.sampled_from(UNITS),
    st.sampled_from(sorted(PERIODS)),
)
items = st.lists(item, min_size=1, max_size=6)


def table(rows: list[Row], budget: Decimal | None = None) -> str:
    lines = "\n".join(f"| 产出指标 | {a} | {b} | {c} |" for a, b, c in rows)
    money = f"| 年度资金总额 | {budget:f} |\n|---|---|\n\n" if budget is not None else ""
    head = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
    return f"单位：万元\n\n{money}{head}{lines}\n"


def report(text: str) -> Report:
    return check_document(read(text.encode(), "form.md", BOOK), BOOK)


def answered(text: str) -> Reconciliation:
    forget()
    return reconcile(read(text.encode(), "form.md", BOOK).forms[0], BOOK)


def honest(
    found: list[tuple[int, Decimal, str, str]], places: int, how: str
) -> tuple[list[Row], list[Decimal]]:
    rows, costs = [], []
    for name, (count, price, unit, period) in zip(NAMES, found, strict=False):
        yuan = count * price * PERIODS[period]
        wan = yuan.scaleb(-4).quantize(Decimal(1).scaleb(-places), how)
        costs.append(wan)
        rows += [
            ("数量指标", name, f"{count}{unit}"),
            ("质量指标", name, f"{price}元/{unit}{period}"),
        ]
        rows.append(("成本指标", name, f"≤{wan:f}万元"))
    return rows, costs


@settings(deadline=None, max_examples=60)
@given(items, st.integers(0, 6), st.randoms(use_true_random=False))
def test_honest_arithmetic_is_never_contradicted(
    found: list[tuple[int, Decimal, str, str]], places: int, random: Random
) -> None:
    """Whatever the units, periods, rounding and order of rows."""
    rows, costs = honest(found, places, ROUND_HALF_UP)
    random.shuffle(rows)
    said = report(table(rows, sum(costs, Decimal(0))))
    assert not said.crashed
    assert not [f for f in said.findings if f.code in CODES]
    closed = [c for c in said.checked if c.code == "ARI01" and c.verdict.outcome == "pass"]
    assert len(closed) == len([cost for cost in costs if cost])


@settings(deadline=None, max_examples=40)
@given(items, st.integers(0, 3))
def test_rounding_up_throughout_is_a_habit(
    found: list[tuple[int, Decimal, str, str]], places: int
) -> None:
    """Three rows rounded up or more: no error; a gap below one unit is all that is ever passed."""
    rows, _ = honest(found, places, ROUND_CEILING)
    for one in answered(table(rows)).costs:
        if one.closes:
            assert abs(one.gap) < Decimal(10000).scaleb(-places)


@settings(deadline=None, max_examples=60)
@given(item, st.integers(2, 60))
def test_a_planted_error_is_found(found: tuple[int, Decimal, str, str], percent: int) -> None:
    """One row whose cost is some percent too high, in a form that says its months."""
    count, price, unit, period = found
    wan = (count * price * PERIODS[period] * (100 + percent)).scaleb(-6)
    rows: list[Row] = [
        ("数量指标", "补贴", f"{count}{unit}"),
        ("质量指标", "补贴", f"{price}元/{unit}{period}"),
        ("时效指标", "1-12月", "按月发放"),
        ("成本指标", "补贴", f"{wan:f}万元"),
    ]
    (one,) = answered(table(rows)).costs
    assert one.misses
    assert one.equation
    assert one.equation.yuan == count * price * PERIODS[period]
    assert one.gap == wan.scaleb(4) - one.equation.yuan


@settings(deadline=None, max_examples=60)
@given(items, st.integers(0, 4), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    found: list[tuple[int, Decimal, str, str]], places: int, random: Random
) -> None:
    rows, _ = honest(found, places, ROUND_HALF_UP)
    before = {one.cost.object: (one.state, one.gap) for one in answered(table(rows)).costs}
    random.shuffle(rows)
    after = {one.cost.object: (one.state, one.gap) for one in answered(table(rows)).costs}
    assert before == after


JUMBLE = st.lists(
    st.sampled_from(
        [
            *"0123456789.,×x*+＋（）()=＝%万元/人月年天次个、；，",
            "300元",
            "20人",
            "12个月",
            "其中",
            "含",
        ]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(JUMBLE)
def test_any_text_is_read_as_formulas_or_not(text: str) -> None:
    for one in formulas(text, WORDS):
        assert one.factors > 1
        assert one.yuan >= 0
        assert one.text


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.sampled_from(NAMES[:4]), JUMBLE, JUMBLE), max_size=12))
def test_any_form_is_answered_within_the_bound(cells: list[tuple[str, str, str]]) -> None:
    rows: list[Row] = []
    for n, (name, value, standard) in enumerate(cells):
        kind = ("数量指标", "质量指标", "成本指标")[n % 3]
        rows.append((kind, name, f"{value or 0} | {standard}"))
    lines = "\n".join(f"| 产出指标 | {a} | {b} | {c} |" for a, b, c in rows)
    head = "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准 |\n|---|---|---|---|---|\n"
    document = read(f"单位：万元\n\n{head}{lines}\n".encode(), "form.md", BOOK)
    for form in document.forms:
        forget()
        found = reconcile(form, BOOK)
        assert all(one.steps <= MOST for one in found.costs)
        for one in found.costs:
            if one.closes:
                assert abs(one.gap) <= one.tolerance
