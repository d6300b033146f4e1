"""A page with every part of the pages in every state, for the tests and for whoever designs."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from decimal import Decimal as D
from fractions import Fraction as F
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.urls import path, set_urlconf

HERE = Path(__file__).parent
urlpatterns = [path("language", lambda request: None, name="language")]  # type: ignore[arg-type,return-value]
STAMP = datetime(2023, 9, 30, 10, 24, tzinfo=UTC)
YEAR = date(2023, 1, 1)


def django() -> None:
    """Django with the product's own settings, once."""
    os.environ.setdefault("JIHENG_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiheng.web.settings")
    from django import setup
    from django.apps import apps

    if not apps.ready:
        setup()


def page(lang: str = "zh") -> str:
    """The whole page."""
    django()
    from django.template import engines
    from django.utils import translation

    template = engines["django"].from_string((HERE / "gallery.html").read_text("utf-8"))
    set_urlconf(__name__)  # the gallery links nowhere
    try:
        with translation.override("en" if lang == "en" else "zh-hans"):
            return str(template.render(context(lang)))
    finally:
        set_urlconf(None)


def problem(status: int, lang: str = "zh") -> str:
    """The page of an error."""
    django()
    from django.template.loader import render_to_string
    from django.utils import translation

    said = {"status": status, "text": "没有这个页面，或不属于您的单位", "code": "x", "lang": lang}
    set_urlconf(__name__)
    try:
        with translation.override("en" if lang == "en" else "zh-hans"):
            return render_to_string("problem.html", said)
    finally:
        set_urlconf(None)


def context(lang: str) -> dict[str, Any]:
    """Everything the page shows; figures are made up."""
    from django.core.paginator import Paginator

    return {
        "lang": lang,
        "demo": True,
        "one_click": True,
        "today": date(2023, 9, 30),
        "nav": "projects",
        "todo_count": 3,
        "unread_count": 12,
        "my_roles": {"administrator"},
        "place": "示例县公安局 · 警务保障室",
        "user": SimpleNamespace(is_authenticated=True, name="示例填报人", username="tb"),
        "demo_people": [
            {"username": "tb", "name": "示例填报人", "role": "填报人", "place": "示例县公安局"},
            {"username": "cz", "name": "示例审核人", "role": "财政审核", "place": "示例县财政局"},
        ],
        "crumbs": [("项目", "/projects/"), ("示例县公安局", "")],
        "page": Paginator(list(range(200)), 20).page(5),
        "standings": ["MET", "NOT_MET", "PENDING", "INCOMPLETE", "CANNOT_JUDGE", "RUNNING", ""],
        "stage_choices": [("a", "一上申报"), ("b", "二上申报")],
        **_state(),
        **_figures(),
        **_charts(),
        **_form(),
    }


def _state() -> dict[str, Any]:
    names = (
        "事前评估 一上申报 二上申报 批复 目标公开 绩效监控 绩效自评 部门评价 整改 结果公开".split()
    )
    states = ["skipped", *["approved"] * 4, "submitted", "returned", "draft", *["waiting"] * 2]
    stages = [
        {
            "name": n,
            "state": s,
            "url": "#" if s != "waiting" else "",
            "current": s == "submitted",
            "date": date(2023, 3, 28) if s == "approved" else None,
            "due": date(2023, 9, 30) if s in ("submitted", "returned") else None,
            "late": s == "returned",
            "desk": "单位负责人" if s == "submitted" else "",
        }
        for n, s in zip(names, states, strict=True)
    ]
    return {
        "stages": stages,
        "tabs": [
            {"text": "指标", "url": "#a", "on": True, "count": 19},
            {"text": "核对意见", "url": "#b", "count": 8},
            {"text": "版本", "url": "#c", "count": 3},
        ],
        "chips": [
            {"text": "3 处错误", "tone": "bad"},
            {"text": "5 处提醒", "tone": "warn"},
            {"text": "31 项核对通过", "tone": "good"},
            {"text": "4 项无法核对", "tone": "unknown"},
            {"text": "2 处提示", "tone": "info", "url": "#x"},
            {"text": "1607.00 万元"},
        ],
        "cases": [
            {
                "title": "协警经费",
                "more": "绩效自评 · 财政局退回：C3 没有数字",
                "url": "#1",
                "chip": "已退回",
                "chip_tone": "bad",
                "due": date(2023, 9, 20),
                "late": True,
            },
            {
                "title": "“平安城市”视频监控系统",
                "more": "绩效监控（第 3 轮）",
                "url": "#2",
                "chip": "填报中",
                "due": date(2023, 10, 15),
            },
        ],
        "history": [
            {
                "at": STAMP,
                "by": "示例填报人",
                "what": "C3 指标值",
                "old": "按实列支",
                "new": "≤62.68万元",
                "url": "#v2",
            },
            {"at": STAMP, "by": "示例审核人", "what": "批复，锁定第 1 版基线"},
        ],
        "remarks": [
            {
                "by": "示例审核人",
                "role": "财政审核",
                "at": STAMP,
                "where": "C3 指标值",
                "text": "请写明服装、交通的人均标准。",
                "resolve_url": "/x/1/",
            },
            {
                "by": "示例填报人",
                "role": "填报人",
                "at": STAMP,
                "text": "已补。",
                "resolved_at": STAMP,
            },
        ],
        "diff": [
            {
                "kind": "changed",
                "where": "C3 交通费、服装等",
                "column": "指标值",
                "old": "按实列支",
                "new": "≤62.68万元",
                "reason": "按财政局意见",
            },
            {"kind": "new", "where": "C9 协警满意度", "column": "", "old": "", "new": "≥90%"},
            {"kind": "gone", "where": "C8 其他", "column": "", "old": "按需", "new": ""},
        ],
        "works": [
            {
                "id": "1",
                "title": "读取 12 份文件",
                "state": "running",
                "done": 5,
                "total": 12,
                "url": "/jobs/1/",
                "text": "正在读：协警经费.docx",
            },
            {
                "id": "2",
                "title": "重算点位可用率",
                "state": "done",
                "next_url": "#r",
                "next": "看结果",
            },
            {
                "id": "3",
                "title": "导入发放记录",
                "state": "failed",
                "text": "第 18 行没有日期；没有导入任何一行",
            },
        ],
    }


