"""Simulated points on loopback, and the real Prometheus and blackbox_exporter that probe them.

A point is a port that answers RTSP OPTIONS; there is no stream, no picture. 合成数据 SYNTHETIC.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import time_ns
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import servers
from conftest import need_tool

INTERVAL = 500  # ms between two probes
TIMEOUT = 400  # ms a probe may take
LAYERS = ("TCP", "RTSP")
RIGHT, WRONG = b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n", b"HTTP/1.0 400 Bad Request\r\n\r\n"
_ports = count(20_000 + os.getpid() % 8_000)  # below what the system hands out to others
_open = build_opener(ProxyHandler({}))


def now() -> int:
    """Milliseconds since 1970."""
    return time_ns() // 1_000_000


class Point:
    """One simulated point. ``truth``: [layer, from ms, to ms] of every outage."""

    def __init__(self) -> None:
        self.truth: list[list[Any]] = []
        self._answer = RIGHT
        self._held = self._bound()
        self._listening = False
        self.up()

    def up(self) -> None:
        """Listen."""
        self._held.listen(64)
        self._listening = True
        threading.Thread(target=self._serve, args=(self._held,), daemon=True).start()
        self._over("TCP", "RTSP")

    def down(self) -> None:
        """Refuse connections, and keep the port: nobody else may answer on it."""
        self._listening = False
        before = now()
        self._held.shutdown(socket.SHUT_RDWR)
        self._held.close()
        self._held = self._bound(self.port)
        self.truth += [[layer, before, None] for layer in LAYERS]

    def wrong(self) -> None:
        """Answer, but not RTSP."""
        self.truth.append(["RTSP", now(), None])
        self._answer = WRONG

    def right(self) -> None:
        self._answer = RIGHT
        self._over("RTSP")

    def gone(self) -> None:
        self._listening = False
        self._held.close()

    def _over(self, *layers: str) -> None:
        for one in self.truth:
            if one[0] in layers and one[2] is None:
                one[2] = now()

    def _bound(self, port: int = 0) -> socket.socket:
        for port_ in (port,) if port else _ports:
            held = socket.socket()
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                held.bind(("127.0.0.1", port_))
            except OSError:
                held.close()
                continue
            self.port = port_
            return held
        raise AssertionError("no port is free")

    def _serve(self, held: socket.socket) -> None:
        while True:
            try:
                con, _ = held.accept()
            except OSError:
                return
            if not self._listening:
                con.close()
                return
            threading.Thread(target=self._reply, args=(con,), daemon=True).start()

    def _reply(self, con: socket.socket) -> None:
        with con:
            con.settimeout(2)
            try:
                if con.recv(4096).startswith(b"OPTIONS "):
                    con.sendall(self._answer)
            except OSError:
                pass


class Probing:
    """Prometheus and blackbox_exporter over a folder; Prometheus can be stopped and started."""

    def __init__(self, folder: Path, points: Mapping[str, Point]) -> None:
        self.folder, self.port = folder, servers.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._box = servers.free_port()
        query = [
            {"send": "OPTIONS * RTSP/1.0\r"},
            {"send": "CSeq: 1\r"},
            {"send": "\r"},
            {"expect": "^RTSP/1\\.0 (200|401)"},
        ]
        plain = {"preferred_ip_protocol": "ip4"}
        modules = {
            "TCP": {"prober": "tcp", "tcp": plain},
            "RTSP": {"prober": "tcp", "tcp": {**plain, "query_response": query}},
        }
        self._write("blackbox.json", {"modules": modules})
        jobs = [self._job(layer, points) for layer in LAYERS]
        times = {"scrape_interval": f"{INTERVAL}ms", "scrape_timeout": f"{INTERVAL}ms"}
        self._write("prometheus.json", {"global": times, "scrape_configs": jobs})
        self._exporter = self._start(
            need_tool("prometheus-blackbox-exporter", "blackbox_exporter"),
            f"--config.file={folder / 'blackbox.json'}",
            f"--web.listen-address=127.0.0.1:{self._box}",
            f"--timeout-offset=0.{(INTERVAL - TIMEOUT) // 100}",
        )
        self._server: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        self._server = self._start(
            need_tool("prometheus"),
            f"--config.file={self.folder / 'prometheus.json'}",
            f"--storage.tsdb.path={self.folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{self.port}",
            "--storage.tsdb.retention.time=100y",
        )
        servers.until(self.ready, what="Prometheus")

    def stop(self) -> None:
        """As an operator would: it keeps what it has."""
        if self._server:
            self._server.terminate()
            self._server.wait(60)
            self._server = None

    def close(self) -> None:
        self.stop()
        self._exporter.terminate()
        self._exporter.wait(60)

    def ready(self) -> bool:
        try:
            with _open.open(f"{self.url}/-/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def ask(self, query: str) -> list[dict[str, Any]]:
        """The result of an instant query, straight from the API."""
        words = urlencode({"query": query})
        with _open.open(f"{self.url}/api/v1/query?{words}", timeout=30) as answer:
            found: list[dict[str, Any]] = json.load(answer)["data"]["result"]
            return found

    def raw(self, point: str, layer: str, metric: str = "probe_success") -> list[tuple[int, str]]:
        """(ms, value) of every sample of a point."""
        found = self.ask(f'{metric}{{point="{point}",job="{layer}"}}[1h]')
        return [(round(at * 1000), value) for one in found for at, value in one["values"]]

    def seen(self, point: str, layer: str, ok: int, least: int) -> bool:
        """Whether the last samples of a point, at least so many, all say ``ok``."""
        last = [value for _, value in self.raw(point, layer)][-least:]
        return len(last) == least and set(last) == {str(ok)}

    def _job(self, layer: str, points: Mapping[str, Point]) -> dict[str, Any]:
        return {
            "job_name": layer,
            "metrics_path": "/probe",
            "params": {"module": [layer]},
            "static_configs": [
                {"targets": [f"127.0.0.1:{one.port}"], "labels": {"point": name}}
                for name, one in points.items()
            ],
            "relabel_configs": [
                {"source_labels": ["__address__"], "target_label": "__param_target"},
                {"target_label": "__address__", "replacement": f"127.0.0.1:{self._box}"},
                {"target_label": "instance", "replacement": ""},
            ],
        }

    def _write(self, name: str, said: object) -> None:
        (self.folder / name).write_text(json.dumps(said), "utf-8")  # JSON is YAML

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                words,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


@contextmanager
def probing(folder: Path, points: Mapping[str, Point]) -> Iterator[Probing]:
    """Both programs for as long as they are needed."""
    need_tool("prometheus")
    need_tool("prometheus-blackbox-exporter", "blackbox_exporter")
    made = Probing(folder, points)
    try:
        yield made
    finally:
        made.close()
        for point in points.values():
            point.gone()


def backfilled(folder: Path, lines: Sequence[str]) -> None:
    """Samples of another time as blocks of a Prometheus that is not running."""
    text = folder / "samples.txt"
    text.write_text("\n".join([*lines, "# EOF", ""]), "utf-8")
    subprocess.run(
        [
            *(need_tool("promtool"), "tsdb", "create-blocks-from", "openmetrics"),
            *(str(text), str(folder / "data")),
        ],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
