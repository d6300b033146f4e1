"""Records pulled from SQLite and from a real PostgreSQL: exact, read-only, and nothing else."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import servers
import yaml
from conftest import ROOT
from filling import AT, BOOK

from jiheng.cli import main
from jiheng.evidence.outcome import Result, Wanted
from jiheng.evidence.pull import pull
from jiheng.evidence.sources import readonly
from jiheng.evidence.store import Store
from jiheng.model.refusal import Refusal

pytest.importorskip("pyarrow")
CASES = ROOT / "cases" / "evidence" / "sources"
PEOPLE = "㐂𠮷镕喆"  # of GB18030, not of GB2312; the second is beyond 16 bits
HEADS = "pzh, xm, rybh, ssq, jzrq, zfrq, je, lx, yh, hg"
ROWS = (
    ("V1", "OT", "P001", "2023-03", "2023-03-25", "2023-03-25", "700.00", "正常", None, 1),
    ("V2", "OT", "P002", "2023-03", "2023-03-25", "2023-03-25", "496.77", "正常", None, 1),
    ("V3", f"补{PEOPLE}", "P003", "2023-02", "2023-04-05", "2023-04-05", "0.10", "补发", None, 0),
    ("V4", "OT", "P001", "2023-03", "2023-04-12", "2023-04-12", "-700.00", "冲销", "V1", 1),
    ("V5", "OT", "P009", "2023-03", "2023-04-12", "2023-04-12", "9999999999999.99", "正常", "", 1),
)
TABLE = """CREATE TABLE {}zf (pzh text, xm text, rybh text, ssq text, jzrq date, zfrq {},
    je numeric(18,2), lx text, yh text, hg {}, zt text DEFAULT '已付', xingming text)"""


def described(folder: Path, case: str, **changes: Any) -> str:
    """A case's description in ``folder``, with changes; None takes a setting away."""
    said = yaml.safe_load((CASES / f"{case}.yaml").read_text("utf-8")) | changes
    path = folder / f"{case}.yaml"
    kept = {key: value for key, value in said.items() if value is not None}
    path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), "utf-8")
    return str(path)


def take(store: Store, path: str, *days: str, **wanted: Any) -> Result:
    since, until = (date.fromisoformat(day) for day in days) if days else (None, None)
    return pull(path, store, BOOK, since, until, Wanted(at=AT, **wanted))


def stored(store: Store, columns: str = "entry_id, amount, kind, item, pay_date") -> list[Any]:
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT {columns} FROM read_parquet({store.open('ledger')!r}) ORDER BY entry_id"
    rows: list[Any] = duckdb.sql(query).fetchall()
    return rows


def refused(action: Any, *words: str) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    sentence = caught.value.sentence() + caught.value.sentence("en")
    assert not [word for word in words if word not in sentence], sentence
    assert servers.PASSWORD not in sentence
    return sentence


