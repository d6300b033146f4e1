"""What is wrong with one cell or row of a file, in words with a remedy."""

from __future__ import annotations

from ..model.record import record

WORDS: dict[str, tuple[str, str, str, str]] = {
    # code: what in Chinese, what to do; the same in English. {0} … are the fault's ``more``.
    "blank": ("没有填写", "请补上", "is blank", "fill it in"),
    "number": (
        "不是数字",
        "请只写数字，如 1234.50",
        "is no number",
        "write digits only, such as 1234.50",
    ),
    "whole": ("不是整数", "请写整数", "is no whole number", "write a whole number"),
    "decimals": (
        "小数超过 {0} 位",
        "请核对；若单位是万元，请换算成元，或用 --unit 万元 说明",
        "has more than {0} decimals",
        "check it; if the unit is 万元, convert to yuan or say --unit 万元",
    ),
    "large": ("数字过大", "请核对单位", "is too large", "check the unit"),
    "unit-cell": (
        "数字后面带有单位",
        "请只写数字，单位统一为元",
        "has a unit behind the number",
        "write the number only, in yuan",
    ),
    "date": (
        "不是日期",
        "请写成 2023-01-31",
        "is no date",
        "write it like 2023-01-31",
    ),
    "serial": (
        "像是 Excel 的日期序号（若是，则为 {0}）",
        "请在 Excel 中把该列设为日期格式后重新导出",
        "looks like an Excel serial date (it would be {0})",
        "format the column as a date in Excel and export again",
    ),
    "time": (
        "不是时间",
        "请写成 2023-01-31 08:30:00（北京时间，不带时区）",
        "is no time",
        "write it like 2023-01-31 08:30:00 (local, no zone)",
    ),
    "month": ("不是月份", "请写成 2023-01", "is no month", "write it like 2023-01"),
    "flag": ("不是 0/1 或 是/否", "请写 1 或 0", "is neither 0 nor 1", "write 1 or 0"),
    "word": ("不是允许的词", "只能是：{0}", "is not an allowed word", "one of: {0}"),
    "formula": (
        "像是公式（以 = + - @ 或制表符开头），打开时可能被执行",
        "请改为普通文字",
        "looks like a formula (begins with = + - @ or a tab) that a spreadsheet may run",
        "make it plain text",
    ),
    "control": (
        "含有控制字符",
        "请删去后重新导出",
        "holds a control character",
        "remove it and export again",
    ),
    "long": ("文字过长", "请核对是否少了引号", "is too long", "is a quote missing?"),
    "negative": (
        "{0}不应为负数",
        "请核对金额的正负或业务类型",
        "must not be negative ({0})",
        "check the sign or the kind",
    ),
    "positive": (
        "{0}应为负数（冲减）",
        "请核对金额的正负或业务类型",
        "must be negative ({0})",
        "check the sign or the kind",
    ),
    "twice": (
        "与第 {0} 行的主键重复",
        "同一笔只留一行",
        "has the same key as row {0}",
        "keep one row of each",
    ),
    "known": (
        "佐证库里已有同一主键的一行",
        "已入库的不能改：请去掉这一行，需要更正时另记冲销和新行",
        "the store already has a row with this key",
        "stored rows do not change: leave it out; to correct, post a reversal and a new row",
    ),
    "locked": (
        "{0} 已锁定，不能再记账",
        "请记入未锁定的期间，并在 service_period 写明所属月份",
        "{0} is locked",
        "post it into an open period and keep its service_period",
    ),
    "cells": (
        "有 {0} 格，应为 {1} 格",
        "请核对分隔符和引号",
        "has {0} cells instead of {1}",
        "check separators and quotes",
    ),
    "reverses-nothing": (
        "冲销没有写明、或找不到被冲销的记录",
        "请在 ref_entry 写上原记录的编号",
        "reverses no entry that is known",
        "name the entry in ref_entry",
    ),
    "reverses-reversal": (
        "冲销的是另一笔冲销（{0}）",
        "冲销不能再冲销：请重新记一笔正常支出",
        "reverses a reversal ({0})",
        "post a new payment instead",
    ),
    "reverses-again": (
        "{0} 已被冲销过",
        "同一笔只能冲销一次",
        "{0} is reversed already",
        "an entry is reversed once",
    ),
    "wan-looks": (
        "金额最大只有 {0}，像是以万元为单位",
        "确是元，请加 --unit 元；是万元，请加 --unit 万元（换算会写入记录）",
        "the largest amount is {0}: these look like 万元 (10,000 yuan)",
        "say --unit 元 if they are yuan, or --unit 万元 to have them converted, on the record",
    ),
}


@record
class Fault:
    """``row`` counts from 1 with the header, as a spreadsheet shows it; 0 is the whole column."""

    row: int
    column: str
    value: str
    code: str
    more: tuple[str, ...] = ()

    def sentence(self, lang: str = "zh") -> str:
        """ "第 7 行 amount “3.5万”：数字后面带有单位；请只写数字…"."""
        zh = lang == "zh"
        problem, remedy = (w.format(*self.more) for w in WORDS[self.code][0 if zh else 2 :][:2])
        value = self.value if len(self.value) <= 40 else self.value[:39] + "…"
        shown = f"“{value}”" if value else ""
        if zh:
            row = f"第 {self.row} 行" if self.row else "整列"
            return f"{row} {self.column}{shown}：{problem}；{remedy}"
        row = f"row {self.row}" if self.row else "column"
        return f"{row} {self.column}{shown}: {problem}; {remedy}"


class Bad(ValueError):
    """A cell that cannot be what its column says."""

    def __init__(self, code: str, *more: str) -> None:
        super().__init__(code)
        self.code, self.more = code, more
