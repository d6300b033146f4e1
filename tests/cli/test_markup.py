"""Markdown and HTML: nothing of a form becomes markup, and the page holds together."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from cli.helpers import REFUSED, render
from cli.samples import report

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


def test_markdown_lists_each_finding_with_its_working() -> None:
    text = render("markdown", [report()])
    assert "- **错误 ARI01** 填报 318 万元" in text
    assert "    373人 × 700元/人/月 × 12月 = 3,133,200元 = 313.32万元\n" in text
    assert "连带 CMP12" in text
    assert "节假日加班补贴\\<b\\>\\&" in text


@pytest.mark.parametrize("raw", ["a|b", "*强*", "[x](y)", "`c`", "# 标题", "<i>", "a\nb"])
def test_markdown_escapes(raw: str) -> None:
    assert "\n" not in escape(raw)
    assert not re.search(r"(?<!\\)[|*\[\]`#<>]", escape(raw))
