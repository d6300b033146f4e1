"""Writes the synthetic year as CSV files and a manifest, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import shutil
from hashlib import sha256

from ...model.refusal import Refusal
from ...model.tables import TABLES
from . import BANNER, MAKERS, VERSION
from .paid import quarantined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

REFUSED = "ledger_refused"
"""The one row a locked January must refuse (IR-107); not part of the ledger."""
README = f"""{BANNER}

示例县公安局（虚构）2023 年四个项目的绩效佐证，全部按规则编造：没有真人、真号码、真影像。
ledger_refused.csv 是一笔要被期间锁定拒绝的记账，用来试导入，不计入任何合计。

Invented evidence of four projects of a county that does not exist. Nothing in it is real.
"""


def write(folder: str, told: Callable[[str, int], object] = lambda name, rows: None) -> int:
    """Make ``folder`` with a CSV file a table, README.txt and manifest.json; rows written.

    ``told`` hears each table's name and rows. Raises Refusal where the folder is already there
    or cannot be made.
    """
    if os.path.exists(folder):
        raise Refusal(
            folder,
            "已经存在，不覆盖",
            "换一个文件夹名，或先删去它",
            problem_en="already exists and is not overwritten",
            remedy_en="Name another folder, or delete it first",
        )
    part = f"{folder}.{os.getpid()}.part"
    try:
        os.makedirs(part)
    except OSError as error:
        raise Refusal(
            folder,
            f"无法建立文件夹（{error.strerror}）",
            "请换一个可以写入的地方",
            problem_en=f"the folder cannot be made ({error.strerror})",
            remedy_en="Name a place that can be written to",
        ) from error
    try:
        files, total = [], 0
        for name, make in MAKERS.items():
            files.append(_table(part, name, name, make()))
            told(name, int(str(files[-1]["rows"])))
            total += int(str(files[-1]["rows"]))
        files.append(_table(part, REFUSED, "ledger", [quarantined()]))
        _text(part, "README.txt", README)
        manifest = {"synthetic": True, "generator_version": VERSION, "files": files}
        _text(part, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        os.rename(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)  # gone already where all went well
    return total


def _table(
    folder: str, file: str, table: str, rows: Iterable[tuple[object, ...]]
) -> dict[str, object]:
    path = os.path.join(folder, f"{file}.csv")
    count = 0
    with open(path, "w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*(column.name for column in TABLES[table].columns), "synthetic"])
        for row in rows:
            count += 1
            writer.writerow(["" if cell is None else cell for cell in row] + [1])
    with open(path, "rb") as made:
        digest = sha256(made.read()).hexdigest()
    return {"name": f"{file}.csv", "table": table, "rows": count, "sha256": digest}


def _text(folder: str, name: str, text: str) -> None:
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as out:
        out.write(text)
