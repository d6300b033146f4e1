"""Nothing personal and nothing of the building machine in any file, inside .docx files included.

The patterns are put together from pieces so that this file does not match itself. Examples that
need a telephone number use one that nobody has: area code 0700, or a mobile number that ends in
eight zeros.
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import shared
from house.tree import ROOT, files, name

PATTERNS = {
    "a path of the building machine": re.compile(
        r"(?<![\w.~-])/(?:" + "|".join(("work", "root", "tmp", "home/[a-z]", "Users/[a-z]")) + r")/"
    ),
    "a package registry": re.compile(
        "|".join(
            ("pypi" + r"\.org", "python" + "hosted", r"registry\.npm" + "js", "tuna" + r"\.tsi")
        )
    ),
    "a mobile phone number": re.compile(r"(?<![\w.])1[3-9]\d(?!0{8})\d{8}(?![\w.])"),
    "a telephone number": re.compile(r"(?<![\w.])(?!0700)0\d{2,3}[-－ ]\d{7,8}(?![\w.])"),
    "an identity number": re.compile(r"(?<![\w.])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\w.])"),
}
SPARED = {"LICENSE"}


def texts(path: Path) -> list[str]:
    """The file's text; of a zip file (.docx, .xlsx) the text of every member."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(member) for member in archive.namelist()]
        return [re.sub(r"<[^>]+>", "", part.decode("utf-8", "replace")) for part in parts]
    data = path.read_bytes()
    return [data.decode("utf-8", "replace"), data.decode("gb18030", "replace")]


def complaints(text: str) -> list[str]:
    return [f"{what}: {m[0]}" for what, pattern in PATTERNS.items() for m in pattern.finditer(text)]


def real_forms() -> list[dict[str, Any]]:
    """The real forms as read by people, with the lines of the text dumps that name somebody."""
    return [json.loads(p.read_text("utf-8")) for p in shared("corpus", "truth").glob("*.json")]


def persons() -> set[str]:
    """Names and numbers of real persons; never written down here."""
    found = {str(form.get(k) or "") for form in real_forms() for k in ("preparer", "phone")}
    for path in shared("seeds").glob("*.txt"):
        text = path.read_text("utf-8-sig")
        found |= set(re.findall(r"填[表报]人[:：]?\s*([\u4e00-\u9fff]{2,4})(?=\s)", text))
        found |= set(re.findall(r"联系电话[:：]?\s*(\d[\d-]{6,})", text))
    return {word for word in found if len(word) > 1}


def pieces(text: str, length: int = 12) -> set[str]:
    """Every run of so many characters, white space left out."""
    text = re.sub(r"\s", "", text)
    return {text[at : at + length] for at in range(len(text) - length + 1)}


def test_no_private_or_machine_data() -> None:
    found = {
        name(path): bad
        for path in files()
        if name(path) not in SPARED and (bad := [c for t in texts(path) for c in complaints(t)])
    }
    assert not found


def test_no_person_of_the_real_forms() -> None:
    words = persons()
    assert words, "nobody was found in the real forms: the pattern no longer fits"
    found = [name(path) for path in files() for t in texts(path) if any(w in t for w in words)]
    assert not found


def test_no_sentence_of_the_real_forms() -> None:
    kinds = ("period_goal", "annual_goal", "goal_completion")
    goals = [str(form.get(kind) or "") for form in real_forms() for kind in kinds]
    written = set().union(*map(pieces, goals))
    assert len(written) > 500
    found = {name(path) for path in files() for t in texts(path) if pieces(t) & written}
    assert not found


@pytest.mark.parametrize(
    "planted",
    [
        *("电话：1" + "3900000001", "at /" + "root/.cache", "https://py" + "pi.org/simple"),
        *("0731-" + "22223333", "43042119990101" + "001X", "(/" + "tmp/x)"),
    ],
)
def test_a_planted_line_is_seen(planted: str) -> None:
    assert complaints(planted)


def test_a_word_file_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>139</w:t><w:t>" + "00000001</w:t>")
    assert complaints(texts(path)[0])


def test_figures_are_not_telephones() -> None:
    assert not complaints("3,133,200元 318万元 2023-01-01 sha256:a13900000001b 1.3900000001")
    assert not complaints("0700-1234567 1" + "3900000000")
    assert ROOT.is_dir()
