"""Records for benchmarks/score.py, made by arithmetic, without random numbers: 合成数据."""

from __future__ import annotations

from pathlib import Path

import duckdb

PART = 1_000_000
"""Indicator rows a file."""
PEOPLE = 41_011
POINTS, DAYS, A_DAY = 1_500, 365, 288
"""Points, days, samples a day (one in five minutes)."""
IN_FILE = 100  # points
MONTH = "(DATE '2023-01-01' + to_months(m::INTEGER))::DATE"


def run(query: str) -> None:
    con = duckdb.connect()
    con.execute("SET threads = 2")
    con.execute("SET preserve_insertion_order = false")
    con.execute(query)
    con.close()


def write(query: str, path: Path) -> None:
    """The rows of a query as one Parquet file."""
    run(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def indicators(folder: Path, rows: int) -> list[str]:
    """Ten indicators a form, a tenth of them ceilings, one actual in 1,009 not known."""
    folder.mkdir(exist_ok=True)
    made = []
    for part in range(rows // PART):
        path = folder / f"{part:03}.parquet"
        made.append(str(path))
        if not path.exists():
            aim, percent = (
                "(10000 + (i * 7919) % 9990007)",
                "(48 + (i // 10 * 104729) % 56 + i % 10)",
            )
            numbers = f"range({part * PART}, {part * PART + PART}) AS t(i)"
            write(
                f"""SELECT i // 10 AS form, (i // 10) % 3000 AS department,
                CASE i % 10 WHEN 9 THEN -1 WHEN 4 THEN 0 ELSE 1 END::BIGINT AS side,
                {aim} AS target,
                CASE WHEN i % 1009 = 5 THEN NULL
                     ELSE {aim} * {percent} // 100
                END AS actual, 1000::BIGINT AS weight FROM {numbers}""",
                path,
            )
    return made


def ledger(folder: Path) -> dict[str, list[str]]:
    """1,000,012 ledger rows: two items a month for each of 41,011 people, some turned back.

    One payment in 125 is reversed and paid again two months later; one person-month in 40 is paid
    20 days late; one person in 50 leaves in June and is paid until December.
    """
    folder.mkdir(exist_ok=True)
    person, entries = folder / "person.parquet", folder / "ledger.parquet"
    write(
        f"""SELECT 'A' || p AS person_id, 'POL' AS roster, '' AS category, NULL::DATE AS join_date,
        CASE WHEN p % 50 = 0 THEN DATE '2023-06-30' END AS leave_date
        FROM range({PEOPLE}) AS t(p)""",
        person,
    )
    base = f"""SELECT p, m, k, (p * 12 + m) * 2 + k AS i, 'A' || p AS person_id,
        CASE k WHEN 0 THEN 'OT' ELSE 'DUTY' END AS item,
        strftime({MONTH}, '%Y-%m') AS service_period,
        CASE k WHEN 0 THEN 700 ELSE 300 END::DECIMAL(18, 2) AS amount,
        ({MONTH} + CASE WHEN (p + m) % 40 = 0 THEN 50 ELSE 24 END::INTEGER)::DATE AS day
        FROM range({PEOPLE}) AS a(p), range(12) AS b(m), range(2) AS c(k)"""
    shape = """'E' || {i} AS entry_id, 'P1' AS project, item, person_id, service_period,
        {day} AS posting_date, {day} AS pay_date, {amount} AS amount, '{kind}' AS kind,
        {ref} AS ref_entry, 1::BIGINT AS eligible, NULL::VARCHAR AS batch_id"""
    kinds = (
        ("i", "day", "amount", "pay", "NULL::VARCHAR", "true"),
        ("i || 'R'", "day + 30", "-amount", "reversal", "'E' || i", "i % 125 = 7"),
        ("i || 'B'", "day + 60", "amount", "backpay", "NULL::VARCHAR", "i % 125 = 7"),
    )
    parts = [
        f"SELECT {shape.format(i=i, day=day, amount=amount, kind=kind, ref=ref)} FROM base"
        f" WHERE {where}"
        for i, day, amount, kind, ref, where in kinds
    ]
    write(f"WITH base AS ({base}) {' UNION ALL '.join(parts)}", entries)
    return {"person": [str(person)], "ledger": [str(entries)]}


def samples(folder: Path) -> list[str]:
    """157,680,000 raw samples: down for an hour a month, missing for two hours, else up."""
    folder.mkdir(exist_ok=True)
    made = []
    for first in range(0, POINTS, IN_FILE):
        path = folder / f"{first:04}.parquet"
        write(
            f"""SELECT TIMESTAMP '2023-01-01' + to_seconds(300 * s) AS ts,
            'C' || (10000 + p) AS point_id, 'tcp' AS layer,
            CASE WHEN (s + 37 * p) % 8640 < 12 THEN 0 ELSE 1 END::BIGINT AS ok
            FROM range({first}, {first + IN_FILE}) AS a(p), range({DAYS * A_DAY}) AS b(s)
            WHERE (s + 53 * p) % 8640 NOT BETWEEN 4000 AND 4023""",
            path,
        )
        made.append(str(path))
    return made


def size(folder: Path) -> int:
    """Bytes on the disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
