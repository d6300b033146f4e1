"""SHA-256 without OpenSSL: ``hashlib`` loads it, which takes longer than checking a form."""

from __future__ import annotations

LARGE = 1 << 20


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of the bytes in hex; Python's own module for small data, hashlib else."""
    if len(data) < LARGE:
        for name in ("_sha2", "_sha256"):  # from 3.12, until 3.11
            try:
                return str(__import__(name).sha256(data).hexdigest())
            except ImportError:
                continue
    from hashlib import sha256

    return sha256(data).hexdigest()
