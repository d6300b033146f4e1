"""Servers that tests start on this machine: PostgreSQL, HTTP, certificates. 合成数据 SYNTHETIC."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from glob import glob
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from time import monotonic, sleep

import pytest
from conftest import need_tool

PASSWORD = "只在测试里-not-a-secret"
Answer = tuple[int, Mapping[str, str], bytes]


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def until(done: Callable[[], object], seconds: int = 60, what: str = "the condition") -> None:
    """Wait for a condition; a loaded machine may take its time."""
    end = monotonic() + seconds
    while not done():
        assert monotonic() < end, f"{what} did not come true in {seconds} s"
        sleep(0.05)


def certificate(folder: Path, *names: str) -> tuple[Path, Path, Path]:
    """An authority of our own and a certificate it signed for these names: (ca, cert, key)."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    def named(name: str) -> object:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])

    def signed(
        name: str, key: object, issuer: str, by: object, *more: tuple[object, bool]
    ) -> object:
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named(issuer))
            .public_key(key.public_key())  # type: ignore[attr-defined]
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
        )
        for extension, critical in more:
            made = made.add_extension(extension, critical)
        return made.sign(by, hashes.SHA256())

    own, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ski = x509.SubjectKeyIdentifier.from_public_key(own.public_key())
    aki = x509.AuthorityKeyIdentifier.from_issuer_public_key(own.public_key())
    use = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    ca = signed(
        *("SYNTHETIC authority", own, "SYNTHETIC authority", own),
        *((x509.BasicConstraints(True, None), True), (ski, False), (use, True)),
    )
    kinds = [
        x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        for name in names
    ]
    cert = signed(
        *("SYNTHETIC server", key, "SYNTHETIC authority", own),
        *((x509.SubjectAlternativeName(kinds), False), (aki, False)),
    )
    pem = serialization.Encoding.PEM
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    paths = folder / "ca.pem", folder / "server.pem", folder / "server.key"
    for path, data in zip(
        paths,
        (ca.public_bytes(pem), cert.public_bytes(pem), plain),
        strict=True,  # type: ignore[attr-defined]
    ):
        path.write_bytes(data)
    return paths


@contextmanager
def http(
    answer: Callable[[str, Mapping[str, str]], Answer], tls: tuple[Path, Path] | None = None
) -> Iterator[int]:
    """A server on loopback: ``answer(path with query, headers)`` → status, headers, body."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = answer(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:  # a client that does not trust us hangs up
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def _postgres_tool(name: str) -> str:
    """initdb and pg_ctl are not on the path of Debian."""
    found = sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return found[-1] if found else need_tool(name)


class Postgres:
    """A private cluster in a folder of its own, on loopback, with TLS."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.data = folder / "data"
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        self._as = ["runuser", "-u", "postgres", "--"] if root else []
        self.ca, cert, key = certificate(folder, "localhost")
        secret = folder / "password"
        secret.write_text(PASSWORD + "\n", "utf-8")
        if root:
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, "postgres")
        key.chmod(0o600)
        self._run(
            *(_postgres_tool("initdb"), "-D", self.data, "-U", "boss", "--no-sync"),
            *("--auth=scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8"),
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(
                f"port={self.port}\nlisten_addresses='127.0.0.1'\nfsync=off\n"
                f"unix_socket_directories='{folder}'\nssl=on\n"
                f"ssl_cert_file='{cert}'\nssl_key_file='{key}'\n"
            )
        self._run(
            *(_postgres_tool("pg_ctl"), "-D", self.data, "-w", "-t", "120"),
            *("-l", folder / "log", "start"),
        )

    def _run(self, *words: object) -> None:
        subprocess.run(
            [*self._as, *map(str, words)],
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def sql(self, *statements: str, database: str = "postgres") -> None:
        """As the owner, each by itself."""
        import psycopg

        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user="boss",
            password=PASSWORD,
            dbname=database,
            autocommit=True,
            client_encoding="utf8",
        ) as con:
            for statement in statements:
                con.execute(statement.encode())

    def stop(self) -> None:
        self._run(_postgres_tool("pg_ctl"), "-D", self.data, "-m", "immediate", "-w", "stop")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A cluster for as long as it is needed; a skip (with CI a failure) without PostgreSQL."""
    _postgres_tool("initdb")
    folder = Path(tempfile.mkdtemp(prefix="jiheng-pg-"))
    try:
        server = Postgres(folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
