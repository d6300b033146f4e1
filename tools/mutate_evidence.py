"""Mutants of the rules over records, for tools/mutate.py.

A rule over records says its conditions in expressions over tables. So beside the changes that every
rule gets (mutate.changes) there are some for those: one side of an ``&``, ``|`` for it, no ``~``, a
filter left out, an end of a window moved, another join, the least for the most, a finding turned
into a figure. A mutant is killed when a small table of cases/evidence/EVI*.yaml, or the example of
the rule's page, then gives other findings, facts or figures.
"""

from __future__ import annotations

import ast
import copy
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from mutate import SWAPS

if TYPE_CHECKING:
    from types import ModuleType

    from jiheng.model.finding import Verdict
    from jiheng.rules import Rule

CASES = Path(__file__).resolve().parent.parent / "cases" / "evidence"
OTHER = {
    "isin": "notin",
    "notin": "isin",
    "isnull": "notnull",
    "notnull": "isnull",
    "min": "max",
    "max": "min",
    "least": "greatest",
    "greatest": "least",
    "inner_join": "left_join",
    "left_join": "inner_join",
    "anti_join": "semi_join",
    "semi_join": "anti_join",
}
"""A method, or a function, and what may stand in its place."""


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a part of an expression over tables."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        turned = ast.BitOr() if isinstance(node.op, ast.BitAnd) else ast.BitAnd()
        yield ast.BinOp(copy.deepcopy(node.left), turned, copy.deepcopy(node.right))
        yield copy.deepcopy(node.left)
        yield copy.deepcopy(node.right)
    elif isinstance(node, ast.Compare) and len(node.ops) > 1:
        for index, op in enumerate(node.ops):
            for other in SWAPS[type(op)]:
                chain = copy.deepcopy(node)
                chain.ops[index] = other()
                yield chain
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        yield copy.deepcopy(node.operand)
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func
    word = name.attr if isinstance(name, ast.Attribute) else ""
    word = name.id if isinstance(name, ast.Name) else word
    if word in OTHER:
        changed = copy.deepcopy(node)
        if isinstance(changed.func, ast.Attribute):
            changed.func.attr = OTHER[word]
        elif isinstance(changed.func, ast.Name):
            changed.func.id = OTHER[word]
        yield changed
    elif word == "found":
        told = copy.deepcopy(node)
        told.func = ast.Name("figure", ast.Load())
        told.keywords = [one for one in told.keywords if one.arg not in ("loud", "working")]
        yield told
    elif isinstance(name, ast.Attribute) and word == "filter":
        yield copy.deepcopy(name.value)
    elif isinstance(name, ast.Attribute) and word == "between":
        yield from _windows(ast.unparse(name.value), ast.unparse(ast.List(node.args)))
    if any(one.arg == "where" for one in node.keywords):
        all_ = copy.deepcopy(node)
        all_.keywords = [one for one in all_.keywords if one.arg != "where"]
        yield all_


def _windows(value: str, ends: str) -> Iterator[ast.AST]:
    """Without its first end, without its last, and each end left out of it."""
    first, last = f"({value} >= {ends}[0])", f"({value} <= {ends}[1])"
    above, below = f"({value} > {ends}[0])", f"({value} < {ends}[1])"
    for text in (last, first, f"{above} & {last}", f"{first} & {below}"):
        yield ast.parse(text, mode="eval").body


class Situation(NamedTuple):
    """A few rows and what the rule should say of them; a page only says whether it ``fires``."""

    rule: Rule
    case: dict[str, Any]
    data: Any

    def says(self, rule: Rule) -> str:
        """Why the rule does not say what it should; empty where it does."""
        from evidencecases import complaints

        from jiheng.model.finding import Outcome
        from jiheng.rules.guard import guarded

        self.data.kept.clear()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            verdicts, error = guarded(lambda: list(rule.check(self.data)))
        if error or verdicts is None:
            return f"broke: {error!r}"
        told: dict[Outcome, list[Verdict]] = {kind: [] for kind in Outcome}
        for one in verdicts:
            told[one.outcome].append(one)
        findings = told[Outcome.FAIL]
        if "fires" in self.case:
            return "" if bool(findings) is self.case["fires"] else "the page's example"
        wanted = self.case.get("found", [])
        places = [(one.place.key, one.reason) for one in findings]
        if places != [(one["place"], one["state"]) for one in wanted]:
            return f"{places}"
        shown = [one.reason for one in told[Outcome.PASS] if one.reason]
        open_ = [one.reason for one in told[Outcome.INSUFFICIENT]]
        if (shown, open_) != (self.case.get("shown", []), self.case.get("open", [])):
            return f"{shown} {open_}"
        both = zip(findings, wanted, strict=True)
        return "; ".join(text for one, said in both for text in complaints(one, said))


