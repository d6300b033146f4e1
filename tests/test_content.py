"""The editable text of a form: what is read from it is what was read from the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, shared

from jiheng.check import check_document
from jiheng.documents import read
from jiheng.documents.content import (
    blank,
    changed,
    content_of,
    digest,
    document_of,
    form_of,
    validate,
)
from jiheng.model.form import Document, Form
from jiheng.model.record import replace
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
EXAMPLES = sorted((ROOT / "examples").glob("shili-2023*.*"))
SOME = ROOT / "examples" / "shili-2023-3-video.docx"

LOST = {
    "columns": "a project's own columns in a table with one project a row: they are fields",
    "fields/implementing_unit/raw": "a unit whose code stands in a row above: written with it",
}
"""What may differ, and why."""


def forms(path: Path) -> tuple[Form, ...]:
    return read(path.read_bytes(), path.name, BOOK).forms


def again(form: Form) -> Form:
    """The form of its content, by way of JSON."""
    return form_of(json.loads(json.dumps(content_of(form))), BOOK)


def said(form: Form) -> dict[str, Any]:
    """What a form says, by path; levels that stand once and count for several rows as in force."""
    out: dict[str, Any] = {
        name: getattr(form, name)
        for name in ("layout", "kind", "fiscal_year", "year_from", "money_unit", "blank")
    }
    out["columns"] = form.columns
    for key, field in form.fields.items():
        out |= {f"fields/{key}/{n}": getattr(field, n) for n in ("raw", "label", "text")}
    for key, amount in form.amounts.items():
        out[f"amounts/{key}"] = amount
    for row in form.indicators:
        at = f"rows/{row.number}"
        for name in ("ref", "family", "level1", "level2", "name", "target", "level1_printed"):
            out[f"{at}/{name}"] = getattr(row, name)
        out[f"{at}/inferred"] = row.level1_inferred
        out[f"{at}/standard_numbers"] = row.standard_numbers
        for key, field in row.fields.items():
            if key == "block":  # of two halves side by side, nothing printed says which
                out[f"{at}/block"] = field.text
            elif field.raw and key not in ("level1", "level2") and not key.startswith("field:"):
                across = "across" in form.layout  # each cell has a head of its own: lost
                label = "" if across else "".join(field.label.split())
                out[f"{at}/fields/{key}"] = (field.raw, label)
    return out


def found(form: Form) -> list[tuple[str, ...]]:
    """What the rules find in the form alone."""
    report = check_document(Document("form", "", "", (replace(form, index=1),)), BOOK)
    assert not report.crashed
    return sorted(
        (f.code, f.place.key, f.place.part, str(sorted(f.facts.items())), f.caused_by or "")
        for f in report.findings
    )


def differences(form: Form) -> set[str]:
    one, other = said(form), said(again(form))
    nothing = object()
    return {key for key in one | other if one.get(key, nothing) != other.get(key, nothing)}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_are_the_same_form(path: Path) -> None:
    read_forms = forms(path)
    assert read_forms
    for form in read_forms:
        assert differences(form) == set()
        assert found(again(form)) == found(form)


def test_the_seeds_are_the_same_forms() -> None:
    seeds = forms(shared("seeds", "hengdong-2023.txt"))
    assert len(seeds) == 4
    for form in seeds:
        assert differences(form) == set()
        assert found(again(form)) == found(form)


def test_every_whole_form_of_the_corpus_is_the_same() -> None:
    folder = shared("corpus", "truth")
    truths = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    wanted = [truth for truth in truths if truth.get("complete", True)]
    assert len(wanted) >= 18
    for truth in wanted:
        matching = [
            form
            for form in forms((folder.parent / truth["source"]).resolve())
            if len(form.indicators) == len(truth["indicators"])
            and "".join((form.indicators[0].name or "").split())
            == "".join((truth["indicators"][0]["level3"] or "").split())
        ]
        assert matching, truth["id"]
        for form in matching:
            assert differences(form) <= LOST.keys(), truth["id"]
            assert found(again(form)) == found(form), truth["id"]


def test_no_form_of_the_corpus_is_refused_or_changes_its_numbers() -> None:
    """Parts of forms too: only what a reader noted of a torn text may differ."""
    seen = 0
    for folder in (shared("corpus", "text"), shared("corpus", "templates")):
        for path in sorted(folder.iterdir()):
            for form in forms(path):
                seen += 1
                assert differences(form) <= LOST.keys(), path.name
    assert seen > 40


def test_a_difference_is_seen() -> None:
    form = forms(SOME)[0]
    content = content_of(form)
    content["rows"][0]["value"] = "7点"
    one, other = said(form), said(form_of(content, BOOK))
    assert {k for k in one if one[k] != other.get(k)} == {"rows/1/target", "rows/1/fields/value"}


def test_a_content_is_plain_text() -> None:
    content = content_of(forms(SOME)[0])
    assert set(content) == {
        *("layout", "title", "fields", "columns", "rows", "unit", "labels", "heads", "synthetic")
    }
    assert content["columns"] == ["block", "level1", "level2", "name", "value", "standard"]
    assert content["unit"] == "万元"
    assert content["title"].endswith("2023年项目支出绩效目标表")
    assert content["rows"][0]["level1"] == "产出指标"
    assert "合成数据" in content["synthetic"]


def test_a_label_that_was_inferred_stays_blank_and_is_inferred_again() -> None:
    content = content_of(forms(SOME)[0])
    unlabelled = [row["level2"] for row in content["rows"] if not row["level1"]]
    assert len(unlabelled) == 3
    assert [row.level1_inferred for row in form_of(content, BOOK).indicators].count(True) == 3


def test_rows_may_be_moved_and_deleted() -> None:
    """Level names stand in every row: no row falls under another's."""
    content = content_of(forms(SOME)[0])
    quality = [row for row in content["rows"] if row["level2"].strip() == "质量指标"]
    form = form_of(content | {"rows": quality[1:]}, BOOK)
    assert {(row.level1, row.level2) for row in form.indicators} == {("产出指标", "质量指标")}
    assert [row.ref for row in form.indicators] == [f"L{n}" for n in range(1, len(quality))]


