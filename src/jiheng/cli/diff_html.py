"""``--diff --format html``: the new version drawn as a form, what was changed marked in it."""

from __future__ import annotations

from .. import __version__
from ..compare import counting
from .diff_words import name_of, pieces, say, summary, where, whole
from .html_marks import Marks, esc
from .html_sheet import sheet
from .html_style import SCRIPT, STYLE
from .labels import is_row, word
from .phrases import heading, is_synthetic, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..compare import Change, FormDiff
    from ..model.finding import Finding
    from ..model.form import Form
    from ..rules.say import Voice
    from .diff import Diff
    from .output import View

OWN = """
header .sum .chip{white-space:nowrap}
.versions{display:flex;flex-wrap:wrap;gap:0 20px;margin:0 0 4px;color:var(--ink-2);min-width:0}
.versions div{display:flex;gap:8px;min-width:0}
.versions dt{color:var(--ink-3);white-space:nowrap}.versions dd{margin:0;overflow-wrap:anywhere}
section.form:first-of-type>h2{margin-top:8px}
.f-changed{background:#e6f0f0;box-shadow:inset 3px 0 0 var(--accent)}
.f-added{background:var(--good-soft);box-shadow:inset 3px 0 0 var(--good)}
sup.n.change a{background:var(--accent)}.n.change{background:var(--accent)}
aside h3{font:600 14px/1.5 var(--sans);margin:18px 0 6px;display:flex;gap:8px;align-items:center}
aside h3:first-child{margin-top:0}
@media print{aside h3{break-after:avoid}}
.list{background:var(--sheet);border:1px solid var(--rule);margin:0 0 12px}
.list .item{padding:8px 14px}.list .item+.item{margin-top:0;border-top:1px solid var(--rule)}
.list .item p{margin:0 0 2px}.list .what{font-size:12px;color:var(--ink-3)}
.pair{display:grid;grid-template-columns:3em minmax(0,1fr);gap:0 8px;margin:2px 0 0;
font-family:var(--serif)}
.pair dt{font:12px/1.9 var(--sans);color:var(--ink-3)}
.pair dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
.pair .was{text-decoration:line-through;text-decoration-color:var(--error);color:var(--ink-2)}
.pair mark{background:none;color:inherit}
.pair .was mark{background:var(--error-soft);color:var(--error)}
.pair .is mark{background:var(--good-soft);color:var(--good);font-weight:600}
.card.gone{border-left-color:var(--good);color:var(--ink-2)}
.card.gone h4 .sev{color:var(--good)}.card.gone h4{font-weight:500}
.list .blank{color:var(--ink-3)}.gone-row{background:var(--error-soft)}
details .item+.item{margin-top:8px}
"""


class ChangeMarks(Marks):
    """Numbers of changes at the cells of the new version, for ``sheet`` to draw.

    The cells of an added row are green, and only its name has the number.
    """

    def __init__(self, name: str, changes: Sequence[Change], form: Form | None, lang: str) -> None:
        super().__init__(name, (), lang, form)
        self._cells: dict[str, list[tuple[int, str]]] = {}
        for number, change in enumerate(changes, 1):
            kind = whole(change)
            if form is None or (change.kind == "removed" and kind):
                continue
            for cell in _cells(change, form):
                one = (number, "added" if kind else "changed")
                self._cells.setdefault(cell, []).append(one)

    def homeless(self, ref: str, columns: Sequence[str]) -> list[str]:
        """Changes of a row in a column the form does not print."""
        cells = (name.partition("/") for name in self._cells)
        return [f"{row}/{key}" for row, _, key in cells if row == ref and key not in columns]

    def attributes(self, *names: str, kind: str = "") -> str:
        """The class of a cell that changed, tied to its card."""
        found = self._changed(names)
        classes = ([kind] if kind else []) + ([f"f-{found[0][1]}"] if found else [])
        out = f' class="{" ".join(classes)}"' if classes else ""
        if found:
            out += f' data-n="{" ".join(f"{self.name}-{n}" for n, _ in found)}"'
        return out

    def sup(self, *names: str) -> str:
        """The numbers after a cell's text, each leading to its card."""
        own = any(name.endswith("/name") or "/" not in name for name in names)
        return "".join(
            f'<sup class="n change"><a href="#{self.name}-{n}">{n}</a></sup>'
            for n, kind in self._changed(names)
            if kind == "changed" or own
        )

    def _changed(self, names: Iterable[str]) -> list[tuple[int, str]]:
        return sorted({one for name in names for one in self._cells.get(name, ())})


def _cells(change: Change, form: Form) -> list[str]:
    place = change.place
    if is_row(place) and place.part:
        return [f"{place.ref}/{place.part}"]
    if is_row(place):
        row = next(row for row in form.indicators if row.ref == place.ref)
        return [f"{place.ref}/{key}" for key in row.fields if key not in ("level1", "level2")]
    return [place.ref] if place.ref in form.fields else [""]