WANTED = [
    (
        row[0],
        Decimal(row[6]),
        {"正常": "pay", "补发": "backpay", "冲销": "reversal"}[row[7]],
        row[1],
    )
    for row in ROWS
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store"))


@pytest.fixture
def lite(tmp_path: Path) -> Path:
    path = tmp_path / "pay.db"
    con = sqlite3.connect(path)
    con.execute(TABLE.format("", "date", "int"))
    con.executemany(f"INSERT INTO zf ({HEADS}) VALUES (?,?,?,?,?,?,?,?,?,?)", ROWS)
    con.execute("INSERT INTO zf (pzh, zt) VALUES ('V9', '作废')")
    con.commit()
    con.close()
    return path


def test_sqlite_to_the_fen(lite: Path, store: Store, tmp_path: Path) -> None:
    before = lite.read_bytes()
    path = described(tmp_path, "payments-sqlite")
    result = take(store, path, by="出纳")
    assert (result.status, result.rows, result.faults) == ("imported", 5, ())
    assert [row[:4] for row in stored(store)] == WANTED
    assert lite.read_bytes() == before
    assert take(store, path).status == "known"
    assert not store.verify().problems
    (entry,) = store.batches()
    assert entry["origin"]["place"] == "pay.db"
    assert (entry["origin"]["dated"], entry["synthetic"]) == ("2023-12-01", 5)


def test_a_table_through_ibis_and_only_the_days_asked_for(
    lite: Path, store: Store, tmp_path: Path
) -> None:
    path = described(tmp_path, "payments-sqlite", select=None, relation="zf")
    con = sqlite3.connect(lite)
    con.execute("UPDATE zf SET jzrq = '2023/4/5' WHERE pzh = 'V3'")  # SQLite keeps what it gets
    con.commit()
    con.close()
    assert take(store, path, "2023-04-01", "2023-04-30").status == "refused"  # V9 has no amount
    path = described(tmp_path, "payments-sqlite")
    assert take(store, path, "2023-04-01", "2023-04-05").rows == 1
    assert [row[0] for row in stored(store)] == ["V3"]
    assert take(store, path, "2023-03-01", "2023-03-31").rows == 2


def test_the_same_checks_as_for_a_file(lite: Path, store: Store, tmp_path: Path) -> None:
    con = sqlite3.connect(lite)
    con.execute("UPDATE zf SET lx = '其他', je = 700.125 WHERE pzh = 'V1'")
    con.execute("UPDATE zf SET xm = '=HYPERLINK(1)' WHERE pzh = 'V2'")
    con.commit()
    con.close()
    result = take(store, described(tmp_path, "payments-sqlite"))
    found = {(fault.column, fault.code) for fault in result.faults}
    assert found >= {("kind", "word"), ("amount", "decimals"), ("item", "formula")}
    assert not store.batches()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"select": "DELETE FROM zf"}, ("delete", "SELECT")),
        ({"select": "SELECT 1; DROP TABLE zf"}, (";",)),
        ({"select": "SELECT load_extension('x') AS pzh"}, ("load_extension",)),
        ({"relation": "zf"}, ("relation", "select")),
        ({"select": None, "relation": "nirgends"}, ("没有这张表",)),
        ({"columns": {"entry_id": "pzh"}}, ("project",)),
        ({"select": None, "relation": "zf", "file": "weg.db"}, ("weg.db",)),
        ({"select": "SELECT * FROM weg"}, ("数据库不答应", "weg")),
        ({"rows_at_most": "3"}, ("3",)),
        ({"datd": "x"}, ("datd",)),
        ({"dated": "heute"}, ("dated",)),
        ({"kind": "oracle"}, ("oracle", "postgresql")),
    ],
)
def test_what_cannot_be_taken(
    lite: Path, store: Store, tmp_path: Path, changes: dict[str, Any], words: tuple[str, ...]
) -> None:
    path = described(tmp_path, "payments-sqlite", **changes)
    refused(lambda: take(store, path), *words)
    assert not store.batches()


def test_a_query_that_never_ends_is_stopped(lite: Path, store: Store, tmp_path: Path) -> None:
    endless = """WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
        SELECT zf.* FROM zf, n WHERE n.x < 0"""
    path = described(tmp_path, "payments-sqlite", select=endless, seconds="1")
    refused(lambda: take(store, path), "interrupted")


