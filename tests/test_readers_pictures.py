"""Scans and pictures → Grid: recognised with the extra, refused with a remedy without it."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import need_tool
from test_examples import EXAMPLES, plain

from jiheng.check import check_bytes
from jiheng.documents import grid_of, read
from jiheng.documents.grid import Table
from jiheng.documents.readers import ocr
from jiheng.model.form import Note
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
NAME = "shili-2023-2-duty"
SAME = str.maketrans("≧≦（）", "≥≤()")
"""Signs that look alike, and mean the same."""

needs_ocr = pytest.mark.skipif(
    find_spec("rapidocr") is None, reason="NOT TESTED: the extra jiheng[ocr] is not installed"
)


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A form as a picture (PNG), 200 dots an inch, printed by LibreOffice."""
    soffice = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("pictures")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    source = str(EXAMPLES / f"{NAME}.docx")
    subprocess.run([*words, source], check=True, capture_output=True, timeout=300)
    import pypdfium2

    pdf = pypdfium2.PdfDocument(Path(folder, f"{NAME}.pdf"))
    buffer = BytesIO()
    pdf[0].render(scale=200 / 72).to_pil().convert("RGB").save(buffer, "PNG")
    pdf.close()
    return buffer.getvalue()


def as_pdf(picture: bytes, lean: float = 0) -> bytes:
    """A scan: the picture as the only thing on a page, a little crooked."""
    from PIL import Image

    buffer = BytesIO()
    image = Image.open(BytesIO(picture)).rotate(lean, fillcolor="white", resample=3)
    image.save(buffer, "PDF", resolution=200)
    return buffer.getvalue()


def forms(data: bytes, name: str) -> list[dict[str, Any]]:
    found = [plain(form) for form in read(data, name, BOOK).forms]
    for form in found:
        for row in form["rows"]:
            row["target"] = ""  # it says which of the two signs was printed
    whole = json.dumps(found, ensure_ascii=False, sort_keys=True, default=str)
    return json.loads(whole.translate(SAME))


@needs_ocr
@pytest.mark.parametrize("kind", ["picture", "scan", "crooked-scan"])
def test_a_printed_form_is_recognised(kind: str, page: bytes) -> None:
    data = {"picture": page, "scan": as_pdf(page), "crooked-scan": as_pdf(page, 1.2)}[kind]
    wanted = forms((EXAMPLES / f"{NAME}.docx").read_bytes(), "a.docx")
    assert forms(data, "a.png") == wanted
    grid = grid_of(data, "a.png", BOOK)
    [table] = [block for block in grid.blocks if isinstance(block, Table)]
    assert all(("recognised" in _kinds(c.notes)) == bool(c.text.strip()) for c in table.cells)


@needs_ocr
def test_what_was_recognised_is_a_finding(page: bytes) -> None:
    report = check_bytes(page, "a.png", BOOK)
    [found] = [f for f in report.findings if f.code == "STR17"]
    assert found.facts["kind"] == "recognised"


def _kinds(notes: tuple[Note, ...]) -> set[str]:
    return {note.kind for note in notes}


def test_without_the_extra_a_picture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    for start in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"BM"):
        with pytest.raises(Refusal, match=r"图片.*jiheng\[ocr\]"):
            grid_of(start + b"\0" * 60, "a.png", BOOK)


def test_without_the_extra_a_scan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    Image = pytest.importorskip("PIL.Image")
    buffer = BytesIO()
    Image.new("L", (400, 600), 200).save(buffer, "PDF")
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(Refusal, match=r"扫描.*jiheng\[ocr\]"):
        grid_of(buffer.getvalue(), "a.pdf", BOOK)


@needs_ocr
def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(Refusal, match="图片打不开"):
        grid_of(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.png", BOOK)
