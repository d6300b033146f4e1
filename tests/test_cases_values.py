"""Runs cases/values/*.yaml: one value a case, everything the case does not name must be absent."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
import yaml
from conftest import ROOT, SHARED, shared

from jiheng import policy
from jiheng.documents.units import parse_unit
from jiheng.documents.values import REPORTS, parse, parse_amount, printed

FOLDER = ROOT / "cases" / "values"
BOOK = policy.load()
NUMBERS_ONLY = ("standard", "goal")
# ERRATA-AND-MAPPING.md section 2: which of the 210 need their column, which must be reported.
NEEDS_CONTEXT = {31, 32, 33, 34, 53, 58, 69, 76, 96, 101, 104, 106, 111, 124, 125, 135, 143}
NEEDS_CONTEXT |= {162, 165, 167, 168, 186, 189, 200, 206, 208, 209}
MUST_BE_REPORTED = {67, 68, 84, 85, 87, 88, 89, 90, 91, 134, 147, 164, 201, 202, 203}


def cases(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


def param(name: str) -> Any:
    rows = cases(name)
    ids = [f"{row.get('n', number)}-{row['raw']}" for number, row in enumerate(rows, 1)]
    return pytest.mark.parametrize("case", rows, ids=ids)


def quantities(target: Any) -> list[str]:
    return [f"{q.number:f} {q.unit.text}".strip() for q in target.numbers]


def told(target: Any) -> dict[str, Any]:
    """A target in the words of a case."""
    unit = target.unit.text if target.unit else None
    return {
        "kind": target.kind,
        "comparator": target.comparator,
        "op": target.op,
        "confidence": target.confidence,
        "low": None if target.low is None else f"{target.low:f}",
        "high": None if target.high is None else f"{target.high:f}",
        "unit": unit,
        "unit_text": target.unit_text,
        "start": target.start,
        "end": target.end,
        "numbers": quantities(target),
        "reports": list(target.reports),
    }


def wanted(case: dict[str, Any]) -> dict[str, Any]:
    """A case with its defaults filled in."""
    low, high = case.get("low"), case.get("high", case.get("low"))
    unit = case.get("unit")
    ends = [low] if low == high else [low, high]
    found = [] if low is None else [f"{n} {unit or ''}".strip() for n in ends]
    return {
        "kind": case["kind"],
        "comparator": case.get("comparator"),
        "op": case.get("op"),
        "confidence": case.get("confidence", "explicit"),
        "low": low,
        "high": high,
        "unit": unit,
        "unit_text": case.get("unit_text", unit),
        "start": case.get("start"),
        "end": case.get("end"),
        "numbers": case.get("numbers", found),
        "reports": case.get("reports", []),
    }


def read(case: dict[str, Any]) -> Any:
    sign, unit = case.get("sign_column", ""), case.get("unit_column", "")
    return parse(case["raw"], BOOK, sign=sign, unit=unit, hint=case.get("hint", ""))


def check_amount(case: dict[str, Any]) -> None:
    amount = parse_amount(case["raw"], BOOK, case["form_unit"])
    assert amount.raw == case["raw"]
    assert amount.number == (None if case["number"] is None else Decimal(case["number"]))
    assert (None if amount.yuan is None else f"{amount.yuan:f}") == case.get("yuan")
    assert (amount.unit or None) == case.get("unit")
    assert amount.unit_in_cell is case.get("unit_in_cell", False)


@param("variants")
def test_variant(case: dict[str, Any]) -> None:
    if case.get("column") == "amount":
        return check_amount(case)
    target = read(case)
    assert target.raw == case["raw"]
    if case.get("column") in NUMBERS_ONLY:
        assert quantities(target) == case["numbers"]
        assert target.kind == case.get("kind", target.kind)
        return None
    assert told(target) == wanted(case)
    if case.get("class") == "must-be-reported":
        assert target.reports
        assert target.confidence == "explicit"  # nothing is implied into it
    return None


def test_the_variants_are_complete_and_classed_as_decided() -> None:
    rows = cases("variants")
    assert [row["n"] for row in rows] == list(range(1, 211))
    classes = {row["n"]: row.get("class", "bare") for row in rows}
    assert {n for n, word in classes.items() if word == "needs-context"} == NEEDS_CONTEXT
    assert {n for n, word in classes.items() if word == "must-be-reported"} == MUST_BE_REPORTED
    assert all("column" in r or "unit_column" in r for r in rows if r["n"] in NEEDS_CONTEXT)


@param("more")
def test_more(case: dict[str, Any]) -> None:
    assert told(read(case)) == wanted(case)


@param("columns")
def test_columns(case: dict[str, Any]) -> None:
    assert told(read(case)) == wanted(case)


@param("amounts")
def test_amount(case: dict[str, Any]) -> None:
    check_amount(case)


@param("units")
def test_unit(case: dict[str, Any]) -> None:
    unit = parse_unit(case["raw"], BOOK)
    if case["unit"] is None:
        assert unit is None
        return
    assert unit is not None
    assert (unit.text, unit.base, unit.family) == (case["unit"], case["base"], case["family"])
    assert unit.scale == Decimal(case.get("scale", "1"))
    assert unit.per == tuple(case.get("per", ()))


def test_every_report_has_a_case() -> None:
    rows = [row for name in ("variants", "more", "columns") for row in cases(name)]
    seen = {word for row in rows for word in row.get("reports", [])}
    assert seen | {"too-many"} == set(REPORTS)
    assert "too-many" in parse("1人 " * 2000, BOOK).reports


@pytest.mark.parametrize("case", [*cases("variants"), *cases("more")], ids=lambda case: case["raw"])
def test_printing_is_stable(case: dict[str, Any]) -> None:
    first = parse(case["raw"], BOOK)
    again = parse(printed(first), BOOK)
    assert printed(again) == printed(first)
    for field in ("kind", "comparator", "op", "confidence", "low", "high", "unit", "start", "end"):
        assert getattr(again, field) == getattr(first, field), field


def truth_rows() -> list[Any]:
    """(file and row, row) of every form of the corpus."""
    if not SHARED.exists():
        return []
    out = []
    for path in sorted((SHARED / "corpus" / "truth").glob("*.json")):
        form = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        for number, row in enumerate(form["indicators"], 1):
            out.append(pytest.param(row, id=f"{path.stem}-{number}"))
    return out


@pytest.mark.parametrize("row", truth_rows())
def test_real_value(row: dict[str, Any]) -> None:
    """Comparator, number and unit as printed; a unit that only the name prints is passed on."""
    raw = row["value_raw"] or ""
    said = row["unit"] or ""
    target = parse(raw, BOOK, unit="" if said in raw else said)
    number = None if row["number"] is None else Decimal(row["number"])
    assert (target.comparator, target.number) == (row["comparator"], number)
    assert target.unit_text == row["unit"]
    assert "unplaced" not in target.reports


@pytest.mark.parametrize("row", truth_rows())
def test_real_value_in_columns(row: dict[str, Any]) -> None:
    """The same where sign, value and unit are cells of their own, as truth joins them."""
    pieces = (row["value_raw"] or "").split(" ")
    if len(pieces) < 2 or not pieces[0]:
        return
    sign, *value = pieces
    unit = value.pop() if len(value) > 1 and value[-1] == row["unit"] else ""
    target = parse(" ".join(value), BOOK, sign=sign, unit=unit)
    number = None if row["number"] is None else Decimal(row["number"])
    assert (target.comparator, target.number) == (row["comparator"], number)
    assert target.unit_text == row["unit"]


def test_the_corpus_is_whole() -> None:
    shared("corpus", "truth")
    assert len(truth_rows()) == 247
