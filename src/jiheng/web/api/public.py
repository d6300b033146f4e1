"""What anybody may read: published targets and results, persons covered."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from .. import access
from ..publication import shown as as_published
from . import shapes
from .base import PUBLIC
from .projects import MOST, Page
from .shapes import Pk

router = Router(tags=["public"], auth=None, throttle=[PUBLIC])


def _line(pk: int, found: list[Any]) -> dict[str, Any]:
    newest = max(found, key=lambda one: one.at)
    project = newest.project
    return {
        "id": pk, "name": as_published(newest)["fields"].get("project_name", "").strip(),
        "unit": project.unit.name, "year": project.year,
        "kinds": sorted({one.kind for one in found}), "at": newest.at,
        "synthetic": project.synthetic,
    }  # fmt: skip


@router.get("/public/projects", response=list[shapes.Published], summary="Published projects")
def projects(
    request: HttpRequest,
    year: shapes.Year | None = None,
    page: Page = 1,
) -> Any:
    """A hundred a page, newest first."""
    found = access.published()
    if year is not None:
        found = found.filter(project__year=year)
    groups: dict[int, list[Any]] = {}
    for one in found:
        groups.setdefault(one.project_id, []).append(one)
    return [_line(pk, group) for pk, group in list(groups.items())[(page - 1) * MOST : page * MOST]]


@router.get("/public/projects/{pk}", response=shapes.PublishedFull, summary="What was published")
def project(request: HttpRequest, pk: Pk) -> Any:
    """The newest ``goal`` and the newest ``result``."""
    found = list(access.published().filter(project=pk))
    if not found:
        raise Http404
    newest = {one.kind: as_published(one) for one in reversed(found)}
    return _line(pk, found) | {"goal": newest.get("goal"), "result": newest.get("result")}
