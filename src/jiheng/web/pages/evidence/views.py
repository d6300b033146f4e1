"""The desk: tables and months, batches, locks, verification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jiheng.model.tables import TABLES

from ... import access, actions, evidence, records
from ...evidence_work import verify_later
from ...models import Job
from ...problems import language
from .frame import column, entered, frame, say, title, year_of, years

PAGE = 12
VERIFY = "verify-evidence"


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """``/evidence/``: the chain is read, no record; what has to be counted comes by itself."""
    user, scope = entered(request)
    held = evidence.store()
    chain = held.chain()
    batches = [one for one in chain.entries if one["kind"] == "batch"]
    seen = records.batched(scope) if batches and not scope.whole else {}
    mine = [one for one in batches if scope.whole or _rows(one, seen)]
    page = Paginator(mine[::-1], PAGE).get_page(request.GET.get("page"))
    last = access.jobs(user).filter(kind=VERIFY).exclude(state=Job.WAITING).first()
    return render(
        request,
        "evidence/desk.html",
        frame(
            request, "desk", page=page, empty=not batches,
            lines=[_line(one, scope, seen) for one in page.object_list],
            count=len(mine), rows=f"{sum(_shown(one, scope, seen) for one in mine):,}",
            newest=mine[-1] if mine else None, head=chain.head, damage=chain.damage,
            locked=sorted(held.locked(), reverse=True), may_import=access.import_units(user),
            may_verify=access.may_verify(user), may_lock=access.may_lock(user),
            verified=last, years=years(user), year=year_of(request, years(user)),
            months=[f"{year_of(request, years(user))}-{n:02}" for n in range(1, 13)],
        ),
    )  # fmt: skip


def _rows(entry: Mapping[str, Any], seen: Mapping[tuple[str, str], int]) -> int:
    return seen.get((entry["table"], entry["source_sha256"]), 0)


def _shown(entry: Mapping[str, Any], scope: access.Scope, seen: Mapping[Any, int]) -> int:
    return int(entry["rows"]) if scope.whole else _rows(entry, seen)


def _line(
    entry: Mapping[str, Any], scope: access.Scope, seen: Mapping[tuple[str, str], int]
) -> dict[str, Any]:
    """A batch for its row; the totals only where all of it is in sight."""
    rows = int(entry["rows"])
    mine = _shown(entry, scope, seen)
    totals = entry.get("totals", {}) if mine == rows else {}
    return {
        "n": entry["n"], "table": entry["table"], "title": title(entry["table"]),
        "source": entry["source"], "rows": f"{rows:,}",
        "mine": f"{mine:,}" if mine != rows else "", "at": str(entry["at"])[:16],
        "by": entry["by"], "synthetic": entry["synthetic"], "digest": entry["source_sha256"],
        "hash": entry["hash"], "wan": entry.get("wan"),
        "totals": [(column(name), _money(value)) for name, value in totals.items()],
    }  # fmt: skip


def _money(text: str) -> str:
    """An amount of the chain with its thousands apart."""
    whole, dot, part = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits or 0):,}{dot}{part}"


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The strip table × month, asked for by the desk once it stands."""
    user, scope = entered(request)
    held, year = evidence.store(), year_of(request, years(user))
    covered = records.covered(scope) if held.tables() else {}
    locked, last = held.locked(), {one["table"]: one for one in held.batches()}
    everything = held.tables()
    lines = []
    for name in TABLES:
        told = covered.get(name, {})
        rows = sum(told.values())
        if not rows and not (scope.whole and name in everything):
            continue
        cells = [
            {
                "month": f"{year}-{n:02}", "rows": told.get(f"{year}-{n:02}", 0),
                "locked": name in locked.get(f"{year}-{n:02}", ()),
            }
            for n in range(1, 13)
        ] if TABLES[name].period else []  # fmt: skip
        inside = sum(one["rows"] for one in cells)
        lines.append(
            {
                "name": name, "title": title(name), "rows": f"{rows:,}", "cells": cells,
                "other": f"{rows - inside:,}" if rows > inside else "",
                "at": str(last[name]["at"])[:10],
                "hidden": "" if rows else f"{everything.get(name, 0):,}",
            }
        )  # fmt: skip
    return render(
        request, "evidence/coverage.html", {"lines": lines, "year": year, "months": range(1, 13)}
    )


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Begin to recompute every digest."""
    user, _ = entered(request)
    made = verify_later(user)
    return HttpResponseRedirect(f"/evidence/jobs/{made.pk}/")


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Close a month for good."""
    user, _ = entered(request)
    period = request.POST.get("period", "").strip()
    if actions.lock_month(user, period):
        messages.success(request, say(f"{period} 已锁定", f"{period} is locked"))
    else:
        messages.info(request, say(f"{period} 早已锁定", f"{period} was locked before"))
    return HttpResponseRedirect("/evidence/")


JOBS = {
    "import-evidence": ("导入佐证", "Import of records"),
    VERIFY: ("校验佐证库", "Verification of the store"),
}


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import or a verification is; with htmx only the line that asks again."""
    user, _ = entered(request)
    one = access.job(user, pk)
    words = JOBS.get(one.kind, (one.kind, one.kind))
    work = {
        "id": one.pk, "title": words[language() == "en"], "state": one.state, "done": one.done,
        "total": one.of, "text": one.text, "url": f"/evidence/jobs/{one.pk}/",
    }  # fmt: skip
    if one.state in (Job.DONE, Job.FAILED):
        work |= {"next_url": "/evidence/", "next": say("回到佐证库", "Back to the records")}
    if request.headers.get("HX-Request"):
        return render(request, "components/progress.html", {"work": work})
    return render(request, "evidence/job.html", frame(request, "desk", work=work, job=one))
