"""A reading as its page shows it: which forms, the sheet of one, and what is in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from jiheng.model.form import Form

from ... import access, clock
from ...cards import heads
from ...forms import form_of, report_of
from ...models import Upload, User
from ...problems import language
from ...readings import Reading
from ...sheet import LONGEST, NAMES, sheet_of
from ...show import severities
from .target import target, targets

LEVELS = ("level1", "level2")
UNREAD = "〔读不全〕"
INFERRED = "〔推定〕"


def chosen(found: Reading, given: str) -> int:
    """The number of a form from 0."""
    number = int(given) - 1 if given.isdecimal() and len(given) < 5 else 0
    if found["forms"] and not 0 <= number < len(found["forms"]):
        raise Http404
    return number


def seen(
    user: User, upload: Upload, found: Reading, given: Mapping[str, str],
    typed: Mapping[str, str] | None = None, problem: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Everything of reading.html. ``typed``: what was sent and could not be taken."""
    lang = language()
    number = chosen(found, given.get("form", "1"))
    context: dict[str, Any] = {
        "forms": [_line(n, one, given) for n, one in enumerate(found["forms"])],
        "errors": [file[lang] for file in found["files"] if "zh" in file],
        "blank": sum(file.get("blank", 0) for file in found["files"]),
        "unknown": [one for file in found["files"] for one in file.get("unknown", ())],
        "several": len(found["forms"]) > 1, "problem": problem, "number": number + 1,
        "unread": [_file_of(found, None)] if not found["forms"] else [], "drawn": _drawn(found),
    }  # fmt: skip
    if not found["forms"]:
        return context
    one = found["forms"][number]
    units = list(access.units(user))
    form, report = form_of(one["content"]), report_of(one["content"])
    doubts = doubts_of(one, form, lang, typed or {})
    drawn = sheet_of(form, report, lang)
    _mark(drawn["sheet"], doubts, form)
    original, begins = _file_of(found, one["file"]), _begins(found, one)
    sent = typed or {}
    into = target(user, given) or target(user, sent)
    years = clock.today().year
    return context | drawn | {
        "one": one, "doubts": doubts, "units": units, "into": into,
        "targets": [] if into else targets(user), "counts": severities(report.findings),
        "original": original, "begins": begins,
        "begins_page": next(iter(one["pages"]), 1),
        "name": sent.get("name", one["name"]),
        "year": sent.get("year", one["year"] or years),
        "unit": sent.get("unit") or next((str(u.pk) for u in units if u.name in one["unit"]), ""),
        "years": range(years + 1, years - 5, -1) if one["year"] is None else sorted(
            {one["year"], *range(years - 3, years + 2)}, reverse=True),
        "clean": sum(not line["doubts"] for line in context["forms"]),
        "synthetic": bool(one["content"].get("synthetic")),
    }  # fmt: skip


def _line(number: int, one: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    report = report_of(one["content"])
    query = f"?form={number + 1}"
    if given.get("project", "").isdecimal():
        query += f"&project={given['project']}&stage={given.get('stage', '')}"
    return {"number": number + 1, "name": one["name"] or one["title"], "rows": one["rows"],
            "year": one["year"], "doubts": len(one["doubts"]), "file": one["file"],
            "counts": severities(report.findings), "url": query}  # fmt: skip


def _file_of(found: Reading, name: str | None) -> dict[str, Any]:
    files = [file for file in found["files"] if name is None or file["name"] == name]
    return files[0] if files else {"name": "", "blocks": []}


def _drawn(found: Reading) -> dict[str, Any] | None:
    """The pages to show beside the reading; None where the file has only text to list."""
    kept = found["drawn"]
    if not kept:
        return None
    pages = [{"number": n, "width": width, "height": height} for n, width, height in kept["shown"]]
    return {"of": kept["pages"], "pages": pages, "more": kept["pages"] > len(pages)}


def _begins(found: Reading, one: Mapping[str, Any]) -> int:
    """The block of the original that names the project: where to begin reading; -1 for none."""
    name = one["name"]
    for number, block in enumerate(_file_of(found, one["file"])["blocks"]):
        cells = [cell["text"] for row in block.get("rows", ()) for cell in row]
        if name and any(name in text for text in (block.get("text", ""), *cells)):
            return number
    return -1


def doubts_of(
    one: Mapping[str, Any], form: Form, lang: str, typed: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What has to be confirmed or repaired, each with how it was answered so far."""
    rows = {str(row.number): row for row in form.indicators}
    named = dict(heads(form))
    made = []
    for number, doubt in enumerate(one["doubts"]):
        head, _, part = doubt["place"].partition("/")
        row = rows.get(head)
        if row is not None:
            where = f"{row.ref} {named.get(part, part)}"
        elif head == "field":
            field = form.fields.get(part)
            said = field.label.strip("：: \u3000") if field else ""
            where = said if 0 < len(said) <= LONGEST else NAMES.get(part, said or part)
        else:
            where = {"title": "表名", "unit": "金额单位"}.get(head, "整张表")
        text = typed.get(f"text-{number}", doubt["text"])
        made.append(
            doubt | {"number": number, "where": where, "why": doubt[lang], "text_now": text,
                     "long": "\n" in doubt["text"] or len(doubt["text"]) > 40,
                     "settled": bool(typed.get(f"ok-{number}")) or text != doubt["text"],
                     "ok": bool(typed.get(f"ok-{number}"))}
        )  # fmt: skip
    return made


def _mark(sheet: dict[str, Any], doubts: list[dict[str, Any]], form: Form) -> None:
    """Write 推定 or 读不全 into the cells of the drawn sheet."""
    refs = {f"{row.number}": row.ref for row in form.indicators}
    at: dict[str, str] = {}
    for one in doubts:
        head, _, part = one["place"].partition("/")
        key = f"{refs[head]}/{part}" if head in refs else part
        at[key] = INFERRED if one["kind"] == "inferred" else UNREAD
    for line in sheet["fields"]:
        for part in line:
            if part["key"] in at:
                part["text"] += at[part["key"]]
    for row in sheet["rows"]:
        for cell in row["cells"]:
            said = at.get(f"{row['ref']}/{cell['key']}")
            if said and not cell["inferred"]:
                cell["text"] += said
                cell["remark"] = True
