"""``jiheng evaluate FORMS… --evidence STORE --as-of DATE``: actuals, verdicts and points.

Exit codes: 0 done; 1 some row missed its target, or went far over it, and nobody said why; 2 a
form, the store or the day is unfit. ``--exit-zero`` makes 1 a 0.
"""

from __future__ import annotations

from importlib import import_module

from ..model.refusal import Refusal
from .common import view_of
from .console import complain
from .parser import Misuse, one_of
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from .evaluate_run import Case, Ground

FORMATS = ("text", "json", "xlsx", "html", "csv")
_UTF8 = ("json", "html", "csv")
MODULES = {name: f"evaluate_{name}" for name in FORMATS} | {"xlsx": "evaluate_book"}


def run(options: Namespace) -> int:
    """Evaluate and print."""
    from .evaluate_rows import missing

    made, done, code = gathered(options, FORMATS)
    if done:
        printed(options, MODULES[options.format], done, made)
    if not code and not options.exit_zero and any(missing(case, made) for case in done):
        return 1
    return code


def gathered(options: Namespace, formats: tuple[str, ...]) -> tuple[Ground, list[Case], int]:
    """The ground, the forms evaluated, and 2 where some could not be (each said on stderr)."""
    from .evaluate_forms import cases, forms_of
    from .evaluate_run import ground
    from .progress import Progress

    one_of("--format", options.format, formats, options.lang)
    if options.format == "xlsx" and not options.output:
        zh = options.lang == "zh"
        raise Misuse("xlsx 请用 -o 写明文件名" if zh else "xlsx needs -o with a file name")
    made = ground(options)
    code, forms, done = 0, [], []
    for one in forms_of(options, made.book):
        if isinstance(one, Refusal):
            code = _said(one, options.lang)
        else:
            forms.append(one)
    progress = Progress(len(forms), options.lang, options.quiet)

    def told(path: str, rows: int) -> None:
        progress.end(rows) if rows else progress.begin(path, 0)

    try:
        for made_one in cases(forms, made, told):
            if isinstance(made_one, Refusal):
                progress.clear()
                code = _said(made_one, options.lang)
            else:
                done.append(made_one)
    finally:
        progress.clear()
    return made, done, code


def _said(refusal: Refusal, lang: str) -> int:
    complain(refusal.sentence(lang))
    return 2


def printed(options: Namespace, name: str, done: list[Case], made: Ground) -> None:
    """Write the cases with that module."""
    module = import_module(f".{name}", __package__)
    with Sink(options.output, utf8=options.format in _UTF8) as sink:
        view = view_of(options, made.book, to_file=bool(options.output))
        module.write(done, made, sink.write, view)
