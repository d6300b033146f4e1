"""The life of a form through the year, as tables: which stage, whose turn, which moves.

Pure: no clock, no user, no database. Who a person is, and that nobody endorses his own work, is
for the browser door to know; what is legal for a role is decided here and nowhere else.
"""

from __future__ import annotations

from .record import record

PREPARER, UNIT_HEAD = "preparer", "unit_head"
DEPARTMENT, FINANCE = "department_reviewer", "finance_reviewer"
EVALUATOR, AUDITOR, ADMINISTRATOR = "evaluator", "auditor", "administrator"
ROLES = (PREPARER, UNIT_HEAD, DEPARTMENT, FINANCE, EVALUATOR, AUDITOR, ADMINISTRATOR)
READS_ONLY = (AUDITOR,)

DRAFT, SUBMITTED, RETURNED, APPROVED = "draft", "submitted", "returned", "approved"
STATES = (DRAFT, SUBMITTED, RETURNED, APPROVED)

SUBMIT, WITHDRAW, ENDORSE, RETURN, APPROVE = "submit", "withdraw", "endorse", "return", "approve"
MOVES = (SUBMIT, WITHDRAW, ENDORSE, RETURN, APPROVE)

FORM, RESULT, PROBLEMS = "form", "result", "problems"


class IllegalMove(Exception):
    """A move that the table does not have."""


@record
class Stage:
    """One stage. ``desks`` are the reviewing roles in order; none: its author approves at once.

    ``after``: stages that must be approved (or skipped) before it opens. ``opens``: stages that
    its approval opens by itself. ``holds``: what is handed in: a form, a result of evaluation, or
    a list of problems. ``repeats``: it may be opened again, as the next round.
    """

    key: str
    zh: str
    en: str
    author: str
    desks: tuple[str, ...]
    holds: str = FORM
    after: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    optional: bool = False
    repeats: bool = False


_UNIT = (UNIT_HEAD, DEPARTMENT)
_ALL = (UNIT_HEAD, DEPARTMENT, FINANCE)

STAGES = (
    Stage("appraisal", "事前评估", "prior appraisal", PREPARER, _UNIT, opens=("declaration",),
          optional=True),
    Stage("declaration", "一上申报", "first declaration", PREPARER, _ALL, opens=("redeclaration",)),
    Stage("redeclaration", "二上申报", "second declaration", PREPARER, _ALL,
          after=("declaration",), opens=("approval",)),
    Stage("approval", "批复", "approval", FINANCE, (), after=("redeclaration",),
          opens=("disclosure",)),
    Stage("disclosure", "目标公开", "disclosure of targets", PREPARER, (UNIT_HEAD,),
          after=("approval",), opens=("monitoring",)),
    Stage("monitoring", "绩效监控", "monitoring", PREPARER, _UNIT, RESULT, ("approval",),
          repeats=True),
    Stage("adjustment", "目标调整", "adjustment", PREPARER, _ALL, after=("approval",),
          repeats=True),
    Stage("self_evaluation", "绩效自评", "self-evaluation", PREPARER, _UNIT, RESULT,
          ("approval",), ("evaluation",)),
    Stage("evaluation", "部门/财政评价", "evaluation", EVALUATOR, (FINANCE,), RESULT,
          ("self_evaluation",), ("rectification",), optional=True),
    Stage("rectification", "整改", "rectification", PREPARER, _UNIT, PROBLEMS, ("evaluation",),
          ("publication",), optional=True),
    Stage("publication", "结果公开", "publication of results", PREPARER, _UNIT, RESULT,
          ("self_evaluation", "evaluation", "rectification")),
)  # fmt: skip
BY_KEY = {stage.key: stage for stage in STAGES}


def stage(key: str) -> Stage:
    """The stage of that key. Raises KeyError."""
    return BY_KEY[key]


def moves(key: str, state: str, desk: str, role: str) -> tuple[str, ...]:
    """What a role may do with a stage in that state; ``desk`` is whose turn it is, or ""."""
    one = BY_KEY[key]
    legal = []
    if state in (DRAFT, RETURNED) and role == one.author:
        legal.append(SUBMIT if one.desks else APPROVE)
    if state == SUBMITTED and role == one.author and desk == one.desks[0]:
        legal.append(WITHDRAW)
    if state == SUBMITTED and role == desk:
        legal += [ENDORSE, RETURN]
    return tuple(legal)


def after(key: str, state: str, desk: str, move: str) -> tuple[str, str]:
    """State and desk that a move leads to. Raises IllegalMove where no role may make it."""
    one = BY_KEY[key]
    if not any(move in moves(key, state, desk, role) for role in ROLES):
        raise IllegalMove(f"{move}: {key} {state} {desk}")
    if move == SUBMIT:
        return SUBMITTED, one.desks[0]
    if move == WITHDRAW:
        return DRAFT, ""
    if move == RETURN:
        return RETURNED, ""
    if move == APPROVE:
        return APPROVED, ""
    following = one.desks[one.desks.index(desk) + 1 :]
    return (SUBMITTED, following[0]) if following else (APPROVED, "")


def whose(key: str, state: str, desk: str) -> str:
    """The role that has to act next, "" where nobody has."""
    if state == APPROVED:
        return ""
    return desk if state == SUBMITTED else BY_KEY[key].author


def may_open(key: str, closed: frozenset[str], busy: frozenset[str]) -> bool:
    """Whether a stage may be opened now.

    ``closed``: stages approved or skipped; ``busy``: stages that have a round not yet approved.
    An optional stage before it that was never opened does not stand in the way. The year is over
    for its rounds once the self-evaluation is approved.
    """
    one = BY_KEY[key]
    if one.repeats and "self_evaluation" in closed:
        return False
    if key in busy or (key in closed and not one.repeats):
        return False
    if key == "self_evaluation" and busy & {"monitoring", "adjustment"}:
        return False
    waiting = [name for name in one.after if name not in closed]
    return not any(name in busy or not BY_KEY[name].optional for name in waiting)
