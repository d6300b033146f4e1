"""What anybody may read: only what was published, covered, the same for everybody."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jiheng.evaluate import evaluate
from jiheng.web import actions, forms
from jiheng.web.backend import BACKEND
from jiheng.web.models import Project, Publication
from jiheng.web.results import plain
from web.people import Office, approved, assessed, content, disclosed, project, step, through

DAY = date(2023, 12, 31)
PHONE, NAME = "13900000000", "赵钱孙"


def result_of(office: Office, made: Project) -> Any:
    version = made.baseline
    assert version is not None
    (found,) = evaluate([forms.form_of_version(version)], [], None, as_of=DAY, book=forms.book())
    return plain(found)


def published(office: Office, number: int = 0) -> Project:
    """A project with its results published, with an explanation that names a person."""
    made = disclosed(office, number)
    assessed(office, step(made, "monitoring"))
    through(office, made, "monitoring")
    actions.open_stage(office.preparer, made, "self_evaluation")
    at = step(made, "self_evaluation")
    assert made.baseline is not None
    actions.assess(
        office.preparer, made, result_of(office, made), kind="self", as_of=DAY, scheme="mof2020",
        version=made.baseline, step=at,
    )  # fmt: skip
    ref = forms.form_of_version(made.baseline).indicators[0].ref
    said = f"人员名册已核对，联系人{NAME}，电话{PHONE}"
    actions.explain_row(office.preparer, at, ref, said)
    for left in actions.unexplained(at):
        actions.explain_row(office.preparer, at, left, "年底前补齐佐证")
    through(office, made, "self_evaluation")
    actions.skip_stage(office.finance, made, "evaluation", "本年不组织评价")
    if made.steps.filter(stage="rectification").exclude(state="approved").exists():
        actions.skip_stage(office.finance, made, "rectification", "没有要整改的问题")
    if not made.steps.filter(stage="publication").exists():
        actions.open_stage(office.preparer, made, "publication")
    through(office, made, "publication")
    for pk in Publication.objects.filter(project=made).values_list("pk", flat=True):
        actions.refresh_public(pk)  # after the commit, where there is one
    return made


@pytest.fixture
def shown(office: Office) -> Project:
    return published(office)


def test_what_is_not_published_is_not_there(client: Client, office: Office) -> None:
    for made in (project(office, 1), approved(office, 2)):
        for path in ("", "goal.json", "goal.csv", "result.json"):
            assert client.get(f"/public/{made.pk}/{path}").status_code == 404
        assert made.name not in client.get("/public/").content.decode()
    assert json.loads(client.get("/public/index.json").content)["projects"] == []


def test_targets_alone_come_without_results(client: Client, office: Office) -> None:
    made = disclosed(office, 3)
    page = client.get(f"/public/{made.pk}/").content.decode()
    assert "绩效目标" in page
    assert "实际完成" not in page
    assert client.get(f"/public/{made.pk}/result.json").status_code == 404
    assert client.get(f"/public/{made.pk}/goal.json").status_code == 200


def test_no_person_appears(client: Client, office: Office) -> None:
    traps = content(0)
    traps["fields"] |= {"preparer": NAME, "phone": PHONE}
    traps["labels"] |= {"preparer": "填报人", "phone": "联系电话"}
    traps["rows"][0]["standard"] = f"按名册发放，经办人：{NAME}，电话 {PHONE}"
    made = actions.new_project(office.preparer, office.unit, traps, year=2023)
    for stage in ("declaration", "redeclaration"):
        through(office, made, stage)
    actions.approve_baseline(office.finance2, step(made, "approval"))
    through(office, made, "disclosure")
    other = published(office, 1)
    for pk in (made.pk, other.pk):
        for path in (f"/public/{pk}/", f"/public/{pk}/goal.json", f"/public/{pk}/goal.csv",
                     f"/public/{pk}/result.json", f"/public/{pk}/result.csv", "/public/",
                     "/public/index.json", f"/public/{pk}/?lang=en"):  # fmt: skip
            text = client.get(path).content.decode()
            assert NAME not in text, path
            assert PHONE not in text, path


def test_the_figures_are_those_of_the_project_page(
    client: Client, office: Office, shown: Project
) -> None:
    data = json.loads(client.get(f"/public/{shown.pk}/result.json").content)
    page = client.get(f"/public/{shown.pk}/").content.decode()
    client.force_login(office.preparer, backend=BACKEND)
    own = client.get(f"/projects/{shown.pk}/").content.decode()
    result = data["result"]
    assert f"未判定分值 {result['open']}" in own.replace(".00", "")
    assert f"还有 {result['open']} 分没有判定" in page
    for row in data["rows"]:
        assert f'id="row-{row["ref"]}"' in own
        assert f'id="row-{row["ref"]}"' in page
        assert row["value"] in page


def test_no_grade_while_weight_is_open(client: Client, shown: Project) -> None:
    page = client.get(f"/public/{shown.pk}/").content.decode()
    assert "不定等级" in page
    assert "等级 " not in page
    assert "没有判定的分值" in page
    assert "怎样算出来的" in page


def test_it_is_the_same_for_everybody_and_may_be_kept(
    client: Client, office: Office, shown: Project
) -> None:
    stranger = client.get(f"/public/{shown.pk}/")
    client.force_login(office.preparer, backend=BACKEND)
    client.cookies["jiheng-language"] = "en"
    for path in ("/public/", "/public/index.json", f"/public/{shown.pk}/"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies
        assert "X-Robots-Tag" not in answer.headers
        assert "noindex" not in answer.content.decode()
        again = client.get(path, headers={"if-none-match": answer.headers["ETag"]})
        assert again.status_code == 304
    assert client.get(f"/public/{shown.pk}/").content == stranger.content
    assert b"<script" not in stranger.content


def test_the_list_is_searched_and_the_year_summed_up(client: Client, shown: Project) -> None:
    page = client.get("/public/").content.decode()
    assert "2023 年各部门" in page
    assert "示例县公安局" in page
    assert f"/public/{shown.pk}/" in page
    assert f"/public/{shown.pk}/" in client.get("/public/?unit=公安&year=2023").content.decode()
    assert "没有符合条件" in client.get("/public/?unit=教育").content.decode()
    assert "没有符合条件" in client.get("/public/?year=1999").content.decode()
    (line,) = json.loads(client.get("/public/index.json").content)["projects"]
    data = json.loads(client.get(line["json"]).content)
    assert line["digest"] == data["made_from"]["content"]
    assert line["kind"] == "result"


def test_english_is_in_the_address(client: Client, shown: Project) -> None:
    page = client.get(f"/public/{shown.pk}/?lang=en").content.decode()
    assert "How this was computed" in page
    assert '<html lang="en">' in page
