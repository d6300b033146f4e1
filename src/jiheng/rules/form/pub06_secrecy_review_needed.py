"""公开警力人数、监控点位一类内容，要先作保密审查。

## What it does
在公安、国家安全、监狱等单位的表里找警力人数和视频监控、卡口的数量，在任何单位的表里找技侦、枪支弹药、电子卡口一类内容。表里写明已作保密审查的不报。一张表合为一条。

## Why it matters
多少警力、多少监控点，放在一起就能看出防控的底数。不是说不能公开，是要先审查、留记录。

## Basis
`M35`：拟公开的信息要作保密审查。`O14`：可能危及安全的信息不予公开。

## Example
| 项目支出名称 | 示例县执勤岗位津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 民警津贴发放人数 | =373人 |

## Instead
| 项目支出名称 | 示例县执勤岗位津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 备注 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 民警津贴发放人数 | =373人 | 已作保密审查 |

## Known limits
只按词表判断，不判断密级。已经依法公开过的，留下记录即可。内部报送版只作提示。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, not_applicable, passes
from .. import rule
from ..words import cells, few, has, is_public, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


UNITS = ("department", "reporting_unit", "implementing_unit")
TEXTS = ("project_name", "annual_goal", "period_goal")


@rule(
    "PUB06",
    "secrecy-review-needed",
    "涉密/敏感需保密审查",
    "warning",
    zh="公开前须作保密审查：{shown}",
    en="to be reviewed for secrecy before publication: {shown}",
    repair_zh="公开前作保密审查并留下记录；不宜公开的数量在公开版删去",
    repair_en="Review before publication and keep the record; leave out what must not be published",
    basis=("M35", "O14"),
    reasons={"nothing": ("没有需要审查的内容", "nothing here asks for a review")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, at the rows that give numbers away."""
    words = terms(book, "sensitive")
    rows = _rows(form, words, book)
    if not rows:
        yield not_applicable(form.place(), "nothing")
    elif any(has(field.raw, words["reviewed"]) for field, _, _ in cells(form)):
        yield passes(form.at(rows[0]))
    else:
        names = tuple(f"{row.name or row.ref} {row.target.raw.strip()}".strip() for row in rows)
        yield fails(
            form.at(rows[0]),
            also=tuple(form.at(row) for row in rows[1:]),
            loudness=None if is_public(book) else Severity.INFO,
            names=names,
            shown=few(names),
        )


def _rows(form: Form, words: dict[str, list[str]], book: Book) -> list[Indicator]:
    """The rows that count forces or facilities, or name what is always sensitive."""
    least = book.number("sensitive-least")
    organ = any(has(form.text(key), words["organs"]) for key in UNITS)
    said = "".join([form.text(key) for key in TEXTS] + [row.name or "" for row in form.indicators])
    forces = has(said, words["forces"])
    return [
        row
        for row in form.indicators
        if has(row.name or "", words["always"])
        or _counts_forces(row, organ, forces, words)
        or (
            organ
            and _counts(row, "count")
            and max(number.number for number in row.target.numbers) >= least
            and has(row.name or "", words["facilities"])
        )
    ]


def _counts_forces(row: Indicator, organ: bool, forces: bool, words: dict[str, list[str]]) -> bool:
    """People of the force: named as such, or paid in a form of an organ that speaks of them."""
    name = row.name or ""
    if not _counts(row, "people"):
        return False
    return has(name, words["forces"]) or (organ and forces and has(name, words["pay"]))


def _counts(row: Indicator, family: str) -> bool:
    """A number of people or things, not of services to them."""
    unit = row.target.unit
    if unit is None or not row.target.numbers:
        return False
    return unit.family == family and not unit.per and unit.text != "人次"
