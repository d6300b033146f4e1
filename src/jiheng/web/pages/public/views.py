"""``/public/``: published projects, and what each promised and came to.

The same bytes for everybody: no session is read, the language is in the address (``lang=en``).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import etag, require_safe

from jiheng.model.result import Ratio
from jiheng.publish.files import to_csv, to_json

from ... import access, clock, show, summing
from ...models import Project, Publication, SummaryPublic
from . import told
from .years import departments

PAGE = 30
AGE = "public, max-age=300"
View = Callable[..., HttpResponse]


def _language(request: HttpRequest) -> str:
    return "en" if request.GET.get("lang") == "en" else "zh"


def _tag(request: HttpRequest, *_: Any, **__: Any) -> str:
    """Changes with every publication, the software and the policy."""
    last = access.published().order_by().aggregate(at=Max("at"), pk=Max("pk"))
    return f'"{last["pk"] or 0}-{summing.made_from()[:16]}-{_language(request)}"'


def open_to_all(view: View) -> View:
    """Cacheable, in the language of the address."""

    @require_safe
    @etag(_tag)
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        with translation.override("en" if _language(request) == "en" else "zh-hans"):
            response = view(request, *args, **named)
        response.headers["Cache-Control"] = AGE
        return response

    return answer


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """Rendered without the request: no token, no session, no cookie."""
    lang = _language(request)
    other = request.GET.copy()
    other["lang"] = "zh" if lang == "en" else "en"
    shown = {"lang": lang, "other": other.urlencode(), "query": "lang=en" if lang == "en" else ""}
    return HttpResponse(render_to_string(f"public/{name}.html", shown | context))


def _newest(found: QuerySet[SummaryPublic]) -> QuerySet[SummaryPublic]:
    """Of every project the publication made last."""
    last = access.published().order_by().values("project").annotate(last=Max("pk"))
    return found.filter(publication__in=last.values("last"))


def _listed(request: HttpRequest) -> tuple[QuerySet[SummaryPublic], str, str]:
    found = _newest(access.public_summaries())
    year, text = request.GET.get("year", ""), request.GET.get("unit", "").strip()[:120]
    if year.isdecimal() and len(year) == 4:
        found = found.filter(publication__project__year=int(year))
    else:
        year = ""
    if text:
        found = found.filter(publication__project__unit__name__icontains=text)
    order = ("-publication__project__year", "publication__project__unit__path", "publication")
    found = found.defer("publication__project__name")
    return found.order_by(*order), year, text


@open_to_all
def index(request: HttpRequest) -> HttpResponse:
    """The list, and the year of every department."""
    found, year, text = _listed(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    known = access.published().order_by().values_list("project__year", flat=True).distinct()
    years = sorted(known, reverse=True)
    shown_year = int(year) if year else (years[0] if years else None)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page, "lines": [_line(one) for one in page.object_list], "years": years,
        "year": year, "unit": text, "shown_year": shown_year, "kept": query.urlencode(),
        "departments": departments(shown_year, text) if shown_year else [],
        "synthetic": any(one.publication.project.synthetic for one in page.object_list),
    }  # fmt: skip
    return _page(request, "index", context)


def _line(one: SummaryPublic) -> dict[str, Any]:
    project = one.publication.project
    spent = summing.execution(one)
    counts = summing.counted(one)
    return {
        "pk": project.pk, "name": one.name, "unit": project.unit.name, "year": project.year,
        "kind": one.publication.kind, "at": one.publication.at, "digest": one.digest,
        "execution": spent, "counts": counts, "rows": sum(counts.values()), "open": one.open,
        "total": one.total, "judged": one.judged, "synthetic": project.synthetic,
        "budget": Ratio(one.budget, 100) if one.budget is not None else None,
    }  # fmt: skip


@open_to_all
def index_json(request: HttpRequest) -> HttpResponse:
    """The list for programs: addresses and digests of everything that is public."""
    import json

    found, _, _ = _listed(request)
    lines = [
        {
            "id": line["pk"], "name": line["name"], "unit": line["unit"], "year": line["year"],
            "kind": line["kind"], "published": line["at"].isoformat(), "digest": line["digest"],
            "synthetic": line["synthetic"], "page": f"/public/{line['pk']}/",
            "json": f"/public/{line['pk']}/{line['kind']}.json",
            "csv": f"/public/{line['pk']}/{line['kind']}.csv",
        }
        for line in map(_line, found)
    ]  # fmt: skip
    body = {"schema": "jiheng-publications/1", "projects": lines}
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _of(pk: int) -> tuple[Project, dict[str, Publication]]:
    """What was published of a project: by kind the newest. Http404 where nothing was."""
    project = access.published_project(pk)
    found = access.published().filter(project=project).order_by("at", "pk")
    return project, {one.kind: one for one in found}


@open_to_all
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: results where they are public, else its targets."""
    made, kinds = _of(pk)
    kind = "result" if "result" in kinds else "goal"
    one, lang = kinds[kind], _language(request)
    data = told.data_of(one)
    result = data["result"]
    name = data["fields"].get("project_name", "").strip() or data["title"]
    counts: dict[str, int] = {}
    for row in data["rows"]:
        if result:
            counts[row["standing"]] = counts.get(row["standing"], 0) + 1
    spent = result["execution"] if result else None
    context = {
        "paid": Decimal(spent["paid_yuan"]) if spent else None,
        "budget": Decimal(spent["budget_yuan"]) if spent and spent["budget_yuan"] else None,
        "project": made, "unit": made.unit.name, "name": name, "data": data, "kinds": kinds,
        "kind": kind, "publication": one, "fields": told.fields(data),
        "groups": told.groups(one, data, lang), "result": result, "counts": counts,
        "scheme": show.scheme(result["scheme"]) if result else "",
        "open_rows": told.open_rows(data, lang), "assumptions": told.general(one, lang),
        "findings": [row for row in data["findings"] if not row["folded"]],
        "synthetic": data["synthetic"] or made.synthetic, "today": clock.today(),
    }  # fmt: skip
    return _page(request, "project", context)


@open_to_all
def file(request: HttpRequest, pk: int, kind: str, ending: str) -> HttpResponse:
    """``/public/7/result.json``: the data behind the page."""
    _, kinds = _of(pk)
    if kind not in kinds or ending not in ("json", "csv"):
        raise Http404
    data = told.data_of(kinds[kind])
    if ending == "json":
        return HttpResponse(to_json(data), content_type="application/json; charset=utf-8")
    answer = HttpResponse(to_csv(data), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="jiheng-{pk}-{kind}.csv"'
    return answer
