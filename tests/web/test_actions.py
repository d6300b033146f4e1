"""The year by its actions: who may, when, and what it leaves behind."""

from __future__ import annotations

import pytest

from jiheng.model import entry as chain
from jiheng.model.refusal import Refusal
from jiheng.web import access, actions
from jiheng.web.actions import IllegalMove, NotAllowed, Stale
from jiheng.web.models import Draft, Entry, Notification, Version
from web.people import Office, approved, assessed, content, disclosed, project, step, through


def sound() -> chain.Chain:
    found = chain.verify(one.record() for one in Entry.objects.order_by("n"))
    assert not found.faults
    return found


def test_a_whole_year(office: Office) -> None:
    made = disclosed(office)
    assert made.baseline is not None
    assert made.publications.get().kind == "goal"
    one = step(made, "monitoring")
    assessed(office, one)
    through(office, made, "monitoring")
    one = actions.open_stage(office.preparer, made, "self_evaluation")
    assessed(office, one, "C1")
    with pytest.raises(Refusal, match="C1"):
        actions.submit(office.preparer, one)
    actions.explain_row(office.preparer, one, "C1", "批复较晚，下半年才支付")
    through(office, made, "self_evaluation")
    one = step(made, "evaluation")
    assessed(office, one)
    one = actions.submit(office.evaluator, one)
    actions.endorse(office.finance, one)
    problem = actions.rectify(office.finance, made, "支付进度偏慢", ref="C1")
    with pytest.raises(Refusal, match="1"):
        actions.submit(office.preparer, step(made, "rectification"))
    actions.mark_done(office.preparer, problem, "已按月支付，见台账")
    through(office, made, "rectification")
    through(office, made, "publication")
    assert {one.kind for one in made.publications.all()} == {"goal", "result"}
    assert sound().count == Entry.objects.count()


def test_everybody_is_told(office: Office, django_capture_on_commit_callbacks) -> None:
    made = project(office)
    with django_capture_on_commit_callbacks(execute=True):
        one = actions.submit(office.preparer, step(made, "declaration"))
    assert Notification.objects.get(user=office.head).url == f"/review/{one.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_(office.head, one, "请补绩效标准", [{"ref": "C1", "text": "依据？"}])
    told = set(Notification.objects.values_list("user__username", flat=True))
    assert told == {"head", "preparer", "colleague"}
    assert list(one.remarks.values_list("ref", flat=True)) == ["", "C1"]


@pytest.mark.parametrize(
    "who",
    ["head", "department", "finance", "auditor", "administrator", "evaluator", "other_preparer"],
)
def test_only_the_preparer_hands_in(office: Office, who: str) -> None:
    made = project(office)
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        actions.submit(office.people[who], step(made, "declaration"))
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "who",
    ["preparer", "department", "finance", "auditor", "administrator", "other_head", "evaluator"],
)
def test_only_the_desk_endorses(office: Office, who: str) -> None:
    one = actions.submit(office.preparer, step(project(office), "declaration"))
    for move in (actions.endorse, lambda u, s: actions.return_(u, s, "不行不行")):
        with pytest.raises(NotAllowed):
            move(office.people[who], one)


def test_nobody_endorses_his_own(office: Office) -> None:
    actions.give_role(None, office.preparer, office.unit, "unit_head")
    one = actions.submit(office.preparer, step(project(office), "declaration"))
    assert access.moves(office.preparer, one) == ("withdraw",)
    with pytest.raises(NotAllowed, match="own"):
        actions.endorse(office.preparer, one)
    assert one not in access.queue(office.preparer)
    assert one in access.queue(office.head)


def test_a_colleague_who_made_the_version_cannot_approve_it(office: Office) -> None:
    made = project(office)
    actions.give_role(None, office.preparer, office.units["F"], "finance_reviewer")
    through(office, made, "declaration")
    through(office, made, "redeclaration")
    with pytest.raises(NotAllowed, match="own"):
        actions.approve_baseline(office.preparer, step(made, "approval"))


def test_moves_out_of_turn_are_conflicts(office: Office) -> None:
    made = project(office)
    one = step(made, "declaration")
    with pytest.raises(IllegalMove):
        actions.endorse(office.head, one)
    actions.submit(office.preparer, one)
    with pytest.raises(IllegalMove):
        actions.submit(office.preparer, one)  # the page was open twice
    actions.endorse(office.head, one)
    with pytest.raises(IllegalMove):
        actions.withdraw(office.preparer, one)
    with pytest.raises(NotAllowed):
        actions.endorse(office.head, one)  # it is the department's turn
    with pytest.raises(IllegalMove):
        actions.open_stage(office.finance, made, "monitoring")


def test_a_return_wants_a_reason(office: Office) -> None:
    one = actions.submit(office.preparer, step(project(office), "declaration"))
    with pytest.raises(Refusal):
        actions.return_(office.head, one, "  ")
    one = actions.return_(office.head, one, "", [{"ref": "C1", "column": "value", "text": "依据"}])
    assert (one.state, one.desk) == ("returned", "")


