"""What a blank form prints where somebody should write: 指标1：, ……, （100字以内）, ××.

Such text is no value. It is asked only of templates and of cells; prose is never a prompt.
"""

from __future__ import annotations

from .vocabulary import squeeze

_NAMES = ("指标", "目标", "任务", "内容", "项目")
_DOTS = frozenset("….。_")  # a dash is what somebody put there (VAL05)
_CLOSE = {"（": "）", "(": ")", "<": ">", "[": "]"}
_ASKS = ("字以内", "请填", "请选", "必填", "选填", "不填", "填写", "ecel", "fcel", "lcel", "ucel")


def is_prompt(text: str) -> bool:
    """Whether a cell holds prompts only (or nothing)."""
    lines = [_asked_away(squeeze(line)) for line in text.splitlines()]
    return all(_placeholder(line) for line in lines)


def is_explained(value: str, name: str) -> bool:
    """A reference framework writes what the indicator measures where a form has its value."""
    said = squeeze(value)
    if any(char.isdecimal() for char in said):
        return False
    return (
        said == squeeze(name)
        or said.startswith("反映")
        or "是否" in said
        or said.endswith(("率", "数", "情况", "服务对象"))
    )


def _placeholder(line: str) -> bool:
    if not line or all(char in _DOTS for char in line):
        return True
    rest = line.rstrip("….。：:、")
    for name in _NAMES:
        if rest.startswith(name):
            number = rest.removeprefix(name).removesuffix("完成情况").rstrip("：:")
            return bool(number) and (number.isdigit() or number in "一二三四五六七八九十")
    return False


def _asked_away(line: str) -> str:
    """The line without brackets that tell the writer what to do."""
    for opening, closing in _CLOSE.items():
        start = line.find(opening)
        while start >= 0:
            end = line.find(closing, start)
            if end < 0:
                break
            if any(word in line[start:end] for word in _ASKS):
                line = line[:start] + line[end + 1 :]
                start = line.find(opening, start)
            else:
                start = line.find(opening, start + 1)
    return line
