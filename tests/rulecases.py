"""Case files of rules: what they may say, and how a report is compared with them.

A case file is ``# CODE slug``, then one ``## title`` a situation: a paragraph with a sentence why
and its keys, a blank line, and the form. Keys:

- ``expect``: outcomes with places, ``fail C1, C2``, ``pass C1, insufficient-data C3 (no-rate)``,
  ``not-applicable``, ``silent`` (no fail). The fails named are all the fails there may be: the
  first place of each finding, or every place of every finding.
- ``facts``: ``gap_wan=4.68, name=租线费`` of one of the findings. ``severity`` of all of them.
- ``caused_by``: the root they are folded under; without it they must stand alone.
- ``working``: a whole line of the working of one of the findings (of the other verdicts, where
  nothing fails); ``none`` where one of them has no line. ``lines``: how many each has, in order.
- ``also``: every further place of the findings, in order; ``none`` where there is none.
- ``note``: ``symbol-unread C1.value``, what a reader of another format would have left there (or
  ``picture signatory``, at a field of the form); ``rescued file`` of the whole file,
  ``row-unread:甲 form`` of the form, with its detail. ``on-page signatory``, ``on-sheet …`` and
  ``off-grid …`` put the cell on a page, on a sheet, or into text without lines.
- ``edition``: ``internal`` for the edition that is not published.

A form that begins with ``=== name`` is several files, one behind each such line; what is said is
what the run says of all of them together (across.py), and their forms are counted through.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from jiheng.across import check_across
from jiheng.check import check_document, fold, with_sheets
from jiheng.documents import read
from jiheng.model.finding import Outcome, Report, Sheet, Verdict
from jiheng.model.form import Document, Field, Note
from jiheng.model.place import Address
from jiheng.model.record import record, replace
from jiheng.policy import Book, load
from jiheng.rules import registry
from jiheng.rules.say import Voice

KEYS = {"expect", "facts", "working", "lines", "severity", "caused_by", "also", "note", "edition"}
FILE = "=== "
OUTCOMES = {outcome.value for outcome in Outcome} | {"silent"}
ITEM = re.compile(
    rf"(?:(?P<outcome>{'|'.join(sorted(OUTCOMES))})(?![\w-])\s*)?"
    r"(?P<ref>[\w.]*)\s*(?:\((?P<reason>[\w-]+)\))?"
)
BOOK = load()
RULES = registry()


class BadCase(Exception):
    """A case file that says nothing, or something the runner does not know."""


@record
class Expected:
    """One item of an ``expect`` line; ``place`` is a place key, "" for the form as a whole."""

    outcome: str
    place: str = ""
    reason: str = ""


@record
class Case:
    """One situation of a case file."""

    code: str
    title: str
    expected: tuple[Expected, ...]
    keys: dict[str, str]
    form: str


def cases_in(text: str, stem: str) -> list[Case]:
    """The situations of a case file. Raises BadCase."""
    head, *parts = re.split(r"(?m)^## ", text)
    words = head.split()
    if words[:2] != ["#", stem] or len(words) < 3:
        raise BadCase(f"{stem}: the first line must be “# {stem} slug”")
    if stem not in RULES:
        raise BadCase(f"{stem}: no such rule")
    if words[2] != RULES[stem].slug:
        raise BadCase(f"{stem}: the slug is {RULES[stem].slug}, not {words[2]}")
    if not parts:
        raise BadCase(f"{stem}: no case")
    return [_case(stem, part) for part in parts]


def _case(stem: str, part: str) -> Case:
    head, _, form = part.partition("\n\n")
    title, *lines = head.split("\n")
    keys: dict[str, str] = {}
    for line in lines:
        found = re.match(r"([A-Za-z_-]+)\s*[:：]\s*(.*)", line)
        if found:
            key = found[1]
            if key not in KEYS or key in keys:
                raise BadCase(f"{stem} {title}: unknown or repeated key {key!r}")
            keys[key] = found[2].strip()
    expected = tuple(_items(keys.get("expect", ""), f"{stem} {title}"))
    if not expected:
        raise BadCase(f"{stem} {title}: expects nothing")
    if not form.strip():
        raise BadCase(f"{stem} {title}: no form (after a blank line)")
    return Case(stem, title, expected, keys, form.strip("\n") + "\n")


def _items(line: str, where: str) -> list[Expected]:
    out: list[Expected] = []
    for item in filter(None, (part.strip() for part in line.split(","))):
        found = ITEM.fullmatch(item)
        outcome = (found["outcome"] if found else None) or (out[-1].outcome if out else None)
        if not found or outcome is None:
            raise BadCase(f"{where}: cannot read expectation {item!r}")
        out.append(Expected(str(outcome), place_key(found["ref"]), found["reason"] or ""))
    return out


def place_key(ref: str) -> str:
    """ "C1" of a one-form case is "F1.C1"; "F2.C1", "F1" and "file" are whole keys."""
    return ref if not ref or ref == "file" or re.match(r"F\d", ref) else f"F1.{ref}"


def run(case: Case) -> Report:
    """The report of the case's form, all rules running."""
    book = _edition(case.keys.get("edition"))
    if case.form.startswith(FILE):
        return _together(case.form, book)
    document = _noted(read(case.form.encode(), "case.md", book), case.keys.get("note", ""))
    return check_document(document, book)


