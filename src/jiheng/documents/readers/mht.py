"""Single-file web pages (.mht, and what web systems call .doc or .xls) → Grid.

Word keeps everything in one page; Excel keeps a page for each sheet beside a page of frames. All
pages are read in order; what they show is the business of the HTML reader.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.record import replace
from ..encoding import decode
from ..grid import Cell, Grid, Line, Table
from ..limits import damaged
from .html import read as read_html

TYPE_CHECKING = False
if TYPE_CHECKING:
    from email.message import Message

    from ...model.place import Address

PAGES = 300
KINDS = ("text/html", "application/xhtml+xml")


def read(data: bytes, path: str) -> Grid:
    """The pages as lines and tables. Raises Refusal where it is damaged or too large."""
    blocks: list[Line | Table] = []
    notes: list[Note] = []
    tables = lines = 0
    for page, charset in _pages(data, path):
        grid = read_html(_declared(page, charset, path), path)
        blocks += [moved(block, tables, lines) for block in grid.blocks]
        notes += grid.notes
        tables += sum(1 for block in grid.blocks if isinstance(block, Table))
        lines += sum(1 for block in grid.blocks if isinstance(block, Line))
    return Grid("mht", tuple(blocks), tuple(notes))


def _pages(data: bytes, path: str) -> list[tuple[bytes, str]]:
    """The HTML parts with the charset their heads name. A page of frames holds nothing itself."""
    from email import message_from_bytes
    from email.errors import MessageError

    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        parts = [_content(part) for part in message.walk() if part.get_content_type() in KINDS]
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise damaged(path, "网页的各部分读不出来", "its parts cannot be read") from error
    pages = [part for part in parts if part[0].strip() and b"<frameset" not in part[0].lower()]
    if not pages:
        raise damaged(path, "单个文件网页（.mht）里没有网页", "it holds no web page")
    return pages[:PAGES]


def _content(part: Message) -> tuple[bytes, str]:
    content = part.get_payload(decode=True)
    charset = part.get_content_charset("")
    return (content if isinstance(content, bytes) else b""), charset or ""


def _declared(page: bytes, charset: str, path: str) -> bytes:
    """The page in UTF-8 where its part names a charset; its own declaration counts less."""
    if not charset:
        return page
    text, _ = decode(page, path, charset)
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def moved(block: Line | Table, tables: int, lines: int) -> Line | Table:
    """Tables and lines count through the whole file."""
    if isinstance(block, Line):
        at = _at(block.address, 0, lines)
        return Line(block.text, at, tuple(Note(n.kind, n.detail, at) for n in block.notes))
    if not tables:
        return block
    cells = []
    for cell in block.cells:
        at = _at(cell.address, tables, 0)
        notes = tuple(Note(n.kind, n.detail, at) for n in cell.notes)
        span = (cell.row, cell.column, cell.rowspan, cell.colspan)
        cells.append(Cell(cell.text, *span, at, notes))
    return Table(tuple(cells), _at(block.address, tables, 0), block.spans)


def _at(address: Address, tables: int, lines: int) -> Address:
    return replace(address, table=address.table + tables, line=address.line + lines)
