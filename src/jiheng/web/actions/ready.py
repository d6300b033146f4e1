"""Whether what is handed in is whole. A form with findings may be handed in; a gap may not."""

from __future__ import annotations

from jiheng.model import stage as lifecycle

from ..models import Step
from .base import refuse

EXPLAINED = ("monitoring", "self_evaluation", "evaluation")


def check(step: Step) -> None:
    """Raises Refusal naming what is missing."""
    if step.stage in EXPLAINED:
        _result(step)
    elif step.definition.holds == lifecycle.PROBLEMS:
        _problems(step)


def unexplained(step: Step) -> list[str]:
    """Rows of the step's last result that need a reason and have none."""
    last = step.assessments.order_by("-made_at", "-pk").first()
    if last is None:
        return []
    given = set(step.explanations.values_list("ref", flat=True))
    return [ref for ref in wanting(last.result) if ref not in given]


def wanting(result: dict[str, object]) -> list[str]:
    """Rows that a result leaves to be explained: not met, or so far over that it needs a reason."""
    rows = result.get("rows")
    found = []
    for row in rows if isinstance(rows, list) else []:
        missed = row["judgement"]["standing"] == "NOT_MET"
        if missed or row["points"].get("reason_needed"):
            found.append(str(row["ref"]))
    return found


def _result(step: Step) -> None:
    if not step.assessments.exists():
        raise refuse(
            "还没有计算结果",
            "请先按佐证计算",
            "nothing has been evaluated",
            "evaluate it from the evidence first",
        )
    if missing := unexplained(step):
        names = "、".join(missing)
        raise refuse(
            f"未达标或偏差过大的指标还没有说明原因：{names}",
            "请逐行写明原因",
            f"no reason is given for {', '.join(missing)}",
            "explain each row",
        )


def _problems(step: Step) -> None:
    left = step.project.rectifications.filter(done_at=None).count()
    if left:
        raise refuse(
            f"还有 {left} 个问题没有整改完",
            "请逐项办结",
            f"{left} problems are still open",
            "finish each",
        )
