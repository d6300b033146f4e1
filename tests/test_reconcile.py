"""The arithmetic engine: what it finds, and that its search is bounded as its docstring says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.documents import read
from jiheng.model.form import Form
from jiheng.policy import load
from jiheng.rules import per_head, reconcile

BOOK = load()
HEAD = "单位：万元\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"


def form(*rows: tuple[str, str, str]) -> Form:
    lines = [f"| 产出指标 | {level2} | {name} | {value} |" for level2, name, value in rows]
    return read((HEAD + "\n".join(lines)).encode(), "form.md", BOOK).forms[0]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the products that are formed."""
    made = [0]
    real = reconcile.Equation

    def equation(*args: object) -> reconcile.Equation:
        made[0] += 1
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(reconcile, "Equation", equation)
    return made


def test_a_large_ordinary_form_takes_a_product_or_two_a_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [("数量指标", "队员人数", "100人")]
    for n in range(100):
        rows.append(("质量指标", f"项目甲{n}乙", f"{n + 1}元/人/月"))
        rows.append(("成本指标", f"项目甲{n}乙", f"{Decimal(n + 1) * 1200 / 10000}万元"))
    made = counted(monkeypatch)
    answer = reconcile.reconcile(form(*rows), BOOK)
    assert [one.state for one in answer.costs] == ["closed"] * 100
    assert made[0] <= 2 * len(rows)


@pytest.mark.parametrize("rate", ["7元/人/月", "7元/人/次", "7元/人/处/次"])
def test_the_worst_form_of_200_rows_is_bounded(rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One name for everything, many counts in every unit of the rate, nothing that closes."""
    rows = [("数量指标", f"补助{n}号", f"{n + 3}{unit}") for n in range(20) for unit in "人次处"]
    rows += [("质量指标", "补助标准", rate.replace("7", str(n + 7))) for n in range(70)]
    rows += [("成本指标", "补助", f"{n}.{n:02}3万元") for n in range(1, 71)]
    made = counted(monkeypatch)
    answer = reconcile.reconcile(form(*rows), BOOK)
    assert len(rows) == 200
    assert len(answer.costs) == 70
    assert 0 < made[0] <= 70 * reconcile.MOST


def test_the_sums_of_rates_are_bounded() -> None:
    limit = int(BOOK.number("subset-items"))
    for items in (limit, limit + 1):
        rates = [("质量指标", f"补贴{n}号", f"{2**n * 10}元/人/年") for n in range(items)]
        text = "| 效益指标 | 经济效益指标 | 保障补贴 | 3元/人 |"
        whole = read(
            (
                HEAD
                + "\n".join(f"| 产出指标 | {a} | {b} | {c} |" for a, b, c in rates)
                + "\n"
                + text
            ).encode(),
            "form.md",
            BOOK,
        ).forms[0]
        (head,) = per_head.per_heads(whole, BOOK)
        found = reconcile.reconcile(whole, BOOK).figures
        match = per_head.explain(head, per_head.parts_of(head, found), limit)
        assert match.searched <= 2**limit


def test_rows_are_paired_by_name_and_unit_never_by_position() -> None:
    rows = [
        ("数量指标", "队员人数", "10人"),
        ("质量指标", "伙食费", "100元/人/月"),
        ("质量指标", "工资", "2000元/人/月"),
        ("成本指标", "工资", "24万元"),
        ("成本指标", "伙食费", "1.2万元"),
    ]
    for order in (rows, rows[::-1], rows[2:] + rows[:2]):
        answer = reconcile.reconcile(form(*order), BOOK)
        assert {one.state for one in answer.costs} == {"closed"}