def _row(ref: str, name: str, target: str, actual: str, shown: dict[str, Any], **more: Any) -> Any:
    from jiheng.web.templatetags import say

    row = {"ref": ref, "name": name, "target": target, "actual": actual, "url": "#" + ref}
    values = more.pop("values", [F(1), F(2), None, F(3), F(5, 2), F(4)])
    return row | {"bar": say.bar(**shown), "spark": say.spark(values)} | more


def _figures() -> dict[str, Any]:
    met = _row(
        "V1",
        "第一至六期租线点位",
        "526 点",
        "526",
        {"actual": 526, "target": 526},
        standing="MET",
        evidence="12 张账单",
        evidence_url="#e",
        score="5.00",
        weight="5",
    )
    open_ = _row(
        "V2",
        "第七期监控系统设备",
        "900 个",
        "888",
        {"actual": 888, "target": 900, "elapsed": (3, 4)},
        standing="PENDING",
        evidence="2 批验收",
        evidence_url="#e",
        weight="5",
    )
    missed = _row(
        "V3",
        "第一至六期租线运行保障率",
        "100%",
        "99.96015%",
        {"actual": D("99.96015"), "target": 100, "unknown": D("0.73")},
        standing="NOT_MET",
        evidence="可用率 · 183 天",
        evidence_url="#e",
        score="4.99",
        weight="5",
        findings="1 处提醒",
        findings_tone="warn",
        findings_url="#f1",
    )
    cost = _row(
        "V4",
        "第七期租线费",
        "151 万元",
        "75.50",
        {"actual": D("75.5"), "target": 151, "ceiling": True, "elapsed": (3, 4)},
        standing="RUNNING",
        evidence="2 张账单",
        evidence_url="#e",
        weight="10",
        chips=[{"text": "写作 ≥，按上限解读待确认", "tone": "warn"}],
    )
    over = _row(
        "V5",
        "第七期建设费",
        "680 万元",
        "702.13",
        {"actual": D("702.13"), "target": 680, "ceiling": True},
        standing="NOT_MET",
        evidence="3 份合同",
        evidence_url="#e",
        score="0.00",
        weight="10",
        findings="1 处错误",
        findings_tone="bad",
        findings_url="#f1",
    )
    none = _row(
        "V6",
        "减少各类街面犯罪率",
        "50%",
        "",
        {"actual": None, "target": 50},
        standing="CANNOT_JUDGE",
        evidence="缺基期",
        weight="10",
        values=[None, None],
    )
    part = _row(
        "V7",
        "群众满意度",
        "≥90%",
        "88.7%",
        {"actual": D("88.7"), "target": 90},
        standing="INCOMPLETE",
        evidence="回收 41 / 377",
        evidence_url="#e",
        weight="10",
    )
    return {
        "groups": [
            {"name": "产出 · 数量", "rows": [met, open_]},
            {"name": "产出 · 质量", "rows": [missed]},
            {"name": "产出 · 成本", "rows": [cost, over]},
            {"name": "效益 · 满意度", "rows": [none, part]},
        ],
        "kpis": [
            {
                "name": "预算执行",
                "value": "50.05%",
                "more": "420.44 / 840 万元 · 时间进度 74.79%",
                "tone": "warn",
            },
            {
                "name": "点位可用率（已知时段）",
                "value": "99.92%",
                "more": "下限 99.19% · 覆盖 99.27%",
            },
            {
                "name": "指标达成",
                "value": "8",
                "of": "19",
                "more": "6 未达 · 3 待证 · 2 无法判定",
                "url": "#k",
            },
            {
                "name": "预警",
                "value": "2",
                "tone": "bad",
                "more": "执行落后 24.7 个点 · 5 处点位断线 > 24 h",
            },
        ],
    }


