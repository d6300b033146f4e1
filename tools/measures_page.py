"""The reference of measures and of scoring schemes, from the source and the policy."""

from __future__ import annotations

from jiheng.evidence.bindings import load as bindings
from jiheng.policy import Book
from jiheng.score.measures import Measure, measure, names

OPS = {">=": "≥", "<=": "≤", "=": "=", "": "–"}


def measures() -> str:
    """One section a measure: its docstring, its parameters as the example binds them."""
    used: dict[str, list[str]] = {}
    parameters: dict[str, dict[str, None]] = {}
    for one in bindings():
        used.setdefault(one.measure, []).append(f"{one.code}.{one.ref}")
        parameters.setdefault(one.measure, {}).update(dict.fromkeys(one.parameters))
    parts = [
        "# Measures\n\nA measure counts the actual value of an indicator from records. A table of "
        "bindings says which measure counts which row, and with which parameters; how to write "
        "one is told (in Chinese) in [guide/evaluating.md](../guide/evaluating.md). Figures are "
        "exact: a share is a pair of whole numbers, money is counted in fen.\n\n"
        "Comparator: the one assumed where the form prints none; where none can be assumed, the "
        "row cannot be judged, for the reason given."
    ]
    for name in names():
        parts.append(_section(measure(name), used.get(name, []), list(parameters.get(name, {}))))
    return "\n\n".join(parts) + "\n"


def _section(one: Measure, rows: list[str], parameters: list[str]) -> str:
    from importlib import import_module

    text = (import_module(one.count.__module__).__doc__ or "").strip()
    title, _, rest = text.partition("\n")
    said = [f"comparator {OPS.get(one.op, one.op)}" if one.op else f"no comparator: {one.why}"]
    said += ["grows over the year"] if one.cumulative else []
    said += ["words such as 按月发放 ask for the whole"] if one.all else []
    said += [f"tolerance `{one.tolerance}`"] if one.tolerance else []
    said += ["a word, not a number"] if one.word else []
    lines = [f"## {one.name}", f"**{title}**", rest.strip(), f"{'; '.join(said)}."]
    if parameters:
        lines.append(f"Parameters in the example: {', '.join(f'`{p}`' for p in parameters)}.")
    if rows:
        lines.append(f"Counts, in the example: {', '.join(rows)}.")
    return "\n\n".join(line for line in lines if line)


def schemes(book: Book) -> str:
    """Every scheme: weights, rules, bands and grades, with its basis."""
    parts = [
        "# Scoring schemes\n\n`jiheng evaluate --scheme NAME`. Weights that the form prints go "
        "before those of the scheme. A score is rounded half up to 0.01 once; the grade is decided "
        "on the unrounded total, and withheld while any weight is open."
    ]
    for name, said in book.topics["schemes"].items():
        weights = " · ".join(f"{group} {points}" for group, points in said["weights"].items())
        bands = " · ".join(f"{word} {low}–{top}" for word, (low, top) in said["bands"].items())
        grades = " · ".join(f"{grade} ≥ {least}" for grade, least in said["grades"].items())
        rows = {
            "weights": f"预算执行率 {said['execution']} · {weights}",
            "a floor missed": "weight × actual ÷ target",
            "a ceiling passed": {
                "linear": "weight × (1 − (actual − target) ÷ target), 0 from twice the target on",
                "ratio": "weight × target ÷ actual",
            }[said["reverse"]],
            "words": bands,
            "a reason is needed from": f"{said['over']} × target",
            "grades": grades,
            "since": said["since"],
            "basis": said["basis"],
            "last verified": said["verified"],
        }
        table = "\n".join(f"| {key} | {value} |" for key, value in rows.items())
        parts.append(f"## {name}\n\n{said['title']}\n\n| | |\n| --- | --- |\n{table}")
    return "\n\n".join(parts) + "\n"
