"""Records a web service hands out as JSON: where the rows are, and how one page leads to the next.

    url: https://host/api/payments
    query: {from: "{since}", to: "{until}"}
    rows: /data/items                 where the list is (JSON pointer)
    next: /links/next                 the address of the next page, or
    pages: {parameter: page, first: "1"}    pages by number, until one is empty

A field is a name in a row, or a pointer into it (/amount/value). Decimals stay as written.
"""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

from .asked import within
from .jsontext import decoded
from .reach import Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.refusal import Refusal
    from .asked import Asked
    from .described import Described

PAGES = 10_000
_NOTHING = object()


def rows(source: Described, asked: Asked, origin: dict[str, Any]) -> Iterator[list[str]]:
    """Canonical rows, in the order of the service. ``origin`` learns where they are from."""
    from urllib.parse import urlsplit

    names = [column.name for column in source.columns]
    parts = urlsplit(source.text("url"))
    origin |= {"kind": "json", "place": f"{parts.scheme}://{parts.netloc}{parts.path}"}
    for row in within(_every(source, asked, origin), names, source.table, asked):
        yield list(row)


def _every(source: Described, asked: Asked, origin: dict[str, Any]) -> Iterator[list[str]]:
    for number, listed in enumerate(_pages(source, asked), 1):
        origin["pages"] = number
        for place, row in enumerate(listed, 1):
            where = f"{number}/{place}"
            yield [
                bound.shown(_cell(source, row, bound.field, where)) if bound.field else bound.value
                for bound in source.columns
            ]


def _pages(source: Described, asked: Asked) -> Iterator[list[Any]]:
    """The list of rows of each page. A page that comes again ends in a refusal."""
    from urllib.parse import urljoin

    name, number = _numbered(source)
    reach, url, query = Reach(source), source.text("url"), _query(source, asked)
    seen: set[bytes] = set()
    for _ in range(PAGES):
        if name:
            query[name] = str(number)
        body = reach.get(url, query or None)
        said = decoded(source, body)
        listed = _list(source, said)
        if name and not listed:
            return
        mark = sha256(body).digest()
        if mark in seen and listed:
            raise _shape(source, "同一页来了两次", "the same page came twice")
        seen.add(mark)
        yield listed
        link = pointed(said, source.text("next")) if "next" in source.said else None
        if name:
            number += 1
        elif isinstance(link, str) and link:
            url, query = urljoin(url, link), {}
        elif link is None or link in (_NOTHING, ""):
            return
        else:
            raise _shape(source, "next 所指的不是地址", "next does not lead to an address")
    raise _shape(source, f"超过 {PAGES} 页", f"has more than {PAGES} pages")


def _query(source: Described, asked: Asked) -> dict[str, str]:
    said = source.said.get("query") or {}
    if not isinstance(said, dict):
        raise _shape(source, "query 应为 {参数: 值}", "query is no {parameter: value}")
    days = {"{since}": str(asked.since or ""), "{until}": str(asked.until or "")}
    found = {}
    for key, value in said.items():
        text = str(value)
        for word, day in days.items():
            if word in text and not day:
                zh, en = f"query 用到 {word}，请加 --since 和 --until", f"query needs {word}"
                raise source.refused(zh, "如 --since 2023-01-01", en, "Say --since and --until")
            text = text.replace(word, day)
        found[key] = text
    return found


def _numbered(source: Described) -> tuple[str, int]:
    """The parameter that holds the number of a page, and the first; ("", 0) without."""
    said = source.said.get("pages")
    if said is None:
        return "", 0
    first = str(said.get("first", "1")) if isinstance(said, dict) else ""
    right = first.isascii() and first.isdecimal() and said.keys() <= {"parameter", "first"}
    if not right or not said.get("parameter") or "next" in source.said:
        zh = "pages 应为 {parameter: 参数名, first: 起始页}，且不与 next 同写"
        raise _shape(source, zh, "pages is {parameter: …, first: …}, and not beside next")
    return str(said["parameter"]), int(first)


def _list(source: Described, said: Any) -> list[Any]:
    listed = pointed(said, source.text("rows", ""))
    if not isinstance(listed, list):
        zh, en = "rows 所指的不是一列数据", "rows does not lead to a list"
        raise _shape(source, zh, en)
    return listed


def pointed(said: Any, pointer: str) -> Any:
    """What a JSON pointer (RFC 6901) leads to, or a mark of our own for nothing."""
    if not pointer:
        return said
    for part in pointer.removeprefix("/").split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(said, dict) and key in said:
            said = said[key]
        elif isinstance(said, list) and key.isascii() and key.isdecimal() and int(key) < len(said):
            said = said[int(key)]
        else:
            return _NOTHING
    return said


def _cell(source: Described, row: Any, field: str, where: str) -> str:
    if field.startswith("/"):
        value = pointed(row, field)
    else:
        value = row.get(field, _NOTHING) if isinstance(row, dict) else _NOTHING
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Decimal) and abs(value.adjusted()) < 40:
        return f"{value:f}"
    if isinstance(value, int | Decimal):
        return str(value)
    if value is _NOTHING:
        zh, en = f"第 {where} 行没有 {field}", f"row {where} has no {field}"
    else:
        zh, en = f"第 {where} 行的 {field} 不是一个值", f"{field} of row {where} is no single value"
    raise _shape(source, zh, en)


def _shape(source: Described, zh: str, en: str) -> Refusal:
    return source.refused(zh, "请核对说明文件和接口", en, "Check the description and the service")
