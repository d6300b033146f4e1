"""The way out of the server: to listed hosts, at the address that was looked at, nowhere else.

A name is resolved once, every address it has is judged, and that very address is dialled, so that
a name cannot point elsewhere a moment later. No redirect is followed, no proxy of the system and
no stored password used; certificates are verified for the name.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter

SECONDS = (5, 10)  # to connect, to wait for an answer
MOST = 65_536  # bytes of an answer that are read


class Unreachable(Exception):
    """Not tried, or tried in vain; the message is for the log and names no secret."""


def is_listed(url: str) -> bool:
    """Whether an address may be told at all: https, a listed host, no name or password in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if parts.username is not None or parts.password is not None or not host or "\\" in url:
        return False
    if parts.scheme != "https" and f"http://{host}:{port}" not in settings.JIHENG_HOOK_HOSTS:
        return False
    listed = {one.removeprefix("http://") for one in settings.JIHENG_HOOK_HOSTS}
    return f"{host}:{port}" in listed or (host in listed and port in (None, 443))


def address(host: str, port: int) -> str:
    """The address to dial. Raises Unreachable where any of the name's addresses is not public."""
    try:
        every = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("host not known") from error
    found = [_plain(str(where[0])) for *_, where in every]
    for one in found:
        if not _may(one):
            raise Unreachable("private address")
    return str(found[0])


def _plain(text: str) -> IPv4Address | IPv6Address:
    one = ip_address(text.partition("%")[0])
    return getattr(one, "ipv4_mapped", None) or one


def _may(one: IPv4Address | IPv6Address) -> bool:
    if one.is_global and not one.is_multicast:
        return True
    networks = [ip_network(text, strict=False) for text in settings.JIHENG_HOOK_NETWORKS]
    return any(one.version == net.version and one in net for net in networks)


class _Pinned(HTTPAdapter):
    """Dials one address, whatever the name would resolve to now; TLS is for the name."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"server_hostname": self.host, "assert_hostname": self.host}
        super().init_poolmanager(*args, **kwargs)


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """POST; the status of the answer. Raises Unreachable."""
    if not is_listed(url):
        raise Unreachable("host not listed")
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    dial = address(host, port)
    shown = f"[{dial}]" if ":" in dial else dial
    target = parts._replace(netloc=f"{shown}:{port}", fragment="").geturl()
    with requests.Session() as session:
        session.trust_env = False
        if parts.scheme == "https":
            session.mount("https://", _Pinned(host))
        try:
            with session.post(
                target, data=body, headers=headers | {"Host": parts.netloc}, timeout=SECONDS,
                allow_redirects=False, stream=True, verify=settings.JIHENG_CA or True,
            ) as answer:  # fmt: skip
                answer.raw.read(MOST)
                return answer.status_code
        except (requests.RequestException, OSError) as error:
            raise Unreachable(type(error).__name__) from error
