r"""Word fields whose text exists only as an instruction: ``EQ \o(>,=)`` and ``SYMBOL 179``.

``decode`` gives what such a field shows, or None where that is not certain.
"""

from __future__ import annotations

from .notes import short
from .symbols import character, is_symbol_font

OVERSTRIKES = {
    frozenset(">="): "≥", frozenset(">-"): "≥", frozenset(">_"): "≥", frozenset(">—"): "≥",
    frozenset("<="): "≤", frozenset("<-"): "≤", frozenset("<_"): "≤", frozenset("<—"): "≤",
    frozenset("=/"): "≠", frozenset("=|"): "≠", frozenset("+-"): "±", frozenset("+_"): "±",
    frozenset("□√"): "☑", frozenset("□✓"): "☑", frozenset("□×"): "☒", frozenset("□"): "□",
}  # fmt: skip
"""What two characters printed over one another mean."""

FOLD = str.maketrans("＞＜＝－＿╱／｜＋﹥﹤﹦≻", "><=-_//|+><=>")
CIRCLES = "○◯〇"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
SILENT = frozenset(["ADVANCE", "ASK", "BOOKMARK", "PRIVATE", "RD", "SET", "TA", "TC", "XE"])
"""Fields that show nothing even in Word."""
LONGEST = 2_000
DEEPEST = 20


def name_of(instruction: str) -> str:
    """The field's name in capitals, "" where there is none."""
    words = instruction.split(None, 1)
    return words[0].split("\\")[0].upper() if words else ""


def sign_field(code: str, result: str) -> tuple[str, str, str]:
    """What an EQ or SYMBOL field shows: (text, kind of note, its detail)."""
    shown = decode(code)
    if shown is None:
        return result, "field-unread", f"域 {short(code.strip())}"
    return shown, "sign-recovered", f"域 {name_of(code)} → {short(shown)}"


def decode(instruction: str) -> str | None:
    """The text an EQ or SYMBOL field shows, None where it is not known for certain."""
    code = instruction.strip()
    if len(code) > LONGEST:
        return None
    if name_of(code) == "SYMBOL":
        return _symbol(code[6:].split())
    try:
        return _Equation(code[2:]).read()
    except ValueError:
        return None


def _symbol(words: list[str]) -> str | None:
    r"""``179 \f "Symbol" \s 12``: a code, a font, and switches that do not matter."""
    if not words:
        return None
    code = words[0]
    try:
        number = int(code, 16) if code.lower().startswith("0x") else int(code)
    except ValueError:
        return code if len(code) == 1 else None
    rest = " ".join(words[1:])
    font = ""
    if "\\f" in rest:
        after = rest.split("\\f", 1)[1].lstrip()
        font = after[1:].split('"')[0] if after.startswith('"') else after.split(" ")[0]
    if 0x80 <= number < 0x100 and not is_symbol_font(font) and "\\u" not in rest:
        return None  # depends on the code page of the writer's machine
    return character(number, font)


class _Equation:
    """Reader of an EQ instruction. Raises ValueError where a part of it is not known."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.at = 0
        self.depth = 0

    def read(self) -> str:
        text = self._sequence("").strip()
        if self.at < len(self.code):
            raise ValueError("unread rest")
        return text

    def _sequence(self, stops: str) -> str:
        out: list[str] = []
        while self.at < len(self.code):
            char = self.code[self.at]
            if char in stops:
                break
            if char == "\\":
                out.append(self._switch())
            else:
                out.append(char)
                self.at += 1
        return "".join(out)

    def _switch(self) -> str:
        char = self.code[self.at + 1 : self.at + 2].lower()
        if char in {"(", ")", ",", ";", "\\", "{", "}", "[", "]"}:
            self.at += 2
            return char
        if char == "*":
            self._general()
            return ""
        self.at += 2
        options = self._options()
        if self.code[self.at : self.at + 1] != "(":
            if char == "d":
                return ""  # a shift
            raise ValueError("switch without arguments")
        return _shown(char, options, self._arguments())

    def _general(self) -> None:
        r"""Skip ``\* jc2``, ``\* "Font:…"`` and the like."""
        self.at += 2
        rest = self.code[self.at :].lstrip()
        self.at = len(self.code) - len(rest)
        end = rest.find('"', 1) + 1 if rest.startswith('"') else rest.find(" ")
        self.at += end if end > 0 else len(rest)

    def _options(self) -> list[str]:
        r"""``\ac``, ``\up 6``, ``\bc\{`` … between a switch and its bracket."""
        out: list[str] = []
        while True:
            rest = self.code[self.at :].lstrip()
            if not rest.startswith("\\"):
                self.at = len(self.code) - len(rest)
                return out
            size = 1
            while size < len(rest) and (rest[size].isalnum() or rest[size] in "-. "):
                size += 1
            word = rest[:size].strip()
            if word in {"\\bc", "\\lc", "\\rc"} and rest[size : size + 1] == "\\":
                word += rest[size + 1 : size + 2]
                size += 2
            if word == "\\":
                raise ValueError("unknown option")
            out.append(word)
            self.at = len(self.code) - len(rest) + size

    def _arguments(self) -> list[str]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ValueError("too deep")
        out: list[str] = []
        end = ""
        while end != ")":
            self.at += 1
            out.append(self._sequence(",;)"))
            end = self.code[self.at : self.at + 1]
            if not end:
                raise ValueError("bracket not closed")
        self.at += 1
        self.depth -= 1
        return out


def _shown(switch: str, options: list[str], parts: list[str]) -> str:
    if switch == "o":
        return _overstrike(parts)
    if switch in {"s", "x"} and len(parts) == 1:
        return parts[0]
    if switch == "s":
        return _overstrike(parts)
    if switch == "f" and len(parts) == 2:
        return f"{parts[0].strip()}/{parts[1].strip()}"
    if switch == "r" and len(parts) <= 2:
        return f"{parts[0].strip() if len(parts) == 2 else ''}√{parts[-1].strip()}"
    if switch == "l":
        return ",".join(parts)
    if switch == "b" and len(parts) == 1:
        bracket = next((o[3:] for o in options if o.startswith("\\bc")), "(")
        return bracket + parts[0] + {"(": ")", "[": "]", "{": "}", "<": ">"}.get(bracket, bracket)
    if switch == "a" and len(parts) <= 2:
        return parts[0] if len(parts) == 1 else _overstrike(parts)
    raise ValueError(f"switch {switch} is not read")


def _overstrike(parts: list[str]) -> str:
    """Several characters in one place: a sign, a ringed number, a ticked box."""
    items = [part.strip() for part in parts if part.strip()]
    folded = [item.translate(FOLD) for item in items]
    if len(items) == 1:
        return items[0]
    if len(items) != 2:
        raise ValueError("overstrike of more than two")
    sign = OVERSTRIKES.get(frozenset(folded)) if all(len(f) == 1 for f in folded) else None
    if sign:
        return sign
    ringed = [item for item in items if item not in CIRCLES]
    if len(ringed) == 1 and ringed[0].isdecimal() and 1 <= int(ringed[0]) <= len(CIRCLED):
        return CIRCLED[int(ringed[0]) - 1]
    raise ValueError("overstrike of unknown meaning")
