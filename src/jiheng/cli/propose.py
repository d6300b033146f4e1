"""``jiheng check FILE --propose -o COPY``: a commented copy; the file itself is not touched."""

from __future__ import annotations

import os
from datetime import date

from ..check import check_document, exit_code
from ..documents.writers.marked import Mark, write
from ..model.finding import Severity
from .archives import same_name
from .common import open_book, read_one, view_of
from .console import complain
from .decided import Decided
from .files import STDIN
from .labels import joint, word
from .output import folded_under, roots
from .parser import Misuse
from .phrases import proposed
from .sink import Sink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from ..model.finding import Finding, Proposal, Report
    from ..model.place import Address
    from ..rules.say import Voice

WORDS = {
    "one": ("--propose 一次做一份文件", "--propose takes one file"),
    "output": (
        "--propose 要用 -o 写明副本的文件名，例如 -o 目标表-批注.docx",
        "--propose needs -o with a name for the copy, such as -o form-marked.docx",
    ),
    "same": (
        "副本不能写在原件上；请给副本另取一个名字",
        "the copy must not replace the file itself; give it another name",
    ),
    "kind": ("副本的类型要和原件一样（{}）", "the copy must be of the file's own kind ({})"),
    "done": ("已另存带 {} 条批注的副本：{}", "copy with {} comments written: {}"),
    "see": ("说明见 {}", "explained at {}"),
}


def run(options: Namespace) -> int:
    """Check one file and write the copy; the exit code is that of the check."""
    lang = options.lang
    path = _path(options, lang)
    book = open_book(options)
    options.file = path
    data, document = read_one(options, book)
    from .check import words as rule_words

    report = check_document(
        document,
        book,
        select=rule_words(options.select, lang),
        ignore=rule_words(options.ignore, lang),
    )
    report = Decided(options, [path], book.profile)(report)
    voice = view_of(options, book, to_file=True).voice
    marks = list(_marks(report, voice))
    copy = write(data, path, document.format, marks, date.today().isoformat())
    with Sink(options.output, utf8=True) as sink:
        sink.write(copy)
    complain(_say("done", lang, len(marks), options.output))
    code = exit_code((report,))
    return 0 if code == 1 and options.exit_zero else code


def _path(options: Namespace, lang: str) -> str:
    """The one file to copy. Misuse where the copy has no name, or the file's own."""
    if len(options.paths) != 1 or os.path.isdir(options.paths[0]):
        raise Misuse(_say("one", lang))
    path: str = options.paths[0]
    if not options.output:
        raise Misuse(_say("output", lang))
    if path != STDIN and same_name(path) == same_name(options.output):
        raise Misuse(_say("same", lang))
    ending = os.path.splitext(path)[1].lower()
    if path != STDIN and os.path.splitext(options.output)[1].lower() != ending:
        raise Misuse(_say("kind", lang, ending))
    return path


def _marks(report: Report, voice: Voice) -> Iterator[Mark]:
    """A comment for each finding that counts, and for each further cell it could repair."""
    found = roots(report.findings)
    rank = {severity: number for number, severity in enumerate(Severity)}
    for finding in sorted(found, key=lambda one: rank[one.severity]):
        repairs = voice.proposals(finding, report.document)
        if finding.severity is Severity.INFO and not repairs:
            continue
        home = finding.place.address
        here = [one for one in repairs if one.place.address == home]
        yield Mark(home, tuple(_lines(finding, here, report, voice)))
        cells: dict[Address, list[Proposal]] = {}
        for one in repairs:
            if one.place.address != home:
                cells.setdefault(one.place.address, []).append(one)
        for address, there in cells.items():
            yield Mark(address, tuple(_further(finding, there, voice)))


def _lines(
    finding: Finding, repairs: Sequence[Proposal], report: Report, voice: Voice
) -> Iterator[str]:
    lang = voice.lang
    colon = joint(lang)
    yield f"{word(finding.severity, lang)} {finding.code} {voice.title(finding.code)}"
    yield voice.sentence(finding)
    news = tuple(f"→ {one.new}" for one in repairs)
    yield from (line for line in finding.working if not any(new in line for new in news))
    yield from _proposals(finding, repairs, lang)
    for other in folded_under(finding, report.findings):
        yield f"{word('folded', lang)} {other.code} {voice.sentence(other)}"
    if repair := voice.repair(finding.code):
        yield f"{word('repair', lang)}{colon}{repair}"
    for citation in voice.basis(finding.code):
        yield f"{word('basis', lang)}{colon}{citation}"


def _further(finding: Finding, repairs: Sequence[Proposal], voice: Voice) -> Iterator[str]:
    lang = voice.lang
    yield f"{word(finding.severity, lang)} {finding.code} {voice.title(finding.code)}"
    yield from _proposals(finding, repairs, lang)
    yield _say("see", lang, finding.place.ref or finding.place.key)


def _proposals(finding: Finding, repairs: Sequence[Proposal], lang: str) -> Iterator[str]:
    for one in repairs:
        _, old, new, why = proposed(one, finding, lang)
        mark = f"（{why}）" if lang == "zh" else f" ({why})"
        yield f"{word('propose', lang)}{joint(lang)}{old} → {new}{mark}"


def _say(key: str, lang: str, *values: object) -> str:
    return WORDS[key][lang == "en"].format(*values)
