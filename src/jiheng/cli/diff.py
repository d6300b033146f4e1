"""``jiheng check --diff OLD NEW``: what changed in the forms, and which findings came or went."""

from __future__ import annotations

from ..compare import compare, counting
from ..model.finding import Severity
from ..model.record import record
from .check import words
from .common import no_form, open_book, view_of
from .console import complain
from .decided import Decided
from .files import load
from .output import View
from .parser import Misuse, one_of
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from ..compare import FormDiff
    from ..model.finding import Finding, Report
    from ..policy import Book

FORMATS = ("text", "json", "html")
LOUD = (Severity.ERROR, Severity.WARNING)


@record
class Diff:
    """Both reports and what lies between them, form by form."""

    old: Report
    new: Report
    forms: tuple[FormDiff, ...]

    @property
    def come(self) -> list[Finding]:
        """New errors and warnings: what an exit code speaks of."""
        return [f for one in self.forms for f in counting(one.come) if f.severity in LOUD]


def run(options: Namespace) -> int:
    """Compare two files; 1 where an error or warning came, 2 where one cannot be read."""
    lang = options.lang
    one_of("--format", options.format, FORMATS, lang)
    if len(options.paths) != 2:
        zh = "--diff 要写两份文件，先旧稿后新稿：jiheng check --diff 旧稿.docx 新稿.docx"
        en = "--diff takes two files, the old one first: jiheng check --diff OLD NEW"
        raise Misuse(zh if lang == "zh" else en)
    book = open_book(options)
    decided = Decided(options, options.paths, book.profile)
    old, new = (decided(_checked(path, options, book)) for path in options.paths)
    if old.error or new.error:
        for report in (old, new):
            if report.error:
                complain(report.error.sentence(lang))
        return 2
    diff = Diff(old, new, compare(old, new))
    view = view_of(options, book, to_file=bool(options.output))
    with Sink(options.output, utf8=options.format != "text") as sink:
        _writer(options.format)(diff, sink.write, view)
    if old.crashed or new.crashed:
        return 2
    return 1 if diff.come and not options.exit_zero else 0


def _checked(path: str, options: Namespace, book: Book) -> Report:
    """One file, all its findings. A file without a form is an error here too."""
    from ..check import check_bytes
    from ..model.record import replace

    report = check_bytes(
        load(path, book),
        path,
        book,
        select=words(options.select, options.lang),
        ignore=words(options.ignore, options.lang),
    )
    if report.error or (report.document and report.document.forms):
        return report
    return replace(report, error=no_form(path))


def _writer(name: str) -> Callable[[Diff, Callable[[str], object], View], None]:
    from importlib import import_module

    made: Callable[[Diff, Callable[[str], object], View], None]
    made = import_module(f"{__package__}.diff_{name}").write
    return made
