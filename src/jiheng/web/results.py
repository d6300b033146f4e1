"""A FormResult (model/result.py) as JSON and back, exact to the last digit.

Records are objects of their fields, a Ratio {"num", "den"}, nothing is rounded or left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from jiheng.model.record import as_dict
from jiheng.model.result import (
    Actual,
    Execution,
    FormResult,
    Judgement,
    Points,
    Ratio,
    Reading,
    RowResult,
    Standing,
    Used,
)  # fmt: skip

RECORDS = (Actual, Execution, FormResult, Judgement, Points, Ratio, Reading, RowResult, Used)


def plain(value: Any) -> Any:
    """Any part of a result as JSON data."""
    if isinstance(value, RECORDS):
        return {key: plain(part) for key, part in as_dict(value).items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value


def result_of(data: Mapping[str, Any]) -> FormResult:
    """The result as it was before ``plain``."""
    made: FormResult = _made(FormResult, data)
    return made


def _made(kind: Callable[..., Any], data: Mapping[str, Any]) -> Any:
    inner = _INNER.get(kind, {})
    return kind(**{key: _part(inner.get(key), value) for key, value in data.items()})


def _part(kind: Callable[..., Any] | None, value: Any) -> Any:
    if kind is Standing:
        return Standing(value)
    if isinstance(value, list):
        return tuple(_part(kind, one) for one in value)
    if not isinstance(value, dict):
        return value
    if set(value) == {"num", "den"}:
        return Ratio(value["num"], value["den"])
    if kind is not None:
        return _made(kind, value)
    return {key: _part(None, one) for key, one in value.items()}


_INNER: dict[Callable[..., Any], dict[str, Callable[..., Any]]] = {
    FormResult: {"rows": RowResult, "execution": Execution, "execution_points": Points},
    RowResult: {"actual": Actual, "judgement": Judgement, "points": Points},
    Actual: {"used": Used},
    Execution: {"used": Used},
    Judgement: {"standing": Standing, "readings": Reading},
    Reading: {"standing": Standing},
}
