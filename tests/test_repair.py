"""Proposals of repair: what each rule would write, and that they do not make matters worse."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import ROOT
from test_accept import BOOK, FORM, checked

from jiheng.check import check_bytes
from jiheng.model.finding import Finding, Proposal, Report
from jiheng.rules import registry
from jiheng.rules.repair import HOMES, proposals
from jiheng.rules.repair.amounts import renumbered
from jiheng.rules.say import Voice

STR02 = """
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| | 社会效益指标 | 辖区群众投诉件数 | ≤10件 |
"""
CASES = [
    ("VAL01", FORM, ["F1.N1 value 373人 → =373人 !"]),
    ("DIR01", FORM.replace("≤318万元", "≥318万元"), ["F1.C1 value ≥318万元 → ≤318万元 !"]),
    (
        "DIR03",
        FORM.replace("职工满意度 | ≥90%", "群众投诉件数 | ≥3件"),
        ["F1.S1 value ≥3件 → ≤3件 !"],
    ),
    (
        "DIR04",
        FORM + "| 产出指标 | 质量指标 | 材料审核合格率 | ≤95% | 标准 |\n",
        ["F1.L2 value ≤95% → ≥95% !"],
    ),
    (
        "UNI03",
        FORM.replace("| 318 |", "| 3180000元 |"),
        ["F1.budget_amount value 3180000元 → 318 !"],
    ),
    ("ARI01", FORM, ["F1.C1 value ≤318万元 → ≤313.32万元 !"]),
    (
        "ARI01",
        FORM.replace("≤318万元", "≤3,180,000元"),
        ["F1.C1 value ≤3,180,000元 → ≤3,133,200元 !"],
    ),
    ("ARI04", FORM.replace("8400元/人", "8500元/人"), ["F1.E1 value =8500元/人 → =8400元/人 !"]),
    ("STR06", FORM.replace("| ≥90% |", "|　≥90%|"), ["F1.S1 value \u3000≥90% → ≥90%"]),
    ("STR07", FORM.replace("| 318 |", "| 318万元 |"), ["F1.budget_amount value 318万元 → 318"]),
    ("STR09", FORM.replace("≥90%", "≧90%").replace("373人", "≥373人"), ["F1.S1 value ≧90% → ≥90%"]),
    (
        "STR08",
        FORM.replace("年末在册", "年末在册）"),
        ["F1.N1 standard 年末在册） → （年末在册） !"],
    ),
    ("STR02", STR02, ["F1.B1 level1  → 效益指标 !"]),
    (
        "TAX03",
        STR02.replace("| | 社会", "| 产出指标 | 社会"),
        ["F1.B1 level1 产出指标 → 效益指标 !"],
    ),
    (
        "VAL03",
        FORM.replace("人均补贴 | =8400元/人", "人均补贴（<8400元/人） | ≤8400元/人"),
        ["F1.E1 name 人均补贴（<8400元/人） → 人均补贴（≤8400元/人） !"],
    ),
]


def proposed(report: Report, code: str) -> list[Proposal]:
    found = [f for f in report.findings if f.code == code]
    return [one for f in found for one in proposals(f, report.document, BOOK)]


@pytest.mark.parametrize(("code", "text", "said"), CASES, ids=lambda v: v if len(v) == 5 else "")
def test_each_rule_proposes_the_cell(code: str, text: str, said: list[str]) -> None:
    found = proposed(checked(text), code)
    shown = [
        f"{one.place.key} {one.place.part} {one.old} → {one.new}{' !' if one.confirm else ''}"
        for one in found
    ]
    assert shown == said
    assert all(one.why and one.why_en for one in found)


def test_an_amount_in_a_cell_of_two_numbers_is_left_to_people() -> None:
    assert not proposed(checked(FORM.replace("≤318万元", "≤318万元（2项）")), "ARI01")
    assert renumbered("≤318万元", Decimal(319), Decimal(1)) == ""
    assert renumbered("共2项318万元", Decimal(318), Decimal(1)) == ""


def test_every_rule_that_is_repaired_exists() -> None:
    assert {*HOMES} <= {*registry()}


@pytest.mark.parametrize("code", sorted({code for code, _, _ in CASES}))
def test_what_is_proposed_answers_the_finding(code: str) -> None:
    """Written into the text, the proposals leave no finding of the rule."""
    text = next(text for one, text, _ in CASES if one == code)
    lines = text.split("\n")
    for one in proposed(checked(text), code):
        at = one.place.address.line - 1
        old, new = (one.old, one.new) if one.old else ("| | ", f"| {one.new} | ")
        lines[at] = lines[at].replace(old, new, 1)
    text = "\n".join(lines)
    assert not [f for f in checked(text, select=(code,)).findings if f.code == code]


def test_the_examples_get_a_proposal_for_each_kind() -> None:
    data = (ROOT / "examples" / "shili-2023.docx").read_bytes()
    report = check_bytes(data, "shili.docx", BOOK)
    codes = {f.code for f in report.findings if proposals(f, report.document, BOOK)}
    assert {"ARI01", "DIR01", "STR02", "STR07", "STR09", "VAL01"} <= codes
    for finding in report.findings:
        for one in proposals(finding, report.document, BOOK):
            assert one.new != one.old


def test_nothing_is_proposed_without_a_book_or_a_document() -> None:
    report = checked()
    finding: Finding = next(f for f in report.findings if f.code == "VAL01")
    assert Voice("zh").proposals(finding, report.document) == ()
    assert Voice("zh", BOOK).proposals(finding, None) == ()
