"""Schemes, weights, grades and exact arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
import yaml
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from jiheng.model import sample
from jiheng.model.form import Target
from jiheng.model.quantity import Unit
from jiheng.model.refusal import Refusal
from jiheng.model.result import Actual, Binding, Judgement, Ratio, Standing
from jiheng.policy import load
from jiheng.score import exact, grade, points
from jiheng.score.measures import measure
from jiheng.score.verdict import judge

BOOK = load()
CASES = yaml.safe_load((ROOT / "cases" / "scores" / "schemes.yaml").read_text("utf-8"))
WHOLE = st.integers(-(10**15), 10**15)


def pair(text: str) -> Ratio:
    return exact.of_decimal(Decimal(text))


def told(score: int | None) -> str:
    return "" if score is None else str(Decimal(score).scaleb(-2))


@pytest.mark.parametrize("case", CASES["rows"], ids=str)
def test_a_row(case: dict[str, Any]) -> None:
    used = points.scheme(BOOK, case["scheme"])
    target = Target(case["target"], "quant", case["op"], case["op"], *[Decimal(case["target"])] * 2)
    actual = Actual(pair(case["actual"]), "")
    verdict = judge(target, measure("accepted"), actual, Binding("", "", "N1", "accepted"))
    weight = points.hundredths(Decimal(case["weight"]))
    found = points.award(used, verdict, actual, weight)
    assert told(found.score) == case["score"]
    assert found.over == case.get("over", False)
    assert found.reason_needed == (found.over or verdict.standing is Standing.NOT_MET)


@pytest.mark.parametrize("case", CASES["execution"], ids=str)
def test_the_execution_row(case: dict[str, Any]) -> None:
    rate = exact.of_fraction(Fraction(case["paid"]) / Fraction(case["budget"]))
    assert told(points.execution(points.scheme(BOOK, case["scheme"]), rate).score) == case["score"]


@pytest.mark.parametrize("case", CASES["bands"], ids=str)
def test_a_word(case: dict[str, Any]) -> None:
    actual = Actual(None, "", word=case["word"])
    bound = Binding("", "", "B2", "conclusion")
    verdict = judge(Target(case["target"], "qual"), measure("conclusion"), actual, bound)
    used = points.scheme(BOOK, case["scheme"])
    found = points.award(used, verdict, actual, points.hundredths(Decimal(case["weight"])))
    assert [told(n) for n in (found.score, found.low, found.high)] == [
        case[key] for key in ("score", "low", "high")
    ]
    assert found.assumptions


@pytest.mark.parametrize("case", CASES["weights"], ids=str)
def test_weights_nobody_stated(case: dict[str, Any]) -> None:
    words = case["rows"].split()
    families = [f for f, n in zip(words[::2], words[1::2], strict=True) for _ in range(int(n))]
    wanted = [
        w
        for part in case["weights"].split()
        for w in [part.split("×")[0]] * int(part.split("×")[1])
    ]
    made, unplaced = points.default_weights(points.scheme(BOOK, case["scheme"]), families)
    assert [told(weight) for weight in made] == wanted
    assert told(unplaced) == case.get("unplaced", "0.00")


@pytest.mark.parametrize("case", CASES["grades"], ids=str)
def test_a_grade_is_decided_on_the_unrounded_total(case: dict[str, Any]) -> None:
    used = points.scheme(BOOK, case["scheme"])
    still = points.hundredths(Decimal(case["open"]))
    assert grade.grade(used, pair(case["total"]), still) == case["grade"]


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(Refusal, match="没有这样的计分办法"):
        points.scheme(BOOK, "nothing")


@pytest.mark.parametrize("standing", [Standing.PENDING, Standing.INCOMPLETE, Standing.CANNOT_JUDGE])
def test_what_is_open_gives_no_points(standing: Standing) -> None:
    used = points.scheme(BOOK)
    found = points.award(used, Judgement(standing, target=Ratio(1)), Actual(Ratio(1), "1"), 1000)
    assert (found.exact, found.score) == (None, None)


def test_a_target_of_another_unit_cannot_be_judged() -> None:
    money = Unit("万元", "元", Decimal(10_000), family="money")
    share = Unit("%", "1", Decimal("0.01"), family="ratio")
    five = Decimal(5)
    for unit, counted, fits in (
        (money, "元", True),
        (share, "元", False),
        (None, "元", False),
        (share, "1", True),
        (None, "1", False),
        (money, "人", False),
        (None, "人", True),
    ):
        target = Target("5", "quant", ">=", ">=", five, five, unit)
        kind, bound = measure("accepted"), Binding("", "", "N1", "accepted")
        found = judge(target, kind, Actual(Ratio(10**6), counted), bound)
        assert found.standing is (Standing.MET if fits else Standing.CANNOT_JUDGE)
        assert found.reason == ("" if fits else "unit-mismatch")


def test_a_range_and_several_numbers() -> None:
    kind, bound = measure("accepted"), Binding("", "", "N1", "accepted")
    ends = (Decimal(5), Decimal(8))
    between = Target("5-8", "range", None, "between", *ends)
    for value, standing in ((4, "NOT_MET"), (5, "MET"), (8, "MET"), (9, "NOT_MET")):
        assert judge(between, kind, Actual(Ratio(value), ""), bound).standing == standing
    several = Target("5、8", "quant", None, None, *ends)
    assert judge(several, kind, Actual(Ratio(5), ""), bound).standing is Standing.CANNOT_JUDGE


@given(WHOLE, st.integers(1, 10**9))
def test_half_up_is_what_decimal_says(num: int, den: int) -> None:
    with localcontext(prec=60):
        wanted = (Decimal(num) / Decimal(den)).quantize(Decimal(1), ROUND_HALF_UP)
    assert exact.half_up(num, den) == int(wanted) == -exact.half_up(-num, den)
    assert exact.half_up(-num, -den) == exact.half_up(num, den)


@given(WHOLE, st.integers(1, 10**9), WHOLE, st.integers(1, 10**9))
def test_pairs_compare_as_fractions(a: int, b: int, c: int, d: int) -> None:
    left, right = Fraction(a, b), Fraction(c, d)
    wanted = (left > right) - (left < right)
    assert exact.compare(Ratio(a, b), Ratio(c, d)) == wanted


def test_bounds_are_checked() -> None:
    with pytest.raises(OverflowError):
        exact.half_up(1 << 64, 1)
    with pytest.raises(OverflowError):
        exact.half_up_column(None, None, exact.BOUND)
    with pytest.raises(ZeroDivisionError):
        exact.half_up(1, 0)
    with pytest.raises(ValueError, match="fen"):
        exact.fen("0.001")
    assert exact.fen("-343.22") == -34_322


@pytest.mark.parametrize(
    ("f", "n", "frame", "low", "high"),
    [  # published vectors of the adjusted interval with a finite population
        (61, 75, 415, "0.717157", "0.877780"),
        (12, 100, 400, "0.077736", "0.191495"),
    ],
)
def test_the_interval(f: int, n: int, frame: int, low: str, high: str) -> None:
    ends = sample.interval(f, n, frame)
    assert tuple(sample.shown(end, 6) for end in ends) == (low, high)


@pytest.mark.parametrize(
    ("frame", "needed"),
    [(373, 190), (372, 190), (346, 183), (345, 183), (560_000, 384), (1, 1), (10, 10)],
)
def test_the_sample(frame: int, needed: int) -> None:
    assert sample.needed(frame) == needed


def test_the_columns_of_an_engine_round_alike() -> None:
    import ibis

    values = [(n, d) for n in (-34_321_5, -15, -5, 0, 5, 14, 15, 700_00 * 15) for d in (1, 10, 31)]
    table = ibis.memtable({"n": [n for n, _ in values], "d": [d for _, d in values]})
    con = ibis.duckdb.connect()
    made = con.to_pyarrow(table.select(x=exact.half_up_column(table["n"], table["d"], 10**9)))
    assert made["x"].to_pylist() == [exact.half_up(n, d) for n, d in values]


def test_every_scheme_is_dated_and_its_bands_meet() -> None:
    for name, said in BOOK.topics["schemes"].items():
        assert said["title"]
        assert said["basis"]
        assert said["since"] < said["verified"]
        used = points.scheme(BOOK, name)
        assert used.execution + sum(used.weights.values()) == 10_000
        assert used.reverse in ("linear", "ratio")
        low, middle, top = (used.bands[word] for word in ("未达成", "部分达成", "达成"))
        assert (low[0], low[1], middle[1], top[1]) == (0, middle[0], top[0], 1)
