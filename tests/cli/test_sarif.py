"""``--format sarif`` has what SARIF 2.1.0 requires of the parts we write."""

from __future__ import annotations

import json

import pytest
from cli.helpers import REFUSED, render
from cli.samples import report
from jsonschema import Draft202012Validator

from jiheng.cli.sarif import artifact_uri

TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
}
URI = {"type": "string", "pattern": "^[A-Za-z0-9._~%/:-]+$"}
PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {"required": ["uri"], "properties": {"uri": URI}},
        "region": {
            "required": ["startLine"],
            "properties": {"startLine": {"type": "integer", "minimum": 1}},
        },
    },
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": PHYSICAL,
        "logicalLocations": {
            "type": "array",
            "items": {
                "required": ["fullyQualifiedName"],
                "properties": {"name": {"type": "string"}},
            },
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "level", "locations"],
    "properties": {
        "message": TEXT,
        "level": {"enum": ["none", "note", "warning", "error"]},
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "locations": {"type": "array", "minItems": 1, "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "suppressions": {
            "type": "array",
            "items": {
                "required": ["kind"],
                "properties": {"kind": {"enum": ["inSource", "external"]}},
            },
        },
    },
}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "help"],
    "properties": {"shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT},
}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {
            "required": ["driver"],
            "properties": {
                "driver": {"required": ["name"], "properties": {"rules": {"items": RULE}}}
            },
        },
        "results": {"type": "array", "items": RESULT},
        "invocations": {"type": "array", "items": {"required": ["executionSuccessful"]}},
        "artifacts": {"type": "array", "items": {"required": ["location"]}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
    },
}
REQUIRED = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {"version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}},
}


def run_of(*reports, lang: str = "zh") -> dict:
    data = json.loads(render("sarif", reports, lang))
    Draft202012Validator(REQUIRED).validate(data)
    return data["runs"][0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_required_structure(lang: str) -> None:
    run = run_of(report(2), REFUSED, lang=lang)
    assert len(run["results"]) == 5
    assert run_of(lang=lang)["results"] == []


def test_levels_lines_and_names() -> None:
    results = {result["ruleId"]: result for result in run_of(report())["results"]}
    assert [results[code]["level"] for code in ("ARI01", "CMP07", "TXT01")] == [
        *("error", "warning", "note")
    ]
    place = results["ARI01"]["locations"][0]
    assert place["physicalLocation"]["region"] == {"startLine": 42}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "F1.C1"
    assert "region" not in results["STR99"]["locations"][0]["physicalLocation"]


def test_a_folded_finding_is_suppressed_by_its_root() -> None:
    folded = [r for r in run_of(report())["results"] if "suppressions" in r]
    assert [r["ruleId"] for r in folded] == ["CMP12"]
    assert folded[0]["properties"]["caused_by"] == "ARI01@F1.C1"


def test_what_could_not_be_read_is_a_notification() -> None:
    invocation = run_of(REFUSED)["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert "文件是空的" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert run_of(report())["invocations"] == [{"executionSuccessful": True}]


def test_every_rule_has_its_page() -> None:
    rules = run_of()["tool"]["driver"]["rules"]
    assert rules
    assert all("## " in rule["help"]["markdown"] for rule in rules)


def test_uris_are_relative_and_encoded(monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    assert artifact_uri("样 例/a#1%.txt") == "%E6%A0%B7%20%E4%BE%8B/a%231%25.txt"
    assert artifact_uri(str(tmp_path / "x" / "b.docx")) == "x/b.docx"
    assert artifact_uri("-") == "stdin"
