"""Numbers of the policy and days of the calendar: read here, changed in dated files only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiheng.model import stage as lifecycle

from ... import calendar, clock
from ...forms import book
from ...problems import language
from .frame import frame, keeper


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """Every threshold: since when, how much, on what ground, when last looked at."""
    user = keeper(request)
    held, today = book(), clock.today().isoformat()
    lines = []
    for key, entry in sorted(held.topics["thresholds"].items()):
        past = [day for day in entry["values"] if str(day) <= today]
        for day, said in entry["values"].items():
            lines.append(
                {"key": key, "title": entry["title"], "since": day, "value": said["value"],
                 "basis": said["basis"], "verified": said["verified"],
                 "on": bool(past) and day == max(past)}
            )  # fmt: skip
    english = language() == "en"
    profiles: list[dict[str, Any]] = [
        {"key": key, "title": one.get("title_en" if english else "title"),
         "inherits": one.get("inherits", "")}
        for key, one in sorted(held.topics["profiles"].items())
    ]  # fmt: skip
    context = {"lines": lines, "profiles": profiles}
    return render(request, "administration/policies.html", frame(user, "policies") | context)


@require_GET
def days(request: HttpRequest) -> HttpResponse:
    """When each stage of a fiscal year is due, on what ground."""
    user = keeper(request)
    text, today = request.GET.get("year", ""), clock.today()
    year = int(text) if text.isdecimal() and 2000 <= int(text[:9]) <= 2100 else today.year
    topic, lines = book().topics["calendar"], []
    for stage in lifecycle.STAGES:
        said = topic.get(stage.key)
        if said is None:
            continue
        in_force = max((d for d in said["values"] if str(d) <= f"{year}-12-31"), default=None)
        basis = said["values"][in_force] if in_force else {}
        for number in range(1, len(said.get("rounds") or [0]) + 1):
            due = calendar.due(stage.key, year, number)
            lines.append(
                {"name": stage.zh if language() == "zh" else stage.en,
                 "round": number if said.get("rounds") else 0, "due": due, "since": in_force,
                 "basis": basis.get("basis", ""), "verified": basis.get("verified", ""),
                 "past": due is not None and due < today}
            )  # fmt: skip
    context = {"lines": lines, "year": year, "years": range(today.year - 2, today.year + 3)}
    return render(request, "administration/calendar.html", frame(user, "calendar") | context)
