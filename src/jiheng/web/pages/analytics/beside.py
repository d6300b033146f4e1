"""Deadlines, prices and years beside each other, as answers with their drawings."""

from __future__ import annotations

from fractions import Fraction
from urllib.parse import urlencode

from jiheng.draw import plain
from jiheng.model import stage as lifecycle

from ...problems import language
from ...summing import MICRO, STANDINGS
from .asked import Asked
from .charts import TOP, Drawn, elapsed, rate, say
from .compared import compared
from .counts import Figures


def deadlines(found: list[Figures], *, stages: bool) -> Drawn:
    """Steps in time, late, past their day."""
    lines = []
    for row in found:
        stage = lifecycle.BY_KEY.get(row["name"]) if stages else None
        name = (stage.zh if language() == "zh" else stage.en) if stage else row["name"]
        lines.append({**row, "name": name, "done": row["kept"] + row["late"] + row["overdue"]})
    done = sum(line["done"] for line in lines)
    kept, late = (sum(line[key] for line in lines) for key in ("kept", "overdue"))
    if not done:
        title = say("还没有到期的环节", "No stage was due yet")
    else:
        title = say(f"到期的 {done} 个环节中 {kept} 个按期完成，{late} 个现在还逾期",
                    f"{kept} of {done} stages due were kept; {late} are overdue now")  # fmt: skip
    order = {one.key: number for number, one in enumerate(lifecycle.STAGES)}
    if stages:
        keys = [row["name"] for row in found]
        lines = [line for _, line in sorted(zip(keys, lines, strict=True),
                                            key=lambda pair: order.get(pair[0], 99))]  # fmt: skip
    return {"title": title, "lines": lines, "unknown": sum(row["unknown"] for row in found)}


def price_url(group: Figures, one: Asked) -> str:
    """The prices of one object."""
    said = {**one.words, "object": group["object"], "per": group["per"]}
    return "/analytics/prices/?" + urlencode(said)


def prices(found: list[Figures], one: Asked) -> Drawn:
    """What is paid for the same thing; who is far from the median is named with the ratio."""
    groups = [compared(group, one) for group in found if len(group["members"]) > 1]
    if not groups:
        return {"title": "", "groups": [], "data": None, "outliers": []}
    far = sorted((price for group in groups for price in group["outliers"]),
                 key=lambda price: -price["times"])  # fmt: skip
    first = groups[0]
    if far:
        top = far[0]
        title = say(
            f"{top['unit']}的“{top['object']}”是同类中位数的 {top['times_text']} 倍",
            f"“{top['object']}” of {top['unit']} is {top['times_text']} times the median",
        )
    elif first["high"] == first["low"]:
        title = say(
            f"{len(groups)} 种同类对象，各项目的单价都一样",
            f"{len(groups)} kinds of things, each at one price in all projects",
        )
    else:
        wide = plain(Fraction(first["high"], first["low"]), 1)
        title = say(
            f"同一对象单价相差最大的是“{first['object']}”：最高是最低的 {wide} 倍",
            f"Widest apart: “{first['object']}”, the dearest {wide} times the cheapest",
        )
    drawn = [
        (f"{group['object']} 元/{group['per']}",
         [(f"{price['unit']} {price['year']}", price["yuan"], price["far"] or price["own"])
          for price in group["members"]])
        for group in groups
    ]  # fmt: skip
    lines = [{**group, "low": Fraction(group["low"], MICRO), "high": Fraction(group["high"], MICRO),
              "ratio": plain(Fraction(group["high"], group["low"]), 1),
              "url": price_url(group, one)} for group in groups]  # fmt: skip
    return {"title": title, "groups": lines, "outliers": far[:TOP],
            "data": {"args": [drawn], "title": title, "unit": say("元", "yuan")}}  # fmt: skip


def years(found: list[Figures]) -> Drawn | None:
    """Year beside year, where there are two."""
    if len(found) < 2:
        return None
    lines = []
    for row in found:
        rows = sum(row[name.lower()] or 0 for name in STANDINGS)
        lines.append(
            {"year": row["year"], "projects": row["projects"],
             "budget": Fraction(row["budget"], 100) if row["budget"] is not None else None,
             "rate": rate(row), "elapsed": elapsed(row),
             "met": Fraction(row["met"], rows) if rows else None,
             "open": row["open"] or 0,
             "errors": Fraction(row["errors"] or 0, row["projects"])}
        )  # fmt: skip
    new, old = lines[0], lines[1]
    title = say(f"{new['year']} 年与 {old['year']} 年", f"{new['year']} beside {old['year']}")
    if new["budget"] is not None and old["budget"]:
        share = (new["budget"] - old["budget"]) / old["budget"]
        more, up = plain(abs(share) * 100, 1), share >= 0
        title = say(
            f"{new['year']} 年预算比 {old['year']} 年{'增加' if up else '减少'} {more}%",
            f"The budget of {new['year']} is {more}% {'above' if up else 'below'} {old['year']}",
        )
    return {"title": title, "lines": lines}
