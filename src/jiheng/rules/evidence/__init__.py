"""What must hold across records. One module a rule, found by walking this folder.

A rule is a generator: ``check(data)`` takes the records (``_records.Records``) and yields verdicts
about evidence rows. A failed verdict's ``reason`` is its state: ``open`` (money or proof is still
missing), ``closed`` (a later reversal made it good), ``stands`` (it happened and cannot be undone),
``question`` (somebody has to explain). A pass with a reason is a figure: a match or a pair worth
showing, and no finding. Rules over forms have their own registry; a check of a form loads nothing
of this.
"""

from __future__ import annotations

import sys
from importlib import import_module
from os import listdir
from os.path import dirname

from ...model.finding import Severity
from .. import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records

    Check = Callable[[Records], Iterator[Verdict]]

STATES = ("open", "closed", "stands", "question")
_found: dict[str, Rule] = {}


def rule(
    code: str,
    slug: str,
    title: str,
    severity: str,
    needs: tuple[str, ...],
    figures: Mapping[str, tuple[str, str]] | None = None,
    **words: Any,
) -> Callable[[Check], Check]:
    """Register the decorated generator as the rule ``code``.

    ``needs``: tables without which it has nothing to say. ``figures``: the sentences of what it
    shows without finding fault, and of what it could not judge.
    """

    def register(check: Check) -> Check:
        if code in _found:
            raise ValueError(f"two rules claim {code}")
        page = sys.modules[check.__module__].__doc__ or ""
        _found[code] = Rule(
            *(code, slug, title, Severity(severity)),
            **words,
            check=check,
            reasons=figures or {},
            scope="evidence",
            run_on=needs,
            page=page,
        )
        return check

    return register


def registry() -> dict[str, Rule]:
    """Every rule over records by code, in code order."""
    if not _found:
        for name in sorted(listdir(dirname(__file__))):
            if name.endswith(".py") and not name.startswith("_"):
                import_module(f"{__name__}.{name.removesuffix('.py')}")
    return _found
