"""Runs every situation of cases/rules/*.md, and the example of every rule's own page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import ROOT
from rulecases import BOOK, RULES, BadCase, Case, cases_in, complaints, run

from jiheng.check import check_document
from jiheng.documents import read

FOLDER = ROOT / "cases" / "rules"


def _collect() -> list[Any]:
    out = []
    for path in sorted(FOLDER.glob("*.md")):
        for case in cases_in(path.read_text("utf-8"), path.stem):
            out.append(pytest.param(case, id=f"{case.code}-{case.title}"))
    return out


@pytest.mark.parametrize("case", _collect())
def test_case(case: Case) -> None:
    assert not complaints(case, run(case))


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_cases_on_both_sides(code: str) -> None:
    path = FOLDER / f"{code}.md"
    assert path.exists(), f"{code} has no case file"
    outcomes = [{e.outcome for e in c.expected} for c in cases_in(path.read_text("utf-8"), code)]
    assert any("fail" in some for some in outcomes), "no case in which it fires"
    assert any("fail" not in some for some in outcomes), "no look-alike that stays silent"


def page_form(code: str, heading: str) -> str:
    """The form under a heading of the rule's page."""
    body = re.search(rf"(?ms)^## {heading}\n(.*?)(?=^## |\Z)", RULES[code].page)
    assert body, f"{code} has no {heading}"
    return body[1]


@pytest.mark.parametrize("code", RULES)
def test_the_example_fires_and_the_remedy_does_not(code: str) -> None:
    for heading, fires in (("Example", True), ("Instead", False)):
        document = read(page_form(code, heading).encode(), "example.md", BOOK)
        report = check_document(document, BOOK)
        assert not report.crashed
        assert (code in {finding.code for finding in report.findings}) is fires, heading


GOOD = "# VAL05 illegal-placeholder\n\n## 一\nexpect: fail L1\n\n| 三级指标 | 指标值 |\n|---|---|\n"


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        (GOOD, "VAL98"),
        (GOOD.replace("illegal-placeholder", "other"), "VAL05"),
        (GOOD.replace("# VAL05", "# VAL04"), "VAL05"),
        (GOOD.replace("expect: fail L1", "expekt: fail L1"), "VAL05"),
        (GOOD.replace("expect: fail L1", "expect:"), "VAL05"),
        (GOOD.replace("expect: fail L1", "只有理由"), "VAL05"),
        (GOOD.replace("expect: fail L1", "expect: fails L1"), "VAL05"),
        (GOOD.replace("expect: fail L1", "expect: L1"), "VAL05"),
        (GOOD.replace("expect: fail L1", "expect: fail L1\nexpect: silent"), "VAL05"),
        (GOOD.partition("\n\n|")[0], "VAL05"),
        ("# VAL05 illegal-placeholder\n", "VAL05"),
    ],
)
def test_a_bad_case_file_is_refused(text: str, stem: str) -> None:
    assert cases_in(GOOD, "VAL05")
    with pytest.raises(BadCase):
        cases_in(text, stem)


@pytest.mark.parametrize(
    ("expect", "more"),
    [
        ("silent", ""),
        ("pass L1", ""),
        ("fail L2", ""),
        ("fail L1, L2", ""),
        ("fail L1", "facts: mark=无"),
        ("fail L1", "facts: other=-"),
        ("fail L1", "severity: info"),
        ("fail L1", "caused_by: VAL01@F1.L1"),
        ("fail L1, pass N1", ""),
        ("fail L1, insufficient-data N1 (blank)", ""),
    ],
)
def test_a_wrong_expectation_is_noticed(expect: str, more: str) -> None:
    text = GOOD.partition("\n\n|")[0].replace("fail L1", expect) + (f"\n{more}" if more else "")
    form = page_form("VAL05", "Example").replace("≥526点", "")
    case = cases_in(f"{text}\n\n{form}", "VAL05")[0]
    right = cases_in(f"{GOOD.partition(chr(10) * 2 + '|')[0]}\n\n{form}", "VAL05")[0]
    assert not complaints(right, run(right))
    wrong = complaints(case, run(case))
    assert bool(wrong) is not (expect.endswith("(blank)"))


def test_the_folder_holds_only_case_files() -> None:
    assert {path.suffix for path in FOLDER.iterdir()} == {".md"}