def test_text_that_is_not_utf8(lite: Path, store: Store, tmp_path: Path) -> None:
    con = sqlite3.connect(lite)
    con.execute("UPDATE zf SET xm = CAST(? AS TEXT) WHERE pzh = 'V1'", ("加班".encode("gb18030"),))
    con.execute("UPDATE zf SET lx = CAST(? AS TEXT)", ("正常".encode("gb18030"),))
    con.execute("DELETE FROM zf WHERE pzh <> 'V1'")
    con.commit()
    con.close()
    select = f"SELECT {HEADS} FROM zf"
    refused(lambda: take(store, described(tmp_path, "payments-sqlite", select=select)), "UTF-8")
    path = described(tmp_path, "payments-sqlite", select=select, encoding="gb18030")
    assert take(store, path).status == "imported"
    assert stored(store, "item, kind") == [("加班", "pay")]


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE zf SET je = 0",
        "WITH x AS (DELETE FROM zf RETURNING *) SELECT * FROM x",
        "SELECT 1; SELECT 2",
        "SELECT 'it''s' ; DROP TABLE zf",
        "SELECT $$;$$",
        "SELECT E'\\'; DROP TABLE zf --'",
        "SELECT * INTO neu FROM zf",
        "SELECT pg_read_file('x')",
        'SELECT "pg_sleep"(9)',
        'SELECT U&"\\0070g_sleep"(9)',
        "SELECT dblink('a', 'b')",
        "SELECT /* ; */ 1",
        "SELECT nextval('s')",
        "VALUES (1)",
        "",
        "SELECT 'open",
    ],
)
def test_not_one_plain_select(text: str) -> None:
    assert readonly.objection(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM zf",
        "with x as (select 1 as a) select a from x -- ; drop",
        "SELECT 'delete; drop' AS \"delete; drop\" FROM zf WHERE a <> 'it''s'",
        "SELECT replace(a, 'x', '') AS 栏目, \"update\" FROM 支付.明细 ORDER BY 1",
    ],
)
def test_one_plain_select(text: str) -> None:
    assert readonly.objection(text) == ""


# PostgreSQL


@pytest.fixture(scope="module")
def server() -> Iterator[servers.Postgres]:
    pytest.importorskip("psycopg")
    with servers.postgres() as server:
        server.sql(
            "CREATE DATABASE pay",
            "CREATE DATABASE gb ENCODING 'EUC_CN' LOCALE 'C' TEMPLATE template0",
            f"CREATE ROLE reader LOGIN PASSWORD '{servers.PASSWORD}'",
            f"CREATE ROLE writer LOGIN SUPERUSER PASSWORD '{servers.PASSWORD}'",
        )
        for database in ("pay", "gb"):
            rows = [row for row in ROWS if database == "pay" or row[0] != "V3"]
            values = [
                "(" + ", ".join("NULL" if v in (None, "") else f"'{v}'" for v in row) + ")"
                for row in rows
            ]
            server.sql(
                "CREATE SCHEMA finance",
                TABLE.format("finance.", "timestamptz", "boolean"),
                f"INSERT INTO finance.zf ({HEADS}) VALUES {', '.join(values)}",
                "UPDATE finance.zf SET zfrq = '2023-03-25 16:30:00+00' WHERE pzh = 'V2'",
                "UPDATE finance.zf SET xm = '执勤津贴' WHERE pzh = 'V1'",
                """CREATE VIEW finance.v_zf AS SELECT pzh, xm, rybh, ssq, jzrq, je, lx, yh, hg,
                   (zfrq AT TIME ZONE 'Asia/Shanghai')::date AS zfrq, zfrq AS am,
                   ARRAY[1] AS liste FROM finance.zf""",
                """CREATE FUNCTION finance.evil() RETURNS text LANGUAGE sql AS
                   $$DELETE FROM finance.zf WHERE pzh = 'V5' RETURNING 'X'$$""",
                "CREATE TABLE finance.tc (am timestamptz, uhr timestamp, n float8, ja boolean)",
                """INSERT INTO finance.tc VALUES
                   ('2023-03-25 16:30:00.75+00', '2023-03-26 00:30:00.75',
                    0.1::float8 + 0.2, true)""",
                "GRANT SELECT ON finance.tc TO reader",
                "GRANT USAGE ON SCHEMA finance TO reader",
                "GRANT SELECT ON finance.v_zf TO reader",
                database=database,
            )
        yield server


