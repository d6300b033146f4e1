"""The rows of one table in sight, each with the batch and the file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.model.tables import EXACT, MONEY, TABLES, WHOLE

from ... import access, evidence, records
from .frame import column, entered, frame, title

PAGE = 50
LONGEST = 100  # signs of a filter


def _filtered(con: Any, name: str, asked: Mapping[str, str]) -> Any:
    """The rows that meet what was asked: values of known columns, never words of a query."""
    rows, table = con.table(f"traced_{name}"), TABLES[name]
    month = records.month_of(con, name)
    if asked["month"] and month is not None:
        rows = rows.filter(month == asked["month"])
    if asked["project"] and any(one.name == "project" for one in table.columns):
        rows = rows.filter(rows["project"] == asked["project"])
    for word in filter(None, asked["key"].split("/")):
        parts = [rows[one].cast("string").contains(word) for one in table.key]
        rows = rows.filter(reduce(or_, parts))
    return rows


@require_safe
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """``/evidence/ledger/``."""
    _, scope = entered(request)
    if name not in TABLES:
        raise Http404
    held, table = evidence.store(), TABLES[name]
    asked = {key: request.GET.get(key, "").strip()[:LONGEST] for key in ("month", "project", "key")}
    told, count, months, total = [], 0, [], 0
    number = max(1, int(request.GET.get("page", "1"))) if request.GET.get(
        "page", "1").isdecimal() else 1  # fmt: skip
    if name in held.tables():
        covered = records.covered(scope).get(name, {})
        months, total = sorted(one for one in covered if one), sum(covered.values())
        with records.opened(scope) as con:
            found = _filtered(con, name, asked)
            count = int(records.rows_of(con, found.aggregate(n=found.count()))[0]["n"])
            number = min(number, max(1, -(-count // PAGE)))
            order = found.order_by(list(table.key)).limit(PAGE, offset=(number - 1) * PAGE)
            told = records.rows_of(con, order)
    every = held.tables().get(name, 0)
    if not total and not _anything(name, scope, every):
        raise Http404
    batches = {one["source_sha256"]: one for one in held.batches() if one["table"] == name}
    page = Paginator(range(count), PAGE).get_page(number)
    return render(
        request,
        "evidence/table.html",
        frame(
            request, "desk", name=name, title=title(name), page=page, asked=asked,
            count=f"{count:,}", whole=count == every,
            months=months[::-1], columns=[_head(one) for one in table.columns],
            lines=[_line(one, table.columns, batches) for one in told],
            codes=sorted(scope.codes) if "project" in {one.name for one in table.columns} else [],
            hidden=f"{every:,}" if scope.whole and every else "",
            personal=name in records.PERSONAL and not scope.people,
        ),
    )  # fmt: skip


def _anything(name: str, scope: access.Scope, every: int) -> bool:
    """Whether the page is there without a row in sight: people are somebody's own, the totals the
    finance bureau's, and a table nobody has filled is nobody's."""
    if name in records.PERSONAL and not scope.people:
        return bool(scope.codes) or scope.whole
    return scope.whole or (not every and bool(scope.codes))


def _head(one: Any) -> dict[str, Any]:
    return {"name": one.name, "text": column(one.name), "num": one.type in (MONEY, EXACT, WHOLE)}


def _line(
    row: Mapping[str, Any], columns: Any, batches: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    entry = batches.get(str(row["sha256"]))
    return {
        "cells": [
            {"text": _text(row[one.name], one.type), "num": one.type in (MONEY, EXACT, WHOLE)}
            for one in columns
        ],
        "file": row["source_doc_id"], "batch": entry["n"] if entry else "",
    }  # fmt: skip


def _text(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == EXACT:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value:f}" if kind == MONEY else str(value)
