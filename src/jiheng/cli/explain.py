"""``jiheng explain FILE CODE``: all that a rule says in a file, or all that is known of one row.

``FILE#F1.C1`` names a row as well; with ``--evidence`` its points are traced back to the records.
"""

from __future__ import annotations

from ..check import check_document
from ..rules import registry
from .common import open_book, read_one, view_of
from .labels import PARTS, joint, part, subject, where, word
from .parser import Misuse
from .phrases import heading, short_places, spot
from .rule import find, missing
from .screen import Screen
from .sink import Sink
from .targets import in_base, kind, reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from ..model.finding import Checked, Finding, Report
    from ..model.form import Form, Indicator
    from ..model.place import Place
    from ..rules import Rule

STYLES = {
    "fail": "error",
    "pass": "good",
    "insufficient-data": "warning",
    "not-applicable": "dim",
}


def run(options: Namespace) -> int:
    """Explain a rule (ARI01) or a place (F1.C1, C1, F1.budget_amount); with records, a score."""
    what = options.what.strip()
    if not what and options.file and "#" in options.file:
        options.file, _, what = options.file.rpartition("#")
    if not what:
        zh = "请写上规则代码或指标行，例如 ARI01 或 F1.C1"
        raise Misuse(zh if options.lang == "zh" else "name a rule or a row, such as ARI01 or F1.C1")
    if getattr(options, "evidence", "") and what.upper() not in registry():
        from .explain_score import run as score

        return score(options, what)
    book = open_book(options)
    _, document = read_one(options, book)
    report = check_document(document, book)
    rule = find(what)
    with Sink() as sink:
        screen = Screen(sink.write, view_of(options, book))
        if rule:
            explain_rule(rule, report, screen)
        elif not explain_places(what, report, screen):
            raise Misuse(_unknown(what, document.forms, options.lang))
    return 0


def _unknown(what: str, forms: tuple[Form, ...], lang: str) -> str:
    known = [f"F{form.index}.{row.ref}" for form in forms for row in form.indicators]
    if what.upper() in registry() or not (what[:1].upper() == "F" and "." in what):
        return missing(what, lang)
    from .misuse import unknown

    return unknown("这一行" if lang == "zh" else "row", what, known, lang)


def explain_rule(rule: Rule, report: Report, screen: Screen) -> None:
    """Each outcome of the rule: the cell, the sentence or the reason, the working."""
    voice, lang = screen.view.voice, screen.view.lang
    screen.line(voice.title(rule.code), "bold", head=f"{rule.code}  ", head_style="bold")
    screen.line(report.path, "dim")
    mine = [one for one in report.checked if one.code == rule.code]
    if not mine:
        screen.line(
            "这条规则在这个口径下没有运行" if lang == "zh" else "the rule did not run", "warning"
        )
    for one in mine:
        screen.blank()
        _outcome(one, report, screen)
    screen.blank()
    _advice(rule.code, screen)
    more = f"jiheng rule {rule.code}"
    screen.line(more, "dim", head="这条规则的说明：" if lang == "zh" else "The rule's page: ")


def _outcome(one: Checked, report: Report, screen: Screen, *, named: bool = False) -> None:
    voice, lang = screen.view.voice, screen.view.lang
    outcome = one.verdict.outcome.value
    head = f"{word(outcome, lang)}{f' {one.code}' if named else ''}  "
    place = one.verdict.place
    screen.line(spot_in_form(place, lang), head=head, head_style=STYLES[outcome])
    for finding in report.findings:
        if finding.code == one.code and finding.place == place:
            screen.line(voice.sentence(finding), "bold", indent=2)
            _root(finding, screen)
    if one.verdict.reason:
        screen.line(voice.reason(one.code, one.verdict), "dim", indent=2)
    if one.verdict.also and named:
        head = word("also", lang) + joint(lang)
        also = short_places(one.verdict.also, lang, lines=True)
        screen.line(also, "info", indent=2, head=head, head_style="info")
    for further in () if named else one.verdict.also:
        screen.line(spot_in_form(further, lang), "info", indent=2)
    for equation in one.verdict.working:
        screen.line(equation, indent=2, head="│ ", head_style="dim")


def _root(finding: Finding, screen: Screen) -> None:
    if finding.caused_by:
        head = "由此引起：" if screen.view.lang == "zh" else "caused by "
        screen.line(finding.caused_by, "dim", indent=2, head=head, head_style="dim")


def _advice(code: str, screen: Screen) -> None:
    voice, lang = screen.view.voice, screen.view.lang
    if voice.repair(code):
        head = word("repair", lang) + joint(lang)
        screen.line(voice.repair(code), head=head, head_style="good")
    for citation in voice.basis(code):
        head = word("basis", lang) + joint(lang)
        screen.line(citation, "dim", head=head, head_style="dim")


def spot_in_form(place: Place, lang: str) -> str:
    """The place with the number of its form."""
    return f"F{place.form}.{spot(place, lang)}" if place.ref else spot(place, lang)


def explain_places(what: str, report: Report, screen: Screen) -> bool:
    """All that is known of a row or a field; False where there is none of that name."""
    forms = report.document.forms if report.document else ()
    wanted = what.replace("#", ".").lower()
    found = False
    for form in forms:
        names = [*(row.ref for row in form.indicators), *form.fields]
        for name in names:
            if wanted in (name.lower(), f"f{form.index}.{name}".lower()):
                found = True
                _place(form, name, report, screen)
    return found


def _place(form: Form, name: str, report: Report, screen: Screen) -> None:
    row = next((row for row in form.indicators if row.ref == name), None)
    place = form.at(row, "value") if row else form.place(name)
    screen.line(f"F{form.index}.{subject(place, screen.view.lang)}", "bold")
    screen.parts(heading(form, screen.view), "dim")
    screen.blank()
    if row:
        _row(row, screen)
    else:
        screen.line(spot(place, screen.view.lang), indent=2)
    for one in report.checked:
        places = (one.verdict.place, *one.verdict.also)
        if any(p.form == form.index and p.ref == name for p in places):
            screen.blank()
            _outcome(one, report, screen, named=True)
    screen.blank()


def _row(row: Indicator, screen: Screen) -> None:
    """Every cell with its address, and the value in its normal form."""
    lang = screen.view.lang
    table = []
    for key, one in row.fields.items():
        if key == "block" and not one.text:
            continue
        name = part(key, lang) if key in PARTS else key
        raw = one.raw if one.raw.strip() else f"（{word('blank', lang)}）"
        table.append([name, raw, where(one.address, lang)])
    said = reading(row.target, lang)
    base = in_base(row.target)
    table.append(
        [
            "读作" if lang == "zh" else "read as",
            f"{said}{f' = {base}' if base else ''}",
            kind(row.target, lang),
        ]
    )
    if row.level1_inferred:
        table.append(
            [part("level1", lang), row.level1 or "", "推定" if lang == "zh" else "inferred"]
        )
    screen.table(table, indent=2, head=False)
