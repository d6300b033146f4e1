"""The use case: a broken part is loud and stops nothing else."""

from __future__ import annotations

import pytest

from jiheng import documents, rules
from jiheng.check import check_bytes, exit_code
from jiheng.policy import load

BOOK = load()
FORM = (
    "单位：万元\n| 年度资金总额 | 2565 |\n|---|---|\n"
    "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
    "| 产出指标 | 成本指标 | 人员经费成本 | ≤3584万元 |\n"
).encode()


def broken(*_: object) -> None:
    raise ZeroDivisionError("planted")


def test_a_broken_reader_is_a_refusal_with_exit_code_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "grid_of", broken)
    report = check_bytes(FORM, "sample.md", BOOK)
    assert report.error
    assert "sample.md" in report.error.sentence("zh")
    assert "planted" in report.error.sentence("en")
    assert exit_code([report]) == 2


def test_a_broken_rule_is_loud_and_the_others_still_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    from jiheng.model.record import replace

    registry = rules.registry()
    monkeypatch.setitem(registry, "ARI02", replace(registry["ARI02"], check=broken))
    report = check_bytes(FORM, "sample.md", BOOK)
    codes = {finding.code for finding in report.findings}
    assert {"X901", "ARI03"} <= codes
    assert report.crashed == ("ARI02: ZeroDivisionError: planted",)
    assert exit_code([report]) == 2


def test_selecting_a_folded_finding_lets_it_stand_alone() -> None:
    text = FORM.decode().replace("2565", "318").replace("≤3584万元", "≤318万元") + (
        "| 产出指标 | 数量指标 | 人员经费人数 | 373人 |\n"
        "| 产出指标 | 质量指标 | 人员经费标准 | 700元/人/月 |\n"
        "| 效益指标 | 经济效益指标 | 保障工资待遇 | 8400元/人 |\n"
    )
    whole = check_bytes(text.encode(), "sample.md", BOOK)
    folded = [f for f in whole.findings if f.code == "ARI05"]
    assert [f.caused_by for f in folded] == ["ARI01@F1.C1"]
    alone = check_bytes(text.encode(), "sample.md", BOOK, select=("ARI05",))
    assert [(f.code, f.caused_by) for f in alone.findings] == [("ARI05", None)]
