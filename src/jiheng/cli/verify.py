"""``jiheng verify TARGET``: recompute a hash chain, of evidence or of a database.

TARGET is a store of evidence, a SQLite file, a postgresql:// address or the data folder of a
server, which holds both. Exit codes: 0 whole; 1 damaged; 2 nothing there to verify.
"""

from __future__ import annotations

import os
import sys

from ..model import entry as chain
from ..model.refusal import Refusal
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

DATABASE, EVIDENCE, CHAIN = "jiheng.sqlite3", "evidence", "chain.jsonl"


def run(options: Namespace) -> int:
    """Verify everything that the target holds."""
    from .parser import Misuse

    target, zh = options.target, options.lang == "zh"
    if not target:
        raise Misuse("请写明要核验什么" if zh else "name what to verify")
    if target.startswith(("postgresql://", "postgres://")):
        return _address(target, options)
    if os.path.isfile(target):
        return _database(target, options)
    found = []
    if os.path.isfile(os.path.join(target, DATABASE)):
        found.append(_database(os.path.join(target, DATABASE), options))
    for store in (target, os.path.join(target, EVIDENCE)):
        if os.path.isfile(os.path.join(store, CHAIN)):
            found.append(_evidence(store, options))
    if not found:
        raise _nothing(target)
    return max(found)


def _evidence(path: str, options: Namespace) -> int:
    from ..evidence.store import Store

    found = Store(path).verify()
    for problem in found.problems:
        _say(problem.sentence(options.lang))
    if not found.problems:
        _say(
            f"佐证库完好：{found.batches} 批、{found.rows} 行"
            if options.lang == "zh"
            else f"the evidence is whole: {found.batches} batches, {found.rows} rows"
        )
    _head(found.head, options.lang)
    return int(bool(found.problems))


def _database(path: str, options: Namespace) -> int:
    """A SQLite file, opened for reading only, so that even a copy of a stranger is safe."""
    found = chain.verify(_entries(path))
    for fault in found.faults:
        _say(fault.sentence(options.lang))
    if not found.faults:
        _say(
            f"审计记录完好，共 {found.count} 条"
            if options.lang == "zh"
            else f"the audit chain is sound: {found.count} entries"
        )
    _head(found.head, options.lang)
    return int(bool(found.faults))


def _entries(path: str) -> Iterator[chain.Entry]:
    import json
    import sqlite3
    from contextlib import closing

    names = ", ".join(f'"{name}"' for name in chain.COLUMNS)
    place = os.path.abspath(path).replace("\\", "/").replace("?", "%3f").replace("#", "%23")
    try:
        with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as database:
            for row in database.execute(f"SELECT {names} FROM web_entry ORDER BY n"):
                said = dict(zip(chain.COLUMNS, row, strict=True))
                yield chain.Entry(**(said | {"facts": _facts(json, said["facts"])}))
    except sqlite3.DatabaseError as error:
        raise _nothing(path) from error


def _facts(json: object, text: str) -> dict[str, object]:
    """The facts; where they are no JSON any more, something that fits no digest."""
    try:
        said = json.loads(text)  # type: ignore[attr-defined]
    except ValueError:
        return {"": text}
    return said if isinstance(said, dict) else {"": text}


def _address(address: str, options: Namespace) -> int:
    """A PostgreSQL database is read by the browser door, which knows its driver."""
    from .start import start

    os.environ["JIHENG_DATABASE"] = address
    return start("verify", options)


def _say(text: str) -> None:
    sys.stdout.write(clean(text) + "\n")


def _head(head: str, lang: str) -> None:
    _say(("末条摘要 " if lang == "zh" else "head ") + head)


def _nothing(target: str) -> Refusal:
    return Refusal(
        target,
        "不是佐证库、数据库，也不是绩衡的数据文件夹",
        "请写佐证库文件夹、.sqlite3 文件、postgresql:// 地址或数据文件夹",
        problem_en="is no evidence store, no database and no data folder of Jiheng",
        remedy_en="Name a store, a .sqlite3 file, a postgresql:// address or a data folder",
    )
