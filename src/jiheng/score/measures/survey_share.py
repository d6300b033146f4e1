"""满意度：选“满意”以上的有效答卷 ÷ 有效答卷

Valid: complete, with a score, the first of its device and of its token. Beside it the naive
share before cleaning, the mean of 100/80/60/40/20, the interval and the sample needed.
"""

from __future__ import annotations

from datetime import date

from ...model.result import Actual, Binding, Ratio
from ...model.sample import interval, needed
from ..exact import of_fraction, ratio, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..records import Evidence

OP = ">="


def count(data: Evidence, bound: Binding) -> Actual:
    name = bound.text("survey")
    frames = data.rows(
        data.take("survey", ("survey_id", "=", (name,))).select("population_n", "window_end")
    )
    if not frames:
        return Actual(None, "1", incomplete="no-records")
    frame, closing = int(frames[0]["population_n"]), frames[0]["window_end"]
    told = data.one(_answers(data, name))
    top, valid = int(told["top"] or 0), int(told["valid"] or 0)
    share = ratio(top, valid)
    if share is None:
        return Actual(None, "1", incomplete="no-records", pending=_open(closing, data))
    least = needed(frame)
    naive = Ratio(int(told["naive"] or 0), int(told["complete"]))
    return Actual(
        share,
        "1",
        coverage=ratio(valid, frame),
        basis="top-two",
        beside={
            "f": top,
            "n": valid,
            "N": frame,
            "naive": naive,
            "raw": int(told["raw"]),
            "removed": int(told["raw"]) - valid,
            "mean20": Ratio(int(told["sum"]) * 20, valid * 100),
            "ci": tuple(shown(of_fraction(end), 6) for end in interval(top, valid, frame)),
            "needed": least,
        },
        assumptions=("top-two-share",),
        pending=_open(closing, data),
        incomplete="sample-too-small" if valid < least else "",
    )


def _open(closing: date, data: Evidence) -> bool:
    return closing > data.as_of


def _answers(data: Evidence, name: str) -> Any:
    """Counts before and after cleaning, in one row."""
    import ibis

    rows = data.take(
        "survey_response",
        ("survey_id", "=", (name,)),
    )
    rows = rows.filter(
        rows["submitted_at"] < ibis.timestamp(str(data.as_of)) + ibis.interval(days=1)
    )
    full = (rows["complete"] == 1) & rows["score"].notnull()
    rows = rows.mutate(full=ibis.ifelse(full, 1, 0))
    for key, column in (("by_device", "device_hash"), ("by_token", "token_hash")):
        own = rows[column].fill_null(rows["response_id"])
        window = ibis.window(
            group_by=[rows["full"], own], order_by=[rows["submitted_at"], rows["response_id"]]
        )
        rows = rows.mutate(**{key: ibis.row_number().over(window)})
    full = rows["full"] == 1
    kept = full & (rows["by_device"] == 0) & (rows["by_token"] == 0)
    good = rows["score"] >= int(data.number("satisfied-score"))
    return rows.aggregate(
        raw=rows.count(),
        complete=full.sum(),
        naive=(full & good).sum(),
        valid=kept.sum(),
        top=(kept & good).sum(),
        sum=rows["score"].sum(where=kept).cast("int64"),
    )
