"""``jiheng check``: files in, findings out."""

from __future__ import annotations

from ..check import exit_code
from ..model.finding import Report
from ..model.record import replace
from ..rules import registry
from .batch import run as batch
from .common import journal_of, no_form, open_book, spared, view_of
from .console import complain
from .decided import Decided
from .files import Found, find
from .jobs import Job
from .output import FORMATS, make
from .parser import Misuse, one_of
from .progress import Progress
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from ..model.finding import Sheet
    from .journal import Journal


def run(options: Namespace) -> int:
    """Check everything named; the exit code is the worst of the files."""
    one_of("--format", options.format, FORMATS, options.lang)
    if options.format == "xlsx" and not options.output:
        zh = "--format xlsx 要用 -o 写明结果文件，例如：-o 意见.xlsx"
        raise Misuse(zh if options.lang == "zh" else "--format xlsx needs -o with the result file")
    if options.diff or options.propose:
        return _other(options)
    book = open_book(options)
    select, ignore = words(options.select, options.lang), words(options.ignore, options.lang)
    if not options.paths:
        raise Misuse(_what(options.lang))
    journal = journal_of(options)
    found = find(options.paths, spared(options, journal, options.write_baseline, options.baseline))
    job = Job(book, select, ignore, keep=bool(journal), together=len(found.paths) > 1)
    if not journal:
        return _check(found, job, options, None)
    from .resume import opened

    with opened(journal, job, options.lang) as kept:
        return _check(found, kept.job, options, kept)


def _check(found: Found, job: Job, options: Namespace, journal: Journal | None) -> int:
    decided = Decided(options, found.paths, job.book.profile)
    view = view_of(options, job.book, to_file=bool(options.output), skipped=found.skipped)
    progress = Progress(len(found.paths), options.lang, options.quiet)
    worst = 0
    try:
        with Sink(options.output, utf8=options.format != "text") as sink:
            if journal:
                journal.begin(sink.part)
            output = make(options.format, sink.write, view)
            output.begin()
            for report in _finished(batch(found.paths, job, progress, journal), found, job):
                report = decided(report)
                worst = max(worst, exit_code((report,)))
                progress.clear()
                _tell(report, options)
                output.report(report)
            output.total.fixed = decided.fixed
            output.end()
    finally:
        progress.clear()
    decided.end(options.lang)
    return 0 if worst == 1 and options.exit_zero else worst


def _other(options: Namespace) -> int:
    """What a check does besides checking files one by one: compare two, or write a marked copy."""
    from importlib import import_module

    if options.diff and options.propose:
        zh, en = "--diff 和 --propose 不能一起用", "--diff and --propose exclude each other"
        raise Misuse(zh if options.lang == "zh" else en)
    for name in ("baseline", "write_baseline", "journal", "resume"):
        if getattr(options, name):
            option = f"--{name.replace('_', '-')}"
            other = "--diff" if options.diff else "--propose"
            zh, en = f"{option} 不能和 {other} 一起用", f"{option} and {other} exclude each other"
            raise Misuse(zh if options.lang == "zh" else en)
    name = "diff" if options.diff else "propose"
    code: int = import_module(f"{__package__}.{name}").run(options)
    return code


def words(values: list[str], lang: str) -> tuple[str, ...]:
    """The rules named by --select or --ignore."""
    if not values:
        return ()
    from .misuse import rule_words

    return rule_words(values, registry(), lang)


def _finished(checked: Iterator[Report], found: Found, job: Job) -> Iterator[Report]:
    """The reports of the files, one for each name that led to no file, and what only all show."""
    sheets: list[Sheet] = []
    for report in checked:
        if job.together and report.sheets:
            from ..across import kept

            sheets += map(kept, report.sheets)
        forms = report.document.forms if report.document else ()
        yield report if forms or report.error else replace(report, error=no_form(report.path))
    for error in found.errors:
        yield Report(error.file, error=error)
    if job.together:
        from ..across import check_across

        yield from check_across(sheets, job.book, select=job.select, ignore=job.ignore)


def _tell(report: Report, options: Namespace) -> None:
    """Where the report itself goes elsewhere, say on standard error what could not be done."""
    if report.error and (options.output or options.format != "text"):
        complain(report.error.sentence(options.lang))


def _what(lang: str) -> str:
    if lang == "zh":
        return "请写上要核对的文件或文件夹，例如：jiheng check 目标表.docx"
    return "name the files or folders to check, for instance: jiheng check form.docx"
