"""A measured corpus in sums: over all, per layout, per format; and ratios that never flatter."""

from __future__ import annotations

from .corpus_compare import total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .corpus import Measured, Result
    from .corpus_compare import Score

MEASURES: tuple[tuple[str, str, Callable[[Score], tuple[int, int]]], ...] = (
    ("precision", "行查准", lambda s: (s.hit, s.read)),
    ("recall", "行查全", lambda s: (s.hit, s.rows)),
    ("f1", "行 F1", lambda s: (2 * s.hit, s.rows + s.read)),
    ("fields", "字段", lambda s: (s.fields_ok + s.cells_ok, s.fields + s.cells)),
    ("values", "数值", lambda s: (s.values_ok, s.values)),
)
"""Key, Chinese heading, and (the same, compared). ``fields`` are header fields and cells."""
WHOLE = (("complete", "完整的表"), ("cut", "截断的表"), ("all", "全部"))
NONE = "—"


def percent(part: int, whole: int) -> str:
    """ "99.65 %"; rounded down: 100 % is said only of all. "—" where nothing was compared."""
    if not whole:
        return NONE
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02} %"


def ratios(score: Score) -> list[str]:
    """The five measures as texts."""
    return [percent(*measure(score)) for _, _, measure in MEASURES]


def wholes(measured: Measured) -> list[tuple[str, list[Result]]]:
    """The typed forms whose source is whole, those whose source is cut off, and all."""
    results = list(measured.results)
    done = [result for result in results if result.complete]
    cut = [result for result in results if not result.complete]
    return [("complete", done), ("cut", cut), ("all", results)]


def by(measured: Measured, what: Callable[[Result], str]) -> list[tuple[str, list[Result]]]:
    """Groups in name order; forms that were not read at all come under "—"."""
    groups: dict[str, list[Result]] = {}
    for result in measured.results:
        groups.setdefault(what(result) or NONE, []).append(result)
    return sorted(groups.items())


def layouts(measured: Measured) -> list[tuple[str, list[Result]]]:
    """Per layout that the form was read as."""
    return by(measured, lambda result: result.layout)


def formats(measured: Measured) -> list[tuple[str, list[Result]]]:
    """Per kind of file."""
    return by(measured, lambda result: result.format)


def score(results: Iterable[Result]) -> Score:
    """The sum of a group."""
    return total(result.compared.score for result in results)


def differing(result: Result) -> dict[str, dict[str, int]]:
    """Kind of difference → key (row number where a row is missing or too many) → how often."""
    out: dict[str, dict[str, int]] = {}
    for one in result.compared.differences:
        keys = out.setdefault(one.kind, {})
        key = one.key or str(one.row)
        keys[key] = keys.get(key, 0) + 1
    return out
