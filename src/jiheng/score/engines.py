"""DuckDB and Spark behind one door: canonical tables by name, typed as model/tables.py says.

Whatever differs between the engines is here (docs/decisions/0012): how files are opened, how a
table is kept for a while, how rows come back. A measure does not know which one it runs on.
"""

from __future__ import annotations

from contextlib import contextmanager

from ..model.tables import DATE, EXACT, FLAG, MONEY, TABLES, TIME, WHOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
SQL = {"int64": "BIGINT", "string": "STRING"}
"""What both engines call a type, where that is not its name in Ibis."""
DUCKDB, SPARK = "duckdb", "spark"
MASTERS = ("spark://", "local", "yarn", "k8s://")
"""How the name of a Spark cluster begins; "spark" alone is this machine."""


def columns(table: Table) -> dict[str, str]:
    """Column name to Ibis type."""
    return {column.name: TYPES.get(column.type, "string") for column in table.columns}


def connect(engine: str, source: Source, *, threads: int = 0) -> Any:
    """An Ibis backend in which every canonical table is there, empty where ``source`` lacks it.

    ``engine``: "duckdb", "spark" (this machine) or a Spark master ("spark://host:7077").
    ``source``: table name to paths of Parquet files, or to rows as dictionaries. ``threads``: 0
    for as many as there are. Raises KeyError for a table or an engine that is not known.
    """
    unknown = set(source) - set(TABLES)
    if unknown:
        raise KeyError(f"no canonical table {', '.join(sorted(unknown))}")
    if engine == DUCKDB:
        con = _duckdb(threads)
    elif engine == SPARK or engine.startswith(MASTERS):
        con = _spark("" if engine == SPARK else engine, threads)
    else:
        raise KeyError(f"no engine {engine}")
    for name, table in TABLES.items():
        _view(con, table, list(source.get(name, ())))
    return con


def stored(con: Any, name: str, paths: list[str]) -> Any:
    """The files of a table with what ``con.table`` leaves out: the file each row came from."""
    kinds = {**columns(TABLES[name]), "source_doc_id": "string", "sha256": "string"}
    mark = '"' if con.name == DUCKDB else "`"
    cells = ", ".join(
        f"CAST({mark}{column}{mark} AS {SQL.get(kind, kind)}) AS {mark}{column}{mark}"
        for column, kind in kinds.items()
    )
    view, rows = f"{mark}stored_{name}{mark}", _files(con, name, paths)
    con.raw_sql(f"CREATE OR REPLACE TEMPORARY VIEW {view} AS SELECT {cells} FROM {rows}")
    return con.table(f"stored_{name}")


def keep(table: Any) -> Any:
    """The table reckoned once and held until nobody refers to it any more."""
    with _as_written():
        return table.cache()


def fetch(con: Any, table: Any) -> list[dict[str, Any]]:
    """The rows of a small result, whole numbers as whole numbers.

    By the engine itself: on Spark the way through pandas turns a whole number beside a NULL into
    a float.
    """
    with _as_written():
        found = con.raw_sql(con.compile(table))
    names = list(table.columns)
    rows = found.fetchall() if con.name == DUCKDB else found.collect()
    return [dict(zip(names, row, strict=True)) for row in rows]


@contextmanager
def _as_written() -> Iterator[None]:
    """One SELECT a step: Ibis takes a third of its time to fuse what the engines fuse anyway."""
    import ibis

    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before


def inline(con: Any, kinds: Mapping[str, str], rows: Sequence[Sequence[object]]) -> Any:
    """A table of a few rows written into the query itself; text, so that every engine casts alike.

    For our own words only: nothing that came from outside may contain a quotation mark.
    """
    import ibis

    filler = [["0"] * len(kinds)]
    lines = ", ".join(f"({', '.join(_quoted(cell) for cell in row)})" for row in rows or filler)
    names = [f"c{place}" for place in range(len(kinds))]
    cast = ", ".join(
        f"CAST({name} AS {SQL.get(kind, kind)}) AS {wanted}"
        for name, (wanted, kind) in zip(names, kinds.items(), strict=True)
    )
    where = "" if rows else " WHERE FALSE"
    query = f"SELECT {cast} FROM (VALUES {lines}) AS t({', '.join(names)}){where}"
    return con.sql(query, schema=ibis.schema(kinds))


def _quoted(cell: object) -> str:
    text = str(cell)
    if "'" in text or "\\" in text:
        raise ValueError(f"not a word of ours: {text}")
    return f"'{text}'"


def _duckdb(threads: int) -> Any:
    import ibis

    con = ibis.duckdb.connect()
    if threads:
        con.raw_sql(f"SET threads = {int(threads)}")
    return con


def _spark(master: str, threads: int) -> Any:
    """A session of its own, so that its views meet no other's, in the one context there can be."""
    import ibis
    from pyspark.sql import SparkSession

    build = SparkSession.builder.appName("jiheng").config("spark.ui.enabled", "false")
    build = build.config("spark.sql.session.timeZone", "UTC")
    build = build.config("spark.sql.ansi.enabled", "true")
    build = build.config("spark.ui.showConsoleProgress", "false")
    if not master or master.startswith("local"):
        build = build.config("spark.driver.bindAddress", "127.0.0.1")
        build = build.config("spark.driver.host", "127.0.0.1")
        build = build.config("spark.sql.shuffle.partitions", str(max(threads, 2)))
    build = build.master(master or f"local[{threads or '*'}]")
    return ibis.pyspark.connect(build.getOrCreate().newSession())


def _view(con: Any, table: Table, given: list[Any]) -> None:
    """One canonical table: the rows given, with the types of its columns and no others."""
    kinds = columns(table)
    if given and not all(isinstance(path, str) for path in given):
        made = small(kinds, given)
        made = con.create_table(f"raw_{table.name}", made) if con.name == DUCKDB else made
        con.create_view(table.name, made, overwrite=True)
        return
    mark = '"' if con.name == DUCKDB else "`"
    cells = ", ".join(
        f"CAST({f'{mark}{name}{mark}' if given else 'NULL'} AS {SQL.get(kind, kind)})"
        f" AS {mark}{name}{mark}"
        for name, kind in kinds.items()
    )
    rows = f" FROM {_files(con, table.name, given)}" if given else " WHERE FALSE"
    name = f"{mark}{table.name}{mark}"
    view = "VIEW" if con.name == DUCKDB else "TEMPORARY VIEW"
    con.raw_sql(f"CREATE OR REPLACE {view} {name} AS SELECT {cells}{rows}")


def _files(con: Any, name: str, paths: list[str]) -> str:
    """What names the rows of these files in SQL; files of unequal columns are joined by name."""
    if con.name == DUCKDB:
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        return f"read_parquet([{listed}], union_by_name = true)"
    literal = str.maketrans({sign: "\\" + sign for sign in "\\{}[]*?"})
    session = con._session  # Ibis opens one path at a time
    rows = session.read.option("mergeSchema", "true").parquet(
        *(path.translate(literal) for path in paths)
    )
    rows.createOrReplaceTempView(f"raw_{name}")
    return f"`raw_{name}`"


def small(kinds: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> Any:
    """A table of a few rows: handed over as text, so that every engine casts alike."""
    import ibis

    data = {
        name: [None if row.get(name) is None else str(row[name]) for row in rows] for name in kinds
    }
    text = ibis.memtable(data, schema=ibis.schema(dict.fromkeys(kinds, "string")))
    return text.select(**{name: text[name].cast(kind) for name, kind in kinds.items()})
