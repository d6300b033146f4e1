"""Equations (OMML) as one line of text: 5/8, √2, ≥90%."""

from __future__ import annotations

from .docx_plain import M, W
from .symbols import character

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lxml.etree import _Element

LOOSE = frozenset("+-−×÷*/ ≥≤=<>±")
RAISED = {"1": "¹", "2": "²", "3": "³"}
STACKED = {
    (">", "="): "≥", ("<", "="): "≤", (">", "-"): "≥", ("<", "-"): "≤",
    (">", "¯"): "≥", ("<", "¯"): "≤",
}  # fmt: skip
DEEPEST = 40


def linear(equation: _Element) -> tuple[str, bool]:
    """The equation in one line, and whether every part of it is known to be read rightly."""
    writer = _Writer()
    return writer.children(equation), writer.sure


class _Writer:
    def __init__(self) -> None:
        self.sure = True
        self.depth = 0

    def children(self, element: _Element) -> str:
        if self.depth > DEEPEST:
            return self.unsure("")
        self.depth += 1
        text = "".join([self.one(child) for child in element])
        self.depth -= 1
        return text

    def one(self, element: _Element) -> str:
        tag = element.tag
        if tag == M + "t" or tag == W + "t":
            return element.text or ""
        if tag == W + "sym":
            return self._symbol(element)
        if tag == W + "br":
            return "\n"
        if tag in {W + "del", W + "moveFrom"} or tag.endswith("Pr"):
            return ""
        special = _SPECIAL.get(tag[len(M) :]) if tag.startswith(M) else None
        return special(self, element) if special else self.children(element)

    def part(self, element: _Element, name: str) -> str:
        found = element.find(M + name)
        return "" if found is None else self.children(found)

    def value(self, element: _Element, name: str, default: str) -> str:
        """A property such as the bracket of a delimiter; an empty one means none is drawn."""
        for properties in element:
            if properties.tag.endswith("Pr"):
                found = properties.find(M + name)
                if found is not None:
                    return found.get(M + "val", "")
        return default

    def unsure(self, text: str) -> str:
        self.sure = False
        return text

    def _symbol(self, element: _Element) -> str:
        shown = symbol_of(element)
        return self.unsure("") if shown is None else shown

    def fraction(self, element: _Element) -> str:
        over, under = self.part(element, "num"), self.part(element, "den")
        if self.value(element, "type", "bar") == "noBar":
            return self.stacked(over, under)
        return f"{_held(over)}/{_held(under)}"

    def raised(self, element: _Element) -> str:
        base, sup = self.part(element, "e"), self.part(element, "sup")
        return base + (RAISED.get(sup.strip()) or f"^{_held(sup)}") if sup else base

    def lowered(self, element: _Element) -> str:
        base, sub = self.part(element, "e"), self.part(element, "sub")
        return f"{base}_{_held(sub)}" if sub else base

    def both(self, element: _Element) -> str:
        sub = self.part(element, "sub")
        return self.raised(element) + (f"_{_held(sub)}" if sub else "")

    def root(self, element: _Element) -> str:
        return f"{self.part(element, 'deg').strip()}√{_held(self.part(element, 'e'))}"

    def delimited(self, element: _Element) -> str:
        parts = [self.children(child) for child in element if child.tag == M + "e"]
        between = self.value(element, "sepChr", "|").join(parts)
        return self.value(element, "begChr", "(") + between + self.value(element, "endChr", ")")

    def below(self, element: _Element) -> str:
        return self.stacked(self.part(element, "e"), self.part(element, "lim"))

    def above(self, element: _Element) -> str:
        return self.stacked(self.part(element, "lim"), self.part(element, "e"))

    def array(self, element: _Element) -> str:
        rows = [self.children(child) for child in element if child.tag == M + "e"]
        return self.stacked(*rows) if len(rows) == 2 else self.unsure("\n".join(rows))

    def overlined(self, element: _Element) -> str:
        """A bar under > is ≥; other bars and accents change a letter in a way text cannot."""
        base = self.part(element, "e")
        below = self.value(element, "pos", "bot") != "top"
        if below and base.strip() in {">", "<"}:
            return {">": "≥", "<": "≤"}[base.strip()]
        return self.unsure(base)

    def big(self, element: _Element) -> str:
        sign = self.value(element, "chr", "∫")
        return self.unsure(sign + self.part(element, "e"))

    def unknown(self, element: _Element) -> str:
        return self.unsure(self.children(element))

    def stacked(self, *rows: str) -> str:
        pair = tuple(row.strip() for row in rows)
        sign = STACKED.get(pair) if len(pair) == 2 else None
        return sign or self.unsure("".join(rows))


_SPECIAL = {
    "f": _Writer.fraction,
    "sSup": _Writer.raised,
    "sSub": _Writer.lowered,
    "sSubSup": _Writer.both,
    "rad": _Writer.root,
    "d": _Writer.delimited,
    "limLow": _Writer.below,
    "limUpp": _Writer.above,
    "eqArr": _Writer.array,
    "bar": _Writer.overlined,
    "groupChr": _Writer.unknown,
    "acc": _Writer.unknown,
    "nary": _Writer.big,
    "m": _Writer.unknown,
    "sPre": _Writer.unknown,
    "phant": _Writer.unknown,
}


def symbol_of(element: _Element) -> str | None:
    """What a ``w:sym`` shows, None where its font is not known."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return None
    return character(code, element.get(W + "font", ""))


def _held(text: str) -> str:
    """In brackets where it would otherwise fall apart on one line."""
    bare = text.strip()
    return f"({bare})" if LOOSE.intersection(bare) else bare
