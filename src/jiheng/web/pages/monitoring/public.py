"""Exactly what anybody will read once it is public: personal data covered, nothing else changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.model.refusal import Refusal
from jiheng.publish import publish

from ... import access
from ...cards import HEADS
from ...evidence import year_of
from ...forms import book, form_of_version, report_of_version
from ...models import Project, User
from ...outcome import words
from ...results import result_of
from ...sheet import LONGEST, NAMES
from .common import context, place

KINDS = {
    "person": ("个人信息", "personal data"),
    "phone": ("电话", "telephone"),
    "name": ("姓名", "name"),
    "identity": ("证件号码", "identity number"),
    "account": ("账号", "account"),
    "address": ("住址", "home address"),
    "e-mail": ("邮箱", "e-mail"),
}


def preview(user: User, project: Project, kind: str) -> dict[str, Any] | None:
    """What ``publish`` makes of the baseline, and for results of the last self-evaluation."""
    version = project.baseline or project.latest
    if version is None:
        return None
    form = year_of(form_of_version(version), project.year)
    result, said = None, {}
    if kind == "result":
        own = access.assessments(user).filter(project=project, kind="self")
        found = own.order_by("-made_at", "-pk").first()
        if found is None:
            return None
        result = result_of(found.result)
        if found.step_id:
            said = words(access.explanations(user).filter(step=found.step_id))
    findings = report_of_version(version).findings
    return publish(form, result, findings, book(), explanations=said)


def parts(user: User, project: Project, kind: str, lang: str) -> dict[str, Any]:
    """Everything monitoring/public_body.html shows."""
    made: dict[str, Any] = {"kind": kind, "public": None}
    try:
        made["public"] = preview(user, project, kind)
    except Refusal as error:
        made["refused"] = error.sentence(lang)
    if found := made["public"]:
        made["heads"] = _heads(found)
        made["covered"] = [
            {"at": _name(found, one["at"]), "count": one["count"],
             "kind": KINDS.get(one["kind"], (one["kind"],) * 2)[lang == "en"]}
            for one in found["redacted"]
        ]  # fmt: skip
        made["lines"] = [(found["labels"].get(key, key).strip("：: \u3000") or key, text)
                         for key, text in found["fields"].items() if text.strip()]  # fmt: skip
        made["said"] = [{**one, "at": _name(found, one["ref"])}
                        for one in found["findings"] if not one["folded"]]  # fmt: skip
    return made


def _name(found: dict[str, Any], at: str) -> str:
    """A place as people call it: a row by its number, a field by its printed label."""
    key, dot, part = at.partition(".")
    label = found["labels"].get(key, "").strip("：: \u3000")
    label = label if 0 < len(label) <= LONGEST else NAMES.get(key, key)
    return label + (f" · {HEADS.get(part, part)}" if dot else "")


def _page(request: HttpRequest, pk: int, stage: str, kind: str) -> HttpResponse:
    here = place(request, pk, stage)
    made = context(here, stage) | parts(here.user, here.project, kind, here.lang)
    return render(request, "monitoring/public.html", made)


def _heads(found: dict[str, Any]) -> list[tuple[str, str]]:
    from jiheng.publish.files import COLUMNS

    return [(key, text) for key, text in COLUMNS.items()
            if any(row.get(key) for row in found["rows"])]  # fmt: skip


@require_safe
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """``/projects/7/publication/``."""
    return _page(request, pk, "publication", "result")


@require_safe
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """``/projects/7/disclosure/``."""
    return _page(request, pk, "disclosure", "goal")
