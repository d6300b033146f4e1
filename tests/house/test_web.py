"""Promises of the browser door that can be read off its source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from house.tree import SRC, name, syntax

WEB = SRC / "web"
VIEWS = sorted([*(WEB / "pages").rglob("*.py"), *(WEB / "api").rglob("*.py")])
TEMPLATES = sorted(WEB.rglob("*.html"))
WRITES = {
    "save", "create", "update", "delete", "get_or_create", "update_or_create", "bulk_create",
    "bulk_update", "aupdate", "asave", "acreate", "adelete",
}  # fmt: skip
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I),
    "a style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I),
    "htmx that evaluates": re.compile(r"\shx-(?:on|vals\s*=\s*[\"']js:|headers\s*=\s*[\"']js:)"),
}


def writes(tree: ast.Module) -> list[str]:
    """Calls that change a model, as "line: call". A dict's update with a literal is none."""
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if ast.unparse(node.func.value) == "router":
            continue  # @router.delete: an address of the API
        if node.func.attr in WRITES:
            found.append(f"{node.lineno}: {ast.unparse(node.func)}")
    return found


def reaches(tree: ast.Module) -> list[str]:
    """Ways to a model around access.py: managers and raw SQL."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in (
            "objects",
            "_default_manager",
            "cursor",
        ):
            found.append(f"{node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Name) and node.id in ("get_object_or_404", "get_list_or_404"):
            found.append(f"{node.lineno}: {node.id}")
    return found


def inline(text: str) -> list[str]:
    """What the content security policy would stop."""
    bare = re.sub(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{#.*?#}", "", text, flags=re.S)
    plain = re.sub(r"{%.*?%}|{{.*?}}", "", bare, flags=re.S)  # {% if one == … %} is no handler
    return [
        what
        for what, pattern in INLINE.items()
        if pattern.search(plain if what == "a handler" else bare)
    ]


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_a_view_writes_no_model_and_goes_through_access(path: Path) -> None:
    assert not writes(syntax(path))
    assert not reaches(syntax(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_holds_no_script_and_no_style(path: Path) -> None:
    assert not inline(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "source",
    ["step.save()", "Step.objects.create(x=1)", "q.update(a=1)", "x.delete()", "m.bulk_create([])"],
)
def test_a_write_is_seen(source: str) -> None:
    assert writes(ast.parse(source))


@pytest.mark.parametrize(
    "source", ["Step.objects.get(pk=1)", "get_object_or_404(Step)", "connection.cursor()"]
)
def test_a_way_around_is_seen(source: str) -> None:
    assert reaches(ast.parse(source))


@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", '<p style="a">', "<b onclick='x'>", '<a href="javascript:x">',
     '<script src="https://cdn.example/x.js">', "<style>a{}</style>", '<a hx-on:click="x">'],
)  # fmt: skip
def test_what_the_policy_stops_is_seen(text: str) -> None:
    assert inline(text)


def test_what_it_allows_is_not() -> None:
    good = '<script src="/static/a.js" defer></script><p class="on" data-one="x">style</p>'
    good += "<option {% if one == two %}selected{% endif %}>"
    assert not inline(good + '<script type="application/json" id="x">{}</script>')
