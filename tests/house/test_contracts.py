"""Each import contract is broken on purpose in a copy of the source and must be seen to fail."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from house.tree import ROOT, SRC, modules, syntax

TABLE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = {c["id"]: c for c in TABLE["tool"]["importlinter"]["contracts"]}

# contract, file that breaks it, the line put into that file
BREAKS = [
    ("rooms", "model/form.py", "from jiheng.policy import load"),
    ("rooms", "rules/__init__.py", "from jiheng.documents import read"),
    ("rooms", "documents/grid.py", "from jiheng import rules"),
    ("rooms", "policy/store.py", "def late():\n    from jiheng.check import check_bytes"),
    ("rooms", "cellar/__init__.py", "from jiheng.model import form"),  # an unregistered room
    ("rooms", "evidence/__init__.py", "from jiheng import score"),
    ("door", "check.py", "import jiheng.cli"),
    ("model", "model/form.py", "def late():\n    import msgspec"),
    ("lxml", "check.py", "from lxml import etree"),
    ("lxml", "documents/recognise.py", "import lxml.html"),
    ("xlrd", "documents/sniff.py", "import xlrd"),
    ("olefile", "documents/sniff.py", "import olefile"),
    ("pdfium", "documents/recognise.py", "import pypdfium2"),
    ("ocr", "documents/readers/pdf.py", "import rapidocr"),
    ("ocr", "documents/readers/pdf_page.py", "import numpy"),
    ("xlsxwriter", "cli/convert.py", "import xlsxwriter"),
    ("yaml", "rules/__init__.py", "import yaml"),
    ("msgspec", "policy/__init__.py", "import msgspec.json"),
    ("web", "check.py", "from django.db import models"),
    ("web", "evidence/store.py", "import segno"),
    ("browser", "cli/__init__.py", "import jiheng.web"),
    ("rooms", "draw/__init__.py", "from jiheng.rules import say"),
    ("network", "score/exact.py", "import requests"),
    ("ibis", "rules/__init__.py", "import ibis"),
    ("engines", "cli/__init__.py", "import duckdb"),
    ("engines", "score/exact.py", "import duckdb"),
    ("engines", "documents/grid.py", "from pyspark.sql import SparkSession"),
    ("arrow", "score/exact.py", "import pyarrow"),
    ("network", "documents/__init__.py", "from urllib.request import urlopen"),
    ("network", "model/refusal.py", "import socket"),
]


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """lint-imports over the package below ``source``, with the project's contracts."""
    run = "from importlinter.cli import lint_imports_command as main; main()"
    return subprocess.run(
        [sys.executable, "-c", run, "--no-cache", "--no-logo", "--config", ROOT / "pyproject.toml"],
        cwd=source,
        env=os.environ | {"PYTHONPATH": str(source), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SRC, tmp_path / "jiheng", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_source_keeps_every_contract(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "file", "line"), BREAKS)
def test_a_broken_contract_is_named(copy: Path, contract: str, file: str, line: str) -> None:
    path = copy / "jiheng" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    named = re.escape(CONTRACTS[contract]["name"])
    assert re.search(named + r".*BROKEN", done.stdout), done.stdout + done.stderr


def test_every_contract_is_broken_here() -> None:
    assert {contract for contract, _, _ in BREAKS} == set(CONTRACTS)


def third_party(tree: ast.Module) -> set[str]:
    """Top-level names of imported libraries that Python does not bring."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found - sys.stdlib_module_names - {"jiheng"}


def test_every_library_has_a_contract() -> None:
    homes = set().union(*(c.get("forbidden_modules", ()) for c in CONTRACTS.values()))
    used = set().union(*(third_party(syntax(path)) for path in modules()))
    assert used <= homes
    assert used <= set(CONTRACTS["model"]["forbidden_modules"])
    assert third_party(ast.parse("import os, numpy.linalg\nfrom pandas import x")) == {
        "numpy",
        "pandas",
    }
