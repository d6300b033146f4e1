"""``jiheng-waivers.toml``: what people have accepted about the forms of a folder.

One file a folder, beside the forms, made to be read and signed off by people:

    [[waiver]]
    file = "目标表.docx"
    code = "VAL01"
    place = "F1.N1"
    fingerprint = "0123456789abcdef"
    why = "人数以年末在册为准，已在说明中写明"
    who = "审核岗"
    since = "2023-03-15"
    until = "2023-12-31"
"""

from __future__ import annotations

import os

from ..model.finding import Waiver
from ..model.record import as_dict
from ..model.refusal import Refusal
from .decided import folder_of
from .files import OURS as NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

KEYS = ("file", "code", "place", "fingerprint", "why", "who", "since", "until")
HEAD = "# 已接受的问题 accepted findings: jiheng waive\n"


def path_for(form_path: str) -> str:
    """The waiver file that would hold those of this form: beside it, or beside its archive."""
    return os.path.join(folder_of(form_path), NAME)


def name_of(form_path: str) -> str:
    """How the waiver file calls the form: 目标表.docx, 汇总.zip!/甲/目标表.docx."""
    return form_path[len(folder_of(form_path)) :].lstrip("/" + os.sep)


class Waivers:
    """The waivers of every folder a run comes by, each file read once."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Waiver, ...]] = {}

    def of(self, form_path: str) -> tuple[Waiver, ...]:
        """Those of one form's file. Raises Refusal where the waiver file is wrong."""
        path = path_for(form_path)
        self.read(path)
        name = os.path.normcase(name_of(form_path))
        return tuple(one for one in self._read[path] if os.path.normcase(one.file) == name)

    def read(self, path: str) -> None:
        """Read a waiver file, once."""
        if path not in self._read:
            self._read[path] = load(path) if os.path.isfile(path) else ()


def load(path: str) -> tuple[Waiver, ...]:
    """All waivers of a file. Raises Refusal, naming the entry, where one is not complete."""
    import tomllib

    try:
        with open(path, "rb") as file:
            data = tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refused(path, f"读不出来（{error}）", f"it cannot be read ({error})") from None
    entries = data.get("waiver")
    if set(data) - {"waiver"} or not isinstance(entries, list):
        raise _refused(path, "应当只有 [[waiver]] 条目", "it must hold [[waiver]] entries only")
    return tuple(_waiver(path, number, entry) for number, entry in enumerate(entries, 1))


def _waiver(path: str, number: int, entry: Any) -> Waiver:
    said = entry if isinstance(entry, dict) else {}
    missing = [key for key in KEYS if not isinstance(said.get(key), str) or not said[key].strip()]
    if missing or set(said) - {*KEYS}:
        words = "、".join(missing) or "、".join(sorted(set(said) - {*KEYS}))
        raise _refused(
            path,
            f"第 {number} 条的 {words} 没有写、写错或不认识",
            f"entry {number}: {words} missing, wrong or unknown",
        )
    from datetime import date

    for key in ("since", "until"):
        try:
            date.fromisoformat(said[key])
        except ValueError:
            raise _refused(
                path,
                f"第 {number} 条的 {key} 不是日期（如 2023-12-31）",
                f"entry {number}: {key} is no date (such as 2023-12-31)",
            ) from None
    return Waiver(**{key: said[key] for key in KEYS})


def add(path: str, new: Sequence[Waiver]) -> None:
    """Write the waivers behind those there are; the file is replaced whole or not at all.

    A waiver of the same fingerprint is replaced by the new one.
    """
    from .sink import Sink

    marks = {waiver.fingerprint for waiver in new}
    old = load(path) if os.path.isfile(path) else ()
    kept = [waiver for waiver in old if waiver.fingerprint not in marks]
    with Sink(path, utf8=True) as sink:
        sink.write(HEAD)
        for waiver in (*kept, *new):
            sink.write("\n[[waiver]]\n")
            for key, value in as_dict(waiver).items():
                sink.write(f"{key} = {_quoted(value)}\n")


def _quoted(text: str) -> str:
    """A TOML basic string."""
    out = []
    for sign in text:
        if sign in '"\\':
            out.append("\\" + sign)
        elif sign < " " or sign == "\x7f":
            out.append(f"\\u{ord(sign):04x}")
        else:
            out.append(sign)
    return f'"{"".join(out)}"'


def _refused(path: str, zh: str, en: str) -> Refusal:
    return Refusal(
        path,
        f"接受记录有错：{zh}",
        "改正或删去这一条；可以用 jiheng waive 重新写入",
        problem_en=f"wrong waiver file: {en}",
        remedy_en="Correct or delete the entry; jiheng waive writes it anew",
    )
