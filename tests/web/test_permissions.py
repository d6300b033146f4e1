"""Every cell of permissions.yaml: address × role × stage → status, and no address without a row."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.cache import cache

from web import permissions
from web.people import Office
from web.permissions import line_of, needed, table

pytestmark = [
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    pytest.mark.skipif(bool(configured.JIHENG_PAGES), reason="only some pages are mounted"),
]


@pytest.fixture
def roles() -> list[str]:
    return [role for members in table()["classes"].values() for role in members]


@pytest.fixture
def world(office: Office, roles: list[str], settings: Any) -> permissions.World:
    cache.clear()
    settings.JIHENG_API_RATE = settings.JIHENG_PUBLIC_RATE = 10**6
    return permissions.world(office, roles)


def lines(said: dict[str, Any]) -> list[tuple[str, str, dict[str, Any], Any]]:
    """(route, method with the name of a body, cells, row)."""
    return [
        (route, key, cells, row)
        for route, row in (said["rows"] or {}).items()
        for key, cells in row.items()
        if key.split()[0] in permissions.METHODS
    ]


def test_no_address_is_without_a_row() -> None:
    said = table()
    there = {(route, key) for route, key, _, _ in lines(said)}
    missing = [one for one in needed() if one not in there]
    assert not missing or os.environ.get("JIHENG_PERMISSIONS") == "write", missing
    gone = sorted({route for route, _ in there} - {route for route, _ in needed()})
    assert not gone, gone


def test_every_cell(world: permissions.World, roles: list[str]) -> None:
    said = table()
    wrong = []
    for route, key, cells, row in lines(said):
        body = said["bodies"].get(key.partition(" ")[2], row.get("body"))
        found = line_of(world, roles, route, key, row.get("fill", {}), body)
        for role in roles:
            wanted = permissions.expected(cells, said["classes"], role)
            wrong += [
                f"{key} {route} {role} {stage}: {found[role][stage]} instead of {wanted[stage]}"
                for stage in permissions.STAGES
                if found[role][stage] != wanted[stage]
            ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.skipif(os.environ.get("JIHENG_PERMISSIONS") != "write", reason="to add rows only")
def test_rows_are_written(world: permissions.World, roles: list[str]) -> None:
    said = table()
    there = {(route, key) for route, key, _, _ in lines(said)}
    made: dict[str, list[str]] = {}
    for route, method in needed():
        if (route, method) not in there:
            body = said["bodies"].get(method.partition(" ")[2])
            line = line_of(world, roles, route, method, {}, body)
            text = permissions.written(line, said["classes"])
            made.setdefault(route, []).append(f"    {method}: {text}\n")
    with permissions.TABLE.open("a", encoding="utf-8") as file:
        for route, texts in made.items():
            file.write(f'  "{route}":\n' + "".join(texts))
