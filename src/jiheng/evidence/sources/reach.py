"""The only way out: to hosts that are listed, at the address that was looked at, within limits.

A host name is resolved once; what it resolves to is looked at, and that very address is dialled,
so that a name cannot point elsewhere a moment later. Redirects are not followed, the system's
proxies and stored passwords not used, certificates verified. A sentence never quotes an address's
parameters, which may hold a token.
"""

from __future__ import annotations

import os
from ipaddress import ip_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from ipaddress import IPv4Address, IPv6Address
    from typing import Any

    from ...model.refusal import Refusal
    from .described import Described

SECONDS = 30  # to connect, and between two pieces of an answer
LONGEST_PULL = 3_600  # seconds in all
MEGABYTES = 256  # of one answer
METADATA = frozenset({"100.100.100.200", "192.0.0.192", "fd00:ec2::254"})
"""Where clouds tell a machine its own secrets, besides the link-local addresses."""
LOCAL = ("localhost", "127.0.0.1", "::1")
PIECE = 65_536


def allowed(source: Described, host: str, port: int) -> str:
    """The address to dial for a listed host and port. Raises Refusal."""
    host = host.lower().strip("[]")
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if shown not in source.hosts:
        raise source.refused(
            f"{shown} 不在 hosts 名单中，没有连接",
            f"确要连接，请在 hosts 中写上 {shown}",
            f"{shown} is not among hosts; no connection was made",
            f"If it is meant, add {shown} to hosts",
        )
    found = _resolved(source, host, port)
    for address in found:
        if _forbidden(address, host):
            raise source.refused(
                f"{host} 指向不可连接的地址 {address}（本机、链路本地或云主机元数据）",
                "请核对主机名；确要连接，请在 hosts 和地址中直接写该地址",
                f"{host} leads to {address}, which is local, link-local or a metadata service",
                "Check the name; if it is meant, write that address itself",
            )
    return str(found[0])


def _resolved(source: Described, host: str, port: int) -> list[IPv4Address | IPv6Address]:
    import socket

    try:
        every = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise source.refused(
            f"找不到主机 {host}",
            "请核对主机名和网络",
            f"the host {host} is not known",
            "Check its name and the network",
        ) from None
    found = []
    for *_, where in every:
        address = ip_address(str(where[0]).partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)
        found.append(mapped or address)
    return found


def _forbidden(address: IPv4Address | IPv6Address, host: str) -> bool:
    """Whether an address must be written out to be dialled."""
    if host == str(address):
        return bool(address.is_multicast or address.is_unspecified)
    if address.is_loopback:
        return host not in LOCAL
    return bool(
        address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or address.is_reserved
        or str(address) in METADATA
    )


def plain(source: Described, host: str) -> bool:
    """Whether a connection without TLS is meant: to this machine, or said so."""
    return host.strip("[]") in LOCAL or source.text("tls", "verify") == "none"


def authority(source: Described) -> str | None:
    """The file of certificates to trust, None for those the system trusts. Raises Refusal."""
    if source.text("tls", "verify") not in ("verify", "none"):
        raise source.refused(
            "tls 只能是 verify 或 none",
            "请改正",
            "tls is verify or none",
            "Mend it",
        )
    if "ca" not in source.said:
        return None
    path = source.beside("ca")
    if not os.path.isfile(path):
        raise source.refused(
            f"证书文件 {source.text('ca')} 打不开",
            "请核对 ca",
            f"the certificates {source.text('ca')} cannot be opened",
            "Check ca",
        )
    return path


