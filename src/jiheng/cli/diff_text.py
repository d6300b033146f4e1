"""``--diff --format text``."""

from __future__ import annotations

from ..compare import counting
from .diff_words import name_of, say, summary, where, whole
from .labels import subject, word
from .screen import Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..compare import Change, FormDiff
    from ..model.finding import Finding
    from .diff import Diff
    from .output import View

STYLES = {"come": "error", "gone": "good", "stayed": "dim"}


def write(diff: Diff, out: Callable[[str], object], view: View) -> None:
    """Form by form: cells, then findings; one line of totals."""
    screen, lang = Screen(out, view), view.lang
    screen.line(f"{say('old', lang)} {diff.old.path}", "dim")
    screen.line(f"{say('new', lang)} {diff.new.path}", "dim")
    for one in diff.forms:
        if one.changes or one.come or one.gone or not view.quiet:
            _form(one, screen, view)
    screen.blank()
    screen.line(summary(diff, lang), "error" if diff.come else "good")


def _form(one: FormDiff, screen: Screen, view: View) -> None:
    lang = view.lang
    screen.blank()
    screen.line(name_of(one, lang), "bold")
    if one.changes:
        screen.line(say("changes", lang, len(one.changes)), indent=2)
        for change in one.changes:
            _change(change, screen, lang)
    else:
        screen.line(say("same", lang), "dim", indent=2)
    for key, findings in (("come", one.come), ("gone", one.gone), ("stayed", one.stayed)):
        found = counting(findings)
        if found:
            screen.line(say(key, lang, len(found)), STYLES[key], indent=2)
        if key != "stayed" or view.verbose:
            for finding in found:
                _finding(finding, screen, view)


def _change(change: Change, screen: Screen, lang: str) -> None:
    kind = whole(change)
    old, new = (" ".join(text.split()) for text in (change.old, change.new))
    if kind == "form":
        screen.line(say(f"{change.kind}-form", lang), indent=4)
    elif kind == "row":
        head = "＋ " if change.kind == "added" else "－ "
        said = f"{say(f'{change.kind}-row', lang)} {where(change, lang)}  {new or old}"
        screen.line(said, indent=4, head=head, head_style="info")
    else:
        blank = f"（{word('blank', lang)}）" if lang == "zh" else f"({word('blank', lang)})"
        screen.line(f"{old or blank} → {new or blank}", indent=4, head=f"{where(change, lang)}  ")


def _finding(finding: Finding, screen: Screen, view: View) -> None:
    lang = view.lang
    head = f"{word(finding.severity, lang)} {finding.code}  "
    said = f"{subject(finding.place, lang)}  {view.voice.sentence(finding)}"
    screen.line(said, indent=4, head=head, head_style=finding.severity.value)
