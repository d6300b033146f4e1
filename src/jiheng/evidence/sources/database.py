"""Records in a SQL database, SQLite or PostgreSQL: one table or view through Ibis, or one SELECT.

Read-only three times over: the account should be, the session is, and nothing is ever sent but a
query of one named table or one SELECT. Numbers arrive as the database holds them: decimals are
exact; what it holds as a binary number has 15 digits, as in a workbook.
"""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from decimal import Context, Decimal

from ...model.tables import TABLES
from . import readonly
from .asked import SHANGHAI, within
from .reach import SECONDS, allowed, authority

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.refusal import Refusal
    from .asked import Asked
    from .described import Described

HELD = 4_096  # rows fetched at a time
_FIFTEEN = Context(prec=15)


def rows(source: Described, asked: Asked, origin: dict[str, Any]) -> Iterator[list[str]]:
    """Canonical rows, in the order of their keys. ``origin`` learns where they are from."""
    import sqlite3

    from ibis.common.exceptions import IbisError, TableNotFound

    ours = (IbisError, TableNotFound)
    failures: tuple[type[Exception], ...] = (sqlite3.Error, *ours, UnicodeDecodeError)
    session = _sqlite
    if source.kind == "postgresql":
        try:
            import psycopg
        except ImportError:
            raise source.refused(
                "缺少连接 PostgreSQL 的组件",
                "请安装 jiheng[postgresql]",
                "the library for PostgreSQL is not installed",
                "Install jiheng[postgresql]",
            ) from None
        failures, session = (psycopg.Error, *ours), _postgresql
    names = [column.name for column in source.columns]
    try:
        with session(source, origin) as (con, read):
            query = _query(source, con, asked)
            origin["query"] = query
            yield from (list(row) for row in within(read(query), names, source.table, asked))
    except failures as error:
        raise _failed(source, error) from None


def _query(source: Described, con: Any, asked: Asked) -> str:
    """The one statement that is sent."""
    if ("relation" in source.said) == ("select" in source.said):
        raise source.refused(
            "relation（表或视图）和 select 应写且只写一个",
            "请改正",
            "says neither or both of relation (a table or view) and select",
            "Say one",
        )
    fields = list(dict.fromkeys(bound.field for bound in source.columns if bound.field))
    keys = [
        bound.field
        for name in TABLES[source.table].key
        for bound in source.columns
        if bound.name == name and bound.field
    ]
    if "select" in source.said:
        return _selected(source, fields, keys)
    table = con.table(source.text("relation"), database=source.text("schema", "") or None)
    missing = [field for field in fields if field not in table.columns]
    if missing:
        raise _no_field(source, missing)
    table = _narrowed(source, table, asked)
    return str(con.compile(table.select(fields).order_by(keys)))


def _selected(source: Described, fields: list[str], keys: list[str]) -> str:
    text = source.text("select").strip()
    bad = readonly.objection(text)
    if bad:
        raise source.refused(
            f"select 不是单独一条只读的 SELECT（{bad}）",
            "请只写一条 SELECT，或先在数据库里建视图再写 relation",
            f"select is not one plain SELECT ({bad})",
            "Write one SELECT, or make a view and name it as relation",
        )
    listed = ", ".join(map(_quoted, fields))
    order = f" ORDER BY {', '.join(map(_quoted, keys))}" if keys else ""
    return f"SELECT {listed} FROM (\n{text}\n) AS jiheng{order}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _narrowed(source: Described, table: Any, asked: Asked) -> Any:
    """Only the days asked for, where the database itself knows the column for a date.

    SQLite knows no dates: there the rows are sifted when they have arrived.
    """
    period = next((b.field for b in source.columns if b.name == TABLES[source.table].period), "")
    if source.kind == "sqlite" or not period:
        return table
    kind = table[period].type()
    dated = kind.is_date() or (kind.is_timestamp() and kind.timezone is None)
    if dated and asked.since:
        table = table.filter((table[period] >= asked.since) | table[period].isnull())
    if dated and asked.until:
        table = table.filter(
            (table[period] < asked.until + timedelta(days=1)) | table[period].isnull()
        )
    return table


