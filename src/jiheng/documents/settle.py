"""Fields that say more than their own label: what one printed cell tells of another field.

Nothing is invented: a field made here has the raw text, the label and the place of the cell it was
taken from.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.record import replace
from .values import parse_amount
from .vocabulary import plain, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Field
    from ..policy import Book
    from .vocabulary import Vocabulary

    Fields = dict[str, Field]

MONEY_FIELDS = (
    "budget_amount",
    "higher_level_funds",
    "fund_fiscal",
    "fund_carryover",
    "fund_own",
    "fund_other",
    "fund_local",
)
BODIES = ("reporting_unit", "department", "higher_department", "implementing_unit")
SOURCES = ("fund_fiscal", "fund_own", "fund_other")
PERSONS = ("project_leader", "preparer", "signatory")
_CALL = ("电话", "联系方式", "手机")
_ALL = 100  # per cent; nobody spends twice the budget
_LONGEST = 15  # digits of an amount at most
_DIGITS = 7  # of a phone number at least


def settle(fields: Fields, book: Book, words: Vocabulary) -> None:
    """All of them, in place."""
    _bodies(fields, words)
    _period(fields)
    _code(fields)
    _phone(fields)
    for key in MONEY_FIELDS:
        _executed(fields, key)
    _sum(fields, book)


def _bodies(fields: Fields, words: Vocabulary) -> None:
    """Who reports, and whose budget it is, where the form names one body under one label."""
    named = [key for key in BODIES if key in fields and fields[key].text]
    if len(named) == 1 and _word(fields[named[0]]) in words.roles["alone"]:
        body = fields.pop(named[0])
        for key in ("reporting_unit", "department"):
            fields[key] = replace(body, key=key, notes=body.notes if key == "department" else ())
    if _says(fields, "department"):
        return
    reporting = fields.get("reporting_unit")
    if "higher_department" in fields:
        fields["department"] = replace(fields["higher_department"], key="department")
    elif reporting and reporting.text and _word(reporting) in words.roles["department"]:
        fields["department"] = replace(reporting, key="department", notes=())


def _word(field: Field) -> str:
    """The label as policy writes it; brackets inside a word (单位（专项）名称) make it another."""
    return plain(field.label) if field.label.endswith(("）", ")")) else squeeze(field.label)


def _says(fields: Fields, key: str) -> bool:
    return key in fields and bool(fields[key].text)


def _period(fields: Fields) -> None:
    """开始日期 and 完成日期 are the period."""
    start, finish = fields.get("start"), fields.get("finish")
    if start and finish and start.text and finish.text and not _says(fields, "period"):
        both = f"{start.text} - {finish.text}"
        fields["period"] = replace(start, key="period", raw=both, view="")


def _code(fields: Fields) -> None:
    """A project code in front of the project's name."""
    name = fields.get("project_name")
    code, dash, rest = name.text.partition("-") if name else ("", "", "")
    if name and dash and rest and len(code) >= 10 and code.isascii() and code.isalnum():
        fields["project_name"] = replace(name, view=rest.strip())
        if not _says(fields, "project_code"):
            fields["project_code"] = replace(name, key="project_code", view=code)


def _phone(fields: Fields) -> None:
    """The number in a cell whose label asks for a name and a number (负责人及电话)."""
    if _says(fields, "phone"):
        return
    for key in PERSONS:
        person = fields.get(key)
        if person and any(word in person.label for word in _CALL):
            number = _number(person.text)
            if number:
                fields["phone"] = replace(person, key="phone", view=number, notes=())
                return


def _number(text: str) -> str:
    """The longest run of digits (with dashes between) that can be a phone number, else ""."""
    runs = "".join(c if c.isdigit() or c in "-—" else " " for c in text).split()
    found = [run.strip("-—") for run in runs if sum(c.isdigit() for c in run) >= _DIGITS]
    return max(found, key=len, default="")


def _executed(fields: Fields, key: str) -> None:
    """``40002000050%``: budget, spent and rate run together, where only one reading adds up."""
    field = fields.get(key)
    if field is None or not field.text.endswith(("%", "％")):
        return
    text = field.text[:-1]
    found = {
        text[:one]
        for one in range(1, len(text) - 1)
        for two in range(one + 1, len(text))
        if _is_rate(text[:one], text[one:two], text[two:])
    }
    if len(found) == 1:
        fields[key] = replace(field, view=found.pop())


def _is_rate(budget: str, spent: str, rate: str) -> bool:
    """Whether the rate is spent ÷ budget in %, to the digits it is printed with."""
    if not all(_is_plain(text) for text in (budget, spent, rate)):
        return False
    whole, part, share = Decimal(budget), Decimal(spent), Decimal(rate)
    last = Decimal(1).scaleb(-len(rate.partition(".")[2]))
    off = abs(part * 100 - share * whole)
    return whole > 0 < share <= 2 * _ALL and off * 2 <= whole * last


def _is_plain(text: str) -> bool:
    """A number as it is printed: digits, a point inside, no zero in front."""
    whole, point, part = text.partition(".")
    digits = whole.isascii() and whole.isdigit() and (whole == "0" or whole[0] != "0")
    return digits and len(whole) <= _LONGEST and (not point or (part.isascii() and part.isdigit()))


def _sum(fields: Fields, book: Book) -> None:
    """Where no total is printed and all money is of one source, that source is the total.

    A total that is printed and left blank stays blank.
    """
    if "budget_amount" in fields:
        return
    stated = []
    for key in SOURCES:
        text = squeeze(fields[key].text) if key in fields else ""
        if any(char.isdigit() for char in text):
            amount = parse_amount(text, book, None)
            if amount.number is None:
                return
            if amount.number:
                stated.append(key)
    if len(stated) == 1:
        fields["budget_amount"] = replace(fields[stated[0]], key="budget_amount", notes=())
