"""``jiheng check``: files in, findings out."""

from __future__ import annotations

from ..check import check_bytes, exit_code
from ..model.finding import Report
from ..model.record import replace
from ..model.refusal import Refusal
from ..rules import registry
from .common import no_form, open_book, view_of
from .console import complain
from .files import STDIN, Found, find, load
from .output import FORMATS, make
from .parser import Misuse, one_of
from .progress import Progress
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from ..policy import Book

MANY = 12  # files from which starting processes pays


def run(options: Namespace) -> int:
    """Check everything named; the exit code is the worst of the files."""
    one_of("--format", options.format, FORMATS, options.lang)
    book = open_book(options)
    select, ignore = _words(options.select, options.lang), _words(options.ignore, options.lang)
    if not options.paths:
        raise Misuse(_what(options.lang))
    found = find(options.paths)
    view = view_of(options, book, to_file=bool(options.output), skipped=found.skipped)
    progress = Progress(len(found.paths), options.lang, options.quiet)
    worst = 0
    try:
        with Sink(options.output, utf8=options.format != "text") as sink:
            output = make(options.format, sink.write, view)
            output.begin()
            checked = _checked(found, book, select, ignore, progress)
            for report in _finished(checked, found, progress):
                worst = max(worst, exit_code((report,)))
                progress.clear()
                _tell(report, options)
                output.report(report)
            output.end()
    finally:
        progress.clear()
    return 0 if worst == 1 and options.exit_zero else worst


def _words(values: list[str], lang: str) -> tuple[str, ...]:
    """The rules named by --select or --ignore."""
    if not values:
        return ()
    from .misuse import rule_words

    return rule_words(values, registry(), lang)


def _finished(checked: Iterator[Report], found: Found, progress: Progress) -> Iterator[Report]:
    """The reports of the files, counted, and one for each name that led to no file."""
    for report in checked:
        forms = report.document.forms if report.document else ()
        progress.end(sum(len(form.indicators) for form in forms))
        yield report if forms or report.error else replace(report, error=no_form(report.path))
    for error in found.errors:
        yield Report(error.file, error=error)


def _checked(
    found: Found,
    book: Book,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    progress: Progress,
) -> Iterator[Report]:
    """Few files here and now; many of them on all cores."""
    if len(found.paths) >= MANY and STDIN not in found.paths:
        from .workers import reports

        for path, report in zip(
            found.paths, reports(found.paths, book, select, ignore), strict=True
        ):
            progress.begin(path, 0)
            yield report
        return
    for path in found.paths:
        try:
            data = load(path, book)
        except Refusal as refusal:
            yield Report(path, error=refusal)
            continue
        progress.begin(path, len(data))
        yield check_bytes(data, path, book, select=select, ignore=ignore)


def _tell(report: Report, options: Namespace) -> None:
    """Where the report itself goes elsewhere, say on standard error what could not be done."""
    if report.error and (options.output or options.format != "text"):
        complain(report.error.sentence(options.lang))


def _what(lang: str) -> str:
    if lang == "zh":
        return "请写上要核对的文件或文件夹，例如：jiheng check 目标表.docx"
    return "name the files or folders to check, for instance: jiheng check form.docx"
