"""Which reader a file needs, by its content and never by its name.

``KINDS`` has one row a format: a new reader is one line in ``openers.READERS``.
"""

from __future__ import annotations

from ..model.refusal import Refusal
from .limits import check_size, check_text, open_zip, part
from .openers import READERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from zipfile import ZipFile

    from ..policy import Book
    from .grid import Grid

AS_DOCX = ("请用 Word 或 WPS 打开后另存为 .docx", "Open it in Word or WPS and save it as .docx")
COPY = (
    "请把表格复制到 Word 或 WPS 文字中，另存为 .docx",
    "Copy the table into Word or WPS Writer and save it as .docx",
)
EDITABLE = ("请提供原始的 .docx 文件", "Give the original .docx file")
UNPACK = ("请解压后检查里面的文件", "Unpack it and check the files inside")
REPACK = (
    "请解压后检查里面的文件，或改存为 .zip 再试",
    "Unpack it and check the files inside, or save them as a .zip",
)
UNLOCK = (
    "请用密码打开，取消密码保护后另存再检查",
    "Open it with its password, remove the protection, save and try again",
)

KINDS: dict[str, tuple[str, str, tuple[str, str]]] = {
    # kind: what it is in Chinese, in English, what to do where there is no reader
    "encrypted": ("加密的文件", "an encrypted file", UNLOCK),
    "doc": ("旧版 Word（.doc/.wps）文件", "an old Word (.doc/.wps) file", AS_DOCX),
    "xls": ("旧版 Excel（.xls/.et）文件", "an old Excel (.xls/.et) file", COPY),
    "xlsx": ("Excel（.xlsx）文件", "an Excel (.xlsx) file", COPY),
    "xlsb": ("二进制 Excel（.xlsb）文件", "a binary Excel (.xlsb) file", COPY),
    "ppt": ("演示文稿", "a presentation", COPY),
    "ole": ("旧版 Office 文件", "an old Office file", AS_DOCX),
    "pdf": ("PDF 文件", "a PDF file", EDITABLE),
    "ofd": ("OFD 版式文件", "an OFD file", EDITABLE),
    "rtf": ("RTF 文件", "an RTF file", AS_DOCX),
    "odt": ("OpenDocument 文字（.odt）文件", "an OpenDocument text (.odt) file", AS_DOCX),
    "ods": ("OpenDocument 表格（.ods）文件", "an OpenDocument spreadsheet (.ods) file", COPY),
    "wordml": ("Word XML 文件", "a Word XML file", AS_DOCX),
    "mht": ("单个文件网页（.mht）", "a single-file web page (.mht)", AS_DOCX),
    "image": ("图片", "an image", EDITABLE),
    "archive": ("压缩包", "an archive", UNPACK),
    "rar": ("RAR 压缩包", "a RAR archive", REPACK),
    "7z": ("7z 压缩包", "a 7z archive", REPACK),
    "cab": ("CAB 压缩包", "a CAB archive", REPACK),
    "zstd": ("Zstandard 压缩包", "a Zstandard archive", REPACK),
    "program": ("程序文件", "a program", EDITABLE),
}

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x7fELF", "program"),
)
UNPACKED = ("zip", "tar", "gzip", "bzip2", "xz")
"""Archives that are looked into, where they are named by their path (documents/archives)."""
CLOSED = ("rar", "7z", "cab", "zstd")
ARCHIVES = (
    *(".zip", ".tar", ".gz", ".tgz", ".bz2", ".tbz", ".tbz2", ".xz", ".txz"),
    *(".rar", ".7z", ".cab", ".zst"),
)
"""What a file in a folder or an archive is called to be looked into."""
MARK = "!/"  # between an archive and what is in it
TAR_BLOCK = 512

OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("Book\0", "xls"),  # Excel 5 and 95
)

ZIP_MEMBERS: tuple[tuple[str, str], ...] = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "ppt"),
    ("OFD.xml", "ofd"),
)
PARTS = (".xml", ".bin", ".rels")  # a folder "word/" with forms in it is no Word file

MARKUP = (b"<html", b"<body", b"<table", b"<!doctype html", b"<div", b"<p>", b"<p ", b"<meta")
HEAD = 65_536


