"""What must hold. One module a rule, found by walking ``form/``.

A rule is a pure generator: ``check(form, book)`` yields verdicts (model/finding.py). No I/O, no
clock. Its module docstring is its public page; docs/reference/rules is generated from it.
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

    from ..model.finding import Verdict


@record
class Rule:
    """A rule and everything a door needs to speak about its findings.

    ``code``/``slug``/``title`` as in budget-performance section 5. ``severity`` is the rule's
    own; the policy profile may override it. ``basis``: keys of policy/statutes.yaml (only
    verified ones are ever printed). ``zh``/``en``: the one sentence, filled from the finding's
    facts. ``repair_zh``/``repair_en``: what to do. ``reasons``: word of a not-checked verdict to
    its (zh, en) explanation. ``scope``: "form" (check(form, book)) or "file" (check(document,
    book)). ``run_on``: form kinds it speaks to; empty means all.
    """

    code: str
    slug: str
    title: str
    severity: Severity
    zh: str
    en: str
    check: Callable[..., Iterator[Verdict]]
    repair_zh: str = ""
    repair_en: str = ""
    basis: tuple[str, ...] = ()
    reasons: Mapping[str, tuple[str, str]] = {}
    scope: str = "form"
    run_on: tuple[str, ...] = ()
    source_dependent: bool = False
    since: str = "0.1"
    page: str = ""


_found: dict[str, Rule] = {}


def rule(
    code: str, slug: str, title: str, severity: str, **words: Any
) -> Callable[[Callable[..., Iterator[Verdict]]], Callable[..., Iterator[Verdict]]]:
    """Register the decorated generator as the rule ``code``."""

    def register(check: Callable[..., Iterator[Verdict]]) -> Callable[..., Iterator[Verdict]]:
        if code in _found:
            raise ValueError(f"two rules claim {code}")
        page = sys.modules[check.__module__].__doc__ or ""
        _found[code] = Rule(code, slug, title, Severity(severity), check=check, page=page, **words)
        return check

    return register


def registry() -> dict[str, Rule]:
    """Every rule by code, in code order; the folder walk happens on the first call."""
    if not _found:
        for folder in ("form",):
            for name in sorted(listdir(join(dirname(__file__), folder))):
                if name.endswith(".py") and not name.startswith("_"):
                    import_module(f"{__name__}.{folder}.{name[:-3]}")
        ordered = sorted(_found.items())
        _found.clear()
        _found.update(ordered)
    return _found
