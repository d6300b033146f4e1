"""The terminal door, ``jiheng COMMAND``.

Each command and each output format is a module of its own, imported only when asked for.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence
    from types import TracebackType

EINVAL = 22  # what Windows says where others say "broken pipe"
LANGS = ("zh", "en")
FAILED, INTERRUPTED = 2, 130


def build_parser(lang: str = "zh") -> ArgumentParser:
    """The command line as an argparse parser (the reference page is made from it)."""
    from .parser import build_parser as build

    return build(lang)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (0 clean, 1 findings, 2 could not do the job)."""
    if argv is not None:
        return _main(list(argv))
    from .bundle import install

    sys.excepthook = _defect
    gc.set_threshold(50_000)  # a check makes some 13,000 objects, hardly any of them garbage
    bundle = install()
    code = _main(sys.argv[1:])
    if bundle:
        bundle.keep()
    _leave(code)
    return code


def _main(words: list[str]) -> int:
    from ..model.refusal import Refusal
    from .console import complain, prepare
    from .parser import Misuse

    prepare()
    lang = _language(words)
    try:
        return _run(words, lang)
    except Misuse as misuse:
        complain(f"jiheng{'：' if lang == 'zh' else ': '}{misuse}")
    except Refusal as refusal:
        complain(refusal.sentence(lang))
    except KeyboardInterrupt:
        complain(
            "已中断，没有留下写了一半的文件"
            if lang == "zh"
            else "interrupted; no half-written file"
        )
        return INTERRUPTED
    except OSError as error:
        if not isinstance(error, BrokenPipeError) and error.errno != EINVAL:
            raise
        _hush()
    return FAILED


def _run(words: list[str], lang: str) -> int:
    from importlib import import_module

    from .parser import build_parser as build
    from .parser import one_of

    options = build(lang, words[0] if words else "").parse_args(words)
    one_of("--lang", options.lang, LANGS, lang)
    if options.version:
        from .. import __version__

        print(f"jiheng {__version__}")
        return 0
    if not options.command:
        build_parser(lang).print_help()
        return FAILED
    code: int = import_module(f"{__name__}.{options.command.replace('-', '_')}").run(options)
    return code


def _language(words: list[str]) -> str:
    """The language asked for, before the command line is understood: help needs it."""
    for index, word in enumerate(words):
        if word == "--lang=en" or (word == "--lang" and words[index + 1 : index + 2] == ["en"]):
            return "en"
    return "zh"


def _leave(code: int) -> None:
    """End here: to take apart what a check has loaded takes Python a quarter of its whole time.

    Not where somebody wants to be called at the end (coverage, temporary folders, threads).
    """
    import atexit

    if "_duckdb" not in sys.modules:  # which reports what is left as leaked
        gc.freeze()
    if atexit._ncallbacks() or "threading" in sys.modules or sys.getprofile() or sys.gettrace():
        return
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):  # the reader went away, or the stream is closed: as ever
        return
    os._exit(code)


def _hush() -> None:
    """The reader of our output went away (``| head``): do not complain while leaving."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error of ours: the trace for the maintainers, and exit code 2 instead of Python's 1."""
    sys.__excepthook__(kind, error, trace)
    print(
        "绩衡内部出错，请把上面的内容报给维护者。Internal error: please report the above.",
        file=sys.stderr,
    )
    sys.stderr.flush()
    os._exit(FAILED)
