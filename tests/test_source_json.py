"""Records a service hands out as JSON: exact, from listed places only, within limits."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import servers
import yaml
from conftest import ROOT
from filling import AT, BOOK
from test_source_database import described, refused, stored

from jiheng.evidence.outcome import Result, Wanted
from jiheng.evidence.pull import pull
from jiheng.evidence.sources import reach
from jiheng.evidence.sources.described import describe
from jiheng.evidence.sources.web_json import pointed
from jiheng.evidence.store import Store

pytest.importorskip("pyarrow")
TOKEN = "令牌-not-a-secret".encode().hex()
EXACT = "9999999999999.99"
Answer = Callable[[str, Mapping[str, str]], servers.Answer]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("JIHENG_TEST_TOKEN", TOKEN)
    return Store(str(tmp_path / "store"))


def item(number: int, amount: str = "700.00") -> str:
    """One row as text, so that its decimals are what is written here."""
    return (
        f'{{"pzh": "V{number:03}", "xm": "OT𠮷", "ry": {{"bh": "P001"}}, "ssq": "2023-03",'
        f' "jzrq": "2023-03-25", "zfrq": "2023-03-25", "je": {{"value": {amount}}},'
        f' "lx": "正常", "yh": null, "hg": true, "身份证": "不取"}}'
    )


def page(rows: list[str], link: str | None = None) -> bytes:
    text = f'{{"data": {{"items": [{", ".join(rows)}]}}, "links": {{"next": {json.dumps(link)}}}}}'
    return text.encode()


def answer(body: bytes, status: int = 200, **headers: str) -> servers.Answer:
    return status, {name.replace("_", "-"): value for name, value in headers.items()}, body


def take(store: Store, folder: Path, port: int, **changes: Any) -> Result:
    place = {"hosts": [f"127.0.0.1:{port}"], "url": f"http://127.0.0.1:{port}/api/payments"}
    path = described(folder, "payments-json", **(place | changes))
    days = (date(2023, 3, 1), date(2023, 3, 31))
    return pull(path, store, BOOK, *days, Wanted(at=AT))


def test_pages_by_link(store: Store, tmp_path: Path) -> None:
    asked: list[tuple[str, Mapping[str, str]]] = []

    def serve(path: str, headers: Mapping[str, str]) -> servers.Answer:
        asked.append((path, headers))
        if "page=2" in path:
            return answer(page([item(3, "0.10"), item(4, EXACT)], ""))
        return answer(page([item(1), item(2, "496.770")], "/api/payments?page=2"))

    with servers.http(serve) as port:
        result = take(store, tmp_path, port)
        assert (result.status, result.rows) == ("imported", 4)
        assert take(store, tmp_path, port).status == "known"
    amounts = ["700.00", "496.77", "0.10", EXACT]
    assert [row[1] for row in stored(store)] == list(map(Decimal, amounts))
    assert stored(store, "item, eligible, ref_entry, project")[0] == ("OT𠮷", 1, None, "P1")
    query = parse_qs(urlsplit(asked[0][0]).query)
    assert query == {"from": ["2023-03-01"], "to": ["2023-03-31"]}
    assert asked[0][1]["Authorization"] == f"Bearer {TOKEN}"
    assert asked[0][1]["Host"] == f"127.0.0.1:{port}"
    (entry,) = store.batches()
    assert (entry["origin"]["pages"], entry["origin"]["kind"]) == (2, "json")
    assert TOKEN not in (Path(store.path) / "chain.jsonl").read_text("utf-8")


def test_pages_by_number(store: Store, tmp_path: Path) -> None:
    def serve(path: str, headers: Mapping[str, str]) -> servers.Answer:
        (number,) = parse_qs(urlsplit(path).query)["p"]
        return answer(page([item(int(number))] if number in ("0", "1", "2") else []))

    pages = {"parameter": "p", "first": "0"}
    with servers.http(serve) as port:
        assert take(store, tmp_path, port, next=None, pages=pages).rows == 3


def test_a_service_that_forgets_the_page(store: Store, tmp_path: Path) -> None:
    pages = {"parameter": "p"}
    with servers.http(lambda path, headers: answer(page([item(1)]))) as port:
        refused(lambda: take(store, tmp_path, port, next=None, pages=pages), "同一页来了两次")
    with servers.http(lambda path, headers: answer(page([item(1)], "/again"))) as port:
        refused(lambda: take(store, tmp_path, port), "同一页来了两次")
    assert not store.batches()


def test_rows_outside_the_days_are_left_out(store: Store, tmp_path: Path) -> None:
    early = item(2).replace('"jzrq": "2023-03-25"', '"jzrq": "2023-02-28"')
    with servers.http(lambda path, headers: answer(page([item(1), early]))) as port:
        assert take(store, tmp_path, port).rows == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", ("JSON",)),
        (page([item(1, "NaN")]), ("JSON",)),
        (b'{"data": {"items": [], "items": []}}', ("JSON",)),
        (b"[" * 100_000, ("JSON",)),
        (b'{"data": {"items": {}}}', ("rows",)),
        (b"[]", ("rows",)),
        (page([item(1).replace('"pzh"', '"weg"')]), ("1/1", "pzh")),
        (page([item(1, '{"x": 1}')]), ("/je/value",)),
        (page([item(1)], "http://127.0.0.1:1/x"), ("127.0.0.1:1", "不在 hosts 名单中")),
        (page([item(1)], "http://169.254.169.254/latest/meta-data"), ("169.254.169.254:80",)),
        (page([item(1)], "file:///etc/passwd"), ("https://",)),
        (page([]), ("没有数据",)),
    ],
    ids=map(str, range(12)),
)
def test_answers_that_are_no_records(
    store: Store, tmp_path: Path, body: bytes, words: tuple[str, ...]
) -> None:
    with servers.http(lambda path, headers: answer(body)) as port:
        sentence = refused(lambda: take(store, tmp_path, port), *words)
    assert TOKEN not in sentence
    assert not store.batches()


def test_numbers_that_are_no_money_are_named(store: Store, tmp_path: Path) -> None:
    rows = [item(1, "1e400"), item(2, "700.125"), item(3, "1E2"), item(4, "true")]
    with servers.http(lambda path, headers: answer(page(rows))) as port:
        result = take(store, tmp_path, port)
    assert {(fault.row, fault.code) for fault in result.faults} == {(2, "number"), (3, "decimals")}


@pytest.mark.parametrize(
    ("served", "words"),
    [
        (answer(b"", 302, Location="http://169.254.169.254/"), ("没有跟随",)),
        (answer(b"", 307, Location="/other"), ("没有跟随",)),
        (answer(b"", 401), ("不接受这个账号",)),
        (answer(b"", 500), ("500",)),
        (answer(b"x", 200, Content_Encoding="gzip"), ("gzip",)),
        (answer(b"x" * 3_000_000), ("1 MB",)),
        (answer(b"{}", 200, Content_Length="9000"), ("中途断开",)),
    ],
    ids=map(str, range(7)),
)
def test_answers_that_are_not_taken(
    store: Store, tmp_path: Path, served: servers.Answer, words: tuple[str, ...]
) -> None:
    with servers.http(lambda path, headers: served) as port:
        refused(lambda: take(store, tmp_path, port, megabytes="1", seconds="2"), *words)


def test_cells_that_cannot_be_written_down(store: Store, tmp_path: Path) -> None:
    odd = [item(1).replace("OT𠮷", "a\\ud800b"), item(2).replace("OT𠮷", "a\\u0000b")]
    with servers.http(lambda path, headers: answer(page(odd))) as port:
        result = take(store, tmp_path, port)
    assert [(fault.row, fault.column, fault.code) for fault in result.faults] == [
        (2, "item", "control"),
        (3, "item", "control"),
    ]
    long = item(1).replace("OT𠮷", "字" * 100_001)
    with servers.http(lambda path, headers: answer(page([long]))) as port:
        refused(lambda: take(store, tmp_path, port), "第 1 行", "100,000")
    quoted = item(1).replace("OT𠮷", '甲\\"乙,丙')
    with servers.http(lambda path, headers: answer(page([quoted]))) as port:
        assert take(store, tmp_path, port).rows == 1
    assert stored(store, "item") == [('甲"乙,丙',)]


def test_a_server_that_says_nothing(store: Store, tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        refused(lambda: take(store, tmp_path, port, seconds="1"), "1 秒内没有回应")
    refused(lambda: take(store, tmp_path, port), "连接不上")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://127.0.0.1/x", ("https://",)),
        ("http://user:pw@127.0.0.1/x", ("用户名",)),
        ("http://127.0.0.1:1/x", ("不在 hosts 名单中",)),
        ("http://[::1]:99999/x", ("https://",)),
    ],
)
def test_addresses_that_are_not_asked(
    store: Store, tmp_path: Path, url: str, words: tuple[str, ...]
) -> None:
    refused(lambda: take(store, tmp_path, 9, url=url), *words)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("cloud.example", "169.254.169.254"),
        ("cloud.example", "100.100.100.200"),
        ("cloud.example", "fe80::1"),
        ("cloud.example", "fd00:ec2::254"),
        ("cloud.example", "::ffff:169.254.169.254"),
        ("inside.example", "127.0.0.1"),
        ("inside.example", "0.0.0.0"),
        ("inside.example", "224.0.0.1"),
    ],
)
def test_a_name_that_leads_where_nothing_may_go(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    """The name is listed; what it stands for is not."""
    found = [(0, 0, 0, "", ("10.0.0.1", 443)), (0, 0, 0, "", (address, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    place = {"hosts": [f"{name}:443"], "url": f"https://{name}/x"}
    refused(lambda: take(store, tmp_path, 9, **place), "不可连接的地址")


def test_the_address_looked_at_is_the_one_dialled(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers differently the second time gains nothing."""
    _, cert, key = servers.certificate(tmp_path, "records.example")
    real, asked = socket.getaddrinfo, []

    def resolve(host: str, *more: Any, **named: Any) -> Any:
        if host != "records.example":
            return real(host, *more, **named)
        asked.append(host)
        return [(0, 0, 0, "", ("10.9.8.7" if len(asked) > 1 else "127.0.0.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(reach, "LOCAL", ("records.example", *reach.LOCAL))
    with servers.http(lambda path, headers: answer(page([item(1)])), (cert, key)) as port:
        place = {"hosts": [f"records.example:{port}"], "url": f"https://records.example:{port}/"}
        assert take(store, tmp_path, port, **place, ca="ca.pem").rows == 1
    assert asked == ["records.example"]


def test_certificates_are_verified(store: Store, tmp_path: Path) -> None:
    _, cert, key = servers.certificate(tmp_path, "other.example")
    serve = (lambda path, headers: answer(page([item(1)])), (cert, key))
    with servers.http(*serve) as port:
        place = {"url": f"https://127.0.0.1:{port}/"}
        refused(lambda: take(store, tmp_path, port, **place), "证书不能通过验证")
        mine = place | {"ca": "ca.pem"}
        refused(lambda: take(store, tmp_path, port, **mine), "证书不能通过验证")


def test_plain_http_beyond_this_machine_must_be_said(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    place = {"hosts": ["intra.example:80"], "url": "http://intra.example/x"}
    refused(lambda: take(store, tmp_path, 9, **place), "不加密的 http", "tls: none")


def test_what_somebody_else_hands_in_needs_the_keepers_leave(store: Store, tmp_path: Path) -> None:
    path = described(tmp_path, "payments-json")
    refused(lambda: pull(path, store, BOOK, permitted=()), "未经本机许可", "127.0.0.1:8080")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"query": {"x": "{since}"}}, ("--since",)),
        ({"pages": {"parameter": "p", "first": "-1"}, "next": None}, ("pages",)),
        ({"pages": {"parameter": "p"}}, ("pages", "next")),
        ({"hosts": ["127.0.0.1"]}, ("hosts",)),
        ({"hosts": "127.0.0.1:80"}, ("hosts",)),
        ({"columns": {"entry_id": ["a"]}}, ("columns",)),
        ({"token": "offen"}, ("不能直接写",)),
        ({"seconds": "0"}, ("seconds",)),
    ],
)
def test_descriptions_that_are_wrong(
    store: Store, tmp_path: Path, changes: dict[str, Any], words: tuple[str, ...]
) -> None:
    path = described(tmp_path, "payments-json", **changes)
    refused(lambda: pull(path, store, BOOK), *words)