class Reach:
    """GET requests of one pull, and what they may cost."""

    def __init__(self, source: Described) -> None:
        from time import monotonic_ns

        self.source = source
        self.verify = authority(source) or True
        self.pause = source.number("seconds", SECONDS, LONGEST_PULL)
        self.most = source.number("megabytes", MEGABYTES, 1024)
        self.headers = _signed(source)
        self._clock = monotonic_ns
        self._end = monotonic_ns() + LONGEST_PULL * 1_000_000_000
        self.requests = 0

    def get(self, url: str, query: Mapping[str, str] | None = None) -> bytes:
        """The body of an answer 200. Raises Refusal for anything else."""
        import requests

        host, port, address = self._place(url)
        session = requests.Session()
        session.trust_env = False
        session.mount(url.partition("://")[0] + "://", _pinned(address))
        shown = host if port in (80, 443) else f"{host}:{port}"
        headers = {**self.headers, "Host": shown}
        self.requests += 1
        try:
            with (
                session,
                session.get(
                    url,
                    params=query,
                    headers=headers,
                    allow_redirects=False,
                    stream=True,
                    timeout=self.pause,
                    verify=self.verify,
                ) as answer,
            ):
                self._status(answer, shown)
                return self._body(answer, shown)
        except requests.exceptions.SSLError:
            zh, en = "证书不能通过验证", "its certificate cannot be verified"
            raise self._failed(shown, zh, "请核对证书或 ca", en, "Check it, or name ca") from None
        except requests.exceptions.Timeout:
            zh, en = f"{self.pause} 秒内没有回应", f"did not answer within {self.pause} seconds"
            raise self._failed(shown, zh, "请稍后再试", en, "Try again later") from None
        except requests.exceptions.RequestException:
            zh, en = "连接不上或中途断开", "cannot be reached, or broke off"
            raise self._failed(shown, zh, "请核对网络后再试", en, "Check the network") from None

    def _place(self, url: str) -> tuple[str, int, str]:
        """Host, port and the address to dial. Raises Refusal."""
        from urllib.parse import urlsplit

        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            parts, host, port = urlsplit(""), "", None
        if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
            raise self.source.refused(
                "地址应为 https:// 或 http:// 开头，且不含用户名、密码",
                "请改正 url；密码写在 password 里",
                "the address must begin with https:// or http:// and hold no user or password",
                "Mend url; passwords go to password",
            )
        address = allowed(self.source, host, port or (443 if parts.scheme == "https" else 80))
        if parts.scheme == "http" and not plain(self.source, host):
            raise self.source.refused(
                f"{host} 用的是不加密的 http",
                "请改用 https；确实没有，请写 tls: none（会记录在案）",
                f"{host} is asked over http, which is not encrypted",
                "Use https; if there is none, say tls: none, which is put on record",
            )
        return host, port or (443 if parts.scheme == "https" else 80), address

    def _status(self, answer: Any, shown: str) -> None:
        code = int(answer.status_code)
        if code == 200:
            coding = answer.headers.get("Content-Encoding", "identity")
            if coding.lower() == "identity":
                return
            zh, en = f"用 {coding} 压缩了回应", f"compressed its answer with {coding}"
        elif 300 <= code < 400:
            zh, en = "要转到别的地址（没有跟随）", "redirects elsewhere (not followed)"
        elif code in (401, 403):
            zh, en = f"不接受这个账号（{code}）", f"does not accept this account ({code})"
        else:
            zh, en = f"回应 {code}", f"answers {code}"
        raise self._failed(shown, zh, "请核对 url 和账号", en, "Check url and account")

    def _body(self, answer: Any, shown: str) -> bytes:
        pieces, size = [], 0
        for piece in answer.iter_content(PIECE):
            size += len(piece)
            if size > self.most << 20:
                zh, en = f"一次回应超过 {self.most} MB", f"answers with more than {self.most} MB"
                remedy, english = "请缩短期间，或写 megabytes", "Ask for less, or say megabytes"
                raise self._failed(shown, zh, remedy, en, english)
            if self._clock() > self._end:
                zh, en = "一小时还没有取完", "is not done after an hour"
                raise self._failed(shown, zh, "请缩短期间", en, "Ask for less")
            pieces.append(piece)
        return b"".join(pieces)

    def _failed(self, shown: str, zh: str, remedy: str, en: str, remedy_en: str) -> Refusal:
        return self.source.refused(f"{shown} {zh}", remedy, f"{shown} {en}", remedy_en)


def _signed(source: Described) -> dict[str, str]:
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "jiheng",
    }
    if "token" in source.said:
        name = source.text("token_header", "Authorization")
        bearer = "Bearer " if name == "Authorization" else ""
        headers[name] = bearer + source.secret("token")
    elif "user" in source.said:
        from base64 import b64encode

        pair = f"{source.text('user')}:{source.secret('password')}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    return headers


def _pinned(address: str) -> Any:
    """Dials ``address`` whatever the name says; the certificate must still be the name's."""
    from requests.adapters import HTTPAdapter

    class Pinned(HTTPAdapter):
        def build_connection_pool_key_attributes(
            self, request: Any, verify: Any, cert: Any = None
        ) -> Any:
            found: Any = super().build_connection_pool_key_attributes(request, verify, cert)
            host, pool = found
            if host["scheme"] == "https":
                pool |= {"server_hostname": host["host"], "assert_hostname": host["host"]}
            return {**host, "host": address}, pool

    return Pinned(max_retries=0)
