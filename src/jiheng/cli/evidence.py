"""``jiheng evidence import|pull|list|verify|lock|check``: the records that prove an indicator.

Exit codes: 0 done; 1 a file was refused, or ``verify`` found damage; 2 it could not be tried.
"""

from __future__ import annotations

import os
import sys

from ..model.refusal import Refusal
from .console import is_terminal
from .evidence_words import say, shown
from .parser import Misuse, one_of
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from ..evidence.outcome import Result
    from ..evidence.store import Store

ACTIONS = ("import", "pull", "list", "verify", "lock", "check")
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
STORE = "evidence"
PAUSE = 100_000_000  # nanoseconds between two drawings


def run(options: Namespace) -> int:
    """Do what ``options.action`` says with the store ``options.store``."""
    from ..evidence.store import Store

    action = one_of("evidence", options.action or "", ACTIONS, options.lang)
    store = Store(options.store or STORE)
    if action not in ("import", "pull") and not os.path.isdir(store.path):
        raise Misuse(say("no-store", options.lang, store.path))
    does = {"import": _import, "pull": _pull, "list": _list, "verify": _verify, "lock": _lock}
    if action == "check":
        from .evidence_check import run as check

        return check(options, store)
    return does[action](options, store)


def _import(options: Namespace, store: Store) -> int:
    """Each file is a batch of its own; one that is refused does not stop the others."""
    from ..evidence.imports import bring
    from ..evidence.mapper import answers
    from ..evidence.outcome import ASKED, REFUSED, Wanted
    from .common import open_book

    if not options.paths:
        raise Misuse(say("no-files", options.lang))
    book, code = open_book(options), 0
    wanted = Wanted(
        table=getattr(options, "table", "") or "",
        sheet=getattr(options, "sheet", "") or "",
        encoding=getattr(options, "encoding", "") or "",
        unit=getattr(options, "unit", "") or "",
        columns=answers(getattr(options, "map", None) or ()),
        by=getattr(options, "by", "") or "",
        preview=bool(getattr(options, "preview", False)),
    )
    files = _files(options, store)
    for path in files:
        line = _Line(path, options)
        try:
            result = bring(path, store, book, wanted, line.draw)
        except Refusal as refusal:
            line.clear()
            if len(files) == 1:
                raise
            sys.stderr.write(clean(refusal.sentence(options.lang)) + "\n")
            code = 2
            continue
        line.clear()
        _tell(result, options)
        code = max(code, int(result.status in (ASKED, REFUSED)))
    return code


def _pull(options: Namespace, store: Store) -> int:
    """One described source, for some days, is one batch."""
    from ..evidence.outcome import ASKED, REFUSED, Wanted
    from ..evidence.pull import pull
    from .common import open_book

    path = options.source or (options.paths[0] if options.paths else "")
    if not path:
        raise Misuse(say("no-source", options.lang))
    wanted = Wanted(unit=options.unit or "", by=options.by or "", preview=bool(options.preview))
    line = _Line(path, options)
    try:
        since, until = (_day(text, options.lang) for text in (options.since, options.until))
        result = pull(path, store, open_book(options), since, until, wanted, line.count)
    finally:
        line.clear()
    _tell(result, options)
    return int(result.status in (ASKED, REFUSED))


def _day(text: str, lang: str) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Misuse(say("no-day", lang, text)) from None


def _files(options: Namespace, store: Store) -> list[str]:
    """The files named, and those of a folder whose name is a table's; rosters come first."""
    from ..evidence.mapper import Mapper
    from ..model.tables import TABLES
    from ..policy import load

    mapper, order, found = Mapper(load(), ""), list(TABLES), []
    for path in options.paths:
        if not os.path.isdir(path):
            found.append((-1, path))
            continue
        for name in sorted(os.listdir(path)):
            stem, ending = os.path.splitext(name)
            if ending.lower() not in ENDINGS or name.lower() == "readme.txt":
                continue
            table = mapper.named(stem)
            if table:
                first = table in ("person", "point")
                found.append((0 if first else 1 + order.index(table), os.path.join(path, name)))
            else:
                sys.stderr.write(say("unnamed", options.lang, clean(name)) + "\n")
    return [path for _, path in sorted(found, key=lambda one: one[0])]