def _days(number: int) -> list[Any]:
    return [
        None
        if 40 < n < 52 and number % 3 == 0
        else F(999, 1000)
        if n % 17 == number % 17
        else F(1, 2)
        if n % 91 == number
        else 0
        if 150 < n < 156 and number == 2
        else 1
        for n in range(273)
    ]


def _charts() -> dict[str, Any]:
    paid = [8, 20, 33, 45, 170, 190, 230, 400, D("420.44")]
    points = [(date(2023, m, 28), v) for m, v in enumerate(paid, 1)]
    st = [*["paid"] * 4, ("late", "8 月 3 日发"), "paid", "part-paid", "missing", "unknown"]
    st += ["not-due"] * 3
    made = [
        (
            "curve",
            "执行落后时间 24.7 个点",
            {"args": [points, [(YEAR, 0), (date(2023, 12, 31), 840)]], "now": date(2023, 9, 30)},
        ),
        (
            "waterfall",
            "八项成本合计超出上限 17.8 万元",
            {
                "args": [
                    [
                        ("工资", D("996.48")),
                        ("社会保险", D("262.08")),
                        ("工会经费", D("11.79")),
                        ("交通费、服装、教育培训", D("337.45")),
                        ("退回", -20),
                    ],
                    1570,
                ]
            },
        ),
        (
            "columns",
            "最多的是没写单位",
            {
                "args": [
                    [
                        ("人均金额对不上", 12, "bad"),
                        ("没写单位", 31, "warn"),
                        ("没有样本量", 7),
                        ("无法核对", None),
                    ]
                ],
                "unit": "处",
            },
        ),
        (
            "dots",
            "人均工资低于中位数",
            {
                "args": [
                    [
                        (
                            "协警人均工资",
                            [("本县", 2400, True), ("乙", 2600), ("丙", 2350), ("丁", 3300)],
                        ),
                        ("每点位租线费", [("本县", 1500, True), ("乙", 800)]),
                    ]
                ]
            },
        ),
        (
            "interval",
            "满意度没有把握地达到 90%",
            {"args": [F(91, 100), F(88, 100), F(94, 100), F(9, 10)]},
        ),
        (
            "timeline",
            "第七期合同与前期相接",
            {
                "args": [
                    [
                        ("一至六期", date(2022, 7, 1), date(2023, 6, 30), "done", "526 点"),
                        ("七期", date(2023, 7, 1), date(2023, 12, 31), "open", "888 个"),
                        ("维保", date(2023, 3, 1), None),
                    ],
                    [("到期", date(2023, 6, 30), "warn"), ("验收", date(2023, 6, 20), "done")],
                ],
                "first": YEAR,
                "now": date(2023, 9, 30),
            },
        ),
    ]
    rows = [("一至六期" if n < 4 else "七期", f"点位 {n:03d}", _days(n)) for n in range(8)]
    broad = [
        ("heat", "点位可用率 · 每日", {"args": [rows], "first": YEAR, "target": F(99, 100)}),
        (
            "months",
            "8 月有 1 个组没有发放",
            {
                "args": [
                    ["协警 346 人", "辅警中队"],
                    [f"{m}月" for m in range(1, 13)],
                    [st, st[::-1]],
                ]
            },
        ),
    ]
    return {
        "charts": [
            {
                "title": title,
                "kind": kind,
                "data": {**data, "title": title},
                "wide": 280 if kind == "interval" else 560,
                "small": "",
                "note": "",
            }
            for kind, title, data in made
        ],
        "broad": [
            {
                "title": title,
                "kind": kind,
                "data": {**data, "title": title},
                "wide": 1220,
                "small": "2023",
                "note": "数据截至 9 月 30 日",
            }
            for kind, title, data in broad
        ],
    }


