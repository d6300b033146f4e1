"""The gallery in a real browser: no complaint, no sideways scroll, no serious fault of access.

Pictures of it are kept where JIHENG_SCREENSHOTS names a folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import need_tool

from web import browse, gallery

need_tool(browse.CHROMIUM)

pytestmark = pytest.mark.looks
SIZES = [(1366, 768), (390, 844), (320, 640)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browse.browser() as one:
        yield one


def keep(page: Any, name: str) -> None:
    """A picture of the whole page as build output."""
    folder = os.environ.get("JIHENG_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def faults(page: Any) -> list[str]:
    """What axe finds serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:4]
    ]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_gallery(browser: Any, width: int, height: int, lang: str) -> None:
    page, said = browse.show(browser, gallery.page(lang), width, height)
    keep(page, f"gallery-{lang}-{width}")
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []
    page.close()


def test_content_begins_high(browser: Any) -> None:
    page, _ = browse.show(browser, gallery.page(), 1366, 768)
    assert page.locator("h1").bounding_box()["y"] < 150
    assert page.locator(".top").bounding_box()["height"] == 48
    page.close()


def test_dialog_keys_and_menu(browser: Any) -> None:
    page, said = browse.show(browser, gallery.page(), 1366, 768)
    page.get_by_role("button", name="退回").first.click()
    assert page.locator("#return").is_visible()
    assert page.evaluate("document.activeElement.id") == "return-reason"
    assert faults(page) == []
    keep(page, "dialog")
    page.keyboard.press("Escape")
    assert not page.locator("#return").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "退回"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.get_by_role("button", name="关闭").click()
    page.locator("details.menu summary").click()
    assert page.get_by_text("退出", exact=True).is_visible()
    keep(page, "menu")
    page.keyboard.press("Escape")
    assert not page.get_by_text("退出", exact=True).is_visible()
    assert said == []
    page.close()


def test_card_and_cell_light_up_together(browser: Any) -> None:
    page, _ = browse.show(browser, gallery.page(), 1366, 768)
    page.locator("#f1").focus()
    assert "lit" in (page.locator("#c3v").get_attribute("class") or "")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "f2"
    page.locator("#c3v").hover()
    assert "lit" in (page.locator("#f1").get_attribute("class") or "")
    page.close()


def test_severity_filter(browser: Any) -> None:
    page, _ = browse.show(browser, gallery.page(), 1366, 768)
    page.get_by_role("button", name="错误 1").click()
    assert page.locator("#f1").is_visible()
    assert not page.locator("#f2").is_visible()
    page.get_by_role("button", name="全部").click()
    assert page.locator("#f2").is_visible()
    page.close()


def test_on_a_phone_the_card_follows_its_row(browser: Any) -> None:
    page, _ = browse.show(browser, gallery.page(), 390, 844)
    card, cell = page.locator("#f1").bounding_box(), page.locator("#c3v").bounding_box()
    assert page.locator("tr.follows #f1").count() == 1
    assert card["y"] - cell["y"] < 200
    assert page.locator("td[rowspan]:not([rowspan='1'])").count() == 0
    assert page.locator(".follows:has(#f1) + tr .ref").text_content() == "C4"
    page.set_viewport_size({"width": 1366, "height": 768})
    assert page.locator(".margin #f1").count() == 1
    assert page.locator("td[rowspan='4']").count() == 1
    assert page.locator("tr.follows").count() == 0
    page.close()


def test_toast_with_undo(browser: Any) -> None:
    page, _ = browse.show(browser, gallery.page(), 1366, 768)
    page.evaluate("jiheng.toast('已通过 12 份', {undo: () => { window.undone = 1; }})")
    assert page.get_by_text("已通过 12 份").is_visible()
    keep(page, "toast")
    page.get_by_role("button", name="撤销").click()
    assert page.evaluate("window.undone") == 1
    assert page.get_by_text("已通过 12 份").count() == 0
    page.close()


def test_tab_reaches_the_content_first(browser: Any) -> None:
    page, _ = browse.show(browser, gallery.page(), 1366, 768)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_print_leaves_the_chrome_on_the_screen(browser: Any) -> None:
    page, _ = browse.show(browser, gallery.page(), 1366, 768)
    page.emulate_media(media="print")
    assert not page.locator(".top nav").is_visible()
    assert not page.locator(".toolbar").is_visible()
    assert page.locator(".synthetic").is_visible()
    keep(page, "print")
    page.close()


@pytest.mark.parametrize("status", [403, 404, 409, 500])
def test_error_page(browser: Any, status: int) -> None:
    page, said = browse.show(browser, gallery.problem(status), 1366, 768)
    keep(page, f"problem-{status}")
    assert said == []
    assert faults(page) == []
    page.close()
