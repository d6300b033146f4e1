"""Who may do what at which stage: the table permissions.yaml, and how its cells are tried.

A row is an address as the URL conf has it; below it a line for each method. Cells name classes of
roles (``unit``, ``above`` …, see ``classes``), a single role before its class. A cell is a status,
or one for each stage. ``login`` is a redirect to sign in, ``-``: no such object at this stage.

    "projects/<int:pk>/":
      fill: {pk: project}          # which object of the world stands for the number (guessed else)
      GET: {unit: 200, above: 200, other: 404, administrator: 404, anonymous: login}
      POST withdraw: {…}           # with a body of ``bodies``, which ``tries`` names

To add rows for new addresses: JIHENG_PERMISSIONS=write pytest tests/web/test_permissions.py writes
what happens now below the others; look at every cell before keeping it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache as cache_once
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jiheng.web import actions
from jiheng.web.backend import BACKEND
from web.people import Office, approved, disclosed, project, step

TABLE = Path(__file__).with_name("permissions.yaml")
STAGES = ("draft", "submitted", "returned", "approved", "published")
API = "api/v1/"
PHONES = (f"10.{n // 65536}.{n // 256 % 256}.{n % 256}" for n in count())  # none asks twice
METHODS = ("GET", "POST", "PUT", "DELETE")


@cache_once
def table() -> dict[str, Any]:
    """permissions.yaml, read once."""
    found: dict[str, Any] = yaml.safe_load(TABLE.read_text("utf-8"))
    return found


# --- the world in which a cell is tried --------------------------------------------------------


@dataclass
class World:
    """Objects of U1 by stage: {"draft": {"project": pk, "step": pk, …}}, a client for each role."""

    objects: dict[str, dict[str, Any]]
    clients: dict[str, Client] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def world(office: Office, roles: list[str]) -> World:
    """One project of U1 at every stage, and all that hangs on it."""
    made = {
        "draft": project(office),
        "submitted": project(office, 1),
        "returned": project(office, 2),
    }
    for stage in ("submitted", "returned"):
        actions.submit(office.preparer, step(made[stage], "declaration"))
    actions.return_(office.head, step(made["returned"], "declaration"), "有出入")
    made |= {"approved": approved(office, 3), "published": disclosed(office, 0)}
    upload = actions.upload_form(office.preparer, "form.txt", "表".encode())
    token, _ = actions.make_token(office.preparer, "own", ["read"])
    common = {
        "upload": upload.pk, "token": token.pk, "office": office.unit.pk,
        "user": office.preparer.pk, "number": 1, "ref": "N1", "unit": office.unit.pk,
        "column": "value", "nothing": 10**6,
    }  # fmt: skip
    found = World({stage: common | _hanging(office, one) for stage, one in made.items()})
    for role in roles:
        client = found.clients[role] = Client(raise_request_exception=False)
        if role != "anonymous":
            client.force_login(office.people[role], backend=BACKEND)
            found.keys[role] = client.cookies["jiheng-session"].value
            found.tokens[role] = actions.make_token(office.people[role], "t", ["read", "write"])[1]
    return found


def _hanging(office: Office, one: Any) -> dict[str, Any]:
    last = one.steps.order_by("-pk").first()
    made: dict[str, Any] = {"project": one.pk, "step": last.pk, "stage": last.stage}
    made["remark"] = actions.remark(office.head, last, "请核对", ref="N1", column="value").pk
    made["job"] = actions.begin_job(office.preparer, "evaluate", one).pk
    if version := one.latest:
        made["version"] = version.pk
    if last.stage == "monitoring":
        made |= _late(office, one, last)
    return made


def _late(office: Office, one: Any, last: Any) -> dict[str, Any]:
    from jiheng.evaluate import evaluate
    from jiheng.web import forms
    from jiheng.web.results import plain

    day, version = date(2023, 12, 31), one.baseline
    form = forms.form_of_version(version)
    (result,) = evaluate([form], [], None, as_of=day, book=forms.book())
    kept = actions.assess(
        office.preparer, one, plain(result), kind="monitoring", as_of=day, scheme="mof2020",
        version=version, step=last,
    )  # fmt: skip
    questions = [{"id": "q", "text": "满意吗", "options": ["是", "否"]}]
    survey = actions.make_survey(
        office.preparer, one, "问卷", questions, ref="S1", opens=date(2023, 1, 1),
        closes=date(2090, 1, 1),
    )  # fmt: skip
    return {
        "assessment": kept.pk, "survey": survey.pk, "slug": survey.slug,
        "rectification": actions.rectify(office.finance, one, "问题").pk,
    }  # fmt: skip


# --- addresses ---------------------------------------------------------------------------------


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Every route of the URL conf; the API's operations come from its description."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            if route != API:
                yield from addresses(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def operations() -> Iterator[tuple[str, str]]:
    """(route, method) of the API."""
    from jiheng.web.api.reference import description

    for path, methods in description()["paths"].items():
        for method in methods:
            yield path.removeprefix("/"), method.upper()


def needed() -> list[tuple[str, str]]:
    """Every (route, method) that has to have a line: pages GET and POST, operations as they are."""
    pages = [(route, method) for route in sorted(set(addresses())) for method in ("GET", "POST")]
    tries = table()["tries"]
    return [
        (route, f"{method} {name}".strip())
        for route, method in [*pages, *sorted(operations())]
        for name in (tries.get(route, [""]) if method in ("POST", "PUT") else [""])
    ]


PART = re.compile(r"<(?:\w+:)?(\w+)>|\{(\w+)\}")
GUESS = (
    ("versions/{pk}", "version"), ("assessments/{pk}", "assessment"), ("jobs/", "job"),
    ("steps/", "step"), ("review/<", "step"), ("review/bulk/", "job"),
    ("evidence/import/", "upload"), ("remarks/", "remark"), ("hooks/", "nothing"),
    ("tokens/", "token"), ("admin/users/", "user"), ("admin/organisations/", "office"),
    ("rectifications/", "rectification"), ("surveys/", "survey"), ("uploads/", "upload"),
    ("upload/", "upload"),
)  # fmt: skip


def filled(route: str, objects: dict[str, Any], fill: dict[str, Any]) -> str | None:
    """The address for one stage; None where an object of it does not exist then."""
    guess = next((name for start, name in GUESS if start in route), "project")

    fill = {**table()["fills"].get(route, {}), **fill}

    def put(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        wanted = fill.get(name, guess if name == "pk" else name)
        value = objects.get(wanted, None if isinstance(wanted, str) else wanted)
        if value is None and wanted not in KNOWN:
            value = wanted  # a literal
        if value is None:
            raise LookupError(wanted)
        return str(value)

    try:
        return "/" + PART.sub(put, route)
    except LookupError:
        return None


KNOWN = {"project", "step", "version", "remark", "job", "assessment", "survey", "slug",
         "rectification", "stage"}  # fmt: skip


def tried(world: World, role: str, method: str, path: str, body: Any) -> str:
    """The status that a role gets, and nothing is changed by it."""
    client = world.clients[role]
    headers: dict[str, str] = {}
    words: dict[str, Any] = {}
    send = getattr(client, method.split()[0].lower())
    if path.startswith("/" + API):
        client.cookies.clear()
        if role in world.tokens:
            headers["Authorization"] = f"Bearer {world.tokens[role]}"
        if method != "GET":
            words = {"data": json.dumps(body or {}), "content_type": "application/json"}
    else:
        client.cookies.clear()
        if role in world.keys:
            client.cookies["jiheng-session"] = world.keys[role]
        words = {"data": body or {}} if method != "GET" else {}
    with transaction.atomic():
        answer = send(path, headers=headers, REMOTE_ADDR=next(PHONES), **words)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    shut(answer)
    if answer.status_code == 302 and answer["Location"].startswith("/account/login/"):
        return "login"
    return str(answer.status_code)


def shut(answer: Any) -> None:
    """Close the files of an answer; ``close()`` would end the connection to the database too."""
    for closer in answer._resource_closers:
        closer()


def line_of(
    world: World, roles: list[str], route: str, method: str, fill: dict[str, Any], body: Any
) -> dict[str, dict[str, str]]:
    """{role: {stage: status}} as things are. An address without an object is tried once."""
    fixed = not PART.search(route) and "$" not in str(body)
    made: dict[str, dict[str, str]] = {}
    for role in roles:
        cells = made[role] = {}
        for stage in STAGES:
            path = filled(route, world.objects[stage], fill)
            if path is None:
                cells[stage] = "-"
            elif fixed and stage != STAGES[0]:
                cells[stage] = cells[STAGES[0]]
            else:
                cells[stage] = tried(world, role, method, path, put(body, world.objects[stage]))
    return made


def put(body: Any, objects: dict[str, Any]) -> Any:
    """A body with its objects: "$unit" stands for the number of the unit."""
    if not isinstance(body, dict):
        return body
    return {
        key: objects.get(value[1:]) if isinstance(value, str) and value[:1] == "$" else value
        for key, value in body.items()
    }


def expected(cells: dict[str, Any], classes: dict[str, list[str]], role: str) -> dict[str, str]:
    """What a line says of a role; KeyError where it says nothing."""
    said = cells.get(role)
    if said is None:
        said = next((cells[name] for name, members in classes.items()
                     if role in members and name in cells), None)  # fmt: skip
    if said is None:
        said = cells["all"]
    if isinstance(said, dict):
        rest = said.get("rest")
        return {stage: str(said.get(stage, rest)) for stage in STAGES}
    return dict.fromkeys(STAGES, str(said))


def written(line: dict[str, dict[str, str]], classes: dict[str, list[str]]) -> str:
    """A line of the table, as short as it can be."""

    def said(cells: dict[str, str]) -> str:
        values = set(cells.values())
        if len(values) == 1:
            return _scalar(values.pop())
        common = max(sorted(values), key=lambda v: list(cells.values()).count(v))
        some = [f"{stage}: {_scalar(v)}" for stage, v in cells.items() if v != common]
        return "{" + ", ".join([*some, f"rest: {_scalar(common)}"]) + "}"

    shown = {role: said(cells) for role, cells in line.items()}
    if len(set(shown.values())) == 1:
        return "{all: " + next(iter(shown.values())) + "}"
    parts = []
    for name, members in classes.items():
        values = [shown[role] for role in members]
        common = max(sorted(set(values)), key=values.count)
        parts.append(f"{name}: {common}")
        parts += [f"{role}: {shown[role]}" for role in members if shown[role] != common]
    return "{" + ", ".join(parts) + "}"


def _scalar(value: str) -> str:
    return '"-"' if value == "-" else value
