"""Labels inside running text: ``填报单位：（盖章） 某局        单位：万元`` in one line or cell."""

from __future__ import annotations

from ..model.form import Field
from .vocabulary import plain, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.place import Address
    from .vocabulary import Vocabulary

MONEY_UNITS = ("万元", "元", "千元", "亿元", "百万元")
_SEALS = ("盖章", "公章", "签章", "签字", "印章")
_OPEN, _CLOSE = "（(", "）)"
REACH = 200  # characters; a label with what stands in its brackets is shorter


def fields(text: str, address: Address, words: Vocabulary) -> Iterator[Field]:
    """Every ``label：value`` whose label is known; a value ends where the next label begins."""
    spots = list(_labels(text, words))
    for index, (_, after, key, printed) in enumerate(spots):
        end = spots[index + 1][0] if index + 1 < len(spots) else len(text)
        raw = text[after:end].strip()
        glued = _glued_unit(raw)
        if glued:
            raw, unit = glued
            yield Field("unit_of_money", unit, "金额单位", address)
        value = unsealed(raw)
        if key == "unit_of_money" and squeeze(value.strip("（）()")) not in MONEY_UNITS:
            continue
        yield Field(key, raw, printed, address, view=value if value != raw else "")


def _glued_unit(raw: str) -> tuple[str, str] | None:
    """``某局金额单位：万元`` → (某局, 万元): a unit run together with the value before it."""
    for colon in "：:":
        before, found, unit = raw.rpartition(colon)
        if found and unit.strip() in MONEY_UNITS and before.endswith("单位"):
            return before.removesuffix("单位").removesuffix("金额").rstrip(), unit.strip()
    return None


def _labels(text: str, words: Vocabulary) -> Iterator[tuple[int, int, str, str]]:
    """(start, end after the colon, field, printed label) of each known label before a colon."""
    floor = 0
    if "：" not in text and ":" not in text:
        return
    for colon, char in enumerate(text):
        if char not in "：:":
            continue
        label = _known_ending(text, floor, colon, words)
        if label:
            start = _start_of(text, floor, colon, label)
            yield start, colon + 1, words.labels[label], text[start:colon].strip()
            floor = colon + 1


def _known_ending(text: str, floor: int, colon: int, words: Vocabulary) -> str | None:
    """The longest known label that ends at the colon, brackets left out.

    It must begin the text or follow white space, so that 项目主管单位 is not read as 单位.
    """
    cut = colon - floor > REACH
    before = text[colon - REACH if cut else floor : colon]
    tail = before.split("\u3000")[-1].split("  ")[-1]
    last = before.split()[-1:]
    said = [plain(part) for part in (before, tail, *last) if not cut or len(part) < REACH]
    return max((word for word in said if word in words.labels), key=len, default=None)


def _start_of(text: str, floor: int, colon: int, label: str) -> int:
    """Where the printed label begins: walk back over its characters and anything between them."""
    at = colon
    depth = 0
    wanted = len(label)
    while at > floor and wanted:
        at -= 1
        char = text[at]
        if char in _CLOSE:
            depth += 1
        elif char in _OPEN:
            depth = max(0, depth - 1)
        elif not depth and not char.isspace():
            wanted -= 1
    return at


def unsealed(raw: str) -> str:
    """The value without a leading （盖章）, which marks the place of the seal."""
    value = raw.strip()
    while value[:1] in _OPEN and value[:1]:
        close = min((i for i in (value.find(c) for c in _CLOSE) if i > 0), default=-1)
        if close < 0 or not any(seal in value[: close + 1] for seal in _SEALS):
            break
        value = value[close + 1 :].strip()
    return value


def money_unit(text: str) -> str | None:
    """The unit in the brackets of a label: 项目资金（万元） → 万元."""
    if "元" not in text:
        return None
    squeezed = squeeze(text)
    for unit in MONEY_UNITS:
        for left, right in ("（）", "()"):
            if (
                f"{left}{unit}{right}" in squeezed
                or f"单位：{unit}" in squeezed
                or f"单位:{unit}" in squeezed
            ):
                return unit
    return None
