"""Modules and functions stay small (DESIGN section 2, "Size we keep")."""

from __future__ import annotations

import ast
from statistics import median, quantiles

from house.tree import modules, name, syntax

MODULE_MEDIAN, MODULE_P90, MODULE_MOST = 100, 250, 500
FUNCTION_P90, FUNCTION_MOST = 35, 80


def lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def functions(tree: ast.Module) -> list[tuple[str, int]]:
    """Name and length of every function, nested ones too, from def to last line."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in found]


def p90(sizes: list[int]) -> float:
    return quantiles(sizes, n=10, method="inclusive")[-1]


def test_modules_stay_small() -> None:
    sizes = {name(path): lines(path.read_text("utf-8")) for path in modules()}
    longest = sorted(sizes.items(), key=lambda pair: -pair[1])[:5]
    assert max(sizes.values()) <= MODULE_MOST, longest
    assert median(sizes.values()) <= MODULE_MEDIAN
    assert p90(list(sizes.values())) <= MODULE_P90, longest


def test_functions_stay_small() -> None:
    sizes = [(f"{name(p)}:{f}", size) for p in modules() for f, size in functions(syntax(p))]
    too_long = [pair for pair in sizes if pair[1] > FUNCTION_MOST]
    assert not too_long
    longest = sorted(sizes, key=lambda pair: -pair[1])[:10]
    assert p90([size for _, size in sizes]) <= FUNCTION_P90, longest


def test_the_measure_sees_length() -> None:
    body = "\n".join(f"    a = {n}" for n in range(90))
    tree = ast.parse(f"class A:\n  async def long(self):\n{body}\ndef short(): pass\n")
    assert sorted(functions(tree)) == [("long", 91), ("short", 1)]
    assert lines("a\n\n  \nb\n") == 2
    assert p90([1] * 8 + [100, 100]) > FUNCTION_P90
