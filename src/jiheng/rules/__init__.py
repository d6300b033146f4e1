"""What must hold. One module a rule, found by walking ``form/``, ``book/`` and ``evidence/``.

A rule is a pure generator: ``check(form, book)`` yields verdicts (model/finding.py). No I/O, no
clock. Its module docstring is its public page; docs/reference/rules is generated from it. Rules
across forms stand in ``book/``; one form alone does not load them. Rules over records stand in
``evidence/`` and have a registry of their own.
"""

from __future__ import annotations

import sys
from importlib import import_module
from os import listdir
from os.path import dirname, join

from ..model.finding import Severity
from ..model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from ..model.finding import Sheet, Verdict
    from ..model.form import Form
    from ..policy import Book

    # A verdict of a rule across forms, and the form it is about.
    Said = tuple[Sheet, Verdict]


@record
class Rule:
    """A rule and everything a door needs to speak about its findings.

    ``code``/``slug``/``title`` as in budget-performance section 5. ``severity`` is the rule's
    own; the policy profile may override it. ``basis``: keys of policy/statutes.yaml (only
    verified ones are ever printed). ``zh``/``en``: the one sentence, filled from the finding's
    facts. ``repair_zh``/``repair_en``: what to do. ``reasons``: word of a not-checked verdict to
    its (zh, en) explanation. ``scope``: "form" (check(form, book)), "file" (check(document,
    book)) or "book" (check(sheets, book, across): the forms of one file, or with ``across`` those
    of all files of a run, and then only what no single file shows; it yields pairs of a sheet and
    a verdict about it). ``gather``: what a rule of that scope keeps of a form, None for nothing:
    texts, numbers, places and tuples of them. ``run_on``: form kinds it speaks to; empty means all.
    A rule of scope "evidence" is described in evidence/__init__.py; its ``run_on`` names tables.
    """

    code: str
    slug: str
    title: str
    severity: Severity
    zh: str
    en: str
    check: Callable[..., Iterator[Any]]
    repair_zh: str = ""
    repair_en: str = ""
    basis: tuple[str, ...] = ()
    reasons: Mapping[str, tuple[str, str]] = {}
    scope: str = "form"
    gather: Callable[[Form, Book], object] | None = None
    run_on: tuple[str, ...] = ()
    source_dependent: bool = False
    since: str = "0.1"
    page: str = ""


_found: dict[str, Rule] = {}
_walked: list[str] = []


def rule(
    code: str, slug: str, title: str, severity: str, **words: Any
) -> Callable[[Callable[..., Iterator[Any]]], Callable[..., Iterator[Any]]]:
    """Register the decorated generator as the rule ``code``."""

    def register(check: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        if code in _found:
            raise ValueError(f"two rules claim {code}")
        page = sys.modules[check.__module__].__doc__ or ""
        _found[code] = Rule(code, slug, title, Severity(severity), check=check, page=page, **words)
        return check

    return register


def registry(*, alone: bool = False) -> dict[str, Rule]:
    """Every rule by code, in code order; the folder walk happens on the first call.

    ``alone``: one form is enough for those that are needed; rules across forms are not loaded
    for it, and come into the same dictionary when something else asks for them.
    """
    for folder in ("form",) if alone else ("form", "book"):
        if folder not in _walked:
            _walked.append(folder)
            for name in _modules(folder):
                import_module(f"{__name__}.{folder}.{name}")
            ordered = sorted(_found.items())
            _found.clear()
            _found.update(ordered)
    return _found


def every() -> dict[str, Rule]:
    """All rules by code, those over records too: for pages and lists, never for a check."""
    from .evidence import registry as over_records

    return dict(sorted({**registry(), **over_records()}.items()))


def book_codes() -> tuple[str, ...]:
    """The codes of the rules across forms, by the names of their modules."""
    return tuple(name[:5].upper() for name in _modules("book"))


def _modules(folder: str) -> list[str]:
    names = sorted(listdir(join(dirname(__file__), folder)))
    return [name[:-3] for name in names if name.endswith(".py") and not name.startswith("_")]
