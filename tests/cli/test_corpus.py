"""``jiheng corpus``: on a tiny corpus made of the examples, with faults planted in its truth."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, shared

from jiheng.cli import main
from jiheng.cli.corpus import measure
from jiheng.cli.corpus_compare import Score, best, compare, same, total
from jiheng.cli.corpus_groups import percent
from jiheng.cli.corpus_markdown import page
from jiheng.cli.jsonout import encode
from jiheng.documents import read
from jiheng.documents.writers.json import form_data
from jiheng.policy import load

BOOK = load()
SOURCE = ROOT / "examples" / "shili-2023.docx"
DERIVED = ("index", "layout", "budget_amount_yuan")
DERIVED_CELLS = (
    "ref",
    "level1_inferred",
    "kind",
    "op",
    "low",
    "high",
    "start",
    "end",
    "confidence",
)


def truths() -> list[dict]:
    """The examples' forms as somebody would type them."""
    forms = [form_data(form) for form in read(SOURCE.read_bytes(), "x.docx", BOOK).forms]
    for number, form in enumerate(forms, 1):
        for key in DERIVED:
            del form[key]
        for row in form["indicators"]:
            for key in DERIVED_CELLS:
                del row[key]
        form |= {"source": "shili.docx", "id": f"form-{number}", "notes": "合成数据 SYNTHETIC"}
    return forms


@pytest.fixture
def corpus(tmp_path):
    """Write a corpus with these typed forms; gives its folder."""

    def make(forms: list[dict]) -> Path:
        (tmp_path / "truth").mkdir()
        shutil.copy(SOURCE, tmp_path / "shili.docx")
        for form in forms:
            (tmp_path / "truth" / f"{form['id']}.json").write_text(encode(form), "utf-8")
        return tmp_path

    return make


def run(folder: Path, *words: str, code: int) -> None:
    assert main(["corpus", str(folder), "--truth", str(folder / "truth"), *words]) == code


def planted() -> list[dict]:
    """Form 1: a goal, a standard and a number differ. Form 3: a row is gone, another is new."""
    forms = truths()
    forms[0]["annual_goal"] = "另一个目标"
    forms[0]["indicators"][1]["standard"] = "另一个标准"
    forms[0]["indicators"][1]["number"] = 701
    forms[2]["indicators"][4]["value_raw"] = "另一个值"
    del forms[2]["indicators"][9]
    forms[3]["complete"] = False
    return forms


def test_the_same_forms_differ_in_nothing(corpus, capsys) -> None:
    run(corpus(truths()), code=0)
    assert "没有不同之处" in capsys.readouterr().out


