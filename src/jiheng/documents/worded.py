"""What a value without numbers means: a date, a deadline, a schedule, or words."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .meaning import Meaning


def of_words(meaning: Meaning) -> None:
    """A value without a quantity outside brackets."""
    found = meaning.found
    if _signed(meaning):
        return
    if found.spans and _dated(meaning):
        return
    if found.day:
        meaning.kind, meaning.end = "schedule", f"{found.day:02d}"
        meaning.op, meaning.explicit = "<=", False
    elif "unplaced" in found.reports:
        meaning.kind = "unreadable"
    else:
        _worded(meaning)


def _signed(meaning: Meaning) -> bool:
    """A sign that has no number."""
    found = meaning.found
    if not found.sign:
        return False
    meaning.comparator = meaning.op = found.sign
    if "template-hole" in found.reports:
        meaning.kind = "filler"
    elif found.sign_unit:
        meaning.unit, meaning.unit_text = found.sign_unit
        meaning.kind = "rate" if meaning.unit.is_money_rate else "quant"
    elif not found.text.strip("".join(found.words.signs) + " "):
        meaning.kind = "quant"
    return True


def _dated(meaning: Meaning) -> bool:
    """Dates: what they limit, or that they only stand in a sentence."""
    found, words = meaning.found, meaning.words
    span, op = found.spans[0]
    meaning.start, meaning.end = span.start, span.end
    done = words.first("done", meaning.text)
    if len(found.spans) > 1 and not any(each.until for each, _ in found.spans):
        meaning.kind, meaning.start, meaning.end = "schedule", None, None
    elif span.kind.startswith("range"):
        meaning.kind = span.kind
    elif span.until or done or op in ("<", "<="):
        meaning.kind, meaning.start = "deadline", None
        meaning.op, meaning.explicit = "<=", False
    elif found.rest().strip(" 。;,()"):
        return False
    else:
        meaning.kind = span.kind
    if op is not None:
        meaning.comparator = meaning.op = op
        meaning.explicit = True
    return True


def _worded(meaning: Meaning) -> None:
    """Words only."""
    text, words, found = meaning.text, meaning.words, meaning.found
    if "template-hole" in found.reports and _only_hole(meaning):
        meaning.kind = "filler"
    elif found.document and found.document == len(text):
        meaning.kind = "docno"
    elif words.first("bool-marks", text):
        meaning.kind = "bool"
    elif _deadline(meaning):
        return
    elif words.first("deferrals", text):
        meaning.kind = "reimburse"
    elif words.first("schedules", text):
        meaning.kind = "schedule"
    elif found.word:
        meaning.kind, meaning.comparator, meaning.op = "relative", found.word, found.word
    elif words.first("held-in", text):
        meaning.kind, meaning.explicit = "relative", False
        meaning.op = None if words.first("range-words", text) else "<="
    elif words.first("compared", text):
        meaning.kind, meaning.explicit = "relative", False
        rises = ">" if words.first("rising", text) else None
        meaning.op = "<" if words.first("falling", text) else rises
    elif text in words.set("whole-year"):
        meaning.kind = "range-date"


def _only_hole(meaning: Meaning) -> bool:
    """**%, XX人: a hole and at most its unit."""
    rest = meaning.text.strip("*Xx_□○ ()")
    unit = meaning.found.units.parse(rest)
    return not rest or (unit is not None and unit.family != "other")


def _deadline(meaning: Meaning) -> bool:
    """A deadline in words; 年底 has a day unless there is an alternative to it."""
    text, words = meaning.text, meaning.words
    half = words.first("halves", text)
    if half:
        meaning.kind = "deadline"
        if not words.first("alternatives", text):
            ends = words.topic["halves"]
            meaning.end, meaning.op, meaning.explicit = ends[half], "<=", False
        return True
    if words.first("deadlines", text):
        meaning.kind = "deadline"
        return True
    return False
