"""Surveys from the question to the record: made, handed out, answered once, anonymous, counted."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from jiheng.model.result import Binding
from jiheng.model.sample import shown
from jiheng.score.measures import survey_share
from jiheng.score.records import Evidence
from jiheng.web import access, actions, clock, evidence, forms, questionnaire, records
from jiheng.web.actions import surveys as module
from jiheng.web.backend import BACKEND
from jiheng.web.models import Entry, Invitation, Response, Survey
from web.people import Office, content

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
LINK = re.compile(r'<p class="link-text">http://testserver(/s/[\w\-]+)</p>')
TODAY = clock.today()


@pytest.fixture(autouse=True)
def calm() -> None:
    """No wrong tries remembered from the test before."""
    module._recent = module.Recent()


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def made(client: Client, office: Office, *, people: int = 60) -> Survey:
    """A survey with two questions, made by the page."""
    project = actions.new_project(
        office.preparer, office.unit, content(0), year=2023, code="P1", synthetic=True
    )
    actions.submit(office.preparer, project.steps.get(stage="declaration"))
    as_(client, office.preparer)
    answer = client.post("/surveys/new/", {
        "project": project.pk, "ref": "S1", "title": "加班补贴满意度", "frame": "在册民警",
        "questions": "您对加班补贴是否满意？\n您对发放是否及时满意？", "population": str(people),
        "opens": TODAY.isoformat(), "closes": TODAY.isoformat(),
    })  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return Survey.objects.get()


def links(client: Client, survey: Survey, count: int) -> list[str]:
    page = client.post(f"/surveys/{survey.pk}/invite/", {"count": str(count), "as": "print"})
    assert page.status_code == 200
    return LINK.findall(page.content.decode())


def answered(link: str, first: str, second: str = "满意") -> Any:
    return Client().post(link, {"q0": first, "q1": second})


def test_the_sample_is_told_while_the_population_is_typed(client: Client, office: Office) -> None:
    as_(client, office.preparer)
    page = client.get("/surveys/needed/?population=345").content.decode()
    assert "183" in page
    assert "99" in page
    for odd in ("", "x", "0", "-3", "9" * 30):
        assert "填总体人数" in client.get(f"/surveys/needed/?population={odd}").content.decode()


def test_a_survey_takes_the_id_its_row_is_counted_by(client: Client, office: Office) -> None:
    survey = made(client, office)
    assert [one["id"] for one in survey.questions] == ["S-F1", "S-F1-Q2"]
    assert survey.frame == "在册民警"
    page = client.get(f"/surveys/{survey.pk}/").content.decode()
    assert "S-F1" in page
    assert "还没有发二维码" in page
    assert "加班补贴满意度" in client.get("/surveys/").content.decode()


def test_what_is_missing_is_said(client: Client, office: Office) -> None:
    survey = made(client, office)
    given = {"project": survey.project_id, "ref": "S1", "title": "另一份", "questions": "满意吗？",
             "frame": "人", "population": "10", "opens": "2023-01-02",
             "closes": "2023-01-03"}  # fmt: skip
    for wrong in ({"population": "0"}, {"population": "x"}, {"ref": "N99"}, {"questions": " "},
                  {"closes": "2022-01-01"}, {"title": ""}):  # fmt: skip
        answer = client.post("/surveys/new/", given | wrong)
        assert answer.status_code == 422, wrong
        assert 'role="alert"' in answer.content.decode()
    assert Survey.objects.count() == 1


def test_codes_are_shown_once_and_only_hashes_kept(client: Client, office: Office) -> None:
    survey = made(client, office)
    page = client.post(f"/surveys/{survey.pk}/invite/", {"count": "3", "as": "print"})
    text = page.content.decode()
    found = LINK.findall(text)
    assert len(found) == 3
    assert text.count("<svg") >= 3
    assert "style=" not in text
    kept = set(Invitation.objects.values_list("token_hash", flat=True))
    assert not {one.removeprefix("/s/") for one in found} & kept
    listed = client.post(f"/surveys/{survey.pk}/invite/", {"count": "2", "as": "csv"})
    assert listed.content.decode("utf-8-sig").count("http://testserver/s/") == 2
    for count in ("0", "-1", "x", "56", "9999999"):  # five were made for sixty people
        bad = client.post(f"/surveys/{survey.pk}/invite/", {"count": count, "as": "csv"})
        assert bad.status_code == 422, count


def test_an_answer_counts_once(client: Client, office: Office) -> None:
    survey = made(client, office)
    first, second = links(client, survey, 2)
    page = Client().get(first).content.decode()
    assert "很满意" in page
    assert page.count('type="radio"') == 12
    assert "Very satisfied" in Client().get(f"{first}?lang=en").content.decode()
    short = Client().post(first, {"q0": "满意"})
    assert short.status_code == 422
    assert "请选一项" in short.content.decode()
    assert Client().post(first, {"q0": "满意", "q1": "特别好"}).status_code == 422
    thanks = answered(first, "很满意", "")
    assert thanks.status_code == 200
    assert "谢谢，已收到" in thanks.content.decode()
    assert answered(first, "很不满意").status_code == 409
    assert "已经用过" in Client().get(first).content.decode()
    assert Response.objects.count() == 1
    assert "jiheng-session" not in Client().get(second).cookies


def test_unknown_early_and_late_codes_have_a_page(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = made(client, office)
    (link,) = links(client, survey, 1)
    assert Client().get("/s/none").status_code == 404
    assert Client().get("/s/" + "x" * 500).status_code == 404
    monkeypatch.setattr(clock, "today", lambda: date(2000, 1, 1))
    assert "还没有开始" in Client().get(link).content.decode()
    monkeypatch.setattr(clock, "today", lambda: date(2100, 1, 1))
    assert "已经结束" in Client().get(link).content.decode()
    assert "已经结束" in answered(link, "满意").content.decode()
    assert not Response.objects.exists()


def test_guessing_is_stopped_and_a_good_code_still_works(client: Client, office: Office) -> None:
    survey = made(client, office)
    (link,) = links(client, survey, 1)
    seen = [Client().get(f"/s/guess{n}").status_code for n in range(14)]
    assert seen[:10] == [404] * 10
    assert seen[-1] == 429
    assert Client().get(link).status_code == 200


def test_behind_a_proxy_one_guesser_stops_nobody_else(db: None, settings: Any) -> None:
    settings.JIHENG_BEHIND_PROXY = True
    where = [{"X-Forwarded-For": f"1.2.3.4, 10.1.0.{last}"} for last in (1, 2)]
    seen = [Client().get(f"/s/guess{n}", headers=where[0]).status_code for n in range(14)]
    assert seen[-1] == 429
    assert Client().get("/s/guess99", headers=where[1]).status_code == 404


def test_a_form_from_elsewhere_is_refused(client: Client, office: Office) -> None:
    survey = made(client, office)
    (link,) = links(client, survey, 1)
    assert Client(enforce_csrf_checks=True).post(link, {"q0": "满意"}).status_code == 403
    one = Client(enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', one.get(link).content.decode())
    assert token
    sent = one.post(link, {"q0": "满意", "q1": "满意", "csrfmiddlewaretoken": token[1]})
    assert "谢谢" in sent.content.decode()


def test_nothing_leads_from_an_answer_to_a_code(client: Client, office: Office) -> None:
    """Every column of the two tables: no key, hash, number or minute is in both."""
    survey = made(client, office)
    for link in links(client, survey, 12):
        answered(link, "满意")
    fields = {one.name for one in apps.get_model("web", "Response")._meta.get_fields()}
    assert fields == {"number", "survey", "answers", "flags", "on"}
    fields = {one.name for one in apps.get_model("web", "Invitation")._meta.get_fields()}
    assert fields == {"id", "survey", "token_hash", "used"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, answers, flags, survey_id FROM web_response")
        answers = cursor.fetchall()
        cursor.execute("SELECT id, token_hash FROM web_invitation")
        codes = cursor.fetchall()
        cursor.execute("SELECT facts, object, action FROM web_entry")
        told = str(cursor.fetchall())
    numbers = [row[0] for row in answers]
    assert len({number.partition("-")[2] for number in numbers}) == 12
    for pk, digest in codes:
        assert digest not in str(answers)
        assert digest not in told
        assert not any(number == f"{pk}" for number in numbers)
    assert not any(number in told for number in numbers)
    assert not Entry.objects.filter(action__contains="respond").exists()
    order = list(Response.objects.order_by("number").values_list("number", flat=True))
    actions.close_survey(office.preparer, survey)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM web_response")
        places = [row[0] for row in cursor.fetchall()]
    assert places == order  # written anew: not even their places tell in which order they came


def test_small_results_are_not_shown_and_larger_ones_with_their_interval(
    client: Client, office: Office
) -> None:
    survey = made(client, office)
    found = links(client, survey, 12)
    for link in found[:9]:
        answered(link, "满意")
    url = f"/surveys/{survey.pk}/"
    page = client.get(url).content.decode()
    assert "不到 10 份" in page
    assert "100%" not in page
    for link in found[9:]:
        answered(link, "不满意", "")
    page = client.get(f"{url}result/").content.decode()
    assert "满意 75%（9 / 12）" in page
    assert "jd-interval" in page
    assert "没有作答这一题 3" in page  # of the second question
    assert "应答率 100%" in page


def test_a_closed_survey_counts_as_the_page_says(client: Client, office: Office) -> None:
    survey = made(client, office, people=40)
    for number, link in enumerate(links(client, survey, 40)):
        said = "很满意" if number < 20 else "满意" if number < 33 else "一般" if number < 37 else ""
        answered(link, said)
    assert client.post(f"/surveys/{survey.pk}/close/").status_code == 302
    survey.refresh_from_db()
    assert survey.kept_at
    page = client.get(f"/surveys/{survey.pk}/").content.decode()
    first = questionnaire.results(survey)[0]
    assert (first.valid, first.needed) == (37, 37)
    with records.opened(access.evidence_scope(office.preparer)) as con:
        data = Evidence(con, TODAY.year, TODAY, forms.book())
        bound = Binding("x", "P1", "S1", "survey_share", {"survey": "S-F1"})
        counted = survey_share.count(data, bound)
    assert counted.value is not None
    assert first.share is not None
    assert first.ends is not None
    assert (counted.value.num, counted.value.den) == first.share.as_integer_ratio()
    assert counted.beside["n"] == first.valid
    assert counted.beside["removed"] == sum(first.removed.values()) == 3
    assert counted.beside["N"] == survey.population
    low, high = counted.beside["ci"]
    assert (str(low), str(high)) == tuple(shown(end, 6) for end in first.ends)
    assert "满意 89.19%（33 / 37）" in page
    batches = evidence.store().batches()
    assert [one["table"] for one in batches] == ["survey", "survey_response"]
    assert batches[1]["synthetic"] == batches[1]["rows"] == 80
    assert batches[0]["by"] == "preparer @ U1"
    assert Entry.objects.filter(action="import-evidence").count() == 2
    assert client.post(f"/surveys/{survey.pk}/close/").status_code == 409
    assert client.post(f"/surveys/{survey.pk}/keep/").status_code == 409
    assert client.post(f"/surveys/{survey.pk}/invite/", {"count": "1"}).status_code == 409


def test_an_interrupted_end_is_ended_by_asking_again(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = made(client, office)
    for link in links(client, survey, 3):
        answered(link, "满意")
    actions.close_survey(office.preparer, survey)

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "record", killed)  # the store has the rows, the database not
        with pytest.raises(KeyboardInterrupt):
            actions.keep_answers(office.preparer, survey)
    survey = Survey.objects.get()
    assert survey.kept_at is None
    assert len(evidence.store().batches()) == 2
    assert client.post(f"/surveys/{survey.pk}/keep/").status_code == 302
    survey.refresh_from_db()
    assert survey.kept_at
    assert len(evidence.store().batches()) == 2


def test_whose_surveys_are_whose(client: Client, office: Office) -> None:
    survey = made(client, office)
    url = f"/surveys/{survey.pk}/"
    for user, status in (
        (office.preparer, 200), (office.head, 200), (office.department, 200), (office.finance, 200),
        (office.auditor, 200), (office.evaluator, 200), (office.other_preparer, 404),
        (office.other_department, 404), (office.administrator, 404),
    ):  # fmt: skip
        assert as_(client, user).get(url).status_code == status
        assert client.get(f"{url}result/").status_code == status
    for user in (office.head, office.finance, office.auditor):
        as_(client, user)
        assert client.post(f"{url}invite/", {"count": "1"}).status_code == 403
        assert client.post(f"{url}close/").status_code == 403
    as_(client, office.other_preparer)
    assert client.post(f"{url}close/").status_code == 404
    assert "加班补贴满意度" not in client.get("/surveys/").content.decode()
