"""What a value with numbers means: one quantity, one twice, a range, or a list."""

from __future__ import annotations

from itertools import pairwise

from .meaning import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from .meaning import Meaning
    from .phrases import Phrase

_YEARS = range(1990, 2100)


def of_numbers(meaning: Meaning) -> None:
    """A value with quantities outside brackets."""
    main, found = meaning.main, meaning.found
    if "ratio-or-fraction" in found.reports:
        meaning.kind = "quant"
    elif len(main) == 1:
        _one(meaning, main[0])
    elif is_twice(meaning):
        _one(meaning, main[0])
        found.report("duplicate-paste")
        if meaning.unit and (meaning.unit.is_money or not meaning.unit.base):
            meaning.kind = "amount-dup"
    elif not _two_limits(meaning):
        _several(meaning)
    if found.nature in meaning.words.set("by-words"):
        found.report("sign-type-conflict")
    _dates_beside(meaning)


def _one(meaning: Meaning, phrase: Phrase) -> None:
    found, words, rest = meaning.found, meaning.words, meaning.found.rest()
    if words.first("after-events", rest):
        meaning.kind = "deadline"
        return
    meaning.take(phrase)
    prose = phrase.lead and rest.strip(" 。;,()")
    if meaning.kind == "rate" and prose and not phrase.explicit and not meaning.asides:
        meaning.kind, meaning.low, meaning.high, meaning.unit_text = "text+rate", None, None, None
        meaning.op, meaning.explicit = "=", False
        found.report("number-in-prose")
    elif phrase.lead in words.set("ocr-glyphs") and not rest:
        found.report("ocr-suspect")
    if "ocr-suspect" in found.reports:
        meaning.kind = "ocr"
    elif not phrase.explicit:
        _misread(meaning, phrase)
    if meaning.asides:
        _asides(meaning, phrase)


def _misread(meaning: Meaning, phrase: Phrase) -> None:
    """Readings that only a second witness could support: ≥550 as 8550, 6|6|20 as 6620, 88|100."""
    digits = f"{phrase.number:f}"
    if phrase.bounds or phrase.lead or phrase.op or len(digits) < 3 or phrase.number < 0:
        return
    unit, plain = phrase.unit, "." not in digits
    if unit is None:
        if plain and len(digits) >= 4 and (_is_run(digits) or digits[2:] == "100"):
            meaning.found.report("glued-maybe")
    elif digits[0] == "8" and digits[1] != "0" and unit.family not in ("money", "ratio", "other"):
        meaning.found.report("ocr-maybe")


