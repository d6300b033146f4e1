"""``corpus --format md``: the measurement as a page.

``page(…, quote=False)`` is what the project publishes (docs/reference/accuracy.md): file names,
counts and the keys of differing fields only, because the forms themselves are other people's.
"""

from __future__ import annotations

from .corpus_groups import MEASURES, differing, formats, layouts, ratios, score, wholes
from .corpus_text import counts, sentence
from .markdown import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .corpus import Loose, Measured, Result

HEAD = """# Accuracy

Forms as read, against the same forms typed by hand (`jiheng corpus FOLDER --truth FOLDER`). White \
space never counts. A row is right where its three level names and its printed value are right: \
precision is over the rows read, recall over the rows typed. Fields are those above and below the \
rows, and the cells of right rows (fund tables are not compared). Values are comparator, number \
and unit of right rows. Ratios are rounded down.
"""
WHOLES = {"complete": "complete sources", "cut": "sources cut off", "all": "all"}
KINDS = {
    "missing": "rows missing",
    "extra": "rows too many",
    "field": "fields",
    "cell": "cells",
    "value": "values",
}


def page(measured: Measured, *, quote: bool = True) -> str:
    """The page; with ``quote`` each difference in full."""
    total = [(WHOLES[name], found) for name, found in wholes(measured) if found]
    parts = [
        HEAD,
        _groups("", total),
        f"## Per form\n\n{_forms(measured.results)}",
        f"## Per layout\n\n{_groups('layout', layouts(measured))}",
        f"## Per format\n\n{_groups('format', formats(measured))}",
        "## Differences\n\n" + (_quoted if quote else _keys)(measured.results),
    ]
    if measured.loose:
        about = "Only what was read; nobody has typed these.\n\n"
        parts.append(f"## Files without truth\n\n{about}{_loose(measured.loose, quote=quote)}")
    return "\n".join(parts)


def _groups(name: str, groups: Iterable[tuple[str, list[Result]]]) -> str:
    rows = [
        (escape(group), f"{len(found)}", f"{score(found).rows}", *ratios(score(found)))
        for group, found in groups
    ]
    return _table((name, "forms", "rows", *_measures()), rows)


def _forms(results: Sequence[Result]) -> str:
    rows = [
        (
            escape(one.id) + ("" if one.complete else " (cut off)"),
            one.layout or "—",
            one.format or "—",
            counts(one),
            *ratios(one.compared.score),
        )
        for one in results
    ]
    return _table(("form", "layout", "format", "rows typed/read/right", *_measures()), rows)


def _keys(results: Sequence[Result]) -> str:
    rows = []
    for one in results:
        found = differing(one)
        said = "; ".join(f"{KINDS[kind]}: {_counted(keys)}" for kind, keys in found.items())
        said = "; ".join(filter(None, ("file not read" if one.error else "", said)))
        if said:
            rows.append((escape(one.id), said))
    if not rows:
        return "None.\n"
    note = "The keys that differ; for rows, their number in the form.\n\n"
    return note + _table(("form", "what differs"), rows)


def _counted(keys: dict[str, int]) -> str:
    return ", ".join(f"`{key}`" + (f" ×{n}" if n > 1 else "") for key, n in keys.items())


def _quoted(results: Sequence[Result]) -> str:
    parts = []
    for one in results:
        lines = [one.error] if one.error else []
        lines += [
            f"{KINDS[difference.kind]} {sentence(difference, 'en')}"
            for difference in one.compared.differences
        ]
        if lines:
            items = "".join(f"- {escape(line)}\n" for line in lines)
            parts.append(f"### {escape(one.id)}\n\n{items}")
    return "\n".join(parts) or "None.\n"


def _loose(files: Sequence[Loose], *, quote: bool) -> str:
    rows = []
    for one in files:
        error = (one.error if quote else "not read") if one.error else ""
        said = escape(error) or ", ".join(one.layouts)
        rows.append((escape(one.path), f"{one.forms}", f"{one.blank}", f"{one.rows}", said))
    return _table(("file", "forms", "blank ones", "rows", "layouts"), rows)


def _measures() -> list[str]:
    return [key for key, _, _ in MEASURES]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
