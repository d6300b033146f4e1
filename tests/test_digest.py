"""Both ways to the digest give the same."""

from __future__ import annotations

import hashlib
import sys

import pytest

from jiheng.model.digest import LARGE, sha256_hex


@pytest.mark.parametrize(
    "data",
    [b"", b"abc", "绩衡".encode() * 1000, b"x" * (LARGE + 1)],
    ids=["empty", "short", "text", "large"],
)
def test_it_is_sha256(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = hashlib.sha256(data).hexdigest()
    assert sha256_hex(data) == expected
    for name in ("_sha2", "_sha256"):  # a Python without its own module
        monkeypatch.setitem(sys.modules, name, None)
    assert sha256_hex(data) == expected
