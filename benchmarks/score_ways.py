"""One way of scoring, in a process of its own: ``score_ways.py WAY ROUNDS THREADS FILE…``.

Prints one line of JSON: seconds of the first round, least seconds and least seconds of processor
time of all, the peak memory in MiB, and what came out, so that the ways can be compared; "missing"
instead of it where a library is not there.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

BORDERS = ((9000, "优"), (8000, "良"), (6000, "中"), (0, "差"))
machine: list[int] = []
"""Process of Spark's virtual machine, where there is one."""
Told = dict[str, int]
Way = Callable[[list[str], int], tuple[Callable[[], Told], Callable[[], int]]]


def spent() -> float:
    """Seconds of processor time of this process and of Spark's."""
    used = process_time()
    if machine:
        with open(f"/proc/{machine[0]}/stat", encoding="utf-8") as line:
            words = line.read().rsplit(")", 1)[1].split()
        used += (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    return used


def own_peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def through_ibis(rows: Any, con: Any) -> Callable[[], Told]:
    """The project's own expression, whatever the engine."""
    from datetime import date

    from jiheng.policy import load
    from jiheng.score import bulk
    from jiheng.score.engines import fetch
    from jiheng.score.points import scheme

    used = scheme(load(on=date(2023, 12, 31)))
    made = bulk.totals(bulk.score(rows, used), used, "department", "form")
    sums = {name: (made["grade"] == name).sum() for _, name in BORDERS}
    made = made.group_by("department").aggregate(
        forms=made.count(),
        total=made["total"].sum(),
        open=(made["grade"] == "").sum(),
        near=made["near"].sum(),
        **sums,
    )

    def work() -> Told:
        found = fetch(con, made)
        return {key: sum(int(row[key]) for row in found) for key in found[0] if key != "department"}

    return work


def duckdb(files: list[str], threads: int) -> tuple[Callable[[], Told], Callable[[], int]]:
    import ibis

    con = ibis.duckdb.connect()
    con.raw_sql(f"SET threads = {threads}")
    return through_ibis(con.read_parquet(files), con), own_peak


def spark(files: list[str], threads: int) -> tuple[Callable[[], Told], Callable[[], int]]:
    import ibis
    from pyspark.sql import SparkSession

    build = SparkSession.builder.master(f"local[{threads}]").config("spark.ui.enabled", "false")
    for key, value in (
        ("spark.driver.host", "127.0.0.1"),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.driver.memory", "6g"),
        ("spark.sql.shuffle.partitions", "4"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.log.level", "ERROR"),
    ):
        build = build.config(key, value)
    session = build.getOrCreate()
    session.read.parquet(*files).createOrReplaceTempView("given")
    con = ibis.pyspark.connect(session)
    machine.append(session.sparkContext._gateway.proc.pid)

    def peak() -> int:
        with open(f"/proc/{machine[0]}/status", encoding="utf-8") as lines:
            return next(int(line.split()[1]) // 1024 for line in lines if line[:6] == "VmHWM:")

    return through_ibis(con.table("given"), con), peak


def polars(files: list[str], _: int) -> tuple[Callable[[], Told], Callable[[], int]]:
    import polars as pl

    def work() -> Told:
        value, aim, weight, side = (
            pl.max_horizontal(pl.col("actual"), 0),
            pl.col("target"),
            pl.col("weight"),
            pl.col("side"),
        )
        met = ((value >= aim) | (side == -1)) & ((value <= aim) | (side == 1))
        short = (value < aim) & (side != -1)
        over = weight * pl.max_horizontal(2 * aim - value, 0)
        num = pl.when(met).then(weight).when(short).then(weight * value).otherwise(over)
        den = pl.when(met).then(1).otherwise(aim)
        points = pl.when(pl.col("actual").is_not_null()).then((2 * num + den) // (2 * den))
        made = (
            pl.scan_parquet(files)
            .with_columns(score=points)
            .group_by("department", "form")
            .agg(
                rows=pl.len(),
                total=pl.col("score").sum(),
                open=pl.col("weight").filter(pl.col("score").is_null()).sum(),
            )
        )
        grade = pl.when(pl.col("open") > 0).then(pl.lit(""))
        near = pl.lit(False)
        for border, name in BORDERS:
            grade = grade.when(pl.col("total") >= border).then(pl.lit(name))
            if border:
                near = near | (2 * (pl.col("total") - border).abs() <= pl.col("rows"))
        made = made.with_columns(grade=grade, near=near & (pl.col("open") == 0))
        found = (
            made.group_by("department")
            .agg(
                forms=pl.len(),
                total=pl.col("total").sum(),
                open=(pl.col("grade") == "").sum(),
                near=pl.col("near").sum(),
                **{name: (pl.col("grade") == name).sum() for _, name in BORDERS},
            )
            .collect(engine="streaming")
        )
        return {key: int(found[key].sum()) for key in found.columns if key != "department"}

    return work, own_peak


def pandas(files: list[str], _: int) -> tuple[Callable[[], Told], Callable[[], int]]:
    import numpy as np
    import pandas as pd

    def work() -> Told:
        rows = pd.read_parquet(files)
        known = rows["actual"].notna().to_numpy()
        value = np.maximum(rows["actual"].fillna(0).to_numpy().astype(np.int64), 0)
        aim, weight, side = (rows[name].to_numpy() for name in ("target", "weight", "side"))
        met = ((value >= aim) | (side == -1)) & ((value <= aim) | (side == 1))
        short = (value < aim) & (side != -1)
        over = weight * np.maximum(2 * aim - value, 0)
        num = np.where(met, weight, np.where(short, weight * value, over))
        den = np.where(met, 1, aim)
        rows["score"] = np.where(known, (2 * num + den) // (2 * den), 0)
        rows["open"] = np.where(known, 0, weight)
        made = rows.groupby(["department", "form"], sort=False).agg(
            rows=("score", "size"), total=("score", "sum"), open=("open", "sum")
        )
        judged = made["open"] == 0
        near = np.zeros(len(made), bool)
        grade = np.full(len(made), "", object)
        for border, name in reversed(BORDERS):
            grade[(judged & (made["total"] >= border)).to_numpy()] = name
            if border:
                near |= (2 * (made["total"] - border).abs() <= made["rows"]).to_numpy()
        made = made.assign(grade=grade, near=near & judged.to_numpy(), forms=1)
        for name in ("", *(name for _, name in BORDERS)):
            made[name or "open"] = made["grade"] == name
        keys = ["forms", "total", "open", "near", *(name for _, name in BORDERS)]
        found = made.groupby("department")[keys].sum()
        return {key: int(found[key].sum()) for key in keys}

    return work, own_peak


def ledger(files: list[str], threads: int) -> tuple[Callable[[], Told], Callable[[], int]]:
    """Pay of two items reconciled: reversals paired, net a person-month, months paid late."""
    from datetime import date

    from jiheng.model.result import Binding, Ratio
    from jiheng.policy import load
    from jiheng.score.engines import connect, fetch
    from jiheng.score.measures import actual
    from jiheng.score.records import Evidence

    book = load(on=date(2023, 12, 31))

    def work() -> Told:
        con = connect("duckdb", {"person": files[:1], "ledger": files[1:]}, threads=threads)
        data = Evidence(con, 2023, date(2023, 12, 31), book)
        told = {}
        for item, rate in (("OT", "700"), ("DUTY", "300")):
            asked = {"roster": "POL", "item": item, "rate": rate, "due": "days", "grace": "10"}
            net = actual(data, Binding("", "P1", "L1", "rate_modal", asked)).beside
            late = actual(data, Binding("", "P1", "T1", "on_time_months", asked)).beside
            told[f"{item} exact"] = int(str(net["correct"]))
            told[f"{item} off the roster"] = int(str(net["outside"]))
            for key in ("strict", "pm_strict"):
                one = late[key]
                assert isinstance(one, Ratio)
                told[f"{item} {key}"] = one.num
        rows = con.table("ledger")
        first = rows.select(was="entry_id", who="person_id", what="item", yuan="amount")
        back = rows.filter(rows["kind"] == "reversal")
        both = back.left_join(first, back["ref_entry"] == first["was"])
        same = (both["person_id"] == both["who"]) & (both["item"] == both["what"])
        paired = same & (both["amount"] == -both["yuan"])
        (found,) = fetch(con, both.aggregate(back=both.count(), paired=paired.sum()))
        return told | {key: int(value) for key, value in found.items()}

    return work, own_peak


def samples(files: list[str], threads: int) -> tuple[Callable[[], Told], Callable[[], int]]:
    """Raw samples to seconds a point and day, then the measure of availability over the year."""
    from datetime import date

    import ibis
    import pyarrow.parquet as pq

    from jiheng.model.result import Binding
    from jiheng.policy import load
    from jiheng.score.engines import connect
    from jiheng.score.measures import actual
    from jiheng.score.records import Evidence

    book = load(on=date(2023, 12, 31))

    def work() -> Told:
        con = connect("duckdb", {"probe_sample": files}, threads=threads)
        rows = con.table("probe_sample")
        days = rows.group_by(date=rows["ts"].date(), point_id="point_id").aggregate(
            up_s=(rows["ok"].sum() * 300).cast("int64"),
            seen=(rows.count() * 300).cast("int64"),
        )
        days = days.select(
            *("date", "point_id", "up_s"),
            expected_s=ibis.literal(86_400, type="int64"),
            down_s=days["seen"] - days["up_s"],
            maint_s=ibis.literal(0, type="int64"),
            unknown_s=86_400 - days["seen"],
        )
        with TemporaryDirectory() as folder:
            path = f"{folder}/days.parquet"
            con.to_parquet(days, path)
            points = pq.read_table(path, columns=["point_id"])["point_id"].unique().to_pylist()
            since = date(2023, 1, 1)
            known = [{"point_id": p, "group": "all", "in_service_from": since} for p in points]
            con = connect("duckdb", {"availability_daily": [path], "point": known}, threads=threads)
            data = Evidence(con, 2023, date(2023, 12, 31), book)
            found = actual(data, Binding("", "P3", "L1", "availability", {"group": "all"}))
        assert found.value is not None
        assert found.low is not None
        return {"up": found.value.num, "known": found.value.den, "expected": found.low.den}

    return work, own_peak


def main() -> int:
    way, rounds, threads, *files = sys.argv[1:]
    try:
        work, peak = globals()[way](files, int(threads))
        taken, told = [], {}
        for _ in range(int(rounds)):
            start, busy = perf_counter(), spent()
            told = work()
            taken.append((perf_counter() - start, spent() - busy))
    except ImportError as error:
        print(f"missing {error.name}")
        return 1
    best = [min(column) for column in zip(*taken, strict=True)]
    print(json.dumps({"first": taken[0][0], "best": best, "peak": peak(), "told": told}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
