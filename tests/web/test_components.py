"""The parts of the pages: what they say, that they need no inline code, that all can read them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.utils import translation

from jiheng.model.result import Ratio
from jiheng.web.cards import heads
from jiheng.web.templatetags import say
from web import gallery

pytestmark = pytest.mark.looks
WEB = Path(say.__file__).parents[1]
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STATIC = WEB / "static" / "jiheng"


def render(text: str, **context: Any) -> str:
    return str(engines["django"].from_string("{% load say %}" + text).render(context))


def test_two_languages() -> None:
    assert render('{% t "项目" "Projects" %}') == "项目"
    with translation.override("en"):
        assert render('{% t "项目" "Projects" %}') == "Projects"
        assert render("{{ 's'|state }}{{ 'draft'|state }}") == "sdraft"
        assert render("{% verdict 'NOT_MET' %}").count("not met") == 1
    assert render('{% t "共 {} 项" "{} items" n %}', n="<3>") == "共 &lt;3&gt; 项"


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{{ v|percent }}", Fraction(42044, 84000), "50.05%"),
        ("{{ v|percent }}", Ratio(11, 12), "91.67%"),
        ("{{ v|percent:1 }}", Ratio(99999, 100000), "99.99%"),
        ("{{ v|percent }}", None, "–"),
        ("{{ v|number }}", Decimal("1234.5"), "1,234.5"),
        ("{{ v|number:90 }}", Decimal("89.9999"), "89.9999"),
        ("{{ v|points }}", 499, "4.99"),
        ("{{ v|points }}", None, "–"),
        ("{{ v|wan }}", 4204400, '<span class="money" title="4,204,400.00 元">420.44</span>'),
        ("{{ v|wan }}", 1510000, '<span class="money" title="1,510,000.00 元">151.00</span>'),
        ("{{ v|wan:1510000 }}", Ratio(150999999, 100), "1,509,999.99 元"),
        ("{{ v|wan:1510000 }}", Ratio(150999999, 100), ">150.999999<"),
        ("{{ v|wan_unit }}", 0, "万元"),
        ("{{ v|yuan }}", Ratio(2, 100), "0.02"),
        ("{{ v|size }}", 1_536_000, "2 MB"),
        ("{{ v|severity }}", "error", "错误"),
        ("{{ v|state_tone }}", "returned", "bad"),
    ],
)
def test_figures(text: str, value: Any, shown: str) -> None:
    assert shown in render(text, v=value)


@pytest.mark.parametrize(
    "standing", ["MET", "NOT_MET", "PENDING", "INCOMPLETE", "CANNOT_JUDGE", ""]
)
def test_a_verdict_has_sign_and_word(standing: str) -> None:
    pill = render("{% verdict s %}", s=standing)
    assert re.search(r'data-icon="[^"]+"><span>[^<]+</span>', pill)


def test_query_keeps_what_it_does_not_change() -> None:
    from django.http import QueryDict

    request = SimpleNamespace(GET=QueryDict("q=保安&page=3"))
    assert render("{% query page=4 %}", request=request).endswith("page=4")
    assert "page" not in render("{% query page=None %}", request=request)
    assert render("{% query page=2 %}") == "page=2"


def test_names_of_pages() -> None:
    assert say.page_numbers(SimpleNamespace(num_pages=10), 5) == [1, 0, 4, 5, 6, 0, 10]
    assert say.page_numbers(SimpleNamespace(num_pages=1), 1) == [1]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_inline_code(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|hx-on|hx-vals=.js", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"(?:src|href)=.https?:", text)


@pytest.mark.parametrize("path", [*TEMPLATES, *STATIC.iterdir()], ids=lambda p: p.name)
def test_size(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 250


def luminance(colour: str) -> Fraction:
    """Relative luminance (WCAG 2.2), with the curve's power by repeated square roots."""
    if len(colour) == 4:
        colour = "#" + "".join(c * 2 for c in colour[1:])
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return Fraction(0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2])


def contrast(one: str, other: str) -> Fraction:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + Fraction(1, 20)) / (low + Fraction(1, 20))


def tokens() -> dict[str, str]:
    text = (STATIC / "tokens.css").read_text("utf-8")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", text))


TONES = ("bad", "warn", "good", "info")
GROUNDS = ("paper", "sheet", "band")
PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent") for ground in GROUNDS),
    *((tone, ground) for tone in TONES for ground in (*GROUNDS, f"{tone}-soft")),
    ("unknown", "unknown-soft"),
    ("unknown", "sheet"),
    ("accent-2", "accent-soft"),
    ("accent", "accent-soft"),
    ("ink-3", "accent-soft"),
]


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_contrast(ink: str, ground: str) -> None:
    found = tokens()
    assert contrast(found[ink], found[ground]) >= Fraction(9, 2)


def test_contrast_of_edges_and_white() -> None:
    found = tokens()
    assert all(contrast(found[c], "#ffffff") >= 4.5 for c in ("accent", "bad", "warn", "info"))
    assert contrast(found["line"], found["sheet"]) >= 3  # frames of inputs (1.4.11)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_gallery_renders_in_both_languages() -> None:
    zh, en = gallery.page(), gallery.page("en")
    assert 'lang="zh-Hans"' in zh
    assert 'lang="en"' in en
    assert "合成数据 SYNTHETIC" in zh
    assert zh.count('aria-current="page"') >= 1
    assert "Workbench" in en
    assert "{{" not in zh + en
    assert "{%" not in zh + en
    assert zh.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', zh)
    assert len(ids) == len(set(ids)), "an id twice"
    assert len(zh.encode()) < 300_000


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_error_pages_say_what_was_kept_and_what_to_do(status: int) -> None:
    page = gallery.problem(status)
    assert "保住了什么" in page
    assert "怎么办" in page


def test_text_of_people_is_never_markup() -> None:
    evil = "<img src=x onerror=alert(1)>"
    finding = {
        "severity": "error",
        "anchor": "f",
        "title": evil,
        "sentence": evil,
        "where": evil,
        "working": [evil],
        "repair": evil,
        "proposals": [{"old": evil, "new": evil}],
    }
    cell = {"text": evil, "severity": "error", "links": "f"}
    sheet = {
        "title": evil,
        "columns": [{"key": "x", "label": evil}],
        "fields": [[{"label": evil, "text": evil}]],
        "rows": [{"ref": "C1", "cells": [cell]}],
        "edges": [{"label": evil, "text": evil}],
    }
    made = render('{% include "components/finding_card.html" %}', f=finding)
    made += render('{% include "components/sheet.html" %}', sheet=sheet)
    made += render('{% include "components/thread.html" %}', remarks=[{"by": evil, "text": evil}])
    made += render('{% include "components/diff.html" %}', rows=[{"old": evil, "new": evil}])
    made += render('{% drawing "columns" d %}', d={"args": [[(evil, 1)]], "title": evil})
    assert "<img" not in made


def test_a_column_without_a_head_has_none() -> None:
    form: Any = SimpleNamespace(columns=("other:", "other:备注", "name"), indicators=())
    assert [said for _, said in heads(form)] == ["", "备注", "三级指标"]
