"""The same expressions on Spark: every figure, verdict and point that DuckDB gives, exactly.

``./dev spark`` runs this where Spark is installed; everywhere else it skips and says so.
"""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import evidence_tables
import pytest
from conftest import ROOT
from score_oracle import Oracle
from test_score_actuals import (
    BINDINGS,
    BOOK,
    END,
    EXECUTED,
    EXPECTED,
    FORMS,
    VERDICTS,
    Results,
    agrees,
    by_name,
)

from jiheng.evaluate import evaluate, executions
from jiheng.evidence.synthetic import MAKERS
from jiheng.model.result import FormResult, Ratio
from jiheng.model.tables import TABLES
from jiheng.score.engines import connect, fetch
from jiheng.score.exact import fraction, shown
from jiheng.score.records import Evidence, ids

MISSING = [
    name
    for name, there in (
        ("pyspark", find_spec("pyspark")),
        ("Java", os.environ.get("JAVA_HOME") or shutil.which("java")),
    )
    if not there
]
on_spark = pytest.mark.skipif(
    bool(MISSING), reason=f"NOT TESTED on Spark: {', '.join(MISSING)} missing; run ./dev spark"
)
pytestmark = [
    # Ibis 12 asks DuckDB 2 for tables by an old name
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets to the JVM, closed at exit
]
DAYS = (date(2023, 6, 30), END, date(2024, 3, 1))


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> evidence_tables.Source:
    """In a folder whose name has everything that Spark might take for a pattern."""
    folder = tmp_path_factory.mktemp("year") / "佐证 [a] {b} 100%"
    folder.mkdir()
    return evidence_tables.year(folder)


@pytest.fixture(scope="session")
def spark(year: evidence_tables.Source) -> Any:
    return connect("spark", year, threads=2)


@pytest.fixture(scope="session")
def duckdb(year: evidence_tables.Source) -> Any:
    return connect("duckdb", year)


@pytest.fixture(scope="session")
def forms(spark: Any) -> tuple[FormResult, ...]:
    return evaluate(FORMS, BINDINGS, spark, as_of=END, book=BOOK)


@pytest.fixture(scope="session")
def rows(forms: tuple[FormResult, ...]) -> Results:
    return by_name(forms)


@on_spark
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_form_is_the_same_on_both_engines(day: date, spark: Any, duckdb: Any) -> None:
    """Not only what is expected: all figures, bounds, readings, points and the rows used."""
    told = [evaluate(FORMS, BINDINGS, con, as_of=day, book=BOOK) for con in (spark, duckdb)]
    for one, other in zip(*told, strict=True):
        for row, same in zip(one.rows, other.rows, strict=True):
            assert row == same
        assert one == other


@on_spark
@pytest.mark.parametrize("name", [name for name in EXPECTED if name != "EXEC"])
def test_every_expected_actual(name: str, rows: Results) -> None:
    wanted = dict(EXPECTED[name])
    found = {**rows[name].actual.beside, "verdict": rows[name].judgement.standing.value}
    same = wanted.pop("same_as", None)
    if same:
        assert rows[name].actual == rows[same].actual
    for key, value in wanted.items():
        assert agrees(value, found.get(key)), f"{name}.{key}: {value}, found {found.get(key)}"


@on_spark
@pytest.mark.parametrize("name", VERDICTS)
def test_every_verdict(name: str, rows: Results) -> None:
    wanted, found = VERDICTS[name], rows[name].judgement
    assert found.standing.value == wanted["verdict"]
    assert found.op == wanted.get("op", "")
    assert found.reason == wanted.get("reason", found.reason)
    assert found.demonstrated is wanted.get("demonstrated")
    if "readings" in wanted:
        told = [f"{one.name} {one.op} {one.standing.value}" for one in found.readings]
        assert told == wanted["readings"]


@on_spark
def test_the_oracle_and_spark_agree(rows: Results) -> None:
    table = {
        name: [
            dict(zip([c.name for c in TABLES[name].columns], row, strict=True)) for row in make()
        ]
        for name, make in MAKERS.items()
    }
    compared = 0
    for name, figures in Oracle(table).all().items():
        for key, value in figures.items():
            if name in rows and key in rows[name].actual.beside:
                compared += 1
                found = rows[name].actual.beside[key]
                assert agrees(value if isinstance(value, list) else str(value), found), (name, key)
    assert compared > 100


