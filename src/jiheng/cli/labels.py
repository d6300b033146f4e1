"""Words the terminal door prints around a finding, in Chinese and English."""

from __future__ import annotations

from ..model.shown import where as where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Field
    from ..model.place import Place

WORDS = {
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "info": ("提示", "info"),
    "fail": ("不符", "fails"),
    "pass": ("相符", "passes"),
    "not-applicable": ("不适用", "not applicable"),
    "insufficient-data": ("未核查", "not checked"),
    "repair": ("怎么改", "Repair"),
    "basis": ("依据", "Basis"),
    "folded": ("连带", "follows"),
    "also": ("另见", "also"),
    "accepted": ("已接受", "accepted"),
    "propose": ("可改为", "Proposed"),
    "confirm": ("须确认", "to be confirmed"),
    "file": ("文件", "file"),
    "whole-form": ("整表", "whole form"),
    "untitled": ("（无标题）", "(untitled)"),
    "no-form": ("没有找到绩效表", "no performance form found"),
    "no-findings": ("没有发现问题", "no findings"),
    "blank": ("空白", "blank"),
    "layout": ("版式", "layout"),
    "budget": ("预算", "budget"),
}
PARTS = {
    "block": ("指标块", "block"),
    "level1": ("一级指标", "level 1"),
    "level2": ("二级指标", "level 2"),
    "name": ("三级指标", "indicator"),
    "value": ("指标值", "target value"),
    "unit": ("计量单位", "unit"),
    "comparator": ("符号", "comparator"),
    "standard": ("绩效标准", "standard"),
    "weight": ("分值", "weight"),
    "actual": ("完成值", "actual"),
    "score": ("得分", "score"),
    "reason": ("偏差原因", "reason"),
    "direction": ("指标性质", "direction"),
    "value_type": ("指标类型", "value type"),
    "scoring_rule": ("评分规则", "scoring rule"),
    "baseline": ("上年实际值", "last year"),
    "progress": ("执行情况", "so far"),
    "forecast": ("全年预计", "expected"),
    "possibility": ("完成可能性", "possibility"),
}
FIELDS = {
    "title": ("标题", "title"),
    "reporting_unit": ("填报单位", "reporting unit"),
    "unit_of_money": ("金额单位", "unit of money"),
    "project_name": ("项目名称", "project"),
    "department": ("预算部门", "department"),
    "implementing_unit": ("实施单位", "implementing unit"),
    "project_code": ("项目编码", "project code"),
    "budget_amount": ("预算金额", "budget"),
    "higher_level_funds": ("上级资金", "higher-level funds"),
    "period": ("实施期", "period"),
    "period_goal": ("实施期目标", "period goal"),
    "annual_goal": ("年度目标", "annual goal"),
    "goal_completion": ("目标完成情况", "goal completion"),
    "total_score": ("总分", "total score"),
    "preparer": ("填表人", "preparer"),
    "phone": ("联系电话", "phone"),
    "date": ("填报日期", "date"),
    "signatory": ("负责人签字", "signatory"),
}
NOTES = {
    "converted": ("经 LibreOffice 转换", "read through LibreOffice"),
    "rescued": ("文件损坏，尽量读出", "damaged, read as far as possible"),
    "recognised": ("由图片识别", "recognised from a picture"),
    "sign-recovered": ("符号按文字读出", "sign read as text"),
    "symbol-unread": ("有不认识的符号", "unknown symbol"),
    "equation-unread": ("公式未能读出", "equation not read"),
    "field-unread": ("域未能读出", "field not read"),
    "revision-inserted": ("修订插入的文字，已读入", "tracked insertion, read"),
    "revision-deleted": ("修订删除的文字，未读入", "tracked deletion, left out"),
    "text-box": ("文本框", "text box"),
    "nested-table": ("单元格中的表格", "table in a cell"),
    "picture": ("图片，未读", "picture, not read"),
    "hidden-text": ("隐藏文字，已读入", "hidden text, read"),
    "bad-characters": ("有无法解码的字符", "characters do not decode"),
    "encoding-guessed": ("推定编码", "encoding guessed"),
    "formula-error": ("公式算出错误值", "formula with an error"),
    "format-unread": ("数字格式未读懂", "number format not understood"),
    "row-unread": ("有一行没有读出", "row not read"),
    "rows-unsure": ("无框线的表，分行没有把握", "table without rules, rows unsure"),
    "cell-unread": ("单元格未读懂", "cell not understood"),
    "cells-glued": ("两格粘连未分开", "two cells run together"),
    "hidden-sheet": ("隐藏的工作表，已读入", "hidden sheet, read"),
    "hidden-row": ("隐藏的行，已读入", "hidden row, read"),
    "hidden-column": ("隐藏的列，已读入", "hidden column, read"),
    "too-long": ("内容过多", "too much content"),
    "unknown-layout": ("版式未识别", "unknown layout"),
    "filler-row": ("填充行，未算作指标", "filler row, left out"),
    "row-width": ("格数/表头栏数", "cells/columns of the head"),
    "level1-inferred": ("推定一级指标", "level 1 inferred"),
}
COUNTS = {
    "indicators": ("{} 项指标", "{} indicators"),
    "places": ("{} 处", "{} places"),
    "closed": ("算式相符 {} 条", "{} equations close"),
    "error": ("{} 处错误", "{} errors"),
    "warning": ("{} 处提醒", "{} warnings"),
    "info": ("{} 条提示", "{} hints"),
    "insufficient-data": ("{} 项未核查", "{} not checked"),
    "pass": ("{} 项核对通过", "{} checks passed"),
    "files": ("{} 个文件", "{} files"),
    "forms": ("{} 张表", "{} forms"),
    "accepted": ("已接受 {} 处", "{} accepted"),
    "known": ("基线里已有 {} 处，不再列出", "{} known to the baseline, not listed"),
    "fixed": ("比基线少了 {} 处", "{} of the baseline are gone"),
    "unread": ("{} 个文件没能核对", "{} files could not be checked"),
    "skipped": ("另有 {} 个文件不是可读的类型，没有打开", "{} other files are of types not read"),
}


