"""The reviewer's queue and desk: what he sees, what he may decide, and what a bulk leaves whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiheng.model import entry as chain
from jiheng.web import access, actions, bulk
from jiheng.web.backend import BACKEND
from jiheng.web.forms import report_of_version
from jiheng.web.models import Entry, Job, Step
from jiheng.web.show import severities
from web.people import (
    Office,
    approved,
    assessed,
    content,
    disclosed,
    project,
    result,
    step,
    through,
)


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def handed_in(office: Office, number: int = 0) -> Step:
    return actions.submit(office.preparer, step(project(office, number), "declaration"))


def faultless(office: Office) -> Step:
    """The one of the four forms without an error handed in."""
    one = handed_in(office, 1)
    assert one.version is not None
    assert not severities(report_of_version(one.version).findings)["error"]
    return one


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


# --- the queue ------------------------------------------------------------------------------------


def test_the_queue_holds_what_waits_for_me_and_nothing_else(client: Client, office: Office) -> None:
    one = handed_in(office)
    link = f"/review/{one.pk}/"
    assert link in page_of(as_(client, office.head), "/review/")
    for other in (office.department, office.finance, office.other_head, office.preparer):
        assert link not in page_of(as_(client, other), "/review/")
    assert "您的岗位不审核" in page_of(as_(client, office.auditor), "/review/")


def test_an_approval_stands_in_the_queue_of_the_finance_bureau(
    client: Client, office: Office
) -> None:
    made = project(office)
    through(office, made, "declaration")
    through(office, made, "redeclaration")
    at = step(made, "approval")
    page = page_of(as_(client, office.finance), "/review/")
    assert f"/review/{at.pk}/" in page
    assert 'name="steps"' not in page  # not to be chosen for a bulk
    desk = page_of(client, f"/review/{at.pk}/")
    assert at.version is not None
    assert at.version.digest in desk
    assert "锁定基线" in desk
    answer = client.post(f"/review/{at.pk}/decide/", {"move": "approve"})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.baseline == at.version


def test_it_is_filtered_sorted_and_costs_the_same_for_more(client: Client, office: Office) -> None:
    first = handed_in(office, 0)
    as_(client, office.head)
    page_of(client, "/review/")
    with CaptureQueriesContext(connection) as one:
        page_of(client, "/review/")
    for number in (1, 2, 3):
        handed_in(office, number)
    with CaptureQueriesContext(connection) as four:
        page_of(client, "/review/")
    assert len(four) <= len(one)
    link = f'href="/review/{first.pk}/"'
    assert link in page_of(client, "/review/?stage=declaration&findings=errors&sort=-errors")
    assert link not in page_of(client, "/review/?stage=monitoring")
    assert link not in page_of(client, "/review/?findings=clean")
    assert link not in page_of(client, "/review/?q=协警")
    assert "没有符合条件的表" in page_of(client, "/review/?unit=999999")
    for sort in ("handed", "-name", "unit", "nonsense"):
        assert link in page_of(client, f"/review/?sort={sort}")


def test_the_change_against_the_last_version_is_counted(client: Client, office: Office) -> None:
    made = project(office)
    through(office, made, "declaration")
    changed = content(0)
    changed["rows"][0]["value"] = "≥380人"
    at = step(made, "redeclaration")
    kept = made.drafts.filter(stage="redeclaration").first()
    actions.save_draft(office.preparer, at, changed, based_on=kept.revision if kept else 0)
    actions.submit(office.preparer, at)
    assert "1 处" in page_of(as_(client, office.head), "/review/")
    assert "<ins>≥380人</ins>" in page_of(client, f"/review/{at.pk}/?tab=last")


# --- many at once ---------------------------------------------------------------------------------


def waiting(*steps: Step) -> list[list[str]]:
    return [[str(one.pk), one.moved_at.isoformat()] for one in steps]


def test_a_bulk_passes_what_is_free_of_errors_and_names_the_rest(
    client: Client, office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    good, bad = faultless(office), handed_in(office)
    others = approved(office, 3)
    elsewhere = step(others, "disclosure")
    as_(client, office.head)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            "/review/bulk/",
            {"move": "endorse", "steps": [good.pk, bad.pk, elsewhere.pk]},
        )
    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.desk == "department_reviewer"
    assert bad.desk == "unit_head"
    page = page_of(client, "/review/")
    assert f"{bad.project.name}（一上申报）有" in page
    assert "处错误，须逐份审核" in page
    assert f"{others.name}（目标公开）不在您的审核台上" in page
    assert "通过 1 份" in page
    said = list(Entry.objects.order_by("n").values_list("action", flat=True))
    assert said[-2:] == ["bulk-endorse", "endorse"]
    assert not chain.verify(one.record() for one in Entry.objects.order_by("n")).faults


def test_a_bulk_return_gives_each_the_same_reason(
    client: Client, office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    steps = [handed_in(office, number) for number in (0, 1)]
    as_(client, office.head)
    keys = [one.pk for one in steps]
    refused = client.post("/review/bulk/", {"move": "return", "steps": keys, "reason": " "})
    assert refused.status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/review/bulk/", {"move": "return", "steps": keys, "reason": ["", "缺依据"]})
    for one in steps:
        one.refresh_from_db()
        assert one.state == "returned"
        assert [remark.text for remark in one.remarks.all()] == ["缺依据"]


def test_an_undo_inside_the_window_leaves_everything_as_it_was(
    client: Client, office: Office
) -> None:
    one = faultless(office)
    as_(client, office.head)
    client.post("/review/bulk/", {"move": "endorse", "steps": [one.pk]})  # nothing is run yet
    (job,) = Job.objects.filter(kind="bulk-endorse")
    page = page_of(client, "/review/")
    assert f"/review/bulk/{job.pk}/undo/" in page
    assert "待执行" in page
    assert as_(Client(), office.department).post(f"/review/bulk/{job.pk}/undo/").status_code == 404
    assert client.post(f"/review/bulk/{job.pk}/undo/").status_code == 302
    actions.run_bulk(job, "endorse", waiting(one))  # the worker comes too late
    one.refresh_from_db()
    assert one.desk == "unit_head"
    assert client.post(f"/review/bulk/{job.pk}/undo/").status_code == 409
    last = Entry.objects.order_by("n").last()
    assert last is not None
    assert last.action == "undo-bulk"


def test_what_changed_since_it_was_chosen_is_left_and_the_others_are_done(office: Office) -> None:
    first, second = faultless(office), handed_in(office, 0)
    job = bulk.later(office.head, "endorse", [first, second])
    picked = waiting(first, second)
    actions.withdraw(office.preparer, second)
    actions.submit(office.preparer, second)
    actions.run_bulk(job, "endorse", picked)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.desk, second.desk) == ("department_reviewer", "unit_head")
    job.refresh_from_db()
    assert job.text.startswith("通过 1 份；1 份没有处理")
    assert second.project.name in job.text


def test_nobody_passes_his_own_in_a_bulk(office: Office) -> None:
    actions.give_role(office.administrator, office.preparer, office.unit, "unit_head")
    access.forget(office.preparer)
    one = faultless(office)
    with pytest.raises(actions.NotAllowed):
        bulk.later(office.preparer, "endorse", [one])


# --- the desk -------------------------------------------------------------------------------------


def test_the_desk_shows_the_sheet_with_its_findings(client: Client, office: Office) -> None:
    one = handed_in(office)
    page = page_of(as_(client, office.head), f"/review/{one.pk}/")
    assert "≦318万元" in page
    assert "ARI01" in page
    assert 'data-opens="return-it"' in page
    for tab in ("last", "year", "remarks"):
        page_of(client, f"/review/{one.pk}/?tab={tab}")
    assert client.get(f"/review/{one.pk}/?tab=fly").status_code == 404


def test_a_step_on_another_desk_is_read_without_buttons(client: Client, office: Office) -> None:
    one = handed_in(office)
    for reader in (office.department, office.finance, office.auditor, office.preparer):
        page = page_of(as_(client, reader), f"/review/{one.pk}/")
        assert "单位负责人" in page
        assert 'data-opens="pass-it"' not in page
        assert 'data-opens="return-it"' not in page
        assert "data-cell=" not in page
    assert "不能自己审核" in page
    for stranger in (office.other_head, office.other_department, office.administrator):
        assert as_(client, stranger).get(f"/review/{one.pk}/").status_code == 404


def test_nobody_endorses_his_own(client: Client, office: Office) -> None:
    actions.give_role(office.administrator, office.preparer, office.unit, "unit_head")
    access.forget(office.preparer)
    one = handed_in(office)
    as_(client, office.preparer)
    assert f"/review/{one.pk}/" not in page_of(client, "/review/")
    answer = client.post(f"/review/{one.pk}/decide/", {"move": "endorse"})
    assert answer.status_code == 403


def test_a_return_carries_its_cells_to_the_editor(client: Client, office: Office) -> None:
    one = handed_in(office)
    as_(client, office.head)
    url = f"/review/{one.pk}/"
    assert client.post(f"{url}decide/", {"move": "return"}).status_code == 422
    assert (
        client.post(f"{url}cell/", {"ref": "N1", "column": "value", "text": " "}).status_code == 422
    )
    client.post(f"{url}cell/", {"ref": "N1", "column": "value", "text": "373 人没有依据"})
    client.post(f"{url}cell/", {"ref": "C1", "column": "value", "text": "与算式不符"})
    client.post(f"{url}cell/", {"ref": "N1", "column": "value", "text": "373 人请附花名册"})
    client.post(f"{url}cell/", {"ref": "Q1", "column": "", "text": "误点"})
    client.post(f"{url}cell/drop/", {"ref": "Q1", "column": ""})
    page = page_of(client, url)
    assert "373 人请附花名册" in page
    assert "373 人没有依据" not in page
    assert not access.remarks(office.preparer).exists()  # nobody reads them before the return
    answer = client.post(f"{url}decide/", {"move": "return", "reason": ""})
    assert answer.status_code == 302
    told = access.remarks(office.preparer).filter(step=one, resolved_at=None, reason=True)
    assert {(r.ref, r.column, r.text) for r in told} == {
        ("", "", "见各单元格意见"),
        ("N1", "value", "373 人请附花名册"),
        ("C1", "value", "与算式不符"),
    }
    assert "373 人请附花名册" not in page_of(client, f"{url}?cell=N1/value")  # given, not held
    if not configured.JIHENG_PAGES or "editor" in configured.JIHENG_PAGES:
        page = page_of(
            as_(client, office.preparer), f"/projects/{one.project_id}/edit/declaration/"
        )
        assert "373 人请附花名册" in page


def test_cell_reasons_are_for_whoever_holds_the_desk(client: Client, office: Office) -> None:
    one = handed_in(office)
    url = f"/review/{one.pk}/cell/"
    said = {"ref": "N1", "column": "value", "text": "不对"}
    assert as_(client, office.department).post(url, said).status_code == 403
    assert as_(client, office.other_head).post(url, said).status_code == 404
    assert as_(client, office.auditor).post(url, said | {"say": "1"}).status_code == 403
    assert as_(client, office.department).post(url, said | {"say": "1"}).status_code == 302
    assert access.remarks(office.preparer).filter(ref="N1", text="不对").exists()


def test_a_remark_returns_to_the_desk(client: Client, office: Office) -> None:
    one = handed_in(office)
    as_(client, office.head)
    client.post(f"/review/{one.pk}/remark/", {"text": "请补充测算说明"})
    assert "请补充测算说明" in page_of(client, f"/review/{one.pk}/?tab=remarks")
    (said,) = one.remarks.all()
    answer = client.post(f"/review/{one.pk}/resolve/{said.pk}/")
    assert answer["Location"] == f"/review/{one.pk}/?tab=remarks"


def test_the_cell_box_opens_by_a_link(client: Client, office: Office) -> None:
    one = handed_in(office)
    page = page_of(as_(client, office.head), f"/review/{one.pk}/?cell=C1/value")
    assert 'name="ref" value="C1"' in page
    assert "data-cell-box hidden" not in page
    assert "data-cell-box hidden" in page_of(client, f"/review/{one.pk}/?cell=Z9/value")


def test_after_a_decision_the_next_of_the_queue_follows(client: Client, office: Office) -> None:
    first, second = handed_in(office, 0), handed_in(office, 1)
    as_(client, office.head)
    answer = client.post(f"/review/{first.pk}/decide/", {"move": "endorse"})
    assert answer["Location"] == f"/review/{second.pk}/"
    answer = client.post(f"/review/{second.pk}/decide/", {"move": "endorse"})
    assert answer["Location"] == "/review/"
    assert client.post(f"/review/{second.pk}/decide/", {"move": "endorse"}).status_code == 403
    assert client.post(f"/review/{second.pk}/decide/", {"move": "fly"}).status_code == 404


def test_last_year_is_found_by_unit_and_name(client: Client, office: Office) -> None:
    old = content(0)
    old["rows"][0]["value"] = "≥360人"
    one = handed_in(office)
    assert "2022 年没有同名项目" in page_of(as_(client, office.head), f"/review/{one.pk}/?tab=year")
    before = actions.new_project(office.preparer, office.unit, old, year=2022)
    actions.submit(office.preparer, step(before, "declaration"))
    page = page_of(client, f"/review/{one.pk}/?tab=year")
    assert "<del>≥360人</del>" in page


def test_an_adjustment_is_compared_with_its_baseline(client: Client, office: Office) -> None:
    made = approved(office)
    at = actions.start_adjustment(office.preparer, made, "年中人员核减")
    changed = content(0)
    changed["rows"][0]["value"] = "≥350人"
    draft = made.drafts.get(stage="adjustment")
    actions.save_draft(office.preparer, at, changed, based_on=draft.revision)
    at = actions.submit(office.preparer, at)
    page = page_of(as_(client, office.head), f"/review/{at.pk}/?tab=last")
    assert "年中人员核减" in page
    assert "<ins>≥350人</ins>" in page


def test_a_disclosure_shows_exactly_what_becomes_public(client: Client, office: Office) -> None:
    made = approved(office)
    at = actions.submit(office.preparer, step(made, "disclosure"))
    page = page_of(as_(client, office.head), f"/review/{at.pk}/")
    assert "公开预览" in page
    assert "已遮盖" in page
    fields = made.baseline.content["fields"]  # type: ignore[union-attr]
    for key in ("preparer", "phone"):
        if fields.get(key, "").strip():
            assert fields[key].strip() not in page


def test_a_stage_of_results_is_listed_with_its_misses(client: Client, office: Office) -> None:
    at = step(disclosed(office), "monitoring")
    assessed(office, at, "C1")
    actions.explain_row(office.preparer, at, "C1", "年中核减")
    actions.submit(office.preparer, at)
    assert len(result()["rows"]) == 2
    assert "未达 1 / 2" in page_of(as_(client, office.head), "/review/")


def test_a_bulk_begun_again_after_a_kill_counts_what_it_had_done(office: Office) -> None:
    first, second = faultless(office), handed_in(office, 0)
    job = bulk.later(office.head, "endorse", [first, second])
    picked = waiting(first, second)
    actions.endorse(office.head, first)  # as far as the killed worker came
    actions.run_bulk(job, "endorse", picked)
    job.refresh_from_db()
    assert job.text == "通过 2 份"


def test_english_readers_read_english(client: Client, office: Office) -> None:
    one = handed_in(office)
    as_(client, office.head)
    for path, said in (("/review/", "wait for me"), (f"/review/{one.pk}/", "Pass it on")):
        page = client.get(path, headers={"accept-language": "en"}).content.decode()
        assert said in page
        assert "等我审核" not in page
