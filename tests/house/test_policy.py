"""Every number of the book is dated, sourced, exact and was looked at on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest

from jiheng.policy import store

BOOK = store.parse(store.sources())


def undated(name: str, entry: Any) -> list[str]:
    """What a threshold lacks."""
    if not isinstance(entry, dict) or not entry.get("title"):
        return [f"{name}: no title"]
    found = [] if entry.get("values") else [f"{name}: no values"]
    for day, said in (entry.get("values") or {}).items():
        if not is_day(day):
            found.append(f"{name}: {day} is no day")
        if not isinstance(said, dict) or not said.get("basis"):
            found.append(f"{name} {day}: no basis")
        elif not is_day(said.get("verified")):
            found.append(f"{name} {day}: never verified")
        elif not is_exact(said.get("value")):
            found.append(f"{name} {day}: {said.get('value')!r} is no exact number")
    return found


def is_day(text: object) -> bool:
    try:
        date.fromisoformat(str(text))
    except ValueError:
        return False
    return True


def is_exact(value: object) -> bool:
    try:
        return isinstance(value, str) and Decimal(value).is_finite()
    except InvalidOperation:
        return False


@pytest.mark.parametrize("name", BOOK["thresholds"])
def test_a_threshold_is_dated_and_sourced(name: str) -> None:
    assert not undated(name, BOOK["thresholds"][name])


@pytest.mark.parametrize("name", BOOK["profiles"])
def test_a_profile_changes_only_what_exists(name: str) -> None:
    profile = BOOK["profiles"][name]
    assert profile.get("title")
    assert profile.get("inherits") in {None, *BOOK["profiles"]}
    assert set(profile.get("thresholds") or {}) <= set(BOOK["thresholds"])
    for said in (profile.get("thresholds") or {}).values():
        assert isinstance(said, dict), "a profile's number is dated too"
        assert not undated(name, {"title": "x", "values": said})
    for said in (profile.get("severity") or {}).values():
        words = set(said.values()) if isinstance(said, dict) else {said}
        assert words <= {"error", "warning", "info", "off"}
        assert not isinstance(said, dict) or all(map(is_day, said))


@pytest.mark.parametrize(
    "entry",
    [
        "3",
        {"title": "t"},
        {"title": "t", "values": {"2015": {"value": "1", "basis": "b", "verified": "2026-01-01"}}},
        {"title": "t", "values": {"2015-01-01": "1"}},
        {"title": "t", "values": {"2015-01-01": {"value": "1", "verified": "2026-01-01"}}},
        {"title": "t", "values": {"2015-01-01": {"value": "1", "basis": "b"}}},
        {
            "title": "t",
            "values": {"2015-01-01": {"value": 1, "basis": "b", "verified": "2026-01-01"}},
        },
    ],
)
def test_an_undated_number_is_seen(entry: Any) -> None:
    assert undated("x", entry)


# Numbers that define a word or the calendar; nobody can decree them otherwise.
DEFINITIONS = [
    ("lexicon", "percent-whole"),
    ("reconcile", "months_default"),
    ("reconcile", "per_year"),
    ("units", "scales"),
    ("units", "units"),
]
DATED = ("thresholds", "profiles", "schemes")


def numbers(entry: Any, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Paths of all leaves that are numbers, quoted or not."""
    if isinstance(entry, dict):
        return [found for key, one in entry.items() for found in numbers(one, (*path, key))]
    if isinstance(entry, list):
        return [found for one in entry for found in numbers(one, path)]
    plain = isinstance(entry, int) and not isinstance(entry, bool)
    return [path] if plain or (isinstance(entry, str) and is_exact(entry)) else []


def test_no_number_stands_outside_the_dated_topics() -> None:
    found = [path for topic in set(BOOK) - {*DATED} for path in numbers(BOOK[topic], (topic,))]
    assert [path for path in found if path[:2] not in DEFINITIONS and path[-1] != "domain"] == []
    assert set(DEFINITIONS) <= {path[:2] for path in found}, "a definition that is gone"


def test_a_number_is_seen() -> None:
    assert numbers({"a": ["x", {"b": "0.5"}], "c": 3, "d": True, "e": "3人"}, ()) == [
        ("a", "b"),
        ("c",),
    ]


@pytest.mark.parametrize("key", BOOK["statutes"])
def test_a_statute_says_whether_it_was_verified(key: str) -> None:
    entry = BOOK["statutes"][key]
    assert entry["kind"] in {"law", "document", "practice", "logic"}
    assert entry["title"]
    assert entry["verified"] is False or is_day(entry["verified"])
    for end in ("since", "until"):
        assert entry.get(end) is None or is_day(entry[end])


def test_a_float_is_refused() -> None:
    with pytest.raises(ValueError, match="quotes"):
        store.parse({"x.yaml": b"a: 0.5"})
