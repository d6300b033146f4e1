"""Forms and reports built by hand, so that the door is tested apart from readers and rules.

合成数据 SYNTHETIC: 示例县 is fictional.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiheng.model.finding import (
    Checked,
    Finding,
    Report,
    Severity,
    fails,
    insufficient,
    not_applicable,
    passes,
)
from jiheng.model.form import Amount, Document, Field, Form, Indicator, Note, Target
from jiheng.model.place import Address, Place
from jiheng.model.quantity import Unit
from jiheng.policy import Book
from jiheng.rules import Rule
from jiheng.rules.say import Voice

D = Decimal
MAN = Unit("人", "人", family="people")
WAN = Unit("万元", "元", D(10000), family="money")

ROWS = (
    ("N1", "quantity", "产出指标", "数量指标", "节假日加班补贴人数", "373人", None, D(373), MAN),
    ("C1", "cost", "产出指标", "成本指标", "加班补贴", "≦318万元", "<=", D(318), WAN),
    (
        "S1",
        "satisfaction",
        "效益指标",
        "满意度指标",
        "民警\x1b[31m满意度",
        "≧90%　",
        ">=",
        D(90),
        None,
    ),
)


def indicator(number: int, row: tuple) -> Indicator:
    ref, family, level1, level2, name, raw, sign, value, unit = row
    keys = {"level1": level1, "level2": level2, "name": name, "value": raw, "standard": ""}
    fields = {
        key: Field(key, text, address=Address(line=40 + number)) for key, text in keys.items()
    }
    target = Target(raw, "quant", sign, sign, value, value, unit, unit.text if unit else "%")
    return Indicator(number, ref, family, level1, level2, name, target, fields)


def form(index: int = 1) -> Form:
    texts = {
        "title": ("", "2023年项目支出绩效目标表"),
        "reporting_unit": ("填报单位", "（盖章） 示例县公安局"),
        "project_name": ("项目支出名称", "节假日加班补贴<b>&"),
        "department": ("预算部门", "示例县公安局　"),
        "budget_amount": ("年度本级预算金额", "318"),
        "higher_level_funds": ("上级资金", " 　"),
        "annual_goal": ("本年度绩效目标", "按月发放补贴|不拖欠"),
    }
    fields = {
        key: Field(key, raw, label, Address(line=n))
        for n, (key, (label, raw)) in enumerate(texts.items(), 1)
    }
    rows = tuple(indicator(n, row) for n, row in enumerate(ROWS, 1))
    return Form(
        index,
        "hunan-target",
        "目标表",
        fields,
        rows,
        ("level1", "level2", "name", "value", "standard"),
        2023,
        "万元",
        {"budget_amount": Amount("318", D(318), "万元", D(3180000))},
        (Note("level1-inferred", "一级指标由二级指标推定", Address(line=43)),),
    )


def document(forms: int = 1) -> Document:
    made = tuple(form(n) for n in range(1, forms + 1))
    return Document("样例/目标表.txt", "0" * 64, "text", made)


def report(forms: int = 1) -> Report:
    """ARI01 at C1 with CMP12 folded under it, a warning at a field, a hint, and three outcomes."""
    doc = document(forms)
    one = doc.forms[0]
    cost = one.at(one.indicators[1])
    survey = one.at(one.indicators[2], "name")
    facts = {"printed_wan": D("318"), "sum_wan": D("313.3200"), "gap_wan": D("4.68")}
    working = ("373人 × 700元/人/月 × 12月 = 3,133,200元 = 313.32万元", "318 − 313.32 = 4.68万元")
    findings = (
        Finding("ARI01", "cost-recompute", Severity.ERROR, cost, facts, working),
        Finding("CMP12", "quality-missing", Severity.WARNING, one.place(), {}, (), "ARI01@F1.C1"),
        Finding("CMP07", "upper-fund-blank", Severity.WARNING, one.place("higher_level_funds"), {}),
        Finding("TXT01", "old-term", Severity.INFO, survey, {"words": ("甲", "乙")}),
        Finding("STR99", "file-level", Severity.INFO, Place(), {}),
    )
    checked = (
        Checked("ARI01", fails(cost, working=working, **facts)),
        Checked("ARI02", passes(one.place("budget_amount"), "318 = 318")),
        Checked("VAL01", passes(survey)),
        Checked("WGT01", not_applicable(one.place(), "no-weights")),
        Checked("ARI07", insufficient(one.at(one.indicators[0]), "no-price")),
    )
    return Report(doc.path, doc, findings, checked)


def _rule(code: str, slug: str, title: str, severity: str, zh: str, en: str, **words) -> Rule:
    return Rule(code, slug, title, Severity(severity), zh, en, lambda form, book: iter(()), **words)


RULES = {
    rule.code: rule
    for rule in (
        _rule(
            "ARI01",
            "cost-recompute",
            "成本重算不符",
            "error",
            "填报 {printed_wan} 万元，按数量和标准应为 {sum_wan} 万元，差 {gap_wan:+} 万元",
            "the form says {printed_wan}, recomputed {sum_wan}, difference {gap_wan:+} (万元)",
            repair_zh="说明差额的依据，或改为 313.32 万元",
            repair_en="Explain the difference or write 313.32",
            basis=("OLD", "LAW", "FORM"),
            page="Costs that do not follow.\n\n## What it does\nRecomputes.\n",
        ),
        _rule(
            "CMP12", "quality-missing", "缺质量指标", "warning", "没有质量指标", "no quality row"
        ),
        _rule("CMP07", "upper-fund-blank", "上级资金未填写", "warning", "上级资金是空白", "blank"),
        _rule("TXT01", "old-term", "旧称", "info", "旧词：{words}", "old words: {words}"),
        _rule("STR99", "file-level", "文件提示", "info", "文件里有图片", "a picture"),
        _rule(
            "ARI07",
            "points-do-not-add-up",
            "点数不合",
            "warning",
            "点数不合",
            "points",
            reasons={"no-price": ("没有单价", "no unit price")},
        ),
    )
}
STATUTES = {
    "OLD": {"kind": "law", "title": "未核实的法", "article": "第一条", "verified": False},
    "FORM": {"kind": "practice", "title": "惯例", "article": "", "verified": "2026-01-01"},
    "LAW": {
        "kind": "law",
        "title": "示例法",
        "article": "第十三条",
        "says": "以预算为依据",
        "title_en": "Sample Law",
        "article_en": "Art. 13",
        "since": "2018-12-29",
        "until": None,
        "verified": "2026-01-01",
    },
}
BOOK = Book("test", date(2026, 6, 1), {"statutes": STATUTES, "profiles": {"test": {}}})


def voice(lang: str = "zh") -> Voice:
    return Voice(lang, BOOK, RULES)
