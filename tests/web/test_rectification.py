"""Problems are raised by those who evaluate, planned and closed by the unit, and then handed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from jiheng.web import actions
from jiheng.web.backend import BACKEND
from jiheng.web.models import Project, Rectification
from web.people import Office, assessed, disclosed, step, through


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def made(office: Office) -> Project:
    """A project at 整改."""
    one = disclosed(office)
    for stage in ("monitoring", "self_evaluation"):
        if stage == "self_evaluation":
            actions.open_stage(office.preparer, one, stage)
        assessed(office, step(one, stage))
        through(office, one, stage)
    at = step(one, "evaluation")
    assessed(office, at)
    actions.submit(office.evaluator, at)
    actions.endorse(office.finance, at)
    return one


def test_a_problem_goes_from_finding_to_put_right(
    client: Client, office: Office, made: Project
) -> None:
    url = f"/projects/{made.pk}/rectification/"
    said = {"problem": "两个月补贴迟发", "ref": "T1", "due": "2024-09-30"}
    assert as_(client, office.preparer).post(f"{url}raise/", said).status_code == 403
    assert as_(client, office.other_department).post(f"{url}raise/", said).status_code == 404
    as_(client, office.department)
    assert client.post(f"{url}raise/", said | {"problem": " "}).status_code == 422
    assert client.post(f"{url}raise/", said | {"due": "soon"}).status_code == 422
    assert client.post(f"{url}raise/", said).status_code == 302
    (one,) = Rectification.objects.all()
    as_(client, office.preparer)
    page = client.get(url).content.decode()
    assert "两个月补贴迟发" in page
    assert "1 个问题，1 个未办结" in page
    at = step(made, "rectification")
    assert client.post(f"/steps/{at.pk}/move/", {"move": "submit"}).status_code == 422
    plan = {"measure": "次月五日前发放", "due": "2024-06-30"}
    assert client.post(f"/rectifications/{one.pk}/plan/", plan).status_code == 302
    done = f"/rectifications/{one.pk}/done/"
    assert client.post(done, {"evidence_note": ""}).status_code == 422
    assert client.post(done, {"evidence_note": "2024 年 5 月发放清册"}).status_code == 302
    assert client.post(done, {"evidence_note": "再来一次"}).status_code == 409
    page = client.get(url).content.decode()
    assert "2024 年 5 月发放清册" in page
    assert "已办结" in page
    assert client.post(f"/steps/{at.pk}/move/", {"move": "submit"}).status_code == 302
    desk = as_(client, office.head).get(f"/review/{at.pk}/").content.decode()
    assert "次月五日前发放" in desk


def test_others_read_it_or_do_not_know_of_it(client: Client, office: Office, made: Project) -> None:
    one = actions.rectify(office.evaluator, made, "台账不全")
    url = f"/projects/{made.pk}/rectification/"
    page = as_(client, office.auditor).get(url).content.decode()
    assert "台账不全" in page
    assert "<textarea" not in page
    for path in (url, f"/rectifications/{one.pk}/plan/"):
        answer = as_(client, office.other_preparer)
        assert (answer.get(path) if path == url else answer.post(path)).status_code == 404
    assert (
        as_(client, office.head)
        .post(f"/rectifications/{one.pk}/plan/", {"measure": "代办"})
        .status_code
        == 403
    )


def test_an_evaluation_handed_in_by_the_evaluator_is_not_endorsed_by_him(
    client: Client, office: Office
) -> None:
    actions.give_role(office.administrator, office.evaluator, office.units["F"], "finance_reviewer")
    one = disclosed(office)
    for stage in ("monitoring", "self_evaluation"):
        if stage == "self_evaluation":
            actions.open_stage(office.preparer, one, stage)
        assessed(office, step(one, stage))
        through(office, one, stage)
    at = step(one, "evaluation")
    assessed(office, at)
    actions.submit(office.evaluator, at)
    answer = as_(client, office.evaluator).post(f"/review/{at.pk}/decide/", {"move": "endorse"})
    assert answer.status_code == 403
