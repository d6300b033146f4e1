"""What a folder run does with each file: read it and, where asked, run the rules."""

from __future__ import annotations

from ..check import check_bytes, read_bytes, with_sheets
from ..model.digest import sha256_hex
from ..model.finding import Report
from ..model.record import record
from ..model.refusal import Refusal
from .files import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..policy import Book


@record
class Job:
    """``rules`` False: the forms are only read. ``keep``: each result is packed for the journal.

    ``together``: the files of the run are compared with each other at its end.
    """

    book: Book
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: bool = True
    keep: bool = False
    together: bool = False

    def do(self, path: str, data: bytes | None = None) -> Done:
        """One file; ``data`` where somebody has read it already."""
        try:
            data = load(path, self.book) if data is None else data
        except Refusal as refusal:
            return Done(Report(path, error=refusal))
        if self.rules:
            report = check_bytes(data, path, self.book, select=self.select, ignore=self.ignore)
            report = with_sheets(report, self.book, self.select) if self.together else report
        else:
            report = read_bytes(data, path, self.book)
        if not self.keep:
            return Done(report)
        from .records import packed

        return Done(report, sha256_hex(data), packed(report))


@record
class Done:
    """A file's report; for the journal the SHA-256 of what was read, and the report packed."""

    report: Report
    content: str = ""
    packed: str = ""
    again: bool = False
    """Taken from the journal, not read in this run."""

    @property
    def rows(self) -> int:
        """The indicators found."""
        document = self.report.document
        return sum(len(form.indicators) for form in document.forms) if document else 0
