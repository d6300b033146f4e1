"""What every test may ask for: the shared corpus, system tools, quiet and repeatable Hypothesis."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

os.environ["PYTHONPATH"] = str(ROOT / "src")  # for the programs that tests start

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


LONG = (
    "test_year_browser.py", "test_availability_real.py", "test_axe.py", "test_permissions.py",
    "test_kill.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: no worker shall be left alone with one of them at the end."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


def shared(*parts: str) -> Path:
    """A file or folder of ../shared (real forms, beside the clone; in CI too), or a skip."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        missing = "/".join(("..", "shared", *parts))
        pytest.skip(f"NOT TESTED on real forms: {missing} is not here", allow_module_level=True)
    return path


def need_tool(*names: str) -> str:
    """The first of these programs that is installed; a skip without it, a failure under CI=true."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found:
        return found
    message = f"{' or '.join(names)} is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{message}: .ci/run must install it", pytrace=False)
    pytest.skip(f"NOT TESTED: {message}", allow_module_level=True)
