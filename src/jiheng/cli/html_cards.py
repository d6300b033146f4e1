"""What stands beside the drawn form: a card a finding, and what was not checked."""

from __future__ import annotations

import re

from ..model.finding import Outcome, Severity
from .html_marks import Marks, esc
from .labels import count, joint, subject, word
from .output import accepted, folded_under
from .phrases import acceptance, not_checked, proposed, short_places, spot
from .width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.finding import Checked, Finding
    from ..model.form import Document
    from ..model.place import Place
    from ..rules.say import Voice


_BREAK = re.compile(r"<(?:p|div|li|h3|h4|br|summary)\b")
_TAG = re.compile(r"^[^<>]*>|<[^<>]*>", re.MULTILINE)
CELLS = 50  # half-width characters on a line of a card beside the form
FEW = 3  # proposals shown of one finding before the rest is folded away


def cards(
    marks: Marks, findings: Sequence[Finding], voice: Voice, document: Document | None
) -> list[str]:
    """Errors, then warnings, each under its heading; then hints and what is accepted, folded."""
    out, hints = [], []
    for severity in Severity:
        groups = [group for group in marks.groups if group[0][1].severity is severity]
        made = [_card(group, marks, findings, voice, document) for group in groups]
        if severity is Severity.INFO:
            hints = made
        elif made:
            said = count(severity, sum(map(len, groups)), voice.lang)
            out += [f'<h3 class="level {severity}">{said}</h3>{made[0]}', *made[1:]]
    if hints:
        number = sum(len(g) for g in marks.groups if g[0][1].severity is Severity.INFO)
        out.append(_folded("hints", count("info", number, voice.lang), hints))
    waived = [_accepted(finding, voice) for finding in accepted(findings)]
    if waived:
        out.append(_folded("waived", count("accepted", len(waived), voice.lang), waived))
    return out


def _folded(kind: str, said: str, made: Sequence[str]) -> str:
    """Cards that show only when somebody asks."""
    inside = "".join(made)
    return f'<details class="{kind}"><summary>{said}</summary><div>{inside}</div></details>'


