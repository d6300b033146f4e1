"""Points up, down, unknown: groups by day, a group's points by day, a point's year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.draw import percent
from jiheng.model.result import Ratio
from jiheng.score.records import Evidence
from jiheng.score.series import Day
from jiheng.score.series import availability as by_group

from ... import access, records
from ...forms import book
from .frame import as_of, entered, frame, say, year_of, years

PAGE = 40  # points of a group drawn at once
SECONDS = 3600


def _data(con: Any, day: date) -> Evidence:
    return Evidence(con, day.year, day, book(day))


def _groups(con: Any, scope: access.Scope, day: date) -> dict[str, tuple[Day, ...]]:
    points = con.table("point").select("group").distinct()
    names = sorted(str(one["group"]) for one in records.rows_of(con, points))
    return dict(by_group(_data(con, day), tuple(names))) if names else {}


def _points(con: Any, scope: access.Scope, group: str) -> list[str]:
    rows = con.table("point")
    rows = rows.filter(rows["group"] == group).select("point_id").distinct().order_by("point_id")
    return [str(one["point_id"]) for one in records.rows_of(con, rows)]


def _days(
    con: Any, scope: access.Scope, day: date, points: tuple[str, ...]
) -> dict[str, dict[date, Mapping[str, int]]]:
    rows = con.table("availability_daily")
    rows = rows.filter(
        rows["point_id"].isin(list(points))
        & (rows["date"] >= date(day.year, 1, 1))
        & (rows["date"] <= day)
    )
    found: dict[str, dict[date, Mapping[str, int]]] = {}
    for one in records.rows_of(con, rows):
        found.setdefault(str(one["point_id"]), {})[one["date"]] = one
    return found


grouped, pointed, daily = records.kept(_groups), records.kept(_points), records.kept(_days)


def _share(row: Mapping[str, int] | None) -> Ratio | None:
    """Up of what is known; None where nothing is: maintenance all day, or nobody knows."""
    if row is None:
        return None
    known = int(row["expected_s"]) - int(row["unknown_s"])
    return Ratio(int(row["up_s"]), known) if known > 0 else None


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Every group, day by day."""
    user, scope = entered(request)
    known = years(user)
    year = year_of(request, known)
    day = as_of(year)
    told: dict[str, tuple[Day, ...]] = grouped(scope, day) if scope.codes else {}
    lines = [_group_line(name, days) for name, days in told.items()]
    worst = min(lines, key=lambda one: one["order"], default=None)
    first = date(year, 1, 1)
    head = say("各组点位逐日在线", "Groups of points day by day")
    if worst and worst["share"] is not None:
        least = percent(worst["share"], beside=[1])
        head = say(f"最低的一组 {worst['name']}：{least}", f"Lowest: {worst['name']} at {least}")
    data = {"args": [[(name, [one.share for one in days]) for name, days in told.items()]],
            "title": head, "first": first}  # fmt: skip
    return render(
        request, "evidence/availability.html",
        frame(request, "availability", lines=lines, data=data, head=head, year=year, years=known,
              day=day),
    )  # fmt: skip


def _group_line(name: str, days: Sequence[Day]) -> dict[str, Any]:
    up, down = sum(one.up for one in days), sum(one.down for one in days)
    unknown, expected = sum(one.unknown for one in days), sum(one.expected for one in days)
    share = Ratio(up, up + down) if up + down else None
    order = share.num * 10**9 // share.den if share else 10**9
    return {
        "name": name, "share": share, "order": order, "down": _hours(down),
        "unknown": _hours(unknown), "low": sum(1 for one in days if one.down),
        "none": sum(1 for one in days if not one.expected),
        "known": Ratio(expected - unknown, expected) if expected else None,
    }  # fmt: skip


def _hours(seconds: int) -> str:
    """Hours with a tenth."""
    tenths = (seconds * 10 + SECONDS // 2) // SECONDS
    return f"{tenths // 10:,}.{tenths % 10}"


@require_safe
def group(request: HttpRequest, group: str) -> HttpResponse:
    """The points of a group, those with the most downtime first."""
    user, scope = entered(request)
    known = years(user)
    year = year_of(request, known)
    day, points = as_of(year), pointed(scope, group) if scope.codes else []
    if not points:
        raise Http404
    told = daily(scope, day, tuple(points))
    lines = sorted((_point_line(one, told.get(one, {})) for one in points), key=_worst)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    span = [date(year, 1, 1) + timedelta(n) for n in range((day - date(year, 1, 1)).days + 1)]
    rows = [
        (one["name"], [_share(told.get(one["name"], {}).get(at)) for at in span])
        for one in page.object_list
    ]
    bad = sum(1 for one in lines if one["seconds"])
    head = say(f"{len(points)} 个点位，{bad} 个中断过", f"{len(points)} points, {bad} of them down")
    data = {"args": [rows], "title": head, "first": date(year, 1, 1)}
    return render(
        request, "evidence/group.html",
        frame(request, "availability", group=group, page=page, data=data, head=head, year=year,
              years=known, day=day),
    )  # fmt: skip


def _point_line(name: str, days: Mapping[date, Mapping[str, int]]) -> dict[str, Any]:
    names = ("up_s", "down_s", "maint_s", "unknown_s")
    up, down, maint, unknown = (sum(int(one[key]) for one in days.values()) for key in names)
    return {
        "name": name, "share": Ratio(up, up + down) if up + down else None, "seconds": down,
        "down": _hours(down), "maint": _hours(maint), "unknown": _hours(unknown),
    }  # fmt: skip


def _worst(line: Mapping[str, Any]) -> tuple[int, str]:
    return -int(line["seconds"]), str(line["name"])


@require_safe
def point(request: HttpRequest, point: str) -> HttpResponse:
    """The year of one point, and every day on which it was not simply up."""
    user, scope = entered(request)
    known = years(user)
    year = year_of(request, known)
    day = as_of(year)
    told = daily(scope, day, (point,)).get(point, {}) if scope.codes else {}
    where = _service(scope, point)
    if not told and not where:
        raise Http404
    odd = [
        {"day": at, "down": _hours(int(one["down_s"])), "maint": _hours(int(one["maint_s"])),
         "unknown": _hours(int(one["unknown_s"])), "share": _share(one)}
        for at, one in sorted(told.items())
        if int(one["down_s"]) or int(one["maint_s"]) or int(one["unknown_s"])
    ]  # fmt: skip
    span = [date(year, 1, 1) + timedelta(n) for n in range((day - date(year, 1, 1)).days + 1)]
    data = {"args": [[(point, [_share(told.get(at)) for at in span])]], "first": date(year, 1, 1),
            "title": say(f"{point} 的一年", f"The year of {point}")}  # fmt: skip
    return render(
        request, "evidence/point.html",
        frame(request, "availability", point=point, odd=odd, data=data, year=year, years=known,
              line=_point_line(point, told), where=where, day=day),
    )  # fmt: skip


def _where(con: Any, scope: access.Scope, point: str) -> list[dict[str, Any]]:
    rows = con.table("point")
    return records.rows_of(con, rows.filter(rows["point_id"] == point))


_served = records.kept(_where, 64)


def _service(scope: access.Scope, point: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _served(scope, point) if scope.codes else []
    return found
