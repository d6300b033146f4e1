"""One form, every format: the examples written as each give the same form object.

LibreOffice makes what others make; the .md is our own. What a format cannot keep is listed in
``LOST`` with the reason, and is tested to be lost and nothing else.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, need_tool
from test_examples import BOOK, NAMES, forms

from jiheng.cli import main
from jiheng.documents import read
from jiheng.documents.readers.pdf import read as read_pdf
from jiheng.documents.writers.markdown import write

EXAMPLES = ROOT / "examples"

SHEET = "--infilter=HTML (StarCalc)"
"""A text document cannot be saved as a sheet: it goes by way of a web page."""

MADE: dict[str, tuple[str, str, str]] = {
    # name: (made from, extension, filter)
    "docx": ("docx", "docx", ""),
    "doc": ("docx", "doc", ""),
    "odt": ("docx", "odt", ""),
    "html": ("docx", "html", ""),
    "xlsx": ("html", "xlsx", SHEET),
    "xls": ("html", "xls", SHEET),
    "ods": ("html", "ods", SHEET),
    "pdf": ("docx", "pdf", ""),
    "pdf-unruled": ("unruled", "pdf", ""),
    "pdf-of-text": ("txt", "pdf", ""),
}

LOST: dict[str, dict[str, str]] = {}
"""Format → path in the form (as in ``paths``) → why it is lost."""


def unruled(data: bytes) -> bytes:
    """A .docx without the rules of its tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            text = archive.read(name)
            text = re.sub(rb"<w:(tbl|tc)Borders>.*?</w:(tbl|tc)Borders>", b"", text)
            made.writestr(name, text)
    return out.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """A maker of (name of the example, format), each made once."""
    soffice = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("formats")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def source(kind: str) -> list[Path]:
        inner = folder / f"from-{kind}"
        if kind == "html":
            return [make(name, "html") for name in NAMES]
        if not inner.exists():
            inner.mkdir()
            for name in NAMES:
                if kind == "unruled":
                    data = unruled((EXAMPLES / f"{name}.docx").read_bytes())
                    (inner / f"{name}.docx").write_bytes(data)
                else:
                    shutil.copy(EXAMPLES / f"{name}.{kind}", inner)
        return sorted(inner.iterdir())

    def make(name: str, kind: str) -> Path:
        start, end, opened = MADE[kind]
        out = folder / kind
        if not out.exists():
            files = [str(path) for path in source(start)]
            words = [soffice, profile, "--headless", *filter(None, [opened]), "--convert-to", end]
            subprocess.run(
                [*words, "--outdir", str(out), *files],
                check=True,
                capture_output=True,
                timeout=600,
            )
        return out / f"{name}.{end}"

    return make


def paths(value: Any, at: str = "") -> dict[str, Any]:
    """Every leaf of the forms by its path."""
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value, 1)
    else:
        return {at: value}
    return {k: v for key, inner in items for k, v in paths(inner, f"{at}/{key}").items()}


def lost(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> set[str]:
    """The paths where two readings differ, form and row numbers as *."""
    wanted, found = paths(one), paths(other)
    nothing = object()
    return {
        re.sub(r"/\d+(?=/|$)", "/*", path)
        for path in wanted.keys() | found.keys()
        if wanted.get(path, nothing) != found.get(path, nothing)
    }


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("name", NAMES)
def test_a_format_gives_the_same_forms(
    name: str, kind: str, made: Callable[[str, str], Path]
) -> None:
    found = lost(forms(EXAMPLES / f"{name}.docx"), forms(made(name, kind)))
    assert found <= LOST.get(kind, {}).keys()


def test_what_is_said_to_be_lost_is_lost(made: Callable[[str, str], Path]) -> None:
    for kind, reasons in LOST.items():
        found: set[str] = set()
        for name in NAMES:
            found |= lost(forms(EXAMPLES / f"{name}.docx"), forms(made(name, kind)))
        assert found == reasons.keys(), kind


@pytest.mark.parametrize("end", ["docx", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_our_markdown_gives_the_same_forms(name: str, end: str, tmp_path: Path) -> None:
    source = EXAMPLES / f"{name}.{end}"
    text = "".join(write(read(source.read_bytes(), source.name, BOOK).forms))
    path = tmp_path / f"{name}.md"
    path.write_text(text, "utf-8")
    assert forms(path) == forms(source)


@pytest.mark.parametrize("end", ["docx", "txt"])
def test_what_convert_writes_as_markdown_is_read_again(end: str, tmp_path: Path) -> None:
    source, out = EXAMPLES / f"shili-2023.{end}", tmp_path / "out.md"
    assert main(["convert", str(source), "-o", str(out), "--quiet"]) == 0
    assert forms(out) == forms(source)


def test_markup_in_a_form_stays_text(tmp_path: Path) -> None:
    source = (EXAMPLES / "shili-2023-2-duty.txt").read_text("utf-8")
    path = tmp_path / "odd.txt"
    path.write_text(source.replace("岗位执勤津贴发放人数", "<b>人数</b> | a&amp;b *c*"), "utf-8")
    out = tmp_path / "odd.md"
    out.write_text("".join(write(read(path.read_bytes(), "odd.txt", BOOK).forms)), "utf-8")
    assert forms(out) == forms(path)
    assert forms(out)[0]["rows"][0]["name"] == "<b>人数</b> | a&amp;b *c*"


def test_the_difference_is_seen() -> None:
    one = forms(EXAMPLES / f"{NAMES[0]}.docx")
    other = forms(EXAMPLES / f"{NAMES[0]}.docx")
    other[0]["rows"][1]["value"] = "1"
    del other[0]["fields"]["phone"]
    assert lost(one, other) == {"/*/rows/*/value", "/*/fields/phone"}


def test_pages_without_rules_have_none(made: Callable[[str, str], Path]) -> None:
    """The tables of the unruled PDF come from its white gutters alone."""
    from jiheng.documents.readers.pdf_page import sheets

    for kind in ("pdf-unruled", "pdf-of-text"):
        data = made(NAMES[0], kind).read_bytes()
        assert not any(sheet.down for sheet in sheets(data, "t.pdf"))
        assert read_pdf(data, "t.pdf").blocks
