"""Text in terminal cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.cli.width import clean, pad, shorten, width, wrap


@pytest.mark.parametrize(
    ("text", "cells", "wide"),
    [("abc", 3, 3), ("指标值", 6, 6), ("≦318万元", 8, 9), ("“a”", 3, 5), ("e\u0301", 1, 1)],
)
def test_width(text: str, cells: int, wide: int) -> None:
    assert width(text) == cells
    assert width(text, wide_signs=True) == wide


def test_clean_keeps_text_and_drops_controls() -> None:
    assert clean("a\tb\r\nc") == "a b  c"
    assert clean("\x1b[31m红\u202e") == "\ufffd[31m红\ufffd"
    assert clean("填报\u3000单位\xa0x\u200b") == "填报\u3000单位 x"


def test_wrap_keeps_words_and_punctuation_together() -> None:
    assert wrap("成本合计 840 万元，与预算相符", 16) == ["成本合计 840 万", "元，与预算相符"]
    assert wrap("满八个字的一行，后面", 14) == ["满八个字的一行，", "后面"]
    assert wrap("这一行正好（括号", 12) == ["这一行正好", "（括号"]
    assert wrap("", 10) == [""]


@given(st.text(alphabet="ab1 指标值，。（）“”-", max_size=80), st.integers(4, 40))
def test_wrap_loses_nothing_and_fits(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    marks = "，。（）“”"
    assert all(width(line.rstrip(marks)) <= cells for line in lines)


@given(st.text(max_size=30), st.integers(1, 20))
def test_pad_and_shorten(text: str, cells: int) -> None:
    text = clean(text)
    assert width(pad(text, cells)) >= cells
    if cells >= 4:
        assert width(shorten(text, cells)) <= cells
