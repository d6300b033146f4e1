"""同一台设备、同一个口令，是不是交了不止一份答卷。

## What it does
完整的答卷按设备和口令去重，只留最先的一份；去掉了的，报一条：去掉多少份，去重前后的满意率各是多少。

## Why it matters
一台设备连交上百份满分，满意率就从不达标变成达标。去重前的数可以写在旁边，不能当结论。

## Basis
一人一卷是抽样调查的常理，没有引用具体条文。

## Example
survey

| survey_id | population_n | frame | window_start | window_end | method | question |
|---|---|---|---|---|---|---|
| S1 | 1000 | 居民 | 2023-12-01 | 2023-12-20 | 线上 | 满意吗 |

survey_response

| survey_id | response_id | device_hash | submitted_at | score | complete | channel |
|---|---|---|---|---|---|---|
| S1 | R1 | D1 | 2023-12-01 09:00:00 | 2 | 1 | web |
| S1 | R2 | D2 | 2023-12-01 09:10:00 | 5 | 1 | web |
| S1 | R3 | D2 | 2023-12-01 09:20:00 | 5 | 1 | web |

## Instead
survey

| survey_id | population_n | frame | window_start | window_end | method | question |
|---|---|---|---|---|---|---|
| S1 | 1000 | 居民 | 2023-12-01 | 2023-12-20 | 线上 | 满意吗 |

survey_response

| survey_id | response_id | device_hash | submitted_at | score | complete | channel |
|---|---|---|---|---|---|---|
| S1 | R1 | D1 | 2023-12-01 09:00:00 | 2 | 1 | web |
| S1 | R2 | D2 | 2023-12-01 09:10:00 | 5 | 1 | web |

## Known limits
办事窗口共用一台设备的，要用一次性口令，否则会去掉。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, percent
from ._surveys import cleaned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI30",
    "repeated-answers",
    "重复答卷",
    "warning",
    ("survey_response",),
    zh="调查 {survey}：{devices} 台设备（口令）重复作答，去掉 {removed} 份；去重前满意 {naive_top}/{complete}（{naive}%），去重后 {top}/{valid}（{rate}%）",
    en="Survey {survey}: {devices} devices or tokens answered more than once, {removed} answers removed; {naive_top}/{complete} content before ({naive}%), {top}/{valid} after ({rate}%)",
    repair_zh="按去重后的结果评价；公开去掉的份数和原因",
    repair_en="Use the cleaned result, and publish how many were removed and why",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a survey."""
    for row in cleaned(data):
        removed = row["complete"] - row["valid"]
        if removed:
            yield found(
                "stands",
                at("survey_response", row["survey_id"], row["repeat"], part="device_hash"),
                at("survey", row["survey_id"]),
                survey=row["survey_id"],
                devices=row["devices"],
                removed=removed,
                complete=row["complete"],
                naive_top=row["naive"],
                naive=percent(row["naive"], row["complete"]),
                valid=row["valid"],
                top=row["top"],
                rate=percent(row["top"], row["valid"]),
            )
