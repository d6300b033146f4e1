"""``evaluate --format csv``: a row an indicator, for programs that take nothing else.

UTF-8 with a mark for Excel. A cell that begins like a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from io import StringIO

from ..score.words import assumption
from .evaluate_rows import JOINT, lines
from .evaluate_run import SYNTHETIC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .evaluate_run import Case, Ground
    from .output import View

HEADS = (
    *("form", "project", "ref", "indicator", "target", "actual", "numerator", "denominator"),
    *("unit", "verdict", "score", "weight", "notes", "reason", "assumptions", "as_of", "scheme"),
    "synthetic",
)
RISKY = ("=", "+", "-", "@", "\t", "\r")


def write(cases: Sequence[Case], made: Ground, send: Callable[[str], object], view: View) -> None:
    """The heading and the rows."""
    send("\ufeff" + _line(HEADS))
    joint, marked = JOINT[view.lang == "en"], SYNTHETIC if made.synthetic else ""
    for case in cases:
        for line, result in zip(lines(case, made, view.lang), case.result.rows, strict=True):
            value = result.actual.value
            pair = ("", "") if value is None else (str(value.num), str(value.den))
            said = joint.join(assumption(code, view.lang) for code in line.assumed)
            start = (str(case.form.index), case.name, line.ref, line.name, line.target)
            score = "" if result.points.score is None else line.score
            verdict = (result.actual.unit, line.standing, score, line.weight)
            rest = (joint.join(line.notes), line.reason, said, str(made.as_of), made.scheme.name)
            send(_line((*start, line.actual, *pair, *verdict, *rest, marked)))


def _line(cells: Sequence[str]) -> str:
    out = StringIO()
    safe = [f"'{cell}" if cell.startswith(RISKY) else cell for cell in cells]
    csv.writer(out, lineterminator="\r\n").writerow(safe)
    return out.getvalue()
