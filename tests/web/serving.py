"""The server as a county runs it: a process of its own, with a folder and a worker of its own.

In the demonstration's mode, so that one click signs in, but with offices and people only.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90  # of a machine that others use, too
COUNTY = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.db import transaction
from jiheng.web import demo
with transaction.atomic():
    demo.county()
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def database(name: str) -> str:
    """A new database on the server of this run of the tests, "" for a file.

    Workers of pytest share the server and not their names of folders.
    """
    home = os.environ.get("JIHENG_DATABASE", "")
    if "://" not in home:
        return ""
    import psycopg

    name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    with psycopg.connect(home, autocommit=True) as one:
        one.execute(f"CREATE DATABASE {name}".encode())
    return home.rpartition("/")[0] + f"/{name}"


class Place:
    """A county in a folder, and the server there."""

    def __init__(self, folder: Path, name: str, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "JIHENG_MODE": "demo", "JIHENG_DATA": str(folder), "JIHENG_DATABASE": database(name),
            "DJANGO_SETTINGS_MODULE": "jiheng.web.settings", "PYTHONPATH": str(ROOT / "src"),
            **more,
        }  # fmt: skip
        self.known: dict[str, Any] = {}  # what was made there
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, code: str) -> str:
        """Something done there by a process of its own; what it printed."""
        words = [sys.executable, "-P", "-c", code]
        done = subprocess.run(words, env=self.environment, check=True, capture_output=True)
        return done.stdout.decode()

    def start(self, *words: str) -> None:
        command = [sys.executable, "-P", "-m", "jiheng.web", "serve", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *words], env=self.environment, stdout=log, stderr=log
            )
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log()
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(self.log())

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def kill(self) -> None:
        """Without leave."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def log(self) -> str:
        return (self.folder / "server.log").read_text("utf-8", "replace")

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, Any, bytes]:
        """One request of its own connection: status, headers, body."""
        one = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            one.request(method, path, body or None, headers or {})
            answer = one.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            one.close()

    def cookies(self, username: str) -> dict[str, str]:
        """Of somebody signed in."""
        _, headers, _ = self.ask("GET", "/account/login/")
        jar = _jar(headers)
        form = {"username": username, "next": "/", "csrfmiddlewaretoken": jar["csrftoken"]}
        sent = {"Content-Type": "application/x-www-form-urlencoded", **cookie(jar)}
        status, headers, _ = self.ask("POST", "/account/as/", urlencode(form).encode(), sent)
        assert status == 302, status
        return jar | _jar(headers)


def cookie(jar: dict[str, str]) -> dict[str, str]:
    """As a header, and the sign that a post carries."""
    pairs = "; ".join(f"{name}={value}" for name, value in jar.items())
    return {"Cookie": pairs, "X-CSRFToken": jar.get("csrftoken", "")}


def _jar(headers: Any) -> dict[str, str]:
    found = [one.partition(";")[0].partition("=") for one in headers.get_all("Set-Cookie") or []]
    return {name: value for name, _, value in found}
