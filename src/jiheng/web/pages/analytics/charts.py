"""Each figure as the answer to a question: its sentence, its drawing, the way down to the rows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from jiheng.draw import plain
from jiheng.rules import registry
from jiheng.score import words
from jiheng.score.labels import family

from ...problems import language
from ...summing import STANDINGS
from .asked import Asked
from .counts import Figures, gap

TOP = 10
WAN_FEN = 1_000_000
TONES = {"error": "bad", "warning": "warn", "info": ""}
Drawn = dict[str, Any]


def say(zh: str, en: str) -> str:
    """One of two texts."""
    return zh if language() == "zh" else en


def rows_url(one: Asked, **more: str) -> str:
    """The list of rows behind a figure."""
    return "/analytics/rows/?" + urlencode({**one.words, **more})


def rate(row: Figures) -> Fraction | None:
    """Paid of budget; None where it is not known."""
    return Fraction(row["paid"], row["planned"]) if row["planned"] else None


def elapsed(row: Figures) -> Fraction | None:
    """The share of the year gone, of the results it rests on."""
    return Fraction(row["gone"], row["days"]) if row["days"] else None


def behind(row: Figures) -> Fraction:
    """How far execution is behind time, exact."""
    return (elapsed(row) or Fraction(0)) - (rate(row) or Fraction(0))


def units(found: list[Figures]) -> Drawn:
    """Execution by unit, those behind first."""
    known = [row for row in found if row["planned"]]
    late = [row for row in known if gap(row) > 0]
    lines = [
        {"pk": row["unit_pk"], "name": row["unit_name"], "projects": row["projects"],
         "rate": rate(row), "elapsed": elapsed(row), "paid": Fraction(row["paid"] or 0, 100),
         "planned": Fraction(row["planned"], 100) if row["planned"] else None,
         "gap": behind(row) * 100 if row["planned"] else None, "met": row["met"] or 0,
         "rows": sum(row[name.lower()] or 0 for name in STANDINGS), "errors": row["errors"] or 0,
         "open": row["open"] or 0}
        for row in found
    ]  # fmt: skip
    if not known:
        title = say("还没有按佐证算过执行", "Nothing was computed from records yet")
    elif late:
        worst = late[0]
        points = plain(behind(worst) * 100, 1, [0])
        title = (
            say(
                f"{worst['unit_name']}执行落后时间 {points} 个百分点",
                f"{worst['unit_name']} is {points} points behind time",
            )
            if len(known) == 1
            else say(
                f"{len(known)} 个单位中 {len(late)} 个执行落后于时间，"
                f"{worst['unit_name']}落后 {points} 个百分点",
                f"{len(late)} of {len(known)} units are behind time; "
                f"{worst['unit_name']} by {points} points",
            )
        )
    else:
        title = say("各单位执行都不落后于时间", "No unit is behind time")
    return {"title": title, "lines": lines}


def curve(days: list[tuple[Any, int, int]]) -> Drawn | None:
    """Payments of the whole against time, of one year."""
    if not days or not days[-1][2]:
        return None
    first = days[0][0].replace(month=1, day=1)
    last = days[-1][0].replace(month=12, day=31)
    day, paid, planned = days[-1]
    of_year = (last - first).days + 1
    late = Fraction((day - first).days + 1, of_year) - Fraction(paid, planned)
    if late > 0:
        points = plain(late * 100, 1, [0])
        title = say(f"{day.year} 年项目合计执行落后时间 {points} 个百分点",
                    f"Projects of {day.year} together are {points} points behind time")  # fmt: skip
    else:
        title = say(
            f"{day.year} 年项目合计执行不落后于时间",
            f"Projects of {day.year} together keep up with time",
        )
    cap = Fraction(planned, WAN_FEN)
    points_ = [(first, 0), *((at, Fraction(fen, WAN_FEN)) for at, fen, _ in days)]
    data = {"args": [points_, [(first, 0), (last, cap)]], "title": title, "now": day, "height": 300,
            "unit": say("万元", "10k yuan"), "cap": (say("预算", "budget"), cap),
            "names": (say("已支付", "paid"), say("按时间", "by time"))}  # fmt: skip
    return {"title": title, "data": data}


def families(found: list[Figures], one: Asked) -> Drawn:
    """How rows of each family stand."""
    rows, missed = sum(r["rows"] for r in found), sum(r["NOT_MET"] for r in found)
    open_ = sum(r["rows"] - r["MET"] - r["NOT_MET"] for r in found)
    lines = [
        {"name": family(row["family"], language()), "key": row["family"], "rows": row["rows"],
         "met": row["MET"], "missed": row["NOT_MET"],
         "unknown": row["rows"] - row["MET"] - row["NOT_MET"], "open": row["open"],
         "url": {key: rows_url(one, family=row["family"], standing=key)
                 for key in ("MET", "NOT_MET", "OPEN")}}
        for row in found
    ]  # fmt: skip
    if not rows:
        return {"title": "", "lines": []}
    most = max(lines, key=lambda line: line["missed"])
    if missed:
        title = say(
            f"{rows} 项指标中 {missed} 项未达成，最多的是{most['name']}（{most['missed']} 项）；"
            f"{open_} 项还判不了",
            f"{missed} of {rows} indicators are missed, most in {most['name']} "
            f"({most['missed']}); {open_} are open",
        )
    else:
        title = say(f"{rows} 项指标没有未达成的，{open_} 项还判不了",
                    f"None of {rows} indicators is missed; {open_} are open")  # fmt: skip
    return {"title": title, "lines": lines}


def rule_name(code: str) -> str:
    """A rule as people call it."""
    found = registry().get(code)
    if found is None:
        return code
    return found.title if language() == "zh" else found.slug.replace("-", " ")


def codes(found: list[Figures], projects: int, one: Asked) -> Drawn:
    """Finding types, most projects first."""
    lines = [{**row, "name": rule_name(row["code"]), "url": rows_url(one, code=row["code"]),
              "tone": TONES.get(row["severity"], "")} for row in found]  # fmt: skip
    if not lines:
        return {"title": say("表内没有查出问题", "No findings"), "lines": [], "data": None}
    first = lines[0]
    title = say(
        f"最多见的是“{first['name']}”：{projects} 个项目中有 {first['projects']} 个",
        f"Most frequent: “{first['name']}”, in {first['projects']} of {projects} projects",
    )
    pairs = [(f"{line['code']} {line['name']}", line["projects"], line["tone"])
             for line in lines[:TOP]]  # fmt: skip
    data = {"args": [pairs], "title": title, "unit": say("个项目", "projects")}
    return {"title": title, "lines": lines, "data": data}


def reason(standing: str, why: str) -> str:
    """Why rows are open, in words."""
    if why in words.REASONS:
        return words.reason(why, language())
    return words.standing(standing, language())


def reasons(found: list[Figures], one: Asked) -> Drawn:
    """The open weight by what is missing."""
    lines = [
        {**row, "name": reason(row["standing"], row["reason"]),
         "text": words.standing(row["standing"], language()),
         "url": rows_url(one, standing=row["standing"], reason=row["reason"] or "-")}
        for row in found
    ]  # fmt: skip
    weight = sum(row["points"] for row in found)
    if not lines:
        return {"title": "", "lines": [], "data": None}
    first = lines[0]
    said, most = plain(Fraction(weight, 100)), plain(Fraction(first["points"], 100))
    title = say(f"还有 {said} 分没有判定，其中 {most} 分因为“{first['name']}”",
                f"{said} points are open, {most} of them because: {first['name']}")  # fmt: skip
    pairs = [(line["name"], Fraction(line["points"], 100), "grey") for line in lines[:TOP]]
    data = {"args": [pairs], "title": title, "unit": say("分", "points")}
    return {"title": title, "lines": lines, "data": data}
