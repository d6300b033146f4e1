"""The commands and options of ``jiheng``. Help speaks Chinese, or English with ``--lang en``."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any, NoReturn

COMMANDS = {
    "check": ("核对绩效表，列出每处矛盾和算式", "check forms and show every contradiction"),
    "show": ("显示读到的表和推定的内容", "show a form as it was read"),
    "rule": ("查看一条规则；不写代码则列出全部", "explain a rule; without CODE list them all"),
    "doctor": ("逐步显示一份文件怎样被读、被判", "show every step from bytes to outcomes"),
    "explain": ("说明一条规则或一行指标在文件里的来龙去脉", "explain a rule, or a row, in a file"),
    "convert": (
        "把表转成数据，一项指标一行，原文和读出的值并排",
        "turn forms into data, one row an indicator, printed and read values side by side",
    ),
    "corpus": (
        "拿读到的表和人工录入的真值逐格对照，量出准确率",
        "compare what is read with forms typed by hand, and measure the accuracy",
    ),
}
TEXTS = {
    "about": (
        "绩衡：读绩效目标表，逐格重算，说明每处不符从何而来。",
        "Jiheng reads performance-target forms, recomputes every figure and explains each gap.",
    ),
    "exit": (
        "退出码：0 没有问题；1 有错误或提醒；2 有文件没能核对或选项不对；130 被中断。",
        "Exit codes: 0 clean; 1 errors or warnings; 2 could not do the job; 130 interrupted.",
    ),
    "commands": ("命令", "commands"),
    "arguments": ("参数", "arguments"),
    "options": ("选项", "options"),
    "usage": ("用法：", "usage: "),
    "help": ("显示这份说明", "show this help"),
    "version": ("显示版本", "show the version"),
    "lang": ("语言：zh（默认）或 en", "language: zh (default) or en"),
    "paths": (
        "文件、文件夹或通配符；- 表示标准输入",
        "files, folders or patterns; - is standard input",
    ),
    "file": ("一个文件；- 表示标准输入", "one file; - is standard input"),
    "format": ("输出格式：", "output format: "),
    "output": ("写入文件（写完才替换旧文件）", "write to a file (replaced only when complete)"),
    "select": (
        "只核对这些规则：代码、名称或代码开头，可用逗号分隔",
        "only these rules: codes, slugs or code prefixes, separated by commas",
    ),
    "ignore": ("不报这些规则", "do not report these rules"),
    "profile": ("政策口径的名称", "name of the policy profile"),
    "exit_zero": ("有错误或提醒时也以 0 退出", "exit 0 even where errors or warnings were found"),
    "quiet": ("每处问题只写一行，没有问题时不出声", "one line a finding, nothing when clean"),
    "verbose": ("列出提示全文和相符的算式", "full hints and the equations that close"),
    "no_color": ("不用颜色", "no colour"),
    "code": ("规则代码或名称，如 ARI01", "rule code or slug, such as ARI01"),
    "what": (
        "规则代码（如 ARI01）或指标行（如 F1.C1）",
        "a rule code (such as ARI01) or a row (such as F1.C1)",
    ),
    "command": ("命令名", "command"),
    "result": (
        "结果文件，格式由结尾决定：.json、.xlsx、.csv、.md（写完才替换旧文件）",
        "the result, in the format its ending says: .json, .xlsx, .csv, .md (appears whole or not)",
    ),
    "no_count": ("不报写了多少", "do not say how much was written"),
    "folder": ("放着原文件的文件夹", "the folder with the files"),
    "truth": ("放着真值（.json）的文件夹", "the folder with the forms typed by hand (.json)"),
}


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


def build_parser(lang: str = "zh") -> argparse.ArgumentParser:
    """The whole command line."""
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
    for name, about in COMMANDS.items():
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
    _option(parser, lang, "--exit-zero", action="store_true", help="exit_zero")
    _option(parser, lang, "-q", "--quiet", action="store_true", help="quiet")
    _option(parser, lang, "-v", "--verbose", "--all", action="store_true", help="verbose")


def _format(parser: Parser, lang: str, names: Sequence[str]) -> None:
    text = TEXTS["format"][lang == "en"] + ("、" if lang == "zh" else ", ").join(names)
    parser.add_argument("--format", metavar="FORMAT", default="text", help=text)


def _profile(parser: Parser, lang: str) -> None:
    _option(parser, lang, "--profile", metavar="NAME", default="", help="profile")


def _show(parser: Parser, lang: str) -> None:
    _option(parser, lang, "file", nargs="?", metavar="FILE", help="file")
    _format(parser, lang, ("text", "json"))
    _option(parser, lang, "-o", "--output", metavar="FILE", default="", help="output")
    _profile(parser, lang)


def _rule(parser: Parser, lang: str) -> None:
    _option(parser, lang, "code", nargs="?", metavar="CODE", default="", help="code")
    _profile(parser, lang)


def _doctor(parser: Parser, lang: str) -> None:
    _option(parser, lang, "file", nargs="?", metavar="FILE", help="file")
    _profile(parser, lang)


def _explain(parser: Parser, lang: str) -> None:
    _doctor(parser, lang)
    _option(parser, lang, "what", nargs="?", metavar="CODE", default="", help="what")


def _convert(parser: Parser, lang: str) -> None:
    _option(parser, lang, "paths", nargs="*", metavar="FILE", help="paths")
    _option(parser, lang, "-o", "--output", metavar="FILE", default="", help="result")
    _profile(parser, lang)
    _option(parser, lang, "-q", "--quiet", action="store_true", help="no_count")


def _corpus(parser: Parser, lang: str) -> None:
    _option(parser, lang, "folder", nargs="?", metavar="FOLDER", default="", help="folder")
    _option(parser, lang, "--truth", metavar="FOLDER", default="", help="truth")
    _format(parser, lang, ("text", "md", "json"))
    _option(parser, lang, "-o", "--output", metavar="FILE", default="", help="output")
    _profile(parser, lang)


_FILL = {
    "check": _check,
    "show": _show,
    "rule": _rule,
    "doctor": _doctor,
    "explain": _explain,
    "convert": _convert,
    "corpus": _corpus,
}
