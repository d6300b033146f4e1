"""One publication as a page: the published data, and how each figure came about, in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from jiheng.model.result import FormResult, RowResult
from jiheng.publish import covering
from jiheng.score.labels import basis, family, table
from jiheng.score.notes import assumed, notes
from jiheng.score.numbers import pair, points
from jiheng.score.words import assumption, reason, standing

from ... import summing
from ...forms import book, form_of_version
from ...models import Publication
from ...publication import shown
from ...results import result_of

KEEP = 256  # publications; some ten kB each
SMALL = 100_000


def data_of(one: Publication) -> dict[str, Any]:
    """The published data (jiheng-publication/1)."""
    key = (one.pk, one.version.digest, summing.made_from())
    held = _kept.get(key)
    if held is None:
        if len(_kept) >= KEEP:
            _kept.clear()
        held = _kept[key] = shown(one)
    return held


_kept: dict[tuple[int, str, str], dict[str, Any]] = {}


def groups(one: Publication, data: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """The rows by family, each with its trace."""
    form = form_of_version(one.version)
    cover = covering(form, book())
    result = result_of(one.assessment.result) if one.assessment else None
    told = {row.ref: row for row in result.rows} if result else {}
    printed = {row.ref: row for row in form.indicators}
    rows = []
    for row in data["rows"]:
        own = told.get(row["ref"])
        made = {**row, "spans": 1}
        if own:
            made["standing_text"] = standing(row["standing"], lang)
            said = _trace(own, printed[row["ref"]], lang)
            made["trace"] = [(key, cover.text(text).text) for key, text in said]
            made["why"] = reason(row["why_open"], lang) if row["why_open"] else ""
        rows.append(made)
    return [{"name": family(key, lang), "rows": list(found)}
            for key, found in groupby(rows, lambda row: row["family"])]  # fmt: skip


def _trace(row: RowResult, printed: Any, lang: str) -> list[tuple[str, str]]:
    """From the records to the points, a sentence a step."""
    zh, found, given = lang == "zh", row.actual, row.points
    said: list[tuple[str, str]] = []
    tables = list(dict.fromkeys(table(one.table, lang) for one in found.used))
    if tables:
        said.append(("依据的记录" if zh else "records", "、".join(tables)))
    if found.basis:
        said.append(("计量口径" if zh else "basis", basis(found.basis, lang)))
    if found.value and found.value.den < SMALL and found.value.den > 1:
        said.append(("精确值" if zh else "exact", pair(found.value, found.unit)))
    for text in notes(row, printed, lang):
        said.append(("说明" if zh else "note", text))
    for code in assumed(row):
        said.append(("假定" if zh else "assumed", assumption(code, lang)))
    if row.judgement.standing.judged and given.exact is not None:
        said.append(("得分" if zh else "points", _points(given, zh)))
    elif not row.judgement.standing.judged:
        text = "没有判定就没有得分，分值留空" if zh else "no verdict, no points: its weight is open"
        said.append(("得分" if zh else "points", text))
    return said


def _points(given: Any, zh: bool) -> str:
    text = f"{points(given.score)} / {points(given.weight)}"
    if given.exact.den > 1:
        text += f"（精确 {given.exact}）" if zh else f" (exactly {given.exact})"
    return text


def open_rows(data: dict[str, Any], lang: str) -> list[dict[str, str]]:
    """What is open, by name."""
    result = data["result"]
    if not result:
        return []
    named = {row["ref"]: row for row in data["rows"]}
    made = []
    for ref in result["open_rows"]:
        row = named.get(ref)
        if row:
            made.append({"ref": ref, "name": row.get("name", ""), "weight": row["weight"],
                         "text": standing(row["standing"], lang)})  # fmt: skip
        else:
            name = "预算执行率" if lang == "zh" else "budget execution"
            weight = (result["execution"] or {}).get("weight", "")
            made.append({"ref": "", "name": name, "weight": weight, "text": ""})
    return made


def general(one: Publication, lang: str) -> list[str]:
    """What the whole result assumed."""
    if not one.assessment:
        return []
    result: FormResult = result_of(one.assessment.result)
    return [assumption(code, lang) for code in result.assumptions]


def fields(data: dict[str, Any]) -> Sequence[tuple[str, str]]:
    """The head of the form: what is printed, and its label."""
    return [(data["labels"].get(key, key).rstrip("：: "), text.strip())
            for key, text in data["fields"].items() if text.strip()]  # fmt: skip
