"""The reader of each kind of file, imported when one is met."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .grid import Grid


def _doc() -> Callable[[bytes, str], Grid]:
    from .readers.doc import read
    from .readers.office import mended

    return mended(read, "doc")


def _odt() -> Callable[[bytes, str], Grid]:
    from .readers.odt import read

    return read


def _docx() -> Callable[[bytes, str], Grid]:
    from .readers.docx import read

    return read


def _html() -> Callable[[bytes, str], Grid]:
    from .readers.html import read

    return read


def _text() -> Callable[[bytes, str], Grid]:
    from .readers.text import read

    return read


def _pdf() -> Callable[[bytes, str], Grid]:
    from .readers.pdf import read

    return read


def _xlsx() -> Callable[[bytes, str], Grid]:
    from .readers.xlsx import read

    return read


def _xls() -> Callable[[bytes, str], Grid]:
    from .readers.office import mended
    from .readers.xls import read

    return mended(read, "xls")


def _ods() -> Callable[[bytes, str], Grid]:
    from .readers.ods import read

    return read


def _wordml() -> Callable[[bytes, str], Grid]:
    from .readers.wordml import read

    return read


def _flat_odf() -> Callable[[bytes, str], Grid]:
    from .readers.wordml import read_flat_odf

    return read_flat_odf


def _sheet_xml() -> Callable[[bytes, str], Grid]:
    from .readers.sheet_xml import read

    return read


def _mht() -> Callable[[bytes, str], Grid]:
    from .readers.mht import read

    return read


def _rtf() -> Callable[[bytes, str], Grid]:
    from .readers.rtf import read

    return read


def _image() -> Callable[[bytes, str], Grid]:
    from .readers.ocr import read

    return read


def _xlsb() -> Callable[[bytes, str], Grid]:
    from .readers.office import read_old

    what = ("二进制 Excel（.xlsb）", "a binary Excel workbook (.xlsb)")
    return lambda data, path: read_old(data, "xlsb", path, what)


READERS: dict[str, Callable[[], Callable[[bytes, str], Grid]]] = {
    "image": _image,
    "xlsb": _xlsb,
    "rtf": _rtf,
    "wordml": _wordml,
    "flat-odf": _flat_odf,
    "sheet-xml": _sheet_xml,
    "mht": _mht,
    "doc": _doc,
    "odt": _odt,
    "docx": _docx,
    "html": _html,
    "text": _text,
    "xlsx": _xlsx,
    "xls": _xls,
    "ods": _ods,
    "pdf": _pdf,
}
