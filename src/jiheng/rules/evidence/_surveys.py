"""Answers of each survey before and after cleaning, by the rule that the measure uses."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._records import Records


def cleaned(data: Records) -> list[dict[str, Any]]:
    """A row a survey: complete answers, those left (valid), content among both, who repeated."""
    import ibis

    rows = data.table("survey_response")
    rows = rows.filter(
        (rows["complete"] == 1)
        & rows["score"].notnull()
        & (rows["submitted_at"].cast("date") <= data.as_of)
    )
    for name, column in (("device", "device_hash"), ("token", "token_hash")):
        own = rows[column].fill_null(rows["response_id"])
        window = ibis.window(
            group_by=[rows["survey_id"], own], order_by=[rows["submitted_at"], rows["response_id"]]
        )
        rows = rows.mutate(**{f"by_{name}": ibis.row_number().over(window)})
    kept = (rows["by_device"] == 0) & (rows["by_token"] == 0)
    good = rows["score"] >= int(data.number("satisfied-score"))
    who = rows["device_hash"].fill_null(rows["token_hash"])
    told = rows.group_by("survey_id").aggregate(
        complete=rows.count(),
        naive=good.sum().cast("int64"),
        valid=kept.sum().cast("int64"),
        top=(kept & good).sum().cast("int64"),
        devices=who.nunique(where=~kept),
        repeat=rows["response_id"].min(where=~kept),
    )
    return sorted(data.rows(told), key=lambda row: str(row["survey_id"]))
