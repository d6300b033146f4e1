"""A finding as components/finding_card.html shows it, and the heads of a form's columns."""

from __future__ import annotations

from typing import Any

from jiheng.model.finding import Finding, Report, Severity
from jiheng.model.form import Form
from jiheng.rules.say import Voice

RANK = {severity: rank for rank, severity in enumerate(Severity)}
HEADS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "value": "指标值",
    "standard": "绩效标准",
    "comparator": "符号",
    "unit": "计量单位",
    "weight": "分值",
    "actual": "实际完成值",
    "score": "得分",
    "scoring_rule": "评分标准",
    "remark": "备注",
    "deviation": "偏差原因",
}


def heads(form: Form) -> list[tuple[str, str]]:
    """The columns of a form with what stands over them."""
    keys = [key for key in form.columns if key != "block"] or ["level1", "level2", "name", "value"]
    printed = {key: one.label for row in form.indicators for key, one in row.fields.items()}
    said = {key: key.partition(":")[2] if ":" in key else key for key in keys}  # "other:备注"
    return [(key, printed.get(key) or HEADS.get(key, said[key])) for key in keys]


def card(finding: Finding, number: int, voice: Voice, report: Report, lang: str) -> dict[str, Any]:
    """Sentence, working, repair, proposals and basis of one finding."""
    place, zh = finding.place, lang == "zh"
    row = place.ref[:1].isupper()  # "C1"; a field's key is for nobody's eyes
    return {
        "number": number, "anchor": f"finding-{number}", "severity": finding.severity.value,
        "code": finding.code, "title": voice.title(finding.code),
        "sentence": voice.sentence(finding),
        "where": f"{place.ref} {place.name}".strip() if row else place.name or place.ref,
        "ref": place.ref, "part": place.part, "working": finding.working,
        "repair": voice.repair(finding.code),
        "proposals": [
            {"where": one.place.name, "old": one.old, "new": one.new, "ref": one.place.ref,
             "part": one.place.part, "why": one.why if zh else one.why_en}
            for one in voice.proposals(finding, report.document)
        ],
        "basis": voice.basis(finding.code), "accepted": finding.accepted,
    }  # fmt: skip
