"""Markdown and HTML: nothing of a form becomes markup, and the page holds together."""

from __future__ import annotations

import base64
import hashlib
import re
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from cli.helpers import REFUSED, render
from cli.samples import report

from jiheng.cli.html_style import STYLE
from jiheng.cli.markdown import escape
from jiheng.model.form import Note
from jiheng.model.record import replace

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """Open tags, ids, links and texts of a page; fails on a tag that does not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: set[str] = set()
        self.classes: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs) -> None:
        named = dict(attrs)
        if "id" in named:
            self.ids.append(named["id"])
        self.links += [named[key] for key in ("href", "src") if key in named]
        self.marks |= set((named.get("data-n") or "").split())
        self.classes += (named.get("class") or "").split()
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.text += data


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_holds_together(lang: str) -> None:
    page = Page(render("html", [report(2), REFUSED, report()], lang))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert page.marks <= set(page.ids)


def test_the_page_needs_nothing_from_elsewhere() -> None:
    text = render("html", [report()])
    assert not re.search(r"https?:|url\(|@import|<link", text)


def test_form_text_is_never_markup() -> None:
    text = render("html", [replace(report(), path='<img src=x>".txt')])
    assert "<b>&" not in text
    assert "<img" not in text
    assert "节假日加班补贴<b>&" in Page(text).text


def test_cells_are_marked_where_findings_stand() -> None:
    text = render("html", [report()])
    assert re.search(r'class="value f-error" data-n="r1f1-1">≦318万元<sup', text)
    assert re.search(r'<td[^>]* class="f-warning" data-n="r1f1-2"><sup', text)


def test_a_mark_of_the_whole_form_stands_at_the_title() -> None:
    whole = report()
    moved = replace(whole.findings[0], place=whole.document.forms[0].place())
    text = render("html", [replace(whole, findings=(moved,))])
    assert re.search(r"<h3>2023年项目支出绩效目标表<sup", text)


def test_an_unreadable_file_says_why() -> None:
    assert "文件是空的" in Page(render("html", [REFUSED])).text
    assert "文件是空的" in render("markdown", [REFUSED])


def test_synthetic_data_wears_its_ribbon() -> None:
    whole = report()
    form = replace(whole.document.forms[0], notes=(Note("synthetic"),))
    marked = replace(whole, document=replace(whole.document, forms=(form,)))
    assert "synthetic" in Page(render("html", [marked])).classes
    assert "synthetic" not in Page(render("html", [whole])).classes


def test_codes_lead_to_their_explanation_on_the_page() -> None:
    page = Page(render("html", [report()]))
    assert {"rule-ARI01", "rule-CMP07"} <= set(page.ids)
    assert "#rule-ARI01" in page.links
    assert "rule-CMP12" not in page.ids  # folded under ARI01, which speaks for it


def test_hints_are_folded_away_and_cards_lead_to_their_cells() -> None:
    text = render("html", [report()])
    hints = re.search(r'<details class="hints"><summary>1 条提示</summary>(.*?)</details>', text)
    assert hints
    assert hints[1].count('class="card info"') == 1
    assert '<a class="n error" href="#r1f1:C1/value">1</a>' in text
    assert '<td id="r1f1:C1/value" class="value f-error"' in text


def test_the_page_allows_its_own_style_and_script_and_nothing_else() -> None:
    text = render("html", [report()])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    for tag in ("style", "script"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert not re.search(r"<[^>]+ (?:on[a-z]+|style)=", text)


def test_cards_that_outgrow_the_form_go_below_it() -> None:
    whole = report()
    place = whole.document.forms[0].place()
    many = tuple(replace(whole.findings[0], code=f"ZZZ{n:02}", place=place) for n in range(20))
    text = render("html", [replace(whole, findings=many)])
    beside, _, below = text.partition('<div class="more">')
    assert 1 <= beside.count('<article class="card') < 6
    assert beside.count('<article class="card') + below.count('<article class="card') == 20


def test_text_of_every_colour_can_be_read() -> None:
    colours = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{3,6})", STYLE))
    grounds = [colours["paper"], colours["sheet"], "#f6f5f1"]
    pairs = [(ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent") for ground in grounds]
    pairs += [(kind, colours[f"{kind}-soft"]) for kind in ("error", "warning", "info", "good")]
    pairs += [("unknown", "#eef0f2")]
    found = {(ink, ground): contrast(colours[ink], ground) for ink, ground in pairs}
    assert not {pair for pair, ratio in found.items() if ratio < Fraction(9, 2)}
    white = {kind: contrast("#fff", colours[kind]) for kind in ("error", "warning", "info")}
    assert min(white.values()) >= Fraction(9, 2)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2 between two colours."""
    a, b = sorted((light(one), light(other)))
    return (b + 0.05) / (a + 0.05)


def light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_markdown_names_each_rule_once() -> None:
    text = render("markdown", [report(), report()])
    assert text.count("\n### ARI01\n") == 1
    assert "`jiheng rule ARI01`" in text


def test_markdown_lists_each_finding_with_its_working() -> None:
    text = render("markdown", [report()])
    assert "- **错误 [ARI01](#ari01)** 填报 318 万元" in text
    assert "    373人 × 700元/人/月 × 12月 = 3,133,200元 = 313.32万元\n" in text
    assert "连带 CMP12" in text
    assert "节假日加班补贴\\<b\\>\\&" in text


@pytest.mark.parametrize("raw", ["a|b", "*强*", "[x](y)", "`c`", "# 标题", "<i>", "a\nb"])
def test_markdown_escapes(raw: str) -> None:
    assert "\n" not in escape(raw)
    assert not re.search(r"(?<!\\)[|*\[\]`#<>]", escape(raw))
