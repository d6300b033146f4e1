"""Forms typed by hand: one JSON file each, with the keys of the form schema and its source file."""

from __future__ import annotations

import os

from ..model.refusal import Refusal
from .files import cannot_open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ROW_KEYS = ("level1", "level2", "level3", "value_raw")


def load_truths(folder: str) -> list[dict[str, Any]]:
    """All of the folder, in name order; where one gives no ``id``, its file name is it."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".json"))
    except OSError as error:
        raise cannot_open(folder, error) from error
    if not names:
        raise _refusal(folder, "这个文件夹里没有真值文件（.json）", "there is no .json file in it")
    return [_load(os.path.join(folder, name)) for name in names]


def _load(path: str) -> dict[str, Any]:
    import json
    from decimal import Decimal

    try:
        with open(path, encoding="utf-8-sig") as file:
            data = json.load(file, parse_float=Decimal)
    except OSError as error:
        raise cannot_open(path, error) from error
    except (ValueError, RecursionError) as error:
        raise _refusal(path, "不是合用的 JSON", "it is not readable as JSON") from error
    if not _usable(data):
        raise _refusal(
            path,
            "缺 source 或 indicators，或某一行缺层级、指标值",
            "source or indicators is missing, or a row lacks a level or its value",
        )
    stem = os.path.splitext(os.path.basename(path))[0]
    made: dict[str, Any] = {"complete": True} | data
    return made | {"id": str(data.get("id") or stem)}


def _usable(data: object) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("source"), str):
        return False
    rows = data.get("indicators")
    return isinstance(rows, list) and all(
        isinstance(row, dict) and all(isinstance(row.get(key, 0), str | None) for key in ROW_KEYS)
        for row in rows
    )


def _refusal(path: str, zh: str, en: str) -> Refusal:
    return Refusal(
        path,
        zh,
        "写法见 docs/reference/convert.md",
        problem_en=en,
        remedy_en="docs/reference/convert.md says how to write one",
    )
