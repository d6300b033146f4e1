"""What production refuses to start without."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from django.test import Client

from jiheng.web.environment import Environment

SAFE = {
    "JIHENG_SECRET": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-abcdefg",
    "JIHENG_HOSTS": "jixiao.example",
    "JIHENG_BEHIND_PROXY": "1",
}


def test_a_safe_place_starts(tmp_path: Path) -> None:
    assert Environment(SAFE | {"JIHENG_DATA": str(tmp_path / "new")}).faults() == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"JIHENG_SECRET": ""}, "JIHENG_SECRET"),
        ({"JIHENG_SECRET": "short"}, "JIHENG_SECRET"),
        ({"JIHENG_SECRET": "a" * 80}, "JIHENG_SECRET"),
        ({"JIHENG_HOSTS": ""}, "JIHENG_HOSTS"),
        ({"JIHENG_HOSTS": "a.example,*"}, "JIHENG_HOSTS"),
        ({"JIHENG_BEHIND_PROXY": ""}, "JIHENG_BEHIND_PROXY"),
        ({"JIHENG_DATABASE": "mysql://x/y"}, "JIHENG_DATABASE"),
        ({"JIHENG_MODE": "debug"}, "JIHENG_MODE"),
        ({"JIHENG_MODE": "demo", "JIHENG_BIND": "0.0.0.0"}, "127.0.0.1"),
    ],
)
def test_each_thing_missing_is_named(change: dict[str, str], named: str) -> None:
    faults = Environment(SAFE | change).faults()
    assert len(faults) == 1
    assert all(named in text for text in faults[0])


def test_the_demonstration_needs_nothing_but_stays_here() -> None:
    place = Environment({"JIHENG_MODE": "demo"})
    assert place.faults() == []
    assert place.one_click
    assert not Environment(SAFE).one_click


def test_postgresql_is_one_setting() -> None:
    said = Environment(
        {"JIHENG_DATABASE": "postgresql://u:p%40ss@db.example:5433/name?sslmode=require"}
    )
    made = said.databases()
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == (
        "u",
        "p@ss",
        "db.example",
        "5433",
        "name",
    )
    assert made["OPTIONS"] == {"sslmode": "require"}


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("JIHENG", "DJANGO"))} | more
    return subprocess.run(
        [sys.executable, "-P", "-m", "jiheng", *words],
        capture_output=True,
        text=True,
        env=env,
        encoding="utf-8",
        timeout=120,
        cwd=more.get("JIHENG_DATA", ROOT),
    )


def test_check_lists_all_at_once(tmp_path: Path) -> None:
    done = run("serve", "--check", "--lang", "en", JIHENG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert all(name in done.stderr for name in SAFE)
    assert run("serve", "--check", JIHENG_DATA=str(tmp_path), **SAFE).returncode == 0
    assert run("serve", JIHENG_DATA=str(tmp_path)).returncode == 1


def test_a_database_is_verified_from_the_terminal(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-P", "-c", MAKE],
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **os.environ,
            "JIHENG_MODE": "demo",
            "JIHENG_DATA": str(tmp_path),
            "JIHENG_DATABASE": "",
        },
    )
    assert made.returncode == 0, made.stderr
    done = run("verify", str(tmp_path))
    assert done.returncode == 0
    assert "审计记录完好" in done.stdout
    path = tmp_path / "jiheng.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("UPDATE web_entry SET action = 'nothing' WHERE n = 7")
    database.close()
    done = run("verify", str(path))
    assert done.returncode == 1
    assert "第 7 条" in done.stdout
    assert run("verify", str(ROOT / "docs")).returncode == 2


MAKE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "jiheng.web.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from jiheng.web import demo
assert demo.load() and not demo.load()
"""


def test_headers_of_production() -> None:
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE']='jiheng.web.settings'\n"
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='WARNING')\n"
        "from django.conf import settings as s\n"
        "assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_SSL_REDIRECT\n"
        "assert s.PASSWORD_HASHERS[0].endswith('Argon2PasswordHasher') and not s.DEBUG\n"
    )
    env = {**os.environ, **SAFE, "JIHENG_MODE": "production", "JIHENG_DATABASE": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr


def test_it_says_that_it_is_well(client: Client, db: None) -> None:
    assert client.get("/healthz").content == b"ok\n"
