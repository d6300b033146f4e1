"""Two versions of a form: cells, rows and findings that changed."""

from __future__ import annotations

import pytest
from test_accept import FORM, checked

from jiheng.compare import FormDiff, compare

VALUE = "| 产出指标 | 成本指标 | 示例补贴 | ≤318万元 | 预算 |\n"


def diff(new: str, old: str = FORM) -> FormDiff:
    (one,) = compare(checked(old), checked(new))
    return one


def test_the_same_form_differs_in_nothing() -> None:
    one = diff(FORM)
    assert (one.changes, one.gone, one.come) == ((), (), ())
    assert one.stayed


def test_a_repaired_cell_and_the_finding_that_went() -> None:
    one = diff(FORM.replace("≤318万元", "≤313.32万元").replace("| 318 |", "| 313.32 |"))
    assert [(c.kind, c.old, c.new, c.place.ref) for c in one.changes] == [
        ("changed", "318", "313.32", "budget_amount"),
        ("changed", "≤318万元", "≤313.32万元", "C1"),
    ]
    assert "ARI01" in {f.code for f in one.gone}
    assert not one.come


@pytest.mark.parametrize("way", ["added", "removed"])
def test_a_row_more_or_less_does_not_shift_the_others(way: str) -> None:
    row = "| 产出指标 | 数量指标 | 巡逻车辆购置数量 | 15辆 | 计划 |\n"
    longer = FORM.replace(
        "| 产出指标 | 数量指标 | 示例补贴", row + "| 产出指标 | 数量指标 | 示例补贴"
    )
    one = diff(longer) if way == "added" else diff(FORM, longer)
    assert [(c.kind, c.place.name) for c in one.changes] == [(way, "巡逻车辆购置数量")]


def test_a_renamed_row_is_the_same_row() -> None:
    one = diff(FORM.replace("示例补贴发放人数", "示例补贴享受人数"))
    assert [(c.kind, c.old, c.new) for c in one.changes] == [
        ("changed", "示例补贴发放人数", "示例补贴享受人数")
    ]


def test_a_form_that_only_one_version_has() -> None:
    other = FORM.replace("示例补贴 | 预算部门", "另一补贴 | 预算部门").replace("2023年", "2024年")
    diffs = compare(checked(FORM), checked(FORM + "\n" + other))
    assert [bool(one.old) for one in diffs] == [True, False]
    assert [c.kind for c in diffs[1].changes] == ["added"]
    assert diffs[1].come
    assert compare(checked(FORM + "\n" + other), checked(FORM))[1].changes[0].kind == "removed"
