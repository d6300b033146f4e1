"""The audit trail: every step anybody took, and whether the chain is whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiheng.model import entry as chain
from jiheng.publish.files import guarded

from ... import access
from ...models import Entry, User
from ...problems import language
from ...trail import SAID, said
from .frame import frame, keeper

PAGE = 50
AT_ONCE = 5_000  # entries that are recomputed with every look; more on demand
MARK = "\ufeff"  # Excel takes the file for UTF-8


def _entries(request: HttpRequest, user: User) -> QuerySet[Entry]:
    if not access.reads_entries(user):
        raise Http404
    found, asked = access.entries(user), request.GET
    if asked.get("action") in SAID:
        found = found.filter(action=asked["action"])
    if text := asked.get("q", "").replace("\0", "").strip()[:60]:
        found = found.filter(object=text) if ":" in text else found.filter(user__name=text)
    return found


@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """Newest first; ``q``: an object such as project:3, or somebody's name."""
    user = keeper(request)
    page = Paginator(_entries(request, user).order_by("-n"), PAGE).get_page(request.GET.get("page"))
    whole = access.entries(user)
    count, lang = whole.count(), language()
    found = None
    if count <= AT_ONCE or "verify" in request.GET:
        found = chain.verify(one.record() for one in whole.order_by("n").iterator(5_000))
    context: dict[str, Any] = {
        "page": page, "entries": [said(one, lang) for one in page.object_list], "count": count,
        "chain": found,
        "faults": [one.sentence(lang) for one in found.faults[:20]] if found else [],
        "actions": [(key, pair[lang == "en"]) for key, pair in SAID.items()],
        "action": request.GET.get("action", ""), "q": request.GET.get("q", ""),
    }  # fmt: skip
    return render(request, "administration/audit.html", frame(user, "audit") | context)


class _Line:
    def write(self, text: str) -> str:
        return text


@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same as CSV, for a spreadsheet: no cell is a formula."""
    user, lang = keeper(request), language()
    found = _entries(request, user).order_by("n")
    table = csv.writer(_Line(), lineterminator="\r\n")

    def lines() -> Iterator[str]:
        yield MARK + str(table.writerow(["n", "at", "who", "action", "object", "facts", "digest"]))
        for one in found.iterator(2_000):
            shown = said(one, lang)
            facts = " ".join(f"{key}={value}" for key, value in one.facts.items())
            who = str(one.user) if one.user else ""
            cells = (str(one.n), one.at, who, shown["what"], one.object, facts, one.digest)
            yield str(table.writerow([guarded(cell) for cell in cells]))

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )
