"""The parts of a number format code: sections, and the tokens of each."""

from __future__ import annotations

from decimal import Decimal

LONGEST = 1_000
"""Characters; Excel takes 255."""

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@', 42: '"¥"#,##0;"¥"-#,##0;"¥""-";@',
    43: '#,##0.00;-#,##0.00;"-";@', 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-";@',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats a file names by number only, as a Chinese Excel shows them (18.8.30, zh-cn)."""

GENERAL = ("general", "g/通用格式", "standard")
HALVES = ("am/pm", "a/p", "上午/下午")
CLOCK = "ymdhsea"
COLOURS = ("black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color")
COLOURS_ZH = ("黑", "蓝", "青", "绿", "洋红", "红", "白", "黄", "颜色")
ESCAPED = frozenset('0#?.,%@"/')


def sections(code: str) -> list[Section]:
    """The sections of a code: positive; negative; zero; text."""
    if len(code) > LONGEST:
        return [Section("", known=False)]
    out, start, at = [], 0, 0
    while at < len(code):
        char = code[at]
        if char == '"':
            at = _closing(code, at, '"')
        elif char == "[":
            at = _closing(code, at, "]")
        elif char in "\\_*":
            at += 1
        elif char == ";":
            out.append(code[start:at])
            start = at + 1
        at += 1
    out.append(code[start:])
    return [Section(piece) for piece in out[:4]]


class Section:
    """One section as tokens: ("0", "0") a placeholder, ("", "万元") a literal, ("yyyy", …)."""

    def __init__(self, code: str, *, known: bool = True) -> None:
        self.code = code
        self.known = known
        self.dbnum = 0
        self.condition: tuple[str, Decimal] | None = None
        self.tokens: list[tuple[str, str]] = []
        self._cut()
        kinds = [kind for kind, _ in self.tokens]
        self.is_general = "General" in kinds
        self.is_bare = kinds == ["General"] and not (self.dbnum or self.condition)
        self.is_date = any(kind[:1] in tuple("ymdhsa[") and kind for kind in kinds)
        if not self.is_date:
            self._measure(kinds)

    def has(self, kind: str) -> bool:
        return any(k == kind for k, _ in self.tokens)

    def count(self, kind: str) -> int:
        return sum(1 for k, _ in self.tokens if k == kind)

    def around(self, kind: str) -> tuple[str, str, str]:
        """The literals before and after the first token of a kind."""
        at = next(n for n, (k, _) in enumerate(self.tokens) if k == kind)
        before, after = self.tokens[:at], self.tokens[at + 1 :]
        return "".join(s for k, s in before if not k), kind, "".join(s for k, s in after if not k)

    def halves(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Tokens up to the last integer placeholder, and those after it."""
        return self.tokens[: self.split], self.tokens[self.split :]

    def _measure(self, kinds: list[str]) -> None:
        """Where the point is, how many places, what the commas mean."""
        stop = kinds.index("E") if "E" in kinds else len(kinds)
        point = next((n for n, kind in enumerate(kinds[:stop]) if kind == "."), stop)
        digits = [n for n, kind in enumerate(kinds[:stop]) if kind in ("0", "#", "?")]
        first, last = (digits[0], digits[-1]) if digits else (0, -1)
        whole = [n for n in digits if n < point]
        self.split = whole[-1] + 1 if whole else min(point, stop)
        self.places = len(digits) - len(whole)
        commas = [n for n, kind in enumerate(kinds) if kind == ","]
        ends = (last, whole[-1] if whole else last)
        self.thousands = sum(1 for n in commas if digits and _trails(kinds, n, ends))
        self.grouped = any(first < n < (whole[-1] if whole else -1) for n in commas)
        self.power = max(1, sum(1 for kind in kinds[stop:] if kind in ("0", "#", "?")))
        self.plus = ("E", "E+") in self.tokens or ("E", "e+") in self.tokens
        if "E" in kinds:
            self.tokens = [
                t for n, t in enumerate(self.tokens) if n <= stop or t[0] not in ("0", "#", "?")
            ]
        if "/" in kinds:
            slash = kinds.index("/")
            self.denominator = self._under(slash)
            if not self.denominator:  # 元/人
                self.tokens = [("" if kind == "/" else kind, said) for kind, said in self.tokens]
            blank = next((n for n in range(slash) if self.tokens[n][1] == " "), -1)
            self.mixed = any(n < blank for n in digits)

    def _under(self, slash: int) -> str:
        """What stands under a fraction's bar: "??", "8" or "100"."""
        out = ""
        for kind, said in self.tokens[slash + 1 :]:
            if kind in ("0", "#", "?") or said.isdecimal():
                out += said
        return out

    def _cut(self) -> None:
        code, at = self.code, 0
        while at < len(code):
            char = code[at]
            if char == '"':
                end = _closing(code, at, '"')
                self._literal(code[at + 1 : end])
                at = end + 1
            elif char == "[":
                end = _closing(code, at, "]")
                self._bracket(code[at + 1 : end])
                at = end + 1
            elif char == "\\" or (char == "!" and code[at + 1 : at + 2] in ESCAPED):
                self._literal(code[at + 1 : at + 2])
                at += 2
            elif char == "_":
                self._literal(" ")
                at += 2
            elif char == "*":
                at += 2
            else:
                at = self._plain(code, at)

    def _plain(self, code: str, at: int) -> int:
        """One token outside quotes; gives where the next begins."""
        char, rest = code[at], code[at : at + 8].lower()
        for words, kind in ((GENERAL, "General"), (HALVES, "a/p")):
            word = next((w for w in words if rest.startswith(w)), "")
            if word:
                self.tokens.append((kind, code[at : at + len(word)]))
                return at + len(word)
        if rest[:2] in ("e+", "e-"):
            self.tokens.append(("E", code[at : at + 2]))
            return at + 2
        if rest[0] in CLOCK:
            size = len(rest) - len(rest.lstrip(rest[0]))
            if rest[0] == "a" and size < 3:
                self._literal(char)
                return at + 1
            self.tokens.append((rest[:size] if rest[0] != "e" else "yyyy", code[at : at + size]))
            return at + size
        if char in "gGbB":  # the calendars of other countries
            self.known = False
        if char in "0#?.,%@":
            self.tokens.append((char, char))
        elif char == "/" and any(kind in ("0", "#", "?") for kind, _ in self.tokens):
            self.tokens.append(("/", char))
        else:
            self._literal(char)
        return at + 1

    def _literal(self, words: str) -> None:
        if words:
            self.tokens.append(("", words))

    def _bracket(self, inside: str) -> None:
        """[Red], [>=100], [$¥-804], [DBNum1], [h]."""
        low = inside.lower()
        if inside.startswith("$"):
            self._literal(inside[1:].split("-")[0])
        elif low.startswith("dbnum") and low[5:6] in ("1", "2", "3"):
            self.dbnum = int(low[5])
        elif low and (low.strip("h") == "" or low.strip("m") == "" or low.strip("s") == ""):
            self.tokens.append((f"[{low}]", inside))
        elif low[:1] in ("<", ">", "="):
            self._compare(low)
        elif not low.startswith(COLOURS) and not low.startswith(COLOURS_ZH):
            self.known = self.known and low.startswith("natnum")

    def _compare(self, low: str) -> None:
        order = low[:2] if low[:2] in ("<=", ">=", "<>") else low[:1]
        try:
            bound = Decimal(low[len(order) :].strip())
        except ArithmeticError:
            self.known = False
            return
        self.condition = (order, bound)
        self.known = self.known and bound.is_finite()


def _closing(code: str, at: int, mark: str) -> int:
    end = code.find(mark, at + 1)
    return len(code) if end < 0 else end


def _trails(kinds: list[str], at: int, ends: tuple[int, int]) -> bool:
    """Whether the comma divides by a thousand: nothing but commas between it and the digits."""
    while at > 0 and kinds[at] == ",":
        at -= 1
    return at in ends
