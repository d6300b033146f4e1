"""Surveys, statistics, conclusions, budgets (seed-projects 6.3). 合成数据 SYNTHETIC."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from .people import YEAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# survey, frame size, frame, question, valid answers by score 5 … 1, incomplete, on one device
SHEETS = (
    ("S-F1", 372, "在岗民警职工", "节假日加班补贴发放", (96, 82, 10, 4, 2), 6, 0),
    ("S-F2", 372, "在岗民警职工", "执勤岗位津贴发放", (88, 84, 14, 6, 2), 6, 0),
    ("S-F3", 560_000, "县域居民", "街面治安与设备抢修", (180, 168, 32, 12, 8), 9, 120),
    ("S-F4", 345, "在岗辅警", "辅警待遇保障", (70, 97, 10, 4, 2), 7, 0),
)
OPENED = datetime(YEAR, 12, 1, 9)
STREET = "街面犯罪"
OLD, NEW = "旧口径", "新口径增加"
BUDGETS = {"P1": 318, "P2": 394, "P3": 840, "P4": 1607}
"""Approved amounts in 万元."""


def surveys() -> Iterator[tuple[object, ...]]:
    """Rows of ``survey``."""
    for name, size, frame, question, _, _, _ in SHEETS:
        method = "线上问卷" if name == "S-F3" else "一次性口令问卷"
        yield name, size, frame, OPENED.date(), date(YEAR, 12, 20), method, question


def responses() -> Iterator[tuple[object, ...]]:
    """Rows of ``survey_response``: valid ones, one device that answered 121 times, unfinished."""
    for name, _, _, _, counts, unfinished, stuffed in SHEETS:
        number = 0
        valid = _scores(counts)
        for score in valid:
            device = f"{name}-D0001" if number == 0 and stuffed else f"{name}-D{number + 2:05}"
            yield _response(name, number, device, score, 1)
            number += 1
        for _ in range(stuffed):  # IR-316: the first of the device stands, these do not
            yield _response(name, number, f"{name}-D0001", 5, 1)
            number += 1
        for _ in range(unfinished):
            yield _response(name, number, f"{name}-D{number + 2:05}", None, 0)
            number += 1


def _scores(counts: Sequence[int]) -> Iterator[int]:
    for score, count in zip((5, 4, 3, 2, 1), counts, strict=True):
        yield from (score for _ in range(count))


def _response(
    survey: str, number: int, device: str, score: int | None, complete: int
) -> tuple[object, ...]:
    at = OPENED + timedelta(minutes=7 * number)
    own = survey != "S-F3"
    sheet = "S-F1" if survey == "S-F2" else survey  # F1 and F2 are two questions of one sheet
    token = f"{sheet}-K{number + 1:05}" if own else None
    return survey, f"{survey}-{number + 1:05}", token, device, at, score, complete, "web"


def crime() -> Iterator[tuple[object, ...]]:
    """Rows of ``crime_monthly``: counts only; a new caliber adds three a month from July 2023."""
    years = {
        2020: [34] * 4 + [33] * 8,
        2021: [27] * 8 + [26] * 4,
        2022: [20] * 12,
        2023: [15, 11, 13, 14, 13, 12] + [9] * 6,
    }
    for year, counts in years.items():
        for month, count in enumerate(counts, 1):
            yield year, f"{year}-{month:02}", STREET, OLD, count
    for month in range(7, 13):
        yield YEAR, f"{YEAR}-{month:02}", STREET, NEW, 3


def population() -> Iterator[tuple[object, ...]]:
    """Rows of ``population_year``."""
    yield 2022, 580_000
    yield 2023, 572_000


def conclusions() -> Iterator[tuple[object, ...]]:
    """Rows of ``qual_doc``: dated after the year, so pending at its end."""
    yield "WH-2023-01", "F3.B2", "示例市平安建设考评组", date(YEAR + 1, 2, 28), "达标"


def budgets() -> Iterator[tuple[object, ...]]:
    """Rows of ``budget_version``."""
    for project, wan in BUDGETS.items():
        yield project, "年初", date(YEAR, 1, 1), Decimal(wan * 10_000).quantize(Decimal("0.01"))
