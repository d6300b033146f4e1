"""The editor in a real browser: keys, input method, clipboard, autosave, two editors, no network.

Pictures of it are kept where JIHENG_SCREENSHOTS names a folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, need_tool
from django.conf import settings
from django.test import Client

from jiheng.web import actions
from jiheng.web.backend import BACKEND
from jiheng.web.models import Draft, Project
from web import browse
from web.people import make_office, project, step

need_tool(browse.CHROMIUM)

PATIENCE = 600  # tenths of a second
WAIT = 15_000  # milliseconds, on a busy machine
VALUE, NAME = 4, 3  # columns of the form, from 1


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser; its driver keeps an event loop in this thread, which Django has to bear."""
    with pytest.MonkeyPatch.context() as patch, browse.browser() as one:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield one


@pytest.fixture
def made(browser: Any, live_server: Any) -> Any:
    """The people of the county, and a project on the preparer's desk."""
    office = make_office()
    return office, project(office)


@pytest.fixture
def desk(browser: Any, live_server: Any, made: Any) -> Iterator[Callable[..., Any]]:
    """Opens the editor as one of its people."""
    contexts = []
    office, one = made

    def open_(who: str = "preparer", width: int = 1366, height: int = 768) -> Any:
        client = Client()
        client.force_login(office.people[who], backend=BACKEND)
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.said, page.asked = [], set()
        page.on("request", lambda one: page.asked.add(one))
        for end in ("requestfinished", "requestfailed"):
            page.on(end, lambda one: page.asked.discard(one))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(f"{live_server.url}/projects/{one.pk}/edit/declaration/")
        return page

    yield open_
    for context in contexts:
        for page in context.pages:
            rest(page)
        context.close()


