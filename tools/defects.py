"""The defects that people named in published forms (cases/defects.yaml): does a finding name each?

A defect gives the file it stands in (a real form, or one rebuilt as a small made-up form under
cases/defects/), the place, and the rules any of which may name it. Where no rule can decide it,
``why`` says so. A trap is the opposite: something that looks like a defect and is none; its codes
must stay silent at its place.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from reviewed import ROOT, SHARED

from jiheng.check import check_bytes
from jiheng.model.finding import Report
from jiheng.policy import Book

LIST = ROOT / "cases" / "defects.yaml"


class Defect(NamedTuple):
    """One defect or trap. ``place``: a place key, "F1" or "" for anywhere in the form or file."""

    id: str
    named_in: str
    source: str
    what: str
    codes: tuple[str, ...] = ()
    place: str = ""
    why: str = ""
    severity: str = ""


class Result(NamedTuple):
    """What was looked for and what was found; real forms that are not here are left out."""

    defects: list[Defect]
    found: list[Defect]
    traps: list[Defect]
    noisy: list[tuple[Defect, str]]

    @property
    def decidable(self) -> list[Defect]:
        """Those that a rule of ours should name."""
        return [one for one in self.defects if one.codes]

    @property
    def missed(self) -> list[Defect]:
        """Those that a rule of ours should have named."""
        return [one for one in self.decidable if one not in self.found]


class BadDefect(Exception):
    """An entry that says too little, or names a file that is not there."""


def listed(kind: str) -> list[Defect]:
    """The ``defects`` or the ``traps`` of the list. Raises BadDefect."""
    out = []
    for entry in yaml.safe_load(LIST.read_text("utf-8"))[kind]:
        codes = tuple(entry.get("codes", "").split())
        one = Defect(**{**entry, "codes": codes})
        if not one.what or not (codes or one.why):
            raise BadDefect(f"{one.id}: names neither a rule nor why none can decide it")
        if where(one).is_file() or (one.source.startswith(("corpus/", "seeds/")) and not here()):
            out.append(one)
        else:
            raise BadDefect(f"{one.id}: {one.source} is not there")
    return [one for one in out if where(one).is_file()]


def here() -> bool:
    """Whether the real forms are beside the clone."""
    return (SHARED / "corpus").is_dir()


def where(one: Defect) -> Path:
    """The file of an entry."""
    base = SHARED if one.source.startswith(("corpus/", "seeds/")) else ROOT
    return base / one.source


def measure(book: Book) -> Result:
    """Check every file of the list once and look for each entry."""
    defects, traps = listed("defects"), listed("traps")

    @cache
    def report(path: Path) -> Report:
        return check_bytes(path.read_bytes(), path.name, book)

    found = [one for one in defects if names(report(where(one)), one)]
    noisy = [(one, code) for one in traps for code in names(report(where(one)), one)]
    return Result(defects, found, traps, noisy)


def names(report: Report, one: Defect) -> list[str]:
    """The codes of the entry that name its place."""
    here = re.compile(rf"{re.escape(one.place)}(?![\w])")
    out = []
    for finding in report.findings:
        keys = [place.key for place in (finding.place, *finding.also)]
        if one.severity and finding.severity.value not in one.severity.split():
            continue
        if finding.code in one.codes and any(here.match(key) for key in keys):
            out.append(finding.code)
    return out
