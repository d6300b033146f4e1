"""What the evaluation says in words: verdicts, reasons, assumptions, in Chinese and English."""

from __future__ import annotations

STANDINGS = {
    "MET": ("达成", "met"),
    "NOT_MET": ("未达成", "not met"),
    "PENDING": ("未到期", "pending"),
    "INCOMPLETE": ("佐证不全", "incomplete"),
    "CANNOT_JUDGE": ("无法判断", "cannot judge"),
}
REASONS = {
    "aggregation-undefined": (
        "目标没有说怎样数（平均、最高还是年末）",
        "the target does not say how to count (average, peak or year end)",
    ),
    "baseline-missing": ("目标没有写基期", "the target names no baseline"),
    "either-or-deadline": ("目标写了两个期限", "the target names two deadlines"),
    "evidence-not-due": ("佐证还没有到期", "the evidence is not due yet"),
    "no-budget": ("没有预算数", "no budget is known"),
    "no-records": ("没有记录", "no records"),
    "not-bound": ("没有对应的计量方法", "no measure is bound to it"),
    "per-head-undefined": (
        "人均数没有比较符号，也没有说除以哪个人数",
        "the amount per head has no comparator and no headcount to divide by",
    ),
    "sample-too-small": ("样本不足", "the sample is too small"),
    "target-without-number": ("目标没有数字", "the target has no number"),
    "unit-mismatch": ("目标和记录的单位不同", "target and records have different units"),
    "unknown-decides": ("情况不明的部分决定结果", "what is unknown decides the result"),
    "year-not-over": ("年度未结束", "the year is not over"),
}
ASSUMPTIONS = {
    "accrual-by-acceptance": ("权责发生数按验收数量算", "accrual by quantity accepted"),
    "band-bottom": ("定性结论取本档下限", "a qualitative word takes the bottom of its band"),
    "band-top": ("定性结论取本档上限", "a qualitative word takes the top of its band"),
    "billed-least": ("按各期账单的最小数量", "least quantity of all bills"),
    "budget-in-force": ("预算按当日有效版本", "the budget in force on the day"),
    "cash-booked": ("按现金支付、入账口径", "cash paid, as booked"),
    "comparator-confirmed": ("比较符号经人确认", "the comparator was confirmed by a person"),
    "comparator-default": (
        "没有比较符号，按类型默认",
        "no comparator printed: default of its type",
    ),
    "comparator-implied": ("比较符号由措辞推定", "the comparator is implied by the wording"),
    "contract-deadline": ("期限按合同", "deadlines of the contract"),
    "contract-scope": ("数量按合同范围", "quantity in the contract's scope"),
    "final-acceptance": ("按最终验收", "final acceptance"),
    "headcount-average": ("人数按全年平均", "average headcount of the year"),
    "modal-net": ("标准按实发众数", "the most frequent net amount"),
    "month-on-time-share": ("按期以应发额的 99% 计", "a month is on time at 99 % of what is due"),
    "no-weight-left-for-execution": (
        "指标分值合计已满，预算执行率按剩余分值",
        "the printed weights leave less than ten for the execution rate",
    ),
    "paid-every-month": ("按月月有付款认定", "paid in every month"),
    "pooled-time": ("各点位时间合并计算", "time of all points pooled"),
    "same-caliber": ("按同一统计口径", "the same statistical caliber"),
    "strict-month-end": ("期限为当月月末", "the deadline is the month's end"),
    "tolerance": ("允许误差内视为相等", "equal within the stated tolerance"),
    "top-two-share": ("满意度为最高两档占有效答卷的比例", "share of the two best answers"),
    "weights-by-scheme": (
        "表上没有分值，按办法平均分配",
        "no weights printed: split by the scheme",
    ),
    "word-equal": ("结论与目标用词相同", "the conclusion says the target's word"),
}
LIGHTS = {"red": "红", "yellow": "黄", "green": "绿", "blue": "蓝", "": ""}


def standing(name: str, lang: str) -> str:
    """The verdict as people say it."""
    return STANDINGS[name][lang == "en"]


def reason(name: str, lang: str) -> str:
    """Why a row is open."""
    return REASONS[name][lang == "en"]


def assumption(name: str, lang: str) -> str:
    """What a result assumed."""
    return ASSUMPTIONS[name][lang == "en"]
