"""Names of the figures beside an actual, of readings, tables and bases, in Chinese and English."""

from __future__ import annotations

FIGURES = {
    "accrual": ("归属本年（权责发生）", "of the year by service (accrual)"),
    "avg": ("平均", "average"),
    "billed": ("计费", "billed"),
    "billed_avg": ("平均计费", "billed on average"),
    "billed_max": ("最多计费", "billed at most"),
    "billed_min": ("最少计费", "billed at least"),
    "budget": ("预算", "budget"),
    "by_contract": ("按合同期限", "by the contract's deadlines"),
    "cash": ("现金支付", "cash paid"),
    "ci": ("95% 区间", "95 % interval"),
    "contract": ("合同约定", "in the contract"),
    "correct": ("实发等于应发的人月", "person-months paid as due"),
    "dec": ("年末", "year end"),
    "den": ("在册人月", "person-months on the roster"),
    "distinct": ("全年出现过的人", "people seen in the year"),
    "docs": ("有单据的月份", "months with a document"),
    "doc_date": ("文件日期", "date of the document"),
    "doc_id": ("文件编号", "document"),
    "documents": ("账单发票合计", "bills and invoices"),
    "down_h": ("中断小时", "hours down"),
    "either": ("两个期限任一", "by either deadline"),
    "eligible": ("合规列支", "eligible"),
    "entitled": ("应发", "due to people"),
    "expected_h": ("应在线小时", "hours expected"),
    "f": ("满意的答卷", "satisfied answers"),
    "final": ("最终合格", "accepted in the end"),
    "first": ("首次合格", "accepted at first"),
    "first-pass": ("首次验收", "first acceptance"),
    "fixed-accrual": ("固定项目，权责发生", "fixed items, accrual"),
    "fixed_accrual_per_avg": ("固定项目人均", "fixed items per head"),
    "in_service_avg": ("平均在用点位", "points in service on average"),
    "in_use": ("在用", "in use"),
    "in_year": ("本年内完成", "inside the year"),
    "inspected_all": ("每期都巡检的点位", "points inspected every time"),
    "issuer": ("出具单位", "issued by"),
    "known_h": ("状态已知小时", "hours known"),
    "least": ("最低实发", "least paid"),
    "maint_h": ("批准维护小时", "hours of approved maintenance"),
    "mean20": ("五档平均分", "mean of the five marks"),
    "modal": ("实发众数", "most frequent amount"),
    "months_paid": ("已付月份", "months paid"),
    "most": ("最高实发", "most paid"),
    "N": ("调查对象", "people asked about"),
    "n": ("有效答卷", "valid answers"),
    "naive": ("未清理的满意率", "share before cleaning"),
    "needed": ("需要的样本", "answers needed"),
    "net_per_avg": ("人均实发", "net per head"),
    "new_caliber": ("其中新口径", "of these on the new caliber"),
    "num": ("足额应发的人月", "person-months due in full"),
    "outside": ("名册外的人月", "person-months off the roster"),
    "owed": ("有应发的人月", "person-months with something due"),
    "paid": ("已付人月", "person-months paid"),
    "peak": ("最多", "peak"),
    "per-resident": ("按常住人口", "per resident"),
    "periods": ("账期", "bills"),
    "persons_exact": ("足额领取全年的人", "people paid in full all year"),
    "persons_exact_entitled": ("应足额的人", "people due in full all year"),
    "pm": ("在册人月", "person-months on the roster"),
    "pm_strict": ("按时的人月", "person-months in time"),
    "points": ("点位", "points"),
    "positive_pm": ("有实发的人月", "person-months with pay"),
    "powered": ("用电点位", "powered points"),
    "raw": ("收到答卷", "answers received"),
    "removed": ("剔除答卷", "answers removed"),
    "spare": ("备用", "spare"),
    "state_at": ("截至", "as of"),
    "stated": ("写明的标准", "amount stated"),
    "strict": ("当月内发放", "paid within the month"),
    "to-date": ("截至当日", "to date"),
    "total_per_avg": ("人均总额", "total per head"),
    "unknown_h": ("状态未知小时", "hours unknown"),
    "unstable": ("基数太小", "base too small"),
    "up_h": ("在线小时", "hours up"),
    "visits": ("巡检次数", "visits made"),
    "vs-3-year-mean": ("比前三年平均", "against the mean of three years"),
}
BASES = {
    "accrual": ("按归属期", "by period of service"),
    "bills": ("按账单", "by bills"),
    "cash": ("现金支付", "cash paid"),
    "contract": ("按合同", "by contract"),
    "document": ("按文件", "by document"),
    "final": ("最终验收", "final acceptance"),
    "ledger": ("按台账", "by the ledger"),
    "pooled-seconds": ("各点位时间合并", "time of all points pooled"),
    "roster": ("按名册", "by the roster"),
    "same-caliber": ("同一口径", "same caliber"),
    "strict-month-end": ("当月月末前", "by the month's end"),
    "top-two": ("满意以上占比", "share of the two best answers"),
}
FAMILIES = {
    "quantity": ("产出 · 数量", "Output · quantity"),
    "quality": ("产出 · 质量", "Output · quality"),
    "timeliness": ("产出 · 时效", "Output · timeliness"),
    "cost": ("成本", "Cost"),
    "social-cost": ("社会成本", "Social cost"),
    "ecological-cost": ("生态环境成本", "Ecological cost"),
    "economic": ("效益 · 经济", "Benefit · economic"),
    "social": ("效益 · 社会", "Benefit · social"),
    "ecological": ("效益 · 生态", "Benefit · ecological"),
    "sustainable": ("效益 · 可持续", "Benefit · lasting"),
    "satisfaction": ("满意度", "Satisfaction"),
    "execution": ("预算执行", "Budget execution"),
    "other": ("其他", "Other"),
}


def figure(key: str, lang: str) -> str:
    """The name of a figure or a reading; years and days of grace are told from the key."""
    if key in FIGURES:
        return FIGURES[key][lang == "en"]
    zh, (head, _, rest) = lang == "zh", key.partition("-")
    if head == "vs":
        year, _, same = rest.partition("-")
        tail = ("（同口径）" if zh else ", same caliber") if same else ""
        return f"比 {year} 年{tail}" if zh else f"against {year}{tail}"
    if "grace" in key:
        days = key.rpartition("grace")[2]
        who = ("的人月" if zh else ", person-months") if key.startswith("pm_") else ""
        return f"宽限 {days} 天{who}" if zh else f"with {days} days of grace{who}"
    if key[:1] == "y" and key[1:].isdigit():
        return f"{key[1:]} 年件数" if zh else f"count of {key[1:]}"
    return key


def basis(key: str, lang: str) -> str:
    """The basis an actual is counted on."""
    return BASES[key][lang == "en"] if key in BASES else key


def family(key: str, lang: str) -> str:
    """The group of rows a row stands in."""
    return FAMILIES[key][lang == "en"] if key in FAMILIES else key


def table(name: str, lang: str) -> str:
    """A canonical table as people call it."""
    from ..model.tables import TABLES

    return TABLES[name].title if lang == "zh" else name
