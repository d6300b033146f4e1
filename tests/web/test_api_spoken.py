"""Remarks, reasons and surveys over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiheng.web import actions
from jiheng.web.questionnaire import OPTIONS
from web.people import Office, assessed, disclosed, project, step
from web.test_api import Program, key

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def test_a_remark_is_made_seen_and_settled(office: Office) -> None:
    at = step(project(office), "declaration")
    actions.submit(office.preparer, at)
    ours, head = Program(key(office.preparer)), Program(key(office.head))
    where = f"/steps/{at.pk}/remarks"
    status, made = head("post", where, {"text": "请核对人数", "ref": "N1", "column": "value"})
    assert status == 200
    assert (made["ref"], made["column"], made["settled_at"]) == ("N1", "value", None)
    assert ours("get", where)[1] == [made]
    status, settled = ours("post", f"/remarks/{made['id']}/settle")
    assert status == 200
    assert settled["settled_at"]
    assert ours("post", f"/remarks/{made['id']}/settle")[0] == 409
    assert head("post", where, {"text": "", "ref": "N1"})[0] == 422
    assert head("post", where, {"text": "好", "reason": True})[0] == 422
    assert Program(key(office.auditor))("post", where, {"text": "好"})[0] == 403
    other = Program(key(office.other_head))
    assert other("get", where)[0] == other("post", f"/remarks/{made['id']}/settle")[0] == 404
    assert Program(key(office.head, "read"))("post", where, {"text": "好"})[0] == 403


def test_a_return_leaves_its_reasons(office: Office) -> None:
    at = step(project(office), "declaration")
    actions.submit(office.preparer, at)
    cells = [{"ref": "C1", "column": "value", "text": "与预算不符"}]
    actions.return_(office.head, step(at.project, "declaration"), "有出入", cells)
    found = Program(key(office.preparer))("get", f"/steps/{at.pk}/remarks")[1]
    assert [(one["ref"], one["text"], one["reason"]) for one in found][-1] == (
        "C1", "与预算不符", True,
    )  # fmt: skip


def test_reasons_are_given_row_by_row(office: Office) -> None:
    at = step(disclosed(office), "monitoring")
    ours = Program(key(office.preparer))
    where = f"/steps/{at.pk}/reasons"
    assert ours("put", f"{where}/N1", {"text": "人员减少"})[0] == 422  # nothing was evaluated yet
    assessed(office, at, "N1")
    assert ours("put", f"{where}/N1", {"text": "人员减少"})[1]["text"] == "人员减少"
    ours("put", f"{where}/N1", {"text": "人员减少，已按月核对"})
    assert ours("put", f"{where}/Z9", {"text": "没有这行"})[0] == 422
    assert [(one["ref"], one["text"]) for one in ours("get", where)[1]] == [
        ("N1", "人员减少，已按月核对")
    ]
    head = Program(key(office.head))
    assert head("get", where)[0] == 200
    assert head("put", f"{where}/N1", {"text": "不是我写的"})[0] == 403


@pytest.mark.parametrize("answers", [9, 10])
def test_a_survey_says_nothing_of_a_few(office: Office, answers: int) -> None:
    made = disclosed(office)
    survey = actions.make_survey(
        office.preparer, made, "满意度", [{"id": "q", "text": "满意吗", "options": OPTIONS}],
        ref="S1", opens=date(2020, 1, 1), closes=date(2090, 1, 1), population=200,
    )  # fmt: skip
    tokens = actions.invite(office.preparer, survey, 12)
    for number, token in enumerate(tokens[:answers]):
        actions.respond(token, {"q": OPTIONS[0] if number else OPTIONS[-1]})
    status, (told,) = Program(key(office.preparer))("get", f"/projects/{made.pk}/surveys")
    assert status == 200
    (asked,) = told["questions"]
    assert (told["invited"], asked["received"], asked["valid"]) == (12, answers, answers)
    kept: dict[str, Any] = {name: asked[name] for name in ("counts", "share", "low", "high")}
    if answers < 10:
        assert set(kept.values()) == {None}
    else:
        assert kept["share"] == "0.9"
        assert kept["counts"][OPTIONS[0]] == 9
        assert kept["counts"][OPTIONS[-1]] == 1
        assert kept["low"] is not None
    assert Program(key(office.other_head))("get", f"/projects/{made.pk}/surveys")[0] == 404
