"""The questionnaire of our own: one answer each, nobody can be found again, odd ones flagged."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from filling import AT, BOOK
from hypothesis import given
from hypothesis import strategies as st
from test_source_database import refused

from jiheng.evidence.outcome import Wanted
from jiheng.evidence.sources.questionnaire import bring, responses
from jiheng.evidence.store import Store
from jiheng.evidence.survey import (
    ALIKE,
    FAST,
    SAME_DEVICE,
    STRAIGHT_LINE,
    Answer,
    Box,
    Item,
    Sheet,
)
from jiheng.evidence.survey_report import Outcome, grouped, outcomes
from jiheng.evidence.survey_token import OPEN, SENT, TRIES, invite, sealed
from jiheng.evidence.synthetic.surveys import SHEETS
from jiheng.model.record import as_dict, replace
from jiheng.model.refusal import Refusal
from jiheng.model.result import Binding
from jiheng.model.sample import NINE_TENTHS, THREE, centre, interval, needed, shown

pytest.importorskip("pyarrow")
NOON = datetime(2023, 12, 5, 12)
F1F2 = Sheet(
    *("F12", "津贴补贴满意度（合成数据）"),
    (Item("S-F1", "节假日加班补贴发放"), Item("S-F2", "执勤岗位津贴发放")),
    *("在岗民警职工", 372, date(2023, 12, 1), date(2023, 12, 20)),
)
F4 = Sheet(
    *("F4", "待遇满意度（合成数据）", (Item("S-F4", "辅警待遇保障"),)),
    *("在岗辅警", 345, date(2023, 12, 1), date(2023, 12, 20)),
)
F3 = Sheet(
    *("F3", "街面治安满意度（合成数据）", (Item("S-F3", "街面治安与设备抢修"),)),
    *("县域居民", 560_000, date(2023, 12, 1), date(2023, 12, 20), OPEN),
)


def repeatable(seed: int = 5) -> Callable[[int], bytes]:
    """Bytes for tests; the product takes them from the system."""
    return random.Random(seed).randbytes


def one(sheet: Sheet, *scores: int | None, seconds: int = 60, device: str = "") -> Answer:
    names = (item.survey_id for item in sheet.items)
    return Answer(dict(zip(names, scores, strict=True)), seconds, device)


# the figures of seed-projects section 5


@pytest.mark.parametrize(
    ("population", "half", "three", "ninety"),
    [
        (373, 190, 277, 102),
        (372, 190, 277, 102),
        (346, 183, 262, 100),
        (345, 183, 261, 99),
        (560_000, 384, 1066, 139),
    ],
)
def test_answers_needed(population: int, half: int, three: int, ninety: int) -> None:
    assert needed(population) == half
    assert needed(population, margin=THREE) == three
    assert needed(population, NINE_TENTHS) == ninety


@pytest.mark.parametrize(
    ("given_", "share", "error", "ends"),
    [
        ((61, 75, 415), "0.7974684", "0.04097594", ("0.717157", "0.8777797")),
        ((12, 100, 400), "0.1346154", "0.0290208", ("0.07773565", "0.1914951")),
    ],
)
def test_the_interval(
    given_: tuple[int, int, int], share: str, error: str, ends: tuple[str, str]
) -> None:
    middle, around = centre(*given_)
    assert (shown(middle, 7), shown(around, len(error) - 2)) == (share, error)
    assert (
        tuple(shown(end, len(text) - 2) for end, text in zip(interval(*given_), ends, strict=True))
        == ends
    )


@given(st.integers(1, 10**6), st.data())
def test_an_interval_is_a_part_of_what_is_possible(population: int, data: st.DataObject) -> None:
    valid = data.draw(st.integers(1, min(population, 2000)))
    top = data.draw(st.integers(0, valid))
    assert 1 <= needed(population) <= min(population, 385)
    (low, high), (middle, error) = interval(top, valid, population), centre(top, valid, population)
    assert 0 <= low <= middle <= high <= 1
    assert (error == 0) is (valid == population > 1 or population == 1)
    fewer_known = interval(top, valid, 10 * population)
    assert fewer_known[0] <= low
    assert fewer_known[1] >= high


def test_two_hundred_calls_prove_no_ninety_per_cent() -> None:
    low, high = interval(180, 200, 560_000)
    assert low < Fraction(9, 10) < high


# one answer each


def test_a_token_is_good_for_one_answer() -> None:
    tokens, hashes = invite(F4, 345, repeatable())
    box = Box(F4, hashes, repeatable())
    assert len(hashes) == len(tokens) == 345
    box.send(one(F4, 5), NOON, tokens[7])
    refused(lambda: box.send(one(F4, 1), NOON, tokens[7]), "已经用过")
    refused(lambda: box.send(one(F4, 1), NOON, tokens[7].upper() + " "), "已经用过")
    refused(lambda: box.send(one(F4, 1), NOON, "0" * 32), "口令不对")
    assert [kept.scores for kept in box.close()] == [(5,)]


def test_tokens_are_random_and_not_kept() -> None:
    tokens, hashes = invite(F4, 3)
    again, _ = invite(F4, 3)
    assert not set(tokens) & set(again)
    assert not hashes & set(tokens)
    assert all(len(token) == 32 for token in tokens)
    assert sealed(F4, tokens[0]) != sealed(F1F2, tokens[0])
    refused(lambda: invite(F4, 346), "345")
    with pytest.raises(ValueError, match="repeats"):
        invite(F4, 2, lambda size: bytes(size))


def test_a_refused_answer_burns_nothing() -> None:
    tokens, hashes = invite(F4, 1, repeatable())
    box = Box(F4, hashes, repeatable())
    refused(lambda: box.send(one(F4, 6), NOON, tokens[0]), "选项")
    refused(lambda: box.send(Answer({"weg": 5}, 60), NOON, tokens[0]), "选项")
    for day in (datetime(2023, 11, 30, 23, 59), datetime(2023, 12, 21)):
        refused(lambda at=day: box.send(one(F4, 5), at, tokens[0]), "2023-12-20")
    box.send(one(F4, 5), datetime(2023, 12, 20, 23, 59), tokens[0])
    assert len(box.close()) == 1


def test_guessing_ends_after_some_tries() -> None:
    tokens, hashes = invite(F4, 1, repeatable())
    box = Box(F4, hashes, repeatable())
    for number in range(TRIES):
        refused(lambda n=number: box.send(one(F4, 5), NOON, f"{n:032}", "甲"), "口令不对")
    refused(lambda: box.send(one(F4, 5), NOON, tokens[0], "甲"), "次数过多")
    box.send(one(F4, 5), NOON, tokens[0], "乙")
    later = NOON + timedelta(minutes=10)
    refused(lambda: box.send(one(F4, 5), later, tokens[0], "甲"), "已经用过")


def test_an_open_link_has_a_pace() -> None:
    box = Box(F3, random=repeatable())
    for number in range(SENT):
        box.send(one(F3, 4, device=f"D{number}"), NOON, sender="网关")
    refused(lambda: box.send(one(F3, 4, device="D"), NOON, sender="网关"), "过多")
    box.send(one(F3, 4, device="D"), NOON, sender="别处")


# nobody can be found again


def test_nothing_leads_from_an_answer_to_a_token() -> None:
    """Whoever holds everything that is kept, and even the tokens, cannot tell who said what."""
    tokens, hashes = invite(F4, 40, repeatable())
    scores = [5, 4, 3, 2, 1] * 8

    def filled(order: list[int]) -> Box:
        box = Box(F4, hashes, repeatable(6))
        for step, place in enumerate(order):
            at = NOON + timedelta(minutes=11 * step)
            box.send(one(F4, scores[step], seconds=30 + step), at, tokens[place])
        return box

    straight, turned = filled(list(range(40))), filled(list(range(39, -1, -1)))
    assert straight.close() == turned.close()
    assert straight.burned == turned.burned
    everything = repr([as_dict(kept) for kept in straight.close()])
    assert not [word for word in (*tokens, *hashes, "12:00", "token") if word in everything]
    order = [kept.response_id for kept in straight.kept.values()]
    assert order != [kept.response_id for kept in straight.close()]


def test_what_is_stored_has_a_day_and_no_device() -> None:
    tokens, hashes = invite(F1F2, 2, repeatable())
    box = Box(F1F2, hashes, repeatable())
    box.send(one(F1F2, 5, None, device="办公室电脑"), NOON, tokens[0])
    rows = list(responses(F1F2, box.close()))
    assert [row[2:] for row in rows] == [
        ["", "", "2023-12-05 00:00:00", "5", "1", "web"],
        ["", "", "2023-12-05 00:00:00", "", "0", "web"],
    ]
    assert rows[0][1] == rows[1][1]


def test_a_device_of_an_open_link_is_hashed_with_a_key_that_goes() -> None:
    first, second = (Box(F3, random=repeatable()), Box(F3))
    for box in (first, second):
        box.send(one(F3, 5, device="D1"), NOON)
    (a,), (b,) = first.close(), second.close()
    assert a.device_hash
    assert a.device_hash != b.device_hash
    with pytest.raises(ValueError, match="key"):
        first.send(one(F3, 5, device="D1"), NOON)


# what looks odd


def flags(box: Box) -> list[tuple[str, ...]]:
    return [kept.flags for kept in box.kept.values()]


def test_odd_answers_are_flagged_and_kept() -> None:
    long = replace(F3, items=tuple(Item(f"Q{n}", f"第{n}题") for n in range(4)))
    box = Box(long, random=repeatable())
    box.send(one(long, 5, 5, 5, 5, seconds=7, device="D1"), NOON)
    box.send(one(long, 5, 4, 5, 5, seconds=8, device="D1"), NOON)
    box.send(one(long, 5, 5, 5, None, seconds=8, device="D2"), NOON)
    assert flags(box) == [(FAST, STRAIGHT_LINE), (SAME_DEVICE,), ()]
    assert len(box.close()) == 3


def test_many_alike_in_ten_minutes() -> None:
    box = Box(F3, random=repeatable())
    for number in range(25):
        box.send(one(F3, 5, device="D1"), NOON + timedelta(seconds=number))
    assert [ALIKE in found for found in flags(box)] == [False] * 19 + [True] * 6
    box.send(one(F3, 5, device="D1"), NOON + timedelta(minutes=11))
    assert flags(box)[-1] == (SAME_DEVICE,)


def test_a_meeting_that_is_satisfied_is_not_odd() -> None:
    tokens, hashes = invite(F1F2, 60, repeatable())
    box = Box(F1F2, hashes, repeatable())
    for token in tokens:
        box.send(one(F1F2, 5, 5), NOON, token)
    assert set(flags(box)) == {()}


# what comes of it


def scores(counts: tuple[int, ...], unfinished: int) -> Iterator[int | None]:
    for score, number in zip((5, 4, 3, 2, 1), counts, strict=True):
        yield from [score] * number
    yield from [None] * unfinished


def filled(sheet: Sheet, counts: tuple[int, ...], unfinished: int, stuffed: int = 0) -> Box:
    """A questionnaire answered as the synthetic year says."""
    many = sum(counts) + unfinished
    tokens, hashes = invite(sheet, many, repeatable()) if sheet.access != OPEN else ([], [])
    box, at = Box(sheet, hashes, repeatable()), count()
    for number, score in enumerate(scores(counts, unfinished)):
        moment = NOON + timedelta(minutes=7 * next(at))
        answer = one(sheet, score, device=f"D{number}")
        box.send(answer, moment, tokens[number] if tokens else "")
        for _ in range(stuffed if number == 0 else 0):
            box.send(one(sheet, 5, device="D0"), moment, sender=f"甲{_ // 50}")
    return box


LONG = {"first": date(2023, 12, 1), "last": date(2023, 12, 20)}
BY_SURVEY = {row[0]: row for row in SHEETS}
RESULTS = {  # share of satisfied and mean, seed-projects 6.5
    "S-F1": (F1F2, Fraction(178, 194)),
    "S-F3": (F3, Fraction(348, 400)),
    "S-F4": (F4, Fraction(167, 183)),
}


@pytest.mark.parametrize("name", RESULTS)
def test_the_synthetic_surveys(name: str) -> None:
    sheet, share = RESULTS[name]
    _, population, frame, question, counts, unfinished, stuffed = BY_SURVEY[name]
    sheet = replace(
        sheet, items=(Item(name, question),), population=population, frame=frame, **LONG
    )
    told = found(filled(sheet, counts, unfinished, stuffed), invited=200 if stuffed == 0 else 0)
    assert told.counts == dict(zip((5, 4, 3, 2, 1), counts, strict=True))
    assert told.share == share
    assert told.valid == sum(counts)
    assert told.removed == {"incomplete": unfinished, "same-device": stuffed}
    assert told.received == told.valid + unfinished + stuffed
    assert told.flags[SAME_DEVICE] == stuffed
    assert told.enough is (told.valid >= needed(population))
    if stuffed:
        assert (told.responded, told.silent) == (None, None)
    else:
        assert told.responded == Fraction(told.valid, 200)
        assert told.silent == 200 - told.valid


def found(box: Box, invited: int = 0) -> Outcome:
    (told,) = outcomes(box.sheet, box.close(), invited, invited)
    return told


def test_demonstrated_or_not() -> None:
    told = found(filled(F4, (70, 97, 10, 4, 2), 7))
    assert told.share is not None
    assert told.share >= Fraction(9, 10)
    assert told.demonstrated(Fraction(9, 10)) is False
    assert told.demonstrated(Fraction(8, 10)) is True
    assert told.demonstrated(Fraction(99, 100)) is True
    assert (told.needed, told.needed_if_90) == (183, 99)


def test_too_few_are_not_published() -> None:
    nine, ten = found(filled(F4, (9, 0, 0, 0, 0), 3)), found(filled(F4, (9, 0, 0, 0, 1), 3))
    assert (nine.counts, nine.share, nine.mean, nine.ends) == (None,) * 4
    assert (nine.valid, nine.demonstrated(Fraction(9, 10))) == (9, None)
    assert (ten.share, ten.mean) == (Fraction(9, 10), Fraction(92))


def test_small_groups_do_not_come_out_by_subtraction() -> None:
    told = grouped({"甲": [5] * 20, "乙": [4] * 9, "丙": [1] * 12, "丁": [5] * 30})
    assert told == {"甲": (20, 20), "乙": None, "丙": None, "丁": (30, 30)}
    assert grouped({"甲": [5] * 20, "乙": [3] * 10}) == {"甲": (20, 20), "乙": (0, 10)}
    assert grouped({"甲": [5] * 3, "乙": [3] * 4, "丙": [5] * 20})["丙"] == (20, 20)
    assert grouped({"甲": [5] * 3}) == {"甲": None}


# into the store, and to the measure


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
def test_all_the_way_to_the_measure(tmp_path: Path) -> None:
    from jiheng.score.engines import connect
    from jiheng.score.measures import actual
    from jiheng.score.records import Evidence

    store = Store(str(tmp_path / "store"))
    for sheet, counts, unfinished, stuffed in (
        (F4, (70, 97, 10, 4, 2), 7, 0),
        (F3, (180, 168, 32, 12, 8), 9, 120),
    ):
        box = filled(sheet, counts, unfinished, stuffed)
        made = bring(sheet, box.close(), store, BOOK, Wanted(at=AT), synthetic=True)
        assert [one.status for one in made] == ["imported", "imported"]
        again = bring(sheet, box.close(), store, BOOK, Wanted(at=AT), synthetic=True)
        assert [one.status for one in again] == ["known", "known"]
    assert not store.verify().problems
    names = ("survey", "survey_response")
    data = Evidence(
        connect("duckdb", {name: store.open(name) for name in names}),
        2023,
        date(2023, 12, 31),
        BOOK,
    )
    for name, project, share in (("S-F4", "P4", (167, 183)), ("S-F3", "P3", (348, 400))):
        told = actual(data, Binding(project, project, "S1", "survey_share", {"survey": name}))
        assert told.value is not None
        assert (told.value.num, told.value.den) == share


@pytest.mark.parametrize(
    "changes",
    [
        {"items": ()},
        {"items": (Item("A", "一"), Item("A", "二"))},
        {"items": (Item("A", " "),)},
        {"items": (Item("A b", "一"),)},
        {"population": 0},
        {"first": date(2024, 1, 1)},
        {"access": "sms"},
        {"frame": ""},
        {"least_seconds": -1},
    ],
)
def test_a_questionnaire_that_cannot_be_put(changes: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        Box(replace(F4, **changes))
