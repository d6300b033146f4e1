"""Contracts, bills, acceptance and assets (seed-projects 6.3). 合成数据 SYNTHETIC."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from .people import MONTHS, YEAR
from .points import G7, METER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

D = Decimal
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))


def _last(month: int) -> date:
    return date(YEAR, month, monthrange(YEAR, month)[1])


def contracts() -> Iterator[tuple[object, ...]]:
    """Rows of ``contract``."""
    signed = date(YEAR - 1, 12, 20)
    made = (
        (
            "HT-LINE-G1",
            "LINE_G1",
            "示例电信",
            526,
            "250.32",
            "1580019.84",
            "按月",
            "断线扣减",
        ),
        ("HT-LINE-G7", "LINE_G7", "示例电信", 800, "471.875", "1510000.00", "按季", None),
        ("HT-EQUIP", "EQUIP", "示例设备", 900, "3333.333333", "3000000.00", "预付三成", None),
        ("HT-MAINT", "MAINT", "示例运维", 1433, "753.663643", "1080000.00", "按季", "24小时修复"),
    )
    for name, item, supplier, qty, price, amount, terms, sla in made:
        yield (
            name,
            "P3",
            item,
            supplier,
            D(qty),
            D(price),
            D(amount),
            signed,
            FIRST,
            LAST,
            terms,
            sla,
        )


def invoices() -> Iterator[tuple[object, ...]]:
    """Rows of ``invoice``: lines each month, the seventh phase and upkeep each quarter."""
    for month in range(1, 13):
        credit = D("417.20") if month == 7 else D("0.00")
        yield (
            f"FP-G1-{month:02}",
            "HT-LINE-G1",
            date(YEAR, month, 1),
            _last(month),
            D(526),
            D("250.32"),
            D("131668.32"),
            credit,
            date(YEAR, month, 20),
            _last(month),
            date(YEAR, month, 28),
        )
    paid = (date(YEAR, 4, 10), date(YEAR, 7, 10), date(YEAR, 10, 12), date(YEAR + 1, 1, 12))
    due = (date(YEAR, 4, 15), date(YEAR, 7, 15), date(YEAR, 10, 15), date(YEAR + 1, 1, 15))
    for number, (first, last) in enumerate(QUARTERS):
        yield (
            f"FP-G7-Q{number + 1}",
            "HT-LINE-G7",
            date(YEAR, first, 1),
            _last(last),
            D(800),
            D("471.875"),
            D("377500.00"),
            D("0.00"),
            _last(last),
            due[number],
            paid[number],
        )
    upkeep = (
        (date(YEAR, 4, 30), date(YEAR, 4, 18), "270000.00", "0.00"),
        (date(YEAR, 7, 31), date(YEAR, 7, 18), "270000.00", "13500.00"),
        (date(YEAR, 10, 31), date(YEAR, 10, 18), "270000.00", "0.00"),
        (date(YEAR, 12, 31), date(YEAR, 12, 22), "270000.00", "0.00"),
    )
    for number, ((first, last), (due_by, paid_on, amount, less)) in enumerate(
        zip(QUARTERS, upkeep, strict=True)
    ):
        yield (
            f"FP-WH-Q{number + 1}",
            "HT-MAINT",
            date(YEAR, first, 1),
            _last(last),
            D(1433),
            D("188.415911"),
            D(amount),
            D(less),
            min(_last(last), paid_on),
            due_by,
            paid_on,
        )


def power_bills() -> Iterator[tuple[object, ...]]:
    """Rows of ``power_bill``: one master meter; the bill of November is missing (IR-307)."""
    for month in range(1, 13):
        if month == 11:
            continue
        kwh = {7: D(160_000), 8: D(126_600)}.get(month, D(143_300))
        amount = (kwh * D("0.65")).quantize(D("0.01"))
        read = "估抄" if month == 7 else "实抄"
        yield METER, MONTHS[month - 1], kwh, D("0.65"), amount, read, f"DF-{month:02}"


def acceptances() -> Iterator[tuple[object, ...]]:
    """Rows of ``acceptance``: twelve devices of the second batch passed late (IR-308)."""
    first, due = date(YEAR, 5, 20), date(YEAR, 5, 31)
    yield "HT-EQUIP", "1", 600, 600, 600, first, first, due
    late = date(YEAR, 10, 18)
    yield "HT-EQUIP", "2", 300, 288, 300, date(YEAR, 9, 12), late, date(YEAR, 9, 30)


def assets() -> Iterator[tuple[object, ...]]:
    """Rows of ``asset``: 800 devices in use, 100 spare (IR-310)."""
    for number in range(1, 901):
        used = number <= len(G7)
        point = G7[number - 1] if used else None
        yield f"Z{number:04}", "HT-EQUIP", "在用" if used else "备用", point
