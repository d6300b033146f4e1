"""The workbench, the list of projects and the pages of one, read by the people who may."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiheng.evaluate import evaluate
from jiheng.model.result import Ratio
from jiheng.web import actions, forms, show
from jiheng.web.backend import BACKEND
from jiheng.web.results import plain, result_of
from web.people import Office, approved, content, disclosed, project, step, through

DAY = date(2023, 12, 31)


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def unbound(office: Office, number: int = 0) -> Any:
    """A disclosed project with a result in which no row has a measure."""
    made = disclosed(office, number)
    version = made.baseline
    assert version is not None
    (found,) = evaluate([forms.form_of_version(version)], [], None, as_of=DAY, book=forms.book())
    actions.assess(
        None, made, plain(found), kind="monitoring", as_of=DAY, scheme="mof2020", version=version
    )
    return made


def test_a_result_comes_back_as_it_was(office: Office) -> None:
    (found,) = evaluate(
        [forms.form_of(content(3))], [], None, as_of=DAY, book=forms.book(), scheme="mof2020"
    )
    assert result_of(plain(found)) == found


def test_the_workbench_says_what_waits(client: Client, office: Office) -> None:
    made = project(office)
    page = as_(client, office.preparer).get("/").content.decode()
    assert f"/projects/{made.pk}/edit/declaration/" in page
    assert "去填报" in page
    assert "Waiting" not in page
    actions.submit(office.preparer, step(made, "declaration"))
    waiting = step(made, "declaration")
    assert f"/review/{waiting.pk}/" not in as_(client, office.preparer).get("/").content.decode()
    page = as_(client, office.head).get("/").content.decode()
    assert f"/review/{waiting.pk}/" in page
    assert "去审核" in page
    assert made.name not in as_(client, office.other_head).get("/").content.decode()


def test_english_says_the_same(client: Client, office: Office) -> None:
    project(office)
    page = as_(client, office.preparer).get("/", headers={"accept-language": "en"})
    assert "Waiting for me" in page.content.decode()


def test_the_list_is_filtered_and_costs_the_same_for_more(client: Client, office: Office) -> None:
    first = project(office, 0)
    as_(client, office.preparer)
    with CaptureQueriesContext(connection) as one:
        page = client.get("/projects/").content.decode()
    assert first.name in page
    for number in (1, 2, 3):
        project(office, number)
    with CaptureQueriesContext(connection) as four:
        client.get("/projects/")
    assert len(four) <= len(one)
    assert first.name not in client.get("/projects/?q=协警").content.decode()
    assert "没有符合条件的项目" in client.get("/projects/?year=1999").content.decode()
    assert first.name not in as_(client, office.other_preparer).get("/projects/").content.decode()


def test_the_living_table_shows_every_row_and_no_grade_while_weight_is_open(
    client: Client, office: Office
) -> None:
    made = unbound(office, 2)
    page = as_(client, office.finance).get(f"/projects/{made.pk}/").content.decode()
    form = forms.form_of_version(made.baseline)  # type: ignore[arg-type]
    for row in form.indicators:
        assert f'id="row-{row.ref}"' in page
    assert "财预〔2020〕10 号自评" in page  # the scheme by its title, not by its key
    assert "mof2020" not in page
    assert page.count("佐证不全") >= len(form.indicators)
    assert "不定等级" in page
    assert "等级 " not in page
    assert "为空" not in page


def test_a_form_not_yet_handed_in_says_so(client: Client, office: Office) -> None:
    made = project(office)
    page = as_(client, office.head).get(f"/projects/{made.pk}/").content.decode()
    assert "还在填报" in page


@pytest.mark.parametrize("path", ["", "history/", "versions/1/", "rows/C1/", "charts/"])
def test_another_units_project_is_not_there(client: Client, office: Office, path: str) -> None:
    made = unbound(office)
    url = f"/projects/{made.pk}/{path}"
    assert as_(client, office.auditor).get(url).status_code == 200
    assert as_(client, office.preparer).get(url).status_code == 200
    assert as_(client, office.other_preparer).get(url).status_code == 404
    assert as_(client, office.other_department).get(url).status_code == 404
    assert as_(client, office.administrator).get(url).status_code == 404


def test_a_row_leads_from_its_cell_to_its_points(client: Client, office: Office) -> None:
    made = unbound(office)
    page = as_(client, office.preparer).get(f"/projects/{made.pk}/rows/C1/").content.decode()
    assert "≦318万元" in page
    assert "ARI01" in page
    assert "373人 × 700元/人/月 × 12月" in page
    assert "没有判定就没有得分" in page
    assert as_(client, office.preparer).get(f"/projects/{made.pk}/rows/C9/").status_code == 404


def test_moves_go_through_the_buttons(client: Client, office: Office) -> None:
    made = project(office)
    at = step(made, "declaration")
    url = f"/steps/{at.pk}/move/"
    assert as_(client, office.head).post(url, {"move": "endorse"}).status_code == 409
    assert as_(client, office.preparer).post(url, {"move": "submit"}).status_code == 302
    assert as_(client, office.preparer).post(url, {"move": "endorse"}).status_code == 403
    assert as_(client, office.other_head).post(url, {"move": "endorse"}).status_code == 404
    assert as_(client, office.head).post(url, {"move": "return"}).status_code == 422
    assert (
        as_(client, office.head)
        .post(url, {"move": "return", "reason": "数量和单价对不上"})
        .status_code
        == 302
    )
    at.refresh_from_db()
    assert at.state == "returned"
    page = as_(client, office.preparer).get("/").content.decode()
    assert "被退回，去修改" in page
    assert as_(client, office.preparer).post(url, {"move": "fly"}).status_code == 404


def test_a_move_returns_only_to_pages_of_ours(client: Client, office: Office) -> None:
    at = step(project(office), "declaration")
    as_(client, office.preparer)
    answer = client.post(
        f"/steps/{at.pk}/move/", {"move": "submit", "next": "https://example.org/"}
    )
    assert answer["Location"] == f"/projects/{at.project_id}/"


def test_remarks_are_written_and_resolved(client: Client, office: Office) -> None:
    made = project(office)
    actions.submit(office.preparer, step(made, "declaration"))
    at = step(made, "declaration")
    as_(client, office.head).post(
        f"/steps/{at.pk}/remark/", {"text": "请写明 373 人的来源", "ref": "N1", "column": "value"}
    )
    page = as_(client, office.preparer).get(f"/projects/{made.pk}/rows/N1/").content.decode()
    assert "请写明 373 人的来源" in page
    (one,) = at.remarks.all()
    assert as_(client, office.preparer).post(f"/remarks/{one.pk}/resolve/").status_code == 302
    one.refresh_from_db()
    assert one.resolved_at


def test_an_adjustment_is_begun_with_a_reason(client: Client, office: Office) -> None:
    made = approved(office)
    url = f"/projects/{made.pk}/open/"
    as_(client, office.preparer)
    assert client.post(url, {"stage": "adjustment"}).status_code == 422
    answer = client.post(url, {"stage": "adjustment", "reason": "年中人员核减"})
    assert answer["Location"] == f"/projects/{made.pk}/edit/adjustment/"


def test_versions_are_compared_and_the_trail_is_told(client: Client, office: Office) -> None:
    made = project(office)
    at = through(office, made, "declaration")
    later = step(made, "redeclaration")
    changed = content(0)
    changed["rows"][0]["value"] = "≥380人"
    kept = made.drafts.filter(stage="redeclaration").first()
    actions.save_draft(office.preparer, later, changed, based_on=kept.revision if kept else 0)
    through(office, made, "redeclaration")
    as_(client, office.finance)
    page = client.get(f"/projects/{made.pk}/versions/2/").content.decode()
    assert "<ins>≥380人</ins>" in page
    page = client.get(f"/projects/{made.pk}/history/").content.decode()
    assert "审核通过" in page
    assert at.version is not None
    assert at.version.digest[:12] in page


@pytest.mark.parametrize(
    ("gap", "said"),
    [((3, 10_000), "0.03"), ((247, 1_000), "24.7"), ((1, 3), "33.3")],
)
def test_a_small_delay_never_looks_like_none(gap: tuple[int, int], said: str) -> None:
    rate = Ratio(gap[1] - gap[0], gap[1])
    spent = SimpleNamespace(rate=rate, elapsed=Ratio(1, 1))
    state: Any = SimpleNamespace(last=SimpleNamespace(execution=spent), lang="zh")
    assert show.money_title(state) == f"执行落后时间 {said} 个百分点"
