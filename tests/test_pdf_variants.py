"""The example printed without rules in ways offices print it: spacing, alignment, size."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, need_tool
from test_examples import BOOK, forms
from test_round_trip import unruled

from jiheng.documents import read

SOURCE = ROOT / "examples" / "shili-2023.docx"
Change = Callable[[str], str]


def spaced(percent: int) -> Change:
    mark = f'<w:pPr><w:spacing w:line="{240 * percent // 100}" w:lineRule="auto"/><w:jc'
    return lambda text: text.replace("<w:pPr><w:jc", mark)


def sized(half_points: int) -> Change:
    return lambda text: text.replace('<w:sz w:val="21"/>', f'<w:sz w:val="{half_points}"/>')


def from_the_top(text: str) -> str:
    return text.replace('<w:vAlign w:val="center"/>', "")


def tight(text: str) -> str:
    return re.sub(r'<w:trHeight w:val="\d+"/>', "", text)


def from_the_left(text: str) -> str:
    return text.replace('w:val="center"', 'w:val="left"')


WHOLE: dict[str, tuple[Change, ...]] = {
    "spaced-125": (spaced(125),),
    "spaced-150": (spaced(150),),
    "tight": (tight,),
    "tight-spaced-150": (tight, spaced(150)),
    "top": (from_the_top,),
    "small": (sized(18),),
    "left": (from_the_left,),
}
ROWS: dict[str, tuple[Change, ...]] = {
    "top-spaced-150": (from_the_top, spaced(150)),
    "top-tight": (from_the_top, tight),
    "large": (sized(24),),
}
"""The rows are whole; one field beside them is not."""
UNSURE: dict[str, tuple[Change, ...]] = {"spaced-200": (spaced(200),), "larger": (sized(28),)}
"""Torn, and said to be."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each variant as a PDF."""
    soffice = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("variants")
    for name, changes in (WHOLE | ROWS | UNSURE).items():
        (folder / f"{name}.docx").write_bytes(changed(unruled(SOURCE.read_bytes()), changes))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    sources = sorted(map(str, folder.glob("*.docx")))
    subprocess.run([*words, *sources], capture_output=True, check=True, timeout=240)
    return folder


def changed(data: bytes, changes: tuple[Change, ...]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            text = archive.read(name).decode()
            for change in changes if name.endswith(("document.xml", "styles.xml")) else ():
                text = change(text)
            made.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("name", WHOLE)
def test_a_form_printed_without_rules_is_the_same_form(printed: Path, name: str) -> None:
    assert forms(printed / f"{name}.pdf") == forms(SOURCE)


@pytest.mark.parametrize("name", ROWS)
def test_its_rows_are_the_same(printed: Path, name: str) -> None:
    found, wanted = forms(printed / f"{name}.pdf"), forms(SOURCE)
    assert [form["rows"] for form in found] == [form["rows"] for form in wanted]


@pytest.mark.parametrize("name", UNSURE)
def test_rows_that_may_be_torn_are_said_to_be(printed: Path, name: str) -> None:
    path = printed / f"{name}.pdf"
    found, wanted = (read(p.read_bytes(), p.name, BOOK).forms for p in (path, SOURCE))
    for form, right in zip(found, wanted, strict=True):
        if [row.name for row in form.indicators] != [row.name for row in right.indicators]:
            assert "rows-unsure" in {note.kind for note in form.notes}
