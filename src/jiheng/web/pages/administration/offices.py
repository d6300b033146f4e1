"""The tree of offices."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from jiheng.model import stage as lifecycle
from jiheng.model.refusal import Refusal

from ... import access, actions
from ...models import User
from ...problems import language
from .frame import administrator, frame, keeper

PAGE = 50
KINDS = {"finance": ("财政局", "finance"), "department": ("主管部门", "department"),
         "unit": ("预算单位", "unit")}  # fmt: skip
MADE = {"department": ("主管部门", "department"), "unit": ("预算单位", "unit")}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """To the first tab of the person."""
    user = keeper(request)
    manages = lifecycle.ADMINISTRATOR in access.all_roles(user)
    return HttpResponseRedirect("/admin/organisations/" if manages else "/admin/audit/")


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Offices the person manages, as a tree."""
    user = administrator(request)
    text = request.GET.get("q", "").replace("\0", "").strip()
    found = access.administered(user).annotate(people=Count("memberships", distinct=True))
    if text:
        found = found.filter(name__icontains=text)
    page = Paginator(found.order_by("path"), PAGE).get_page(request.GET.get("page"))
    lines = [
        {"one": one, "depth": min(one.path.count("/") - 2, 4), "kind": word(KINDS, one.kind)}
        for one in page.object_list
    ]
    context = {"page": page, "lines": lines, "q": text}
    return render(
        request, "administration/organisations.html", frame(user, "organisations") | context
    )


def word(words: dict[str, tuple[str, str]], key: str) -> str:
    """One of two texts, by the reader's language."""
    return words.get(key, (key, key))[language() == "en"]


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An office below one that the person manages."""
    user = administrator(request)
    above = list(access.administered(user).filter(kind__in=("finance", "department"), active=True))
    said = {key: request.POST.get(key, "") for key in ("name", "code", "kind", "parent")}
    fault = ""
    if request.method == "POST":
        parent = access.organisation(user, _number(said["parent"]))
        try:
            made = actions.make_organisation(user, said["name"], said["code"], said["kind"], parent)
        except Refusal as error:
            fault = error.sentence(language())
        else:
            messages.success(request, f"{made.name} ✓")
            return HttpResponseRedirect("/admin/organisations/")
    context: dict[str, Any] = {
        "said": said | {"parent": said["parent"] or request.GET.get("parent", "")}, "fault": fault,
        "parents": [(str(one.pk), one.name) for one in above],
        "kinds": [(key, word(MADE, key)) for key in MADE],
    }  # fmt: skip
    return render(
        request, "administration/organisation_new.html", frame(user, "organisations") | context,
        status=422 if fault else 200,
    )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name, and whether it is open for new projects."""
    user = administrator(request)
    office, fault = access.organisation(user, pk), ""
    if request.method == "POST":
        try:
            actions.change_organisation(
                user, office, name=request.POST.get("name", ""),
                active=request.POST.get("active") == "1",
            )  # fmt: skip
        except Refusal as error:
            fault = error.sentence(language())
        else:
            messages.success(request, "已保存" if language() == "zh" else "Saved")
            return HttpResponseRedirect(request.path)
    here: list[User] = list(access.users(user).filter(memberships__organisation=office)[:100])
    context = {
        "office": office, "fault": fault, "kind": word(KINDS, office.kind), "people": here,
        "name": request.POST.get("name", office.name),
    }  # fmt: skip
    return render(
        request, "administration/organisation.html", frame(user, "organisations") | context,
        status=422 if fault else 200,
    )  # fmt: skip
