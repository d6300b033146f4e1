"""What changed between two contents of a form, for components/diff.html."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiheng.compare import compare

from .forms import report_of

KINDS = {"changed": "changed", "added": "new", "removed": "gone"}
COLUMNS = {
    "level1": ("一级指标", "level 1"),
    "level2": ("二级指标", "level 2"),
    "name": ("三级指标", "indicator"),
    "value": ("指标值", "target value"),
    "standard": ("绩效标准", "standard"),
    "unit": ("计量单位", "unit"),
    "weight": ("分值", "weight"),
    "remark": ("备注", "remark"),
}


def rows_between(old: Mapping[str, Any], new: Mapping[str, Any], lang: str) -> list[dict[str, str]]:
    """新增、修改、删除: fields and rows, cell by cell, as printed."""
    made = []
    for diff in compare(report_of(dict(old)), report_of(dict(new))):
        for change in diff.changes:
            where, _, key = change.where.rpartition(".")
            named = COLUMNS.get(key)
            if not where or named is None:
                where, column = change.where, ""
            else:
                column = named[lang == "en"]
            made.append(
                {"kind": KINDS[change.kind], "where": where, "column": column, "old": change.old,
                 "new": change.new, "ref": change.place.ref, "part": change.place.part}
            )  # fmt: skip
    return made
