"""``jiheng convert``: every indicator once, with every digit, and nothing that calculates."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from cli.samples import document
from cli.test_json import schema
from conftest import ROOT
from lxml import etree

from jiheng.cli import main
from jiheng.documents.writers import (
    table_csv,
    table_json,
    table_markdown,
    table_rows,
    table_xlsx,
)
from jiheng.model.form import Document
from jiheng.model.record import replace

ALL = str(ROOT / "examples" / "shili-2023.docx")
VIDEO = str(ROOT / "examples" / "shili-2023-3-video.txt")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def made(tmp_path: Path, end: str, *words: str, code: int = 0) -> bytes:
    out = tmp_path / f"out.{end}"
    assert main(["convert", *words, "-o", str(out)]) == code
    assert [path.name for path in tmp_path.glob("out.*")] == [out.name]
    return out.read_bytes()


def sheet(data: bytes) -> list[list[tuple[str, str]]]:
    """The rows of the workbook's sheet: kind ("s" text, "n" number, "" none) and text of a cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = [
            "".join(one.itertext())
            for one in etree.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
        ]
        root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not list(root.iter(f"{MAIN}f"))
    out = []
    for row in root.iter(f"{MAIN}row"):
        cells = [("", "")] * len(table_rows.KEYS)
        for cell in row:
            column = 0
            for letter in re.match("[A-Z]+", cell.get("r"))[0]:
                column = column * 26 + ord(letter) - 64
            text = "".join(cell.itertext())
            kind = cell.get("t", "n")
            cells[column - 1] = (kind, strings[int(text)] if kind == "s" else text)
        out.append(cells)
    return out


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def with_value(raw: str, low: Decimal | None = None, **cells: str) -> Document:
    """The sample document with another value (and name) in its first row."""
    doc = document()
    row = doc.forms[0].indicators[0]
    target = replace(row.target, raw=raw, low=low, high=low, comparator="=", op="=")
    form = replace(doc.forms[0], indicators=(replace(row, target=target, **cells),))
    return replace(doc, forms=(form,))


def test_json_is_what_show_prints_with_the_normal_form(tmp_path, capsys) -> None:
    data = json.loads(made(tmp_path, "json", ALL, VIDEO), parse_float=Decimal)
    schema("form").validate(json.loads((tmp_path / "out.json").read_text("utf-8")))
    assert [len(form["indicators"]) for form in data] == [6, 6, 19, 20, 19]
    assert {form["file"] for form in data} == {ALL, VIDEO}
    capsys.readouterr()
    assert main(["show", ALL, "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out, parse_float=Decimal)
    for form in data[:4]:
        del form["file"]
        for row in form["indicators"]:
            del row["normal"], row["place"]
    assert data[:4] == shown


def test_the_normal_form_is_in_the_base_of_the_unit_too() -> None:
    rows = table_json.converted("x", document().forms[0])["indicators"]
    cost = rows[1]
    assert cost["normal"]["base_unit"] == "元"
    assert (cost["normal"]["low"], cost["normal"]["base_low"]) == (318, 3180000)
    assert cost["place"] == {"key": "F1.C1", "address": {"line": 42}}
    assert rows[2]["normal"]["base_low"] is None


def test_the_schema_refuses_half_a_normal_form() -> None:
    data = [table_json.converted("x", document().forms[0])]
    wrong = json.loads("".join(table_json.write([document()], "zh")))
    assert data
    del wrong[0]["indicators"][0]["normal"]["base_unit"]
    assert list(schema("form").iter_errors(wrong))


def test_csv_has_every_row_and_opens_by_a_double_click(tmp_path) -> None:
    data = made(tmp_path, "csv", ALL, "--lang", "en")
    assert data.startswith(b"\xef\xbb\xbffile,form,title,")
    assert data.count(b"\r\n") == 1 + 6 + 6 + 19 + 20
    rows = table(data)
    assert [row["form"] for row in rows].count("3") == 19
    (tower,) = [row for row in rows if row["value_raw"].endswith("11.79万元")]
    assert (tower["low"], tower["unit"], tower["kind"]) == ("11.79", "万元", "quant")
    assert rows[3]["place"] == "table 1 row 11 column 5"


def test_headings_are_chinese_unless_asked(tmp_path) -> None:
    head = made(tmp_path, "csv", VIDEO).decode("utf-8-sig").split("\r\n")[0].split(",")
    assert head == [name for _, name in table_rows.COLUMNS]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *(("=100%", "'=100%"), ("+5%", "'+5%"), ("-1点", "'-1点"), ("@甲", "'@甲")),
        *(("＝100%", "'＝100%"), ("\t=1", "'\t=1"), ("≥90%", "≥90%"), ("a=b", "a=b")),
        *(("=", "="), (Decimal("-5"), "-5"), (Decimal("1E+3"), "1000"), (None, ""), (3, "3")),
    ],
)
def test_csv_never_calculates(text, written: str) -> None:
    assert table_csv.safe(text) == written


