"""``jiheng explain FORM#F1.C1 --evidence STORE``: the way from the points back to cell and rows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from cli.evaluating import END, FORMS, MIDDLE, VIDEO, call, golden
from conftest import ROOT

from jiheng.cli import main

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def explained(ref: str, store: Path, day: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert call("explain", f"{FORMS}#{ref}", store, day) == 0
    return capsys.readouterr().out


def test_the_whole_way(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    golden("explain-F3.C2.txt", explained("F3.C2", year_store, END, capsys))


def test_a_row_named_by_itself(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / FORMS)
    where = ["--evidence", str(year_store), "--as-of", END]
    assert main(["explain", path, "F1.T1", *where]) == 0
    said = capsys.readouterr().out
    assert "│ 12.50 × 11/12 ÷ 100% = 11.458333 → 11.46" in said
    assert "指标值“按月发放”" in said


def test_the_rows_come_first_in_their_order(
    year_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = explained("F1.C1", year_store, END, capsys)
    assert "支出台账 4,473 条" in said
    assert "编号：L000001、L000002、L000003、L000004、L000005 …… 另 4,468 条" in said
    assert "ledger.csv · 4,473 条 · SHA-256 " in said


def test_budget_execution(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = explained("F3.EXEC", year_store, END, capsys)
    assert "7,596,342.64 ÷ 8,400,000.00 = 90.4327%" in said
    assert "10.00 × 90.432650% = 9.04（不超过分值）" in said
    assert "年度未结束，不给分" in explained("F3.EXEC", year_store, MIDDLE, capsys)


def test_an_open_row_says_why(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = explained("F3.B1", year_store, END, capsys)
    assert "无法判断：目标没有写基期" in said
    assert "比前三年平均 53.13% ≥ 50.00% → 达成" in said
    assert "– / 15.00（未判定，不给分）" in said


def test_a_row_that_is_not_there(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", f"{FORMS}#F4.E9", year_store, END) == 2
    assert "最接近的是 F4.E1" in capsys.readouterr().err


def test_without_records_it_is_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / FORMS)
    assert main(["explain", f"{path}#F1.C1"]) == 0
    one = capsys.readouterr().out
    assert main(["explain", path, "F1.C1"]) == 0
    assert capsys.readouterr().out == one
    assert "ARI01" in one


def test_a_rule_is_explained_with_records_too(
    year_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--evidence", str(year_store), "--as-of", END]
    assert main(["explain", str(ROOT / FORMS), "ARI01", *where]) == 0
    assert "ARI01" in capsys.readouterr().out


@pytest.mark.parametrize("scheme", ["mof2020", "mof2020-ratio"])
def test_the_arithmetic_comes_to_the_score(
    scheme: str, year_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every printed equation, worked out from its own text, gives the printed points."""
    rows = [f"F1.{ref}" for ref in ("L1", "L4", "C1", "C2", "C3", "S1")]
    seen = 0
    for ref in rows:
        assert call("explain", f"{VIDEO}#{ref}", year_store, END, "--scheme", scheme) == 0
        for line in capsys.readouterr().out.splitlines():
            if "│" in line and "→" in line:
                left, _, right = line.partition("│ ")[2].partition(" = ")
                exact, _, score = right.partition(" → ")
                told = worked(left)
                assert abs(told - Fraction(exact)) < Fraction(1, 50_000), line
                rounded = Decimal(exact).quantize(Decimal("0.01"), ROUND_HALF_UP)
                assert rounded == Decimal(score)
                seen += 1
    assert seen >= 4


def worked(text: str) -> Fraction:
    """``3.12 × 1,132,500.00 ÷ 1,510,000.00`` or with a share as 11/12 or 99.96%."""
    total, sign = Fraction(1), "×"
    for word in text.split():
        if word in ("×", "÷"):
            sign = word
            continue
        plain = word.replace(",", "")
        number = Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)
        total = total * number if sign == "×" else total / number
    return total
