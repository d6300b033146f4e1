"""What was paid, when and to whom (seed-projects 6.1, 6.3, 6.4). 合成数据 SYNTHETIC.

Amounts are whole fen while they are made and yuan with two decimals in the rows.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import cache

from ...model.record import record
from .people import AUXILIARIES, FULL_DAYS, MONTHS, POLICE, YEAR, Person, duty_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OT, DAY, WAGE, MEAL = 70_000, 4_000, 240_000, 20_000  # fen
SOCIAL = {"PENSION": 63_120, "INJURY": 2_840, "MEDICAL": 34_322}
RATES = {"PENSION": "0.16", "INJURY": "0.0072", "MEDICAL": "0.087", "HF": "0.05"}
BASES = {"PENSION": 394_500, "INJURY": 394_500, "MEDICAL": 394_500, "HF": 200_000}
HOUSING, ACCIDENT = 10_000, 20_000
LATE_FEE = 89_066  # 346 × 343.22 × 0.05 % × 15 days
NEVER_ENROLLED = ("A010", "A011")


@record
class Payment:
    """One ledger row in the making. ``fen`` is negative where money comes back."""

    project: str
    item: str
    person: str | None
    service: str
    paid: date
    fen: int
    kind: str = "pay"
    ref: int | None = None  # place in the ledger of the row it answers
    eligible: int = 1


def yuan(fen: int) -> Decimal:
    """Whole fen as yuan with two decimals."""
    return Decimal(fen).scaleb(-2)


def part_of_month(fen: int, days: int, month: int) -> int:
    """A monthly amount for the days in service, to the fen, half up."""
    whole = monthrange(YEAR, month)[1]
    return (2 * fen * days + whole) // (2 * whole)


def _day(month: int, day: int, year: int = YEAR) -> date:
    return date(year, month, day)


def _overtime() -> Iterator[Payment]:
    for month in range(1, 13):
        for one in POLICE:
            days = one.days(month)
            if not days:
                continue
            fen, kind, paid = part_of_month(OT, days, month), "pay", _day(month, 25)
            if one.id == "P373" and month in (3, 4):
                kind, paid = "backpay", _day(5, 25)  # IR-105
            elif month == 8:
                paid = _day(9, 4)  # IR-106
            yield Payment("P1", "OT", one.id, MONTHS[month - 1], paid, fen, kind)
    yield Payment("P1", "OT", "P101", "2023-03", _day(3, 25), OT)  # IR-101
    yield Payment("P1", "OT", "P101", "2023-03", _day(4, 12), -OT, "reversal", -1)
    yield Payment("P1", "OT", "P010", "2023-05", _day(5, 25), OT)  # IR-102
    yield Payment("P1", "OT", "P010", "2023-05", _day(6, 20), -OT, "refund", -1)
    yield Payment("P1", "OT", "P020", "2023-07", _day(7, 25), OT)  # IR-103
    yield Payment("P1", "OT", "P205", "2023-06", _day(6, 27), -OT, "bank_reject")  # IR-104
    yield Payment("P1", "OT", "P205", "2023-06", _day(7, 6), OT, "repay", -1)


def _duty() -> Iterator[Payment]:
    for month in range(1, 13):
        for one in POLICE:
            fen = DAY * min(duty_days(one, month), FULL_DAYS) if one.days(month) else 0
            late = month == 4 and 121 <= int(one.id[1:]) <= 145
            if late:
                fen = 80_000  # IR-203
            elif (one.id, month) == ("P090", 12):
                fen = 88_000  # IR-204
            if fen:
                yield Payment("P2", "DUTY", one.id, MONTHS[month - 1], _day(month, 25), fen)
            if late:
                yield Payment("P2", "DUTY", one.id, "2023-04", _day(5, 25), 8_000, "backpay")
    yield Payment("P2", "DUTY", "P060", "2023-05", _day(5, 25), 88_000)  # IR-202
    yield Payment("P2", "DUTY", "P060", "2023-05", _day(6, 15), -88_000, "reversal", -1)


def _wages() -> Iterator[Payment]:
    for number in range(1, 6):  # IR-401
        person = f"A{number:03}"
        yield Payment("P4", "WAGE", person, "2022-12", _day(1, 10), WAGE, "backpay")
    for month in range(1, 13):
        for one in AUXILIARIES:
            days = one.days(month)
            if days:
                wage, meal = (part_of_month(fen, days, month) for fen in (WAGE, MEAL))
                when = _day(3, 3) if month == 2 else _day(month, 25)  # IR-402
                yield Payment("P4", "WAGE", one.id, MONTHS[month - 1], when, wage)
                yield Payment("P4", "MEAL", one.id, MONTHS[month - 1], _day(month, 25), meal)


def insured(person: Person, month: int) -> bool:
    """In service on the 15th: the whole month is insured."""
    return person.on(month, 15)


def _social() -> Iterator[Payment]:
    for month in range(1, 13):
        for one in AUXILIARIES:
            left = one.id == "A301" and month in (4, 5)  # IR-403
            if not insured(one, month) and not left:
                continue
            back = one.id == "A347" and month in (4, 5, 6)  # IR-404
            kind = "backpay" if back else "pay"
            for item, fen in SOCIAL.items():
                paid = _day(7, 20) if back else _day(month, 20)
                if item == "MEDICAL" and month == 9:
                    paid = _day(10, 9)  # IR-405
                yield Payment("P4", item, one.id, MONTHS[month - 1], paid, fen, kind)
            if not left and one.id not in NEVER_ENROLLED:
                yield Payment("P4", "HF", one.id, MONTHS[month - 1], _day(month, 20), HOUSING)
    for service in ("2023-04", "2023-05"):
        fen = -SOCIAL["PENSION"]
        yield Payment("P4", "PENSION", "A301", service, _day(8, 18), fen, "refund")
    yield Payment("P4", "LATE_FEE", None, "2023-09", _day(10, 9), LATE_FEE, eligible=0)


def _other() -> Iterator[Payment]:
    for one in AUXILIARIES[:346]:
        month, day = (2, 8) if one.id in ("A345", "A346") else (1, 15)
        yield Payment("P4", "ACC", one.id, MONTHS[month - 1], _day(month, day), ACCIDENT)
    for month in range(1, 13):
        yield Payment("P4", "OTHER", None, MONTHS[month - 1], _day(month, 28), 2_150_000)
    yield Payment("P4", "OTHER", None, "2023-05", _day(5, 18), 15_570_000)  # summer uniforms
    yield Payment("P4", "OTHER", None, "2023-10", _day(10, 20), 19_376_000)  # winter uniforms
    yield Payment("P4", "OTHER", None, "2023-10", _day(10, 20), 454_000)  # badges
    yield Payment("P4", "OTHER", None, "2023-11", _day(11, 3), 1_500_000, eligible=0)  # IR-407


def _system() -> Iterator[Payment]:
    for month in range(1, 13):
        yield Payment("P3", "LINE_G1", None, MONTHS[month - 1], _day(month, 28), 13_166_832)
    yield Payment("P3", "LINE_G1", None, "2023-07", _day(7, 28), -41_720, "credit")  # IR-303
    quarters = (("03", _day(4, 10)), ("06", _day(7, 10)), ("09", _day(10, 12)))
    for month_text, paid in (*quarters, ("12", date(YEAR + 1, 1, 12))):  # IR-305
        yield Payment("P3", "LINE_G7", None, f"{YEAR}-{month_text}", paid, 37_750_000)
    for month in range(1, 13):
        fen = {7: 10_400_000, 8: 8_229_000}.get(month, 9_314_500)  # IR-306
        yield Payment("P3", "POWER", None, MONTHS[month - 1], _day(month, 26), fen)
    yield Payment("P3", "EQUIP", None, "2023-05", _day(4, 10), 90_000_000)
    yield Payment("P3", "EQUIP", None, "2023-10", _day(11, 5), 180_000_000)
    for month_text, paid, fen in (
        ("03", _day(4, 18), 27_000_000),
        ("06", _day(7, 18), 25_650_000),
        ("09", _day(10, 18), 27_000_000),
        ("12", _day(12, 22), 27_000_000),
    ):
        yield Payment("P3", "MAINT", None, f"{YEAR}-{month_text}", paid, fen)


@cache
def payments() -> tuple[Payment, ...]:
    """Every payment, project by project."""
    makers = (_overtime, _duty, _system, _wages, _social, _other)
    return tuple(payment for make in makers for payment in make())


def entry_id(index: int) -> str:
    """The name of a ledger row."""
    return f"L{index + 1:06}"


def batch_id(payment: Payment) -> str | None:
    """The bank batch of a payment to a person."""
    if payment.person is None:
        return None
    return f"{payment.project}-{payment.item}-{payment.paid:%Y%m%d}"


def ledger() -> Iterator[tuple[object, ...]]:
    """Rows of ``ledger``; a row that answers another names it."""
    first: dict[tuple[str | None, str, str], int] = {}
    for index, one in enumerate(payments()):
        key = (one.person, one.item, one.service)
        answered = index + one.ref if one.ref is not None else None
        if one.fen < 0 and answered is None:
            answered = first.get(key)
        if one.fen > 0:
            first.setdefault(key, index)
        yield (
            entry_id(index),
            one.project,
            one.item,
            one.person,
            one.service,
            one.paid,
            one.paid,
            yuan(one.fen),
            one.kind,
            entry_id(answered) if answered is not None else None,
            one.eligible,
            batch_id(one),
        )


def quarantined() -> tuple[object, ...]:
    """IR-107: dated into January when January is closed; an import must refuse it."""
    paid = date(YEAR, 1, 31)
    return (
        "L900001",
        "P1",
        "OT",
        "P102",
        "2023-01",
        paid,
        paid,
        yuan(OT),
        "pay",
        None,
        1,
        "P1-OT-20230715",
    )


def bank_returns() -> Iterator[tuple[object, ...]]:
    """Rows of ``bank_return``: one a payment to a person that went through the bank."""
    lines: dict[str, int] = {}
    for one in payments():
        batch = batch_id(one)
        if batch is None or one.person is None or one.fen < 0:
            continue
        lines[batch] = lines.get(batch, 0) + 1
        refused = (one.person, one.item, one.service, one.kind) == ("P205", "OT", "2023-06", "pay")
        yield (
            batch,
            lines[batch],
            one.person,
            yuan(one.fen),
            "rejected" if refused else "paid",
            "账户状态异常" if refused else None,
            date(YEAR, 6, 27) if refused else one.paid,
        )


def contributions() -> Iterator[tuple[object, ...]]:
    """Rows of ``si_contribution``: one a ledger row of insurance, housing fund and late fee."""
    for one in payments():
        if one.item not in RATES and one.item != "LATE_FEE":
            continue
        month = int(one.service[5:])
        late = one.item == "LATE_FEE"
        kind = {"backpay": "arrears", "refund": "refund"}.get(one.kind, "normal")
        yield (
            one.service,
            one.person,
            one.item,
            yuan(0 if late else BASES[one.item]),
            Decimal("0.0005" if late else RATES[one.item]),
            yuan(one.fen),
            _day(month, 24),
            one.paid,
            "late_fee" if late else kind,
        )