def test_withdrawn_and_handed_in_again(office: Office) -> None:
    made = project(office)
    one = actions.submit(office.preparer, step(made, "declaration"))
    one = actions.withdraw(office.preparer, one)
    assert one.state == "draft"
    actions.submit(office.preparer, one)
    assert made.versions.count() == 1  # unchanged: the same version


def test_two_editors_lose_nothing(office: Office) -> None:
    one = step(project(office), "declaration")
    mine, theirs = content(), content()
    mine["rows"][0]["value"], theirs["rows"][0]["value"] = "370人", "371人"
    assert actions.save_draft(office.preparer, one, mine, based_on=1).revision == 2
    with pytest.raises(Stale) as caught:
        actions.save_draft(office.colleague, one, theirs, based_on=1)
    assert caught.value.mine == theirs
    assert caught.value.theirs == mine
    assert caught.value.facts["revision"] == 2
    assert actions.save_draft(office.colleague, one, mine, based_on=1).revision == 2  # the same
    assert actions.save_draft(office.colleague, one, theirs, based_on=2).revision == 3


def test_no_draft_is_saved_once_handed_in(office: Office) -> None:
    one = actions.submit(office.preparer, step(project(office), "declaration"))
    with pytest.raises(IllegalMove):
        actions.save_draft(office.preparer, one, content(), based_on=1)


@pytest.mark.parametrize("bad", [None, [], {}, {"rows": []}, {"fields": {"a": 1}, "rows": []}])
def test_content_of_a_wrong_shape_is_refused(office: Office, bad: object) -> None:
    with pytest.raises(Refusal):
        actions.save_draft(office.preparer, step(project(office), "declaration"), bad, based_on=1)


def test_signs_that_no_database_keeps(office: Office) -> None:
    one = step(project(office), "declaration")
    for sign in ("\x00", "\ud800"):
        odd = content()
        odd["rows"][0]["value"] = sign
        with pytest.raises(Refusal):
            actions.save_draft(office.preparer, one, odd, based_on=1)
    one = actions.submit(office.preparer, one, note="a\x00b\ud800")
    said = actions.remark(office.head, one, "依据\x00\ud800", ref="\x00C1")
    said.refresh_from_db()
    assert said.text == "依据"
    actions.return_(office.head, one, "不\x00行", [{"ref": "C\x00", "text": "\x00为何"}])
    assert [r.text for r in one.remarks.all()] == ["依据", "不行", "为何"]
    sound()


def test_an_adjustment_makes_a_new_baseline(office: Office) -> None:
    made = disclosed(office)
    one = actions.start_adjustment(office.preparer, made, "人数减少")
    draft = Draft.objects.get(project=made, stage="adjustment")
    changed = content()
    changed["rows"][0]["value"] = "360人"
    actions.save_draft(office.preparer, one, changed, based_on=draft.revision)
    old = made.baseline
    through(office, made, "adjustment")
    assert [b.number for b in made.baselines.all()] == [1, 2]
    assert made.baseline != old
    one.adjustment.refresh_from_db()
    assert one.adjustment.old_version == old
    assert one.adjustment.new_version == made.baseline
    again = actions.start_adjustment(office.preparer, made, "又一次")
    assert again.round == 2


def test_optional_stages_are_left_out_with_a_reason(office: Office) -> None:
    made = disclosed(office)
    one = step(made, "monitoring")
    assessed(office, one)
    through(office, made, "monitoring")
    assessed(office, actions.open_stage(office.preparer, made, "self_evaluation"))
    through(office, made, "self_evaluation")
    with pytest.raises(NotAllowed):
        actions.skip_stage(office.preparer, made, "evaluation", "未抽中")
    actions.skip_stage(office.finance, made, "evaluation", "本年未抽中")
    actions.skip_stage(office.finance, made, "rectification", "没有问题")
    assert step(made, "publication").state == "draft"
    with pytest.raises(IllegalMove):
        actions.skip_stage(office.finance, made, "publication", "不想公开")


def test_remarks_are_settled_once(office: Office) -> None:
    one = actions.submit(office.preparer, step(project(office), "declaration"))
    said = actions.remark(office.department, one, "单价依据？", ref="C1", column="value")
    with pytest.raises(NotAllowed):
        actions.resolve_remark(office.finance, said)
    actions.resolve_remark(office.preparer, said)
    with pytest.raises(IllegalMove):
        actions.resolve_remark(office.preparer, said)
    with pytest.raises(NotAllowed):
        actions.remark(office.auditor, one, "x")


def test_versions_stay(office: Office) -> None:
    made = approved(office)
    first = made.versions.get()
    assert first.content == content()
    assert Version.objects.count() == 1


def test_uploads_are_kept_once(office: Office, data) -> None:
    a = actions.upload_form(office.preparer, "..\\..\\a.docx", b"bytes")
    b = actions.upload_form(office.colleague, "/etc/b.docx", b"bytes")
    assert (a.name, b.name, a.sha) == ("a.docx", "b.docx", b.sha)
    assert len([p for p in (data / "uploads").rglob("*") if p.is_file()]) == 1
    with pytest.raises(Refusal):
        actions.upload_form(office.preparer, "c.docx", b"")