def rest(page: Any) -> None:
    """No request is under way when the database is emptied."""
    page.evaluate("if (window.jihengEditor?.editor) jihengEditor.editor.saver.held = true")
    for _ in range(WAIT // 50):
        if not getattr(page, "asked", None):
            return
        page.wait_for_timeout(50)


def cell(page: Any, row: int, column: int) -> Any:
    return page.locator(f"#grid tbody tr:nth-child({row}) td:nth-of-type({column})")


def text(page: Any, row: int, column: int) -> str:
    return str(cell(page, row, column).locator(".cell").inner_text())


def content(page: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("jihengEditor.editor.model.content")
    return found


def until(page: Any, said: str) -> None:
    """Wait for a condition (Playwright's own waiting evaluates text, which our policy stops)."""
    for _ in range(WAIT // 50):
        if page.evaluate(said):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came: {said}")


def saved(page: Any) -> None:
    """Everything typed is on the server."""
    until(page, "!jihengEditor.editor.saver.dirty() && !jihengEditor.editor.saver.busy")


def draft() -> Draft:
    return Draft.objects.get()


def paste(page: Any, plain: str, html: str = "") -> None:
    """What the clipboard hands over when Excel, WPS or Word filled it."""
    page.evaluate(
        """([plain, html]) => {
            const data = new DataTransfer();
            data.setData("text/plain", plain);
            if (html) data.setData("text/html", html);
            const kind = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", kind));
        }""",
        [plain, html],
    )


def test_typing_replaces_and_is_kept(desk: Callable[..., Any]) -> None:
    page = desk()
    cell(page, 4, VALUE).click()
    page.keyboard.type("≦313.32万元")
    page.keyboard.press("Enter")
    assert text(page, 4, VALUE) == "≦313.32万元"
    assert page.evaluate("document.activeElement.closest('tr').sectionRowIndex") == 4
    saved(page)
    assert draft().content["rows"][3]["value"] == "≦313.32万元"
    assert draft().revision == 2
    assert "已保存" in page.locator("#saved").inner_text()
    assert page.said == []


def test_editing_with_keys_only(desk: Callable[..., Any]) -> None:
    page = desk()
    cell(page, 1, 1).click()
    for key in ("End", "ArrowLeft", "F2", "End"):  # the value column, within its text
        page.keyboard.press(key)
    page.keyboard.type("左右")
    page.keyboard.press("Tab")
    assert text(page, 1, VALUE) == "373人左右"
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    assert text(page, 1, VALUE) == "373人左右"
    page.keyboard.press("Delete")
    assert text(page, 1, VALUE) == ""
    page.keyboard.press("Control+z")
    assert text(page, 1, VALUE) == "373人左右"
    page.keyboard.press("Control+End")
    assert page.evaluate("jihengEditor.editor.grid.row") == 5
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.do") == "insert"  # no trap


def test_an_input_method_loses_no_character(desk: Callable[..., Any]) -> None:
    page = desk()
    cell(page, 2, NAME).click()
    method = page.context.new_cdp_session(page)
    for part in ("j", "ji", "jia", "加班"):
        size = len(part)
        method.send(
            "Input.imeSetComposition",
            {"text": part, "selectionStart": size, "selectionEnd": size},
        )
    method.send("Input.insertText", {"text": "加班补贴"})
    method.send("Input.imeSetComposition", {"text": "b", "selectionStart": 1, "selectionEnd": 1})
    method.send("Input.insertText", {"text": "标准"})
    page.keyboard.press("Enter")
    assert text(page, 2, NAME) == "加班补贴标准"
    page.keyboard.press("Control+z")
    assert text(page, 2, NAME) == "节假日值班加班补贴"
    saved(page)


def test_undo_and_redo_reach_everything(desk: Callable[..., Any]) -> None:
    page = desk()
    first = content(page)
    cell(page, 1, VALUE).click()
    page.keyboard.type("1人")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")  # a row below
    assert len(content(page)["rows"]) == 7
    page.locator("#f-annual_goal").fill("另一个目标")
    page.locator("#f-annual_goal").press("Control+z")
    assert page.locator("#f-annual_goal").input_value() == first["fields"]["annual_goal"]
    cell(page, 3, VALUE).click()
    for _ in range(2):
        page.keyboard.press("Control+z")
    assert content(page) == first
    for _ in range(3):
        page.keyboard.press("Control+y")
    assert len(content(page)["rows"]) == 7
    assert content(page)["fields"]["annual_goal"] == "另一个目标"


def test_a_block_is_pasted(desk: Callable[..., Any]) -> None:
    page = desk()
    cell(page, 5, NAME).click()
    paste(page, '指标甲\t≥95%\r\n"第一行\n第二行 ""引"""\t12次\r\n指标丙\t1:3\r\n')
    rows = content(page)["rows"]
    assert len(rows) == 7
    assert [row["name"] for row in rows[4:]] == ["指标甲", '第一行\n第二行 "引"', "指标丙"]
    assert [row["value"] for row in rows[4:]] == ["≥95%", "12次", "1:3"]
    page.keyboard.press("Control+z")
    assert len(content(page)["rows"]) == 6
    cell(page, 1, 1).click()
    paste(
        page,
        "x",
        "<table><tr><td rowspan=2>产出指标</td><td>数量指标</td><td>甲<br>乙</td></tr>"
        "<tr><td>质量指标</td><td><b>丙</b>&nbsp;</td></tr></table>",
    )
    rows = content(page)["rows"]
    assert [row["level1"] for row in rows[:2]] == ["产出指标"] * 2
    assert [row["name"] for row in rows[:2]] == ["甲\n乙", "丙"]


def test_copy_and_paste_within(desk: Callable[..., Any]) -> None:
    page = desk()
    cell(page, 1, NAME).click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")
    cell(page, 3, NAME).click()
    page.keyboard.press("Control+v")
    rows = content(page)["rows"]
    assert (rows[2]["name"], rows[2]["value"]) == (rows[0]["name"], rows[0]["value"])
    cell(page, 3, VALUE).click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    assert content(page)["rows"][3]["value"] == rows[0]["value"]


def test_rows_move_without_taking_merged_text_along(desk: Callable[..., Any]) -> None:
    page = desk()
    cell(page, 2, NAME).click()
    page.keyboard.press("Alt+ArrowUp")
    names = [row["level2"] for row in content(page)["rows"]]
    assert names[:2] == ["质量指标", "数量指标"]
    page.locator("[data-do=remove]").click()
    assert content(page)["rows"][0]["level2"] == "数量指标"
    assert len(content(page)["rows"]) == 5


def test_level_names_are_offered_and_free(desk: Callable[..., Any]) -> None:
    page = desk()
    cell(page, 2, 2).click()
    page.keyboard.type("时")
    page.locator("#grid-choices li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert text(page, 2, 2) == "时效指标"
    page.keyboard.type("自己的说法")
    page.keyboard.press("Enter")
    assert text(page, 2, 2) == "自己的说法"


def test_findings_come_while_typing_and_a_proposal_is_adopted(desk: Callable[..., Any]) -> None:
    page = desk()
    page.locator("[data-code=ARI01]").wait_for()
    assert "f-error" in str(cell(page, 4, VALUE).get_attribute("class"))
    top = page.evaluate("scrollY")
    page.locator("[data-code=ARI01] [data-adopt]").first.click()
    assert text(page, 4, VALUE) == "≦313.32万元"
    page.locator("[data-code=ARI01]").wait_for(state="detached")
    assert "f-error" not in str(cell(page, 4, VALUE).get_attribute("class"))
    assert page.evaluate("document.activeElement.className") == "entry"
    assert abs(page.evaluate("scrollY") - top) < 400
    page.keyboard.press("Control+z")
    page.locator("[data-code=ARI01]").wait_for()
    assert text(page, 4, VALUE) == "≦318万元"


def test_a_cost_is_computed_into_its_row(desk: Callable[..., Any]) -> None:
    page = desk()
    page.locator("[data-do=cost]").click()
    page.locator("#cost-work .result").wait_for()
    work = page.locator("#cost-work").inner_text()
    assert "373人 × 700元/人/月 × 12月 = 3,133,200元 = 313.32万元" in work
    page.locator("#cost-put").click()
    assert text(page, 4, VALUE) == "≦313.32万元"
    saved(page)


def test_two_editors_and_nobodys_work_is_lost(desk: Callable[..., Any]) -> None:
    mine, theirs = desk(), desk("colleague")
    cell(theirs, 2, VALUE).click()
    theirs.keyboard.type("710元/人/月")
    theirs.keyboard.press("Enter")
    cell(theirs, 1, VALUE).click()
    theirs.keyboard.type("380人")
    theirs.keyboard.press("Enter")
    saved(theirs)
    cell(mine, 3, VALUE).click()
    mine.keyboard.type("每月10日前")
    mine.keyboard.press("Enter")
    cell(mine, 1, VALUE).click()
    mine.keyboard.type("374人")
    mine.keyboard.press("Enter")
    mine.locator("#stale[open]").wait_for()
    box = mine.locator("#stale tbody")
    assert box.locator("tr").count() == 3
    said = box.inner_text()
    assert "380人" in said
    assert "374人" in said
    assert "两人都改了" in said
    mine.locator("#stale-merge").click()
    saved(mine)
    rows = draft().content["rows"]
    assert [row["value"] for row in rows[:3]] == ["374人", "710元/人/月", "每月10日前"]
    mine.locator("#grid").click(position={"x": 300, "y": 60})
    mine.keyboard.press("Control+z")
    assert content(mine)["rows"][1]["value"] == "700元/人/月"  # mine, as it was, is one undo away


def test_rows_of_both_survive_a_merge(desk: Callable[..., Any]) -> None:
    """One deletes a row, the other adds one and changes another: the offered merge has it all."""
    mine, theirs = desk(), desk("colleague")
    cell(theirs, 6, NAME).click()
    theirs.locator("[data-do=insert]").click()
    theirs.keyboard.press("ArrowRight")
    cell(theirs, 7, NAME).click()
    theirs.keyboard.type("新的满意度")
    theirs.keyboard.press("Enter")
    cell(theirs, 2, VALUE).click()
    theirs.keyboard.type("710元/人/月")
    theirs.keyboard.press("Enter")
    saved(theirs)
    cell(mine, 3, NAME).click()
    mine.locator("[data-do=remove]").click()
    mine.locator("#stale[open]").wait_for()
    mine.locator("#stale-merge").click()
    saved(mine)
    rows = draft().content["rows"]
    names = [row["name"] for row in rows]
    assert "1-12月" not in names
    assert names[-1] == "新的满意度"
    assert len(rows) == 6
    assert rows[1]["value"] == "710元/人/月"


def test_later_keeps_mine_here_and_asks_again(desk: Callable[..., Any]) -> None:
    mine, theirs = desk(), desk("colleague")
    for page, said in ((theirs, "380人"), (mine, "374人")):
        cell(page, 1, VALUE).click()
        page.keyboard.type(said)
        page.keyboard.press("Enter")
        if page is theirs:
            saved(page)
    mine.locator("#stale[open]").wait_for()
    mine.locator("#stale [data-shuts-dialog]").click()
    assert text(mine, 1, VALUE) == "374人"
    assert draft().content["rows"][0]["value"] == "380人"
    mine.reload()  # its backup names an older revision: the question is put again
    mine.locator("#stale[open]").wait_for()
    mine.locator("#stale [data-all=theirs]").click()
    mine.locator("#stale-merge").click()
    saved(mine)
    assert text(mine, 1, VALUE) == "380人"
    assert draft().content["rows"][0]["value"] == "380人"


def test_without_network_the_text_stays_and_comes_back(desk: Callable[..., Any]) -> None:
    page = desk()
    page.context.set_offline(True)
    cell(page, 1, VALUE).click()
    page.keyboard.type("999人")
    page.keyboard.press("Enter")
    page.locator("#saved.failed").wait_for()
    assert "没有网络，内容保留在本机" in page.locator("#saved").inner_text()
    assert draft().revision == 1
    page.context.set_offline(False)
    saved(page)
    assert draft().content["rows"][0]["value"] == "999人"


def test_what_a_crash_left_is_restored(desk: Callable[..., Any]) -> None:
    page = desk()
    page.route("**/save/", lambda route: route.abort())
    cell(page, 1, VALUE).click()
    page.keyboard.type("998人")
    page.keyboard.press("Enter")
    page.locator("#saved.failed").wait_for()
    other = page.context.new_page()  # the first is gone without a word
    address = page.url
    page.close(run_before_unload=False)
    other.goto(address)
    until(other, "Boolean(window.jihengEditor && jihengEditor.editor)")
    assert text(other, 1, VALUE) == "998人"
    saved(other)
    assert draft().content["rows"][0]["value"] == "998人"


def test_handing_in_with_errors_is_confirmed(desk: Callable[..., Any], made: Any) -> None:
    page = desk()
    page.locator("#hand-in").click()
    page.locator("#hand-in-dialog[open]").wait_for()
    assert "错误 1" in page.locator("#hand-in-counts").inner_text()
    button = page.locator("#hand-in-dialog button.main")
    button.click()
    assert page.locator("#hand-in-dialog[open]").count() == 1  # the box has to be ticked
    page.locator("#hand-in-sure input").check()
    button.click()
    page.wait_for_url("**/projects/*/")
    assert step(Project.objects.get(), "declaration").state == "submitted"


def test_a_reason_stands_at_its_cell_until_dealt_with(desk: Callable[..., Any], made: Any) -> None:
    office, one = made
    at = actions.submit(office.preparer, step(one, "declaration"))
    cells = [{"ref": "C1", "column": "value", "text": "应为 313.32 万元"}]
    actions.return_(office.head, at, "请按意见修改", cells)
    page = desk()
    assert "f-remark" in str(cell(page, 4, VALUE).get_attribute("class"))
    card = page.locator("[data-remark]").filter(has_text="应为 313.32 万元")
    card.locator("a").click()
    assert page.evaluate("jihengEditor.editor.grid.row") == 3
    card.locator("[data-resolve]").click()
    card.wait_for(state="detached")
    assert "f-remark" not in str(cell(page, 4, VALUE).get_attribute("class"))
    assert at.remarks.filter(resolved_at=None).count() == 1


def test_a_long_form_stays_quick(desk: Callable[..., Any]) -> None:
    page = desk()
    cell(page, 6, NAME).click()
    paste(page, "\r\n".join(f"指标{n}\t{n}次" for n in range(400)))
    assert len(content(page)["rows"]) == 405
    cell(page, 200, VALUE).click()
    took = page.evaluate(
        """() => {
            const grid = jihengEditor.editor.grid, began = performance.now();
            for (let n = 0; n < 10; n += 1) {
                grid.entry.value = "字" + n;
                grid.entry.dispatchEvent(new InputEvent("input", {bubbles: true}));
            }
            return (performance.now() - began) / 10;
        }"""
    )
    assert took < 100  # milliseconds a key: no long task
    saved(page)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_how_the_upload_looks(
    browser: Any, desk: Callable[..., Any], live_server: Any, width: int, height: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = desk(width=width, height=height)
    for name in ("upload", "reading"):
        if name == "upload":
            page.goto(f"{live_server.url}/upload/")
        else:
            page.locator("input[type=file]").set_input_files(ROOT / "examples" / "shili-2023.docx")
            page.locator("form[data-drop] button").click()
            page.wait_for_url("**/upload/*/")
            page.goto(f"{page.url}?form=3")
            page.locator("[data-confirm-all]").click()
            assert page.locator(".doubts input:checked").count() == 3
        folder = os.environ.get("JIHENG_SCREENSHOTS")
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        grave = [one for one in found if one["impact"] in ("serious", "critical")]
        assert [(one["id"], one["nodes"][0]["html"][:160]) for one in grave] == []
    page.locator("#make button.main").click()
    page.wait_for_url("**/edit/declaration/")
    assert page.said == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_how_it_looks(desk: Callable[..., Any], width: int, height: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = desk(width=width, height=height)
    page.locator("[data-code=ARI01]").wait_for()
    folder = os.environ.get("JIHENG_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"editor-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in grave] == []
    assert page.said == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_pages_of_a_pdf_beside_its_reading(
    desk: Callable[..., Any], live_server: Any, made: Any, width: int, height: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from test_readers_pdf import pdf

    from jiheng.web import readings
    from web.test_upload_pages import FORM

    one = actions.upload_form(made[0].preparer, "表.pdf", pdf("", FORM))
    readings.read(one)
    page = desk(width=width, height=height)
    page.goto(f"{live_server.url}/upload/{one.pk}/")
    pages, words = page.locator("#original-pages"), page.locator("#original-text")
    tabs = page.locator(".sides .tabs a")
    assert pages.is_visible()
    assert not words.is_visible()
    for _ in range(PATIENCE):  # wait_for_function would need eval, which the page forbids
        if page.locator(".drawn img").nth(1).evaluate("one => one.naturalWidth") == 1_000:
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the second page was not loaded")
    assert pages.evaluate("one => one.scrollTop") > 300  # the form begins on the second page
    tabs.nth(1).click()
    assert not pages.is_visible()
    assert "维修车辆数量" in words.inner_text()
    assert tabs.nth(1).get_attribute("aria-current") == "true"
    assert tabs.nth(0).get_attribute("aria-current") is None
    tabs.nth(0).click()
    assert pages.evaluate("one => one.scrollTop") > 300  # it is still there
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in grave] == []
    with page.context.expect_page() as opened:
        pages.locator("a").nth(1).click()
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("document.images[0].naturalWidth") == 1_000
