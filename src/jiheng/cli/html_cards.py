"""What stands beside the drawn form: a card a finding, and what was not checked."""

from __future__ import annotations

from ..model.finding import Outcome, Severity
from .html_marks import Marks, esc
from .labels import count, joint, subject, word
from .output import accepted, folded_under, roots
from .phrases import acceptance, proposed, short_places, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.finding import Checked, Finding
    from ..model.form import Document
    from ..rules.say import Voice


FEW = 3  # proposals shown of one finding before the rest is folded away


def cards(
    marks: Marks, findings: Sequence[Finding], voice: Voice, document: Document | None
) -> str:
    """Errors first, then warnings, then hints and what is accepted (hidden until asked for)."""
    out = [_card(group, marks.name, findings, voice, document) for group in marks.groups]
    out += [_accepted(finding, voice) for finding in accepted(findings)]
    hints = [f for f in roots(findings) if f.severity is Severity.INFO]
    if hints:
        said = count("info", len(hints), voice.lang)
        out.append(f'<p class="hints"><label for="info">{said} ›</label></p>')
    waived = len(accepted(findings))
    if waived:
        said = count("accepted", waived, voice.lang)
        out.append(f'<p class="waived"><label for="accepted">{said} ›</label></p>')
    return "".join(out)


def _accepted(finding: Finding, voice: Voice) -> str:
    """A finding that somebody answers for: grey, without a number on the sheet."""
    assert finding.accepted
    lang, waiver = voice.lang, finding.accepted
    head = f'<span class="sev">{word("accepted", lang)}</span>{esc(voice.title(finding.code))}'
    return (
        f'<article class="card accepted"><h4>{head}</h4><p>{esc(voice.sentence(finding))}</p>'
        f'<p class="where">{esc(spot(finding.place, lang))}</p>'
        f'<p class="who">{esc(acceptance(waiver, lang))}</p>'
        f'<p class="basis">{finding.code} · {esc(finding.slug)} · {esc(waiver.since)}</p></article>'
    )


def _card(
    group: list[tuple[int, Finding]],
    name: str,
    findings: Sequence[Finding],
    voice: Voice,
    document: Document | None,
) -> str:
    first, lang = group[0][1], voice.lang
    severity = word(first.severity, lang)
    head = f'<span class="sev">{severity}</span>{esc(voice.title(first.code))}'
    if len(group) > 1:
        head += f' <span class="chip">{count("places", len(group), lang)}</span>'
    items = "".join(
        _item(f"{name}-{n}", n, finding, findings, voice, document) for n, finding in group
    )
    repair, basis = voice.repair(first.code), voice.basis(first.code)
    fix = f'<p class="fix"><b>{word("repair", lang)}</b>{joint(lang)}{esc(repair)}</p>'
    cited = "".join(f"<br><b>{word('basis', lang)}</b>{joint(lang)}{esc(b)}" for b in basis)
    return (
        f'<article class="card {first.severity}"><h4>{head}</h4>{items}{fix if repair else ""}'
        f'<p class="basis">{first.code} · {esc(first.slug)}{cited}</p></article>'
    )


def _item(
    label: str,
    number: int,
    finding: Finding,
    findings: Sequence[Finding],
    voice: Voice,
    document: Document | None,
) -> str:
    lang = voice.lang
    places = f'<p class="where">{esc(spot(finding.place, lang))}</p>'
    if finding.also:
        also = esc(short_places(finding.also, lang, lines=True))
        places += f'<p class="where">{word("also", lang)}{joint(lang)}{also}</p>'
    said = [proposed(one, finding, lang) for one in voice.proposals(finding, document)]
    arrows = tuple(f"→ {new}" for _, _, new, _ in said)
    working = "\n".join(
        esc(line) for line in finding.working if not any(arrow in line for arrow in arrows)
    )
    follow = "".join(
        f'<p class="folded">└ {word("folded", lang)} {other.code}'
        f" {esc(subject(other.place, lang))}{joint(lang)}{esc(voice.sentence(other))}</p>"
        for other in folded_under(finding, findings)
    )
    return (
        f'<div class="item" id="{label}" data-n="{label}" tabindex="0">'
        f'<p><span class="n {finding.severity}">{number}</span>{esc(voice.sentence(finding))}</p>'
        f"{places}{_work(working)}{_proposals(said, lang)}{follow}</div>"
    )


def _proposals(said: Sequence[tuple[str, str, str, str]], lang: str) -> str:
    """Printed and proposed text side by side, and why."""
    lines = [
        f"<li>{f'<span class=at>{esc(where)}</span> ' if where else ''}<del>{esc(old)}</del> "
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


def _work(working: str) -> str:
    return f'<div class="work">{working}</div>' if working else ""


def outcomes(checked: Sequence[Checked], voice: Voice) -> str:
    """What was not checked and why, and the equations that close."""
    lang = voice.lang
    left = [one for one in checked if one.verdict.outcome is Outcome.INSUFFICIENT]
    passed = [one for one in checked if one.verdict.outcome is Outcome.PASS]
    closed = [one for one in passed if one.verdict.working]
    out = ""
    if left:
        items = "".join(
            f"<li>{esc(voice.reason(one.code, one.verdict))} · {one.code}"
            f" {esc(short_places([one.verdict.place], lang))}</li>"
            for one in left
        )
        said = count("insufficient-data", len(left), lang)
        out += f'<details open><summary><span class="chip unknown">{said}</span></summary>'
        out += f"<ul>{items}</ul></details>"
    if passed:
        said = count("pass", len(passed), lang)
        said += f" · {count('closed', len(closed), lang)}" if closed else ""
        work = "".join(
            f'<p class="where">{one.code} · {esc(spot(one.verdict.place, lang))}</p>'
            f'<div class="work">{esc(chr(10).join(one.verdict.working))}</div>'
            for one in closed
        )
        out += f'<details><summary><span class="chip good">{said}</span></summary>{work}</details>'
    return out
