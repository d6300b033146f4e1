"""The commands and options of ``jiheng``. Help speaks Chinese, or English with ``--lang en``."""

from __future__ import annotations

import argparse

from .texts import COMMANDS as COMMANDS
from .texts import TEXTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any, NoReturn


class Misuse(Exception):
    """A command line that cannot be carried out; the message is one clear sentence."""


class Parser(argparse.ArgumentParser):
    """Raises Misuse instead of leaving the program, and speaks the user's language."""

    lang = "zh"

    def error(self, message: str) -> NoReturn:
        """Called by argparse for any wrong command line."""
        from .misuse import explain

        raise Misuse(explain(message, self.prog, self.lang))

    def format_help(self) -> str:
        """Help with its headings in the user's language."""
        text = super().format_help()
        return text.replace("usage: ", TEXTS["usage"][self.lang == "en"], 1)


class Formatter(argparse.HelpFormatter):
    """Knows the width of the terminal already: argparse would import shutil to find it."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


def one_of(option: str, value: str, known: Collection[str], lang: str) -> str:
    """The value if the option knows it, else Misuse with the nearest."""
    if value in known:
        return value
    from .misuse import unknown

    raise Misuse(
        f"{option}：{unknown('', value, known, lang)}"
        if lang == "zh"
        else (f"{option}: {unknown('value', value, known, lang)}")
    )


def build_parser(lang: str = "zh", first: str = "") -> argparse.ArgumentParser:
    """The whole command line; where its first word is a command, the others are left out."""
    vars(argparse)["_"] = str  # looks for no catalogues: half of what argparse costs a short run
    english = lang == "en"
    parser = _parser(Parser, lang, prog="jiheng", description=TEXTS["about"][english])
    parser.epilog = TEXTS["exit"][english]
    _option(parser, lang, "--version", action="store_true", help="version")
    _option(parser, lang, "--lang", metavar="zh|en", default=lang, help="lang")
    commands = parser.add_subparsers(
        prog="jiheng",
        dest="command",
        title=TEXTS["commands"][english],
        metavar=TEXTS["command"][english],
    )
    for name in (first,) if first in COMMANDS else COMMANDS:
        about = COMMANDS[name]
        one = _parser(commands.add_parser, lang, name=name, help=about[english])
        one.description = about[english]
        _option(one, lang, "--lang", metavar="zh|en", default=argparse.SUPPRESS, help="lang")
        _option(one, lang, "--no-color", action="store_true", help="no_color")
        _FILL[name](one, lang)
    return parser


def _parser(make: Any, lang: str, **words: Any) -> Parser:
    parser: Parser = make(add_help=False, allow_abbrev=False, formatter_class=Formatter, **words)
    parser.lang = lang
    english = lang == "en"
    parser._positionals.title = TEXTS["arguments"][english]
    parser._optionals.title = TEXTS["options"][english]
    parser.add_argument("-h", "--help", action="help", help=TEXTS["help"][english])
    return parser


def _option(parser: argparse.ArgumentParser, lang: str, *names: str, **words: Any) -> None:
    words["help"] = TEXTS[words["help"]][lang == "en"]
    parser.add_argument(*names, **words)


def _check(parser: Parser, lang: str) -> None:
    from .output import FORMATS

    _option(parser, lang, "paths", nargs="*", metavar="PATH", help="paths")
    _format(parser, lang, FORMATS)
    _option(parser, lang, "-o", "--output", metavar="FILE", default="", help="output")
    for name in ("select", "ignore"):
        _option(parser, lang, f"--{name}", metavar="CODE", action="append", default=[], help=name)
    _profile(parser, lang)
    _resume(parser, lang)
    _option(parser, lang, "--no-waivers", action="store_true", help="no_waivers")
    _option(parser, lang, "--baseline", metavar="FILE", default="", help="baseline")
    _option(parser, lang, "--write-baseline", metavar="FILE", default="", help="write_baseline")
    _option(parser, lang, "--diff", action="store_true", help="diff")
    _option(parser, lang, "--propose", action="store_true", help="propose")
    _option(parser, lang, "--exit-zero", action="store_true", help="exit_zero")
    _option(parser, lang, "-q", "--quiet", action="store_true", help="quiet")
    _option(parser, lang, "-v", "--verbose", "--all", action="store_true", help="verbose")


def _format(parser: Parser, lang: str, names: Sequence[str]) -> None:
    text = TEXTS["format"][lang == "en"] + ("、" if lang == "zh" else ", ").join(names)
    parser.add_argument("--format", metavar="FORMAT", default="text", help=text)


def _profile(parser: Parser, lang: str) -> None:
    _option(parser, lang, "--profile", metavar="NAME", default="", help="profile")


def _resume(parser: Parser, lang: str) -> None:
    _option(parser, lang, "--resume", action="store_true", help="resume")
    _option(parser, lang, "--journal", metavar="FILE", default="", help="journal")


def _show(parser: Parser, lang: str) -> None:
    _option(parser, lang, "file", nargs="?", metavar="FILE", help="file")
    _format(parser, lang, ("text", "json"))
    _option(parser, lang, "-o", "--output", metavar="FILE", default="", help="output")
    _profile(parser, lang)


def _waive(parser: Parser, lang: str) -> None:
    _option(parser, lang, "file", nargs="?", metavar="FILE", help="file")
    _option(parser, lang, "code", nargs="?", metavar="CODE", default="", help="code")
    _option(parser, lang, "place", nargs="?", metavar="PLACE", default="", help="place")
    _option(parser, lang, "--why", metavar="TEXT", default="", help="why")
    _option(parser, lang, "--who", metavar="NAME", default="", help="who")
    _option(parser, lang, "--until", metavar="DATE", default="", help="until")
    _option(parser, lang, "--list", action="store_true", help="list")
    _profile(parser, lang)


def _rule(parser: Parser, lang: str) -> None:
    _option(parser, lang, "code", nargs="?", metavar="CODE", default="", help="code")
    _option(parser, lang, "--search", metavar="WORD", default="", help="search")
    _profile(parser, lang)


def _doctor(parser: Parser, lang: str) -> None:
    _option(parser, lang, "file", nargs="?", metavar="FILE", help="file")
    _profile(parser, lang)


def _explain(parser: Parser, lang: str) -> None:
    _doctor(parser, lang)
    _option(parser, lang, "what", nargs="?", metavar="CODE", default="", help="what")
    _ground(parser, lang)


def _convert(parser: Parser, lang: str) -> None:
    _option(parser, lang, "paths", nargs="*", metavar="FILE", help="paths")
    _option(parser, lang, "-o", "--output", metavar="FILE", default="", help="result")
    _profile(parser, lang)
    _resume(parser, lang)
    _option(parser, lang, "-q", "--quiet", action="store_true", help="no_count")


def _corpus(parser: Parser, lang: str) -> None:
    _option(parser, lang, "folder", nargs="?", metavar="FOLDER", default="", help="folder")
    _option(parser, lang, "--truth", metavar="FOLDER", default="", help="truth")
    _format(parser, lang, ("text", "md", "json"))
    _option(parser, lang, "-o", "--output", metavar="FILE", default="", help="output")
    _profile(parser, lang)


def _evidence(parser: Parser, lang: str) -> None:
    _option(parser, lang, "action", nargs="?", metavar="ACTION", default="", help="action")
    _option(parser, lang, "paths", nargs="*", metavar="FILE", help="records")
    for name, metavar in (
        ("store", "FOLDER"),
        ("table", "NAME"),
        ("sheet", "NAME"),
        ("encoding", "NAME"),
        ("unit", "UNIT"),
        ("by", "NAME"),
        ("period", "MONTH"),
        ("source", "FILE.yaml"),
        ("since", "DATE"),
        ("until", "DATE"),
    ):
        _option(parser, lang, f"--{name}", metavar=metavar, default="", help=name)
    _option(parser, lang, "--map", metavar="A=B", action="append", default=[], help="map")
    _option(parser, lang, "--preview", action="store_true", help="preview")
    _option(parser, lang, "-q", "--quiet", action="store_true", help="no_count")
    _option(parser, lang, "--as-of", metavar="DATE", default="", help="as_of")
    _option(parser, lang, "--bindings", metavar="FILE", default="", help="bindings")
    _format(parser, lang, ("text", "json"))
    _profile(parser, lang)


def _ground(parser: Parser, lang: str) -> None:
    """The records, the day and the rules that a score is made with."""
    for name, metavar, text in (
        ("evidence", "FOLDER", "ground"),
        ("as-of", "DATE", "as_of"),
        ("bindings", "FILE", "bindings"),
        ("scheme", "NAME", "scheme"),
        ("engine", "NAME", "engine"),
    ):
        _option(parser, lang, f"--{name}", metavar=metavar, default="", help=text)


def _monitor(parser: Parser, lang: str) -> None:
    from .monitor import FORMATS

    _evaluated(parser, lang, FORMATS)


def _evaluate(parser: Parser, lang: str) -> None:
    from .evaluate import FORMATS

    _evaluated(parser, lang, FORMATS)
    _option(parser, lang, "--explain-reasons", metavar="FILE", default="", help="explain_reasons")


def _evaluated(parser: Parser, lang: str, formats: Sequence[str]) -> None:
    _option(parser, lang, "paths", nargs="*", metavar="PATH", help="paths")
    _ground(parser, lang)
    _format(parser, lang, formats)
    _option(parser, lang, "-o", "--output", metavar="FILE", default="", help="output")
    _option(parser, lang, "--exit-zero", action="store_true", help="unexplained")
    _option(parser, lang, "-q", "--quiet", action="store_true", help="no_count")
    _option(parser, lang, "-v", "--verbose", "--all", action="store_true", help="assumed")
    _profile(parser, lang)


def _demo_data(parser: Parser, lang: str) -> None:
    _option(parser, lang, "-o", "--output", metavar="FOLDER", default="", help="made")
    _option(parser, lang, "-q", "--quiet", action="store_true", help="no_count")


def _place(parser: Parser, lang: str) -> None:
    for name, metavar in (("host", "HOST"), ("port", "PORT"), ("data", "FOLDER")):
        _option(parser, lang, f"--{name}", metavar=metavar, default="", help=name)


SETUP = (
    ("password-file", "FILE"),
    ("office", "NAME"),
    ("code", "CODE"),
    ("username", "USER"),
    ("name", "NAME"),
)


def _serve(parser: Parser, lang: str) -> None:
    _place(parser, lang)
    _option(parser, lang, "--workers", metavar="N", default="", help="workers")
    _option(parser, lang, "--check", action="store_true", help="lacking")
    _option(parser, lang, "--setup", action="store_true", help="set_up")
    for name, metavar in SETUP:
        text = "office_code" if name == "code" else name
        _option(parser, lang, f"--{name}", metavar=metavar, default="", help=text)


def _verify(parser: Parser, lang: str) -> None:
    _option(parser, lang, "target", nargs="?", metavar="TARGET", default="", help="target")


_FILL = {
    "check": _check,
    "show": _show,
    "rule": _rule,
    "doctor": _doctor,
    "explain": _explain,
    "convert": _convert,
    "waive": _waive,
    "corpus": _corpus,
    "evidence": _evidence,
    "evaluate": _evaluate,
    "monitor": _monitor,
    "demo-data": _demo_data,
    "demo": _place,
    "serve": _serve,
    "verify": _verify,
}