def _tell(result: Result, options: Namespace) -> None:
    write, lang = sys.stdout.write, options.lang
    if result.status == "imported" and getattr(options, "quiet", False):
        return
    for line in shown(result, lang):
        write(clean(line) + "\n")


def _list(options: Namespace, store: Store) -> int:
    """Every entry of the chain, oldest first, and the head to note down."""
    read = store.chain()
    for entry in read.entries:
        words = {key: value for key, value in entry.items() if isinstance(value, str | int)}
        if entry["kind"] == "batch":
            totals = "  ".join(f"{name} {total}" for name, total in entry["totals"].items())
            text = say(
                "batch", options.lang, *(words[k] for k in ("at", "table", "rows", "source"))
            )
            text += f"  {totals}" if totals else ""
            text += f"  {say('synthetic', options.lang)}" if entry["synthetic"] else ""
        elif entry["kind"] == "lock":
            text = say("locked", options.lang, words["at"], words["period"], len(entry["tables"]))
        else:
            text = say("torn", options.lang, words["bytes"])
        by = f"  {words['by']}" if words.get("by") else ""
        sys.stdout.write(clean(f"{words['n']:>4}  {text}{by}") + "\n")
    sys.stdout.write(say("head", options.lang, read.head) + "\n")
    return 0


def _verify(options: Namespace, store: Store) -> int:
    """Name every byte's file that is not as it was written."""
    found = store.verify()
    for note in found.notes:
        sys.stdout.write(clean(f"{say('note', options.lang)}{note.sentence(options.lang)}") + "\n")
    for problem in found.problems:
        sys.stdout.write(clean(problem.sentence(options.lang)) + "\n")
    key = "damaged" if found.problems else "sound"
    numbers = (len(found.problems),) if found.problems else (found.batches, found.rows)
    sys.stdout.write(
        f"{say(key, options.lang, *numbers)}\n{say('head', options.lang, found.head)}\n"
    )
    return int(bool(found.problems))


def _lock(options: Namespace, store: Store) -> int:
    from datetime import datetime

    period = getattr(options, "period", "") or (options.paths[0] if options.paths else "")
    if not period:
        raise Misuse(say("no-period", options.lang))
    at = datetime.now().isoformat(" ", "seconds")
    new = store.lock(period, by=getattr(options, "by", "") or "", at=at)
    sys.stdout.write(say("closed" if new else "closed-before", options.lang, period) + "\n")
    return 0


class _Line:
    """One line on the terminal while a large file is read."""

    def __init__(self, path: str, options: Namespace) -> None:
        from time import monotonic_ns

        self._clock = monotonic_ns
        self.name, self.lang = os.path.basename(path), options.lang
        self.on = is_terminal(sys.stderr) and not getattr(options, "quiet", False)
        self._start = self._last = self._clock()
        self._shown = False

    def draw(self, rows: int, done: int, size: int) -> None:
        """How far it is: part of the bytes, rows, time left."""
        now = self._clock()
        if not self.on or now - self._last < PAUSE:
            return
        self._last, self._shown = now, True
        left = (now - self._start) * (size - done) // max(done, 1) // 1_000_000_000
        text = say("progress", self.lang, clean(self.name), 100 * done // max(size, 1), rows, left)
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    def count(self, rows: int) -> None:
        """How many rows came so far, where nobody knows how many there are."""
        now = self._clock()
        if self.on and now - self._last >= PAUSE:
            self._last, self._shown = now, True
            sys.stderr.write(f"\r\x1b[K{say('pulling', self.lang, clean(self.name), rows)}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
