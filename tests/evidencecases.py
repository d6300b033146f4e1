"""Small tables of records in text, for rules over records: cases/evidence/EVI*.yaml and pages.

In a case each table is a text: its columns in the first line, a row a line, "-" for nothing. On a
rule's page it is a Markdown table under the table's name. What a column must have and the case does
not speak of gets a value that no rule looks at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jiheng.audit import Audit, audit
from jiheng.model.finding import Finding
from jiheng.model.result import Binding
from jiheng.model.tables import DATE, EXACT, FLAG, MONEY, MONTH, TABLES, TIME, WHOLE
from jiheng.policy import load
from jiheng.score.engines import connect

END = date(2023, 12, 31)
BOOK = load(on=END)
REST = {
    WHOLE: "0",
    MONEY: "0",
    EXACT: "0",
    DATE: "2023-12-31",
    MONTH: "2023-12",
    FLAG: "1",
    TIME: "2023-12-31 00:00:00",
}
Rows = list[dict[str, str | None]]


def table(text: str) -> Rows:
    """A table of a case."""
    head, *lines = text.strip().splitlines()
    names = head.split()
    made: Rows = []
    for line in lines:
        cells = line.split()
        assert len(cells) == len(names), line
        made.append(dict(zip(names, map(_cell, cells), strict=True)))
    return made


def _cell(text: str) -> str | None:
    """A cell of a case: "-" is nothing, a time is written 2023-06-15T08:00:00."""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}", text):
        return text.replace("T", " ")
    return None if text == "-" else text


def filled(name: str, rows: Rows) -> Rows:
    """The rows with every column that a row of that table must have."""
    needed = {
        column.name: (column.one_of or (REST.get(column.type, "-"),))[0]
        for column in TABLES[name].columns
        if column.required
    }
    assert all(set(row) <= {column.name for column in TABLES[name].columns} for row in rows), name
    return [{**needed, **row} for row in rows]


def binding(text: str) -> Binding:
    """``P1.L1 rate_modal roster=POL item=OT``; a,b is a list."""
    place, measure, *words = text.split()
    code, _, ref = place.partition(".")
    said = {}
    for word in words:
        name, _, value = word.partition("=")
        said[name] = tuple(value.split(",")) if "," in value else value
    return Binding(code, code, ref, measure, said)


def run(
    code: str, tables: Mapping[str, Rows], bound: Sequence[str] = (), as_of: date = END
) -> Audit:
    """One rule on a few rows."""
    con = connect("duckdb", {name: filled(name, rows) for name, rows in tables.items()})
    bindings = [binding(text) for text in bound]
    return audit(con, bindings, year=2023, as_of=as_of, book=BOOK, select=(code,))


def page(text: str, heading: str) -> tuple[dict[str, Rows], list[str]]:
    """Tables and bindings under a heading of a rule's page."""
    found = re.search(rf"(?ms)^## {heading}\n(.*?)(?=^## |\Z)", text)
    assert found, heading
    tables: dict[str, Rows] = {}
    bound: list[str] = []
    name, head = "", list[str]()
    for line in found[1].splitlines():
        if line.startswith("绑定 "):
            bound.append(line.partition("`")[2].rstrip("`"))
        elif line.strip() in TABLES:
            name, head = line.strip(), []
            tables[name] = []
        elif line.startswith("|") and not line.startswith("|---"):
            cells = [cell.strip() or None for cell in line.strip()[1:-1].split("|")]
            if head:
                tables[name].append(dict(zip(head, cells, strict=True)))
            else:
                head = [str(cell) for cell in cells]
    return tables, bound


def agrees(wanted: Any, fact: Any) -> bool:
    """Whether a fact is the one written down: exactly, money with its fen."""
    if isinstance(wanted, list):
        return [str(one) for one in fact] == [str(one) for one in wanted]
    if isinstance(wanted, bool) or wanted is None:
        return fact is wanted
    if isinstance(fact, Decimal):
        return fact == Decimal(str(wanted))
    return str(fact) == str(wanted)


def complaints(found: Finding | Any, wanted: Mapping[str, Any]) -> list[str]:
    """What of a finding is not as written."""
    wrong = [
        f"{name}: {value!r}, found {found.facts.get(name)!r}"
        for name, value in (wanted.get("facts") or {}).items()
        if name not in found.facts or not agrees(value, found.facts[name])
    ]
    also = [place.key for place in found.also]
    if "also" in wanted and also != wanted["also"]:
        wrong.append(f"also {also}")
    return wrong
