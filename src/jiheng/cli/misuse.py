"""Sentences for wrong command lines: what is wrong, and the nearest thing that is right."""

from __future__ import annotations

from os.path import lexists

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..rules import Rule


def explain(message: str, prog: str, lang: str) -> str:
    """argparse's complaint in the user's language, with a way on."""
    zh = lang == "zh"
    if message.startswith("unrecognized arguments: "):
        words = message.partition(": ")[2]
        more = f"（{prog} --help 列出全部选项）" if zh else f" ({prog} --help lists the options)"
        return (f"不认识 {words}" if zh else f"unknown: {words}") + more
    if "invalid choice: " in message:
        return _command(message.partition("invalid choice: ")[2].split("'")[1], zh)
    if message.endswith(("expected one argument", "expected at least one argument")):
        option = message.removeprefix("argument ").partition(":")[0]
        return f"{option} 后面要写一个值" if zh else f"{option} needs a value"
    return message


def _command(word: str, zh: bool) -> str:
    from .parser import COMMANDS

    if lexists(word):
        hint = f"jiheng check {word}"
        return f"{word} 是文件，不是命令。要核对它：{hint}" if zh else f"{word} is a file: {hint}"
    return unknown("命令" if zh else "command", word, COMMANDS, "zh" if zh else "en")


def unknown(kind: str, word: str, known: Iterable[str], lang: str) -> str:
    """ "没有规则 ARI99，最接近的是 ARI09、ARI10"; lists all where few are known."""
    names = list(known)
    close = nearest(word, names)
    zh = lang == "zh"
    joined = ("、" if zh else ", ").join(close or names if len(names) <= 12 else close)
    if zh:
        tail = f"，最接近的是 {joined}" if close else f"，可用的有 {joined}" if joined else ""
        return f"没有{kind} {word}{tail}"
    tail = f"; nearest: {joined}" if close else f"; known: {joined}" if joined else ""
    return f"there is no {kind} {word}{tail}"


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """At most three known words that look like the given one."""
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in known}
    return [by_lower[name] for name in get_close_matches(word.lower(), by_lower, 3, 0.5)]


def rule_words(values: Collection[str], rules: dict[str, Rule], lang: str) -> tuple[str, ...]:
    """The words of --select or --ignore; one that names no rule raises Misuse."""
    from .parser import Misuse

    words = [word.strip() for value in values for word in value.replace("，", ",").split(",")]
    slugs = {rule.slug for rule in rules.values()}
    for word in filter(None, words):
        if word not in slugs and not any(code.startswith(word.upper()) for code in rules):
            kind = "规则" if lang == "zh" else "rule"
            raise Misuse(unknown(kind, word, [*rules, *sorted(slugs)], lang))
    return tuple(filter(None, words))
