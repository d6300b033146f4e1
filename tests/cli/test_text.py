"""The report a finance officer reads."""

from __future__ import annotations

import re

import pytest
from cli.helpers import REFUSED, render
from cli.samples import report

from jiheng.cli.width import width
from jiheng.model.record import replace


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_a_finding_has_sentence_cell_working_repair_and_basis_in_that_order() -> None:
    text = render("text", [report()])
    start = text.index("错误 ARI01  填报 318 万元，按数量和标准应为 313.32 万元，差 +4.68 万元")
    cell = text.index("C1 加班补贴 · 指标值“≦318万元” · 第 42 行")
    working = text.index("│ 373人 × 700元/人/月 × 12月 = 3,133,200元 = 313.32万元")
    repair = text.index("怎么改：说明差额的依据")
    basis = text.index("依据：《示例法》第十三条")
    assert start < cell < working < repair < basis


def test_a_folded_finding_is_a_line_under_its_root_and_not_counted() -> None:
    text = render("text", [report()])
    assert "└ 连带 CMP12 整表：没有质量指标" in text
    assert "提醒 CMP12" not in text
    assert lines(text)[-1] == (
        "1 个文件 · 1 张表：1 处错误 · 1 处提醒 · 2 条提示 · 1 项未核查 · 算式相符 1 条"
    )


def test_a_folded_finding_whose_root_is_ignored_is_still_shown() -> None:
    whole = report()
    text = render("text", [replace(whole, findings=whole.findings[1:])])
    assert "└ 连带 CMP12" in text


def test_an_unverified_law_is_never_cited() -> None:
    for name in ("text", "markdown", "html", "sarif"):
        text = render(name, [report()], verbose=True)
        assert "示例法" in text or name == "sarif"
        assert "未核实的法" not in text
        assert "惯例" not in text


def test_hints_are_a_line_a_code_and_whole_with_verbose() -> None:
    assert "TXT01  旧称  S1" in render("text", [report()])
    assert "旧词：甲、乙" not in render("text", [report()])
    assert "提示 TXT01  旧词：甲、乙" in render("text", [report()], verbose=True)


def test_what_was_not_checked_is_listed_with_the_reason() -> None:
    text = render("text", [report()])
    assert "1 项未核查" in text
    assert "ARI07  没有单价  N1" in text


def test_closed_equations_are_counted_and_shown_with_verbose() -> None:
    assert "2 项核对通过 · 算式相符 1 条" in render("text", [report()])
    assert "│ 318 = 318" not in render("text", [report()])
    assert "│ 318 = 318" in render("text", [report()], verbose=True)


def test_several_forms_begin_with_a_table_of_contents() -> None:
    rows = lines(render("text", [report(2)]))
    assert rows[1].split()[-1] == "ARI01"
    assert rows[1].split()[:1] == ["1"]
    assert rows[2].split()[-1] == "处提醒"


def test_a_file_that_cannot_be_read_says_so_in_its_place() -> None:
    text = render("text", [REFUSED])
    assert lines(text)[:2] == ["坏.docx", "  文件是空的。请确认选对了文件。"]
    assert text.rstrip().endswith("1 个文件没能核对")


def test_quiet_prints_one_line_a_finding_that_counts_and_nothing_else() -> None:
    assert lines(render("text", [report(), REFUSED], quiet=True)) == [
        "样例/目标表.txt:6: 提醒 CMP07 F1.higher_level_funds 上级资金是空白",
        "样例/目标表.txt:42: 错误 ARI01 F1.C1 "
        "填报 318 万元，按数量和标准应为 313.32 万元，差 +4.68 万元",
        "坏.docx：文件是空的。请确认选对了文件。",
    ]
    assert render("text", [replace(report(), findings=())], quiet=True) == ""


def test_english() -> None:
    text = render("text", [report()], "en", verbose=True)
    assert "error ARI01  the form says 318, recomputed 313.32, difference +4.68" in text
    assert "Basis: Sample Law, Art. 13" in text
    assert "1 file · 1 form: 1 error · 1 warning · 2 hints · 1 not checked" in text


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    text = render("text", [report(2), REFUSED], width=columns, verbose=True)
    # closing punctuation may hang over the edge by one wide character
    assert max(width(line) for line in text.splitlines()) <= columns + 2


def test_escape_sequences_of_a_cell_never_reach_the_terminal() -> None:
    assert "\x1b" not in render("text", [report()], verbose=True)


def test_colour_only_when_asked_for() -> None:
    coloured = render("text", [report()], colour=True)
    assert "\x1b[1;31m错误 ARI01" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render("text", [report()])


def test_our_own_words_exist_in_gbk() -> None:
    for lang in ("zh", "en"):
        text = render("text", [report(2), REFUSED], lang, verbose=True)
        assert text.replace("\ufffd", "").replace("−", "-").encode("gbk")


def test_where_to_read_about_rules_is_said_once() -> None:
    text = render("text", [report(), report()])
    assert text.count("jiheng rule") == 1
    assert "jiheng rule" not in render("text", [replace(report(), findings=())])
    assert "jiheng rule" not in render("text", [report()], quiet=True)
