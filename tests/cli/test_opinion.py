"""``--format xlsx``: the table of opinions opens, says everything, and holds no formula."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from cli.helpers import REFUSED
from cli.samples import report, voice

from jiheng.cli import main, opinion_book
from jiheng.cli.opinion import Output
from jiheng.cli.opinion_book import fitting, height
from jiheng.cli.output import View
from jiheng.model.finding import Proposal, Report
from jiheng.model.form import Note
from jiheng.model.place import Address, Place
from jiheng.model.record import replace

openpyxl = pytest.importorskip("openpyxl")

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shili-2023-1-overtime.txt"
HEADS = [
    *("序号", "文件", "单位", "项目", "严重程度", "位置", "原文", "问题", "测算过程"),
    *("怎么写才对", "依据", "规则代码", "处理意见"),
]


def made(reports: Iterable[Report], lang: str = "zh") -> bytes:
    out: list[bytes] = []
    output = Output(out.append, View(voice(lang)))
    output.begin()
    for one in reports:
        output.report(one)
    output.end()
    return b"".join(out)


def book(reports: Iterable[Report], lang: str = "zh"):
    return openpyxl.load_workbook(io.BytesIO(made(reports, lang)))


def plain() -> Report:
    """The sample without the hint that only a real book can propose a repair for."""
    whole = report()
    return replace(whole, findings=tuple(f for f in whole.findings if f.code != "TXT01"))


def rows(sheet, first: int) -> list[tuple]:
    return list(sheet.iter_rows(min_row=first, values_only=True))


def synthetic(whole: Report) -> Report:
    form = replace(whole.document.forms[0], notes=(Note("synthetic"),))
    return replace(whole, document=replace(whole.document, forms=(form,)))


def test_a_row_a_finding_with_all_a_reviewer_needs() -> None:
    sheet = book([plain()]).worksheets[0]
    found = rows(sheet, 3)
    assert list(found[0]) == HEADS
    said = dict(zip(HEADS, next(row for row in found if row[11] == "ARI01"), strict=True))
    assert said["严重程度"] == "错误"
    assert said["位置"] == "成本指标“加班补贴”的指标值（第 42 行）"
    assert said["原文"] == "≦318万元"
    assert said["问题"].startswith("填报 318 万元")
    assert "连带 CMP12" in said["问题"]
    assert said["测算过程"].endswith("\n318 − 313.32 = 4.68万元")
    assert "313.32" in said["怎么写才对"]
    assert said["依据"] == "《示例法》第十三条"
    assert said["处理意见"] is None
    assert len(found) == 4  # the head, one at the file, two of the form; the folded one is no row


def test_the_code_leads_to_its_explanation() -> None:
    opened = book([plain()])
    cell = next(c for c in opened.worksheets[0]["L"] if c.value == "ARI01")
    sheet, _, spot = cell.hyperlink.location.rpartition("!")
    assert opened[sheet.strip("'")][spot].value == "ARI01"
    assert opened.sheetnames == ["意见", "各表", "未核查", "规则说明"]


def test_files_that_could_not_be_read_and_what_was_not_checked() -> None:
    _, forms, left, _ = book([plain(), REFUSED]).worksheets
    assert any(row[0] == "坏.docx" and "文件是空的" in row[11] for row in rows(forms, 2))
    assert [row[4] for row in rows(left, 2)] == ["没有单价"]


def test_the_sheet_prints_and_filters() -> None:
    for sheet in book([plain(), REFUSED], "en").worksheets:
        head = 3 if sheet.title == "Opinions" else 1
        assert sheet.freeze_panes == f"B{head + 1}"
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.auto_filter.ref.startswith(f"A{head}:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_synthetic_data_wears_its_banner() -> None:
    assert "合成数据 SYNTHETIC" in book([synthetic(plain())]).worksheets[0]["A2"].value
    assert "SYNTHETIC" not in book([plain()]).worksheets[0]["A2"].value


RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "<r><t>x</t></r>", "a\ud800b", "x\x01y"]


@pytest.mark.parametrize("raw", RISKY, ids=ascii)
def test_what_stands_in_a_form_is_never_a_formula(raw: str) -> None:
    whole = plain()
    moved = [
        replace(f, place=replace(f.place, raw=raw, name=raw)) if f.place.form else f
        for f in whole.findings
    ]
    data = made([replace(whole, path=raw, findings=tuple(moved))])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if "worksheets/sheet" in n]
    assert not any("<f>" in text or "<r><t>x" in text for text in sheets)
    opened = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cell = next(c for c in opened["G"] if c.row > 3 and c.value and c.value != "（空白）")
    assert cell.data_type == "s"
    assert cell.quotePrefix == raw.startswith(("=", "+", "-", "@"))


def test_nothing_found_is_said() -> None:
    sheet = book([replace(plain(), findings=())]).worksheets[0]
    assert sheet["A4"].value == "没有发现问题"


def test_many_findings_go_on_to_the_next_sheet(monkeypatch) -> None:
    monkeypatch.setattr(opinion_book, "MOST_ROWS", 4)
    monkeypatch.setattr(opinion_book, "MOST_LINKS", 4)
    opened = book([plain()] * 3)
    names = ["意见", "意见 2", "意见 3", "各表", "未核查", "规则说明"]
    assert opened.sheetnames == names
    numbers = [row[0] for name in names[:3] for row in rows(opened[name], 4)]
    assert numbers == list(range(1, 10))
    cells = [cell for cell in opened["意见"]["L"] if cell.row > 3]
    assert [bool(cell.hyperlink) for cell in cells] == [True, True, False, False]


def test_a_cell_proposed_is_written_out(monkeypatch) -> None:
    one = Proposal(Place(), "318", "≤318万元", "上限", "a ceiling", confirm=True)
    monkeypatch.setattr("jiheng.rules.say.Voice.proposals", lambda *_: (one,))
    sheet = book([plain()]).worksheets[0]
    said = [row[9] for row in rows(sheet, 4) if row[11] == "ARI01"]
    assert said[0].startswith("“318” → “≤318万元”（上限，请填报单位确认）\n说明差额")


def test_further_cells_are_named_in_short() -> None:
    whole = plain()
    form = whole.document.forms[0]
    also = tuple(form.at(row) for row in form.indicators)
    first = replace(whole.findings[0], also=also)
    sheet = book([replace(whole, findings=(first,))]).worksheets[0]
    assert "另有：“节假日加班补贴人数”（第 41 行）、“加班补贴”（第 42 行）" in sheet["F4"].value
    assert "节假日加班补贴人数：373人" in sheet["G4"].value


def test_memory_does_not_grow_with_the_files(monkeypatch) -> None:
    monkeypatch.setattr("jiheng.cli.opinion.IN_MEMORY", 10_000)
    monkeypatch.setattr(opinion_book, "MOST_LINKS", 50)

    def peak(files: int) -> int:
        tracemalloc.start()
        output = Output(lambda _: None, View(voice()))
        for _ in range(files):
            output.report(one)
        output.end()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    one = plain()
    one = replace(one, findings=one.findings[:1])
    peak(1)
    few, many = peak(200), peak(1600)
    assert many < few + 400_000, (few, many)


def test_heights_and_cuts() -> None:
    columns = (("a", "a", 10), ("b", "b", 10))
    assert height(("短", "x"), columns) < height(("很长的一句话" * 5, "x"), columns) <= 409
    assert len(fitting("x" * 40_000)) == 32_767
    assert height(("字" * 9000,), columns) == 409


def test_the_command_writes_the_file(tmp_path, capsys) -> None:
    out = tmp_path / "意见.xlsx"
    assert main(["check", str(EXAMPLE), "--format", "xlsx", "-o", str(out)]) in (0, 1)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert "SYNTHETIC" in sheet["A2"].value
    assert sheet["K4"].value is None or "《" in sheet["K4"].value
    assert main(["check", str(EXAMPLE), "--format", "xlsx"]) == 2
    assert "-o" in capsys.readouterr().err


def test_a_place_in_a_sheet_is_said() -> None:
    whole = plain()
    place = replace(whole.findings[0].place, address=Address(sheet="表一", row=3, column=4))
    moved = replace(whole.findings[0], place=place)
    sheet = book([replace(whole, findings=(moved,))]).worksheets[0]
    assert sheet["F4"].value.endswith("（工作表 表一 第 3 行第 4 列）")