def _is_run(digits: str) -> bool:
    """Target, the same actual, and a round score: 6620 = 6, 6, 20."""
    return any(
        digits[:n] == digits[n : 2 * n] and digits[2 * n :] in ("5", "10", "15", "20", "30")
        for n in range(1, len(digits) // 2 + 1)
    )


def _asides(meaning: Meaning, phrase: Phrase) -> None:
    """Numbers in brackets: the same value again, the parts of it, or something else."""
    found, asides = meaning.found, meaning.asides
    same = [
        p for p in asides if p.unit is None or (phrase.unit and p.unit.base == phrase.unit.base)
    ]
    if len(same) < len(asides):
        found.report("brackets")
        return
    whole = _base(phrase, phrase)
    shown_again = all(_base(p, phrase) == whole or p.number == whole for p in asides)
    if shown_again:
        return
    parts = len(asides) > 1 and not any(meaning.words.first("part-words", p.lead) for p in asides)
    if not parts:
        found.report("brackets")
        return
    if phrase.unit and phrase.unit.is_money:
        meaning.kind = "amount-breakdown"
    if sum(_base(p, phrase) for p in asides) != whole:
        found.report("parts-do-not-sum")


def _base(phrase: Phrase, like: Phrase) -> Decimal:
    """The number in base units; a bare number counts in the unit of the one it explains."""
    unit = phrase.unit or like.unit
    return phrase.number * unit.scale if unit else phrase.number


def is_twice(meaning: Meaning) -> bool:
    """854万854万, 44,561 44,561: one value, printed again with nothing between."""
    if len(meaning.main) < 2:
        return False
    first, *others = meaning.main
    return all(
        not p.lead
        and (p.number, p.high, p.unit) == (first.number, first.high, first.unit)
        and p.op in (None, first.op)
        and not meaning.text[before.end : p.start].strip()
        for before, p in zip(meaning.main, others, strict=False)
    )


def _two_limits(meaning: Meaning) -> bool:
    """≥3且≤5天, 90%≤x≤100%: one range."""
    if len(meaning.main) != 2:
        return False
    low, high = meaning.main
    joined = high.lead in meaning.words.set("joints") or low.flipped
    if low.op not in (">", ">=") or high.op not in ("<", "<=") or not joined:
        return False
    if low.unit is not None and low.unit != high.unit:
        return False
    low.unit = high.unit
    meaning.take(high)
    meaning.kind, meaning.op, meaning.comparator = "range", "between", None
    meaning.low, meaning.high, meaning.explicit = low.number, high.number, True
    return True


def _several(meaning: Meaning) -> None:
    """Several quantities: a list without a single number."""
    main, found = meaning.main, meaning.found
    for phrase in main:
        meaning.settle(phrase)
    first = main[0].unit
    meaning.unit = first if all(p.unit == first for p in main) else None
    sums = "*" in meaning.text or "+" in meaning.text
    glued = not sums and any(_touch(one, two) for one, two in pairwise(main))
    named = sum(p.lead in meaning.words.set("bands") for p in main)
    if _years(meaning):
        return
    if all(p.bounds for p in main):
        meaning.kind, meaning.op, meaning.unit = "range×2", "between", None
    elif named >= 2 or (glued and _falling(main)):
        meaning.kind = "bands"
    elif "ocr-suspect" in found.reports or (glued and any(p.explicit for p in main)):
        meaning.kind = "ocr"
        found.report("ocr-suspect")
    elif glued:
        meaning.kind = "ocr-run"
    elif _is_pair(meaning):
        meaning.kind = "ocr"
        found.report("ocr-maybe")
    else:
        meaning.kind = kind_of(main[0], []) if meaning.unit else "quant"
    if glued and meaning.kind != "bands":
        found.report("glued")
    elif meaning.kind not in ("bands", "range×2"):
        found.report("several-numbers")


def _touch(one: Phrase, two: Phrase) -> bool:
    """Nothing between two numbers that are no duration (1小时30分钟) and no tolerance (30%±5%)."""
    times = one.unit is not None and one.unit.family == "time"
    return one.end == two.start and not times and two.op != "~"


def _falling(main: list[Phrase]) -> bool:
    """90%80%70%70%: thresholds of bands, run together."""
    ratios = all(p.unit and p.unit.text == "%" and p.op is None for p in main)
    falls = all(one.number >= two.number for one, two in pairwise(main))
    return ratios and falls and 3 <= len(main) <= 5


def _is_pair(meaning: Meaning) -> bool:
    """8000亩 / 8535.5亩: target and actual of one unit, both with an 8 in front."""
    one, two = meaning.main[0], meaning.main[1]
    between = meaning.text[one.end : two.start].strip()
    eights = f"{one.number:f}"[0] == "8" == f"{two.number:f}"[0]
    return len(meaning.main) == 2 and between == "/" and one.unit == two.unit and eights


def _dates_beside(meaning: Meaning) -> None:
    """A deadline beside a quantity: 12月底前完成100%."""
    for span, _ in meaning.found.spans:
        if span.until:
            meaning.end = span.end
            return


def _years(meaning: Meaning) -> bool:
    """2016 2020: the years of a plan."""
    main = meaning.main
    if any(p.unit or p.op or p.number not in _YEARS for p in main) or meaning.asides:
        return False
    if len(main) != 2 or meaning.text.strip("0123456789 "):
        return False
    for phrase in main:
        phrase.unit = meaning.found.units.parse("年")
    meaning.kind = "range-year"
    meaning.start, meaning.end = (f"{p.number:f}" for p in main)
    return True
