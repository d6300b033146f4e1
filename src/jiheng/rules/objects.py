"""The object a row speaks of, by its name: what is left when quotes and endings are taken off."""

from __future__ import annotations

from .words import remember

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_DROP = str.maketrans("", "", " \u3000\t\n\xa0“”\"'‘’「」《》〈〉、，,。:：·-—_*★")


def object_of(name: str, endings: Sequence[str], beginnings: Sequence[str] = ()) -> str:
    """The comparable object of a row name: ``“平安”租线费`` → ``平安租线``.

    Brackets and what stands in them are left out; an ending or beginning is taken off only where
    at least two characters stay.
    """
    word = without_brackets(name).translate(_DROP)
    for start in beginnings:
        if word.startswith(start) and len(word) >= len(start) + 2:
            word = word[len(start) :]
            break
    trimmed = True
    while trimmed:
        trimmed = False
        for ending in endings:
            if word.endswith(ending) and len(word) >= len(ending) + 2:
                word, trimmed = word[: -len(ending)], True
                break
    return word


@remember
def without_brackets(name: str) -> str:
    """The name without brackets and what stands in them; all of it where nothing would be left."""
    out, depth = [], 0
    for char in name:
        if char in "（([【":
            depth += 1
        elif char in "）)]】":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(char)
    return "".join(out) or name


def near(one: str, other: str) -> bool:
    """One name holds the other, and the shorter is at least half of the longer."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and short in long and 2 * len(short) >= len(long)