def _together(text: str, book: Book) -> Report:
    """What the files of a case say only together, as one report."""
    sheets: list[Sheet] = []
    before = 0
    for part in filter(None, re.split(rf"(?m)^{FILE}", text)):
        name, _, body = part.partition("\n")
        document = read(body.encode(), name, book)
        forms = tuple(replace(form, index=form.index + before) for form in document.forms)
        before += len(forms)
        sheets += with_sheets(Report(name, replace(document, forms=forms)), book).sheets
    reports = check_across(sheets, book)
    own = {(sheet.path, sheet.place.form) for sheet in sheets}
    astray = [
        f"{report.path} is told what {finding.place.key} should be"
        for report in reports
        for finding in report.findings
        if (report.path, finding.place.form) not in own
    ]
    return Report(
        "",
        findings=tuple(finding for report in reports for finding in report.findings),
        checked=tuple(checked for report in reports for checked in report.checked),
        crashed=(*astray, *(crash for report in reports for crash in report.crashed)),
        across=True,
    )


def _edition(edition: str | None) -> Book:
    if edition is None:
        return BOOK
    profiles = BOOK.topics["profiles"]
    changed = {**profiles[BOOK.profile], "edition": edition}
    return replace(BOOK, topics={**BOOK.topics, "profiles": {**profiles, BOOK.profile: changed}})


def _noted(document: Document, notes: str) -> Document:
    for item in filter(None, (part.strip() for part in notes.split(","))):
        kind, spot = item.split()
        ref, _, part = spot.partition(".")
        kind, _, detail = kind.partition(":")
        if spot == "file":
            document = replace(document, notes=(*document.notes, Note(kind, detail)))
            continue
        form = document.forms[0]
        if spot == "form":
            noted = replace(form, notes=(*form.notes, Note(kind, detail)))
            document = replace(document, forms=(noted,))
            continue
        if ref in form.fields:
            fields = {**form.fields, ref: _left(form.fields[ref], kind, detail)}
            document = replace(document, forms=(replace(form, fields=fields),))
            continue
        rows = []
        for row in form.indicators:
            fields = dict(row.fields)
            if row.ref == ref:
                fields[part] = _left(fields[part], kind, detail)
            rows.append(replace(row, fields=fields))
        document = replace(document, forms=(replace(form, indicators=tuple(rows)),))
    return document


def _left(field: Field, kind: str, detail: str) -> Field:
    at = field.address
    if kind == "on-page":
        return replace(field, address=replace(at, page=1, line=0))
    if kind == "on-sheet":
        return replace(field, address=replace(at, sheet="Sheet1", table=0, line=0))
    if kind == "off-grid":
        return replace(field, address=Address(line=1))
    return replace(field, notes=(Note(kind, detail, at),))


def complaints(case: Case, report: Report) -> list[str]:
    """What differs between the case and the report; empty where they agree."""
    found = list(report.crashed)
    if report.error:
        return [report.error.sentence()]
    verdicts = [c.verdict for c in report.checked if c.code == case.code]
    found += _fails(case, verdicts)
    if not (verdicts or report.across or RULES[case.code].run_on):
        found.append("the rule says nothing at all")
    found += [
        f"{e} is not so: {_short(verdicts)}" for e in case.expected if not _holds(e, verdicts)
    ]
    return found + _contradictions(verdicts) + _findings(case, report)