def situations(rule: Rule) -> list[Situation]:
    """The cases of a rule and its page's example, each with its records at hand."""
    import evidencecases as cases

    path = CASES / f"{rule.code}.yaml"
    made = []
    for case in yaml.safe_load(path.read_text("utf-8")):
        tables = {name: cases.table(text) for name, text in case["tables"].items()}
        day = date.fromisoformat(str(case.get("as_of", cases.END)))
        made.append((case, tables, case.get("bind", ()), day))
    for heading, fires in (("Example", True), ("Instead", False)):
        tables, bound = cases.page(rule.page, heading)
        made.append(({"title": heading, "fires": fires}, tables, bound, cases.END))
    out = []
    for case, tables, bound, day in made:
        if all(tables.get(name) for name in rule.run_on):  # else it is not even asked
            out.append(Situation(rule, case, _records(tables, bound, day)))
    return out


def _records(tables: Any, bound: Any, day: date) -> Any:
    import evidencecases as cases

    from jiheng.audit import _records as records
    from jiheng.score.engines import connect

    rows = {name: cases.filled(name, some) for name, some in tables.items()}
    con = connect("duckdb", rows, threads=1)
    bindings = [cases.binding(text) for text in bound]
    return records(con, bindings, cases.END.year, day, cases.BOOK)


class Trial:
    """A rule, its situations, and those of the rules that use a function of it."""

    def __init__(self, code: str) -> None:
        from jiheng.rules.evidence import registry

        self.found = registry()
        self.rule = self.found[code]
        self.module = sys.modules[self.rule.check.__module__]
        self.order: list[Situation] = []
        for name in (code, *self.users):
            self.order += situations(self.found[name])

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """Other rules that import functions of this one's module, and their names."""
        out: dict[str, list[str]] = {}
        for code, rule in self.found.items():
            there = vars(sys.modules[rule.check.__module__])
            if there["__name__"] != self.module.__name__:
                mine = self.module.__name__
                names = [n for n, value in there.items() if _home(value) == mine]
                if names:
                    out[code] = names
        return out

    def broken(self) -> list[str]:
        """Situations in which the rule as it stands does not say what it should."""
        told = [(one.case["title"], one.says(one.rule)) for one in self.order]
        return [f"{title}: {text}" for title, text in told if text]

    def notices(self, changed: Rule, fresh: ModuleType) -> bool:
        """Whether a situation comes out otherwise with the changed rule."""
        with self._lent(fresh):
            for place, one in enumerate(self.order):
                if one.says(changed if one.rule is self.rule else one.rule):
                    self.order.insert(0, self.order.pop(place))  # it will notice others, too
                    return True
        return False

    @contextmanager
    def _lent(self, fresh: ModuleType) -> Iterator[None]:
        """The rules that use functions of this one use the changed ones."""
        kept = []
        for code, names in self.users.items():
            there = sys.modules[self.found[code].check.__module__]
            for name in names:
                kept.append((there, name, getattr(there, name)))
                setattr(there, name, getattr(fresh, name))
        try:
            yield
        finally:
            for there, name, value in kept:
                setattr(there, name, value)


def _home(value: object) -> str:
    return str(getattr(value, "__module__", ""))


def loaded(tree: ast.Module, trial: Trial) -> tuple[Rule, ModuleType] | None:
    """The changed rule and its module; None where the change does not even load."""
    from types import ModuleType

    from jiheng.rules.evidence import _records

    kept = dict(trial.found)
    name = f"{trial.module.__name__}_mutant"
    fresh = ModuleType(name, trial.module.__doc__)
    fresh.__package__ = trial.module.__package__
    fresh.__dict__["figure"] = _records.figure
    sys.modules[name] = fresh
    trial.found.clear()
    try:
        exec(compile(tree, trial.module.__file__ or "", "exec"), fresh.__dict__)
        return trial.found[trial.rule.code], fresh
    except (TypeError, ValueError, AttributeError, NameError, LookupError):
        return None
    finally:
        trial.found.clear()
        trial.found.update(kept)


def survivors(code: str) -> tuple[int, list[tuple[int, str, str]]]:
    """How many mutants of a rule there were; line, text before and after of those alive."""
    import mutate

    trial = Trial(code)
    tree = ast.parse(Path(trial.module.__file__ or "").read_text("utf-8"))
    alive = [(0, "unchanged", text) for text in trial.broken()]
    count = 0
    for mark in mutate.mutants(tree, changes):
        count += 1
        made = loaded(tree, trial)
        if made and not trial.notices(*made):
            alive.append(mark)
    return count, alive
