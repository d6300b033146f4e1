"""一行里写了几项指标，只有一个值。

## What it does
三级指标的名称用“、”“及”“和”并列了几样东西，值却只有一个时指出来。分两种：列举以“等”收尾的产出指标（成本指标里的“等”不论在哪里），以及并列的几项各自都能度量（“出勤率、合格率”），是提醒；几样东西共用一个数（“前端及后端设备 1433个”），只作提示。效益、满意度指标里的并列说法，各项不能分别度量的，不报。

## Why it matters
一个值管两件事，一件达到、一件没达到时，这一行算完成还是没完成？写着“等”的，连管几件事都不知道。

## Basis
`D88`、`D101`：指标应指向明确、便于衡量。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 通讯费、雨具等 | ≤62.68万元 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 通讯费 | ≤40万元 |
| 产出指标 | 成本指标 | 雨具采购费 | ≤22.68万元 |

## Known limits
只看名称。没有并列、只带“等”字的（“电脑等设备”）由 MEA07 管。括号和引号里的并列不算。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, not_applicable, passes
from .. import rule
from ..naming import quoted
from ..objects import without_brackets
from ..words import few, has, squeeze, terms, unquoted, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

OUTPUTS = ("quantity", "quality", "timeliness", "cost")
# 面积 alone says of nothing: such a member is part of a longer name (种植数量、面积).
SHORT = 2
BARE = ("empty", "filler")


@rule(
    "TAX16",
    "composite-indicator",
    "一行多指标",
    "warning",
    zh="{count}行的名称并列了几样东西，却只有一个值：{shown}",
    en="{count} name(s) list several things under one value: {shown}",
    repair_zh="一项一行，各写各的值；确是一个整体的，用一个名称",
    repair_en="One row a thing, each with its value; give a fixed whole one name",
    basis=("D88", "D101"),
    reasons={"no-name": ("没有三级指标名称", "no row has a name")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """At most two findings for the form: what a reviewer sends back, and what is only a hint."""
    rows = [row for row in form.indicators if squeeze(row.name or "")]
    if not rows:
        yield not_applicable(form.place(), "no-name")
        return
    wrong: dict[Severity, list[Indicator]] = {Severity.WARNING: [], Severity.INFO: []}
    for row in rows:
        loudness = _judge(row, book)
        if loudness is None:
            yield passes(form.at(row, "name"))
        else:
            wrong[loudness].append(row)
    for loudness, found in wrong.items():
        if found:
            yield fails(
                form.at(found[0], "name"),
                also=tuple(form.at(row, "name") for row in found[1:]),
                loudness=loudness,
                count=len(found),
                shown=few([quoted(row.name or "") for row in found]),
            )


def _judge(row: Indicator, book: Book) -> Severity | None:
    name = without_brackets(unquoted(squeeze(row.name or "")))
    members = _members(name, book)
    if len(members) < 2 or row.target.kind in BARE or len(name) > book.number("name-length"):
        return None
    output = row.family in OUTPUTS
    if output and _is_open(name, row.family, book):
        return Severity.WARNING
    if row.target.low is None:
        return None
    if row.family != "satisfaction" and _are_several(members, book):
        return Severity.WARNING
    return Severity.INFO if output else None


def _is_open(name: str, family: str, book: Book) -> bool:
    """The list ends in 等; a cost list is open wherever 等 stands, since one amount covers it."""
    said = without(name, terms(book, "not-et-cetera"))
    marks = terms(book, "et-cetera")
    return has(said, marks) if family == "cost" else said.endswith(tuple(marks))


def _are_several(members: list[str], book: Book) -> bool:
    """Whether each member is a measure (出勤率), or each a change (条件改善), of its own."""
    return any(
        all(len(part) > SHORT and part.endswith(tuple(terms(book, ending))) for part in members)
        for ending in ("measured", "changed")
    )


def _members(name: str, book: Book) -> list[str]:
    """What the name lists, parted at 、, 及 and 和; words that only look like a joint stay whole."""
    text = without(name, terms(book, "not-joints"))
    for joint in terms(book, "joints"):
        text = text.replace(joint, "\n")
    return [part for part in text.split("\n") if part]
