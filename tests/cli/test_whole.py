"""The whole command on the published examples, in every format, among files that are no forms."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from cli.test_json import schema
from cli.test_markup import Page
from cli.test_sarif import REQUIRED
from conftest import ROOT, shared
from jsonschema import Draft202012Validator

from jiheng.cli import main

EXAMPLES = sorted((ROOT / "examples").glob("shili-2023*.*"))


def result(capsys, *words: str, code: int = 1) -> str:
    assert main(list(words)) == code
    return capsys.readouterr().out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_of_every_example_keeps_its_shape(lang: str, capsys) -> None:
    words = ["check", *map(str, EXAMPLES), "--lang", lang, "--format"]
    report = json.loads(result(capsys, *words, "json"))
    schema("report").validate(report)
    assert len([f for f in report["files"] if not f["across"]]) == len(EXAMPLES)
    Draft202012Validator(REQUIRED).validate(json.loads(result(capsys, *words, "sarif")))
    Page(result(capsys, *words, "html"))
    for name in ("text", "markdown", "json"):
        text = result(capsys, *words, name)
        assert not re.search(r"\{[a-z_]+\}", text), "a template lacks a fact"


def test_text_and_word_give_the_same_sentences(capsys) -> None:
    def sentences(path) -> set[str]:
        files = json.loads(result(capsys, "check", str(path), "--format", "json"))["files"]
        found = [f for form in files[0]["forms"] for f in form["findings"]]
        source = ("STR03", "STR05", "STR06", "STR16", "CMP21", "PUB01")
        return {f"{f['place']['key']} {f['message']}" for f in found if f["code"] not in source}

    by_stem = {path.stem for path in EXAMPLES}
    assert by_stem
    for stem in sorted(by_stem):
        word, text = (ROOT / "examples" / f"{stem}{end}" for end in (".docx", ".txt"))
        assert sentences(word) == sentences(text), stem


def test_one_bad_file_in_a_folder(tmp_path, capsys) -> None:
    for path in EXAMPLES[:2]:
        shutil.copy(path, tmp_path)
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 not a zip")
    text = result(capsys, "check", str(tmp_path), "-q", code=2)
    assert text.count("bad.docx：") == 1
    assert "ARI01" in text


def test_the_seeds_have_four_forms_and_fifty_one_indicators(capsys) -> None:
    path = str(shared("seeds", "hengdong-2023.txt"))
    (file,) = json.loads(result(capsys, "check", path, "--format", "json"))["files"]
    assert [form["indicators"] for form in file["forms"]] == [6, 6, 19, 20]
