"""``/analytics/``: figures of all projects in sight, and the lists behind them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.draw import plain
from jiheng.model.result import Ratio
from jiheng.rules import registry
from jiheng.score import words
from jiheng.score.labels import family

from ... import access
from ...problems import language
from ...summing import MICRO, STANDINGS
from . import beside, charts
from .asked import Asked, asked, choices
from .compared import compared
from .counts import OPEN, figures, kept, members, price_groups

PAGE = 50
SHOWN = 12  # units on the first page
MOST = 2_000  # prices of one object


@require_safe
def analytics(request: HttpRequest) -> HttpResponse:
    """The whole."""
    one = asked(request)
    found = kept("all", one, figures)
    whole = found["whole"]
    context = choices(one) | {
        "nav": "analytics", "one": one, "found": found, "whole": _whole(whole),
        "missing": found["all"] - whole["projects"],
        "units": charts.units(found["units"]), "shown": SHOWN,
        "curve": charts.curve(found["curve"]),
        "families": charts.families(found["families"], one),
        "codes": charts.codes(found["codes"], whole["projects"], one),
        "reasons": charts.reasons(found["reasons"], one),
        "stages_due": beside.deadlines(found["stages"], stages=True),
        "units_due": beside.deadlines(found["late_units"], stages=False),
        "prices": beside.prices(found["prices"], one),
        "years_beside": beside.years(found["years"]),
    }  # fmt: skip
    return render(request, "analytics/analytics.html", context)


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    rows = {name: row[name.lower()] or 0 for name in STANDINGS}
    rate, gone = charts.rate(row), charts.elapsed(row)
    return {
        "budget": Ratio(row["budget"], 100) if row["budget"] is not None else None,
        "paid": Ratio(row["paid"] or 0, 100),
        "planned": Ratio(row["planned"], 100) if row["planned"] else None,
        "rate": rate, "elapsed": gone, "counts": rows, "rows": sum(rows.values()),
        "behind": rate is not None and gone is not None and rate < gone,
        "open": row["open"] or 0, "errors": row["errors"] or 0, "warnings": row["warnings"] or 0,
        "projects": row["projects"], "counted": row["counted"], "as_of": row["as_of"],
    }  # fmt: skip


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Every project with a result, furthest behind time first."""
    one = asked(request)
    page = Paginator(by_gap(one), PAGE).get_page(request.GET.get("page"))
    lines = [
        {"project": row.project, "rate": Fraction(row.paid or 0, row.planned or 1),
         "elapsed": Fraction(row.gone, row.days),
         "gap": (Fraction(row.gone, row.days) - Fraction(row.paid or 0, row.planned or 1)) * 100,
         "paid": Fraction(row.paid or 0, 100), "planned": Fraction(row.planned or 0, 100),
         "light": row.light, "as_of": row.as_of}
        for row in page.object_list
    ]  # fmt: skip
    context = choices(one) | {"nav": "analytics", "one": one, "page": page, "lines": lines}
    return render(request, "analytics/projects.html", context)


def by_gap(one: Asked) -> QuerySet[Any]:
    """Summaries with ``gap``: execution behind time in 1/10,000 of the budget."""
    found = one.on(access.summaries(one.user)).filter(planned__gt=0, days__gt=0, paid__isnull=False)
    behind = F("gone") * 10_000 / F("days") - F("paid") * 10_000 / F("planned")
    return found.annotate(gap=behind).select_related("project__unit").order_by("-gap", "project")


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Every unit."""
    one = asked(request)
    found = charts.units(kept("all", one, figures)["units"])
    page = Paginator(found["lines"], PAGE).get_page(request.GET.get("page"))
    context = choices(one) | {
        "nav": "analytics", "one": one, "page": page, "title": found["title"],
        "lines": page.object_list,
    }  # fmt: skip
    return render(request, "analytics/units.html", context)


@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """The rows behind a figure: ``code`` of a finding, or ``standing``, ``reason``, ``family``."""
    one, said = asked(request), request.GET
    found, title, text = listed(one, said)
    page = Paginator(found, PAGE).get_page(said.get("page"))
    lines = [
        {"row": row, "project": row.project,
         "url": f"/projects/{row.project_id}/" + (f"rows/{row.ref}/" if row.ref else ""),
         "standing": getattr(row, "standing", ""),
         "text": words.standing(row.standing, language()) if hasattr(row, "standing") else "",
         "why": charts.reason(row.standing, row.reason) if getattr(row, "reason", "") else "",
         "weight": getattr(row, "weight", None)}
        for row in page.object_list
    ]  # fmt: skip
    context = choices(one) | {
        "nav": "analytics", "one": one, "page": page, "lines": lines, "title": title, "text": text,
        "keys": {key: said[key] for key in ("code", "standing", "reason", "family") if key in said},
    }  # fmt: skip
    return render(request, "analytics/rows.html", context)


def listed(one: Asked, said: Any) -> tuple[QuerySet[Any], str, str]:
    """Rows, what they have in common, and what to do about it."""
    code = said.get("code", "")
    order = ("-project__year", "project__unit__path", "project", "pk")
    if code:
        found: QuerySet[Any] = one.on(access.summary_findings(one.user)).filter(code=code)
        if charts.rule_name(code) == code:
            raise Http404
        rule = registry()[code]
        repair = rule.repair_zh if language() == "zh" else rule.repair_en
        names = [code, charts.rule_name(code)]
        return found.select_related("project__unit").order_by(*order), " ".join(names), repair
    standing, why, kind = said.get("standing", ""), said.get("reason", ""), said.get("family", "")
    found = one.on(access.summary_rows(one.user)).exclude(standing="")
    names = []
    if kind:
        found = found.filter(family=kind)
        names.append(family(kind, language()))
    if standing == "OPEN":
        found = found.filter(standing__in=OPEN)
        names.append(charts.say("还判不了", "open"))
    elif standing in STANDINGS:
        found = found.filter(standing=standing)
        names.append(words.standing(standing, language()))
    if why:
        found = found.filter(reason="" if why == "-" else why)
        if why in words.REASONS:
            names.append(words.reason(why, language()))
    title = " · ".join(names) or charts.say("指标", "Indicators")
    return found.select_related("project__unit").order_by(*order), title, ""


@require_safe
def prices(request: HttpRequest) -> HttpResponse:
    """All prices of one object; without one, the objects to choose from."""
    one, said = asked(request), request.GET
    name, per = said.get("object", ""), said.get("per", "")
    context = choices(one) | {"nav": "analytics", "one": one}
    if not name:
        page = Paginator(price_groups(one), PAGE).get_page(said.get("page"))
        lines = [
            {**row, "url": beside.price_url(row, one), "low": Fraction(row["low"], MICRO),
             "high": Fraction(row["high"], MICRO),
             "ratio": plain(Fraction(row["high"], row["low"]), 1)}
            for row in page.object_list
        ]  # fmt: skip
        return render(request, "analytics/objects.html", context | {"page": page, "lines": lines})
    found = list(members(one, Q(object=name, per=per))[:MOST])
    if not found:
        raise Http404
    group = compared({"object": name, "per": per, "members": found}, one)
    drawn = beside.prices([{**group, "members": found, "low": min(p["micro"] for p in found),
                            "high": max(p["micro"] for p in found)}], one)  # fmt: skip
    context |= {"group": group, "drawn": drawn, "object": name, "per": per}
    return render(request, "analytics/prices.html", context)
