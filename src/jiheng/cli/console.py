"""The terminal as it is: colour or not, how wide, in which encoding."""

from __future__ import annotations

import codecs
import os
import sys

from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "36",
    "good": "32",
    "bold": "1",
    "dim": "90",
    "plain": "",
}
WIDEST = 110
FALLBACK = "jiheng.console"
LIKE = {"−": "-", "\xa0": " ", "\u2009": " ", "–": "-", "‰": "%o", "²": "^2", "³": "^3"}


def prepare() -> None:
    """Make standard streams unable to crash on a character the console cannot show.

    Consoles in China are often GBK: ≧ and ≦ exist there, − and ⩾ do not. A minus comes out as
    "-", the rest as escapes (``\\u2a7e``): a "?" would look like part of the form.
    """
    codecs.register_error(FALLBACK, _fall_back)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=FALLBACK)
    if os.name == "nt" and is_terminal(sys.stdout):
        os.system("")  # switches escape sequences on in consoles of Windows 10


def _fall_back(error: UnicodeError) -> tuple[str | bytes, int]:
    """Called by Python for the characters that the console's encoding lacks."""
    if isinstance(error, UnicodeEncodeError):
        lost = error.object[error.start : error.end]
        if all(char in LIKE for char in lost):
            return "".join(LIKE[char] for char in lost), error.end
    return codecs.backslashreplace_errors(error)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody is looking (a closed or missing stream is not a terminal)."""
    try:
        return bool(stream) and stream is not None and stream.isatty()
    except ValueError:
        return False


def wants_colour(stream: TextIO, off: bool) -> bool:
    """Colour only on a terminal, and not where NO_COLOR or --no-color says no."""
    if off or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def columns(stream: TextIO) -> int:
    """Cells to a line: the terminal's (at most 110, for reading), COLUMNS, else 100."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return max(40, min(WIDEST, int(said)))
    if is_terminal(stream):
        try:
            return max(40, min(WIDEST, os.get_terminal_size(stream.fileno()).columns - 1))
        except (OSError, ValueError):
            pass
    return 100


def wide_signs(stream: TextIO) -> bool:
    """Whether × “ ” ≥ take two cells: they do on consoles in a Chinese code page."""
    encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
    return is_terminal(stream) and encoding in ("gbk", "gb18030", "gb2312", "cp936")


def paint(style: str, text: str, colour: bool) -> str:
    """The text made safe for a terminal, in its style."""
    text = clean(text)
    code = STYLES[style]
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text


def complain(text: str) -> None:
    """One line on standard error."""
    if sys.stderr is not None:
        print(clean(text), file=sys.stderr)
