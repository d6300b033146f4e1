"""JSON text of plain data, every number with its own digits."""

from __future__ import annotations

from decimal import Decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def encode(data: Any, indent: int = 1) -> str:
    """JSON text; Decimals become numbers with their own digits."""
    import msgspec

    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(_ready(data)), indent=indent).decode()


def _ready(data: Any) -> Any:
    """What the encoder takes: no lone surrogates, no exponents."""
    if isinstance(data, str):
        return data if data.isascii() else data.encode("utf-8", "replace").decode()
    if isinstance(data, dict):
        return {_ready(key): _ready(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_ready(value) for value in data]
    if isinstance(data, Decimal):
        return data if data.is_finite() and "E" not in str(data) else _plain(data)
    return data


def _plain(number: Decimal) -> Any:
    import msgspec

    return msgspec.Raw(f"{number:f}".encode()) if number.is_finite() else str(number)
