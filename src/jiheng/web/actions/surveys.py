"""Surveys: made, invited to, answered once and anonymously, closed, kept as records.

A token is burned in one transaction and the answer stored in another, since a database marks both
rows of one with the same number. Should the server die between them, the answer is lost and the
token with it: a lost answer is better than one that leads to a person.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import transaction

from jiheng.evidence import survey as pure
from jiheng.evidence.outcome import REFUSED, Wanted
from jiheng.evidence.sources.questionnaire import bring
from jiheng.evidence.survey_token import Recent
from jiheng.model import stage as lifecycle
from jiheng.model.digest import sha256_hex

from .. import clock, evidence, questionnaire
from ..errors import IllegalMove
from ..forms import book
from ..models import Invitation, Project, Response, Survey, User
from ..records import signed
from .base import clean, key, needs, record, refuse, text

MOST_QUESTIONS, MOST_OPTIONS, MOST_INVITED = 20, 12, 20_000
MOST_PEOPLE = 100_000_000
MAKERS = (lifecycle.PREPARER, lifecycle.EVALUATOR)
Question = dict[str, Any]
_recent = Recent()  # the last ten minutes, in this process only


def make_survey(
    user: User,
    project: Project,
    title: str,
    questions: list[Question],
    *,
    ref: str,
    opens: date,
    closes: date,
    population: int | None = None,
    frame: str = "",
    synthetic: bool = False,
) -> Survey:
    """A survey behind one row. A question is {"id", "text", "options": [at least two]}."""
    needs(user, project.unit, *MAKERS)
    _whole(questions)
    if closes < opens:
        raise refuse("结束早于开始", "请改日期", "it closes before it opens", "change the dates")
    if population is not None and not 0 < population <= MOST_PEOPLE:
        raise refuse("总体人数不对", f"请写 1 到 {MOST_PEOPLE:,}", "no such population",
                     f"give 1 to {MOST_PEOPLE}")  # fmt: skip
    with transaction.atomic():
        made = Survey.objects.create(
            project=project,
            title=text(title, 2, ("标题", "a title"), 200),
            ref=key(ref),
            questions=questions,
            opens=opens,
            closes=closes,
            population=population,
            frame=clean(frame).strip()[:200],
            slug=secrets.token_urlsafe(16),
            synthetic=synthetic,
            made_by=user,
            made_at=clock.now(),
        )
        record(user, "make-survey", f"survey:{made.pk}", ref=key(ref), project=project.pk)
    return made


def _whole(questions: list[Question]) -> None:
    whole = 0 < len(questions) <= MOST_QUESTIONS and all(
        isinstance(one.get("id"), str)
        and isinstance(one.get("text"), str)
        and isinstance(one.get("options"), list)
        and 2 <= len(one["options"]) <= MOST_OPTIONS
        for one in questions
    )
    if not whole or len({one["id"] for one in questions}) != len(questions):
        raise refuse(
            "题目不完整",
            "每题要有题干和至少两个选项",
            "a question is not whole",
            "each needs a text and at least two options",
        )


def invite(user: User, survey: Survey, count: int) -> list[str]:
    """That many one-time tokens, as texts for the QR codes; only hashes are kept.

    Never more than there are people: one each.
    """
    needs(user, survey.project.unit, *MAKERS)
    if survey.closed_at is not None:
        raise IllegalMove("问卷已经结束", "the survey is closed already")
    if not 0 < count <= MOST_INVITED:
        raise refuse(
            "份数不对",
            f"请写 1 到 {MOST_INVITED}",
            "no such number of invitations",
            f"give 1 to {MOST_INVITED}",
        )
    plain = [secrets.token_urlsafe(16) for _ in range(count)]
    with transaction.atomic():
        sent = Invitation.objects.filter(survey=survey).count()
        if survey.population is not None and sent + count > survey.population:
            raise refuse(
                f"已发 {sent} 份，再发 {count} 份就超过总体 {survey.population} 人",
                "一人一份，请核对人数",
                f"{sent} were made; {count} more exceed the {survey.population} people",
                "one each: check the numbers",
            )
        Invitation.objects.bulk_create(
            [Invitation(survey=survey, token_hash=sha256_hex(one.encode())) for one in plain], 500
        )
        record(user, "invite", f"survey:{survey.pk}", count=count)
    return plain


def invitation(plain: str) -> Invitation | None:
    """The invitation behind a token of the phone page, used or not."""
    found = Invitation.objects.select_related("survey__project")
    return found.filter(token_hash=sha256_hex(plain.encode())).first()


def guessing(sender: str, *, wrong: bool = False) -> bool:
    """Whether an address has tried too many wrong tokens in the last ten minutes.

    ``wrong`` notes another one. The address stays in memory for that long, and nowhere else.
    """
    from jiheng.evidence.survey_token import TRIES

    name, now = ("wrong", sender), clock.now()
    many = _recent.add(name, now) if wrong else _recent.count(name, now)
    return many > TRIES


def respond(
    plain: str, answers: dict[str, str], *, seconds: int = questionnaire.FAST_ENOUGH
) -> Response:
    """Answer once. Which invitation gave which answer is written nowhere.

    An answer may be "" (left open on purpose); a question that is not there at all is refused.
    """
    with transaction.atomic():
        found = Invitation.objects.select_related("survey__project")
        one = found.filter(token_hash=sha256_hex(plain.encode())).first()
        if one is None:
            raise refuse("二维码无效", "请重新扫码", "no such invitation", "scan the code again")
        survey, today = one.survey, clock.today()
        if one.used:
            raise IllegalMove("这份问卷已经答过，谢谢", "this was answered already, thank you")
        if survey.closed_at or not survey.opens <= today <= survey.closes:
            raise IllegalMove("问卷不在开放时间内", "the survey is not open")
        kept = {q["id"]: answers.get(q["id"]) for q in survey.questions}
        wrong = [q["id"] for q in survey.questions if kept[q["id"]] not in ("", *q["options"])]
        if wrong:
            raise refuse("有题没有作答", "请每题选一项", "a question has no answer", "answer each")
        # of two at once one burns it
        if not Invitation.objects.filter(pk=one.pk, used=False).update(used=True):
            raise IllegalMove("这份问卷已经答过，谢谢", "this was answered already, thank you")
    said = {name: value or "" for name, value in kept.items()}
    told = pure.keep(
        questionnaire.sheet_of(survey),
        pure.Answer(questionnaire.scores(survey, said), seconds),
        clock.now(),
        _recent,
    )
    with transaction.atomic():
        return Response.objects.create(
            number=told.response_id, survey=survey, answers=said, flags=list(told.flags), on=today
        )


def close_survey(user: User, survey: Survey) -> Survey:
    """No more answers; the result stands. ``keep_answers`` makes records of it."""
    needs(user, survey.project.unit, *MAKERS)
    with transaction.atomic():
        if survey.closed_at is not None:
            raise IllegalMove("问卷已经结束", "the survey is closed already")
        survey.closed_at = clock.now()
        survey.save(update_fields=["closed_at"])
        _shuffled(survey)
        count = survey.responses.count()
        record(user, "close-survey", f"survey:{survey.pk}", responses=count)
    return survey


def _shuffled(survey: Survey) -> None:
    """The answers written anew in the order of their random numbers, so that not even their
    places in the database's files tell in which order they came."""
    held = list(survey.responses.order_by("number"))
    survey.responses.all().delete()
    Response.objects.bulk_create(held, 500)


