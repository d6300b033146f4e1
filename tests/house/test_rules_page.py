"""The search page over the rules: whole, by itself, and nothing in it is markup by accident."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import generate
import pytest
import rules_page

from jiheng.model.record import replace
from jiheng.policy import load
from jiheng.rules import every


class Tags(HTMLParser):
    """Ids, folded entries and texts; fails on a tag that does not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs) -> None:
        self.ids += [value for key, value in attrs if key == "id"]
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def text() -> str:
    return rules_page.page(every(), load(on=generate.last_verified()))


def test_every_rule_is_there_once(text: str) -> None:
    ids = Tags(text).ids
    assert len(ids) == len(set(ids))
    assert [one for one in ids if one in every()] == list(every())


def test_every_family_and_severity_has_a_name(text: str) -> None:
    assert {code[:3] for code in every()} <= set(rules_page.FAMILIES)
    assert set(re.findall(r'data-s="(\w+)"', text)) <= set(rules_page.SEVERITIES)


def test_the_page_needs_nothing_from_elsewhere(text: str) -> None:
    assert not re.search(r"https?:|url\(|@import|<link|<[^>]+ (?:on[a-z]+|style)=", text)
    assert text.count("'sha256-") == 2


def test_what_a_rule_says_is_never_markup() -> None:
    rule = replace(next(iter(every().values())), title="<b>x", zh="<i>{name}", page="<u>")
    book = load(on=generate.last_verified())
    made = rules_page.page({rule.code: rule}, book)
    Tags(made)
    assert "<b>x" not in made
    assert "<i>" not in made
    assert "&lt;i&gt;…" in made
