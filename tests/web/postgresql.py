"""A private PostgreSQL server for one run of the tests."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))


def private_server(*, durable: bool = False) -> str:
    """Its address; a skip where PostgreSQL is not installed, a failure under CI=true.

    Workers of pytest-xdist share the server of the first: it is named in the environment.
    ``durable``: it waits for the disk, as a server that is measured has to.
    """
    if address := os.environ.get("JIHENG_TEST_SERVER"):
        return address
    if not BINARIES:
        message = "PostgreSQL (initdb, pg_ctl) is not installed"
        if os.environ.get("CI") == "true":
            pytest.exit(f"{message}: .ci/run must install it", 1)
        pytest.skip(f"NOT TESTED on PostgreSQL: {message}", allow_module_level=True)
    folder = tempfile.mkdtemp(prefix="jiheng-postgresql-")
    port = _free_port()
    _as_server(
        folder,
        "initdb",
        "-D",
        f"{folder}/data",
        "-A",
        "trust",
        "-U",
        "jiheng",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    quick = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync={'on' if durable else 'off'}"
    )
    _as_server(
        folder, "pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", quick, "start"
    )
    atexit.register(_stop, folder)
    address = f"postgresql://jiheng@127.0.0.1:{port}/postgres"
    os.environ["JIHENG_TEST_SERVER"] = address
    return address


def _as_server(folder: str, program: str, *words: str) -> None:
    """Run a program of PostgreSQL, which refuses root: then as the user it was installed for."""
    extra = {}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        extra = {"user": "postgres", "group": "postgres", "extra_groups": []}
    subprocess.run(
        [BINARIES[-1] / program, *words], check=True, stdout=subprocess.DEVNULL, cwd=folder, **extra
    )


def _stop(folder: str) -> None:
    _as_server(folder, "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
