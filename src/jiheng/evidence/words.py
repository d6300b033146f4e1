"""What can be wrong with a store, in Chinese and English."""

from __future__ import annotations

WORDS = {
    "changed": ("内容被改动", "its bytes were changed"),
    "unlinked": (
        "与前一条记录接不上（被删去、调换或添加）",
        "does not follow the entry before (one was removed, moved or added)",
    ),
    "missing": ("文件不见了", "the file is gone"),
    "extra": ("不是导入产生的文件", "no import made this file"),
    "torn": (
        "最后一条记录没有写完（导入被中断）；那次导入不算数，下次写入时会记下此事",
        "the last entry was not finished (an import was interrupted); that import does not count,"
        " and the next entry will say so",
    ),
    "leftover": (
        "被中断的导入留下的文件，不算数，下次导入时清除",
        "left by an interrupted import; does not count, and goes with the next import",
    ),
}
