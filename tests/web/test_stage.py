"""The table of the lifecycle, all of it, and that it always leads somewhere."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.model.stage import (
    APPROVED,
    BY_KEY,
    DRAFT,
    MOVES,
    READS_ONLY,
    RETURNED,
    ROLES,
    STAGES,
    STATES,
    SUBMITTED,
    IllegalMove,
    after,
    may_open,
    moves,
    whose,
)

ALL = frozenset(BY_KEY)
TABLE = {  # (stage, state, desk) → {role: moves}; every other combination is empty
    (one.key, state, desk): expected
    for one in STAGES
    for state, desk, expected in (
        *(
            (state, "", {one.author: {"submit"} if one.desks else {"approve"}})
            for state in (DRAFT, RETURNED)
        ),
        *(
            (
                SUBMITTED,
                desk,
                {desk: {"endorse", "return"}}
                | ({one.author: {"withdraw"}} if desk == one.desks[0] else {}),
            )
            for desk in one.desks
        ),
    )
}


@pytest.mark.parametrize("one", STAGES, ids=lambda one: one.key)
def test_the_whole_table(one) -> None:
    for state, desk, role in product(STATES, ("", *one.desks), ROLES):
        if (state == SUBMITTED) != bool(desk):
            continue
        expected = TABLE.get((one.key, state, desk), {}).get(role, set())
        assert set(moves(one.key, state, desk, role)) == expected, (state, desk, role)


def test_desks_are_those_of_the_contract() -> None:
    unit, all_ = ("unit_head", "department_reviewer"), ("finance_reviewer",)
    assert {one.key: one.desks for one in STAGES} == {
        "appraisal": unit,
        "declaration": (*unit, *all_),
        "redeclaration": (*unit, *all_),
        "approval": (),
        "disclosure": ("unit_head",),
        "monitoring": unit,
        "adjustment": (*unit, *all_),
        "self_evaluation": unit,
        "evaluation": all_,
        "rectification": unit,
        "publication": unit,
    }


def test_who_only_reads_never_moves() -> None:
    for one, state, role in product(STAGES, STATES, (*READS_ONLY, "administrator")):
        for desk in ("", *one.desks):
            assert not moves(one.key, state, desk, role)


@given(st.sampled_from(STAGES), st.lists(st.sampled_from(MOVES), max_size=30))
def test_any_way_through_stays_in_the_table(one, wanted: list[str]) -> None:
    state, desk = DRAFT, ""
    for move in wanted:
        able = {role for role in ROLES if move in moves(one.key, state, desk, role)}
        try:
            new = after(one.key, state, desk, move)
        except IllegalMove:
            assert not able
            continue
        assert able
        state, desk = new
        assert state in STATES
        assert (state == SUBMITTED) == bool(desk)
        assert desk in ("", *one.desks)
        assert (whose(one.key, state, desk) == "") == (state == APPROVED)
    assert state == APPROVED or moves(one.key, state, desk, whose(one.key, state, desk))


def test_approved_is_the_end() -> None:
    for one, role in product(STAGES, ROLES):
        assert moves(one.key, APPROVED, "", role) == ()
    with pytest.raises(IllegalMove):
        after("declaration", APPROVED, "", "endorse")


@pytest.mark.parametrize(
    ("key", "closed", "busy", "legal"),
    [
        ("declaration", "", "", True),
        ("declaration", "declaration", "", False),
        ("redeclaration", "", "declaration", False),
        ("redeclaration", "declaration", "", True),
        ("monitoring", "declaration redeclaration", "approval", False),
        ("monitoring", "approval monitoring", "", True),  # the next round
        ("monitoring", "approval", "monitoring", False),
        ("monitoring", "approval monitoring", "self_evaluation", True),  # begun too early
        ("monitoring", "approval monitoring self_evaluation", "", False),  # the year is over
        ("adjustment", "approval self_evaluation", "", False),
        ("self_evaluation", "approval", "monitoring", False),
        ("self_evaluation", "approval", "adjustment", False),
        ("self_evaluation", "approval", "disclosure", True),
        ("publication", "self_evaluation", "", True),  # evaluation was never opened
        ("publication", "self_evaluation", "evaluation", False),
        ("publication", "self_evaluation evaluation", "rectification", False),
    ],
)
def test_when_a_stage_opens(key: str, closed: str, busy: str, legal: bool) -> None:
    assert may_open(key, frozenset(closed.split()), frozenset(busy.split())) is legal
