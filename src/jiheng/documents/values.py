"""The grammar of target values (指标值): a printed text → Target, its normal form beside the raw.

budget-performance.md section 4 has the grammar and 210 real variants, ERRATA-AND-MAPPING.md
section 2 the decisions; cases/values/ has every one of them as a case. Reading has three steps:
tidy (blanks), scan (quantities, dates, what could not be placed), and deciding here what the value
is as a whole. Nothing is repaired: what looks wrong is reported by a word of ``REPORTS``.
"""

from __future__ import annotations

from ..model.form import Amount, Target
from .counted import is_twice, of_numbers
from .folding import fold, tidy
from .lexicon import lexicon
from .meaning import Meaning
from .numerals import exact_product
from .scan import Found, scan
from .units import table
from .worded import of_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..policy import Book
    from .units import Table

# Every word that Target.reports can hold. "maybe" words are only possible readings that need a
# second witness (STR12, STR11); a rule must not fire on one of them alone.
REPORTS = {
    "unplaced": "a digit, sign or unit that the grammar could not place (VAL02)",
    "operator-conflict": "two relations that contradict each other, ≥90%以下 (VAL04)",
    "sign-without-number": "a comparison sign and no number (VAL08)",
    "sign-type-conflict": "定性 beside a number (VAL08)",
    "unit-conflict": "another unit in the value than in the unit column",
    "glued": "several values without anything between them (STR11)",
    "glued-maybe": "a bare number that may be target, actual and score run together",
    "duplicate-paste": "the value stands there twice (STR14)",
    "ocr-suspect": "a character where a sign belongs, as character recognition leaves it (STR12)",
    "ocr-maybe": "a leading 8 that may have been ≥",
    "template-hole": "** or XX that nobody filled in (STR13)",
    "wan-without-yuan": "万 without 元 or any other counting word (UNI08)",
    "brackets": "a number in brackets that is neither the same value nor its parts",
    "parts-do-not-sum": "parts in brackets that do not add up to the number before them (ARI08)",
    "several-numbers": "several quantities in one value: no single number",
    "number-in-prose": "a rate inside a sentence: in numbers, not taken as the target",
    "ratio-or-fraction": "1:3 or 5/6: two numbers, no single one",
    "too-many": "so many quantities that it is no value; the rest was not read",
    "date-invalid": "a day the calendar does not have (TIM06)",
}


def parse(raw: str, book: Book, *, sign: str = "", unit: str = "", hint: str = "") -> Target:
    """The normal form of a value. Never raises; what cannot be read has kind "unreadable".

    ``sign``, ``unit``: the texts of separate columns of the row. ``hint`` "money": 5万 is 5万元.
    The form's 单位：万元 is no matter here: it speaks of bare money amounts only.
    """
    words, units = lexicon(book), table(book)
    shown = tidy(raw)
    plain = fold(shown)
    exact = words.exact.get(plain)
    if exact and (not sign or exact in ("empty", "filler")):
        return Target(raw, exact, reports=_hole(exact, plain))
    if not shown and not sign:
        return Target(raw)
    found = scan(shown, plain, words, units)
    meaning = Meaning(found, hint == "money")
    if sign:
        _sign_column(fold(tidy(sign)), meaning)
    if unit:
        _unit_column(unit, found, units)
    if meaning.main:
        of_numbers(meaning)
    else:
        of_words(meaning)
    return meaning.target(raw)


def _hole(kind: str, plain: str) -> tuple[str, ...]:
    return ("template-hole",) if kind == "filler" and plain[0] in "*Xx" else ()


def _sign_column(sign: str, meaning: Meaning) -> None:
    """The relation of a sign column joins the one number of the value."""
    found, words, main = meaning.found, meaning.words, meaning.main
    if sign in words.set("by-words") or sign in words.set("by-number"):
        found.nature = sign
        return
    op = words.relation(sign)
    if op == "~" and len(main) == 1:
        main[0].relate(op, False)
    if op in ("", "~"):
        return
    if len(main) == 1 or is_twice(meaning):
        main[0].conflict = main[0].explicit and main[0].op != op
        main[0].relate(op, True)
    elif not main and found.spans:
        found.spans[0] = (found.spans[0][0], op)
    elif not main:
        found.sign = found.sign or op
        found.report("sign-without-number")


def _unit_column(unit: str, found: Found, units: Table) -> None:
    """The unit column's unit for numbers that print none; a different one is reported."""
    text = tidy(unit).replace(" ", "")
    known = units.parse(fold(text))
    if known is None:
        return
    text = text.strip("()（）[]【】")
    if not found.phrases and found.sign_unit is None:
        found.sign_unit = (known, text)
    for phrase in found.phrases:
        if phrase.depth:
            continue
        if phrase.unit is None:
            phrase.unit, phrase.unit_said = known, text
        elif phrase.unit != known:
            found.report("unit-conflict")


def parse_amount(raw: str, book: Book, form_unit: str | None) -> Amount:
    """A money cell. The unit is the one in the cell, else the form's; no number gives no amount.

    A cell that holds several amounts, or a unit that is not money, has no value in 元.
    """
    words, units = lexicon(book), table(book)
    shown = tidy(raw).lstrip("¥￥").strip()
    plain = fold(shown)
    if plain in words.exact:
        return Amount(raw)
    meaning = Meaning(scan(shown, plain, words, units), True)
    if len(meaning.main) != 1 or meaning.main[0].bounds:
        return Amount(raw)
    phrase = meaning.main[0]
    meaning.settle(phrase)
    if phrase.unit is not None:
        scale = phrase.unit.scale if phrase.unit.is_money and phrase.unit.base == "元" else None
        yuan = None if scale is None else exact_product(phrase.number, scale)
        return Amount(raw, phrase.number, phrase.unit.text, yuan, True)
    form = units.parse(fold(tidy(form_unit or "")).replace(" ", ""))
    if form is None or not form.is_money or form.base != "元":
        return Amount(raw, phrase.number, form_unit or None)
    return Amount(raw, phrase.number, form.text, exact_product(phrase.number, form.scale))


def printed(target: Target) -> str:
    """The normal form in one spelling; what has none (words, anything reported) as it stood.

    parse(printed(t)) has the normal form of t again.
    """
    text = tidy(target.raw)
    if target.reports or target.end or target.kind not in ("quant", "rate", "freq", "range"):
        return text
    unit = target.unit
    if target.low is None or target.high is None or (unit and unit.family == "other"):
        return text
    tail = unit.text if unit else ""
    if target.kind == "range":
        return f"{target.low:f}-{target.high:f}{tail}"
    number = f"{target.low:f}{tail}"
    if target.comparator:
        return f"{_SIGN[target.comparator]}{number}"
    if target.op is None:
        return number
    return _IMPLIED[target.op].format(number)


_SIGN = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
_IMPLIED = {">=": "达到{}", "<=": "{}以内", "=": "为{}", "~": "约{}"}
