"""What people have said of findings on real forms (cases/reviewed), and the findings of today.

A finding is known by its code and its fingerprint: rule, project and the printed text of the rows
it names. When a rule says something else of the same rows, or a row is read differently, the
finding is a new one, and somebody has to read it again. The files hold no text of the forms: the
reason is in the reviewer's words, and the project is named by the id of its typed form.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [path for path in (str(ROOT / "src"),) if path not in sys.path]

from jiheng.accept import fingerprint  # noqa: E402
from jiheng.across import check_across  # noqa: E402
from jiheng.check import check_bytes, with_sheets  # noqa: E402
from jiheng.cli.corpus_compare import best  # noqa: E402
from jiheng.cli.corpus_truth import load_truths  # noqa: E402
from jiheng.documents.writers.json import form_data  # noqa: E402
from jiheng.model.finding import Finding, Report, Severity  # noqa: E402
from jiheng.model.form import Document  # noqa: E402
from jiheng.policy import Book  # noqa: E402

SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
REVIEWED = ROOT / "cases" / "reviewed"
EXAMPLES = ("examples/shili-2023.txt",)  # the other files of examples/ are these four forms again
LOUD = (Severity.ERROR, Severity.WARNING)
WORDS = ("right", "wrong", "arguable")

COMPLETE, EXAMPLE, OTHER, BLANK = "complete", "examples", "other", "templates"
GROUPS = {
    COMPLETE: "complete typed forms",
    EXAMPLE: "examples",
    OTHER: "forms cut off or not typed",
    BLANK: "blank templates",
}


class Found(NamedTuple):
    """An error or a warning of today. ``form``: the typed form's id, or its number in the file."""

    group: str
    source: str
    form: str
    code: str
    place: str
    severity: Severity
    mark: str
    finding: Finding
    document: Document | None

    @property
    def key(self) -> tuple[str, str, str]:
        """By what a verdict is found."""
        return self.source, self.code, self.mark


class Opinion(NamedTuple):
    """One reviewed finding; ``again`` is the second reading's verdict, "" where there was none."""

    source: str
    code: str
    form: str
    place: str
    mark: str
    verdict: str
    why: str
    again: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """By what a finding is found."""
        return self.source, self.code, self.mark


class BadReview(Exception):
    """A review file that says something else than it may."""


def sources() -> dict[str, Path]:
    """Name in the review files to the file; only those that are there."""
    found = {name: ROOT / name for name in EXAMPLES}
    if CORPUS.is_dir():
        for folder in ("text", "pdf", "templates"):
            for path in sorted((CORPUS / folder).iterdir()):
                found[f"corpus/{folder}/{path.name}"] = path
        for path in sorted((SHARED / "seeds").glob("*.txt")):
            found[f"seeds/{path.name}"] = path
    return found


def typed() -> dict[str, list[dict[str, Any]]]:
    """The forms typed by hand, by source."""
    out: dict[str, list[dict[str, Any]]] = {}
    for one in load_truths(str(CORPUS / "truth")) if CORPUS.is_dir() else ():
        name = (CORPUS / one["source"]).resolve().relative_to(SHARED.resolve()).as_posix()
        out.setdefault(name, []).append(one)
    return out


def findings(book: Book) -> list[Found]:
    """Every error and warning on every source, those between the files of the corpus included."""
    paths = sources()
    reports = {name: check_bytes(path.read_bytes(), name, book) for name, path in paths.items()}
    real = {name: with_sheets(r, book) for name, r in reports.items() if name not in EXAMPLES}
    across = check_across([sheet for report in real.values() for sheet in report.sheets], book)
    for report in (*reports.values(), *across):
        if report.crashed:
            raise BadReview(f"{report.path}: {report.crashed[0]}")
    truths = typed()
    out: list[Found] = []
    for name, report in reports.items():
        others = [other for other in across if other.path == name]
        out += _of(name, [report, *others], report.document, truths.get(name, []))
    return out


def _of(
    name: str, reports: list[Report], document: Document | None, truths: list[dict[str, Any]]
) -> Iterator[Found]:
    ids = _ids(document, truths)
    for report in reports:
        for finding in report.findings:
            if finding.severity not in LOUD:
                continue
            form, complete = ids.get(finding.place.form, (f"form {finding.place.form}", False))
            if not finding.place.form and truths:
                complete = all(truth["complete"] for truth in truths)
            group = COMPLETE if complete else OTHER
            group = EXAMPLE if name in EXAMPLES else BLANK if "/templates/" in name else group
            mark = fingerprint(finding, document)
            yield Found(
                group,
                name,
                form if finding.place.form else "file",
                finding.code,
                finding.place.key,
                finding.severity,
                mark,
                finding,
                document,
            )


def _ids(document: Document | None, truths: list[dict[str, Any]]) -> dict[int, tuple[str, bool]]:
    """Number of a form in its file to the id of the typed form it is, and whether that is whole."""
    forms = document.forms if document else ()
    data: list[Mapping[str, Any]] = [form_data(form) for form in forms]
    met = best([*truths], data)
    return {
        forms[data.index(form)].index: (str(truth["id"]), bool(truth["complete"]))
        for truth, form in zip(truths, met, strict=True)
        if form is not None
    }


def opinions() -> dict[tuple[str, str, str], Opinion]:
    """All reviewed findings. Raises BadReview."""
    out: dict[tuple[str, str, str], Opinion] = {}
    for path in sorted(REVIEWED.glob("*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        for entry in data["findings"]:
            one = Opinion(data["source"], **{key: str(value) for key, value in entry.items()})
            if one.verdict not in WORDS or one.again not in ("", *WORDS) or not one.why:
                raise BadReview(f"{path.name}: {entry}")
            if one.key in out:
                raise BadReview(f"{path.name}: twice {entry}")
            out[one.key] = one
    return out
