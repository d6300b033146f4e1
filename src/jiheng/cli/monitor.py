"""``jiheng monitor FORMS --evidence STORE --as-of DATE``: how far the year has come.

Exit codes: 0 nothing to warn of; 1 some warning; 2 a form, the store or the day is unfit.
"""

from __future__ import annotations

from .evaluate import gathered, printed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

FORMATS = ("text", "json", "html", "xlsx")
MODULES = {name: f"monitor_{name}" for name in FORMATS}


def run(options: Namespace) -> int:
    """Count up to the day and print; 1 where something falls behind."""
    from ..score.early import early

    made, done, code = gathered(options, FORMATS)
    if done:
        printed(options, MODULES[options.format], done, made)
    if not code and not options.exit_zero:
        return int(any(True for case in done for _ in early(case.result, made.book)))
    return code
