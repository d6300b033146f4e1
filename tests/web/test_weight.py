"""However much there is, a page stays light: lists are paged, charts merge what lies together."""

from __future__ import annotations

import pytest
from django.test import Client

from jiheng import draw
from jiheng.web.backend import BACKEND
from web.people import Office, approved, content, project, through

HEAVIEST = 500_000  # bytes


def test_thousands_of_prices_are_a_light_chart() -> None:
    """Ten thousand units that pay the same, or nearly: dots that lie together are one."""
    units = [(f"单位{n}", 2_400 + n % 7, n == 9_999) for n in range(10_000)]
    chart = draw.dots([("工资 元/人/月", units)], title="同一对象的单价", width=1220)
    assert len(chart) < 20_000
    assert chart.count("<circle") <= 8
    assert "+1428" in chart or "+1427" in chart  # how many more stand at a dot


@pytest.mark.parametrize("path", ["", "edit/redeclaration/", "history/", "versions/1/"])
def test_43_indicators(client: Client, office: Office, path: str) -> None:
    made = project(office)
    draft = made.drafts.get()
    rows = content(0)["rows"]
    while len(rows) < 43:
        rows.insert(1, dict(rows[1], name=f"节假日值班加班补贴{len(rows)}"))
    draft.content = content(0) | {"rows": rows}
    draft.save()
    through(office, made, "declaration")
    client.force_login(office.preparer, backend=BACKEND)
    answer = client.get(f"/projects/{made.pk}/{path}")
    assert answer.status_code == 200
    assert len(answer.content) < HEAVIEST


def test_the_workbench_does_not_grow_with_the_projects(
    client: Client, office: Office, django_assert_max_num_queries
) -> None:
    for number in range(4):
        approved(office, number)
    client.force_login(office.finance, backend=BACKEND)
    client.get("/")
    with django_assert_max_num_queries(24):
        client.get("/")
