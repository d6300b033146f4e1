"""The synthetic year has the totals its rules say (seed-projects section 6)."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from jiheng.evidence.synthetic import BANNER, MAKERS
from jiheng.evidence.synthetic.folder import REFUSED, write
from jiheng.evidence.synthetic.points import GROUPS
from jiheng.model.refusal import Refusal
from jiheng.model.tables import FLAG, MONEY, TABLES, WHOLE

ROWS = {name: list(make()) for name, make in MAKERS.items()}
COUNTS = {
    "person": 375 + 352,
    "attendance": 4_466,
    "ledger": 34_235,
    "si_contribution": 16_573,
    "invoice": 20,
    "power_bill": 11,
    "asset": 900,
    "point": 1_433,
    "outage_event": 3_185,
    "availability_daily": 523_045,
    "probe_sample": 1_416,
    "ticket": 180,
    "inspection": 5_732,
    "survey_response": 400 + 190 + 529,
    "crime_monthly": 54,
}
LEDGER = {
    ("P1", "OT"): 4_473,
    ("P2", "DUTY"): 4_489,
    ("P3", "LINE_G1"): 13,
    ("P3", "LINE_G7"): 4,
    ("P3", "POWER"): 12,
    ("P3", "EQUIP"): 2,
    ("P3", "MAINT"): 4,
    ("P4", "WAGE"): 4_154,
    ("P4", "MEAL"): 4_149,
    ("P4", "PENSION"): 4_151,
    ("P4", "INJURY"): 4_149,
    ("P4", "MEDICAL"): 4_149,
    ("P4", "HF"): 4_123,
    ("P4", "ACC"): 346,
    ("P4", "OTHER"): 16,
    ("P4", "LATE_FEE"): 1,
}
PAID = {  # yuan paid until the end of the month, P1 … P4 (6.5, budget execution)
    3: ("781900.00", "982560.00", "674439.96", "3981221.52"),
    6: ("1563100.00", "1963760.00", "2896379.92", "8043345.86"),
    7: ("1824696.77", "2290000.00", "3765631.04", "9348830.04"),
    9: ("2345146.77", "2944280.00", "4204402.68", "11831404.08"),
    12: ("3126346.77", "3925480.00", "7596342.64", "16065237.05"),
}
HOURS = {  # expected, up, down, maintenance, unknown (6.2)
    "G1": (4_602_396, 4_575_324, 1_824, 3_156, 25_248),
    "G7": (7_003_200, 6_956_880, 7_920, 4_800, 38_400),
    "BK": (936_678, 930_078, 1_464, 642, 5_136),
}


def dicts(table: str) -> list[dict[str, Any]]:
    names = [column.name for column in TABLES[table].columns]
    return [dict(zip(names, row, strict=True)) for row in ROWS[table]]


def test_every_canonical_table_is_there_and_as_long_as_stated() -> None:
    assert set(ROWS) == set(TABLES)
    assert {name: len(ROWS[name]) for name in COUNTS} == COUNTS
    census = Counter((row["project"], row["item"]) for row in dicts("ledger"))
    assert census == LEDGER


@pytest.mark.parametrize("table", TABLES)
def test_rows_keep_to_their_table(table: str) -> None:
    shape = TABLES[table]
    keys = Counter(tuple(row[name] for name in shape.key) for row in dicts(table))
    assert max(keys.values()) == 1
    for row in dicts(table):
        for column in shape.columns:
            value = row[column.name]
            assert value is not None or not column.required
            if value is None:
                continue
            assert not column.one_of or value in column.one_of
            if column.type == MONEY:
                assert isinstance(value, Decimal)
                assert value.as_tuple().exponent == -2
            elif column.type in (WHOLE, FLAG):
                assert isinstance(value, int)
                assert column.type != FLAG or value in (0, 1)


@pytest.mark.parametrize("month", PAID)
def test_the_execution_at_five_dates(month: int) -> None:
    end = date(2024, 1, 1) if month == 12 else date(2023, month + 1, 1)
    paid = [
        sum(r["amount"] for r in dicts("ledger") if r["project"] == p and r["pay_date"] < end)
        for p in ("P1", "P2", "P3", "P4")
    ]
    assert [str(amount) for amount in paid] == list(PAID[month])


def test_head_counts() -> None:
    months = Counter(row["month"] for row in dicts("attendance"))
    assert [months[f"2023-{m:02}"] for m in range(1, 13)] == [372, 372, 373, 373] + [372] * 8
    assert len({row["person_id"] for row in dicts("attendance")}) == 375


@pytest.mark.parametrize("group", HOURS)
def test_hours_of_a_group_of_points(group: str) -> None:
    days = [row for row in dicts("availability_daily") if GROUPS[row["point_id"]] == group]
    names = ("expected_s", "up_s", "down_s", "maint_s", "unknown_s")
    sums = [sum(row[name] for row in days) for name in names]
    assert sums == [hours * 3600 for hours in HOURS[group]]
    assert all(r["expected_s"] == r["up_s"] + r["down_s"] + r["unknown_s"] for r in days)


def test_answers_before_and_after_cleaning() -> None:
    sheet = [row for row in dicts("survey_response") if row["survey_id"] == "S-F3"]
    complete = [row for row in sheet if row["complete"]]
    assert (len(sheet), len(complete)) == (529, 520)
    assert sum(row["score"] >= 4 for row in complete) == 468
    first: dict[str, int] = {}
    for row in complete:
        first.setdefault(row["device_hash"], row["score"])
    assert Counter(first.values()) == {5: 180, 4: 168, 3: 32, 2: 12, 1: 8}


def test_a_row_that_answers_another_names_one_that_is_there() -> None:
    entries = {row["entry_id"]: row for row in dicts("ledger")}
    answering = [row for row in entries.values() if row["ref_entry"]]
    assert len(answering) == 8
    for row in answering:
        before = entries[row["ref_entry"]]
        assert (before["person_id"], before["item"]) == (row["person_id"], row["item"])
        assert before["amount"] == -row["amount"] or row["kind"] == "credit"


def test_the_folder_says_of_itself_what_it_holds(tmp_path: Path) -> None:
    folder = tmp_path / "synthetic-2023"
    assert write(str(folder)) == sum(map(len, ROWS.values()))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["synthetic"] is True
    assert BANNER in (folder / "README.txt").read_text("utf-8")
    for entry in manifest["files"]:
        data = (folder / entry["name"]).read_bytes()
        assert sha256(data).hexdigest() == entry["sha256"]
    with (folder / "ledger.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 34_235
    assert {row["synthetic"] for row in rows} == {"1"}
    assert (folder / f"{REFUSED}.csv").exists()
    with pytest.raises(Refusal, match="已经存在"):
        write(str(folder))
    assert not list(tmp_path.glob("*.part"))


def test_twice_the_same_bytes(tmp_path: Path) -> None:
    write(str(tmp_path / "a"))
    write(str(tmp_path / "b"))
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
