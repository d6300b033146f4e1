"""``jiheng convert``: forms in, one file of data out, one row an indicator."""

from __future__ import annotations

import os
from os.path import splitext

from ..model.refusal import Refusal
from .batch import run as batch
from .common import journal_of, no_form, open_book, spared
from .console import complain
from .files import Found, find
from .jobs import Job
from .labels import count
from .parser import Misuse
from .progress import Progress
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator

    from ..model.finding import Report
    from ..model.form import Document
    from .journal import Journal

    Writer = Callable[[Iterable[Document], str], Iterator[str | bytes]]

KINDS = ("json", "xlsx", "csv", "md")
_MODULES = {"json": "json", "xlsx": "xlsx", "csv": "csv", "md": "markdown"}


def run(options: Namespace) -> int:
    """Convert everything named; 2 where a file could not be read (the others are written)."""
    lang = options.lang
    write = _writer(options.output, lang)
    if not options.paths:
        zh = "请写上要转换的文件或文件夹，例如：jiheng convert 目标表.docx -o 目标表.xlsx"
        en = "name the files or folders to convert: jiheng convert form.docx -o form.xlsx"
        raise Misuse(zh if lang == "zh" else en)
    journal = journal_of(options)
    job = Job(open_book(options), rules=False, keep=bool(journal))
    found = find(options.paths, spared(options, journal))
    if not journal:
        return _convert(found, job, write, options, None)
    from .resume import opened

    with opened(journal, job, lang) as kept:
        return _convert(found, kept.job, write, options, kept)


def _convert(
    found: Found, job: Job, write: Writer, options: Namespace, journal: Journal | None
) -> int:
    progress = Progress(len(found.paths), options.lang, options.quiet)
    taken = _Taken(progress, options.lang)
    try:
        with Sink(options.output, utf8=True) as sink:
            if journal:
                journal.begin(sink.part)
            reports = batch(found.paths, job, progress, journal)
            for piece in write(taken.documents(reports), options.lang):
                sink.write(piece)
            for error in found.errors:
                taken.refuse(error)
            if not taken.files:
                raise _nothing(options.output)
    finally:
        progress.clear()
    if not options.quiet:
        print(taken.said(options.output))
    return 2 if taken.failed else 0


class _Taken:
    """What was read, counted on its way to the writer, and what could not be."""

    def __init__(self, progress: Progress, lang: str) -> None:
        self.progress, self.lang = progress, lang
        self.files = self.forms = self.rows = 0
        self.failed = False

    def documents(self, reports: Iterator[Report]) -> Iterator[Document]:
        """The documents with a form; the other files are named on standard error."""
        for report in reports:
            document = report.document
            if document is None or not document.forms:
                self.refuse(report.error or no_form(report.path))
                continue
            self.files += 1
            self.forms += len(document.forms)
            self.rows += sum(len(form.indicators) for form in document.forms)
            yield document

    def refuse(self, error: Refusal) -> None:
        """Say why a file is missing in the result."""
        self.failed = True
        self.progress.clear()
        complain(error.sentence(self.lang))

    def said(self, output: str) -> str:
        """ "表.xlsx · 3 个文件 · 12 张表 · 340 项指标"."""
        counts = {"files": self.files, "forms": self.forms, "indicators": self.rows}
        counted = (count(key, number, self.lang) for key, number in counts.items())
        return " · ".join((os.path.basename(output), *counted))


def _writer(output: str, lang: str) -> Writer:
    """The writer that the output's ending asks for; only its own module is imported."""
    kind = splitext(output)[1].lower().lstrip(".")
    if kind not in KINDS:
        ends = " ".join(f".{name}" for name in KINDS)
        zh = f"请用 -o 写明结果文件，格式由文件名结尾决定：{ends}"
        en = f"name the result with -o; its ending says the format: {ends}"
        raise Misuse(zh if lang == "zh" else en)
    from importlib import import_module

    made: Writer = import_module(f"..documents.writers.table_{_MODULES[kind]}", __package__).write
    return made


def _nothing(output: str) -> Refusal:
    return Refusal(
        output,
        "没有写出：所给文件里没有一张读得出的绩效表",
        "请先用 jiheng doctor 看看文件读到了哪一步",
        problem_en="not written: no form could be read from the files named",
        remedy_en="See with jiheng doctor how far the file was read",
    )
