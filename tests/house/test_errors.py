"""Errors stay loud: one ``except Exception`` in the whole product, in the rule runner."""

from __future__ import annotations

import ast

import pytest
from house.tree import modules, name, syntax

BROAD = {"Exception", "BaseException"}


def broad_handlers(tree: ast.Module) -> list[int]:
    """Lines that catch everything: bare, by a broad class, or by suppress()."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            if node.type is None or names(node.type) & BROAD:
                found.append(node.lineno)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            found += [node.lineno for argument in node.args if names(argument) & BROAD]
    return found


def names(node: ast.expr) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def test_only_the_guard_catches_everything() -> None:
    found = [name(path) for path in modules() for _ in broad_handlers(syntax(path))]
    assert found == ["src/jiheng/rules/guard.py"]


@pytest.mark.parametrize(
    "handler", ["except:", "except Exception:", "except (OSError, BaseException) as e:"]
)
def test_a_broad_handler_is_seen(handler: str) -> None:
    assert broad_handlers(ast.parse(f"try:\n    x\n{handler}\n    pass")) == [3]


def test_suppress_is_seen() -> None:
    assert broad_handlers(ast.parse("with contextlib.suppress(Exception):\n    x")) == [1]
    assert not broad_handlers(ast.parse("with suppress(OSError):\n    x"))
