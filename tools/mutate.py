"""Change the rules one condition at a time and see whether a case notices.

./dev mutate [CODE…]

A mutant is one rule module with one change: a condition negated or made always true or false, a
comparison moved by one or turned round, ``and`` for ``or``, a number one higher, a finding turned
into a pass. It is killed when a situation of the rule's case file, or its page's own example, says
something else than it should. What survives is listed: either a case is missing, or the condition
is not needed, or both ways mean the same. What was looked at and means the same is listed with its
reason in cases/mutants.yaml, by the text of the change, and is not listed again; an entry that no
longer survives is. Mutants live in memory; no rule is touched. A run writes its rows of
docs/reference/mutation.md. Rules over records (EVI) have their own part: mutate_evidence.py.
"""

from __future__ import annotations

import _thread
import ast
import copy
import re
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING

import yaml

sys.path.append(str(Path(__file__).resolve().parent))  # started with -P
from mutation_page import Survivor, Tally, summary, write

if TYPE_CHECKING:
    from rulecases import Case

    from jiheng.rules import Rule

Changes = Callable[[ast.AST], Iterator[ast.AST]]
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

SWAPS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}


ACCEPTED = ROOT / "cases" / "mutants.yaml"
PATIENCE = 20  # a mutant that takes so many times longer than the rule itself never ends


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the node's place."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in SWAPS[type(node.ops[0])]:
            changed = copy.deepcopy(node)
            changed.ops = [other()]
            yield changed
    elif isinstance(node, ast.BoolOp) and not is_default(node):
        changed_op = copy.deepcopy(node)
        changed_op.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield changed_op
        for index in range(len(node.values)):
            left = [copy.deepcopy(v) for i, v in enumerate(node.values) if i != index]
            yield left[0] if len(left) == 1 else ast.BoolOp(op=node.op, values=left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield copy.deepcopy(node.operand)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in ("any", "all"):
            changed_call = copy.deepcopy(node)
            changed_call.func = ast.Name("all" if node.func.id == "any" else "any", ast.Load())
            yield changed_call
        elif node.func.id in ("fails", "failed") and node.args:
            yield ast.Call(ast.Name("passes", ast.Load()), [copy.deepcopy(node.args[0])], [])
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        value = node.value
        yield ast.Constant(not value if isinstance(value, bool) else value + 1)


def is_default(node: ast.BoolOp) -> bool:
    """``name or ""`` is no condition: it says what to print where there is nothing."""
    last = node.values[-1]
    return isinstance(node.op, ast.Or) and (
        isinstance(last, ast.Constant) or (isinstance(last, ast.Attribute) and last.attr == "ref")
    )


def conditions(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """The conditions inside a node: who holds them, in which field, at which index."""
    if isinstance(node, ast.If | ast.IfExp):
        yield node, "test", None
    elif isinstance(node, ast.comprehension):
        for index in range(len(node.ifs)):
            yield node, "ifs", index


def slots(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Every place of an expression in the functions of a module, annotations left out."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for top in function.body:
            for node in ast.walk(top):
                if isinstance(node, ast.While | ast.FunctionDef | ast.Assert):
                    continue  # a changed loop may never end; an assertion is for the type checker
                for field, value in ast.iter_fields(node):
                    if field in ("annotation", "returns"):
                        continue
                    if isinstance(value, ast.expr):
                        yield node, field, None
                    elif isinstance(value, list):
                        for index, item in enumerate(value):
                            if isinstance(item, ast.expr):
                                yield node, field, index


def get(node: ast.AST, field: str, index: int | None) -> ast.AST:
    """What stands in the slot."""
    value = getattr(node, field)
    found: ast.AST = value if index is None else value[index]
    return found


def put(node: ast.AST, field: str, index: int | None, new: ast.AST) -> None:
    """Set the slot."""
    if index is None:
        setattr(node, field, new)
    else:
        getattr(node, field)[index] = new


def mutants(tree: ast.Module, more: Changes | None = None) -> Iterator[tuple[int, str, str]]:
    """Change the tree in place, yield, change it back. ``more`` are further changes."""
    seen: set[tuple[int, str, int | None, str]] = set()
    for node, field, index in list(slots(tree)):
        old = get(node, field, index)
        is_condition = (node, field, index) in list(conditions(node))
        new_ones = [*changes(old), *(more(old) if more else ())]
        if is_condition:
            new_ones += [ast.Constant(True), ast.Constant(False)]
        for new in new_ones:
            mark = (getattr(old, "lineno", 0), ast.unparse(old), ast.unparse(new))
            spot = (id(node), field, index, mark[2])
            if spot in seen:
                continue
            seen.add(spot)
            put(node, field, index, ast.copy_location(new, old))
            ast.fix_missing_locations(tree)
            yield mark
            put(node, field, index, old)


def tried(code: str) -> tuple[int, list[Survivor]]:
    """How many mutants of any rule there were, and those that no case noticed."""
    from jiheng.rules.evidence import registry as over_records

    if code not in over_records():
        return survivors(code)
    import mutate_evidence

    count, alive = mutate_evidence.survivors(code)
    return count, [Survivor(code, *mark) for mark in alive]


def survivors(code: str) -> tuple[int, list[Survivor]]:
    """How many mutants of a rule there were, and those that no case noticed."""
    import rulecases

    from jiheng import rules

    old = rules.registry()[code]
    module = sys.modules[old.check.__module__]
    assert module.__file__
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    text = (ROOT / "cases" / "rules" / f"{code}.md").read_text("utf-8")
    cases = [*rulecases.cases_in(text, code), *examples(code, old.page)]
    roots = {w.partition("@")[0] for c in cases for w in c.keys.get("caused_by", "").split()}
    names = {code, *roots}
    with_roots = {name: rule for name, rule in rules.registry().items() if name in names}
    count, alive = 0, []
    start = monotonic()
    if _is_killed(cases, with_roots, 600):
        alive.append(Survivor(code, 0, "unchanged", "its own cases fail: mend them first"))
    patience = 2 + PATIENCE * (monotonic() - start)
    for line, before, after in mutants(tree):
        count += 1
        changed = loaded(tree, module, code)
        if changed and not _is_killed(cases, {**with_roots, code: changed}, patience):
            alive.append(Survivor(code, line, before, after))
    return count, alive


def _is_killed(cases: list[Case], some: dict[str, Rule], patience: float) -> bool:
    """Whether a case notices. A mutant that never ends is killed, too (works on every system)."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored behind a shell's “&”
    watch = threading.Timer(patience, _thread.interrupt_main)
    watch.start()
    try:
        return any(_notices(case, some) for case in cases)
    except (KeyboardInterrupt, TypeError, ValueError, AttributeError, LookupError):
        return True  # it never ended, or gave verdicts that nobody can read
    finally:
        watch.cancel()


def examples(code: str, page: str) -> list[Case]:
    """The page's own example as two more situations."""
    import rulecases

    out: list[Case] = []
    for heading, outcome in (("Example", "fail"), ("Instead", "silent")):
        body = re.search(rf"(?ms)^## {heading}\n(.*?)(?=^## |\Z)", page)
        if body:
            expected = (rulecases.Expected(outcome),)
            out.append(rulecases.Case(code, heading, expected, {"caused_by": "*"}, body[1]))
    return out


def loaded(tree: ast.Module, module: ModuleType, code: str) -> Rule | None:
    """The changed rule; None where the change does not even load (it is killed)."""
    from jiheng import rules

    found = rules.registry()
    kept = dict(found)
    name = f"{module.__name__}_mutant"
    fresh = ModuleType(name, module.__doc__)
    fresh.__package__ = module.__package__
    sys.modules[name] = fresh
    found.clear()
    try:
        exec(compile(tree, module.__file__ or "", "exec"), fresh.__dict__)
        return found.get(code)
    except (TypeError, ValueError, AttributeError, NameError, LookupError):
        return None
    finally:
        found.clear()
        found.update(kept)


def _notices(case: Case, some: dict[str, Rule]) -> bool:
    """Whether the situation comes out wrong when these are all the rules there are."""
    import rulecases

    from jiheng import rules

    found = rules.registry()
    kept = dict(found)
    found.clear()
    found.update(some)
    try:
        try:
            report = rulecases.run(case)
        except (TypeError, ValueError, AttributeError, LookupError):
            return True  # what the rule yields is no verdict any more
        if case.keys.get("caused_by") == "*":
            fired = any(f.code == case.code for f in report.findings)
            return bool(report.crashed) or fired != (case.expected[0].outcome == "fail")
        return bool(rulecases.complaints(case, report))
    finally:
        found.clear()
        found.update(kept)


def entries() -> list[dict[str, str]]:
    """Survivors that were looked at, with the reason why both ways mean the same."""
    found: list[dict[str, str]] = yaml.safe_load(ACCEPTED.read_text("utf-8")) or []
    for one in found:
        if not one["why"]:
            raise ValueError(f"{one['code']}: an accepted mutant needs a reason")
    return found


def main(words: list[str]) -> int:
    """Print the survivors and a count; 1 where one is not accepted, or none survives any more."""
    from jiheng.rules import registry
    from jiheng.rules.evidence import registry as over_records

    every = sorted((*registry(), *over_records()))
    codes = [code for code in every if not words or code.startswith(tuple(words))]
    known: Counter[tuple[str, str, str]] = Counter()
    for one in entries():
        known[one["code"], one["before"], one["after"]] += int(one.get("times", 1))
    tallies = []
    with ProcessPoolExecutor() as pool:
        for code, (count, some) in zip(codes, pool.map(tried, codes), strict=True):
            alive = [one for one in some if not _take(known, one)]
            tallies.append(Tally(code, count, count - len(some), alive))
            print(f"{code}: {count - len(some)} of {count} killed", flush=True)
            for fresh in alive:
                print(f"    line {fresh.line}: {fresh.before}  →  {fresh.after}", flush=True)
    gone = [key for key, times in known.items() if times > 0 and key[0] in codes]
    for key in gone:
        print(f"no longer survives, delete it from cases/mutants.yaml: {'  '.join(key)}")
    print(summary(tallies))
    write(tallies, every, entries())
    return 1 if gone or any(one.alive for one in tallies) else 0


def _take(known: Counter[tuple[str, str, str]], one: Survivor) -> bool:
    key = one.code, one.before, one.after
    known[key] -= 1
    return known[key] >= 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
