"""The grid editor as its scripts use it: open, save, check, compute a cost, compare, download."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from jiheng.web import actions, forms
from jiheng.web.backend import BACKEND
from jiheng.web.models import Draft, Entry
from web.people import Office, approved, content, project, step, through

JSON = "application/json"


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def post(client: Client, url: str, body: Any) -> Any:
    return client.post(url, json.dumps(body), content_type=JSON, headers={"accept": JSON})


def base(made: Any, stage: str = "declaration") -> str:
    return f"/projects/{made.pk}/edit/{stage}/"


def test_the_page_holds_the_form_and_what_is_wrong_with_it(client: Client, office: Office) -> None:
    made = project(office)
    page = as_(client, office.preparer).get(base(made))
    text = page.content.decode()
    assert 'id="editor-start"' in text
    assert "年度本级预算金额" in text
    assert "ARI01" in text
    start = page.context["start"]
    assert start["revision"] == 1
    assert start["content"] == made.drafts.get().content
    assert [one["head"] for one in start["columns"]][:3] == ["一级指标", "二级指标", "三级指标"]
    assert start["read"]["choices"]["rates"][0]["text"] == "700元/人/月"


def test_every_cell_is_escaped(client: Client, office: Office) -> None:
    made = project(office)
    evil = content(0)
    evil["rows"][0]["name"] = "</script><script>alert(1)</script>"
    evil["fields"]["annual_goal"] = '"><img src=x onerror=alert(1)>'
    post(as_(client, office.preparer), f"{base(made)}save/", {"content": evil, "based_on": 1})
    page = client.get(base(made)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    html = post(client, f"{base(made)}check/", {"content": evil}).json()["html"]
    assert "<script>alert" not in html


def test_a_save_is_kept_and_named(client: Client, office: Office) -> None:
    made, typed = project(office), content(0)
    typed["rows"][3]["value"] = "≦313.32万元"
    answer = post(
        as_(client, office.preparer), f"{base(made)}save/", {"content": typed, "based_on": 1}
    )
    assert answer.json()["revision"] == 2
    assert Draft.objects.get(project=made).content == typed
    assert Entry.objects.filter(action="save-draft").count() == 1
    again = post(client, f"{base(made)}save/", {"content": typed, "based_on": 1})
    assert again.json()["revision"] == 2  # the same twice is no conflict


def test_a_stale_save_gives_both_and_keeps_theirs(client: Client, office: Office) -> None:
    made, mine, theirs = project(office), content(0), content(0)
    mine["rows"][0]["value"], theirs["rows"][1]["value"] = "374人", "710元/人/月"
    url = f"{base(made)}save/"
    assert (
        post(as_(client, office.colleague), url, {"content": theirs, "based_on": 1}).status_code
        == 200
    )
    answer = post(as_(client, office.preparer), url, {"content": mine, "based_on": 1})
    assert answer.status_code == 409
    said = answer.json()
    assert said["code"] == "stale"
    assert said["mine"] == mine
    assert said["theirs"] == theirs
    assert said["revision"] == 2
    assert said["by"] == office.colleague.name
    assert Draft.objects.get(project=made).content == theirs


@pytest.mark.parametrize(
    "body",
    [
        "not json", "[]", '{"content": {}, "based_on": "1"}', '{"content": {}, "based_on": 1}',
        '{"content": {"rows": [{"x": 1}]}, "based_on": 1}', '{"based_on": true}',
        "[" * 100_000,
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_form_is_refused_and_nothing_changes(
    client: Client, office: Office, body: str
) -> None:
    made = project(office)
    as_(client, office.preparer)
    for name in ("save", "check"):
        answer = client.post(
            f"{base(made)}{name}/", body, content_type=JSON, headers={"accept": JSON}
        )
        assert answer.status_code == 422, name
        assert answer.json()["detail"]
    assert Draft.objects.get(project=made).revision == 1


def test_the_check_is_the_check_of_the_command(client: Client, office: Office) -> None:
    made, typed = project(office), content(0)
    typed["rows"][3]["value"] = "≦313.32万元"
    said = post(as_(client, office.preparer), f"{base(made)}check/", {"content": typed}).json()
    report = forms.report_of(typed)
    counted = [one for one in report.findings if one.counts]
    assert sum(said["counts"].values()) == len(counted)
    assert len(said["cards"]) == len(counted)
    assert not any(one["cell"] == "4/value" and "ARI01" in said["html"] for one in said["cells"])
    assert said["refs"] == ["N1", "L1", "T1", "C1", "E1", "S1"]
    assert Draft.objects.get(project=made).revision == 1


def test_a_proposal_names_its_cell(client: Client, office: Office) -> None:
    html = post(
        as_(client, office.preparer), f"{base(project(office))}check/", {"content": content(0)}
    ).json()["html"]
    assert 'data-adopt="' in html
    assert "采用" in html


def terms(*given: tuple[str, str, str], **more: str) -> dict[str, Any]:
    keys = ("quantity", "rate", "periods")
    return {"terms": [dict(zip(keys, one, strict=True)) for one in given], **more}


@pytest.mark.parametrize(
    ("asked", "value", "last"),
    [
        (terms(("373人", "700元/人/月", "12月")), "≦313.32万元",
         "373人 × 700元/人/月 × 12月 = 3,133,200元 = 313.32万元"),
        (terms(("373", "700元/人/月", "12")), "≦313.32万元",
         "373 × 700元/人/月 × 12 = 3,133,200元 = 313.32万元"),
        (terms(("1200个点", "3003.8元/点", ""), unit="元", sign="≤"), "≤3604560元",
         "1,200个点 × 3,003.8元/点 = 3,604,560元 = 360.456万元"),
        (terms(("0.1台", "0.2元/台", ""), unit="元", sign="="), "=0.02元",
         "0.1台 × 0.2元/台 = 0.02元"),
        (terms(("373人", "700元/人/月", "12月"), ("2台", "5000元", "")), "≦314.32万元",
         "313.32 + 1 = 314.32万元"),
        (terms(("", "2.5万元/月", "12月")), "≦30万元", "2.5万元/月 × 12月 = 300,000元 = 30万元"),
        (terms(("3公里", "10元/米", "")), "≦3万元", "3公里 × 10元/米 = 30,000元 = 3万元"),
    ],
)  # fmt: skip
def test_a_cost_is_exact_and_shows_its_working(
    client: Client, office: Office, asked: Any, value: str, last: str
) -> None:
    made = project(office)
    said = post(as_(client, office.preparer), f"{base(made)}cost/", asked).json()
    assert said["problems"] == []
    assert said["value"] == value
    assert said["working"][-1] == last


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        (terms(("373人", "700元/人/月", "")), "多少月"),
        (terms(("373台", "700元/人/月", "12月")), "对不上"),
        (terms(("", "700元/人/月", "")), "数量"),
        (terms(("373人", "", "12月")), "单价"),
        (terms(("373人", "许多", "12月")), "单价"),
        (terms(("373人", "700人", "12月")), "不是钱"),
        (terms(("≥373人", "700元/人/月", "12月")), "读不准"),
    ],
)
def test_units_that_do_not_close_are_said(
    client: Client, office: Office, asked: Any, word: str
) -> None:
    made = project(office)
    said = post(as_(client, office.preparer), f"{base(made)}cost/", asked).json()
    assert "value" not in said
    assert word in said["problems"][0]["said"]


def test_no_term_gives_no_value(client: Client, office: Office) -> None:
    made = project(office)
    as_(client, office.preparer)
    for body in ({}, {"terms": []}, {"terms": "x"}, {"terms": [7]}):
        assert "value" not in post(client, f"{base(made)}cost/", body).json()


def test_another_units_form_is_not_there(client: Client, office: Office) -> None:
    made = project(office)
    for who in (
        office.other_preparer,
        office.other_head,
        office.other_department,
        office.administrator,
    ):
        as_(client, who)
        assert client.get(base(made)).status_code == 404
        assert client.get(f"{base(made)}changes/").status_code == 404
        assert client.get(f"{base(made)}form.docx").status_code == 404
        for name, body in (
            ("save", {"content": content(0), "based_on": 1}),
            ("check", {"content": content(0)}),
            ("cost", {}),
        ):
            assert post(client, f"{base(made)}{name}/", body).status_code == 404


def test_who_may_read_and_who_may_type(client: Client, office: Office) -> None:
    made = project(office)
    page = as_(client, office.head).get(base(made)).content.decode()
    assert "填报人还在填写" in page
    assert "editor-start" not in page
    answer = post(client, f"{base(made)}save/", {"content": content(1), "based_on": 1})
    assert answer.status_code == 403
    for who in (office.department, office.finance, office.auditor):
        assert as_(client, who).get(base(made)).status_code == 404
    for stage in ("approval", "monitoring", "redeclaration", "nothing"):
        assert as_(client, office.preparer).get(base(made, stage)).status_code == 404
    assert client.get(f"{base(made)}form.pdf").status_code == 404


def test_what_is_handed_in_is_only_read(client: Client, office: Office) -> None:
    made = project(office)
    actions.submit(office.preparer, step(made, "declaration"))
    page = as_(client, office.preparer).get(base(made)).content.decode()
    assert "不能修改" in page
    assert "撤回修改" in page
    typed = content(1)
    answer = post(client, f"{base(made)}save/", {"content": typed, "based_on": 1})
    assert answer.status_code == 409
    assert answer.json()["code"] == "illegal-move"
    assert Draft.objects.get(project=made).content != typed


def test_the_second_declaration_begins_from_the_first(client: Client, office: Office) -> None:
    made = project(office)
    through(office, made, "declaration")
    page = as_(client, office.preparer).get(base(made, "redeclaration"))
    assert page.context["start"]["revision"] == 0
    typed = content(0)
    typed["rows"][3]["value"] = "≦313.32万元"
    post(client, f"{base(made, 'redeclaration')}save/", {"content": typed, "based_on": 0})
    changes = client.get(f"{base(made, 'redeclaration')}changes/").content.decode()
    assert "≦318万元" in changes
    assert "≦313.32万元" in changes


def test_reasons_of_a_return_stand_at_their_cells(client: Client, office: Office) -> None:
    made = project(office)
    at = actions.submit(office.preparer, step(made, "declaration"))
    cells = [{"ref": "C1", "column": "value", "text": "数量乘单价是 313.32 万元"}]
    actions.return_(office.head, at, "请按意见修改", cells)
    page = as_(client, office.preparer).get(base(made))
    text = page.content.decode()
    assert "已退回" in text
    assert 'href="#4/value"' in text
    assert "数量乘单价是 313.32 万元" in text
    one = next(one for one in page.context["remarks"] if one["cell"] == "4/value")
    client.post(f"/remarks/{one['pk']}/resolve/")
    assert "数量乘单价是 313.32 万元" not in client.get(base(made)).content.decode()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_form_comes_back_from_its_file(client: Client, office: Office, kind: str) -> None:
    made = approved(office)
    as_(client, office.auditor)
    answer = client.get(f"/projects/{made.pk}/versions/1/form.{kind}")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
    (read,), _ = forms.read_contents(answer.content, f"form.{kind}")
    assert [row["value"] for row in read["rows"]] == [row["value"] for row in content(0)["rows"]]
    assert client.get(f"/projects/{made.pk}/versions/9/form.{kind}").status_code == 404
    other = as_(client, office.other_preparer)
    assert other.get(f"/projects/{made.pk}/versions/1/form.{kind}").status_code == 404


def test_the_page_costs_few_queries(
    client: Client, office: Office, django_assert_max_num_queries: Any
) -> None:
    made = project(office)
    as_(client, office.preparer).get(base(made))
    with django_assert_max_num_queries(24):
        client.get(base(made))


def test_an_adjustment_is_typed_over_the_baseline(client: Client, office: Office) -> None:
    made = approved(office)
    through(office, made, "disclosure")
    actions.start_adjustment(office.preparer, made, "人数减少")
    page = as_(client, office.preparer).get(base(made, "adjustment"))
    assert page.context["start"]["content"] == content(0)


def test_english(client: Client, office: Office) -> None:
    made = project(office)
    page = as_(client, office.preparer).get(base(made), headers={"accept-language": "en"})
    assert "Hand in" in page.content.decode()
    assert page.context["start"]["words"]["dirty"] == "Not saved"
