"""The words printed on an official form where it has none of its own."""

from __future__ import annotations

from .markdown import HEADS as COMMON_HEADS
from .markdown import LABELS as COMMON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.form import Form

LABELS = COMMON | {
    "higher_department": "上级主管部门",
    "unit_code": "单位代码",
    "project_attribute": "项目属性",
    "project_category": "项目类别",
    "project_leader": "项目负责人",
    "project_overview": "项目概况",
    "basis": "立项依据",
    "start": "计划开始日期",
    "finish": "计划完成日期",
    "grade": "自评等级",
    "fund_fiscal": "其中：财政拨款",
    "fund_carryover": "上年结转资金",
    "fund_own": "单位自筹",
    "fund_other": "其他资金",
    "fund_local": "地方资金",
    "period_budget_amount": "实施期资金总额",
    "period_higher_level_funds": "上级资金",
    "period_fund_fiscal": "其中：财政拨款",
    "period_fund_carryover": "上年结转资金",
    "period_fund_own": "单位自筹",
    "period_fund_other": "其他资金",
    "period_fund_local": "地方资金",
}
HEADS = COMMON_HEADS | {
    "block": "绩效指标",
    "weight": "分值",
    "source": "数据来源",
    "progress": "监控期执行情况",
    "forecast": "全年预计完成情况",
    "possibility": "完成目标可能性",
}
SHARES = {
    "block": 6,
    "level1": 10,
    "level2": 11,
    "name": 22,
    "value": 15,
    "standard": 17,
    "sign": 6,
    "direction": 6,
    "value_type": 6,
    "unit": 6,
    "weight": 5,
    "score": 8,
    "actual": 14,
    "reason": 16,
    "progress": 14,
    "forecast": 12,
    "possibility": 9,
    "note": 9,
}
FOOT = ("preparer", "phone", "date", "signatory")


def label(form: Form, key: str) -> str:
    """The label printed beside a field."""
    field = form.fields.get(key)
    return (field.label if field else "") or LABELS.get(key, key.partition(":")[2])


def head(form: Form, key: str) -> str:
    """The head printed above a column."""
    printed = next((r.fields[key].label for r in form.indicators if key in r.fields), "")
    core, colon, own = key.partition(":")
    return printed or (own if colon else HEADS.get(core, core))


def shares(columns: Sequence[str]) -> list[int]:
    """How wide columns are beside each other."""
    return [SHARES.get(key.partition(":")[0], 10) for key in columns]


def foot(form: Form) -> str:
    """The line of signatures, as the county form prints it."""
    said = {key: form.fields[key].raw if key in form.fields else "" for key in FOOT}
    return "    ".join(f"{label(form, key)}：{text}" for key, text in said.items())
