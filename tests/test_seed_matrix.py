"""The four county forms against the matrix: every rule fires where it must, and only there.

Run on the real file, where it lies beside the clone, and on examples/shili-2023.txt, our own forms
with the same figures.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, shared
from rulecases import BOOK, RULES, equal

from jiheng.check import check_bytes, fold
from jiheng.model.finding import Outcome, Report, Severity

MATRIX = yaml.safe_load((ROOT / "cases" / "seed_matrix.yaml").read_text("utf-8"))
MARKS = {**MATRIX["marks"], **MATRIX["own"]}
FORMS = (1, 2, 3, 4)
CLASSES = {"✗": "fires", "!": "fires", "?": "?", "✓": "silent", "n/a": "silent"}
FILES = ("real", "example")


@cache
def report(which: str) -> Report:
    """The check of one of the two files; a loud skip where the real one is absent."""
    path = _path(which)
    return check_bytes(path.read_bytes(), path.name, BOOK)


def _path(which: str) -> Path:
    if which == "real":
        return shared("seeds", "hengdong-2023.txt")
    return ROOT / "examples" / "shili-2023.txt"


def seen(which: str, code: str) -> list[str]:
    """What a rule says of each form: fires, ? or silent. A file's finding counts on its forms."""
    verdicts = [c.verdict for c in report(which).checked if c.code == code]
    out = []
    for form in FORMS:
        here = [v for v in verdicts if any(p.form == form for p in (v.place, *v.also))]
        mark = fold(here)
        out.append(
            "fires" if mark is Outcome.FAIL else "?" if mark is Outcome.INSUFFICIENT else "silent"
        )
    return out


def wanted(code: str) -> list[str]:
    """The matrix row in classes."""
    if code in MATRIX["insufficient"]:
        return ["?"] * 4
    if code not in MARKS:
        return ["silent"] * 4
    return [CLASSES[mark] for mark in MARKS[code]["marks"].split()]


def comparable(which: str, code: str) -> bool:
    """Written already, and not dependent on how the example was exported."""
    return code in RULES and not (which == "example" and RULES[code].source_dependent)


def test_the_matrix_is_whole() -> None:
    marks = {code: row["marks"].split() for code, row in MATRIX["marks"].items()}
    assert len(marks) == 63
    assert all(len(row) == 4 and set(row) <= set(CLASSES) for row in marks.values())
    assert [sum(row[n] == "✗" for row in marks.values()) for n in range(4)] == [29, 25, 36, 35]
    slugs = {code: RULES[code].slug for code in MARKS if code in RULES}
    assert slugs == {code: MARKS[code]["slug"] for code in slugs}


@pytest.mark.parametrize("which", FILES)
def test_nothing_breaks(which: str) -> None:
    assert not report(which).error
    assert not report(which).crashed
    document = report(which).document
    assert document
    assert [len(form.indicators) for form in document.forms] == [6, 6, 19, 20]


@pytest.mark.parametrize(
    ("which", "code"), [(w, c) for w in FILES for c in RULES if comparable(w, c)]
)
def test_a_rule_agrees_with_its_row(which: str, code: str) -> None:
    assert seen(which, code) == wanted(code)


@pytest.mark.parametrize("which", FILES)
def test_the_errors_are_these(which: str) -> None:
    expected = {key: root for key, root in MATRIX["errors"].items() if key[:5] in RULES}
    found = {
        f"{f.code}@F{f.place.form}": (f.caused_by or "").partition("@")[0]
        for f in report(which).findings
        if f.severity is Severity.ERROR
    }
    assert found == expected


@pytest.mark.parametrize(
    ("which", "row"),
    [(w, r) for w in FILES for r in MATRIX["findings"] if comparable(w, r["code"])],
    ids=lambda part: part if isinstance(part, str) else f"{part['code']}@{part['at']}",
)
def test_a_finding_says_where_and_how_much(row: dict[str, Any], which: str) -> None:
    code, at = row["code"], row["at"]
    found = [f for f in report(which).findings if f.code == code and f.place.key == at]
    assert len(found) == 1
    assert [place.key for place in found[0].also] == row["also"].split()
    wrong = {
        k: found[0].facts.get(k)
        for k, v in row["facts"].items()
        if not equal(found[0].facts.get(k), v)
    }
    assert not wrong


@pytest.mark.parametrize("which", FILES)
@pytest.mark.parametrize("fact", MATRIX["closes"])
def test_what_closes_is_shown_as_closed(fact: str, which: str) -> None:
    code, _, at = fact.partition("@")
    here = [
        c.verdict for c in report(which).checked if c.code == code and c.verdict.place.key == at
    ]
    assert {verdict.outcome for verdict in here} == {Outcome.PASS}
    assert any(verdict.working for verdict in here)


@pytest.mark.parametrize("which", FILES)
def test_one_mistake_is_one_finding(which: str) -> None:
    """The 4.68 of F1 and the 36771 of F4 are counted once, at their roots."""
    loud = {f"{f.code}@F{f.place.form}" for f in report(which).findings if not f.caused_by}
    assert not loud & {key for key, root in MATRIX["errors"].items() if root}


def test_no_contact_is_repeated() -> None:
    """PUB01 says that there is a name and a number, never which."""
    document = report("real").document
    assert document
    private = {form.text(key) for form in document.forms for key in ("preparer", "phone")}
    assert len(private) >= 3
    for checked in report("real").checked:
        verdict = checked.verdict
        places = [(p.name, p.raw) for p in (verdict.place, *verdict.also)]
        said = repr((dict(verdict.facts), places, verdict.working))
        assert not any(word in said for word in private), checked.code
