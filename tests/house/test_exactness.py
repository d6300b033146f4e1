"""No binary floating point near money or scores: not in these rooms, not by accident.

A plain rule that can be read off the source: no float literal; no ``float`` except as the second
argument of ``isinstance`` (to refuse one); no ``/`` outside the functions named below, each of
which divides Decimals or Fractions and says so.
"""

from __future__ import annotations

import ast

import pytest
from house.tree import SRC, modules, name, syntax

ROOMS = ("model", "policy", "documents", "rules", "score", "check.py", "evaluate.py", "draw")
EXACT_DIVISIONS = {
    "documents/units.py": {"rate"},  # by 万 and the like: powers of ten
    "rules/working.py": {"quotient"},  # rounded half up at once, to the digits it is shown with
}


def inexact(tree: ast.Module, may_divide: set[str] = frozenset()) -> list[str]:
    """What breaks the rule, as "line: what"."""
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in may_divide:
            spared |= {id(n) for n in ast.walk(node) if isinstance(n, ast.BinOp | ast.AugAssign)}
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance":
            spared |= {id(n) for n in ast.walk(node.args[1])}
    found = []
    for node in ast.walk(tree):
        if id(node) in spared:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"{node.lineno}: the float {node.value!r}")
        elif isinstance(node, ast.Name) and node.id == "float":
            found.append(f"{node.lineno}: float")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            found.append(f"{node.lineno}: division {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("path", modules(*ROOMS), ids=name)
def test_no_float(path) -> None:
    allowed = EXACT_DIVISIONS.get(path.relative_to(SRC).as_posix(), set())
    assert not inexact(syntax(path), allowed)


def test_every_allowed_division_exists() -> None:
    for module, names in EXACT_DIVISIONS.items():
        text = (SRC / module).read_text("utf-8")
        assert not [word for word in names if f"def {word}(" not in text], module


@pytest.mark.parametrize(
    "source",
    ["x = 0.5", "x = float(y)", "x: float", "x = a / b", "a /= b", "x = 1j", "f = map(float, xs)"],
)
def test_the_rule_sees(source: str) -> None:
    assert inexact(ast.parse(source))


@pytest.mark.parametrize("source", ["isinstance(x, float)", "a // b", "D('0.5')", "x = 5"])
def test_the_rule_spares(source: str) -> None:
    assert not inexact(ast.parse(source))


def test_a_named_function_may_divide() -> None:
    tree = ast.parse("def ratio(a, b):\n    return a / b\n")
    assert inexact(tree)
    assert not inexact(tree, {"ratio"})
