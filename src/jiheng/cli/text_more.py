"""Parts of the text report that few runs need: proposals of repair, and accepted findings."""

from __future__ import annotations

from .labels import count, joint, subject, word
from .phrases import acceptance, proposed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.finding import Finding, Proposal
    from .output import View
    from .screen import Screen

FEW = 3
BODY = 7


def proposals(finding: Finding, found: Sequence[Proposal], screen: Screen, view: View) -> None:
    """A line a cell; what the working has said already is not said twice."""
    lang, worked = view.lang, "\n".join(finding.working)
    new = [one for one in found if f"→ {one.new}" not in worked]
    most = len(new) if view.verbose else FEW
    for one in new[:most]:
        where, old, to, why = proposed(one, finding, lang)
        head = word("propose", lang) + joint(lang)
        mark = f"（{why}）" if lang == "zh" else f" ({why})"
        screen.line(
            f"{where} {old} → {to}{mark}".strip(), indent=BODY + 2, head=head, head_style="good"
        )
    if len(new) > most:
        more = len(new) - most
        said = f"还有 {more} 格（--verbose）" if lang == "zh" else f"{more} more cells (--verbose)"
        screen.line(said, "dim", indent=BODY + 2)


def acceptances(waived: Sequence[Finding], screen: Screen, view: View) -> None:
    """How many findings are accepted; with --verbose which, by whom, why and until when."""
    lang = view.lang
    screen.blank()
    more = "" if view.verbose else "（--verbose）" if lang == "zh" else " (--verbose)"
    screen.line(count("accepted", len(waived), lang) + more, "dim", indent=2)
    for finding in waived if view.verbose else ():
        assert finding.accepted
        said = f"{subject(finding.place, lang)}{joint(lang)}{view.voice.sentence(finding)}"
        screen.line(
            f"{said}  {acceptance(finding.accepted, lang)}",
            "dim",
            indent=BODY,
            head=f"{finding.code}  ",
            head_style="dim",
        )
