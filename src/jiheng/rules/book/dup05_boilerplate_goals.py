"""各个项目的目标是不是一个模子。

## What it does
看同一单位、同一年度各张目标表的年度目标（没有就看实施期目标）。两种情况提示：三个以上项目的目标都只有“保障……”“按规定发放……”这样一句，去掉项目内容就什么也不剩；或者两个以上项目的目标隐去自己的项目名称后逐字相同。

## Why it matters
这样的目标只说钱会花出去，没有说要做成什么；换一个项目名称照样成立，事后也就无从评价。

## Basis
没有法规要求，只是提示。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 加班补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 保障2023年度民警职工加班补贴 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | 373人 |

2023年项目支出绩效目标表

| 项目支出名称 | 执勤岗位津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 保障2023年度执勤岗位津贴 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 津贴人数 | 373人 |

2023年项目支出绩效目标表

| 项目支出名称 | 辅助人员经费 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 保障辅助人员2023年度工资发放 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 辅助人员人数 | 346人 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 加班补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 补贴373名民警职工的节假日加班，节假日警情到场时间不超过10分钟 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | 373人 |

2023年项目支出绩效目标表

| 项目支出名称 | 执勤岗位津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 保障2023年度执勤岗位津贴 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 津贴人数 | 373人 |

## Known limits
比较的是隐去项目名称和年份后的文字，不是意思：换一种说法的空话看不出来。
"""

from __future__ import annotations

from functools import partial

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import folded
from ..siblings import ageless, beside, by, in_reach, names, of_unit
from ..words import terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.finding import Sheet, Verdict
    from ...model.form import Form
    from ...policy import Book
    from .. import Said

_MARKS = str.maketrans("", "", "，,。；;、：:.！!（）()《》")


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """The place of the goal, its frame if it is no more than one, and what it is without its own
    project's name if that is long enough to mean anything.
    """
    key = next((key for key in ("annual_goal", "period_goal") if form.text(key)), "")
    goal = ageless(folded(form.text(key))).strip("。.；;，,")
    if not goal:
        return None
    rest = _masked(goal, ageless(folded(form.text("project_name"))))
    long = len(rest.replace("□", "")) >= int(book.number("same-goal-length"))
    return (form.place(key), _frame(goal, book), rest if long and "□" in rest else "")


def _part(number: int, sheet: Sheet) -> str | None:
    said: str = sheet.facts["DUP05"][number]
    return said or None


def _frame(goal: str, book: Book) -> str:
    """保障全局民警职工加班补贴 → 保障……; "" where the goal says anything more."""
    if len(goal) > int(book.number("goal-frame-length")):
        return ""
    if goal != goal.translate(_MARKS) or any(char.isdigit() for char in goal):
        return ""
    lead = next((word for word in terms(book, "goal-leads") if goal.startswith(word)), "")
    end = next((word for word in terms(book, "goal-ends") if goal.endswith(word)), "")
    return f"{lead}……{end}" if lead else ""


def _masked(goal: str, name: str) -> str:
    """The goal with every two or more characters that stand together in the name as one □."""
    own = [goal[at : at + 2] in name for at in range(len(goal) - 1)]
    out = ""
    for at, char in enumerate(goal):
        if not any(own[max(0, at - 1) : at + 1]):
            out += char
        elif not out.endswith("□"):
            out += "□"
    return out.translate(_MARKS)


@rule(
    "DUP05",
    "boilerplate-goals",
    "各项目目标模板化",
    "info",
    zh="{count}个项目的目标都是“{frame}”，换个项目名称也成立：{names}",
    en="the goals of {count} projects are all “{frame}” and would fit any other: {names}",
    repair_zh="写明本项目要做成什么：数量、质量、时限和受益的人",
    repair_en="Say what this project is to achieve: how much, how good, by when, for whom",
    scope="book",
    gather=gather,
    reasons={"no-goal": ("没有写目标", "there is no goal")},
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a unit, year and pattern, at the first form that has it."""
    most = int(book.number("same-goal-forms"))
    yield from ((s, not_applicable(s.place, "no-goal")) for s in sheets if "DUP05" not in s.facts)
    for group in of_unit(sheet for sheet in sheets if "DUP05" in sheet.facts):
        if not in_reach(group, across):
            yield from ((sheet, insufficient(sheet.place, "no-sibling")) for sheet in group)
            continue
        told = set()
        for part, least in ((1, most), (2, 2)):
            for frame, same in by(group, partial(_part, part)).items():
                if len(same) >= least and in_reach(same, across):
                    told |= {sheet.place for sheet in same}
                    yield same[0], _finding(same, str(frame))
        yield from ((s, passes(s.place)) for s in group if s.place not in told)


def _finding(same: Sequence[Sheet], frame: str) -> Verdict:
    return fails(
        same[0].facts["DUP05"][0],
        also=tuple(sheet.facts["DUP05"][0] for sheet in beside(same)),
        count=len(same),
        frame=frame,
        names=names(same),
    )
