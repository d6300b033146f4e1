"""Words of a comparison that the text and HTML reports share."""

from __future__ import annotations

from .labels import is_row, part, subject, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..compare import Change, FormDiff
    from .diff import Diff

WORDS = {
    "title": ("两稿对照", "Two versions compared"),
    "old": ("旧稿", "old"),
    "new": ("新稿", "new"),
    "changes": ("改动 {} 处", "{} changes"),
    "come": ("新出现 {} 处", "{} new findings"),
    "gone": ("已解决 {} 处", "{} findings gone"),
    "stayed": ("仍在 {} 处", "{} findings remain"),
    "same": ("两稿的内容一样", "the two versions read the same"),
    "added-row": ("增加一行", "row added"),
    "removed-row": ("删去一行", "row removed"),
    "added-form": ("新稿增加了这张表", "this form is new"),
    "removed-form": ("新稿没有这张表", "the new version lacks this form"),
    "nothing": ("没有新出现的问题", "no new findings"),
}


def say(key: str, lang: str, *values: object) -> str:
    """A phrase, with its number in it."""
    return WORDS[key][lang == "en"].format(*values)


def name_of(one: FormDiff, lang: str) -> str:
    """What the form is called."""
    form = one.new or one.old
    assert form
    return form.text("project_name") or form.text("title") or word("untitled", lang)


def whole(change: Change) -> str:
    """ "form" or "row" where a whole one came or went, "" for a cell."""
    if not change.place.ref:
        return "form"
    return "row" if is_row(change.place) and change.place.part == "" else ""


def where(change: Change, lang: str) -> str:
    """The cell for a person: "C1 加班补贴 · 指标值", "预算金额"."""
    said = subject(change.place, lang)
    if is_row(change.place) and change.place.part not in ("", "name"):
        said += f" · {part(change.place.part, lang)}"
    elif is_row(change.place) and change.place.part == "name":
        said = f"{change.place.ref} · {part('name', lang)}"
    return said


def summary(diff: Diff, lang: str) -> str:
    """One line over everything."""
    from ..compare import counting

    counts = {
        "changes": sum(len(one.changes) for one in diff.forms),
        "come": sum(len(counting(one.come)) for one in diff.forms),
        "gone": sum(len(counting(one.gone)) for one in diff.forms),
        "stayed": sum(len(counting(one.stayed)) for one in diff.forms),
    }
    return " · ".join(say(key, lang, number) for key, number in counts.items())


def pieces(old: str, new: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in runs, each with whether it is in the other too (True: it differs).

    Digits of one number stay together: 318 and 313.32 differ as numbers, not as signs.
    """
    from difflib import SequenceMatcher

    a, b = list(_words(old)), list(_words(new))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    before: list[tuple[str, bool]] = []
    after: list[tuple[str, bool]] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        differs = kind != "equal"
        if j > i:
            before.append(("".join(a[i:j]), differs))
        if m > k:
            after.append(("".join(b[k:m]), differs))
    return before, after


def _words(text: str) -> Iterator[str]:
    number = ""
    for sign in text:
        if sign.isdigit() or (number and sign in ".,"):
            number += sign
            continue
        if number:
            yield number
            number = ""
        yield sign
    if number:
        yield number