def test_planted_faults_are_counted_and_listed(corpus, capsys) -> None:
    run(corpus(planted()), "--format", "json", code=1)
    data = json.loads(capsys.readouterr().out)
    first, second, third, _ = data["forms"]
    assert [(one["kind"], one["key"], one["row"]) for one in first["differences"]] == [
        ("field", "annual_goal", 0),
        ("value", "number", 2),
        ("cell", "standard", 2),
    ]
    assert first["differences"][1] | {"expected": "701", "found": "700"} == first["differences"][1]
    assert first["counts"] == {
        "rows": 6,
        "read": 6,
        "hit": 6,
        "fields": 21,
        "fields_ok": 20,
        "cells": 6,
        "cells_ok": 5,
        "values": 18,
        "values_ok": 17,
    }
    assert second["differences"] == []
    assert [(one["kind"], one["row"]) for one in third["differences"]] == [
        ("missing", 5),
        ("extra", 5),
        ("extra", 10),
    ]
    assert third["percent"] == {
        "precision": "89.47 %",
        "recall": "94.44 %",
        "f1": "91.89 %",
        "fields": third["percent"]["fields"],
        "values": "100.00 %",
    }
    assert data["totals"]["all"]["counts"]["rows"] == 50
    assert data["totals"]["cut"]["forms"] == 1
    assert data["formats"].keys() == {"docx"}
    assert data["layouts"]["hunan-county"]["counts"] == data["totals"]["all"]["counts"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_and_markdown_list_every_difference(corpus, lang: str, capsys) -> None:
    folder = corpus(planted())
    for kind in ("text", "md"):
        run(folder, "--format", kind, "--lang", lang, code=1)
        text = "".join(capsys.readouterr().out.split())  # the terminal wraps
        for said in ("form-1", "form-3", "annual", "另一个目标", "701", "另一个标准", "另一个值"):
            assert said in text, (kind, said)


def test_the_published_page_quotes_nothing(corpus) -> None:
    folder = corpus(planted())
    text = page(measure(str(folder), str(folder / "truth"), BOOK), quote=False)
    assert "fields: `annual_goal`; values: `number`; cells: `standard`" in text
    assert "rows missing: `5`; rows too many: `5`, `10`" in text
    printed = [v for form in planted() for v in form.values() if isinstance(v, str)]
    printed += [
        v
        for form in planted()
        for row in form["indicators"]
        for v in row.values()
        if v and v != "%"
    ]
    spared = {form["id"] for form in planted()} | {"shili.docx"}
    assert not [
        v for v in printed if isinstance(v, str) and len(v) > 1 and v not in spared and v in text
    ]


def test_files_without_truth_are_listed(corpus, capsys) -> None:
    folder = corpus(truths())
    shutil.copy(ROOT / "examples" / "shili-2023-3-video.txt", folder / "more.txt")
    (folder / "memo.txt").write_text("只是一份通知。\n", "utf-8")
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 not a zip")
    run(folder, "--format", "json", code=0)
    loose = {one["path"]: one for one in json.loads(capsys.readouterr().out)["without_truth"]}
    assert {name: one["rows"] for name, one in loose.items()} == {
        "bad.docx": 0,
        "memo.txt": 0,
        "more.txt": 19,
    }
    assert loose["bad.docx"]["error"]


def test_all_cores_measure_the_same(corpus, monkeypatch) -> None:
    folder = corpus(truths())
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    (folder / "通知.txt").write_text("只是一份通知。\n", "utf-8")
    measured = []
    for many in (1, 99):
        monkeypatch.setattr("jiheng.cli.batch.MANY", many)
        measured.append(measure(str(folder), str(folder / "truth"), BOOK))
    assert measured[0] == measured[1]
    assert [one.path for one in measured[0].loose] == ["坏.docx", "通知.txt"]
    assert measured[0].loose[0].error


def test_a_source_that_is_gone_is_a_form_not_read(corpus, capsys) -> None:
    folder = corpus(truths()[:1])
    (folder / "shili.docx").unlink()
    run(folder, "--format", "json", code=2)
    (form,) = json.loads(capsys.readouterr().out)["forms"]
    assert "没有这个文件" in form["error"]
    assert (form["counts"]["rows"], form["counts"]["read"]) == (6, 0)
    assert form["percent"]["f1"] == "0.00 %"


ROW = '{"source":"x","indicators":[{"level1":[],"level2":null,"level3":"a","value_raw":"1"}]}'


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"source": "x"}', '{"source":"x","indicators":[{}]}', ROW]
)
def test_a_truth_that_cannot_be_used_is_refused(corpus, text: str, capsys) -> None:
    folder = corpus(truths()[:1])
    (folder / "truth" / "wrong.json").write_text(text, "utf-8")
    run(folder, code=2)
    assert "wrong.json" in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("x",), ("x", "--truth", "gone"), ("--truth", "x")])
def test_a_wrong_command_line_is_one_sentence(words, capsys) -> None:
    assert main(["corpus", *words]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_each_form_of_a_file_is_meant_once() -> None:
    forms = truths()
    assert best([forms[2], forms[0]], forms) == [forms[2], forms[0]]
    assert best([forms[0], forms[0]], [forms[0]]) == [forms[0], None]
    nothing = dict.fromkeys(forms[0]) | {"indicators": []}
    assert best([nothing], forms) == [None]


def test_equal_rows_are_paired_one_by_one() -> None:
    row = {"level1": "产出指标", "level2": None, "level3": "甲", "value_raw": "1 个"}
    twice = {"indicators": [row, row | {"value_raw": "1个"}]}
    once = {"indicators": [row]}
    assert compare(twice, once).score == Score(rows=2, read=1, hit=1)
    assert compare(once, twice).score == Score(rows=1, read=2, hit=1)
    assert compare(once, None).score == Score(rows=1)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        *(("a b", "ab", True), ("", None, True), (" ", None, True), (None, 0, False)),
        *((10, "10", True), (Decimal("10.0"), 10, True), ("10分", 10, False), ("1", "01", False)),
        *((True, 1, True), ("≥", ">=", False), (Decimal("11.79"), "11.790", True)),
    ],
)
def test_what_counts_as_the_same(one: object, other: object, equal: bool) -> None:
    assert same(one, other) is equal
    assert same(other, one) is equal


def test_percentages_never_flatter() -> None:
    assert percent(9999, 10000) == "99.99 %"
    assert percent(99999, 100000) == "99.99 %"
    assert percent(5, 5) == "100.00 %"
    assert percent(0, 0) == "—"
    assert total(()) == Score()


def test_the_real_corpus_is_read() -> None:
    folder = shared("corpus")
    measured = measure(str(folder), str(folder / "truth"), BOOK)
    assert len(measured.results) == len(list((folder / "truth").glob("*.json")))
    unread = [one.id for one in measured.results if one.error or not one.layout]
    assert not unread
