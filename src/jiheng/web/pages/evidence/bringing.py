"""A file of records: handed in, looked at, put right, imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from jiheng.evidence.fault import WORDS, Fault
from jiheng.evidence.mapper import LEAVE, SYNTHETIC
from jiheng.evidence.outcome import IMPORTED, KNOWN, REFUSED, SEEN
from jiheng.model.refusal import Refusal
from jiheng.model.tables import TABLES

from ... import access, actions
from ...errors import NotAllowed
from ...evidence_work import import_later
from ...importing import Choice, Look, look
from ...models import Organisation, User
from ...problems import language
from .frame import column, entered, frame, say, title

LISTED = 100  # faults on the page; the file of errors has all that were read
RISKY = ("=", "+", "-", "@", "\t", "\r")
ENCODINGS = ("", "utf-8", "gb18030", "utf-16")


def _allowed(request: HttpRequest) -> tuple[User, list[Organisation]]:
    user, _ = entered(request)
    units = access.import_units(user)
    if not units:
        raise NotAllowed(
            "导入佐证由单位的填报人或负责人来做",
            "records are imported by a unit's preparer or head",
        )
    return user, units


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """``/evidence/import/``: a file is kept as it came, then looked at."""
    user, _ = _allowed(request)
    if request.method == "POST":
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            raise Refusal("绩衡", "没有选择文件", "请先选择文件", problem_en="no file was chosen",
                          remedy_en="Choose one")  # fmt: skip
        made = actions.keep_records_file(user, file.name or "", file.read())
        url = f"/evidence/import/{made.pk}/"
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"url": url, "text": made.name})
        return HttpResponseRedirect(url)
    tables = [
        {"title": title(one.name), "name": one.name,
         "columns": say("、", ", ").join(column(c.name) for c in one.columns if c.required)}
        for one in TABLES.values()
    ]  # fmt: skip
    return render(request, "evidence/import.html", frame(request, "desk", tables=tables))


def _choice(given: Mapping[str, str]) -> Choice:
    """What was chosen; headings are told by "h:<heading>"."""
    columns = {key[2:]: value for key, value in given.items() if key.startswith("h:") and value}
    known = {one for table in TABLES.values() for one in (c.name for c in table.columns)}
    columns = {k: v for k, v in columns.items() if v in known | {LEAVE, SYNTHETIC}}
    table = given.get("table", "")
    encoding, unit = given.get("encoding", ""), given.get("unit", "")
    return Choice(
        table if table in TABLES else "", given.get("sheet", "").strip()[:100],
        encoding if encoding in ENCODINGS else "", unit if unit in ("", "元", "万元") else "",
        columns,
    )  # fmt: skip


def _unit(units: list[Organisation], given: Mapping[str, str]) -> Organisation:
    asked = given.get("office", "")
    return next((one for one in units if str(one.pk) == asked), units[0])


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything an import would say. POST imports it, if there is nothing to say against it."""
    user, units = _allowed(request)
    upload = access.upload(user, pk)
    given = request.POST if request.method == "POST" else request.GET
    choice, unit = _choice(given.dict()), _unit(units, given.dict())
    seen = look(upload, actions.path_of(upload), choice, unit)
    fit = seen.result is not None and seen.result.status == SEEN
    if request.method == "POST" and fit and seen.heading:
        named = Choice(seen.heading.table.name, choice.sheet, choice.encoding, choice.unit,
                       choice.columns)  # fmt: skip
        job = import_later(user, unit, upload, named)
        return HttpResponseRedirect(f"/evidence/jobs/{job.pk}/")
    context = frame(
        request, "desk", upload=upload, choice=choice, unit=unit, units=units, fit=fit,
        query=request.GET.urlencode(), refusal=_plain(seen), encodings=ENCODINGS[1:],
        tables=[(one.name, title(one.name)) for one in TABLES.values()],
        hidden=[*_kept(choice), ("office", unit.pk)], **_told(seen, choice),
    )  # fmt: skip
    bad = not fit and request.method == "POST"
    return render(request, "evidence/preview.html", context, status=422 if bad else 200)


def _kept(choice: Choice) -> list[tuple[str, Any]]:
    pairs = [("table", choice.table), ("sheet", choice.sheet), ("encoding", choice.encoding),
             ("unit", choice.unit)]  # fmt: skip
    return [*pairs, *((f"h:{key}", value) for key, value in choice.columns.items())]


