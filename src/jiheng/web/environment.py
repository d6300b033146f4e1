"""What the surroundings say (JIHENG_… variables), and what production still lacks.

No Django here: ``jiheng serve --check`` must be able to say what is missing before it starts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from ipaddress import ip_network
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

PRODUCTION, DEMO, TEST = "production", "demo", "test"
MODES = (PRODUCTION, DEMO, TEST)
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SECRET_LEAST = 50  # signs
DEMO_TODAY = "2024-01-15"  # the demonstration year is over, its self-evaluation is due

Fault = tuple[str, str]
"""What is missing and what to do, in Chinese and English."""


class Oidc(NamedTuple):
    """An OpenID provider: who it is, who we are there, and what names a person."""

    issuer: str
    client_id: str
    secret_file: str
    claim: str
    name: str  # on the button

    @property
    def origin(self) -> str:
        """Where the browser is sent."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def secret(self) -> str:
        """What we prove ourselves with; read anew each time, so that it can be changed."""
        with open(self.secret_file, encoding="utf-8") as file:
            return file.read().strip()


class Environment:
    """The variables, read once. ``values`` is os.environ, or a dictionary in tests."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        said = os.environ if values is None else values
        self.mode = said.get("JIHENG_MODE", PRODUCTION)
        self.data = os.path.abspath(said.get("JIHENG_DATA") or "jiheng-data")
        self.database = said.get("JIHENG_DATABASE", "")
        self.secret = said.get("JIHENG_SECRET", "")
        self.hosts = _words(said.get("JIHENG_HOSTS", ""))
        self.proxy = said.get("JIHENG_BEHIND_PROXY", "") == "1"
        self.bind = said.get("JIHENG_BIND", "127.0.0.1")
        self.hook_hosts = tuple(one.lower() for one in _words(said.get("JIHENG_HOOK_HOSTS", "")))
        self.hook_networks = _words(said.get("JIHENG_HOOK_NETWORKS", ""))
        self.authority = said.get("JIHENG_CA", "")
        self.oidc = _oidc(said)
        today = said.get("JIHENG_TODAY", "") or (DEMO_TODAY if self.mode == DEMO else "")
        self.today = date.fromisoformat(today) if today and self.mode != PRODUCTION else None
        if self.mode != PRODUCTION:
            self.secret = self.secret or "insecure-and-only-for-one-machine-" + "0" * SECRET_LEAST
            self.hosts = (*self.hosts, *LOOPBACK, "[::1]", "testserver")

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.bind in LOOPBACK

    @property
    def one_click(self) -> bool:
        """Whether anybody may sign in as any role with one click."""
        return self.mode == DEMO and self.local

    @property
    def sqlite_path(self) -> str:
        """The SQLite file, "" where another database is used."""
        if "://" in self.database:
            return ""
        return self.database or os.path.join(self.data, "jiheng.sqlite3")

    def databases(self) -> dict[str, object]:
        """Django's setting for the database."""
        if self.sqlite_path:
            pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
            engine = "django.db.backends.sqlite3"
            return {"ENGINE": engine, "NAME": self.sqlite_path, "OPTIONS": options}
        parts = urlsplit(self.database)
        extra = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": extra.pop("host", "") or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": extra,
        }

    def faults(self) -> list[Fault]:
        """Everything that has to be put right before it may start."""
        found: list[Fault] = []
        if self.mode not in MODES:
            found.append(
                (
                    f"JIHENG_MODE 写的是 {self.mode}，应为 production 或 demo",
                    f"JIHENG_MODE is {self.mode}; it has to be production or demo",
                )
            )
        if not _database_known(self.database):
            found.append(
                (
                    "JIHENG_DATABASE 应为 SQLite 文件路径或 postgresql:// 地址",
                    "JIHENG_DATABASE has to be an SQLite path or a postgresql:// address",
                )
            )
        if self.mode == DEMO and not self.local:
            found.append(
                (
                    "演示模式人人可登录，只能绑定本机（127.0.0.1）",
                    "the demonstration lets anybody in: bind it to 127.0.0.1 only",
                )
            )
        found += _ways_out(self)
        return found + (self._production() if self.mode == PRODUCTION else [])

    def _production(self) -> list[Fault]:
        found: list[Fault] = []
        if len(self.secret) < SECRET_LEAST or len(set(self.secret)) < 10:
            found.append(
                (
                    f"JIHENG_SECRET 没有设置或太短：请给一个至少 {SECRET_LEAST} 位的随机串",
                    f"JIHENG_SECRET is missing or weak: give {SECRET_LEAST} random signs",
                )
            )
        if not self.hosts or "*" in self.hosts:
            found.append(
                (
                    "JIHENG_HOSTS 没有设置：写明访问用的域名，用逗号分开，不能用 *",
                    "JIHENG_HOSTS is missing: name the hosts it answers to, never *",
                )
            )
        if not self.proxy:
            found.append(
                (
                    "没有 HTTPS：请放在 HTTPS 反向代理之后，并设 JIHENG_BEHIND_PROXY=1",
                    "no HTTPS: put it behind an HTTPS proxy and set JIHENG_BEHIND_PROXY=1",
                )
            )
        if not _writable(self.data):
            found.append(
                ("JIHENG_DATA 指的文件夹不能写入", "the folder of JIHENG_DATA cannot be written to")
            )
        return found