@pytest.fixture
def pg(server: servers.Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a description must say of the server."""
    monkeypatch.setenv("JIHENG_TEST_PASSWORD", servers.PASSWORD)
    (tmp_path / "ca.pem").write_bytes(server.ca.read_bytes())
    return {"port": str(server.port), "hosts": [f"localhost:{server.port}"]}


def test_postgresql_exactly(pg: dict[str, Any], store: Store, tmp_path: Path) -> None:
    path = described(tmp_path, "payments-postgresql", **pg)
    result = take(store, path)
    assert (result.status, result.rows, result.faults) == ("imported", 5, ())
    rows = stored(store)
    assert [row[:3] for row in rows] == [row[:3] for row in WANTED]
    assert (rows[0][3], rows[2][3]) == ("执勤津贴", f"补{PEOPLE}")
    assert rows[1][4] == date(2023, 3, 26)  # 00:30 in Beijing is the next day
    (entry,) = store.batches()
    assert entry["origin"]["place"] == f"localhost:{pg['port']}/pay"
    assert entry["origin"]["tls"] == "verify"
    assert take(store, path).status == "known"
    everything = (Path(store.path) / "chain.jsonl").read_text("utf-8")
    assert servers.PASSWORD not in everything
    assert "JIHENG_TEST_PASSWORD" not in everything


def test_postgresql_days_are_asked_of_the_server(
    pg: dict[str, Any], store: Store, tmp_path: Path
) -> None:
    path = described(tmp_path, "payments-postgresql", **pg)
    assert take(store, path, "2023-04-01", "2023-04-05").rows == 1
    (entry,) = store.batches()
    assert "MAKE_DATE(2023, 4, 1)" in entry["origin"]["query"]
    assert [row[0] for row in stored(store)] == ["V3"]


def test_another_encoding_of_the_server(pg: dict[str, Any], store: Store, tmp_path: Path) -> None:
    path = described(tmp_path, "payments-postgresql", **pg, database="gb")
    assert take(store, path).rows == 4
    assert stored(store)[0][3] == "执勤津贴"


def test_a_select_of_postgresql(pg: dict[str, Any], store: Store, tmp_path: Path) -> None:
    select = "SELECT v.*, 1 AS x FROM finance.v_zf AS v WHERE v.xm LIKE '%津贴%' -- 只要津贴"
    path = described(
        tmp_path, "payments-postgresql", **pg, relation=None, schema=None, select=select
    )
    assert take(store, path).rows == 1
    assert stored(store, "entry_id, pay_date") == [("V1", date(2023, 3, 25))]


def test_even_the_owner_writes_nothing(pg: dict[str, Any], store: Store, tmp_path: Path) -> None:
    """What is one plain SELECT to the eye may still write: the session itself must refuse."""
    own = {"relation": None, "schema": None, "user": "writer"}

    def asked(select: str) -> str:
        return described(tmp_path, "payments-postgresql", **pg, **own, select=select)

    hidden = asked("SELECT v.*, v.zfrq AS x FROM finance.zf AS v WHERE finance.evil() IS NULL")
    refused(lambda: take(store, hidden), "数据库不答应", "read-only")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readonly, "objection", lambda text: "")
        for evil in (
            "SELECT * FROM finance.zf FOR UPDATE",
            "WITH w AS (DELETE FROM finance.zf RETURNING *) SELECT * FROM w",
            "SELECT * FROM finance.v_zf) AS q; DELETE FROM finance.zf; SELECT * FROM (SELECT 1",
        ):
            refused(lambda evil=evil: take(store, asked(evil)), "数据库不答应")
    path = described(tmp_path, "payments-postgresql", **pg)
    assert take(store, path).rows == 5


def test_times_are_beijing_time_and_numbers_have_fifteen_digits(
    pg: dict[str, Any], store: Store, tmp_path: Path
) -> None:
    columns = {"ts": "am", "point_id": "n", "layer": {"is": "RTSP"}, "ok": "ja"}
    said = {"table": "probe_sample", "columns": columns, "relation": "tc"}
    duckdb = pytest.importorskip("duckdb")
    for field in ("am", "uhr"):
        said["columns"] = columns | {"ts": field}
        store = Store(str(tmp_path / field))
        assert take(store, described(tmp_path, "payments-postgresql", **pg, **said)).rows == 1
        query = f"SELECT ts, point_id, ok FROM read_parquet({store.open('probe_sample')!r})"
        assert duckdb.sql(query).fetchall() == [(datetime(2023, 3, 26, 0, 30), "0.3", 1)]


def test_the_certificate_must_be_the_hosts(
    pg: dict[str, Any], store: Store, tmp_path: Path
) -> None:
    """It is signed by the right authority, but for localhost."""
    said = pg | {"host": "127.0.0.1", "hosts": [f"127.0.0.1:{pg['port']}"]}
    refused(lambda: take(store, described(tmp_path, "payments-postgresql", **said)), "连接不上")
    path = described(tmp_path, "payments-postgresql", **said, tls="none")
    assert take(store, path).rows == 5
    assert store.batches()[0]["origin"]["tls"] == "none"


def test_sqlite_itself_refuses_what_is_no_reading(
    lite: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readonly, "objection", lambda text: "")
    select = f"SELECT {HEADS}, load_extension('x') AS xm2 FROM zf"
    said = yaml.safe_load((CASES / "payments-sqlite.yaml").read_text("utf-8"))
    columns = said["columns"] | {"item": "xm2"}
    path = described(tmp_path, "payments-sqlite", select=select, columns=columns)
    refused(lambda: take(store, path), "not authorized")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hosts": ["127.0.0.1:1"]}, ("不在 hosts 名单中",)),
        ({"hosts": []}, ("不在 hosts 名单中",)),
        ({"relation": "zf"}, ("permission denied",)),
        ({"relation": "weg"}, ("没有这张表",)),
        ({"user": "niemand"}, ("连接不上",)),
        ({"password": "abc"}, ("不能直接写在说明文件里",)),
        ({"password": {"env": "JIHENG_TEST_NOTHING"}}, ("JIHENG_TEST_NOTHING",)),
        ({"password": {"file": "weg"}}, ("weg",)),
        ({"ca": "weg.pem"}, ("weg.pem",)),
        ({"ca": None}, ("连接不上",)),  # the system does not know our authority
        ({"tls": "vielleicht"}, ("verify", "none")),
        ({"host": "127.0.0.9"}, ("不在 hosts 名单中",)),
    ],
)
def test_no_connection(
    pg: dict[str, Any],
    store: Store,
    tmp_path: Path,
    changes: dict[str, Any],
    words: tuple[str, ...],
) -> None:
    path = described(tmp_path, "payments-postgresql", **(pg | changes))
    refused(lambda: take(store, path), *words)


def test_a_field_that_is_no_value(pg: dict[str, Any], store: Store, tmp_path: Path) -> None:
    said = yaml.safe_load((CASES / "payments-postgresql.yaml").read_text("utf-8"))
    columns = said["columns"] | {"item": "liste"}
    path = described(tmp_path, "payments-postgresql", **pg, columns=columns)
    refused(lambda: take(store, path), "liste")
    path = described(tmp_path, "payments-postgresql", **pg, columns=columns | {"item": "weg"})
    refused(lambda: take(store, path), "weg")


def test_the_password_from_a_file(pg: dict[str, Any], store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(servers.PASSWORD + "\n", "utf-8")
    path = described(tmp_path, "payments-postgresql", **pg, password={"file": "secret"})
    assert take(store, path, preview=True).status == "seen"
    assert not store.batches()


def test_the_command(
    pg: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = described(tmp_path, "payments-postgresql", **pg)
    folder = str(tmp_path / "store")
    words = ["evidence", "pull", "--source", path, "--store", folder, "--by", "出纳"]
    assert main(words) == 0
    out = capsys.readouterr()
    assert "已导入" in out.out
    assert "5 行" in out.out
    assert main(words) == 0
    assert "不重复导入" in capsys.readouterr().out
    assert main([*words, "--since", "heute"]) == 2
    os.environ["JIHENG_TEST_PASSWORD"] = "falsch"
    assert main(words) == 2
    assert "falsch" not in "".join(capsys.readouterr())
    chain = (tmp_path / "store" / "chain.jsonl").read_text("utf-8").splitlines()
    assert json.loads(chain[0])["by"] == "出纳"