def test_what_is_typed_into_a_cell_moves_no_other() -> None:
    content = content_of(forms(SOME)[0])
    words = ("合计", "联系电话", "2024年项目支出绩效目标表", "一级指标", "……", "填报单位：甲\n乙")
    for word in words:
        for key in ("name", "value", "standard", "level1", "level2"):
            rows = [dict(row) for row in content["rows"]]
            rows[3][key] = word
            form = form_of(content | {"rows": rows}, BOOK)
            assert len(form.indicators) == len(rows)
            assert form.indicators[3].fields[key].raw == word
            assert form.indicators[4].name == content["rows"][4]["name"].strip()
            assert form.text("project_name") == content["fields"]["project_name"].strip()


def test_a_cell_that_a_row_lacks_goes_on_from_above() -> None:
    content = blank("central-2020-self-evaluation", BOOK)
    first, second = content["rows"][:2]
    first |= {"level2": "数量指标", "name": "甲", "weight": "10"}
    second |= {"level2": "数量指标", "name": "乙"}
    del second["weight"]
    rows = form_of(content, BOOK).indicators
    assert [row.text("weight") for row in rows[:3]] == ["10", "10", ""]
    assert rows[0].fields["weight"].address == rows[1].fields["weight"].address
    assert content_of(form_of(content, BOOK))["rows"] == content["rows"]


def test_content_of_content_is_the_same() -> None:
    for path in EXAMPLES:
        for form in forms(path):
            content = content_of(form)
            assert content_of(form_of(content, BOOK)) == content
            assert digest(content_of(form_of(content, BOOK))) == digest(content)


def test_the_digest_knows_no_order_of_keys() -> None:
    content = content_of(forms(SOME)[0])
    turned = dict(reversed(content.items()))
    assert digest(turned) == digest(content)
    assert len(digest(content)) == 64
    assert digest(content | {"unit": "元"}) != digest(content)


def test_changed_names_each_text() -> None:
    content = content_of(forms(SOME)[0])
    rows = [dict(row) for row in content["rows"]]
    rows[2]["value"] = "≥99%"
    fields = content["fields"] | {"project_name": "甲"}
    new = content | {"rows": rows[:-1], "fields": fields}
    places = [place for place, _, _ in changed(content, new)]
    gone = [f"rows/{len(rows)}/{key}" for key, text in rows[-1].items() if text]
    assert places == ["project_name", "rows/3/value", *gone]
    assert changed(content, content) == []


