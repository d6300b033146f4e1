"""Surveys: made, invited to, answered once and anonymously, closed."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import transaction

from jiheng.model import stage as lifecycle
from jiheng.model.digest import sha256_hex

from .. import clock
from ..errors import IllegalMove
from ..models import Invitation, Project, Response, Survey, User
from .base import key, needs, record, refuse, text

MOST_QUESTIONS, MOST_OPTIONS, MOST_INVITED = 20, 12, 20_000
MAKERS = (lifecycle.PREPARER, lifecycle.EVALUATOR)
Question = dict[str, Any]


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
    synthetic: bool = False,
) -> Survey:
    """A survey behind one row. A question is {"id", "text", "options": [at least two]}."""
    needs(user, project.unit, *MAKERS)
    _whole(questions)
    if closes < opens:
        raise refuse("结束早于开始", "请改日期", "it closes before it opens", "change the dates")
    with transaction.atomic():
        made = Survey.objects.create(
            project=project,
            title=text(title, 2, ("标题", "a title"), 200),
            ref=key(ref),
            questions=questions,
            opens=opens,
            closes=closes,
            population=population,
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
    """That many one-time tokens, as texts for the QR codes; only hashes are kept."""
    needs(user, survey.project.unit, *MAKERS)
    if not 0 < count <= MOST_INVITED:
        raise refuse(
            "份数不对",
            f"请写 1 到 {MOST_INVITED}",
            "no such number of invitations",
            f"give 1 to {MOST_INVITED}",
        )
    plain = [secrets.token_urlsafe(12) for _ in range(count)]
    with transaction.atomic():
        Invitation.objects.bulk_create(
            [Invitation(survey=survey, token_hash=sha256_hex(one.encode())) for one in plain], 500
        )
        record(user, "invite", f"survey:{survey.pk}", count=count)
    return plain


def invitation(plain: str) -> Invitation | None:
    """The invitation behind a token of the phone page, used or not."""
    found = Invitation.objects.select_related("survey__project")
    return found.filter(token_hash=sha256_hex(plain.encode())).first()


def respond(plain: str, answers: dict[str, str]) -> Response:
    """Answer once. Which invitation gave which answer is written nowhere."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(token_hash=sha256_hex(plain.encode()))
        one = found.first()
        if one is None:
            raise refuse("二维码无效", "请重新扫码", "no such invitation", "scan the code again")
        survey, today = one.survey, clock.today()
        if one.used:
            raise IllegalMove("这份问卷已经答过，谢谢", "this was answered already, thank you")
        if survey.closed_at or not survey.opens <= today <= survey.closes:
            raise IllegalMove("问卷不在开放时间内", "the survey is not open")
        kept = {q["id"]: answers.get(q["id"], "") for q in survey.questions}
        wrong = [q["id"] for q in survey.questions if kept[q["id"]] not in q["options"]]
        if wrong:
            raise refuse("有题没有作答", "请每题选一项", "a question has no answer", "answer each")
        one.used = True
        one.save(update_fields=["used"])
        return Response.objects.create(survey=survey, answers=kept, on=today)


def close_survey(user: User, survey: Survey) -> Survey:
    """No more answers; the result stands."""
    needs(user, survey.project.unit, *MAKERS)
    with transaction.atomic():
        if survey.closed_at is not None:
            raise IllegalMove("问卷已经结束", "the survey is closed already")
        survey.closed_at = clock.now()
        survey.save(update_fields=["closed_at"])
        count = survey.responses.count()
        record(user, "close-survey", f"survey:{survey.pk}", responses=count)
    return survey
