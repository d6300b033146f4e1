"""What several commands need: the book, one file read, the view of the terminal."""

from __future__ import annotations

import sys

from .console import columns, wants_colour, wide_signs
from .output import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from ..model.form import Document
    from ..model.refusal import Refusal
    from ..policy import Book


def open_book(options: Namespace) -> Book:
    """The policy of ``--profile``: an unknown name raises Misuse, a file that is wrong Refusal."""
    from ..policy import is_file, load

    name = options.profile
    try:
        book = load(name) if name else load()
    except KeyError:
        from ..policy.store import topics
        from .misuse import unknown
        from .parser import Misuse

        kind = "口径" if options.lang == "zh" else "profile"
        raise Misuse(unknown(kind, name, topics()["profiles"], options.lang)) from None
    if is_file(book.profile):
        from .own_profile import check_codes

        check_codes(book)
    return book


def view_of(options: Namespace, book: Book, *, to_file: bool = False, skipped: int = 0) -> View:
    """How to print, by the options and the terminal."""
    from ..rules.say import Voice

    out = sys.stdout
    return View(
        Voice(options.lang, book),
        not to_file and wants_colour(out, options.no_color),
        columns(out),
        not to_file and wide_signs(out),
        getattr(options, "verbose", False),
        getattr(options, "quiet", False),
        skipped,
        bool(getattr(options, "baseline", "")),
    )


def read_one(options: Namespace, book: Book) -> tuple[bytes, Document]:
    """The one file a command is about. Refusal where it cannot be read or holds no form."""
    from ..documents import read
    from .files import load

    data = load(needed(options.file, options.lang), book)
    document = read(data, options.file, book)
    if not document.forms:
        raise no_form(options.file)
    return data, document


def needed(path: str | None, lang: str) -> str:
    """The file argument; Misuse where it was left out."""
    from .parser import Misuse

    if path:
        return path
    raise Misuse("请写上要看的文件" if lang == "zh" else "name a file")


def no_form(path: str) -> Refusal:
    """A readable file in which nobody recognises a performance form."""
    from ..model.refusal import Refusal

    return Refusal(
        path,
        "里面没有认出绩效目标表或自评表",
        "请核对是不是这份文件；若表在图片里，请改用 Word 或文本版",
        problem_en="no performance form was recognised in it",
        remedy_en="Check the file; if the form is a picture in it, use the Word or text version",
    )


def journal_of(options: Namespace) -> str:
    """Where the journal of --resume stands; "" where none is kept."""
    if options.journal:
        return str(options.journal)
    if not options.resume:
        return ""
    if options.output:
        return f"{options.output}.journal"
    from .parser import Misuse

    zh = "--resume 要配合 -o 写明结果文件，或用 --journal 写明续跑记录放在哪里"
    en = "--resume needs -o with the result file, or --journal with a place for the journal"
    raise Misuse(zh if options.lang == "zh" else en)


def spared(options: Namespace, *more: str) -> Callable[[str], bool] | None:
    """Says of a file in a folder whether it is ours, the result or on the way to it."""
    results = [path for path in (options.output, *more) if path]
    if not results:
        return None
    from .ours import spared as ours

    return ours(results, options.paths, options.lang)