@on_spark
@pytest.mark.parametrize("day", EXECUTED)
def test_execution_at_a_day(day: str, spark: Any) -> None:
    wanted = EXECUTED[day]
    found = executions(BINDINGS, spark, year=2023, as_of=date.fromisoformat(day), book=BOOK)
    for project in ("P1", "P2", "P3", "P4", "all"):
        one = found["" if project == "all" else project]
        wan, percent = wanted[project]
        assert fraction(one.paid) == Fraction(wan) * 10_000
        assert one.rate is not None
        assert shown(Ratio(one.rate.num * 100, one.rate.den), 4) == percent
        assert str(one.elapsed) == wanted["elapsed"]


@on_spark
def test_order_and_batches_are_irrelevant(forms: tuple[FormResult, ...], tmp_path: Path) -> None:
    con = connect("spark", evidence_tables.shuffled(tmp_path), threads=2)
    assert evaluate(FORMS, BINDINGS, con, as_of=END, book=BOOK) == forms


@on_spark
def test_two_connections_do_not_meet(spark: Any) -> None:
    empty = connect("spark", {}, threads=2)
    assert fetch(empty, empty.table("ledger").count().as_table()) != fetch(
        spark, spark.table("ledger").count().as_table()
    )
    found = evaluate(FORMS[:1], BINDINGS, empty, as_of=END, book=BOOK)
    assert not [row for row in found[0].rows if row.judgement.standing.judged]


@on_spark
def test_rows_given_as_rows_and_the_rows_behind_a_figure(spark: Any) -> None:
    given = {"project": "P1", "version": "年初", "effective": END, "amount": "5.00"}
    con = connect("spark", {"budget_version": [given]}, threads=2)
    found = executions(BINDINGS[:1], con, year=2023, as_of=END, book=BOOK)
    assert found["P1"].rate == Ratio(0, 50_000)
    data = Evidence(spark, 2023, END, BOOK)
    data.paid("P1")
    assert len(fetch(spark, ids(spark, data.used[0]))) > 4_000


@on_spark
def test_whole_numbers_beside_a_blank_stay_whole(spark: Any) -> None:
    """Through pandas 9007199254740993 would be ...992."""
    found = fetch(spark, spark.sql("SELECT * FROM VALUES (9007199254740993), (NULL) AS t(n)"))
    assert sorted(str(row["n"]) for row in found) == ["9007199254740993", "None"]


CLUSTER = """
import pickle, sys
from test_score_actuals import BINDINGS, BOOK, END, FORMS
from jiheng.evaluate import evaluate
from jiheng.score.engines import connect
source = pickle.load(open(sys.argv[1], "rb"))
con = connect("local-cluster[2,1,1024]", source)
found = evaluate(FORMS, BINDINGS, con, as_of=END, book=BOOK)
pickle.dump([str(form) for form in found], open(sys.argv[2], "wb"))
"""


@on_spark
def test_on_two_executors_of_their_own(
    year: evidence_tables.Source, forms: tuple[FormResult, ...], tmp_path: Path
) -> None:
    """Two JVMs beside the driver's: what a cluster does, on one machine."""
    given, made = tmp_path / "source", tmp_path / "made"
    given.write_bytes(pickle.dumps(year))
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-c", CLUSTER, str(given), str(made)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr[-2000:]
    assert pickle.loads(made.read_bytes()) == [str(form) for form in forms]


def test_engines_are_known_by_name() -> None:
    for name in ("", "sqlite", "sparkle", "http://somewhere"):
        with pytest.raises(KeyError, match="no engine"):
            connect(name, {})


def test_the_lock_of_spark_is_hashed_and_names_no_host() -> None:
    text = (ROOT / "requirements-spark.lock").read_text("utf-8")
    hashed = r"(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
    pinned = re.findall(rf"(?m)^([\w.-]+)==\S+ \\\n{hashed}", text)
    assert pinned == ["py4j", "pyspark"]
    assert "//" not in text