def _oidc(said: Mapping[str, str]) -> Oidc | None:
    issuer = said.get("JIHENG_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    return Oidc(
        issuer,
        said.get("JIHENG_OIDC_CLIENT_ID", ""),
        said.get("JIHENG_OIDC_SECRET_FILE", ""),
        said.get("JIHENG_OIDC_CLAIM", "") or "sub",
        said.get("JIHENG_OIDC_NAME", "") or "统一身份认证",
    )


def _ways_out(place: Environment) -> list[Fault]:
    """What is wrong with the provider, with hosts that are told, with certificates to trust."""
    found: list[Fault] = []
    one = place.oidc
    if one is not None and not one.issuer.startswith("https://") and place.mode == PRODUCTION:
        found.append(
            (
                "JIHENG_OIDC_ISSUER 必须是 https 地址",
                "JIHENG_OIDC_ISSUER has to be an https address",
            )
        )
    if one is not None and not one.client_id:
        found.append(("没有设置 JIHENG_OIDC_CLIENT_ID", "JIHENG_OIDC_CLIENT_ID is missing"))
    if one is not None and not _readable(one.secret_file):
        found.append(
            (
                "JIHENG_OIDC_SECRET_FILE 指的文件读不出或是空的",
                "the file of JIHENG_OIDC_SECRET_FILE cannot be read or is empty",
            )
        )
    if place.authority and not _readable(place.authority):
        found.append(
            ("JIHENG_CA 指的证书文件读不出", "the certificates of JIHENG_CA cannot be read")
        )
    if place.mode == PRODUCTION and any("://" in host for host in place.hook_hosts):
        found.append(
            (
                "JIHENG_HOOK_HOSTS 只写主机名或主机名:端口，推送只走 https",
                "JIHENG_HOOK_HOSTS takes host or host:port; messages go by https only",
            )
        )
    for text in place.hook_networks:
        try:
            ip_network(text, strict=False)
        except ValueError:
            found.append(
                (
                    f"JIHENG_HOOK_NETWORKS 中的 {text} 不是网段",
                    f"{text} in JIHENG_HOOK_NETWORKS is no network",
                )
            )
    return found


def _readable(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return bool(file.read(1))
    except OSError:
        return False


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _database_known(text: str) -> bool:
    return "://" not in text or urlsplit(text).scheme in ("postgresql", "postgres")


def _writable(folder: str) -> bool:
    """Whether the folder, or the nearest one above it that exists, takes new files."""
    while not os.path.isdir(folder):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return os.access(folder, os.W_OK)
