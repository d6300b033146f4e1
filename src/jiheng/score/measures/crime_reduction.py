"""发案下降：1 − 本年件数 ÷ 基期件数（同一口径）

A form that names no baseline cannot be judged; the candidates are listed: the year before, as
counted and on the old caliber, the mean of three years, the first of them, and per resident.
Aggregate counts only.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

WHY = "baseline-missing"
CANDIDATE = ">="


def count(data: Evidence, bound: Binding) -> Actual:
    years = tuple(range(data.year - 3, data.year + 1))
    rows = data.take(
        "crime_monthly",
        ("category", "in", bound.words("category")),
        ("year", "in", years),
        ("month", "<=", (data.ended[-1],) if data.ended else (str(data.year),)),
    )
    told = data.rows(rows.group_by("year", "caliber_version").aggregate(n=rows["count"].sum()))
    old = bound.text("caliber")
    same = {row["year"]: int(row["n"]) for row in told if row["caliber_version"] == old}
    now, before = same.get(data.year, 0), same.get(data.year - 1)
    new = sum(int(r["n"]) for r in told if r["year"] == data.year and r["caliber_version"] != old)
    if not before or data.year not in same:
        return Actual(None, "1", incomplete="no-records")
    candidates = {
        f"vs-{data.year - 1}": Ratio(before - now - new, before),
        f"vs-{data.year - 1}-same-caliber": Ratio(before - now, before),
    }
    if len(same) == 4:
        three = sum(same[year] for year in years[:3])
        candidates["vs-3-year-mean"] = Ratio(three - 3 * (now + new), three)
        candidates[f"vs-{years[0]}"] = Ratio(same[years[0]] - now - new, same[years[0]])
    per_head = _per_head(data, before, now + new)
    if per_head is not None:
        candidates["per-resident"] = per_head
    return Actual(
        candidates[f"vs-{data.year - 1}-same-caliber"],
        "1",
        basis="same-caliber",
        beside={
            f"y{data.year - 1}": before,
            f"y{data.year}": now + new,
            "new_caliber": new,
            "unstable": int(before < int(data.number("small-base"))),
        },
        candidates=candidates,
        assumptions=("same-caliber",),
    )


def _per_head(data: Evidence, before: int, now: int) -> Ratio | None:
    rows = data.take("population_year", ("year", "in", (data.year - 1, data.year)))
    people = {row["year"]: int(row["n"]) for row in data.rows(rows)}
    if len(people) < 2:
        return None
    was, there = before * people[data.year], people[data.year - 1] * now
    return ratio(was - there, was)
