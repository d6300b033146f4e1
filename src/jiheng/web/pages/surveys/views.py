"""Surveys: the list, a new one, its live result, its invitations, its end."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiheng.draw import percent
from jiheng.evidence.survey import SCALE
from jiheng.evidence.survey_report import SMALLEST, Outcome
from jiheng.model.refusal import Refusal
from jiheng.model.sample import NINE_TENTHS, needed

from ... import access, actions, clock
from ...actions.surveys import MAKERS, MOST_PEOPLE
from ...models import Project, Survey, User
from ...problems import language
from ...questionnaire import (
    WORDS_EN,
    bound_id,
    known_ids,
    new_id,
    questions_of,
    results,
    rows_of,
    standard,
    target_of,
)
from ..evidence.frame import frame, say

PAGE, SHEET_MOST = 20, 500
REMOVED = {
    "incomplete": ("没有作答这一题", "left this question open"),
    "same-device": ("同一设备重复", "same device again"),
}
FLAGS = {
    "too-fast": ("答得太快", "too fast"),
    "straight-line": ("各题全选一样", "the same answer throughout"),
    "alike": ("短时间内大量雷同", "many alike at once"),
    "same-device": ("同一设备", "same device"),
}


def _maker(user: User, project: Project) -> bool:
    return bool(access.roles(user, project.unit) & frozenset(MAKERS))


def _projects(user: User) -> list[Project]:
    """Projects for which the person may make a survey."""
    return [one for one in access.projects(user).order_by("-year", "pk") if _maker(user, one)]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """``/surveys/``."""
    user = access.person(request.user)
    found = access.surveys(user).order_by("-made_at", "-pk")
    page = Paginator(access.survey_counts(found), PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    lines = [{"one": one, "state": _state(one, today)} for one in page.object_list]
    return render(
        request, "surveys/listing.html",
        frame(request, "surveys", page=page, lines=lines, may_make=bool(_projects(user))),
    )  # fmt: skip


def _state(one: Survey, today: date) -> tuple[str, str]:
    """What a survey is at, and the tone of its chip."""
    if one.kept_at:
        return say("已入库", "in the records"), "good"
    if one.closed_at:
        return say("已结束，未入库", "closed, not in the records"), "warn"
    if today < one.opens:
        return say("未开始", "not open yet"), ""
    if today > one.closes:
        return say("已到期，待结束", "over, to be closed"), "warn"
    return say("进行中", "open"), "info"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make one: whose row, which questions, whom, when."""
    user = access.person(request.user)
    projects = _projects(user)
    given = request.POST if request.method == "POST" else request.GET
    chosen = next((one for one in projects if str(one.pk) == given.get("project", "")), None)
    chosen = chosen or (projects[0] if projects else None)
    today = clock.today()
    values = {
        "title": "", "questions": "", "frame": "", "population": "", "ref": "",
        "opens": today.isoformat(), "closes": (today + timedelta(days=14)).isoformat(),
    } | {key: value for key, value in given.items() if key != "csrfmiddlewaretoken"}  # fmt: skip
    wrong = ""
    if request.method == "POST" and chosen:
        try:
            made = _make(user, chosen, values)
        except Refusal as error:
            wrong = error.problem if language() == "zh" else error.problem_en
        else:
            return HttpResponseRedirect(f"/surveys/{made.pk}/")
    rows = rows_of(chosen) if chosen else []
    if rows and not values["title"]:
        name = rows[0][1]
        values["title"] = name
        what = chosen.name.removesuffix("经费") if chosen else name
        values["questions"] = f"您对“{what.strip('“”')}”是否满意？"
        values["frame"] = name.removesuffix("满意度") if name.endswith("满意度") else ""
    return render(
        request, "surveys/new.html",
        frame(request, "surveys", projects=projects, chosen=chosen, rows=rows, values=values,
              wrong=wrong, needs=_needed(str(values["population"])),
              scale=[WORDS_EN[one] if language() == "en" else one for one in SCALE.values()]),
        status=422 if wrong else 200,
    )  # fmt: skip


def _make(user: User, project: Project, values: dict[str, Any]) -> Survey:
    texts = [line.strip() for line in values["questions"].splitlines() if line.strip()]
    ref = values["ref"]
    if ref not in {key for key, _ in rows_of(project)}:
        raise _bad("没有选对应的指标", "choose the indicator")
    try:
        opens, closes = (date.fromisoformat(values[key]) for key in ("opens", "closes"))
        population = int(values["population"])
    except ValueError:
        raise _bad("日期或总体人数没有写对", "mend the days or the population") from None
    taken = known_ids() | access.survey_ids()
    return actions.make_survey(
        user, project, values["title"], questions_of(texts, new_id(project, ref, taken)), ref=ref,
        opens=opens, closes=closes, population=population, frame=values["frame"],
        synthetic=project.synthetic,
    )  # fmt: skip


def _bad(zh: str, en: str) -> Refusal:
    return Refusal("绩衡", zh, "请改正", problem_en=en, remedy_en="mend it")


def _needed(text: str) -> dict[str, Any] | None:
    if not (text.isdecimal() and 0 < int(text) <= MOST_PEOPLE):
        return None
    people = int(text)
    return {"people": people, "half": needed(people), "ninety": needed(people, NINE_TENTHS)}


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """How many answers a population needs, while it is typed."""
    return render(
        request, "surveys/needed.html", {"needs": _needed(request.GET.get("population", ""))}
    )