def test_csv_keeps_the_printed_text_readable() -> None:
    text = "".join(table_csv.write([with_value("=100%", Decimal("100"))], "en"))
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["value_raw"].removeprefix("'") == "=100%"
    assert (row["comparator"], row["op"], row["low"]) == ("=", "=", "100")


def test_xlsx_has_the_same_cells_as_csv(tmp_path) -> None:
    rows = table(made(tmp_path, "csv", ALL, "--lang", "en"))
    (tmp_path / "out.csv").unlink()
    book = sheet(made(tmp_path, "xlsx", ALL, "--lang", "en"))
    assert [text for _, text in book[0]] == list(table_rows.KEYS)
    assert [[text for _, text in row] for row in book[1:]] == [list(row.values()) for row in rows]


def test_xlsx_keeps_digits_and_never_calculates() -> None:
    low = table_rows.KEYS.index("low")
    value = table_rows.KEYS.index("value_raw")
    for number, kind in (("9.3", "n"), ("1580000", "n"), ("123456789012345.25", "s")):
        row = sheet(b"".join(table_xlsx.write([with_value("=1+1", Decimal(number))], "zh")))[1]
        assert row[low] == (kind, number)
        assert row[value] == ("s", "=1+1")


def test_xlsx_takes_what_a_cell_cannot_hold() -> None:
    doc = with_value("甲" * 40_000, name="坏\ud800字\x07")
    row = sheet(b"".join(table_xlsx.write([doc], "zh")))[1]
    assert row[table_rows.KEYS.index("value_raw")][1] == "甲" * 32_766 + "…"
    assert row[table_rows.KEYS.index("level3")][1].startswith("坏?字")


def test_the_same_forms_give_the_same_workbook() -> None:
    assert b"".join(table_xlsx.write([document()], "zh")) == b"".join(
        table_xlsx.write([document()], "zh")
    )


def test_markdown_has_a_table_a_form_and_no_markup_of_the_forms(tmp_path) -> None:
    text = made(tmp_path, "md", ALL).decode()
    assert text.count("\n| --- |") == 4
    assert len(re.findall(r"(?m)^\| [A-Z]+\d+ \|", text)) == 51
    assert "| 得分 |" not in text
    assert "\\| b" in "".join(table_markdown.write([with_value("a | b")], "zh"))


def test_a_bad_file_does_not_stop_the_others(tmp_path, capsys) -> None:
    (tmp_path / "memo.txt").write_text("只是一份通知。\n", "utf-8")
    rows = table(made(tmp_path, "csv", str(tmp_path / "memo.txt"), VIDEO, code=2))
    assert len(rows) == 19
    assert "memo.txt" in capsys.readouterr().err


@pytest.mark.parametrize("end", ["json", "csv", "md", "xlsx"])
def test_all_cores_write_the_same_in_the_same_order(tmp_path, monkeypatch, end: str) -> None:
    words = [str(path) for path in sorted((ROOT / "examples").glob("*.*")) if path.suffix != ".md"]
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 torn")
    written = []
    for many in (1, 99):
        monkeypatch.setattr("jiheng.cli.batch.MANY", many)
        written.append(made(tmp_path, end, *words, str(tmp_path / "bad.docx"), code=2))
    assert written[0] == written[1]


def test_nothing_is_written_where_nothing_was_read(tmp_path, capsys) -> None:
    out = tmp_path / "out.json"
    out.write_text("before", "utf-8")
    (tmp_path / "memo.txt").write_text("只是一份通知。\n", "utf-8")
    assert main(["convert", str(tmp_path / "memo.txt"), "-o", str(out)]) == 2
    assert out.read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["memo.txt", "out.json"]
    assert "没有写出" in capsys.readouterr().err


def test_the_result_is_never_its_own_source(tmp_path, capsys) -> None:
    form = tmp_path / "form.md"
    form.write_text(Path(VIDEO).read_text("utf-8"), "utf-8")
    before = form.read_bytes()
    assert main(["convert", str(form), "-o", str(form)]) == 2
    assert form.read_bytes() == before
    assert "另取一个名字" in capsys.readouterr().err
    made(tmp_path, "md", str(tmp_path))
    text = made(tmp_path, "md", str(tmp_path)).decode()
    assert text.count("## 1.") == 1


@pytest.mark.parametrize(
    "words", [(VIDEO,), (VIDEO, "-o", "out.docx"), ("-o", "out.csv"), (VIDEO, "-o", "out")]
)
def test_a_wrong_command_line_is_one_sentence(words, capsys) -> None:
    assert main(["convert", *words]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["convert", *words, "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("jiheng: name the")
