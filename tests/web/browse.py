"""Pages in a headless Chromium without a server: from memory, with static files from disk."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django_htmx

import jiheng.web

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HOME = "http://gallery.test/"
STATIC = [
    Path(jiheng.web.__file__).parent / "static",
    Path(django_htmx.__file__).parent / "static",
]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"


@contextmanager
def browser() -> Iterator[Any]:
    """A browser without network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        try:
            yield one
        finally:
            one.close()


def show(browser: Any, html: str, width: int, height: int) -> tuple[Any, list[str]]:
    """The page opened, and everything the browser complains about."""
    page = browser.new_page(viewport={"width": width, "height": height})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(HOME)
        if not path:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
            return
        name = path.removeprefix("static/").split("?")[0]
        for folder in STATIC:
            if (folder / name).is_file():
                kind = mimetypes.guess_type(name)[0] or "text/plain"
                route.fulfill(path=folder / name, content_type=kind)
                return
        route.fulfill(status=204 if path.startswith("jobs/") else 404, body="")

    page.route("**/*", answer)
    page.goto(HOME)
    page.wait_for_load_state("networkidle")
    return page, said
