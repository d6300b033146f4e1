"""A profile of one's own: the YAML file of ``--profile FILE.yaml``, laid over one of the book.

A province or a county changes severities and thresholds without touching the product. A file says
what it inherits: a profile of the book, or another file beside it. What is misspelt is refused: a
change that silently does nothing would be believed.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from os.path import dirname, join, normpath

from ..model.refusal import Refusal
from . import is_file
from .store import parsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import Any

KEYS = ("title", "title_en", "inherits", "edition", "severity", "thresholds")
SEVERITIES = ("error", "warning", "info", "off")
EDITIONS = ("public", "internal")
LONGEST = 65536  # bytes; a profile is a few lines, and YAML may be made to grow without end


def with_profile(path: str, topics: Mapping[str, Any], default: str) -> dict[str, Any]:
    """The topics with the file's profile under its path. Raises Refusal.

    ``default``: the profile a file inherits that names none.
    """
    profiles = dict(topics["profiles"])
    name, asked = path, path
    while True:
        entry = _read(name, asked)
        _check(name, entry, topics["thresholds"])
        profiles[name] = entry
        parent = entry.setdefault("inherits", None) or default
        if isinstance(parent, str) and is_file(parent):
            parent = normpath(join(dirname(name), parent))
            if parent in profiles:
                zh, en = f"继承绕了一圈，又回到 {parent}", f"it inherits in a circle, by {parent}"
                raise _refused(name, "inherits", zh, en)
        elif parent not in [*topics["profiles"]]:  # anything may stand in the file
            raise _unknown(name, "inherits", ("口径", "profile"), parent, topics["profiles"])
        entry["inherits"] = parent
        if parent in profiles:
            return {**topics, "profiles": profiles}
        name, asked = parent, name


def _read(path: str, asked: str) -> dict[str, Any]:
    """The content of a file; ``asked``: the file that named it."""
    try:
        with open(path, "rb") as file:
            data = file.read(LONGEST + 1)
    except OSError as error:
        zh, en = (f"口径文件 {path} 打不开", f"the profile {path} cannot be opened")
        raise _refused(asked, "", f"{zh}（{error.strerror}）", f"{en} ({error.strerror})") from None
    if len(data) > LONGEST:
        raise _refused(path, "", "口径文件过大", "the profile is too large")
    try:
        content = parsed(data)
    except ValueError as error:
        said = " ".join(str(error).split())
        zh, en = f"口径文件读不懂：{said}", f"the profile cannot be read: {said}"
        raise _refused(path, "", zh, en) from None
    if not isinstance(content, dict) or not content:
        zh, en = "口径文件里没有“名称: 内容”", "the profile holds no “name: content”"
        raise _refused(path, "", zh, en)
    return content


def _check(path: str, entry: dict[str, Any], thresholds: Mapping[str, Any]) -> None:
    for key in entry:
        if key not in KEYS:
            raise _unknown(path, "", ("项目", "entry"), key, KEYS)
    if entry.get("edition", "public") not in EDITIONS:
        raise _unknown(path, "edition", ("写法", "edition"), entry["edition"], EDITIONS)
    for key, good in (("severity", _severity), ("thresholds", _number)):
        entry[key] = said = entry.get(key) or {}
        if not isinstance(said, dict):
            zh, en = "下面应当一行一项“名称: 值”", "should hold one “name: value” a line"
            raise _refused(path, key, zh, en)
        for name in said:
            if key == "thresholds" and name not in thresholds:
                raise _unknown(path, key, ("阈值", "threshold"), name, thresholds)
            said[name] = _dated(path, f"{key}.{name}", said[name], good)


def _dated(path: str, where: str, said: Any, good: Callable[[str, str, Any], str]) -> Any:
    """A value, or one for each day from which it holds: checked, and as text."""
    if not isinstance(said, dict) or not said:
        return good(path, where, said)
    for day in said:
        if not _is_day(day):
            zh, en = f"{day} 不是日期", f"{day} is no date"
            raise _refused(path, where, zh, en, ("写成 2023-01-01", "Write 2023-01-01"))
    opened = {d: v.get("value") if isinstance(v, dict) else v for d, v in said.items()}
    return {day: good(path, where, value) for day, value in opened.items()}


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _severity(path: str, where: str, said: Any) -> str:
    word = "off" if said is False else str(said)  # an unquoted ``off`` is "no" to YAML
    if word not in SEVERITIES:
        raise _unknown(path, where, ("级别", "severity"), word, SEVERITIES)
    return word


def _number(path: str, where: str, said: Any) -> str:
    try:
        if not isinstance(said, bool) and Decimal(str(said)).is_finite():
            return str(said)
    except InvalidOperation:
        pass
    zh, en = f"{said} 不是数", f"{said} is no number"
    remedy = '写成带引号的数，如 "90"', 'Write a number in quotes, as "90"'
    raise _refused(path, where, zh, en, remedy)


def _unknown(
    path: str, where: str, kind: tuple[str, str], word: object, known: Collection[str]
) -> Refusal:
    """Refuses a word, with the nearest that are known; all of them where they are few."""
    from difflib import get_close_matches

    close = list(known) if len(known) <= len(KEYS) else get_close_matches(str(word), known)
    zh, en = f"没有{kind[0]} {word}", f"there is no {kind[1]} {word}"
    if close:
        zh, en = f"{zh}，可用的有 {'、'.join(close)}", f"{en}; there is {', '.join(close)}"
    return _refused(path, where, zh, en)


REMEDY = ("请对照说明“审核绩效表”第五节改正", "See the guide “reviewing”, section 5")


def _refused(path: str, where: str, zh: str, en: str, remedy: tuple[str, str] = REMEDY) -> Refusal:
    return Refusal(path, zh, remedy[0], problem_en=en, remedy_en=remedy[1], where=where)