@pytest.mark.parametrize(
    "layout",
    [
        *("hunan-county", "central-2015-declaration", "central-2020-self-evaluation"),
        *("monitoring", "project-three-level", "shanghai-2026-declaration"),
    ],
)
def test_a_blank_form_has_the_words_of_its_layout(layout: str) -> None:
    content = blank(layout, BOOK, year="2024", project_name="巡护经费", synthetic="合成数据")
    form = form_of(content, BOOK)
    assert form.layout == layout
    assert form.fiscal_year == 2024
    assert form.text("project_name") == "巡护经费"
    assert {row.family for row in form.indicators} >= {"quantity", "quality", "cost", "social"}
    assert not any(row.level1_inferred for row in form.indicators)
    assert all(row.target.kind == "empty" for row in form.indicators)
    assert all(content["labels"].values())
    assert all(content["heads"].values())
    assert not check_document(document_of(content, BOOK), BOOK).crashed


def test_a_blank_form_cannot_be_made_of_any_layout() -> None:
    for layout in ("no-such", "_base", "indicators-across"):
        with pytest.raises(Refusal):
            blank(layout, BOOK)


def test_a_document_of_content_can_be_checked() -> None:
    document = document_of(content_of(forms(SOME)[0]), BOOK)
    assert document.path == document.forms[0].text("project_name")
    assert document.digest == digest(content_of(forms(SOME)[0]))
    codes = {finding.code for finding in check_document(document, BOOK).findings}
    assert "STR02" in codes


GOOD: dict[str, Any] = blank("hunan-county", BOOK)
BAD: list[tuple[Any, str]] = [
    (None, ""),
    ([], ""),
    ({k: v for k, v in GOOD.items() if k != "rows"}, "rows"),
    (GOOD | {"colour": "red"}, "colour"),
    (GOOD | {"layout": "no-such"}, "layout"),
    (GOOD | {"layout": "_base"}, "layout"),
    (GOOD | {"layout": 7}, "layout"),
    (GOOD | {"title": None}, "title"),
    (GOOD | {"title": "a\0b"}, "title"),
    (GOOD | {"title": "\ud800"}, "title"),
    (GOOD | {"year": "24"}, "year"),
    (GOOD | {"year": 2024}, "year"),
    (GOOD | {"fields": []}, "fields"),
    (GOOD | {"fields": {"salary": "1"}}, "fields/salary"),
    (GOOD | {"fields": {"title": "1"}}, "fields/title"),
    (GOOD | {"fields": {"project_name": 1}}, "fields/project_name"),
    (GOOD | {"labels": {"salary": "工资"}}, "fields/salary"),
    (GOOD | {"heads": {"actual": "完成值"}}, "heads/actual"),
    (GOOD | {"columns": "name"}, "columns"),
    (GOOD | {"columns": [*GOOD["columns"], "name"]}, "columns"),
    (GOOD | {"columns": [*GOOD["columns"], "salary"]}, "columns/salary"),
    (GOOD | {"columns": [*GOOD["columns"], "field:phone"]}, "columns/field:phone"),
    (GOOD | {"columns": [*GOOD["columns"], ["x"]]}, "columns"),
    (GOOD | {"rows": {}}, "rows"),
    (GOOD | {"rows": [[]]}, "rows/1"),
    (GOOD | {"rows": [{"salary": "1"}]}, "rows/1/salary"),
    (GOOD | {"rows": [{}, {"value": 1}]}, "rows/2/value"),
    (GOOD | {"rows": [{"value": "一" * 20_001}]}, "rows/1/value"),
    (GOOD | {"rows": [{}] * 2001}, "rows"),
]


@pytest.mark.parametrize(("content", "where"), BAD, ids=lambda part: str(part)[:30])
def test_malformed_content_is_one_refusal(content: Any, where: str) -> None:
    with pytest.raises(Refusal) as caught:
        form_of(content, BOOK)
    assert caught.value.where == where
    assert "None" not in caught.value.sentence("zh") + caught.value.sentence("en")


def test_content_at_the_limits_is_taken() -> None:
    form = form_of(GOOD | {"rows": [{"value": "一" * 20_000}] + [{}] * 1999}, BOOK)
    assert len(form.indicators) == 2000
    validate(GOOD, BOOK)
