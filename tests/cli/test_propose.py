"""``check --propose -o COPY``: real comments at the cells, and nothing else changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from conftest import ROOT, need_tool
from openpyxl.comments import Comment
from test_accept import FORM

from jiheng.cli import main
from jiheng.documents import read
from jiheng.policy import load

BOOK = load()
WORD = ROOT / "examples" / "shili-2023.docx"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(WORD, "表.docx")
    return tmp_path


@pytest.fixture
def book(here: Path) -> str:
    """A workbook of two sheets, with a comment of somebody else in a cell and a table in it."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "目标 表"
    for line in FORM.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line and set(line) - set("|-"):
            sheet.append(cells)
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type  # =700元 is a text
    costs = next(row for row in sheet.iter_rows() if row[1].value == "成本指标")
    costs[3].comment = Comment("请核对", "某科")
    other = made.create_sheet("说明")
    other.append(["没有表"])
    other["A1"].comment = Comment("留着", "某科")
    made.save("表.xlsx")
    return "表.xlsx"


def parts(path: str) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forms(path: str):
    return read(Path(path).read_bytes(), path, BOOK).forms


def converted(path: str, to: str) -> str:
    """The content of an OpenDocument file that LibreOffice makes of it."""
    soffice = need_tool("soffice", "libreoffice")
    home = Path("profile").absolute().as_uri()
    command = [soffice, f"-env:UserInstallation={home}", "--headless", "--convert-to", to, path]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    with ZipFile(Path(path).with_suffix(f".{to}")) as archive:
        return archive.read("content.xml").decode()


def test_word_comments_say_code_sentence_working_proposal_and_basis(here: Path, capsys) -> None:
    before = Path("表.docx").read_bytes()
    assert main(["check", "表.docx", "--propose", "-o", "批注.docx"]) == 1
    assert Path("表.docx").read_bytes() == before
    comments = list(docx.Document("批注.docx").comments)
    assert f"{len(comments)} 条批注" in capsys.readouterr().err
    assert {one.author for one in comments} == {"绩衡"}
    assert len({one.comment_id for one in comments}) == len(comments)
    said = next(one.text for one in comments if "ARI01" in one.text)
    for words in ("错误 ARI01", "测算为 313.32 万元", "373人 × 700元/人/月", "依据："):
        assert words in said
    assert "≦318万元 → ≦313.32万元" in said
    assert "须确认" in said


def test_word_comments_stand_at_their_cells(here: Path, capsys) -> None:
    main(["check", "表.docx", "--propose", "-o", "批注.docx"])
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    document = docx.Document("批注.docx")
    number = next(str(c.comment_id) for c in document.comments if "ARI01" in c.text)
    start = next(
        one
        for one in document.element.body.iter(f"{word}commentRangeStart")
        if one.get(f"{word}id") == number
    )
    assert "".join(t.text or "" for t in start.getparent().iter(f"{word}t")) == "≦318万元"


def test_all_other_parts_keep_their_bytes_and_the_forms_read_the_same(here: Path, capsys) -> None:
    main(["check", "表.docx", "--propose", "-o", "批注.docx"])
    old, new = parts("表.docx"), parts("批注.docx")
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed == {
        *("[Content_Types].xml", "word/_rels/document.xml.rels"),
        *("word/document.xml", "word/comments.xml"),
    }
    assert forms("批注.docx") == forms("表.docx")


def test_a_copy_of_a_copy_keeps_the_comments_there_are(here: Path, capsys) -> None:
    main(["check", "表.docx", "--propose", "-o", "一.docx"])
    main(["check", "一.docx", "--propose", "-o", "二.docx", "--select", "ARI01"])
    one, two = (list(docx.Document(name).comments) for name in ("一.docx", "二.docx"))
    assert len(two) == len(one) + 1
    assert len({comment.comment_id for comment in two}) == len(two)


