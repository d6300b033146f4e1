"""``jiheng waive FILE CODE PLACE``: accept a finding, with a reason, a name and a last day."""

from __future__ import annotations

from datetime import date

from ..accept import fingerprint
from ..check import check_document
from ..model.finding import Waiver
from ..rules import registry
from .common import needed, open_book, read_one, view_of
from .files import STDIN
from .parser import Misuse
from .phrases import acceptance
from .waivers import Waivers, add, name_of, path_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from ..model.finding import Finding

WORDS = {
    "code": ("请写上规则代码，例如 ARI01", "name a rule, such as ARI01"),
    "why": ("接受问题要写理由：--why", "accepting needs a reason: --why"),
    "who": ("接受问题要写是谁：--who", "accepting needs a name: --who"),
    "until": ("接受问题要写到哪一天：--until 2023-12-31", "accepting needs a last day: --until"),
    "date": ("{} 不是日期，应写成 2023-12-31", "{} is no date; write 2023-12-31"),
    "past": ("{} 已经过去", "{} is past"),
    "none": ("这份文件里没有 {}", "there is no {} in this file"),
    "across": (
        "单看这份文件没有 {}。与别的文件对照才有的问题不能单独接受，请记进基线：{}",
        "this file alone has no {}. What only shows beside other files cannot be accepted "
        "by itself; note it in a baseline: {}",
    ),
    "several": ("{} 在这几处：{}；请写明是哪一处", "{} stands at {}; name one of them"),
    "stdin": ("标准输入没有文件夹，不能记", "standard input has no folder to note it in"),
    "nothing": ("{} 没有已接受的问题", "nothing is accepted of {}"),
    "valid": ("有效", "valid"),
    "over": ("过期", "expired"),
    "unused": ("用不上", "unused"),
    "done": ("已接受 {} {}（{} 至 {}），记在 {}", "accepted {} at {} ({} until {}), noted in {}"),
}

_BASELINE = "jiheng check 文件夹 --write-baseline 基线.json"


def run(options: Namespace) -> int:
    """Write one waiver beside the form."""
    lang = options.lang
    if options.list:
        return _list(options)
    needed(options.file, lang)
    book = open_book(options)
    for name in ("why", "who", "until"):
        if not getattr(options, name).strip():
            raise Misuse(_say(name, lang))
    code = options.code.strip().upper()
    if not code:
        raise Misuse(_say("code", lang))
    if options.file == STDIN:
        raise Misuse(_say("stdin", lang))
    until, today = _day(options.until.strip(), lang), date.today()
    if until < today:
        raise Misuse(_say("past", lang, until))
    _, document = read_one(options, book)
    report = check_document(document, book)
    found = {fingerprint(f, document): f for f in report.findings if f.code == code}
    finding = _one(list(found.values()), code, options.place, lang)
    waiver = Waiver(
        name_of(options.file),
        code,
        finding.place.key,
        fingerprint(finding, document),
        options.why.strip(),
        options.who.strip(),
        today.isoformat(),
        until.isoformat(),
    )
    path = path_for(options.file)
    add(path, [waiver])
    voice = view_of(options, book).voice
    print(_say("done", lang, code, waiver.place, waiver.since, waiver.until, path))
    print(f"  {voice.sentence(finding)}")
    return 0


def _list(options: Namespace) -> int:
    """What is accepted of a file, and whether each entry still does something."""
    lang, path = options.lang, needed(options.file, options.lang)
    waivers = Waivers().of(path)
    if not waivers:
        print(_say("nothing", lang, path))
        return 0
    book = open_book(options)
    _, document = read_one(options, book)
    found = {fingerprint(f, document) for f in check_document(document, book).findings}
    today = date.today().isoformat()
    for waiver in waivers:
        state = "unused" if waiver.fingerprint not in found else "valid"
        state = "over" if state == "valid" and waiver.until < today else state
        print(f"{_say(state, lang)}  {waiver.code} {waiver.place}  {acceptance(waiver, lang)}")
    return 0


def _one(findings: Sequence[Finding], code: str, place: str, lang: str) -> Finding:
    """The finding meant; Misuse where it is none or more than one."""
    wanted = place.strip()
    fitting = [
        finding
        for finding in findings
        if not wanted or any(wanted in (at.key, at.ref) for at in (finding.place, *finding.also))
    ]
    if not fitting:
        known = registry().get(code)
        key = "across" if known and known.scope == "book" else "none"
        raise Misuse(_say(key, lang, f"{code} {wanted}".strip(), _BASELINE))
    if len(fitting) > 1:
        where = "、".join(finding.place.key for finding in fitting)
        raise Misuse(_say("several", lang, code, where))
    return fitting[0]


def _day(text: str, lang: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misuse(_say("date", lang, text)) from None


def _say(key: str, lang: str, *values: object) -> str:
    return WORDS[key][lang == "en"].format(*values)
