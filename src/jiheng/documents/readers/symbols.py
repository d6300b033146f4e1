"""Characters that Word and web pages keep as a code in a symbol font: F0B3 of Symbol is ≥.

The tables are the fonts' published encodings; what is in none of them is unknown, never guessed.
"""

from __future__ import annotations

SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"  # 20–5F
    "\0αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
    + "\0" * 33  # 60–9F
    + "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵"  # A0–BF
    + "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"  # C0–DF
    + "◊〈®©™∑"
    + "\0" * 11
    + "〉∫"  # E0–F2
)
WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + place: char for place, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩")},
}  # fmt: skip
WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■",
    0xA3: "□",
}  # fmt: skip
BLANKS = {0xA0, 0xAD}
FONTS = {
    "symbol": {0x20 + place: char for place, char in enumerate(SYMBOL) if char != "\0"},
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
}


def is_symbol_font(font: str) -> bool:
    """Whether the codes of this font are pictures and not letters."""
    name = font.strip().lower()
    return name in FONTS or name.startswith(("wingdings", "webdings", "mt extra"))


def character(code: int, font: str) -> str | None:
    """The character a code of a font shows, None where that is not known."""
    table = FONTS.get(font.strip().lower())
    if 0xF000 <= code <= 0xF0FF:
        return None if table is None else table.get(code - 0xF000)
    if code < 0x100 and is_symbol_font(font):
        return None if table is None else table.get(code)
    if is_private(code) or not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        return None
    return chr(code)


def is_private(code: int) -> bool:
    """The private use area, where a font may draw anything."""
    return 0xE000 <= code <= 0xF8FF


def has_private(text: str) -> bool:
    """Whether a character of the private use area is in the text: a sign of a symbol font."""
    if text.isprintable() or "".join(text.split()).isprintable():  # the usual text, told at once
        return False
    return any("\ue000" <= char <= "\uf8ff" for char in text)


def respell(text: str, font: str) -> tuple[str, bool]:
    """Text in a font as what it shows, and whether all of it is known.

    Characters that are not known stay as they are.
    """
    special = is_symbol_font(font)
    if not special and not has_private(text):
        return text, True
    out, known = [], True
    for char in text:
        code = ord(char)
        if not is_private(code) and not (special and 0x20 < code < 0x100 and code not in BLANKS):
            out.append(char)
            continue
        shown = character(code, font)
        known = known and shown is not None
        out.append(char if shown is None else shown)
    return "".join(out), known