@contextmanager
def _sqlite(source: Described, origin: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    import sqlite3
    from time import monotonic_ns
    from urllib.parse import quote

    import ibis

    path = source.beside("file")
    if not os.path.isfile(path):
        raise source.refused(
            f"没有文件 {source.text('file')}",
            "请核对 file",
            f"there is no file {source.text('file')}",
            "Check file",
        )
    place = quote(os.path.abspath(path).replace(os.sep, "/"))
    slash = "" if place.startswith("/") else "/"
    uri = f"file:{slash}{place}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=SECONDS)) as raw:
        encoding = source.text("encoding", "utf-8")
        if encoding != "utf-8":
            raw.text_factory = lambda text: text.decode(encoding)
        con = ibis.sqlite.from_connection(raw)
        raw.execute("PRAGMA query_only = ON")
        end = monotonic_ns() + source.number("seconds", SECONDS, 3_600) * 1_000_000_000
        raw.set_progress_handler(lambda: int(monotonic_ns() > end), 100_000)
        origin |= {"kind": "sqlite", "place": os.path.basename(path)}

        def read(query: str) -> Iterator[list[str]]:
            raw.set_authorizer(_reads_only)  # only now: Ibis has looked at the schema
            with closing(raw.cursor()) as cursor:
                yield from _shown(source, cursor.execute(query))

        yield con, read


def _reads_only(action: int, _: str | None, other: str | None, *__: str | None) -> int:
    """SQLite asks for everything a statement will do."""
    import sqlite3

    fine = (
        *(sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_TRANSACTION),
        sqlite3.SQLITE_RECURSIVE,
    )
    if action in fine or (action == sqlite3.SQLITE_FUNCTION and other != "load_extension"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


@contextmanager
def _postgresql(source: Described, origin: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    import ibis
    import psycopg

    host, port = source.text("host"), source.number("port", 5432, 65_535)
    pause = source.number("seconds", SECONDS, 3_600)
    ca, open_ = authority(source), source.text("tls", "verify") == "none"
    settings = {
        "default_transaction_read_only": "on",
        "statement_timeout": f"{pause}s",
        "lock_timeout": f"{pause}s",
        "idle_in_transaction_session_timeout": "1h",
        "datestyle": "ISO",
    }
    raw = psycopg.connect(
        host=host,
        hostaddr=allowed(source, host, port),
        port=port,
        dbname=source.text("database"),
        user=source.text("user"),
        password=source.secret("password") if "password" in source.said else None,
        passfile=os.devnull,
        connect_timeout=pause,
        sslmode="disable" if open_ else "verify-full",
        sslrootcert=None if open_ else ca or "system",
        gssencmode="disable",
        client_encoding="utf8",
        application_name="jiheng",
        options=" ".join(f"-c {key}={value}" for key, value in settings.items()),
    )
    with closing(raw):
        raw.read_only = True
        raw.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        con = ibis.postgres.from_connection(raw)  # sets the zone of the session to UTC
        origin |= {"kind": "postgresql", "place": f"{host}:{port}/{source.text('database')}"}
        origin["tls"] = "none" if open_ else "verify"

        def read(query: str) -> Iterator[list[str]]:
            with raw.cursor("jiheng") as cursor:
                cursor.itersize = HELD
                yield from _shown(source, cursor.execute(query.encode()))

        yield con, read


def _shown(source: Described, cursor: Any) -> Iterator[list[str]]:
    """Fetched rows as canonical cells."""
    heads = [column[0] for column in cursor.description]
    places = [heads.index(bound.field) if bound.field else -1 for bound in source.columns]
    pairs = list(zip(source.columns, places, strict=True))
    while taken := cursor.fetchmany(HELD):
        for row in taken:
            yield [
                bound.shown(_text(source, bound.field, row[at])) if at >= 0 else bound.value
                for bound, at in pairs
            ]


def _text(source: Described, field: str, value: Any) -> str:
    """A value as it would stand in a file: dates as ISO, times in Beijing, to the second."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        if value.tzinfo:
            value = value.astimezone(SHANGHAI).replace(tzinfo=None)
        return str(value.isoformat(" ", "seconds"))
    if isinstance(value, date | int):
        return str(value)
    if isinstance(value, float):
        value = _FIFTEEN.create_decimal(repr(value)).normalize()
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() and abs(value.adjusted()) < 40 else str(value)
    if type(value).__name__ == "UUID":
        return str(value)
    raise source.refused(
        f"栏目 {field} 不是文字、数字或日期",
        "请在数据库里建视图，转换成文字、数字或日期",
        f"the field {field} is no text, number or date",
        "Make a view that converts it",
    )


def _no_field(source: Described, missing: list[str]) -> Refusal:
    return source.refused(
        f"{source.text('relation')} 没有栏目 {'、'.join(missing)}",
        "请核对 columns",
        f"{source.text('relation')} has no field {', '.join(missing)}",
        "Check columns",
    )


def _failed(source: Described, error: Exception) -> Refusal:
    """What went wrong, in the database's words but never the connection's."""
    state = getattr(error, "sqlstate", None)
    said = getattr(getattr(error, "diag", None), "message_primary", None)
    if type(error).__name__ == "TableNotFound":
        zh, en = "没有这张表或视图", "there is no such table or view"
    elif source.kind == "postgresql" and not said:
        zh, en = "连接不上，或账号、密码、证书不对", "no connection: host, account or certificate"
    else:
        words = " ".join(str(said or error).split())[:200]
        zh, en = f"数据库不答应：{words}", f"the database objects: {words}"
    code = f"（{state}）" if state else ""
    return source.refused(
        zh + code, "请核对说明文件和账号的权限", en + code, "Check the description and the account"
    )