@require_safe
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey: how it stands, its result so far, what can be done."""
    user = access.person(request.user)
    one = access.survey(user, pk)
    counted = bound_id(one.project, one.ref)
    first = str(one.questions[0]["id"])
    return render(
        request, "surveys/survey.html",
        frame(request, "surveys", survey=one, state=_state(one, clock.today()),
              maker=_maker(user, one.project), counted=counted, first=first, fits=counted == first,
              left=_left(one), synthetic=one.synthetic, standard=standard(one), **_result(one)),
    )  # fmt: skip


def _left(one: Survey) -> int:
    """Invitations that can still be made."""
    sent = access.invited(one)
    return max((one.population or SHEET_MOST + sent) - sent, 0)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The result alone, asked for again while the survey is open."""
    one = access.survey(access.person(request.user), pk)
    return render(request, "surveys/result.html", {"survey": one, **_result(one)})


def _result(one: Survey) -> dict[str, Any]:
    target = target_of(one.project, one.ref)
    found = results(one)
    first = found[0]
    return {
        "outcomes": [_shown(each, None if at else target) for at, each in enumerate(found)],
        "invited": first.invited, "received": first.received, "needed": first.needed,
        "responded": first.responded, "silent": first.silent, "population": first.population,
        "enough": first.enough, "smallest": SMALLEST, "live": not one.closed_at,
        "sampled": Fraction(min(first.valid, first.needed), first.needed) if first.needed else None,
    }  # fmt: skip


def _shown(one: Outcome, target: Any) -> dict[str, Any]:
    lang, goal = language(), _goal(target)
    made: dict[str, Any] = {
        "question": one.question, "id": one.survey_id, "valid": one.valid, "told": one.counts
        is not None, "removed": [(say(*REMOVED[key]), n) for key, n in one.removed.items() if n],
        "flags": [(say(*FLAGS[key]), n) for key, n in one.flags.items() if n],
        "share": one.share, "mean": one.mean, "needed": one.needed, "enough": one.enough,
    }  # fmt: skip
    if one.counts is None or one.share is None or one.ends is None:
        return made
    most = max(one.counts.values()) or 1
    top = one.counts[5] + one.counts[4]
    title = say(
        f"满意 {percent(one.share)}（{top} / {one.valid}）",
        f"Satisfied {percent(one.share)} ({top} of {one.valid})",
    )
    if goal is not None:
        title += _against(one.ends, goal)
    made |= {
        "title": title,
        "counts": [(WORDS_EN[word] if lang == "en" else word, one.counts[score], most)
                   for score, word in SCALE.items()],
        "data": {"args": [one.share, *one.ends, goal], "title": title},
        "low": one.ends[0], "high": one.ends[1],
    }  # fmt: skip
    return made


def _against(ends: tuple[Fraction, Fraction], goal: Fraction) -> str:
    """On which side of the target the whole interval lies."""
    if ends[0] >= goal:
        return say("，整个区间不低于目标，已证实", ", the whole interval reaches the target")
    if ends[1] < goal:
        return say("，整个区间低于目标", ", the whole interval is below the target")
    return say(
        "，区间跨过目标，尚不能证明", ", the interval straddles the target: not demonstrated"
    )


def _goal(target: Any) -> Fraction | None:
    return Fraction(target.num, target.den) if target is not None else None


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """One-time links: a sheet to print with QR codes, or a list. Shown now and never again."""
    user = access.person(request.user)
    one = access.survey(user, pk)
    text = request.POST.get("count", "")
    count = int(text) if text.isdecimal() and len(text) < 7 else 0
    listed = request.POST.get("as") == "csv"
    if count > SHEET_MOST and not listed:
        raise _bad(f"一次最多打印 {SHEET_MOST} 份，更多请分次或下载清单",
                   f"print at most {SHEET_MOST} at once, or take the list")  # fmt: skip
    tokens = actions.invite(user, one, count)
    urls = [request.build_absolute_uri(f"/s/{token}") for token in tokens]
    if listed:
        lines = io.StringIO()
        writer = csv.writer(lines)
        writer.writerow([say("序号", "number"), say("链接（一次有效）", "link (once)")])
        writer.writerows(enumerate(urls, 1))
        body = "\ufeff" + lines.getvalue()
        answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="survey-{one.pk}.csv"'
        return answer
    codes = [{"url": url, "svg": _code(url)} for url in urls]
    return render(
        request, "surveys/codes.html",
        frame(request, "surveys", survey=one, codes=codes, synthetic=one.synthetic),
    )  # fmt: skip


def _code(url: str) -> str:
    """A QR code as a drawing, without any style of its own."""
    drawn = segno.make(url, micro=False, error="m")
    return mark_safe(drawn.svg_inline(scale=1, border=2, omitsize=True, svgclass="qr"))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """No more answers; they become records."""
    user = access.person(request.user)
    one = actions.close_survey(user, access.survey(user, pk))
    return _keep(request, user, one) if standard(one) else _back(one)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more into the records, where it did not go through."""
    user = access.person(request.user)
    return _keep(request, user, access.survey(user, pk))


def _keep(request: HttpRequest, user: User, one: Survey) -> HttpResponse:
    try:
        actions.keep_answers(user, one)
    except Refusal as error:
        messages.error(request, error.problem if language() == "zh" else error.problem_en)
    else:
        messages.success(request, say("问卷已结束，答卷已入佐证库", "Closed; in the records"))
    return _back(one)


def _back(one: Survey) -> HttpResponse:
    return HttpResponseRedirect(f"/surveys/{one.pk}/")
