"""``corpus --format json``: counts, ratios as exact texts, and every difference."""

from __future__ import annotations

from ..model.record import as_dict
from .corpus_groups import MEASURES, formats, layouts, percent, score, wholes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .corpus import Measured, Result
    from .corpus_compare import Score


def write(measured: Measured) -> dict[str, Any]:
    """The whole measurement."""
    return {
        "totals": _groups(wholes(measured)),
        "layouts": _groups(layouts(measured)),
        "formats": _groups(formats(measured)),
        "forms": [_result(result) for result in measured.results],
        "without_truth": [as_dict(one) | {"layouts": list(one.layouts)} for one in measured.loose],
    }


def _groups(groups: Iterable[tuple[str, list[Result]]]) -> dict[str, Any]:
    return {name: {"forms": len(found)} | _score(score(found)) for name, found in groups}


def _score(counts: Score) -> dict[str, Any]:
    measures = {name: percent(*measure(counts)) for name, _, measure in MEASURES}
    return {"counts": as_dict(counts), "percent": measures}


def _result(result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "source": result.source,
        "complete": result.complete,
        "format": result.format,
        "layout": result.layout,
        "error": result.error,
        **_score(result.compared.score),
        "differences": [as_dict(one) for one in result.compared.differences],
    }
