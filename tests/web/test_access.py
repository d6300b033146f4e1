"""What is not yours does not exist."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from jiheng.web import access, actions
from web.people import ROLE_OF, Office, approved, assessed, disclosed, project, step

SEES = {
    "preparer",
    "colleague",
    "head",
    "department",
    "finance",
    "finance2",
    "evaluator",
    "auditor",
}


@pytest.mark.parametrize("who", ROLE_OF)
def test_who_sees_a_project_and_all_that_hangs_on_it(office: Office, who: str) -> None:
    made = disclosed(office)
    one = step(made, "monitoring")
    assessed(office, one)
    remark = actions.remark(office.head, one, "意见")
    problem = actions.rectify(office.finance, made, "问题")
    survey = actions.make_survey(
        office.preparer,
        made,
        "满意度",
        [{"id": "q", "text": "？", "options": ["好", "差"]}],
        ref="S1",
        opens=date(2023, 1, 1),
        closes=date(2030, 1, 1),
    )
    user = office.people[who]
    looks = [
        (access.project, made.pk),
        (access.step, one.pk),
        (access.version, made.versions.get().pk),
        (access.remark, remark.pk),
        (access.rectification, problem.pk),
        (access.survey, survey.pk),
        (access.assessment, made.assessments.get().pk),
    ]
    for look, pk in looks:
        if who in SEES:
            assert look(user, pk).pk == pk
        else:
            with pytest.raises(Http404):
                look(user, pk)
    lists = (
        access.projects,
        access.steps,
        access.versions,
        access.remarks,
        access.baselines,
        access.assessments,
        access.rectifications,
        access.surveys,
    )
    for found in lists:
        assert found(user).exists() == (who in SEES)
        assert not found(AnonymousUser()).exists()


@pytest.mark.parametrize("pk", [0, -1, 10**30, "x", "1 OR 1=1"])
def test_a_made_up_key_is_nothing(office: Office, pk: object) -> None:
    project(office)
    with pytest.raises(Http404):
        access.project(office.finance, pk)


def test_drafts_are_seen_by_their_unit_only(office: Office) -> None:
    made = project(office)
    for who in ("preparer", "colleague", "head"):
        assert access.draft(office.people[who], made.pk, "declaration") is not None
    for who in ("department", "finance", "auditor", "other_preparer", "administrator"):
        with pytest.raises(Http404):
            access.draft(office.people[who], made.pk, "declaration")


def test_who_has_what_to_do(office: Office) -> None:
    one = step(project(office), "declaration")
    assert one in access.todo(office.preparer)
    assert one not in access.todo(office.head)
    one = actions.submit(office.preparer, one)
    assert one not in access.todo(office.preparer)
    for who, waits in (("head", True), ("department", False), ("other_head", False)):
        assert (one in access.queue(office.people[who])) is waits
    assert access.moves(office.preparer, one) == ("withdraw",)
    assert access.moves(office.head, one) == ("endorse", "return")
    assert access.moves(office.auditor, one) == ()


def test_an_auditor_reads_the_chain_and_moves_nothing(office: Office) -> None:
    made = approved(office)
    assert access.entries(office.auditor).count() > 10
    assert not access.entries(office.finance).exists()
    assert access.history(office.preparer, made.pk).filter(action="baseline").exists()
    with pytest.raises(actions.NotAllowed):
        actions.open_stage(office.auditor, made, "disclosure")


def test_administrators_manage_people_and_see_no_forms(office: Office) -> None:
    made = project(office)
    boss = office.administrator
    assert access.users(boss).count() == len(ROLE_OF)
    with pytest.raises(Http404):
        access.project(boss, made.pk)
    with pytest.raises(Http404):
        access.user(office.finance, boss.pk)
    new = actions.make_user(
        boss, "xinren", "新人", "a-long-pass-phrase", [(office.unit, "preparer")]
    )
    assert new.must_change_password
    assert access.project(new, made.pk)
    actions.take_role(boss, new.memberships.get())
    with pytest.raises(Http404):
        access.project(new, made.pk)
    with pytest.raises(actions.NotAllowed):
        actions.give_role(boss, boss, office.units["F"], "finance_reviewer")
    with pytest.raises(actions.NotAllowed):
        actions.make_user(
            office.head, "yyy", "y", "a-long-pass-phrase", [(office.unit, "preparer")]
        )


def test_answers_are_anonymous_and_once(office: Office) -> None:
    survey = actions.make_survey(
        office.preparer,
        approved(office),
        "满意度",
        [{"id": "q", "text": "？", "options": ["好", "差"]}],
        ref="S1",
        opens=date(2020, 1, 1),
        closes=date(2090, 1, 1),
    )
    first, second = actions.invite(office.preparer, survey, 2)
    assert actions.respond(first, {"q": "好", "extra": "x"}).answers == {"q": "好"}
    with pytest.raises(actions.IllegalMove):
        actions.respond(first, {"q": "差"})
    with pytest.raises(actions.Refusal):
        actions.respond(second, {"q": "没有这项"})
    assert access.survey_by_slug(survey.slug) == survey
    actions.close_survey(office.preparer, survey)
    with pytest.raises(actions.IllegalMove):
        actions.respond(second, {"q": "好"})


def test_keys_open_what_they_say(office: Office) -> None:
    token, plain = actions.make_token(office.preparer, "脚本", ["read"])
    assert plain not in (token.token_hash, token.name)
    assert actions.token_user(plain, "read") == office.preparer
    assert actions.token_user(plain, "write") is None
    assert actions.token_user("jh_x", "read") is None
    actions.revoke_token(office.preparer, token)
    assert actions.token_user(plain, "read") is None
    with pytest.raises(actions.Refusal):
        actions.make_hook(office.preparer, "https://169.254.169.254/", ["submit"])
