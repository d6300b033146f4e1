"""Every rule has a page with its headings, a case file, a name that says it; none gets lost."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from generate import LOCK, LostRule, codes_lock
from house.tree import ROOT, SRC

from jiheng.policy import load
from jiheng.rules import Rule, every, registry

HEADINGS = ["What it does", "Why it matters", "Basis", "Example", "Instead"]
OPTIONAL = ["Known limits"]
RULES = every()


def faults(rule: Rule, file: Path) -> list[str]:
    """What is missing from the rule's module."""
    found = []
    headings = re.findall(r"(?m)^## (.+)$", rule.page)
    if headings not in (HEADINGS, HEADINGS + OPTIONAL):
        found.append(f"headings {headings}")
    if any(not body.strip() for body in re.split(r"(?m)^## .+$", rule.page)):
        found.append("an empty section, or no first line")
    if not file.name.startswith(f"{rule.code.lower()}_"):
        found.append(f"{file.name} does not begin with the code")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.slug):
        found.append(f"slug {rule.slug!r}")
    if not re.fullmatch(r"[A-Z]{3}\d{2}", rule.code):
        found.append(f"code {rule.code!r}")
    if not all((rule.zh, rule.en, rule.repair_zh, rule.repair_en, rule.title)):
        found.append("a sentence, repair or title is missing")
    basis = re.search(r"(?ms)^## Basis\n(.*?)(?=^## |\Z)", rule.page)
    unsaid = [key for key in rule.basis if not basis or not re.search(rf"\b{key}\b", basis[1])]
    if unsaid:
        found.append(f"Basis does not name {unsaid}")
    return found


@pytest.mark.parametrize("code", RULES)
def test_the_module_is_a_page(code: str) -> None:
    rule = RULES[code]
    file = sys.modules[rule.check.__module__].__file__
    assert file
    assert not faults(rule, Path(file))


def test_a_poor_module_is_seen() -> None:
    page = "## What it does\n\n## Example\ntext\n"
    rule = Rule("A1", "Bad Slug", "", RULES["ARI01"].severity, "", "", iter, page=page)
    assert len(faults(rule, Path("other.py"))) == 6


def test_every_rule_has_a_case_file_and_every_case_file_a_rule() -> None:
    cases = {path.stem for path in (ROOT / "cases" / "rules").glob("*.md")}
    assert cases == set(registry())
    tables = {path.stem for path in (ROOT / "cases" / "evidence").glob("EVI*.yaml")}
    assert tables == set(RULES) - set(registry())


def test_every_module_is_a_rule() -> None:
    rooms = [SRC / "rules" / room for room in ("form", "book", "evidence")]
    modules = {p.stem for room in rooms for p in room.glob("*.py") if p.name[0] != "_"}
    assert modules == {rule.check.__module__.rpartition(".")[2] for rule in RULES.values()}


def test_no_rule_is_lost() -> None:
    lines = (ROOT / LOCK).read_text("utf-8").splitlines()
    active = {line.split()[0] for line in lines if line.endswith(" active")}
    assert active == set(RULES)


def test_a_lost_rule_is_refused_and_a_retired_one_kept() -> None:
    before = codes_lock(RULES, "")
    fewer = dict(RULES)
    del fewer["ARI01"]
    with pytest.raises(LostRule, match="ARI01"):
        codes_lock(fewer, before)
    line = next(line for line in before.splitlines() if line.startswith("ARI01 "))
    retired = before.replace(line, line.replace(" active", " retired"))
    assert codes_lock(fewer, retired) == retired


def test_only_verified_statutes_are_cited() -> None:
    statutes = load().topics.get("statutes") or {}
    unknown = {key for rule in RULES.values() for key in rule.basis} - set(statutes)
    assert not unknown
    named = set().union(*(re.findall("《(.+?)》", rule.page) for rule in RULES.values()))
    verified = {s["title"].strip("《》") for s in statutes.values() if s.get("verified")}
    assert named <= verified
