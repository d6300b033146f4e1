"""What the user wants of an import, and what comes of it."""

from __future__ import annotations

from ..model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any

    from .fault import Fault
    from .heading import Heading
    from .mapper import Match

IMPORTED, KNOWN, REFUSED, ASKED, SEEN = "imported", "known", "refused", "asked", "seen"


@record
class Wanted:
    """What the user said. ``columns``: answers for headings; ``unit``: 元, 万元 or ""."""

    table: str = ""
    sheet: str = ""
    encoding: str = ""
    unit: str = ""
    columns: Mapping[str, str] = {}
    by: str = ""
    at: str = ""
    preview: bool = False


@record
class Preview:
    """What was read. ``totals``: yuan a money column; ``months``: the first and the last."""

    heading: Heading
    encoding: str
    rows: int
    totals: Mapping[str, Decimal]
    months: tuple[str, str]
    sample: tuple[tuple[str, ...], ...]
    synthetic: int


@record
class Result:
    """``status``: one of IMPORTED, KNOWN, REFUSED, ASKED (``match`` says what), SEEN (preview).

    ``more``: reading stopped at the last fault listed. ``warnings``: see checks.Known.
    """

    file: str
    status: str
    table: str
    rows: int = 0
    faults: tuple[Fault, ...] = ()
    more: bool = False
    match: Match | None = None
    preview: Preview | None = None
    warnings: tuple[tuple[str, str, int, tuple[str, ...]], ...] = ()
    entry: Mapping[str, Any] | None = None