def _fails(case: Case, verdicts: list[Verdict]) -> list[str]:
    wanted = [e.place for e in case.expected if e.outcome == "fail"]
    failed = [v for v in verdicts if v.outcome is Outcome.FAIL]
    heads = {v.place.key for v in failed}
    whole = heads | {place.key for v in failed for place in v.also}
    if wanted == [""]:
        return [] if failed else ["no fail"]
    if set(wanted) in (heads, whole):
        return []
    return [f"fails at {sorted(heads)}, in all {sorted(whole)}, expected {sorted(wanted)}"]


def _contradictions(verdicts: list[Verdict]) -> list[str]:
    """One spot has one outcome, and a form that a rule does not speak to has no other verdict."""
    said: dict[tuple[str, str], Outcome] = {}
    found = []
    for one in verdicts:
        spot = (one.place.key, one.place.part)
        if said.setdefault(spot, one.outcome) is not one.outcome:
            found.append(f"{one.place.key} is both {said[spot]} and {one.outcome}")
    for one in verdicts:
        whole = one.outcome is Outcome.NOT_APPLICABLE and not one.place.ref
        if whole and any(v is not one and one.place.form in (0, v.place.form) for v in verdicts):
            found.append(f"{one.place.key} is not applicable, and has other verdicts")
    failed = [v for v in verdicts if v.outcome is Outcome.FAIL]
    for one in verdicts:
        whole = one.outcome is Outcome.PASS and not one.place.ref
        if whole and any(v.place.form == one.place.form for v in failed):
            found.append(f"{one.place.key} passes as a whole, and fails within")
    for at, one in enumerate(failed):
        if any((v.place, v.facts) == (one.place, one.facts) for v in failed[:at]):
            found.append(f"{one.place.key} is said twice")
    return found


def _holds(expected: Expected, verdicts: list[Verdict]) -> bool:
    if expected.outcome in ("fail", "silent"):
        return True  # compared as a whole by _fails
    outcome = Outcome(expected.outcome)
    if not expected.place:
        mark = fold(verdicts) is outcome
        return mark and (not expected.reason or any(v.reason == expected.reason for v in verdicts))
    return any(
        v.outcome is outcome and v.place.key == expected.place and expected.reason in ("", v.reason)
        for v in verdicts
    )


def _findings(case: Case, report: Report) -> list[str]:
    findings = [f for f in report.findings if f.code == case.code]
    found = []
    for finding in findings:
        for lang in ("zh", "en"):
            sentence = Voice(lang, BOOK).sentence(finding)
            if not sentence or "{" in sentence:
                found.append(f"unfinished sentence {sentence!r}")
        if finding.caused_by != case.keys.get("caused_by"):
            found.append(f"caused by {finding.caused_by}")
        if case.keys.get("severity", finding.severity) != finding.severity:
            found.append(f"severity {finding.severity}")
    also = ", ".join(place.key for finding in findings for place in finding.also) or "none"
    if "also" in case.keys and case.keys["also"] not in (also, also.replace("F1.", "")):
        found.append(f"also at {also}")
    facts = dict(
        pair.split("=", 1) for pair in re.split(r",\s+", case.keys.get("facts", "")) if pair
    )
    if facts and not any(_same(facts, finding.facts) for finding in findings):
        found.append(f"facts are {[dict(finding.facts) for finding in findings]}")
    silent = [one.verdict for one in report.checked if one.code == case.code]
    spoken = [one.working for one in findings] or [one.working for one in silent]
    working, workings = case.keys.get("working"), ["\n".join(lines) for lines in spoken]
    if working and not any(
        w == "" if working == "none" else working in w.split("\n") for w in workings
    ):
        found.append(f"workings are {workings}")
    lines = ", ".join(str(len(one)) for one in spoken)
    if case.keys.get("lines", lines) != lines:
        found.append(f"lines are {lines}")
    return found


def _same(wanted: dict[str, str], facts: Any) -> bool:
    return all(key in facts and equal(facts[key], said) for key, said in wanted.items())


def equal(fact: Any, said: str) -> bool:
    """Whether a fact is what a case file says it is."""
    if isinstance(fact, bool):
        return said == str(fact).lower()
    if isinstance(fact, Decimal | int):
        try:
            return Decimal(said) == fact
        except InvalidOperation:
            return False
    return said == ("、".join(fact) if isinstance(fact, tuple) else str(fact))


def _short(verdicts: list[Verdict]) -> list[str]:
    return [f"{v.outcome} {v.place.key} {v.reason}".strip() for v in verdicts]
