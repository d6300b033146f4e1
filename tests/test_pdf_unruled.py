"""Tables without rules: columns by their white gutters, rows by where the cells stand."""

from __future__ import annotations

import pytest
from test_readers_pdf import blocks, text

HEAD = [("一级指标", 50, 700), ("三级指标", 150, 700), ("指标值", 300, 700)]
NAMES = ["加班补贴发放人数足额", "到位率", "时效", "经费控制在预算以内的", "总额"]
"""Two names of two lines (the upper ones full) around one of one line."""


def drawn(words: list[tuple[str, int, int]]) -> str:
    return "".join(text(x, y, said) for said, x, y in words)


def cells(found: list[object]) -> list[object]:
    [table] = [block for block in found if isinstance(block, list)]
    return [(row, column, height, said) for row, column, height, _, said in table if said]


WANTED = [
    (0, 0, 1, "一级指标"), (0, 1, 1, "三级指标"), (0, 2, 1, "指标值"),
    (1, 0, 3, "产出指标"), (1, 1, 1, "加班补贴发放人数足额到位率"), (1, 2, 1, "373人"),
    (2, 1, 1, "时效"), (2, 2, 1, "12月"),
    (3, 1, 1, "经费控制在预算以内的总额"), (3, 2, 1, "318万元"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "level"),
    [((673, 650, 627), 650), ((680, 650, 634), 680)],
    ids=["centred", "from-the-top"],
)
def test_wrapped_names_are_one_row_with_their_value(values: tuple[int, ...], level: int) -> None:
    words = [*HEAD, ("产出指标", 50, level)]
    words += zip(NAMES, [150] * 5, (680, 666, 650, 634, 620), strict=True)
    words += zip(("373人", "12月", "318万元"), [300] * 3, values, strict=True)
    assert cells(blocks(drawn(words))) == WANTED


def test_a_table_goes_on_over_the_page() -> None:
    first = drawn([*HEAD, ("产出指标", 50, 680), ("发放人数", 150, 680), ("373人", 300, 680)])
    second = drawn(
        [("到位率", 150, 700), ("90%", 300, 700), ("时效", 150, 680), ("12月", 300, 680)]
    )
    assert [(row, column, said) for row, column, _, said in cells(blocks(first, second))[3:]] == [
        (1, 0, "产出指标"), (1, 1, "发放人数"), (1, 2, "373人"),
        (2, 1, "到位率"), (2, 2, "90%"), (3, 1, "时效"), (3, 2, "12月"),
    ]  # fmt: skip


def test_running_text_beside_a_table_stays_text() -> None:
    rows = [*HEAD, *((said, x, 680) for said, x in (("产出指标", 50), ("人数", 150), ("3人", 300)))]
    rows += [("效益指标", 50, 660), ("满意度", 150, 660), ("90%", 300, 660)]
    foot = [("填表人：某某", 50, 640), ("联系电话：0700", 150, 640), ("填报日期：3月", 300, 640)]
    found = blocks(drawn([("绩效目标表", 100, 740), *rows, *foot]))
    assert found[0] == "绩效目标表"
    assert found[-1] == "填表人：某某  联系电话：0700  填报日期：3月"
    assert len(found) == 3


def test_prose_is_no_table() -> None:
    lines = [("本年度预算绩效管理工作总结如下各项", 50, 700 - 15 * n) for n in range(6)]
    assert all(isinstance(block, str) for block in blocks(drawn(lines)))


def test_a_number_close_under_a_line_is_no_page_number() -> None:
    close = text(50, 60, "预算金额") + text(50, 47, "394")
    apart = text(50, 90, "预算金额") + text(290, 40, "394")
    assert blocks(close) == ["预算金额", "394"]
    assert blocks(apart) == ["预算金额"]
