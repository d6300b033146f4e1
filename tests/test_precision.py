"""The rule book can be believed: findings on real forms were read, known defects are found."""

from __future__ import annotations

import precision
import pytest
import reviewed
from conftest import shared

from jiheng.policy import load


@pytest.fixture(scope="module")
def measured() -> precision.Measured:
    return precision.measure(load())


def test_every_error_and_warning_on_the_examples_was_read(measured) -> None:
    some = measured.of((precision.EXAMPLE,))
    assert some
    assert [j.found.key for j in some if j.word != "right"] == []


def test_known_defects_are_found_and_traps_are_silent(measured) -> None:
    assert measured.defects.noisy == []
    rebuilt = [d for d in measured.defects.missed if d.source.startswith("cases/")]
    assert [d.id for d in rebuilt] == ["counting-unit-differs"]


def test_real_forms_reach_the_targets(measured) -> None:
    shared("corpus")
    assert [j.found.key for j in measured.unreviewed] == []
    assert measured.gone == []
    assert precision.missed(measured) == []
    assert len(measured.of((precision.COMPLETE,))) > 50


def test_a_tenth_was_read_again(measured) -> None:
    shared("corpus")
    judged = [j for j in measured.judged if j.opinion]
    again = [j for j in judged if j.opinion and j.opinion.again]
    assert len(again) * 10 >= len(judged)


def test_what_nobody_has_read_does_not_count_as_right(measured) -> None:
    judged = [j._replace(opinion=None) for j in measured.judged]
    bare = measured._replace(judged=judged)
    assert len(bare.unreviewed) == len(judged)
    assert precision.missed(bare)


def test_reviews_hold_no_more_than_they_may() -> None:
    for one in reviewed.opinions().values():
        assert len(one.mark) == 16
        assert len(one.why) < 160
