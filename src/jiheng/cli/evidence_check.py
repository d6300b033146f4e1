"""``jiheng evidence check``: what is irregular in the records, with the row and both sides.

Exit codes: 0 nothing stands open; 1 something is an error or a warning; 2 it could not be tried,
or a rule broke (X901).
"""

from __future__ import annotations

import sys

from .evaluate_run import SYNTHETIC, connected, day
from .parser import Misuse, one_of
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from typing import Any

    from ..audit import Audit
    from ..evidence.store import Store
    from ..model.finding import Finding
    from ..rules.say import Voice

FORMATS = ("text", "json")
STATES = {
    "open": ("未了结", "open"),
    "closed": ("已了结", "closed"),
    "stands": ("属实", "stands"),
    "question": ("请说明", "question"),
}
WORDS = {
    "head": ("佐证检查：{} 年，截至 {}", "Records of {}, as of {}"),
    "figures": ("对上的数字（不是问题）", "Figures that match (no fault)"),
    "open": ("没有查的", "Not checked"),
    "table": ("{}：没有 {} 的记录", "{}: there are no records of {}"),
    "rows": ("另列 {} 行", "with {} more rows"),
    "sum": ("{} 条：{}", "{} findings: {}"),
    "none": ("没有发现问题", "nothing irregular was found"),
    "no-year": (
        "佐证库里没有支出台账，请用 --as-of 写明截止到哪一天",
        "the store has no ledger; name the day with --as-of",
    ),
}


def run(options: Namespace, store: Store) -> int:
    """Audit the store as of ``--as-of``; without it the year most of the ledger is about."""
    from datetime import date

    from ..audit import audit, busiest_year
    from ..model.record import replace
    from ..rules.evidence import registry
    from ..rules.say import Voice
    from .common import open_book

    lang = options.lang
    name = one_of("--format", getattr(options, "format", "") or "text", FORMATS, lang)
    con, bindings = connected(options, store)
    said = getattr(options, "as_of", "") or ""
    if said:
        as_of = day(said, lang)
    else:
        year = busiest_year(con)
        if not year:
            raise Misuse(WORDS["no-year"][lang == "en"])
        as_of = min(date(year, 12, 31), date.today())
    book = replace(open_book(options), on=as_of)
    found = audit(con, bindings, year=as_of.year, as_of=as_of, book=book)
    voice = Voice(lang, book, registry())
    synthetic = any(entry["synthetic"] for entry in store.batches())
    if name == "json":
        from ..documents.writers.encode import encode

        sys.stdout.write(encode(data(found, voice, synthetic)) + "\n")
    else:
        for line in lines(found, voice, synthetic):
            sys.stdout.write(clean(line) + "\n")
    if found.crashed:
        return 2
    return int(any(one.severity.value != "info" for one in found.findings))


def lines(found: Audit, voice: Voice, synthetic: bool) -> Iterator[str]:
    """The audit as text: findings by code, then figures, then what was not checked."""
    english = voice.english
    if synthetic:
        yield SYNTHETIC
    yield WORDS["head"][english].format(found.year, found.as_of)
    for crash in found.crashed:
        yield ""
        yield f"X901 {voice.crashed(crash)}"
    for one in found.findings:
        yield ""
        state = STATES[one.state][english]
        yield f"{one.code} {voice.title(one.code)} [{state}] {_where(one, english)}"
        yield f"  {voice.sentence(one)}"
        if one.state in ("open", "question"):
            yield f"  → {voice.repair(one.code)}"
    if found.figures:
        yield ""
        yield WORDS["figures"][english]
        for figure in found.figures:
            yield f"  {figure.code} {voice.reason(figure.code, figure.verdict)}"
    if found.open:
        yield ""
        yield WORDS["open"][english]
        for one_open in found.open:
            table = one_open.verdict.facts.get("table")
            text = voice.reason(one_open.code, one_open.verdict)
            yield f"  {WORDS['table'][english].format(one_open.code, table) if table else text}"
    yield ""
    counts = ((state, sum(one.state == state for one in found.findings)) for state in STATES)
    text = "，".join(f"{STATES[state][english]} {n}" for state, n in counts if n)
    total = len(found.findings)
    said = WORDS["sum"][english].format(total, text.replace("，", ", ") if english else text)
    yield said if total or found.crashed else WORDS["none"][english]


def _where(one: Finding, english: bool) -> str:
    more = WORDS["rows"][english].format(len(one.also)) if one.also else ""
    return f"{one.place.key} {more}".strip()


def data(found: Audit, voice: Voice, synthetic: bool) -> dict[str, Any]:
    """The audit as plain data."""
    return {
        "synthetic": synthetic,
        "year": found.year,
        "as_of": found.as_of,
        "findings": [
            {
                "code": one.code,
                "slug": one.slug,
                "severity": one.severity.value,
                "state": one.state,
                "place": one.place.key,
                "also": [place.key for place in one.also],
                "message": voice.sentence(one),
                "repair": voice.repair(one.code),
                "facts": dict(one.facts),
            }
            for one in found.findings
        ],
        "figures": [
            {
                "code": one.code,
                "place": one.verdict.place.key,
                "message": voice.reason(one.code, one.verdict),
                "facts": dict(one.verdict.facts),
            }
            for one in found.figures
        ],
        "crashed": [voice.crashed(crash) for crash in found.crashed],
        "not_checked": [
            {"code": one.code, "reason": one.verdict.reason, "facts": dict(one.verdict.facts)}
            for one in found.open
        ],
    }
