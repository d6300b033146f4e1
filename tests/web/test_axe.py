"""Every page in a browser, in both widths: no serious or critical fault of access, no sideways
scroll, nothing in the console; the project page of 43 indicators stays light.

The pages with a year's results are looked at the same way in test_year_browser.py.
JIHENG_SCREENSHOTS=FOLDER keeps a picture of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from web import serving, stages, year
from web.year import Looks, Person

PAGES = {  # person: name of the page and its address
    "": (("login", "/account/login/"), ("public", "/public/"),
         ("public-project", "/public/{first}/"), ("phone", "/s/{token}"),
         ("missing", "/public/999999/")),
    "tianbao": (
        ("workbench", "/"), ("notices", "/notices/"), ("projects", "/projects/"),
        ("project", "/projects/{first}/"), ("project-draft", "/projects/{draft}/"),
        ("history", "/projects/{first}/history/"), ("version", "/projects/{first}/versions/1/"),
        ("row", "/projects/{first}/rows/C1/"),
        ("edit-declaration", "/projects/{draft}/edit/declaration/"),
        ("edit-returned", "/projects/{returned}/edit/declaration/"),
        ("changes", "/projects/{returned}/edit/declaration/changes/"),
        ("upload", "/upload/"), ("reading", "/upload/{upload}/"),
        ("monitoring", "/projects/{first}/monitoring/"),
        ("self-evaluation-none", "/projects/{first}/self-evaluation/"),
        ("evaluation-none", "/projects/{first}/evaluation/"),
        ("disclosure", "/projects/{first}/disclosure/"),
        ("publication", "/projects/{first}/publication/"),
        ("rectification-open", "/projects/{first}/rectification/"),
        ("evidence", "/evidence/"), ("evidence-import", "/evidence/import/"),
        ("evidence-findings", "/evidence/findings/"),
        ("evidence-availability", "/evidence/availability/"),
        ("evidence-payroll", "/evidence/payroll/"),
        ("evidence-contracts", "/evidence/contracts/"),
        ("surveys", "/surveys/"), ("survey-new", "/surveys/new/"),
        ("survey", "/surveys/{survey}/"),
        ("account", "/account/"), ("password", "/account/password/"),
        ("interfaces", "/account/interfaces/"), ("second-factor", "/account/second-factor/"),
    ),
    "fuzeren": (("queue", "/review/"), ("desk", "/review/{step}/"),
                ("desk-last", "/review/{step}/?tab=last"),
                ("desk-year", "/review/{step}/?tab=year"),
                ("desk-remarks", "/review/{step}/?tab=remarks")),
    "zhuguan": (("queue-empty", "/review/"),),
    "caizheng": (
        ("analytics", "/analytics/"), ("analytics-units", "/analytics/units/"),
        ("analytics-rows", "/analytics/rows/"), ("analytics-prices", "/analytics/prices/"),
    ),
    "shenji": (("audit", "/admin/audit/"),),
    "guanli": (
        ("administration", "/admin/"), ("organisations", "/admin/organisations/"),
        ("organisation-new", "/admin/organisations/new/"),
        ("organisation", "/admin/organisations/{unit}/"), ("users", "/admin/users/"),
        ("user-new", "/admin/users/new/"), ("user", "/admin/users/{user}/"),
        ("policies", "/admin/policies/"), ("calendar", "/admin/calendar/"),
        ("api-docs", "/api/docs"),
    ),
}  # fmt: skip
pytestmark = pytest.mark.looks
HEAVIEST = 500_000  # bytes of a page with all it brings
NODES = 12_000


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Place]:
    made = stages.place(tmp_path_factory.mktemp("pages"))
    made.start("--no-work")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with year.browser() as one:
        yield one


@pytest.mark.parametrize("person", PAGES)
def test_pages(place: serving.Place, browser: Any, person: str) -> None:
    looks, faults = Looks(), []
    if person:
        one = Person(browser, place.base, person)
        page, said = one.page, one.said
    else:
        page, said = browser.new_page(locale="zh-CN"), []
    for name, address in PAGES[person]:
        answer = page.goto(place.base + address.format(**place.known))
        expected = 404 if name == "missing" else 200
        if answer.status != expected:
            faults.append(f"{name}: {answer.status}")
            continue
        looks(page, name)
        faults += [f"{name}: {fault}" for fault in looks.seen[name]["axe"]]
        if max(looks.seen[name]["wide"]) > 0:
            faults.append(f"{name}: scrolls sideways by {looks.seen[name]['wide']}")
        if (heavy := year.weight(page)) > HEAVIEST:
            faults.append(f"{name}: {heavy} bytes")
    faults += [text for text in said if not re.search("status of 404", text)]
    page.context.close()
    assert not faults, "\n".join(faults)


def test_the_page_of_43_indicators_is_light(place: serving.Place, browser: Any) -> None:
    """Weight and size of the document; how long scripts take differs from machine to machine."""
    one = Person(browser, place.base, "tianbao")
    one.go(f"/projects/{place.known['many']}/")
    one.page.wait_for_load_state("networkidle")
    assert one.page.locator("main tbody tr").count() >= 43
    assert year.weight(one.page) < HEAVIEST
    assert one.page.evaluate("document.querySelectorAll('*').length") < NODES
    one.context.close()
