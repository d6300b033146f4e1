"""The tables as CSV (no cell is a formula) and as a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from jiheng.publish.files import guarded

from .asked import asked
from .tables import TABLES, Table

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def table(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """``/analytics/units.csv``, with the filter of the page."""
    if name not in TABLES or ending not in ("csv", "xlsx"):
        raise Http404
    made = TABLES[name](asked(request), request.GET)
    answer: HttpResponseBase
    if ending == "csv":
        answer = StreamingHttpResponse(lines(made), content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(workbook(made, name), content_type=BOOK)
    answer.headers["Content-Disposition"] = f'attachment; filename="jiheng-{name}.{ending}"'
    return answer


def lines(made: Table) -> Iterator[str]:
    """Rows of CSV behind a mark for Excel that it is UTF-8."""
    heads, rows = made
    out = StringIO()
    written = csv.writer(out, lineterminator="\r\n")
    yield "\ufeff"
    for row in chain([heads], rows):
        written.writerow([cell(value) for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def cell(value: Any) -> str:
    """Text guarded; numbers as they are, a minus of a number is no formula."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return guarded(str(value)) if isinstance(value, str) else str(value)


def workbook(made: Table, name: str) -> bytes:
    """One sheet: heads that stay, text as text, numbers as numbers."""
    from datetime import datetime

    import xlsxwriter  # type: ignore[import-untyped]

    heads, rows = made
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "constant_memory": True, "strings_to_formulas": False,
                 "strings_to_urls": False}
    )  # fmt: skip
    book.set_properties({"created": datetime(1980, 1, 1)})
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 16)
    sheet.write_row(0, 0, heads, bold)
    at = 0
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | Decimal):
                sheet.write_number(at, column, value)
            elif value:
                sheet.write_string(at, column, value)
    sheet.autofilter(0, 0, at, len(heads) - 1)
    book.close()
    return buffer.getvalue()