def test_cell_comments_join_those_there_are(book: str, capsys) -> None:
    before = Path(book).read_bytes()
    assert main(["check", book, "--propose", "-o", "批注.xlsx"]) == 1
    assert Path(book).read_bytes() == before
    sheet = openpyxl.load_workbook("批注.xlsx")["目标 表"]
    found = {cell.coordinate: cell for row in sheet for cell in row if cell.comment}
    costs = next(cell for cell in found.values() if cell.value == "≤318万元")
    assert costs.comment.text.startswith("请核对")
    assert "≤318万元 → ≤313.32万元" in costs.comment.text
    heads = next(cell for cell in found.values() if cell.value == "373人")
    assert heads.comment.author == "绩衡"
    assert "373人 → =373人" in heads.comment.text
    assert forms("批注.xlsx") == forms(book)


def test_all_other_parts_of_a_workbook_keep_their_bytes(book: str, capsys) -> None:
    main(["check", book, "--propose", "-o", "批注.xlsx"])
    old, new = parts(book), parts("批注.xlsx")
    same = {name for name in old if new[name] == old[name]}
    assert {"xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml"} <= same
    assert openpyxl.load_workbook("批注.xlsx")["说明"]["A1"].comment.text == "留着"


def test_a_workbook_without_comments_gets_its_parts(book: str, capsys) -> None:
    plain = openpyxl.load_workbook(book)
    for sheet in plain:
        for row in sheet:
            for cell in row:
                cell.comment = None
    plain.save("无.xlsx")
    main(["check", "无.xlsx", "--propose", "-o", "批注.xlsx"])
    marked = openpyxl.load_workbook("批注.xlsx")["目标 表"]
    assert any(cell.comment for row in marked for cell in row)
    new = parts("批注.xlsx")
    assert b"legacyDrawing" in new["xl/worksheets/sheet1.xml"]
    assert b"x:ClientData" in new["xl/drawings/vmlDrawing.vml"]


def test_libreoffice_opens_both_with_every_comment(book: str, capsys) -> None:
    main(["check", "表.docx", "--propose", "-o", "批注.docx"])
    words = list(docx.Document("批注.docx").comments)
    assert converted("批注.docx", "odt").count("<office:annotation ") == len(words)
    main(["check", book, "--propose", "-o", "批.xlsx"])
    cells = [c for s in openpyxl.load_workbook("批.xlsx") for row in s for c in row if c.comment]
    assert converted("批.xlsx", "ods").count("<office:annotation ") == len(cells)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["表.docx"], "-o"),
        (["表.docx", "-o", "./表.docx"], "原件"),
        (["表.docx", "-o", "表.xlsx"], "类型"),
        (["表.md", "-o", "批注.md"], "另存为 .docx 或 .xlsx"),
        (["表.docx", "表.md", "-o", "批注.docx"], "一份"),
        ([".", "-o", "批注.docx"], "一份"),
    ],
)
def test_what_cannot_be_marked_is_said_and_nothing_is_written(
    here: Path, capsys, words: list[str], said: str
) -> None:
    Path("表.md").write_text(FORM, "utf-8")
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    assert main(["check", "--propose", *words]) == 2
    assert said in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


def test_the_reports_show_the_same_proposals(here: Path, capsys) -> None:
    Path("表.md").write_text(FORM, "utf-8")
    words = ["check", "表.md", "--select", "ARI01,DIR01,VAL01"]
    main(words)
    assert (
        "可改为：≤318万元 → ≤313.32万元（按数量、标准和期间测算，须确认）"
        in capsys.readouterr().out
    )
    main([*words, "--format", "markdown"])
    assert "可改为" in capsys.readouterr().out
    main([*words, "--format", "html", "--lang", "en"])
    page = capsys.readouterr().out
    assert "<del>≤318万元</del> → <ins>≤313.32万元</ins>" in page
    assert "to be confirmed" in page
    main([*words, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["files"][0]["forms"][0]["findings"]
    (one,) = next(f["proposals"] for f in found if f["code"] == "ARI01")
    assert (one["old"], one["new"], one["confirm"]) == ("≤318万元", "≤313.32万元", True)
    assert one["place"]["key"] == "F1.C1"


def test_what_is_accepted_gets_no_comment(here: Path, capsys) -> None:
    words = ("--why", "已说明", "--who", "审核岗", "--until", "2999-12-31")
    assert main(["waive", "表.docx", "ARI01", *words]) == 0
    main(["check", "表.docx", "--propose", "-o", "批注.docx"])
    assert not any("ARI01" in one.text for one in docx.Document("批注.docx").comments)