def _plain(seen: Look) -> str:
    """A refusal in the words of this page; its remedy may name an option of the command line."""
    if seen.refusal is None:
        return ""
    lang, error = language(), seen.refusal
    problem = error.problem if lang == "zh" else error.problem_en
    remedy = error.remedy if lang == "zh" else error.remedy_en
    if "--" in remedy:
        remedy = say("请在“怎样读”里选好佐证表、工作表、编码或金额单位",
                     "Choose the table, sheet, encoding or unit of money")  # fmt: skip
    return f"{problem}。{remedy}" if lang == "zh" else f"{problem}. {remedy}."


def _told(seen: Look, choice: Choice) -> dict[str, Any]:
    made: dict[str, Any] = {"status": "", "headings": [], "table": "", "first": seen.first}
    if seen.heading is None:
        return made
    heading, result = seen.heading, seen.result
    table = heading.table
    made |= {"table": table.name, "table_title": title(table.name), "row": heading.row,
             "headings": _headings(seen), "first": seen.first, "cells": heading.cells,
             "missing": [column(one) for one in heading.match.missing],
             "columns": [(one.name, f"{column(one.name)} {one.name}") for one in table.columns],
             "clash": [(column(c), a, b) for c, a, b in heading.match.clash],
             "wan": [column(one) for one in sorted(heading.wan)],
             "status": result.status if result else "refused" if seen.refusal
             else "asked"}  # fmt: skip
    if result is None:
        return made
    made |= {"result": result, "faults": [_fault(one) for one in result.faults[:LISTED]],
             "known": result.status == KNOWN, "refused": result.status == REFUSED,
             "done": result.status == IMPORTED, "warnings": [_warning(*one) for one in
                                                             result.warnings]}  # fmt: skip
    if result.preview:
        given = result.preview
        made |= {"encoding": given.encoding, "synthetic_rows": given.synthetic,
                 "totals": [(column(name), f"{total:f}") for name, total in given.totals.items()],
                 "span": given.months, "sample": given.sample,
                 "heads": [column(one.name) for one in table.columns]}  # fmt: skip
    return made


def _headings(seen: Look) -> list[dict[str, Any]]:
    """Each heading of the file with the column it is, or what it might be."""
    assert seen.heading is not None
    match = seen.heading.match
    unsure = dict(match.unsure)
    made = []
    for at, text in enumerate(seen.heading.cells):
        if not text.strip():
            continue
        chosen = match.found.get(at, LEAVE if text in match.dropped else "")
        sample = next((row[at] for row in seen.first if at < len(row) and row[at].strip()), "")
        made.append({"text": text, "chosen": chosen, "unsure": text in unsure,
                     "likely": unsure.get(text, ()), "sample": sample})  # fmt: skip
    return made


def _fault(one: Fault) -> dict[str, Any]:
    lang = language()
    words = [word.format(*one.more) for word in WORDS[one.code]]
    problem, remedy = words[:2] if lang == "zh" else words[2:]
    if "--" in remedy:
        remedy = say("请核对单位；是万元就在“怎样读”里选“万元”，换算会记录在案",
                     "check the unit; choose 万元 if that is what it is")  # fmt: skip
    names = " + ".join(column(name) for name in one.column.split("+") if name)
    return {"row": one.row, "column": names, "value": one.value[:60], "problem": problem,
            "remedy": remedy}  # fmt: skip


def _warning(name: str, table: str, count: int, first: tuple[str, ...]) -> str:
    if count < 0:
        return say(f"还没有“{title(table)}”，{column(name)} 无法对照",
                   f"there is no {table} yet to compare {name} with")  # fmt: skip
    shown = "、".join(first[:5])
    return say(f"“{title(table)}”里没有的 {column(name)} 有 {count} 个：{shown}",
               f"{count} {name} not in {table}: {shown}")  # fmt: skip


@require_GET
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong with a file, row by row, to be opened in a spreadsheet."""
    user, units = _allowed(request)
    upload = access.upload(user, pk)
    given = request.GET.dict()
    seen = look(upload, actions.path_of(upload), _choice(given), _unit(units, given))
    if seen.result is None or not seen.result.faults:
        raise Http404
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(say("行,列,内容,问题,怎么办", "row,column,value,problem,remedy").split(","))
    for one in seen.result.faults:
        told = _fault(one)
        cells = [str(told[key] or "") for key in ("row", "column", "value", "problem", "remedy")]
        writer.writerow([f"'{cell}" if cell.startswith(RISKY) else cell for cell in cells])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="errors-{upload.pk}.csv"'
    return answer