def reader_for(data: bytes, path: str, book: Book) -> Callable[[bytes, str], Grid]:
    """The reader of this content. Raises Refusal for what is too big, empty or not read yet."""
    check_size(len(data), path, book)
    kind = kind_of(data, path)
    if kind == "text":
        check_text(data, path)
    reader = READERS.get(kind)
    if reader is None:
        zh, en, (remedy, remedy_en) = KINDS[kind]
        said = f" {zh}" if zh[0].isascii() else zh
        problem_en = f"this is {en}, which is not read yet"
        raise Refusal(
            path,
            f"这是{said}，目前不能直接读取",
            remedy,
            problem_en=problem_en,
            remedy_en=remedy_en,
        )
    return reader()


def kind_of(data: bytes, path: str) -> str:
    """The kind of the content: a key of READERS or KINDS. Raises Refusal where it is empty."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Refusal(
            path,
            "文件是空的",
            "请确认选对了文件",
            problem_en="the file is empty",
            remedy_en="Make sure it is the right file",
        )
    for start, kind in STARTS:
        if data.startswith(start):
            return _inside(kind, data, path)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:2] in (b"MZ", b"BM") and b"\0" in data[:64]:
        return "program" if data.startswith(b"MZ") else "image"
    if is_tar(data):
        return "archive"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    return _markup(data) or "text"


def archive_kind(head: bytes) -> str:
    """By the first bytes: one of UNPACKED or CLOSED, or "" (a Word file is a "zip" as well)."""
    for start, kind in STARTS:
        if kind in (*UNPACKED, *CLOSED) and head.startswith(start):
            return kind
    return "tar" if is_tar(head) else ""


def is_tar(head: bytes) -> bool:
    """By the check sum of the first header, which old tar files without "ustar" have as well."""
    block = head[:TAR_BLOCK]
    said = block[148:156].strip(b" \0")
    if len(block) < TAR_BLOCK or not said.isdigit() or not block[0] or b"8" in said or b"9" in said:
        return False
    return int(said, 8) == sum(block) - sum(block[148:156]) + 8 * ord(" ")


def _inside(kind: str, data: bytes, path: str) -> str:
    if kind == "ole":
        return _ole_kind(data)
    if kind == "zip":
        with open_zip(data, path) as archive:
            return zip_kind(archive, path)
    return "archive" if kind in UNPACKED else kind


def _ole_kind(data: bytes) -> str:
    """By the first known stream of the directory: what is embedded in the file comes after it."""
    if _entry(data, "EncryptedPackage") >= 0:
        return "encrypted"
    found = [(at, kind) for name, kind in OLE_STREAMS if (at := _entry(data, name)) >= 0]
    return min(found)[1] if found else "ole"


def _entry(data: bytes, name: str) -> int:
    """Where the directory names a stream (entries are 128 bytes apart), -1 where it does not."""
    wanted = name.encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0 and at % 128:
        at = data.find(wanted, at + 1)
    return at


def zip_kind(archive: ZipFile, path: str) -> str:
    """What the parts make of it: an office document, or "archive"; "encrypted" where locked."""
    members = archive.infolist()
    names = [member.filename.replace("\\", "/") for member in members]
    for start, kind in ZIP_MEMBERS:
        if any(name.startswith(start) and name.endswith(PARTS) for name in names):
            return "encrypted" if any(m.flag_bits & 1 for m in members) else kind
    if "content.xml" in names:
        mime = part(archive, "mimetype", path) if "mimetype" in archive.namelist() else b""
        return "ods" if b"opendocument.spreadsheet" in mime else "odt"
    return "encrypted" if any(m.flag_bits & 1 for m in members) else "archive"


def _markup(data: bytes) -> str:
    """ "html", "wordml", "mht" … where the start of the text shows it, else ""."""
    head = data[:HEAD].replace(b"\0", b"").lower()
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"mime-version:") and b"content-type: multipart" in start[:2_000]:
        return "mht"
    if start.startswith((b"<?xml", b"<?mso", b"<w:", b"<pkg:")) and (
        b"w:worddocument" in start or b"<pkg:package" in start
    ):
        return "wordml"
    if start.startswith(b"<") and (b"<office:document" in start[:4_096]):
        return "flat-odf"
    if start.startswith(b"<") and (b"<workbook" in start or b"<ss:workbook" in start):
        return "sheet-xml"
    if start.startswith(b"<") and any(word in head for word in MARKUP):
        return "html"
    return "html" if b"<table" in head and b"<td" in head else ""
