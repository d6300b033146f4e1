"""What holds for every value: exact, never raising, the raw untouched, stable, linear in length."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random
from sys import setprofile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiheng import policy
from jiheng.documents.folding import fold, tidy
from jiheng.documents.numerals import exact_product, numeral
from jiheng.documents.units import parse_unit
from jiheng.documents.values import REPORTS, parse, parse_amount, printed

BOOK = policy.load()
KINDS = {
    *("quant", "rate", "range", "range×2", "date", "deadline", "range-date", "range-year", "freq"),
    *("schedule", "qual", "bool", "relative", "reimburse", "bands", "text+rate", "empty", "filler"),
    *("unreadable", "amount-breakdown", "amount-dup", "ocr", "ocr-run", "docno"),
}
UNITS = [
    text
    for family in BOOK.topics["units"]["units"].values()
    for text, entry in family.items()
    for text in (text, *entry.get("aliases", ()))
]
SIGNS = {
    ">=": ("≥", "≧", "⩾", ">=", "=>", "＞=", "＞＝", "不低于", "不少于", "至少", "大于等于", "≮"),
    "<=": ("≤", "≦", "⩽", "<=", "＜=", "=<", "不超过", "不高于", "小于等于", "至多", "≯"),
    ">": (">", "＞", "》", "大于", "超过", "﹥"),
    "<": ("<", "＜", "《", "小于", "低于"),
    "=": ("=", "＝", "═", "==", "等于"),
}
WORDS = st.sampled_from(
    [
        *UNITS,
        *(sign for signs in SIGNS.values() for sign in signs),
        *BOOK.topics["lexicon"]["deadlines"],
        *BOOK.topics["lexicon"]["names"],
        *"0123456789.,，()（）[]%％‰-—~至 　万亿千百十两半年月日第每*X$^:：；、。+±…★①",
        *("2023年", "12月31日", "2023.12.31", "以上", "（含）以上", "以内", "左右", "其中", "100"),
        *("百分之", "三分之二", "2023-01-01", "上半年", "第四季度", "**", "XX", "〔2020〕10号"),
    ]
)
JUMBLE = st.lists(WORDS, min_size=1, max_size=9).map("".join)
TEXT = st.text(st.characters(), max_size=60)
ODD = st.text("\u202e\u200b\ufeff\x00\n\t≥9%人/月年(）\U0001f600\U00020000١٢²Ⅳ⑤㎡⼈", max_size=40)
NUMBERS = st.decimals(
    min_value=0, max_value=10**15, allow_nan=False, allow_infinity=False, places=4
).map(lambda number: number.normalize() if number else Decimal(0))


def fields(target: object) -> list[object]:
    names = ("kind", "comparator", "op", "confidence", "low", "high", "unit", "start", "end")
    return [getattr(target, name) for name in names]


@given(st.one_of(TEXT, ODD, JUMBLE), st.one_of(TEXT, JUMBLE), st.one_of(TEXT, JUMBLE))
@example("(" * 50, "≥", "%")
@example("半", "", "")
@example("三点五五年", "", "")
@example("百", "定性", "千")
@example("\ud800人", "》", "")
def test_never_raises_and_keeps_the_raw(raw: str, sign: str, unit: str) -> None:
    for target in (parse(raw, BOOK), parse(raw, BOOK, sign=sign, unit=unit, hint="money")):
        assert target.raw == raw
        assert target.kind in KINDS
        assert set(target.reports) <= set(REPORTS)
        assert target.comparator in (None, ">=", "<=", ">", "<", "=")
        assert target.op in (None, ">=", "<=", ">", "<", "=", "between", "~")
        exact = [target.low, target.high, *(q.number for q in target.numbers)]
        assert all(number is None or type(number) is Decimal for number in exact)
        assert (target.low is None) == (target.high is None)
    assert parse_amount(raw, BOOK, unit).raw == raw
    parse_unit(raw, BOOK)


@given(st.one_of(TEXT, ODD, JUMBLE))
def test_printing_is_stable(raw: str) -> None:
    first = parse(raw, BOOK)
    again = parse(printed(first), BOOK)
    assert fields(again) == fields(first)
    assert printed(again) == printed(first)


def written(number: Decimal, commas: bool) -> str:
    return f"{number:,f}" if commas else f"{number:f}"


@given(
    NUMBERS,
    st.booleans(),
    st.sampled_from(UNITS),
    st.sampled_from([(op, sign) for op, signs in SIGNS.items() for sign in signs]),
    st.sampled_from(["", " ", "　"]),
)
def test_a_printed_number_comes_back(
    number: Decimal, commas: bool, unit: str, sign: tuple[str, str], gap: str
) -> None:
    """Every digit, the unit as the unit column would give it, the sign: whatever the spelling."""
    op, mark = sign
    target = parse(f"{mark}{gap}{written(number, commas)}{gap}{unit}", BOOK)
    assert target.number == number
    assert str(target.number.as_tuple()) == str(Decimal(written(number, False)).as_tuple())
    assert (target.comparator, target.op, target.confidence) == (op, op, "explicit")
    assert target.unit == parse_unit(unit, BOOK)
    assert target.unit_text == tidy(unit).replace(" ", "")
    assert not set(target.reports) - {"ocr-maybe"}


@given(NUMBERS, st.sampled_from(["元", "万元", "亿元", "千元"]), st.booleans())
def test_money_is_exact(number: Decimal, unit: str, in_cell: bool) -> None:
    scale = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}[unit]
    amount = parse_amount(f"{number:,f}{unit if in_cell else ''}", BOOK, "元" if in_cell else unit)
    assert amount.number == number
    assert amount.yuan == number * 10**scale
    assert (amount.unit, amount.unit_in_cell) == (unit, in_cell)


@given(NUMBERS, NUMBERS, st.sampled_from(["-", "—", "~", "～", "至", "--", " - "]))
def test_a_range_keeps_both_ends(low: Decimal, high: Decimal, between: str) -> None:
    target = parse(f"{low:f}{between}{high:f}人", BOOK)
    if low in range(1900, 2100) and high in range(1900, 2100):
        return
    assert (target.kind, target.op) == ("range", "between")
    assert (target.low, target.high) == (low, high)


@given(st.integers(0, 10**12), st.booleans())
def test_chinese_numerals_come_back(number: int, formal: bool) -> None:
    """cn2an writes the number, we read it."""
    cn2an = pytest.importorskip("cn2an", reason="NOT TESTED against cn2an: not installed")
    assert numeral(cn2an.an2cn(str(number), "up" if formal else "low")) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), NUMBERS)
@example(Decimal("9" * 60), Decimal("10000"))
def test_a_product_has_every_digit(number: Decimal, factor: Decimal) -> None:
    assert Fraction(exact_product(number, factor)) == Fraction(number) * Fraction(factor)


@given(st.text(max_size=50))
def test_folding_keeps_positions(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


PIECES = [
    *"()一万十半1-每第*%年不《》约$为≥",
    *("（1", "1）", "1 ", "1,", "1,000", "1.", "1.1.", "≥1", "1-", "1-2", "每月", "第1", "X "),
    *("1%", "1%1", "1年", "2023年", "2023-", "2023.1", "2023-01-", "1月", "十二月", "不低于"),
    *("百分之", "元/", "1元/人/", "》1", "至少", "大于", "1a", "1$", "1(", "(含", "年底", "1:"),
    *("1/", "7*24", "〔2020〕", "优1%", "1、", "1以上", "+1", "1号", " ", "人 ", "三分之"),
    *("其中", "万亿", "一半", "一啊", "人十", "\u202e", "9" * 50),
]


def calls(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, the work calls: its cost without a clock."""
    count = 0

    def counter(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    setprofile(counter)
    try:
        work()
    finally:
        setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_the_cost_grows_with_the_length_only(piece: str) -> None:
    """Of anything repeated: four times the text costs about four times as much, not sixteen."""
    short, long = ((piece * size)[:size] for size in (1000, 4000))
    readers = (
        lambda text: parse(text, BOOK),
        lambda text: parse_amount(text, BOOK, "元"),
        lambda text: parse_unit(text, BOOK),
    )
    for read in readers:
        few, many = calls(lambda: read(short)), calls(lambda: read(long))  # noqa: B023
        assert many < 8 * few + 2000


def test_the_cost_of_words_at_random_grows_with_the_length_only() -> None:
    random = Random(7)
    pool = [*UNITS, *"≥≤（）0123456789 ，。年月", "不低于", "以上"]
    words = [random.choice(pool) for _ in range(4000)]
    few, many = (calls(lambda: parse("".join(words[:n]), BOOK)) for n in (1000, 4000))  # noqa: B023
    assert many < 8 * few