def write(diff: Diff, out: Callable[[str], object], view: View) -> None:
    """The whole page."""
    lang = view.lang
    title = say("title", lang)
    out(
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-Hans"}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{esc(title)}</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<style>{STYLE}{OWN}</style>\n</head>\n<body>\n{_head(diff, lang)}"
    )
    paths = "".join(
        f"<div><dt>{say(key, lang)}</dt><dd>{esc(report.path)}</dd></div>"
        for key, report in (("old", diff.old), ("new", diff.new))
    )
    out(f'<main><dl class="versions">{paths}</dl>')
    for number, one in enumerate(diff.forms, 1):
        out(_form(one, f"f{number}", view))
    out(f"</main>\n<footer>绩衡 Jiheng {__version__} · {esc(summary(diff, lang))}</footer>\n")
    out(f"<script>{SCRIPT}</script>\n</body>\n</html>\n")


def _head(diff: Diff, lang: str) -> str:
    changes = sum(len(one.changes) for one in diff.forms)
    counts = {
        key: sum(len(counting(getattr(one, key))) for one in diff.forms)
        for key in ("come", "gone", "stayed")
    }
    kinds = {"come": "error" if diff.come else "", "gone": "good", "stayed": ""}
    chips = f'<span class="chip">{say("changes", lang, changes)}</span>' + "".join(
        f'<span class="chip {kinds[key]}">{say(key, lang, number)}</span>'
        for key, number in counts.items()
    )
    forms = [form for one in diff.forms for form in (one.old, one.new) if form]
    made_up = any(map(is_synthetic, forms))
    ribbon = '<div class="synthetic">合成数据 SYNTHETIC</div>' if made_up else ""
    name = f'<h1><span class="mark">绩衡</span>{esc(say("title", lang))}</h1>'
    return f'<header>{name}<p class="sum">{chips}</p></header>{ribbon}'


def _form(one: FormDiff, name: str, view: View) -> str:
    lang, form = view.lang, one.new or one.old
    assert form
    marks = ChangeMarks(name, one.changes, one.new, lang)
    aside = _changes(one.changes, name, lang)
    aside += _findings("come", one.come, view.voice) + _findings("gone", one.gone, view.voice)
    aside += _stayed(one.stayed, view.voice)
    return (
        f'<section class="form" id="{name}"><h2>{esc(name_of(one, lang))}</h2>'
        f'<p class="sub">{esc(" · ".join(heading(form, view)))}</p><div class="read">'
        f"{sheet(form, marks, lang)}<aside>{aside}</aside></div></section>"
    )


def _changes(changes: Sequence[Change], name: str, lang: str) -> str:
    if not changes:
        return f'<p class="clean">{say("same", lang)}</p>'
    items = "".join(_change(change, f"{name}-{n}", n, lang) for n, change in enumerate(changes, 1))
    return f'<h3>{say("changes", lang, len(changes))}</h3><div class="list">{items}</div>'


def _change(change: Change, label: str, number: int, lang: str) -> str:
    kind = whole(change)
    said = esc(where(change, lang))
    if kind:
        said = f"{say(f'{change.kind}-{kind}', lang)}{'' if kind == 'form' else f' · {said}'}"
    gone = " gone-row" if kind and change.kind == "removed" else ""
    return (
        f'<div class="item{gone}" id="{label}" data-n="{label}" tabindex="0">'
        f'<p class="what"><span class="n change">{number}</span>{said}</p>'
        f"{'' if kind == 'form' else _pair(change, lang, bool(kind))}</div>"
    )


def _pair(change: Change, lang: str, is_whole: bool) -> str:
    """Old and new one above the other, with the signs that differ marked."""
    before, after = pieces(change.old, change.new)
    rows = (("old", "was", change.old, before), ("new", "is", change.new, after))
    out = ""
    for key, style, text, runs in rows:
        if is_whole and not text:
            continue
        blank = f'<span class="blank">（{word("blank", lang)}）</span>'
        shown = "".join(f"<mark>{esc(t)}</mark>" if differs else esc(t) for t, differs in runs)
        own = f' class="{style}"' if text else ""
        out += f"<dt>{say(key, lang)}</dt><dd{own}>{shown if text else blank}</dd>"
    return f'<dl class="pair">{out}</dl>'


def _findings(key: str, findings: Iterable[Finding], voice: Voice) -> str:
    found, lang = counting(findings), voice.lang
    if not found and key == "come":
        return f'<p class="clean">{say("nothing", lang)}</p>'
    cards = "".join(_card(finding, key, voice) for finding in found)
    return f"<h3>{say(key, lang, len(found))}</h3>{cards}" if found else ""


def _card(finding: Finding, key: str, voice: Voice) -> str:
    lang = voice.lang
    style = f"card {finding.severity}" if key == "come" else "card gone"
    work = "\n".join(esc(line) for line in finding.working) if key == "come" else ""
    return (
        f'<article class="{style}"><h4><span class="sev">{word(finding.severity, lang)}</span>'
        f"{esc(voice.title(finding.code))}</h4><p>{esc(voice.sentence(finding))}</p>"
        f'<p class="where">{esc(spot(finding.place, lang))}</p>'
        f"{f'<div class=work>{work}</div>' if work else ''}"
        f'<p class="basis">{finding.code} · {esc(finding.slug)}</p></article>'
    )


def _stayed(findings: Iterable[Finding], voice: Voice) -> str:
    found, lang = counting(findings), voice.lang
    if not found:
        return ""
    items = "".join(
        f"<li>{word(finding.severity, lang)} {finding.code} {esc(voice.sentence(finding))}</li>"
        for finding in found
    )
    return (
        f"<details><summary>{say('stayed', lang, len(found))}</summary><ul>{items}</ul></details>"
    )
