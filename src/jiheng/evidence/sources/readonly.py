"""Whether a text is one SELECT and nothing else.

This is the second lock: the session itself is read-only. It keeps out what such a session may
still do – several statements at once, files, locks, other people's sessions. Whatever is not
plainly harmless is refused.
"""

from __future__ import annotations

import re

_PIECES = re.compile(
    r"""'(?:[^']|'')*'          # text
    |   "(?:[^"]|"")*"          # a name
    |   --[^\n]*                # a comment to the end of the line
    |   [^\W\d]\w*              # a word
    |   \d[\w.]*
    |   \s+
    |   .""",
    re.VERBOSE | re.DOTALL,
)
NEVER = frozenset(
    """insert update delete merge into create alter drop truncate grant copy attach pragma
    nextval setval set_config current_setting query_to_xml table_to_xml schema_to_xml
    database_to_xml cursor_to_xml load_extension readfile writefile fts3_tokenizer
    """.split()
)
PREFIXES = ("pg_", "lo_", "dblink", "binary_upgrade")
SIGNS = (";", "'", '"', "$", "\\", "`", "\0")  # alone, a quote that does not end


def objection(text: str) -> str:
    """What in the text is not allowed, "" where it is one SELECT."""
    words: list[str] = []
    for match in _PIECES.finditer(text):
        piece = match[0].lower()
        if piece in SIGNS:
            return piece
        if piece[0].isalpha() or piece[0] == "_":
            words.append(piece)
        elif piece[0] == '"' and piece[1:-1].startswith(PREFIXES):
            return piece
    for sign in ("/*", "*/", "u&"):
        if sign in text.lower():
            return sign
    if not words or words[0] not in ("select", "with"):
        return words[0] if words else text[:20] or "…"
    return next((word for word in words if word in NEVER or word.startswith(PREFIXES)), "")