def _mark(number: int, severity: str) -> dict[str, Any]:
    return {
        "severity": severity,
        "links": f"f{number}",
        "marks": [{"number": number, "anchor": f"f{number}", "severity": severity}],
    }


def _form() -> dict[str, Any]:
    def cell(text: str, kind: str = "", **more: Any) -> dict[str, Any]:
        return {"text": text, "kind": kind, **more}

    rows = [
        {
            "ref": "C1",
            "cells": [
                cell("产出指标", "c", rowspan=4),
                cell("数量指标", "c"),
                cell("协警人数"),
                cell("346人", "value"),
                cell("346人", "standard"),
            ],
        },
        {
            "ref": "C2",
            "cells": [
                cell("质量指标", "c", rowspan=2),
                cell("工资"),
                cell("2400元/人/月", "value"),
                cell("", "standard"),
            ],
        },
        {
            "ref": "C3",
            "cells": [
                cell("交通费、服装等"),
                cell("按实列支", "value", id="c3v", **_mark(1, "error")),
                cell("", "standard", remark=True),
            ],
        },
        {
            "ref": "C4",
            "cells": [
                cell("成本指标", "c"),
                cell("交通费、服装等"),
                cell("≦62.68万元", "value", **_mark(3, "warning")),
                cell("", "standard"),
            ],
        },
        {
            "ref": "C5",
            "cells": [
                cell("效益指标", "c", inferred=True),
                cell("经济效益指标", "c"),
                cell("保障协警工资津贴"),
                cell("36771元/人", "value"),
                cell("", "standard"),
            ],
        },
    ]
    sheet = {
        "id": "s1",
        "title": "2023年项目支出绩效目标表",
        "marks": [],
        "edges": [{"label": "填报单位", "text": "示例县公安局"}, {"label": "单位", "text": "万元"}],
        "fields": [
            [
                {"label": "项目支出名称", "text": "协警经费"},
                {"label": "预算部门", "text": "示例县公安局"},
            ],
            [
                {"label": "年度本级预算金额", "text": "1607万元", **_mark(2, "warning")},
                {"label": "上级资金", "text": ""},
            ],
            [{"label": "项目绩效目标", "text": "示例目标", "span": 3}],
        ],
        "columns": [
            {"key": k, "label": k} for k in ("一级", "二级", "三级指标", "指标值", "绩效标准")
        ],
        "rows": rows,
        "below": [{"label": "日期", "text": "2023年2月"}],
    }
    findings = [
        {
            "number": 1,
            "anchor": "f1",
            "severity": "error",
            "code": "MEA01",
            "title": "“按实列支”无法考核",
            "where": "质量指标 · 交通费、服装等",
            "cell": "c3v",
            "sentence": "没有数字，到年底无法判断是否完成。",
            "repair": "列出项目和标准，如 服装 ×元/人/年。",
            "more_url": "#b",
            "proposals": [{"old": "按实列支", "new": "≤62.68万元", "why": "成本行已有此数"}],
        },
        {
            "number": 2,
            "anchor": "f2",
            "severity": "warning",
            "code": "ARI04",
            "title": "人均金额与分项对不上",
            "where": "经济效益指标 · 36771元/人",
            "sentence": "分项合计与填报不等。",
            "working": [
                "2400×12 + 631.2×12 + 28.4×12 + 200 + 200×12 + 100×12 + 343.2×12 = 44,633.60 元/人",
                "1607万元 ÷ 346人 = 46,445.09 元/人",
                "差 = −7,862.60 / −9,674.09",
            ],
            "repair": "写 46,445.09 元/人并移入成本类；或说明口径。",
            "basis": ["预算法第十二条"],
        },
        {
            "number": 3,
            "anchor": "f3",
            "severity": "warning",
            "code": "ARI10",
            "title": "62.68 万元是倒挤出来的",
            "where": "成本指标",
            "sentence": "等于预算减其他各项。",
            "accepted": {"who": "示例审核人", "why": "已说明口径", "until": "2023-12-31"},
        },
    ]
    return {
        "sheet": sheet,
        "findings": findings,
        "unchecked": [{"code": "FUN02", "reason": "上级资金为空", "where": "上级资金"}],
        "counts": [
            {"key": "error", "text": "错误 1", "tone": "bad"},
            {"key": "warning", "text": "提醒 2", "tone": "warn"},
        ],
    }
