"""Turns of phrase that the text, Markdown and HTML reports share."""

from __future__ import annotations

from ..model.finding import Outcome
from .labels import cell, count, is_row, joint, part, subject, where, word
from .output import is_alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.finding import Checked, Finding, Proposal, Report, Waiver
    from ..model.form import Form
    from ..model.place import Place
    from ..rules.say import Voice
    from .output import Tally, View


def heading(form: Form, view: View) -> list[str]:
    """Title, unit, indicators, budget and layout of a form."""
    lang = view.lang
    title, name = form.text("title"), form.text("project_name")
    parts = [title if name else "", form.text("reporting_unit") or form.text("department")]
    parts.append(count("indicators", len(form.indicators), lang))
    budget = form.amounts.get("budget_amount")
    if budget and budget.number is not None:
        parts.append(f"{word('budget', lang)} {budget.number:f} {budget.unit or ''}".strip())
    layout = view.voice.layout(form.layout)
    parts.append(f"{word('layout', lang)}{joint(lang)}{layout}" if layout else "")
    return [part for part in parts if part]


def spot(place: Place, lang: str) -> str:
    """The place for a person: "C1 节假日加班补贴 · 指标值“≦318万元” · 第 45 行"."""
    parts = (subject(place, lang), cell(place, lang), where(place.address, lang))
    return " · ".join(part for part in parts if part)


def short_places(places: Iterable[Place], lang: str, *, lines: bool = False) -> str:
    """ "C1 C2 E1", with ``lines`` "C1（第 61 行） C2（…）"; form fields by their printed label."""
    names = []
    for place in places:
        name = place.ref if is_row(place) else subject(place, lang) if place.ref else ""
        at = where(place.address, lang) if lines else ""
        mark = f"（{at}）" if lang == "zh" else f" ({at})"
        names.append(f"{name}{mark}" if name and at else name)
    return " ".join(dict.fromkeys(name for name in names if name))


def acceptance(waiver: Waiver, lang: str) -> str:
    """Who accepted it, why and until when."""
    if lang == "zh":
        return f"{waiver.who}接受，至 {waiver.until}：{waiver.why}"
    return f"by {waiver.who} until {waiver.until}: {waiver.why}"


def proposed(one: Proposal, finding: Finding, lang: str) -> tuple[str, str, str, str]:
    """Of a proposal: the cell, where it is not the finding's own; old, new; and why."""
    own = (one.place.key, one.place.part) == (finding.place.key, finding.place.part)
    column = f" {part(one.place.part, lang)}" if is_row(one.place) else ""
    name = one.place.ref if is_row(one.place) else subject(one.place, lang)
    old = " ".join(one.old.split()) or f"（{word('blank', lang)}）"
    said = [one.why if lang == "zh" else one.why_en]
    said += [word("confirm", lang)] if one.confirm else []
    why = ("，" if lang == "zh" else ", ").join(said)
    return "" if own and not finding.also else f"{name}{column}", old, one.new, why


def is_synthetic(form: Form) -> bool:
    """Whether the form says of itself that its data are made up."""
    marked = any("合成数据" in one.raw for one in form.fields.values())
    return marked or any(note.kind == "synthetic" for note in form.notes)


def by_code(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one code together, in the order in which the codes appear."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return list(groups.values())


def totals(total: Tally, lang: str) -> str:
    """One line over everything."""
    read = [count("files", total.files, lang), count("forms", total.forms, lang)]
    said = [count(s.value, n, lang) for s, n in total.found.items() if n]
    if not said and not total.unread:
        said = [word("no-findings", lang)]
    if total.open:
        said.append(count("insufficient-data", total.open, lang))
    if total.closed:
        said.append(count("closed", total.closed, lang))
    if total.accepted:
        said.append(count("accepted", total.accepted, lang))
    if total.known:
        said.append(count("known", total.known, lang))
    if total.fixed:
        said.append(count("fixed", total.fixed, lang))
    if total.unread:
        said.append(count("unread", total.unread, lang))
    return " · ".join(read) + joint(lang) + " · ".join(said)


def title_of(report: Report, lang: str) -> str:
    """The file; of what only all files together show, with a word that says so."""
    if not report.across:
        return report.path
    return f"{report.path}{'（与其他文件对照）' if lang == 'zh' else ' (beside the other files)'}"


def not_checked(checked: Iterable[Checked], voice: Voice) -> list[tuple[str, str, list[Place]]]:
    """Codes, reason and places of what was not judged; that a form is alone is said once."""
    groups: dict[tuple[str, str], list[Place]] = {}
    alone: list[Checked] = []
    for one in checked:
        if one.verdict.outcome is Outcome.INSUFFICIENT:
            if is_alone(one):
                alone.append(one)
                continue
            reason = voice.reason(one.code, one.verdict)
            groups.setdefault((one.code, reason), []).append(one.verdict.place)
    out = [(code, reason, places) for (code, reason), places in groups.items()]
    if alone:
        codes = " ".join(one.code for one in alone)
        out.append((codes, voice.reason(alone[0].code, alone[0].verdict), []))
    return out
