"""Addresses. A page folder is found by walking ``pages``; nothing else lists it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from . import pages

handler400 = "jiheng.web.problems.bad_request"
handler403 = "jiheng.web.problems.forbidden"
handler404 = "jiheng.web.problems.not_found"
handler500 = "jiheng.web.problems.broken"


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer; says nothing else."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def _pages() -> list[URLResolver]:
    found = []
    for one in iter_modules(pages.__path__):
        name = f"{pages.__name__}.{one.name}.urls"
        wanted = not settings.JIHENG_PAGES or one.name in settings.JIHENG_PAGES
        if one.ispkg and wanted and find_spec(name):
            found.append(path("", include(import_module(name))))
    return found


urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz, name="healthz"), *_pages()]

if find_spec("jiheng.web.api") and find_spec("jiheng.web.api.urls"):
    urlpatterns.append(path("api/", include("jiheng.web.api.urls")))