def word(key: str, lang: str) -> str:
    """One word in the language asked for."""
    return WORDS[key][lang == "en"]


def count(key: str, number: int, lang: str) -> str:
    """A counted noun: "6 项指标"."""
    text = COUNTS[key][lang == "en"].format(number)
    if lang == "en" and number == 1:
        singular = text.replace("equations close", "equation closes").replace("checks ", "check ")
        words = ("indicators", "places", "errors", "warnings", "hints", "files", "forms")
        return next((singular.replace(w, w[:-1]) for w in words if w in singular), singular)
    return text


def part(key: str, lang: str) -> str:
    """The name of a column, the key itself where it has none."""
    return PARTS[key][lang == "en"] if key in PARTS else key


def field(key: str, lang: str) -> str:
    """The name of a form field, the key itself where it has none."""
    return FIELDS[key][lang == "en"] if key in FIELDS else key


def label(one: Field, lang: str) -> str:
    """The printed label of a field; our word where a whole line stands in its place."""
    text = one.label.strip("：: \u3000")
    return text if 0 < len(text) <= 16 else field(one.key, lang)


def note(kind: str, lang: str) -> str:
    """The name of a reading note, the kind itself where it has none."""
    return NOTES[kind][lang == "en"] if kind in NOTES else kind


def joint(lang: str) -> str:
    """What stands between a label and its text."""
    return "：" if lang == "zh" else ": "


def is_row(place: Place) -> bool:
    """Whether the place is in an indicator row (refs like C1), not a form field (budget_amount)."""
    return place.ref[:1].isupper() and place.ref[1:].isdigit()


def subject(place: Place, lang: str) -> str:
    """What the place is, for a person: "C1 节假日加班补贴", "预算金额", "整表"."""
    if not place.form:
        return word("file", lang)
    if not place.ref:
        return word("whole-form", lang)
    name = " ".join(place.name.split())
    if is_row(place):
        return f"{place.ref} {name}".strip()
    return name or field(place.ref, lang)


def cell(place: Place, lang: str) -> str:
    """The cell of the place with its text: "指标值“≦318万元”"; "" for a whole row or form."""
    if not place.ref or not place.part or (is_row(place) and place.part == "name"):
        return ""
    zh = lang == "zh"
    raw = " ".join(place.raw.split())
    blank = word("blank", lang)
    quote = (f"“{raw}”" if zh else f'"{raw}"') if raw else f"（{blank}）" if zh else f"({blank})"
    if not is_row(place):
        return quote
    return f"{part(place.part, lang)}{'' if zh else ' '}{quote}"
