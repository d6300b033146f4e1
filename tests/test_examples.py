"""examples/: made from their source, and the same forms in every format."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT, need_tool

from jiheng.documents import read
from jiheng.model.form import Form
from jiheng.policy import load

EXAMPLES = ROOT / "examples"
BOOK = load()
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.docx"))
COUNTS = {
    "shili-2023": [6, 6, 19, 20],
    "shili-2023-1-overtime": [6],
    "shili-2023-2-duty": [6],
    "shili-2023-3-video": [19],
    "shili-2023-4-auxiliary": [20],
}


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", ROOT / "tools" / "make_examples.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def squeezed(text: str) -> str:
    """White space is layout in a form: a browser or another program may fold it."""
    return "".join(text.split())


def plain(form: Form) -> dict[str, Any]:
    """What a form says, without where it stands and without white space."""
    return {
        "layout": form.layout,
        "kind": form.kind,
        "year": form.fiscal_year,
        "unit": form.money_unit,
        "columns": form.columns,
        "fields": {k: squeezed(f.raw) for k, f in form.fields.items() if k != "title"},
        "title": squeezed(form.fields["title"].raw.removeprefix("[bookmark: _GoBack]")),
        "rows": [
            {
                "ref": row.ref,
                "level1": row.level1,
                "level1_printed": row.level1_printed,
                "inferred": row.level1_inferred,
                "level2": row.level2,
                "name": row.name,
                "value": squeezed(row.fields["value"].raw),
                "standard": row.standard,
                "target": [
                    getattr(row.target, part)
                    for part in ("kind", "comparator", "op", "low", "high", "unit", "reports")
                ],
            }
            for row in form.indicators
        ],
    }


def forms(path: Path) -> list[dict[str, Any]]:
    return [plain(form) for form in read(path.read_bytes(), path.name, BOOK).forms]


def test_the_examples_are_fresh() -> None:
    assert maker().stale() == [], "run: python tools/make_examples.py"


def test_the_maker_sees_a_difference() -> None:
    module = maker()
    made = module.build()["shili-2023.docx"]
    assert module.same(made, made)
    assert not module.same(made, module.build()["shili-2023-2-duty.docx"])
    assert not module.same(b"a", b"b")


@pytest.mark.parametrize("name", NAMES)
def test_docx_and_txt_give_the_same_forms(name: str) -> None:
    from_docx = forms(EXAMPLES / f"{name}.docx")
    assert [len(form["rows"]) for form in from_docx] == COUNTS[name]
    assert from_docx == forms(EXAMPLES / f"{name}.txt")


@pytest.fixture(scope="session")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as LibreOffice saves them again (and as web pages)."""
    soffice = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("resaved")
    for kind in ("docx", "html"):
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(folder),
                *(str(EXAMPLES / f"{name}.docx") for name in NAMES),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["docx", "html"])
def test_libreoffice_resaved_gives_the_same_forms(name: str, kind: str, resaved: Path) -> None:
    assert forms(resaved / f"{name}.{kind}") == forms(EXAMPLES / f"{name}.docx")


def test_every_example_is_marked_synthetic_and_names_nobody() -> None:
    for name in NAMES:
        text = (EXAMPLES / f"{name}.txt").read_text("utf-8")
        assert text.startswith("合成数据 SYNTHETIC")
        assert text.count("示例填表人") == text.count("填表人：") == text.count("合成数据")
        assert text.count("5550100") == text.count("联系电话：")