def keep_answers(user: User, survey: Survey) -> Survey:
    """The answers of a closed survey become records, by the ordinary import; once.

    Asked again after an interruption it ends what was begun: the same answers are the same batch.
    """
    needs(user, survey.project.unit, *MAKERS)
    if survey.closed_at is None:
        raise IllegalMove("问卷还没有结束", "the survey is not closed yet")
    if survey.kept_at is not None:
        raise IllegalMove("答卷已经入库", "the answers are records already")
    if not questionnaire.standard(survey):
        raise refuse("题目不是满意度量表", "这份问卷只能看，不能入库",
                     "its questions are not on the scale of satisfaction",
                     "it can be read, not imported")  # fmt: skip
    found = bring(
        questionnaire.sheet_of(survey), questionnaire.kept_of(survey), evidence.store(), book(),
        Wanted(by=signed(user.username, survey.project.unit.code)), synthetic=survey.synthetic,
    )  # fmt: skip
    for one in found:
        if one.status == REFUSED:
            raise refuse(
                f"答卷没有入库：{one.faults[0].sentence('zh')}", "问卷和答卷都在，请改正后再入库",
                f"the answers were not imported: {one.faults[0].sentence('en')}",
                "survey and answers are kept; mend it and try again",
            )  # fmt: skip
    with transaction.atomic():
        survey.kept_at = clock.now()
        survey.save(update_fields=["kept_at"])
        for one in found:
            if one.entry:
                record(user, "import-evidence", f"batch:{one.entry['n']}", table=one.table,
                       rows=one.rows, survey=survey.pk, sha256=one.entry["source_sha256"],
                       unit=survey.project.unit.code)  # fmt: skip
    return survey
