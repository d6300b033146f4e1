"""Reading signs, brackets, stops and what stands where a number should be.

Same protocol as numbers.py: position in, position out, unmoved where nothing was read.
"""

from __future__ import annotations

from .lexicon import joined
from .numerals import DIGITS, NUMERALS, digits_end, skip
from .phrases import set_unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .phrases import Phrase
    from .scan import Found

_NEAR = 14


def blank(found: Found, at: int) -> int:
    return at + 1


def stop(found: Found, at: int) -> int:
    """A stop between two statements."""
    found.drop()
    return at + 1


def sign(found: Found, at: int) -> int:
    """A comparison sign: before its number, behind it (95 ≥ %), before a hole, or alone."""
    text, signs = found.text, found.words.signs
    end, op = _run(found, at)
    if end == at:
        return at
    if not op:
        found.report("unplaced")
        return end
    after = skip(text, end)
    char = text[after : after + 1]
    if op == "~" or (char and (char in DIGITS or char in "-+" or text.startswith("百分", after))):
        found.expect(op, op != "~", at, 0)
        return end
    if char and char in NUMERALS:
        found.expect(op, True, at, 0)
        return end
    if text[after : after + 1] == "(" and text[skip(text, after + 1) :][:1] in signs:
        return end
    if (hole := _hole_end(found, after)) > after:
        found.sign = found.sign or op
        found.report("template-hole")
        return hole
    last = _adjacent(found, at)
    if last is not None and not last.explicit:
        return _behind(found, last, op, end)
    return _alone(found, op, at, end)


def _run(found: Found, at: int) -> tuple[int, str]:
    """Signs that stand together, as one relation; "" for signs that contradict each other."""
    text, words = found.text, found.words
    end, ops = at, ""
    while text[end : end + 1] in words.signs and text[end : end + 1]:
        if text[end] in words.bracket_signs and not _is_bracket_sign(found, end):
            break
        ops += words.signs[text[end]]
        end += 1
        if text[end : end + 1] == " " and text[end + 1 : end + 2] == "=":
            end += 1
    return end, joined(ops)


def _is_bracket_sign(found: Found, at: int) -> bool:
    """》 is a sign only when unpaired and before a number, a sign or a unit."""
    text = found.text
    after = skip(text, at + 1)
    char = text[after : after + 1]
    if at in found.paired or not char:
        return False
    return char in DIGITS or char == "=" or found.units.unit_at(text, after) is not None


def _adjacent(found: Found, at: int) -> Phrase | None:
    """The quantity that ends right before ``at``, blanks aside."""
    if found.phrases and not found.text[found.read : at].strip(" ("):
        return found.phrases[-1]
    return None


def _behind(found: Found, last: Phrase, op: str, end: int) -> int:
    """95 ≥ %: the sign belongs to the number before it. 90%≤x: it looks the other way."""
    text = found.text
    after = skip(text, end)
    if last.unit is None:
        last.relate(op, True)
        got = found.units.unit_at(text, after)
        if got:
            end = set_unit(last, got[0], after, got[1])
    elif after == len(text) or text[after] == ")":
        last.relate(op, True)
    else:
        last.flip(op)
    found.read = last.end = end
    return end


def _alone(found: Found, op: str, at: int, end: int) -> int:
    """A sign without a number, and the unit that may follow it."""
    after = skip(found.text, end)
    opened = after + (found.text[after : after + 1] == "(")
    got = found.units.unit_at(found.text, opened)
    found.sign = found.sign or op
    if got and got[0].base:
        found.sign_unit = (got[0], found.printed(opened, got[1]))
        end = got[1]
    found.report("unplaced" if found.phrases else "sign-without-number")
    found.read = end
    return end


def opening(found: Found, at: int) -> int:
    """A bracket: a sign, 定性, another word for the unit, or an aside."""
    text = found.text
    close = text.find(")", at + 1, at + _NEAR)
    inner = text[at + 1 : close].strip() if close > 0 else "?"
    last = _adjacent(found, at)
    if not inner or (inner.isdigit() and inner.isascii() and len(inner) <= 2 and last is None):
        return close + 1
    if len(inner) == 4 and inner.isdigit() and (end := _document_number(text, close)) > close:
        found.document = end
        return end
    words = found.words
    if inner in words.set("by-words") or inner in words.set("by-number"):
        found.nature = inner
        return close + 1
    if inner[0] in words.signs:
        end, op = _run(found, skip(text, at + 1))
        if op and skip(text, end) == close:
            return _bracketed(found, op, last, at, close + 1)
    if last is not None and _is_known(found, inner, last):
        found.read = last.end = close + 1
        return close + 1
    found.pending = None
    found.depth += 1
    return at + 1


def _document_number(text: str, close: int) -> int:
    """〔2020〕10号: where it ends, or ``close``."""
    start = skip(text, close + 1)
    start += text[start : start + 1] == "第"
    end = digits_end(text, start)
    return end + 1 if end > start and text[end : end + 1] == "号" else close


def _is_known(found: Found, inner: str, last: Phrase) -> bool:
    """Whether an aside only says the unit again (台（套）) or that the number is included."""
    if inner in found.words.set("including"):
        return True
    got = found.units.unit_at(inner, 0)
    return last.unit is not None and got is not None and got[1] == len(inner)


def _bracketed(found: Found, op: str, last: Phrase | None, at: int, end: int) -> int:
    """512 [=] 人 and [≥] 95%: a sign from a column of its own."""
    if last is None or last.explicit:
        found.expect(op, True, at, 0)
        return end
    last.relate(op, True)
    after = skip(found.text, end)
    got = found.units.unit_at(found.text, after) if last.unit is None else None
    if got:
        end = set_unit(last, got[0], after, got[1])
    found.read = last.end = end
    return end


def closing(found: Found, at: int) -> int:
    found.pending = None
    found.depth = max(0, found.depth - 1)
    return at + 1


def _hole_end(found: Found, at: int) -> int:
    """Where a run of ** or XX ends, with the unit behind it; ``at`` if there is none."""
    text = found.text
    mark, end = text[at : at + 1], at
    if not mark or mark not in "*Xx_□○N":
        return at
    while text[end : end + 1] == mark:
        end += 1
    follows = text[end : end + 1]
    if mark.isalpha() and follows.isascii() and follows.isalpha():
        return at
    if mark in "xX" and end == at + 1 and text[skip(text, end) :][:1] in found.words.signs:
        return at
    got = found.units.unit_at(text, skip(text, end))
    return got[1] if got else end


def hole(found: Found, at: int) -> int:
    """**人, XX单位: a place of the template nobody filled. * between two numbers is no hole."""
    text = found.text
    end = at
    while text[end : end + 1] == text[at]:
        end += 1
    stops = _hole_end(found, at)
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    letters = text[at].isalpha() and (before.isascii() and before.isalpha())
    if stops == at or letters or (after and after in DIGITS):
        return at
    whole = stops > end and text[stops : stops + 1] in ("", ")")
    if end - at >= 2 or whole or found.pending is not None:
        found.drop()
        found.report("template-hole")
        return stops
    return at


def odd(found: Found, at: int) -> int:
    """$ or ^ between figures: character recognition puts them in place of ≥."""
    around = found.text[max(0, at - 1) : at] + found.text[at + 1 : at + 2]
    if any(char in DIGITS or char == "%" for char in around):
        found.report("ocr-suspect")
    return at + 1


def stray(found: Found, at: int) -> int:
    """A % without a number, or a sign that relates nothing here (≠)."""
    found.report("unplaced")
    return at + 1
