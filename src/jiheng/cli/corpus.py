"""``jiheng corpus``: how well forms are read, measured against forms typed by hand."""

from __future__ import annotations

import os

from ..model.record import record
from .batch import run as batch
from .common import open_book, view_of
from .corpus_compare import Compared, best, compare
from .corpus_truth import load_truths
from .files import find
from .jobs import Job
from .parser import Misuse, one_of
from .progress import Progress
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any

    from ..model.finding import Report
    from ..policy import Book

FORMATS = ("text", "md", "json")


@record
class Result:
    """One typed form. ``format`` and ``layout`` are "" where no form was read for it."""

    id: str
    source: str
    complete: bool
    compared: Compared
    format: str = ""
    layout: str = ""
    error: str = ""


@record
class Loose:
    """A file that no typed form names: only what was read from it."""

    path: str
    format: str = ""
    forms: int = 0
    blank: int = 0
    rows: int = 0
    layouts: tuple[str, ...] = ()
    error: str = ""


@record
class Measured:
    """A corpus: its typed forms, and the files without one."""

    results: tuple[Result, ...]
    loose: tuple[Loose, ...] = ()


def run(options: Namespace) -> int:
    """Measure; 0: all the same; 1: something differs; 2: a source cannot be read."""
    one_of("--format", options.format, FORMATS, options.lang)
    for name, value in (("FOLDER", options.folder), ("--truth", options.truth)):
        if not value:
            said = f"请写上 {name}" if options.lang == "zh" else f"{name} is needed"
            raise Misuse(f"{said}: jiheng corpus FOLDER --truth FOLDER")
    book = open_book(options)
    progress = Progress(0, options.lang)
    try:
        measured = measure(options.folder, options.truth, book, options.lang, progress)
    finally:
        progress.clear()
    with Sink(options.output, utf8=options.format != "text") as sink:
        if options.format == "json":
            from .corpus_json import write
            from .jsonout import encode

            sink.write(encode(write(measured)) + "\n")
        elif options.format == "md":
            from .corpus_markdown import page

            sink.write(page(measured))
        else:
            from .corpus_text import draw

            draw(measured, sink.write, view_of(options, book, to_file=bool(options.output)))
    if any(result.error for result in measured.results):
        return 2
    return int(any(result.compared.differences for result in measured.results))


def measure(
    folder: str, truth: str, book: Book, lang: str = "zh", progress: Progress | None = None
) -> Measured:
    """Read every source once and compare. Refusal where the truth itself cannot be used."""
    typed: dict[str, list[dict[str, Any]]] = {}
    for one in load_truths(truth):
        typed.setdefault(os.path.normpath(os.path.join(folder, one["source"])), []).append(one)
    sources = {os.path.normcase(os.path.realpath(path)) for path in typed}
    paths = [
        *typed,
        *(
            path
            for path in find([folder]).paths
            if os.path.normcase(os.path.realpath(path)) not in sources
        ),
    ]
    progress = progress or Progress(0, quiet=True)
    progress.files = len(paths)
    results: list[Result] = []
    loose: list[Loose] = []
    for report in batch(paths, Job(book, rules=False), progress):
        if report.path in typed:
            results += _file(report, typed[report.path], lang)
        else:
            loose.append(_loose(report, folder, lang))
    return Measured(tuple(sorted(results, key=lambda result: result.id)), tuple(loose))


def _file(report: Report, truths: list[dict[str, Any]], lang: str) -> list[Result]:
    """The typed forms of one source."""
    from ..documents.writers.json import form_data

    document = report.document
    forms = [form_data(form) for form in document.forms] if document else []
    return [
        Result(
            one["id"],
            one["source"],
            bool(one["complete"]),
            compare(one, form),
            document.format if document else "",
            form["layout"] if form else "",
            report.error.sentence(lang) if report.error else "",
        )
        for one, form in zip(truths, best(list(truths), list(forms)), strict=True)
    ]


def _loose(report: Report, folder: str, lang: str) -> Loose:
    name = os.path.relpath(report.path, folder).replace(os.sep, "/")
    document = report.document
    if document is None:
        return Loose(name, error=report.error.sentence(lang) if report.error else "")
    forms = document.forms
    return Loose(
        name,
        document.format,
        len(forms),
        sum(form.blank for form in forms),
        sum(len(form.indicators) for form in forms),
        tuple(sorted({form.layout for form in forms})),
    )
