"""Django for the tests of the browser door: SQLite, or PostgreSQL by JIHENG_TEST_DATABASE.

``JIHENG_TEST_DATABASE=postgresql://…`` names a server; the word ``postgresql`` alone starts a
private one (initdb, pg_ctl) and stops it at the end.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "jiheng.web.settings"
os.environ["JIHENG_MODE"] = "test"
_data = tempfile.mkdtemp(prefix="jiheng-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["JIHENG_DATA"] = _data

from web.postgresql import private_server  # noqa: E402

_wanted = os.environ.get("JIHENG_TEST_DATABASE", "")
os.environ["JIHENG_DATABASE"] = private_server() if _wanted == "postgresql" else _wanted
django.setup()

from django.db import connections  # noqa: E402
from django.utils import translation  # noqa: E402

if connections["default"].vendor == "sqlite":  # a file: threads of a live server have their own
    connections["default"].settings_dict["TEST"]["NAME"] = os.path.join(_data, "test.sqlite3")

from web.people import Office, make_office  # noqa: E402


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    """A data folder of its own for every test."""
    settings.JIHENG_DATA = str(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """No request's language is left to the next test."""
    yield
    translation.deactivate()


@pytest.fixture
def office(db: None) -> Office:
    """Two departments under a finance bureau, a person for every role (tests/web/people.py)."""
    return make_office()
