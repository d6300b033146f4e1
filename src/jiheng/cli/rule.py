"""``jiheng rule``: the page of one rule, or the list of all."""

from __future__ import annotations

from ..model.record import replace
from ..rules import every
from ..rules.say import Voice
from .common import open_book, view_of
from .console import complain
from .labels import joint, word
from .screen import Screen
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from ..policy import Book
    from ..rules import Rule

HEADINGS = {
    "What it does": "查什么",
    "Why it matters": "为什么要紧",
    "Basis": "依据",
    "Example": "例：会报",
    "Instead": "例：不报",
    "Known limits": "已知的限度",
}


def run(options: Namespace) -> int:
    """Print the page of ``options.code``, or the table of all rules."""
    book = open_book(options)
    with Sink() as sink:
        view = replace(view_of(options, book), voice=Voice(options.lang, book, every()))
        screen = Screen(sink.write, view)
        if options.search:
            found = search(options.search, screen.view.voice)
            catalogue(screen, book, found)
            if found:
                return 0
        elif not options.code:
            catalogue(screen, book, every().values())
            return 0
        rule = None if options.search else find(options.code)
        if rule:
            page(rule, screen, book)
            return 0
    if options.search:
        zh, en = "没有一条规则说到", "no rule speaks of"
        complain(f"{zh}“{options.search}”" if options.lang == "zh" else f"{en} {options.search!r}")
        return 1
    complain(missing(options.code, options.lang))
    return 2


def search(words: str, voice: Voice) -> list[Rule]:
    """The rules with all the words in code, names, sentences, repair or page; nearest first."""
    asked = words.casefold().split()
    found: list[tuple[int, Rule]] = []
    for rule in every().values():
        near = f"{rule.code} {rule.slug} {rule.title}".casefold()
        said = f"{rule.zh} {rule.en} {rule.repair_zh} {rule.repair_en}".casefold()
        far = f"{near} {said} {voice.page(rule.code).casefold()}"
        if all(word in far for word in asked):
            rank = 0 if all(word in near for word in asked) else 1
            found.append((rank + any(word not in near + said for word in asked), rule))
    return [rule for _, rule in sorted(found, key=lambda pair: pair[0])]


def find(name: str) -> Rule | None:
    """A rule by code or slug, in any case."""
    known = every()
    slugs = {rule.slug: rule for rule in known.values()}
    return known.get(name.upper()) or slugs.get(name.lower())


def missing(name: str, lang: str) -> str:
    """The sentence for a code that does not exist, with the nearest that do."""
    from .misuse import unknown

    known = every()
    names = [*known, *(rule.slug for rule in known.values())]
    return unknown("规则" if lang == "zh" else "rule", name, names, lang)


def catalogue(screen: Screen, book: Book, rules: Iterable[Rule]) -> None:
    """Rules, one a line: code, severity under this profile, title."""
    lang = screen.view.lang
    for rule in rules:
        code = rule.code
        severity = book.severity(code, rule.severity)
        shown = word(severity, lang) if severity in ("error", "warning", "info") else severity
        style = severity if severity in ("error", "warning", "info") else "dim"
        head = f"{code}  {shown + ' ' * (8 - screen.cells(shown))}"
        text = f"{screen.view.voice.title(code)}  {rule.slug if lang == 'zh' else rule.title}"
        screen.line(text, head=head, head_style=style)


def page(rule: Rule, screen: Screen, book: Book) -> None:
    """One rule: what it says, how to repair, and its page."""
    voice, lang = screen.view.voice, screen.view.lang
    severity = book.severity(rule.code, rule.severity)
    shown = word(severity, lang) if severity in ("error", "warning", "info") else severity
    screen.line(f"{rule.title}  {rule.slug}", "bold", head=f"{rule.code}  ", head_style="bold")
    screen.line(shown, severity if shown != severity else "dim")
    screen.blank()
    screen.line(pattern(rule.en if lang == "en" else rule.zh))
    if voice.repair(rule.code):
        head = word("repair", lang) + joint(lang)
        screen.line(voice.repair(rule.code), head=head, head_style="good")
    screen.blank()
    markdown(voice.page(rule.code), screen)


def pattern(template: str) -> str:
    """The rule's sentence with … where a finding has its figures."""
    parts = template.split("{")
    return parts[0] + "".join(f"…{part.partition('}')[2]}" for part in parts[1:])


def markdown(text: str, screen: Screen) -> None:
    """The little Markdown of rule pages: headings, tables, lists, paragraphs."""
    zh = screen.view.lang == "zh"
    table: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip(" ") for cell in line.strip().strip("|").split("|")]
            if not all(cell and set(cell) <= set("-: ") for cell in cells):
                table.append(cells)
            continue
        if table:
            screen.table(table, indent=2)
            table = []
        if line.startswith("#"):
            heading = line.lstrip("# ")
            screen.line(HEADINGS.get(heading, heading) if zh else heading, "bold")
        elif line.startswith(("- ", "* ")):
            screen.line(line[2:], indent=2, head="· ")
        elif line.strip():
            screen.line(line.strip().replace("`", ""), indent=2)
        else:
            screen.blank()
