"""The sentence of a finding, from one template."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cli.samples import BOOK, RULES, STATUTES, report, voice

from jiheng.model.finding import Finding, Severity, insufficient
from jiheng.model.place import Place
from jiheng.model.record import replace
from jiheng.rules.say import Voice, fill


@pytest.mark.parametrize(
    ("template", "facts", "text"),
    [
        ("{x}", {"x": Decimal("313.3200")}, "313.32"),
        ("{x}", {"x": Decimal("3133200")}, "3,133,200"),
        ("{x:+}", {"x": Decimal("4.68")}, "+4.68"),
        ("{x}", {"x": Decimal("1E+1")}, "10"),
        ("{n}", {"n": 2023}, "2023"),
        ("{w}", {"w": ("甲", "乙")}, "甲、乙"),
        ("{b}", {"b": True}, "是"),
        ("{r}", {"r": "第一行\n第二行"}, "第一行 第二行"),
        ("“{r}”", {"r": "“平安示例”系统"}, "“‘平安示例’系统”"),
        ("{r}", {"r": "“平安示例”系统"}, "“平安示例”系统"),
        ("{gone}", {}, "{gone}"),
        ("{r}", {"r": "{x}"}, "{x}"),
    ],
)
def test_fill(template: str, facts: dict, text: str) -> None:
    assert fill(template, facts) == text


def test_both_languages_speak_from_the_same_facts() -> None:
    finding = report().findings[0]
    assert "差 +4.68 万元" in voice().sentence(finding)
    assert "difference +4.68" in voice("en").sentence(finding)


def test_only_verified_laws_in_force_are_cited() -> None:
    assert voice().basis("ARI01") == ("《示例法》第十三条",)
    assert voice().basis("ARI01", full=True) == ("《示例法》第十三条：以预算为依据",)
    assert voice("en").basis("ARI01") == ("Sample Law, Art. 13",)
    before = replace(BOOK, on=date(2018, 1, 1))
    assert Voice("zh", before, RULES).basis("ARI01") == ()
    ended = STATUTES | {"LAW": STATUTES["LAW"] | {"until": "2020-01-01"}}
    over = replace(BOOK, topics={"statutes": ended})
    assert Voice("zh", over, RULES).basis("ARI01") == ()


def test_the_page_names_no_bare_key() -> None:
    rule = replace(RULES["ARI01"], page="T\n\n## Basis\n`LAW`：话。OLD, FORM\n\n## Example\nx")
    page = Voice("zh", BOOK, {"ARI01": rule}).page("ARI01")
    assert "LAW" not in page
    assert "话。" in page
    assert "《示例法》第十三条：以预算为依据" in page
    assert page.endswith("## Example\nx")
    bare = replace(RULES["CMP07"], page="T\n\n## Basis\nOLD, FORM\n")
    assert "尚无核实过的出处" in Voice("zh", BOOK, {"CMP07": bare}).page("CMP07")


def test_a_crash_speaks_of_the_rule_and_the_error() -> None:
    finding = Finding(
        "X901", "rule-crashed", Severity.ERROR, Place(), {"rule": "ARI01", "error": "KeyError: 1"}
    )
    assert "ARI01" in voice().sentence(finding)
    assert voice("en").crashed("ARI01: KeyError: 1") == voice("en").sentence(finding)
    assert voice().repair("X901")


def test_a_reason_is_the_rules_own_words() -> None:
    assert voice().reason("ARI07", insufficient(Place(), "no-price")) == "没有单价"
    assert voice("en").reason("ARI07", insufficient(Place(), "no-price")) == "no unit price"
    assert voice().reason("ARI07", insufficient(Place(), "other-word")) == "other word"
