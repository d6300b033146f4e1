"""``jiheng convert``: forms in, one file of data out, one row an indicator."""

from __future__ import annotations

import os
from os.path import normcase, realpath, splitext

from ..model.refusal import Refusal
from .common import no_form, open_book
from .console import complain
from .files import STDIN, Found, find, load
from .parser import Misuse
from .progress import Progress
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from ..model.form import Document
    from ..policy import Book

    Writer = Callable[[Sequence[Document], str], str | bytes]

KINDS = ("json", "xlsx", "csv", "md")
_MODULES = {
    "json": "convert_json",
    "xlsx": "convert_xlsx",
    "csv": "convert_csv",
    "md": "convert_markdown",
}


def run(options: Namespace) -> int:
    """Convert everything named; 2 where a file could not be read (the others are written)."""
    lang = options.lang
    write = _writer(options.output, lang)
    if not options.paths:
        zh = "请写上要转换的文件或文件夹，例如：jiheng convert 目标表.docx -o 目标表.xlsx"
        en = "name the files or folders to convert: jiheng convert form.docx -o form.xlsx"
        raise Misuse(zh if lang == "zh" else en)
    book = open_book(options)
    found = find(options.paths)
    _spare_output(found, options)
    with Sink(options.output, utf8=True) as sink:
        documents, failed = _read(found, book, options)
        if not documents:
            raise _nothing(options.output)
        sink.write(write(documents, lang))
    if not options.quiet:
        print(_done(options.output, documents, lang))
    return 2 if failed else 0


def _writer(output: str, lang: str) -> Writer:
    """The writer that the output's ending asks for; only its own module is imported."""
    kind = splitext(output)[1].lower().lstrip(".")
    if kind not in KINDS:
        ends = " ".join(f".{name}" for name in KINDS)
        zh = f"请用 -o 写明结果文件，格式由文件名结尾决定：{ends}"
        en = f"name the result with -o; its ending says the format: {ends}"
        raise Misuse(zh if lang == "zh" else en)
    from importlib import import_module

    made: Writer = import_module(f"{__package__}.{_MODULES[kind]}").write
    return made


def _spare_output(found: Found, options: Namespace) -> None:
    """The result is not its own source: named so it is a mistake, in a folder it is left out."""

    def same(path: str) -> bool:
        return path != STDIN and normcase(realpath(path)) == target

    target = normcase(realpath(options.output))
    if any(same(name) for name in options.paths):
        zh = f"{options.output} 既是要读的文件又是结果文件；请给结果另取一个名字"
        en = f"{options.output} is both a source and the result; give the result another name"
        raise Misuse(zh if options.lang == "zh" else en)
    found.paths = [path for path in found.paths if not same(path)]


def _read(found: Found, book: Book, options: Namespace) -> tuple[list[Document], bool]:
    """The documents with a form, and whether something could not be read."""
    from ..documents import read

    documents: list[Document] = []
    errors = list(found.errors)
    progress = Progress(len(found.paths), options.lang, options.quiet)
    try:
        for path in found.paths:
            rows = 0
            try:
                data = load(path, book)
                progress.begin(path, len(data))
                document = read(data, path, book)
                if not document.forms:
                    raise no_form(path)
                documents.append(document)
                rows = sum(len(form.indicators) for form in document.forms)
            except Refusal as refusal:
                errors.append(refusal)
            progress.end(rows)
    finally:
        progress.clear()
    for error in errors:
        complain(error.sentence(options.lang))
    return documents, bool(errors)


def _nothing(output: str) -> Refusal:
    return Refusal(
        output,
        "没有写出：所给文件里没有一张读得出的绩效表",
        "请先用 jiheng doctor 看看文件读到了哪一步",
        problem_en="not written: no form could be read from the files named",
        remedy_en="See with jiheng doctor how far the file was read",
    )


def _done(output: str, documents: Sequence[Document], lang: str) -> str:
    from .labels import count

    forms = [form for document in documents for form in document.forms]
    parts = (
        os.path.basename(output),
        count("files", len(documents), lang),
        count("forms", len(forms), lang),
        count("indicators", sum(len(form.indicators) for form in forms), lang),
    )
    return " · ".join(parts)
