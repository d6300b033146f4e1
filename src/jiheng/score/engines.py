"""DuckDB (and Spark) behind one door: canonical tables by name, typed as model/tables.py says."""

from __future__ import annotations

from ..model.tables import DATE, EXACT, FLAG, MONEY, TABLES, TIME, WHOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..model.tables import Table

    Source = Mapping[str, "Sequence[str] | Sequence[Mapping[str, object]]"]

TYPES = {
    WHOLE: "int64",
    MONEY: "decimal(18, 2)",
    EXACT: "decimal(18, 6)",
    DATE: "date",
    TIME: "timestamp",
    FLAG: "int64",
}
"""Ibis type of a column; every other kind is text."""


def columns(table: Table) -> dict[str, str]:
    """Column name to Ibis type."""
    return {column.name: TYPES.get(column.type, "string") for column in table.columns}


def connect(engine: str, source: Source, *, threads: int = 0) -> Any:
    """An Ibis backend in which every canonical table is there, empty where ``source`` lacks it.

    ``source``: table name to paths of Parquet files, or to rows as dictionaries. Raises KeyError
    for a table or an engine that is not known.
    """
    con = {"duckdb": _duckdb, "spark": _spark}[engine](threads)
    unknown = set(source) - set(TABLES)
    if unknown:
        raise KeyError(f"no canonical table {', '.join(sorted(unknown))}")
    for name, table in TABLES.items():
        con.create_view(name, _typed(con, table, list(source.get(name, ()))), overwrite=True)
    return con


def _duckdb(threads: int) -> Any:
    import ibis

    con = ibis.duckdb.connect()
    if threads:
        con.raw_sql(f"SET threads = {int(threads)}")
    return con


def _spark(threads: int) -> Any:
    """A local session, unless one is running already."""
    import ibis
    from pyspark.sql import SparkSession

    build = SparkSession.builder.appName("jiheng").config("spark.ui.enabled", "false")
    build = build.config("spark.sql.session.timeZone", "UTC")
    build = build.config("spark.driver.bindAddress", "127.0.0.1")
    build = build.config("spark.driver.host", "127.0.0.1")
    build = build.master(f"local[{threads or '*'}]")
    return ibis.pyspark.connect(build.getOrCreate())


def _typed(con: Any, table: Table, given: list[Any]) -> Any:
    """The rows of one table with the types of its columns, and no others."""
    wanted = columns(table)
    if not (given and all(isinstance(path, str) for path in given)):
        made = small(wanted, given)
        return con.create_table(f"raw_{table.name}", made) if con.name == "duckdb" else made
    # DuckDB joins files of unequal columns by name; Spark reads its Parquet files so by itself
    extra = {"union_by_name": True} if con.name == "duckdb" else {}
    rows = con.read_parquet(given, table_name=f"raw_{table.name}", **extra)
    return rows.select(**{name: rows[name].cast(kind) for name, kind in wanted.items()})


def small(kinds: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> Any:
    """A table of a few rows: handed over as text, so that every engine casts alike."""
    import ibis

    data = {
        name: [None if row.get(name) is None else str(row[name]) for row in rows] for name in kinds
    }
    text = ibis.memtable(data, schema=ibis.schema(dict.fromkeys(kinds, "string")))
    return text.select(**{name: text[name].cast(kind) for name, kind in kinds.items()})
