"""The reference of the API as a page of ours: no script, nothing from other hosts."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .base import api

METHODS = ("get", "post", "put", "delete")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """``/api/docs``."""
    return render(request, "api/reference.html", {"groups": groups(), "schemas": schemas()})


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description with what every operation has in common: errors."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    return made


def text() -> str:
    """The description as it stands in docs/reference/openapi.json."""
    return json.dumps(description(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@cache
def groups() -> list[dict[str, Any]]:
    """Operations by tag, in the order of the routers."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in description()["paths"].items():
        for method in METHODS:
            if method in methods:
                one = methods[method]
                found.setdefault(one["tags"][0], []).append(_operation(path, method, one))
    return [{"name": name, "operations": made} for name, made in found.items()]


def _operation(path: str, method: str, one: dict[str, Any]) -> dict[str, Any]:
    body = one.get("requestBody", {}).get("content", {})
    good = next(code for code in one["responses"] if code.startswith("2"))
    answer = one["responses"][good]
    return {
        "path": path, "method": method.upper(), "id": one["operationId"],
        "summary": one["summary"], "text": one.get("description", "").replace("``", ""),
        "parameters": [
            {"name": p["name"], "in": p["in"], "type": _type(p["schema"])}
            for p in one.get("parameters", ())
        ],
        "bodies": [(kind, _type(sent["schema"])) for kind, sent in body.items()],
        "status": good,
        "answer": _type(answer.get("content", {}).get("application/json", {}).get("schema", {})),
        "open": not one.get("security"),
    }  # fmt: skip


@cache
def schemas() -> list[dict[str, Any]]:
    """Named shapes with their fields."""
    made = []
    for name, one in sorted(description()["components"]["schemas"].items()):
        fields = [
            {"name": key, "type": _type(value), "must": key in one.get("required", ())}
            for key, value in one.get("properties", {}).items()
        ]
        made.append(
            {"name": name, "text": one.get("description", "").replace("``", ""), "fields": fields}
        )
    return made


def _type(schema: dict[str, Any]) -> str:
    """A type in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"[{_type(schema.get('items', {}))}]"
    if kind == "object" and schema.get("properties"):
        return "{" + ", ".join(schema["properties"]) + "}"
    return f"{kind} ({schema['format']})" if "format" in schema else str(kind)
