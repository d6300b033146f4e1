"""Whether edited content can be read: its keys, its kinds and its sizes, one clear refusal."""

from __future__ import annotations

from ..model.refusal import Refusal
from .columns import FIELD
from .execution import ROWS as EXECUTION
from .funds import PERIOD_MONEY
from .vocabulary import vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..policy import Book

MOST_ROWS = 2000
MOST_COLUMNS = 100
LONGEST_CELL = 20_000
LONGEST_KEY = 200
NEEDED = ("layout", "title", "fields", "columns", "rows", "unit")
OPTIONAL = ("labels", "heads", "year", "synthetic")
OWN_COLUMNS = ("sign", "direction", "value_type", "nature", "block")


def validate(content: Any, book: Book, name: str = "表") -> None:
    """Raise a Refusal (``name`` as its file) for content that ``document_of`` cannot take."""
    for where, zh, en in _faults(content, book):
        raise Refusal(
            name,
            zh,
            "请刷新页面后重试；若由程序提交，请按接口说明改正",
            problem_en=en,
            remedy_en="Reload and try again; a program must follow the description of the API",
            where=where,
        )


def _faults(content: Any, book: Book) -> Iterator[tuple[str, str, str]]:
    """(where, what in Chinese, what in English) of every fault, the outermost first."""
    if not isinstance(content, dict):
        yield "", "内容不是一张表", "the content is not a form"
        return
    for key in NEEDED:
        if key not in content:
            yield key, f"缺少 {key}", f"{key} is missing"
    for key in content:
        if key not in NEEDED and key not in OPTIONAL:
            yield _short(key), "有不认识的项", "an unknown key"
    yield from _head(content, book)
    yield from _fields(content, book)
    yield from _columns(content, book)
    yield from _rows(content)


def _head(content: Any, book: Book) -> Iterator[tuple[str, str, str]]:
    for key in ("layout", "title", "unit", "year", "synthetic"):
        if key in content:
            yield from _text(content[key], key)
    known = book.topics["layouts"]
    layout = content["layout"]
    if layout != "unknown" and (layout not in known or layout.startswith("_")):
        yield "layout", f"没有版式 {_short(layout)}", f"there is no layout {_short(layout)}"
    year = content.get("year", "2000")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and year.startswith("20")):
        yield "year", "年度要写成四位数字", "the year is four digits"


def _fields(content: Any, book: Book) -> Iterator[tuple[str, str, str]]:
    """Texts by key in ``fields`` and ``labels``, words by column in ``heads``."""
    for part in ("fields", "labels", "heads"):
        texts = content.get(part, {})
        if not isinstance(texts, dict):
            yield part, "应是名称和文字的对照", "must map names to texts"
            return
        for key, text in texts.items():
            yield from _text(text, f"{part}/{_short(key)}")
    allowed = field_keys(book)
    for key in (*content["fields"], *content.get("labels", {})):
        other = key.startswith("other:") and len(key) <= LONGEST_KEY
        if not (other or key in allowed) or (
            key in ("title", "unit_of_money") and key in content["fields"]
        ):
            yield f"fields/{_short(key)}", "没有这个栏目", "there is no such field"


def _columns(content: Any, book: Book) -> Iterator[tuple[str, str, str]]:
    columns = content["columns"]
    if not isinstance(columns, list) or not all(isinstance(key, str) for key in columns):
        yield "columns", "应是列名的清单", "must be a list of column keys"
        return
    if len(columns) > MOST_COLUMNS or len(set(columns)) < len(columns):
        yield "columns", f"列重复，或多于 {MOST_COLUMNS} 列", "columns repeat, or are too many"
    known = {*vocabulary(book).heads.values(), *OWN_COLUMNS}
    for key in columns:
        core, colon, _ = key.partition(":")
        named = core in known or (bool(colon) and core == "other")
        if not named or len(key) > LONGEST_KEY or key.startswith(FIELD):
            yield f"columns/{_short(key)}", "没有这样的列", "there is no such column"
    for key in content.get("heads", {}):
        if key not in columns:
            yield f"heads/{_short(key)}", "没有这样的列", "there is no such column"


def _rows(content: Any) -> Iterator[tuple[str, str, str]]:
    rows = content["rows"]
    if not isinstance(rows, list):
        yield "rows", "应是行的清单", "must be a list of rows"
        return
    if len(rows) > MOST_ROWS:
        yield "rows", f"多于 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows"
    allowed = {*content["columns"], "block"}
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            yield f"rows/{number}", "应是列名和文字的对照", "must map columns to texts"
            return
        for key, text in row.items():
            if key not in allowed:
                yield f"rows/{number}/{_short(key)}", "没有这样的列", "there is no such column"
            yield from _text(text, f"rows/{number}/{_short(key)}")


def _text(value: Any, where: str) -> Iterator[tuple[str, str, str]]:
    if not isinstance(value, str):
        yield where, "应是文字", "must be text"
    elif len(value) > LONGEST_CELL:
        yield where, f"超过 {LONGEST_CELL} 字", f"longer than {LONGEST_CELL} characters"
    elif "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        yield where, "含有不能保存的字符", "holds a character that cannot be stored"


def field_keys(book: Book) -> frozenset[str]:
    """Every key that a field of a form can have, title and unit among them."""
    words = vocabulary(book)
    ran = book.topics["layouts"]["_base"]["execution"]
    executed = (prefix + key for prefix in EXECUTION.values() for key in ran)
    return frozenset((*words.labels.values(), *PERIOD_MONEY, *executed, "title", "unit_of_money"))


def _short(key: object) -> str:
    text = str(key)
    return text if len(text) <= 40 else f"{text[:40]}…"
