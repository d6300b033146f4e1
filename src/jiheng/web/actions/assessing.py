"""Whether a person may have a project evaluated, asked before the work begins."""

from __future__ import annotations

from jiheng.model import stage as lifecycle

from ..models import Project, Step, User
from .base import must_be_with_author, needs

BY_KIND = {
    "monitoring": (
        lifecycle.PREPARER, lifecycle.DEPARTMENT, lifecycle.FINANCE, lifecycle.EVALUATOR,
    ),
    "self": (lifecycle.PREPARER,),
    "department": (lifecycle.DEPARTMENT, lifecycle.EVALUATOR),
    "finance": (lifecycle.FINANCE, lifecycle.EVALUATOR),
}  # fmt: skip
"""Nobody writes a result in another office's name."""


def may_assess(user: User, project: Project, kind: str, step: Step | None) -> None:
    """Raises NotAllowed or IllegalMove where ``assess`` would not keep the result."""
    needs(user, project.unit, *BY_KIND[kind])
    if step is not None:
        needs(user, project.unit, step.definition.author)
        must_be_with_author(step)
