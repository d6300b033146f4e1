"""People at their browsers: what each does on the pages, by what the pages say and not by markup.

Buttons are found by their Chinese names, fields by their labels or names, so that pages may be
rearranged without a test noticing. Every page that somebody comes to may be looked at (``looks``):
screenshots in both widths, faults of accessibility, weight.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from web import browse

WIDE, NARROW = (1366, 768), (390, 844)
PATIENCE_MS = 60_000
REASON = "人员和采购进度与年初不同，已按月核对，后续按实际需要编报"


class Person:
    """Somebody signed in, at a browser of his own."""

    def __init__(self, browser: Any, base: str, username: str) -> None:
        self.base, self.name = base, username
        size = {"width": WIDE[0], "height": WIDE[1]}
        self.context = browser.new_context(viewport=size, locale="zh-CN", service_workers="block")
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("pageerror", lambda error: self.said.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._console)
        self.go("/account/login/")
        self.page.locator(f"button[name=username][value={username}]").click()
        self.page.wait_for_url(re.compile(r"^(?!.*/account/login/)"))

    def _console(self, message: Any) -> None:
        # A refused form (422) is no fault of the page.
        if message.type == "error" and "status of 422" not in message.text:
            self.said.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> None:
        answer = self.page.goto(self.base + path)
        assert answer is not None, path
        assert answer.status == 200, (self.name, path, answer.status)

    def text(self) -> str:
        return str(self.page.locator("main").inner_text())

    def press(self, *names: str) -> None:
        """The first button or link of these names that is there, and what comes of it."""
        for name in names:
            found = self.page.get_by_role("button", name=name).or_(
                self.page.get_by_role("link", name=name)
            )
            if found.count():
                found.first.click()
                return
        raise AssertionError(f"{self.name} at {self.page.url}: none of {names}\n{self.text()}")

    def confirm(self, *names: str) -> None:
        """Press the button of these names in the dialog that is open."""
        dialog = self.page.locator("dialog[open]")
        dialog.wait_for()
        for box in dialog.locator("textarea:visible").all():
            if box.get_attribute("required") is not None:
                box.fill(REASON)
        for box in dialog.locator("input[type=checkbox]:visible").all():
            box.check()
        with self.page.expect_navigation():
            dialog.get_by_role("button", name=names[0], exact=True).last.click()
        self.ok()

    def ok(self) -> None:
        """No page of trouble."""
        self.page.wait_for_load_state()
        title = self.page.title()
        assert not re.match(r"(4\d\d|5\d\d)", title), (self.name, self.page.url, self.text())

    # --- what preparers do -----------------------------------------------------------------------

    def upload(self, path: Path) -> int:
        """A form becomes a project; its number."""
        self.go("/upload/")
        with self.page.expect_navigation(url=re.compile(r"/upload/\d+/")):
            self.page.locator("input[type=file]").set_input_files(path)
            button = self.page.get_by_role("button", name="上传", exact=True)
            if button.is_visible() and self.page.url.removeprefix(self.base) == "/upload/":
                button.click(no_wait_after=True)
        for box in self.page.locator("input[type=checkbox][name^=ok-]").all():
            box.check()
        with self.page.expect_navigation(url=re.compile(r"/projects/\d+/edit/")):
            self.press("建立项目")
        found = re.search(r"/projects/(\d+)/", self.page.url)
        assert found is not None
        return int(found[1])

    def hand_in_form(self, project: int, stage: str) -> None:
        self.go(f"/projects/{project}/edit/{stage}/")
        self.page.locator("#hand-in").click()
        self.confirm("提交")

    def hand_in(self, project: int, page: str) -> None:
        """A stage without a form: its page has the button."""
        self.go(f"/projects/{project}/{page}/")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=re.compile("提交")).last.click()
        self.ok()

    def evaluate(self, project: int, page: str, day: str) -> None:
        """Ask for an evaluation and wait until the worker is through."""
        self.go(f"/projects/{project}/{page}/")
        self.page.locator("input[name=as_of]").fill(day)
        with self.page.expect_navigation():
            self.press("按佐证计算")
        # The page asks how far the worker is, and comes again by itself.
        self.page.locator(".hand-in").wait_for(state="attached")
        self.page.wait_for_load_state("networkidle")

    def explain(self) -> int:
        """Write what is asked for; how many reasons that were."""
        boxes = [
            box.get_attribute("id")
            for box in self.page.locator("form.wanting textarea:visible").all()
        ]
        for name in boxes:
            box = self.page.locator(f'[id="{name}"]')
            box.fill(REASON)
            with self.page.expect_response(re.compile("/explain/")):
                box.blur()
        return len(boxes)

    # --- what reviewers do -----------------------------------------------------------------------

    def review(self, project: int, *, approve: bool = False) -> None:
        """From the queue: open what waits of the project, pass it on."""
        self.go("/review/")
        name = self.names[project]
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_url(re.compile(r"/review/\d+/"))
        self.look("review-approve" if approve else "review")
        button = "批复" if approve else "通过"
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.confirm(button)

    def skip(self, project: int, page: str, why: str) -> None:
        """Leave an optional stage out."""
        self.go(f"/projects/{project}/{page}/")
        self.press("不做这一环节")
        dialog = self.page.locator("dialog[open]")
        dialog.locator("textarea").fill(why)
        with self.page.expect_navigation():
            dialog.get_by_role("button", name="不做", exact=True).click()
        self.ok()

    # --- looking ---------------------------------------------------------------------------------

    names: dict[int, str] = {}
    looks: Callable[[Any, str], None] = staticmethod(lambda page, name: None)

    def look(self, name: str) -> None:
        type(self).looks(self.page, f"{name}")


class Looks:
    """Looks at a page of each name once: axe, weight, sideways scroll; screenshots where wanted."""

    def __init__(self) -> None:
        folder = os.environ.get("JIHENG_SCREENSHOTS", "")
        self.folder = Path(folder) if folder else None
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
        self.seen: dict[str, dict[str, Any]] = {}

    def __call__(self, page: Any, name: str) -> None:
        if name in self.seen:
            return
        found: dict[str, Any] = {"url": page.url, "axe": [], "wide": []}
        self.seen[name] = found
        page.wait_for_load_state("networkidle")
        for width, height in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(50)
            found["wide"].append(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
            if self.folder:
                path = self.folder / f"{name}-{width}.png"
                page.screenshot(path=path, full_page=True)
            found["axe"] += serious(page)
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})


def serious(page: Any) -> list[str]:
    """What axe-core finds serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    said = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in said
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def weight(page: Any) -> int:
    """Bytes of the page and all that it brought, asked for anew: none from a cache, unpacked."""
    names = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    total = len(page.context.request.get(page.url).body())
    for name in sorted(set(names)):
        if "/static/" in name and name not in SIZES:
            SIZES[name] = len(page.context.request.get(name).body())
        total += SIZES.get(name, 0)
    return total


SIZES: dict[str, int] = {}
browser = browse.browser