def tall(block: str) -> int:
    """About how many pixels high a card is beside the form."""
    lines = _TAG.sub("", _BREAK.sub("\n", block)).split("\n")
    if block.startswith("<details") and "<details open" not in block[:20]:
        return 50
    return 40 + sum(4 + 20 * -(-width(line) // CELLS) for line in lines if line)


def _accepted(finding: Finding, voice: Voice) -> str:
    """A finding that somebody answers for: grey, without a number on the sheet."""
    assert finding.accepted
    lang, waiver = voice.lang, finding.accepted
    head = f'<span class="sev">{word("accepted", lang)}</span>{esc(voice.title(finding.code))}'
    return (
        f'<article class="card accepted" data-c="{finding.code}"><h4>{head}</h4>'
        f"<p>{esc(voice.sentence(finding))}</p>"
        f'<p class="where">{esc(spot(finding.place, lang))}</p>'
        f'<p class="who">{esc(acceptance(waiver, lang))}</p>'
        f'<p class="basis">{_rule_link(finding, lang)} {esc(waiver.since)}</p></article>'
    )


def _card(
    group: list[tuple[int, Finding]],
    marks: Marks,
    findings: Sequence[Finding],
    voice: Voice,
    document: Document | None,
) -> str:
    first, lang = group[0][1], voice.lang
    severity = word(first.severity, lang)
    head = f'<span class="sev">{severity}</span>{esc(voice.title(first.code))}'
    if len(group) > 1:
        head += f' <span class="chip">{count("places", len(group), lang)}</span>'
    items = "".join(_item(n, finding, marks, findings, voice, document) for n, finding in group)
    repair, basis = voice.repair(first.code), voice.basis(first.code)
    fix = f'<p class="fix"><b>{word("repair", lang)}</b>{joint(lang)}{esc(repair)}</p>'
    cited = "".join(f"<br><b>{word('basis', lang)}</b>{joint(lang)}{esc(b)}" for b in basis)
    return (
        f'<article class="card {first.severity}" data-c="{first.code}"><h4>{head}</h4>{items}'
        f"{fix if repair else ''}"
        f'<p class="basis">{_rule_link(first, lang)}{cited}</p></article>'
    )


def _item(
    number: int,
    finding: Finding,
    marks: Marks,
    findings: Sequence[Finding],
    voice: Voice,
    document: Document | None,
) -> str:
    lang = voice.lang
    label = f"{marks.name}-{number}"
    places = f'<p class="where">{esc(spot(finding.place, lang))}</p>'
    if finding.also:
        also = " ".join(dict.fromkeys(_also(place, marks, lang) for place in finding.also))
        places += f'<p class="where">{word("also", lang)}{joint(lang)}{also}</p>'
    said = [proposed(one, finding, lang) for one in voice.proposals(finding, document)]
    arrows = tuple(f"→ {new}" for _, _, new, _ in said)
    working = [line for line in finding.working if not any(arrow in line for arrow in arrows)]
    follow = "".join(
        f'<p class="folded">└ {word("folded", lang)} {other.code}'
        f" {esc(subject(other.place, lang))}{joint(lang)}{esc(voice.sentence(other))}</p>"
        for other in folded_under(finding, findings)
    )
    return (
        f'<div class="item" id="{label}" data-n="{label}" tabindex="0">'
        f"<p>{_number(number, finding, marks)}{esc(voice.sentence(finding))}</p>"
        f"{places}{_work(working)}{_proposals(said, lang)}{follow}</div>"
    )


def _proposals(said: Sequence[tuple[str, str, str, str]], lang: str) -> str:
    """Printed and proposed text side by side, and why."""
    lines = [
        f"<li>{f'<span class=at>{esc(where)}</span> ' if where else ''}{_old(old, lang)} "
        f'→ <ins>{esc(new)}</ins> <span class="why">{esc(why)}</span></li>'
        for where, old, new, why in said
    ]
    if not lines:
        return ""
    out = f'<div class="repair"><b>{word("propose", lang)}</b><ul>{"".join(lines[:FEW])}</ul>'
    if len(lines) > FEW:
        more = len(lines) - FEW
        text = f"还有 {more} 格" if lang == "zh" else f"{more} more cells"
        out += f"<details><summary>{text}</summary><ul>{''.join(lines[FEW:])}</ul></details>"
    return out + "</div>"


def _old(text: str, lang: str) -> str:
    """The printed text struck out; a blank cell has nothing to strike."""
    blank = text == f"（{word('blank', lang)}）"
    return f'<span class="why">{esc(text)}</span>' if blank else f"<del>{esc(text)}</del>"


def _number(number: int, finding: Finding, marks: Marks) -> str:
    """The number of the mark, leading to its cell."""
    cell, kind = marks.anchor(finding.place), f"n {finding.severity}"
    if cell:
        return f'<a class="{kind}" href="#{esc(cell)}">{number}</a>'
    return f'<span class="{kind}">{number}</span>'


def _also(place: Place, marks: Marks, lang: str) -> str:
    """A further cell in short, leading there: its row is known by its mark in the margin."""
    cell, text = marks.anchor(place), esc(short_places([place], lang) or subject(place, lang))
    return f'<a href="#{esc(cell)}">{text}</a>' if cell else text


def _work(working: Sequence[str]) -> str:
    """Equations, one a line; what does not fit hangs under its own line."""
    lines = "".join(f"<div>{esc(line)}</div>" for line in working)
    return f'<div class="work">{lines}</div>' if lines else ""


def _rule_link(finding: Finding, lang: str) -> str:
    """The code, leading to the rule's explanation at the end of the page."""
    more = "规则说明" if lang == "zh" else "the rule"
    code = f'<a href="#rule-{finding.code}">{finding.code} · {more}</a>'
    return f'<span class="code">{code} <span class="slug">{esc(finding.slug)}</span></span>'


def outcomes(checked: Sequence[Checked], voice: Voice) -> list[str]:
    """What was not checked and why, and the equations that close."""
    lang = voice.lang
    left = not_checked(checked, voice)
    passed = [one for one in checked if one.verdict.outcome is Outcome.PASS]
    closed = [one for one in passed if one.verdict.working]
    out = []
    if left:
        items = "".join(
            f"<li>{esc(reason)} · {codes} {esc(short_places(places, lang))}</li>"
            for codes, reason, places in left
        )
        said = count("insufficient-data", sum(len(places) for _, _, places in left), lang)
        head = f'<summary><span class="chip unknown">{said}</span></summary>'
        out.append(f"<details open>{head}<ul>{items}</ul></details>")
    if passed:
        said = count("pass", len(passed), lang)
        said += f" · {count('closed', len(closed), lang)}" if closed else ""
        work = "".join(
            f'<p class="where">{one.code} · {esc(spot(one.verdict.place, lang))}</p>'
            f"{_work(one.verdict.working)}"
            for one in closed
        )
        head = f'<summary><span class="chip good">{said}</span></summary>'
        out.append(f"<details>{head}{work}</details>")
    return out
