"""``--format json`` keeps its published shape and every digit."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from cli.helpers import REFUSED, render
from cli.samples import document, report
from conftest import ROOT
from jsonschema import Draft202012Validator

from jiheng.cli.jsonout import encode
from jiheng.documents.writers.json import form_data
from jiheng.model.record import replace


def schema(name: str) -> Draft202012Validator:
    text = (ROOT / "docs" / "reference" / f"{name}.schema.json").read_text("utf-8")
    Draft202012Validator.check_schema(json.loads(text))
    return Draft202012Validator(json.loads(text))


def checked(reports, lang: str = "zh") -> dict:
    data = json.loads(render("json", reports, lang), parse_float=Decimal)
    schema("report").validate(json.loads(render("json", reports, lang)))
    return data


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_is_valid_against_its_schema(lang: str) -> None:
    data = checked([report(2), REFUSED], lang)
    assert [len(file["forms"]) for file in data["files"]] == [2, 0]


def test_no_file_is_valid_too() -> None:
    assert checked([]) == {"files": []}


def test_the_schema_refuses_what_is_not_a_report() -> None:
    data = checked([report()])
    data["files"][0]["forms"][0]["findings"][0]["severity"] = "fatal"
    assert list(schema("report").iter_errors(data))


def test_findings_carry_exactly_the_published_keys() -> None:
    finding = checked([report()])["files"][0]["forms"][0]["findings"][0]
    assert list(finding) == [
        *("code", "slug", "severity", "place", "message", "facts", "working", "caused_by"),
        *("accepted", "known", "proposals"),
    ]
    assert finding["place"] == {
        "form": 1,
        "ref": "C1",
        "part": "value",
        "name": "加班补贴",
        "raw": "≦318万元",
        "key": "F1.C1",
        "address": {"line": 42},
    }


def test_numbers_keep_their_digits() -> None:
    text = render("json", [report()])
    assert '"sum_wan": 313.3200' in text
    assert '"printed_wan": 318,' in text


@pytest.mark.parametrize("number", ["1E+3", "0E-8", "0.10", "-0.00000001", "9" * 40])
def test_any_decimal_survives_json(number: str) -> None:
    text = encode({"n": Decimal(number)})
    assert "E" not in text
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal)["n"] == Decimal(number)


def test_file_findings_stand_at_the_file_and_folded_ones_name_their_root() -> None:
    file = checked([report()])["files"][0]
    assert [f["code"] for f in file["findings"]] == ["STR99"]
    folded = [f for f in file["forms"][0]["findings"] if f["caused_by"]]
    assert [(f["code"], f["caused_by"]) for f in folded] == [("CMP12", "ARI01@F1.C1")]


def test_outcomes_hold_passes_and_not_applicable_and_say_what_was_not_checked() -> None:
    form = checked([report()])["files"][0]["forms"][0]
    assert {(o["code"], o["outcome"]) for o in form["outcomes"]} == {
        ("ARI01", "fail"),
        ("ARI02", "pass"),
        ("VAL01", "pass"),
        ("WGT01", "not-applicable"),
        ("ARI07", "insufficient-data"),
    }
    assert [o["working"] for o in form["outcomes"] if o["code"] == "ARI02"] == [["318 = 318"]]
    assert [(n["code"], n["reason"], n["message"]) for n in form["not_checked"]] == [
        ("ARI07", "no-price", "没有单价")
    ]


def test_a_further_place_of_a_finding_is_an_outcome_of_its_own() -> None:
    whole = report()
    verdict = whole.checked[0].verdict
    more = replace(verdict, also=(document().forms[0].place("budget_amount"),))
    one = replace(whole, checked=(replace(whole.checked[0], verdict=more),))
    outcomes = checked([one])["files"][0]["forms"][0]["outcomes"]
    assert [o["place"]["key"] for o in outcomes] == ["F1.C1", "F1.budget_amount"]


def test_an_unreadable_file_carries_the_sentence() -> None:
    file = checked([REFUSED])["files"][0]
    assert file["errors"] == [{"message": "坏.docx：文件是空的。请确认选对了文件。", "where": ""}]


def test_a_crashed_rule_is_an_error_too() -> None:
    file = checked([replace(report(), crashed=("ARI01: KeyError: 'x'",))])["files"][0]
    assert "ARI01" in file["errors"][0]["message"]
    assert "KeyError: 'x'" in file["errors"][0]["message"]


def test_a_file_name_that_is_no_text_does_not_break_the_output() -> None:
    assert checked([replace(report(), path="a\udcff.txt")])["files"][0]["path"] == "a?.txt"


def test_the_form_is_valid_and_blank_is_null() -> None:
    data = json.loads(encode([form_data(form) for form in document(2).forms]))
    schema("form").validate(data)
    assert data[0]["higher_level_funds"] is None
    assert data[0]["signatory"] is None
    assert data[0]["indicators"][1]["comparator"] == "<="
    assert data[0]["indicators"][1]["number"] == 318
    assert "weight" not in data[0]["indicators"][1]


def test_every_code_leads_to_its_rule() -> None:
    data = checked([report(), report()])
    form = data["files"][0]["forms"][0]
    assert {finding["code"] for finding in form["findings"]} <= set(data["rules"])
    rule = data["rules"]["ARI01"]
    assert rule["basis"] == ["《示例法》第十三条"]
    assert rule["page"].startswith("Costs that do not follow.")
    assert "rules" not in checked([])
