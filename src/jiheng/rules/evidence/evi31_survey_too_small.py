"""有效答卷够不够多。

## What it does
调查结束后，有效答卷少于总体所需的样本数（95% 把握、误差 5 个百分点，按总体修正），就报。

## Why it matters
几十份答卷算出来的满意率，上下能差十个百分点，达标不达标都说不准。

## Basis
样本数按有限总体的通用公式计算，没有引用具体条文。

## Example
survey

| survey_id | population_n | frame | window_start | window_end | method | question |
|---|---|---|---|---|---|---|
| S1 | 3 | 职工 | 2023-12-01 | 2023-12-20 | 口令 | 满意吗 |

survey_response

| survey_id | response_id | device_hash | submitted_at | score | complete | channel |
|---|---|---|---|---|---|---|
| S1 | R1 | D1 | 2023-12-01 09:00:00 | 5 | 1 | web |

## Instead
survey

| survey_id | population_n | frame | window_start | window_end | method | question |
|---|---|---|---|---|---|---|
| S1 | 1 | 职工 | 2023-12-01 | 2023-12-20 | 口令 | 满意吗 |

survey_response

| survey_id | response_id | device_hash | submitted_at | score | complete | channel |
|---|---|---|---|---|---|---|
| S1 | R1 | D1 | 2023-12-01 09:00:00 | 5 | 1 | web |

## Known limits
只看份数，不看样本是否偏在某一类人。
"""

from __future__ import annotations

from ...model.sample import needed
from . import rule
from ._records import at, found
from ._surveys import cleaned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI31",
    "survey-too-small",
    "样本不足",
    "warning",
    ("survey",),
    zh="调查 {survey} 的有效答卷 {valid} 份，总体 {frame} 人至少要 {needed} 份，少 {gap} 份",
    en="Survey {survey}: {valid} valid answers, {needed} are needed for a frame of {frame}; {gap} short",
    repair_zh="补充调查；补不了的，结果标明样本不足，不作结论",
    repair_en="Ask more people; otherwise mark the result and draw no conclusion",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a survey that has ended."""
    valid = {row["survey_id"]: row["valid"] for row in cleaned(data)}
    surveys = data.table("survey")
    ended = surveys.filter(
        (surveys["window_end"] <= data.as_of) & (surveys["window_end"] >= data.first)
    )
    for row in sorted(data.rows(ended), key=lambda row: str(row["survey_id"])):
        least, there = needed(int(row["population_n"])), valid.get(row["survey_id"], 0)
        if there < least:
            yield found(
                "stands",
                at("survey", row["survey_id"], part="population_n"),
                survey=row["survey_id"],
                frame=row["population_n"],
                valid=there,
                needed=least,
                gap=least - there,
            )