def test_a_description_that_grows_without_end(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_text("a: &a [x, x]\nb: &b [*a, *a]\n", "utf-8")
    refused(lambda: pull(str(path), store, BOOK), "锚点")
    path.write_text("# " + "x" * 70_000, "utf-8")
    refused(lambda: pull(str(path), store, BOOK), "过大")
    path.write_text("a: 1.5", "utf-8")
    refused(lambda: pull(str(path), store, BOOK), "读不懂")
    refused(lambda: pull(str(tmp_path / "weg.yaml"), store, BOOK), "打不开")


def test_pointers() -> None:
    said = {"a/b": [{"~": 5}], "": 1}
    assert pointed(said, "/a~1b/0/~0") == 5
    assert pointed(said, "") is said
    assert pointed(said, "/") == 1
    for pointer in ("/x", "/a~1b/1", "/a~1b/-1", "/a~1b/0/~0/x"):
        assert not isinstance(pointed(said, pointer), dict | list | int)


def test_descriptions_in_cases_say_they_are_synthetic() -> None:
    from test_source_database import CASES

    for path in CASES.glob("*.yaml"):
        text = path.read_text("utf-8")
        assert "合成数据 SYNTHETIC" in text
        assert yaml.safe_load(text)["synthetic"] is True


@pytest.mark.parametrize("guide", ["evidence", "availability"])
def test_the_descriptions_in_the_guides_are_right(guide: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "guide" / f"{guide}.md").read_text("utf-8")
    blocks = [part.partition("```")[0] for part in text.split("```yaml\n")[1:]]
    assert blocks
    for block in blocks:
        path = tmp_path / "source.yaml"
        path.write_text(block, "utf-8")
        assert describe(str(path)).hosts
