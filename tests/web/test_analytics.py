"""What projects come to together: right figures, within sight, for a fixed number of queries."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiheng.evaluate import evaluate
from jiheng.model.result import Ratio
from jiheng.web import actions, clock, forms, show, summing
from jiheng.web.backend import BACKEND
from jiheng.web.models import (
    Organisation,
    Project,
    Summary,
    SummaryDay,
    SummaryFinding,
    SummaryPrice,
    SummaryRow,
    Version,
)
from jiheng.web.results import plain
from web.people import Office, approved, content, disclosed, project, step

DAY = date(2023, 12, 31)
MANY = 2_000


@pytest.fixture(autouse=True)
def no_cache() -> None:
    cache.clear()


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def told(office: Office, number: int = 0) -> Project:
    """A disclosed project with a result in which no row has a measure, summed up."""
    made = disclosed(office, number)
    assert made.baseline is not None
    (found,) = evaluate(
        [forms.form_of_version(made.baseline)], [], None, as_of=DAY, book=forms.book()
    )
    result = plain(found) | {
        "execution": {"paid": {"num": 30_000_000, "den": 100}, "budget": {"num": 600_000, "den": 1},
                      "elapsed": {"num": 1, "den": 1}, "light": "red", "used": [], "accrual": None}
    }  # fmt: skip
    actions.assess(
        None, made, result, kind="self", as_of=DAY, scheme="mof2020", version=made.baseline
    )
    actions.refresh(made.pk)
    return made


def test_a_summary_holds_what_form_and_result_say(office: Office) -> None:
    made = told(office)
    assert made.baseline is not None
    form, report = forms.form_of_version(made.baseline), forms.report_of_version(made.baseline)
    one = Summary.objects.get(project=made)
    counts = show.severities(report.findings)
    assert (one.errors, one.warnings, one.hints) == tuple(
        counts[key] for key in ("error", "warning", "info")
    )
    amount = form.amounts["budget_amount"].yuan
    assert amount is not None
    assert one.budget == amount * 100
    assert (one.paid, one.planned) == (30_000_000, 60_000_000)
    spent = summing.execution(one)
    assert spent is not None
    assert spent.rate == Ratio(30_000_000 * 100, 60_000_000 * 100)
    rows = SummaryRow.objects.filter(project=made).order_by("pk")
    assert [row.ref for row in rows] == [row.ref for row in form.indicators]
    assert {row.standing for row in rows} == {"INCOMPLETE"}
    found = SummaryFinding.objects.filter(project=made).count()
    assert found == sum(one.counts for one in report.findings)


def test_it_follows_versions_and_can_be_made_again(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = approved(office)
    one = Summary.objects.get(project=made)
    assert one.version == made.baseline
    before = (one.budget, one.errors, one.warnings, one.hints, one.rows)
    Summary.objects.all().delete()
    SummaryRow.objects.all().delete()
    assert actions.catch_up() == 1
    assert actions.catch_up() == 0
    assert [done for done, _ in actions.rebuild()] == [1]
    one = Summary.objects.get(project=made)
    assert (one.budget, one.errors, one.warnings, one.hints, one.rows) == before


def test_a_summary_that_is_missing_or_old_is_not_believed(client: Client, office: Office) -> None:
    made = told(office)
    Summary.objects.update(made_from="old", errors=777)
    pages = []
    for _ in range(2):
        page = as_(client, office.preparer).get("/projects/").content.decode()
        pages.append(page[page.index('id="main"') :])
        Summary.objects.all().delete()
    assert pages[0] == pages[1]
    assert "777" not in pages[0]
    assert made.name in pages[0]


def test_everybody_sees_his_own_only(client: Client, office: Office) -> None:
    made = told(office)
    for path in ("", "units/", "projects/", "rows/?standing=INCOMPLETE", "rows.csv?standing=OPEN"):
        url = f"/analytics/{path}"
        mine = as_(client, office.preparer).get(url)
        text = mine.getvalue().decode()
        assert mine.status_code == 200
        assert office.unit.name in text
        for stranger in (office.other_preparer, office.other_department, office.administrator):
            text = as_(client, stranger).get(url).getvalue().decode()
            assert made.name not in text
            assert "示例县公安局" not in text.replace(stranger.name, "")
    page = as_(client, office.finance).get("/analytics/").content.decode()
    assert "50%" in page
    assert f"{office.unit.name}执行落后时间 50 个百分点" in page


def test_the_cache_is_not_shared_between_people(client: Client, office: Office) -> None:
    told(office)
    assert "50%" in as_(client, office.finance).get("/analytics/").content.decode()
    assert "50%" not in as_(client, office.other_department).get("/analytics/").content.decode()


def test_from_a_figure_down_to_the_row(client: Client, office: Office) -> None:
    made = told(office)
    as_(client, office.finance)
    code = SummaryFinding.objects.exclude(ref="").values_list("code", flat=True).first()
    page = client.get("/analytics/").content.decode()
    assert f"/analytics/rows/?code={code}" in page
    listed = client.get(f"/analytics/rows/?code={code}").content.decode()
    ref = SummaryFinding.objects.filter(code=code).exclude(ref="").values_list("ref", flat=True)[0]
    url = f"/projects/{made.pk}/rows/{ref}/"
    assert url in listed
    assert client.get(url).status_code == 200
    assert client.get("/analytics/rows/?code=NO99").status_code == 404


def test_filters_are_in_the_address(client: Client, office: Office) -> None:
    made = told(office)
    as_(client, office.finance)
    assert made.name in client.get("/analytics/projects/?year=2023").content.decode()
    assert made.name not in client.get("/analytics/projects/?year=2022").content.decode()
    other = office.units["U2"].pk
    assert made.name not in client.get(f"/analytics/projects/?unit={other}").content.decode()
    assert "没有可以汇总的项目" in client.get("/analytics/?year=2022").content.decode()
    for odd in ("year=x", "unit=99999999999999999999", "stage=fly", "page=x", "unit=-1"):
        assert client.get(f"/analytics/?{odd}").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["units", "projects", "years", "families", "findings", "open", "deadlines", "deadlines-units",
     "prices", "rows"],
)  # fmt: skip
def test_every_table_can_be_taken_away(client: Client, office: Office, name: str) -> None:
    made = told(office)
    Project.objects.filter(pk=made.pk).update(name="=1+1")
    as_(client, office.finance)
    text = client.get(f"/analytics/{name}.csv").getvalue().decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    for row in rows:
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)
    book = client.get(f"/analytics/{name}.xlsx")
    assert book.content[:2] == b"PK"
    assert client.get(f"/analytics/{name}.exe").status_code == 404
    assert client.get("/analytics/nothing.csv").status_code == 404


def test_prices_far_from_the_median_are_named_with_the_ratio(
    client: Client, office: Office
) -> None:
    made = [project(office, n % 4) for n in range(7)]
    for number, one in enumerate(made):
        yuan = 9_000 if number == 6 else 1_800 + number * 10
        SummaryPrice.objects.create(
            project=one, object="线路租用", per="处", micro=yuan * 1_000_000, text=f"{yuan}元/处",
            ref="C1",
        )  # fmt: skip
    as_(client, office.finance)
    page = client.get("/analytics/prices/?object=线路租用&per=处").content.decode()
    assert "中位数 1,830 元" in page
    assert page.count("中位数的 4.92 倍</span></span>") == 1
    assert "chip bad" in page
    assert "是同类中位数的 4.92 倍" in page
    assert "线路租用" in client.get("/analytics/prices/").content.decode()
    assert client.get("/analytics/prices/?object=没有&per=处").status_code == 404


def test_deadlines_are_counted_and_what_the_demo_clock_hides_is_not(
    client: Client, office: Office
) -> None:
    made = approved(office)
    today = clock.today()
    made.steps.filter(stage="declaration").update(due=today + timedelta(days=1))
    made.steps.filter(stage="redeclaration").update(due=today - timedelta(days=1))
    made.steps.filter(stage="approval").update(due=None)
    at = step(made, "disclosure")
    made.steps.filter(pk=at.pk).update(due=today - timedelta(days=1))
    actions.refresh(made.pk)
    page = as_(client, office.finance).get("/analytics/").content.decode()
    assert "到期的 3 个环节中 1 个按期完成，1 个现在还逾期" in page


def test_two_years_stand_beside_each_other(client: Client, office: Office) -> None:
    old, new = told(office, 0), told(office, 1)
    Project.objects.filter(pk=new.pk).update(year=2024)
    SummaryDay.objects.filter(project=new).update(day=date(2024, 6, 30), paid=12_000_000)
    page = as_(client, office.finance).get("/analytics/").content.decode()
    assert "2024 年预算比 2023 年" in page
    assert "2024 年项目合计执行落后时间 29.7 个百分点" in page  # 182/366 − 20%, without 2023
    page = client.get("/analytics/?year=2023").content.decode()
    assert "2023 年项目合计执行落后时间 50 个百分点" in page
    assert old.year == 2023


def many(office: Office) -> None:
    """MANY projects of forty units, as the cache holds them."""
    unit, maker = office.units["U1"], office.preparer
    units = [unit]
    for number in range(39):
        units.append(actions.make_organisation(
            None, f"示例县第{number}所", f"X{number}", "unit", office.units["D1"]))  # fmt: skip
    text = content(0)
    projects = Project.objects.bulk_create(
        Project(unit=units[n % 40], name=f"合成项目{n}", year=2022 + n % 2) for n in range(MANY)
    )
    versions = []
    for one in projects:
        version = Version(project=one, number=1, content=text, digest="0" * 64, made_by=maker,
                          made_at=clock.now())  # fmt: skip
        version.save()
        versions.append(version)
    Summary.objects.bulk_create(
        Summary(project=one, version=version, made_from=summing.made_from(), made_at=clock.now(),
                budget=10_000_000 + n, paid=n * 1_000, planned=10_000_000, gone=365, days=365,
                light="red", as_of=DAY, rows=20, met=15, not_met=3, cannot_judge=2, open=500,
                errors=n % 4, assessment=None)
        for n, (one, version) in enumerate(zip(projects, versions, strict=True))
    )  # fmt: skip
    SummaryRow.objects.bulk_create(
        SummaryRow(project=one, ref=f"C{r}", name=f"指标{r}", family="cost", standing="MET")
        for one in projects for r in range(20)
    )  # fmt: skip
    SummaryFinding.objects.bulk_create(
        SummaryFinding(project=one, code="ARI01", severity="error", ref="C1", name="指标1")
        for one in projects
    )
    SummaryPrice.objects.bulk_create(
        SummaryPrice(project=one, object=f"物品{n % 50}", per="件", micro=(100 + n) * 1_000_000,
                     text="1元/件", ref="C1") for n, one in enumerate(projects)
    )  # fmt: skip


def test_two_thousand_projects_cost_no_more_queries_than_one(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ("/analytics/", "/analytics/units/", "/analytics/projects/", "/analytics/prices/",
             "/analytics/rows/?code=ARI01", "/analytics/rows/?standing=MET", "/projects/",
             "/")  # fmt: skip
    told(office)
    as_(client, office.finance)
    client.get("/")
    few = {}
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        few[path] = len(asked)
    many(office)
    cache.clear()

    def read(*_: object) -> None:
        raise AssertionError("a form was read for a list")

    monkeypatch.setattr(summing, "form_of_version", read)
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= few[path] + 3, path
        assert len(asked) <= 35, path
    with CaptureQueriesContext(connection) as again:
        client.get("/analytics/")
    assert len(again) < few["/analytics/"]
    assert Organisation.objects.filter(kind="unit").count() == 41
