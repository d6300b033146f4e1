"""JSON of somebody else, strictly: decimals as written, no name twice, nothing but JSON."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .described import Described


def decoded(source: Described, body: bytes) -> Any:
    """JSON with its decimals as they are written. Raises Refusal."""
    import json
    from decimal import Decimal

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("a name twice in one object")
        return found

    def never(word: str) -> Any:
        raise ValueError(word)

    try:
        return json.loads(
            body.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=never,
            object_pairs_hook=once,
        )
    except (ValueError, RecursionError, ArithmeticError):
        raise source.refused(
            "回应不是规范的 JSON",
            "请核对 url 是否是数据接口",
            "the answer is no proper JSON",
            "Check that url is the interface for data",
        ) from None
