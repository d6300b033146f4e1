"""Covers what belongs to persons in running text: numbers, names, addresses.

Wider than the rules PUB01 and PUB02, which must not cry wolf: what is covered without need costs
a reader little, what is published cannot be taken back. Positions are those of the printed text,
so that only what is covered changes.
"""

from __future__ import annotations

import re

from ..model.record import record
from ..rules.phones import person

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ..policy import Book

COVER = "＊＊"
FOLD = str.maketrans(
    "０１２３４５６７８９Ｘｘ－—–‐＠．（）　\xa0",
    "0123456789XX----@.()  ",
)
NEAR = 12
"""Characters before a number in which a word says what it is."""
GAP = r"[ -]{0,2}"
MONEY = r"(?![元万亿千百%％‰])"
UNIT = r"(?![元万亿千百%％‰人个次户处件点项米吨辆套台])"
ALONE, ENDS = r"(?<![0-9A-Za-z.,])", r"(?![0-9A-Za-z])(?![.,]\d)"
DAY = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
IDENTITY = rf"{ALONE}[1-8]\d{{5}}{GAP}{DAY}{GAP}\d{{3}}[\dXx]{ENDS}"
OLD_IDENTITY = rf"{ALONE}[1-8]\d{{14}}{ENDS}"
MOBILE = rf"{ALONE}(?:\+?86{GAP})?1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}}{ENDS}{MONEY}"
LANDLINE = rf"{ALONE}\(?0\d{{2,3}}\)?{GAP}\d{{7,8}}(?:[-转]\d{{1,5}})?{ENDS}"
CALLED = rf"{ALONE}[1-9]\d{{2,3}}{GAP}\d{{3,4}}{ENDS}{UNIT}"
DIGITS = rf"{ALONE}\d{{7,12}}{ENDS}{UNIT}"
ACCOUNT = rf"{ALONE}\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d{{3,7}}{ENDS}"
NAMED_ACCOUNT = rf"{ALONE}\d(?:{GAP}\d){{7,29}}{ENDS}"
LONG = rf"{ALONE}\d{{12,30}}{ENDS}"
MAIL = r"[0-9A-Za-z][0-9A-Za-z._%+-]*@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+"
HAN = r"[\u4e00-\u9fff·]"
DOOR = (
    rf"{HAN}{{1,12}}(?:路|街|巷|弄|大道|胡同|小区|花园|公寓|村)(?:{HAN}{{0,3}}?)\d{{1,5}}"
    rf"(?:号|栋|幢|单元|组|室)(?:\d{{1,4}}(?:号|栋|幢|单元|楼|层|室))*"
)


@record
class Covered:
    """The text as it may be shown, and what was covered in it, one word a find."""

    text: str
    kinds: tuple[str, ...] = ()


class Masker:
    """Covers texts of one form. ``people``: texts of its person fields, whose names it knows."""

    def __init__(self, book: Book, people: Iterable[str] = ()) -> None:
        self.words: dict[str, Any] = book.topics["publication"]
        self.book = book
        self.names = sorted({n for text in people for n in self._names(text)}, key=len)[::-1]

    def text(self, raw: str, *, code: bool = False) -> Covered:
        """The text without what belongs to a person; ``code``: its long numbers are codes."""
        if not raw.strip():
            return Covered(raw)
        plain = raw.translate(FOLD)
        spans = list(self._numbers(plain, code))
        spans += self._addresses(plain)
        spans += self._people(plain)
        out, kinds, end = [], [], 0
        for start, stop, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
            if stop <= end:
                continue
            if start >= end:
                out += [raw[end:start], COVER]
            kinds.append(kind)
            end = stop
        return Covered("".join((*out, raw[end:])), tuple(kinds))

    def _numbers(self, text: str, code: bool) -> Iterator[tuple[int, int, str]]:
        said = self.words
        yield from _found(MAIL, text, "e-mail")
        if code:
            return
        yield from _found(IDENTITY, text, "identity")
        yield from _found(MOBILE, text, "phone")
        yield from _found(LANDLINE, text, "phone")
        yield from self._after(OLD_IDENTITY, text, said["id-words"], "identity")
        yield from self._after(CALLED, text, said["phone-words"], "phone")
        yield from self._after(DIGITS, text, said["phone-words"], "phone")
        yield from self._after(NAMED_ACCOUNT, text, said["account-words"], "account")
        for pattern in (ACCOUNT, LONG):
            for start, end, kind in _found(pattern, text, "account"):
                if not any(
                    word in text[max(0, start - NEAR) : start] for word in said["code-words"]
                ):
                    yield start, end, kind

    def _after(
        self, pattern: str, text: str, words: list[str], kind: str
    ) -> Iterator[tuple[int, int, str]]:
        """Numbers with one of the words close before them."""
        if any(word in text for word in words):
            for start, end, _ in _found(pattern, text, kind):
                if any(word in text[max(0, start - NEAR) : start] for word in words):
                    yield start, end, kind

    def _addresses(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Homes: what is called one, and any road with a house number but the office's."""
        for word in self.words["address-words"]:
            pattern = rf"(?<={re.escape(word)})[是为]?[:：]?\s*[^，。；;、\s）)]+"
            yield from _found(pattern, text, "address")
        for start, end, kind in _found(DOOR, text, "address"):
            before = text[max(0, start - NEAR) : end]
            if not any(word in before for word in self.words["office-address"]):
                yield start, end, kind

    def _people(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Names known from the person fields, and names after 负责人, 联系人 …"""
        for name in self.names:
            yield from _found(re.escape(name), text, "name")
        for word in self.words["name-words"]:
            for match in re.finditer(rf"{word}((?:是|为)?[:：]?\s*)", text):
                for start, end in self._named(text, match.end(), bool(match[1].strip())):
                    yield start, end, "name"

    def _named(self, text: str, at: int, marked: bool) -> Iterator[tuple[int, int]]:
        """Names that begin at a place, one after the other; ``marked``: after 负责人：.

        A name ends at a mark, a title, a number or 电话; else a surname must begin it.
        """
        calls = "|".join(map(re.escape, self.words["phone-words"]))
        found = re.compile(rf"{HAN}{{2,4}}?(?=$|(?!{HAN}).|{'|'.join(self.words['titles'])})")
        while True:
            one = found.match(text, at)
            ended = one is not None and (
                marked
                or text[one.end() :].startswith(tuple(self.words["titles"]))
                or re.match(rf"[\s(:,，、]*(?:[+0-9]{{3}}|{calls})", text[one.end() :]) is not None
            )
            if one is None or not ended:
                if not (marked and text[at : at + 1] in self.words["surnames"]):
                    return
                one = re.compile(rf"{HAN}{{2,3}}").match(text, at)
            if one is None or not person(one[0], self.book):
                return
            yield one.span()
            more = re.compile(r"[、,，/ ]{1,2}").match(text, one.end())
            if more is None:
                return
            at, marked = more.end(), True

    def _names(self, text: str) -> Iterator[str]:
        """The names in the text of a person field: each alone, offices left out."""
        for word in re.split(rf"(?!{HAN}).", text.translate(FOLD)):
            name = word
            for title in self.words["titles"]:
                name = name.removesuffix(title)
            if len(name) >= 2 and person(name, self.book) and name not in _WORDS:
                yield name


_WORDS = ("签字", "盖章", "公章", "电话", "手机", "联系", "联系电话", "联系方式", "姓名")


def _found(pattern: str, text: str, kind: str) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(pattern, text):
        yield match.start(), match.end(), kind
