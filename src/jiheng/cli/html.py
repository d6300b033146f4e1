"""``--format html``: one page that needs nothing else, drawn like the form it speaks about."""

from __future__ import annotations

from .. import __version__
from ..model.finding import Severity
from .html_cards import cards, outcomes
from .html_marks import Marks, esc
from .html_sheet import sheet
from .html_style import SCRIPT, STYLE
from .labels import count, word
from .output import Tally, roots
from .phrases import heading, totals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.finding import Report
    from ..model.form import Form
    from .output import View

TITLE = ("绩效表核对", "Performance form check")
SYNTHETIC = "合成数据"


class Output:
    """Holds each file's section until the totals above them are known."""

    def __init__(self, write: Callable[[str], object], view: View) -> None:
        self.write = write
        self.view = view
        self.voice = view.voice
        self.lang = view.lang
        self.total = Tally()
        self._sections: list[str] = []
        self._contents: list[tuple[str, str]] = []
        self._synthetic = False

    def begin(self) -> None:
        """Nothing yet: the totals stand first."""

    def report(self, report: Report) -> None:
        """One file as a section."""
        self.total.add(report)
        number = len(self._sections) + 1
        parts = [f'<section class="file" id="r{number}"><p class="path">{esc(report.path)}</p>']
        if report.error:
            parts.append(f'<p class="refused">{esc(report.error.sentence(self.lang))}</p>')
            self._line(f"r{number}", count("unread", 1, self.lang), None, report)
        for crash in report.crashed:
            parts.append(f'<p class="refused">{esc(self.voice.crashed(crash))}</p>')
        forms = report.document.forms if report.document else ()
        numbers = {form.index for form in forms}
        loose = [f for f in report.findings if f.place.form not in numbers]
        marks = Marks(f"r{number}f0", loose, self.lang)
        parts.append(cards(marks, loose, self.voice, report.document))
        for form in forms:
            parts.append(self._form(form, report, f"r{number}f{form.index}"))
        parts.append("</section>")
        self._sections.append("".join(parts))

    def _form(self, form: Form, report: Report, name: str) -> str:
        lang = self.lang
        mine = [f for f in report.findings if f.place.form == form.index]
        checked = [c for c in report.checked if c.verdict.place.form == form.index]
        marks = Marks(name, mine, lang, form)
        self._line(name, _title(form, lang), form, report)
        self._synthetic |= any(SYNTHETIC in one.raw for one in form.fields.values())
        self._synthetic |= any(note.kind == "synthetic" for note in form.notes)
        clean = f'<p class="clean">{word("no-findings", lang)}</p>' if not roots(mine) else ""
        return (
            f'<section class="form" id="{name}"><h2>{form.index}. {esc(_title(form, lang))}</h2>'
            f'<p class="sub">{esc(" · ".join(heading(form, self.view)))}</p><div class="read">'
            f"{sheet(form, marks, lang)}<aside>{clean}"
            f"{cards(marks, mine, self.voice, report.document)}"
            f"{outcomes(checked, self.voice)}</aside></div></section>"
        )

    def _line(self, name: str, title: str, form: Form | None, report: Report) -> None:
        """A line of the table of contents; a file has its own line where there are several."""
        cells = [f'<td><a href="#{name}">{esc(title)}</a></td>']
        if form is None:
            cells = [f'<td colspan=4><a class="error" href="#{name}">{esc(title)}</a></td>']
        else:
            found = roots(f for f in report.findings if f.place.form == form.index)
            for severity in Severity:
                number = sum(f.severity is severity for f in found)
                kind = severity.value if number else "nil"
                cells.append(f'<td class="num {kind}">{number}</td>')
        self._contents.append((report.path, f"<tr>{''.join(cells)}</tr>"))

    def end(self) -> None:
        """The page."""
        lang = self.lang
        title = TITLE[lang == "en"]
        self.write(
            f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-Hans"}">\n<head>\n'
            f'<meta charset="utf-8">\n<title>{esc(title)}</title>\n'
            '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
            f"<style>{STYLE}</style>\n</head>\n<body>\n"
        )
        self.write(self._head())
        self.write(f"<main><h1>{esc(title)}</h1>{self._contents_table()}")
        for section in self._sections:
            self.write(section)
        self.write(f"</main>\n<footer>绩衡 Jiheng {__version__} · {esc(totals(self.total, lang))}")
        self.write(f"</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")

    def _head(self) -> str:
        lang, found = self.lang, self.total.found
        chips = [(s.value, count(s.value, n, lang)) for s, n in found.items() if n]
        if self.total.unread:
            chips.insert(0, ("error", count("unread", self.total.unread, lang)))
        if self.total.open:
            chips.append(("unknown", count("insufficient-data", self.total.open, lang)))
        if self.total.passed:
            chips.append(("good", count("pass", self.total.passed, lang)))
        for key in ("accepted", "known", "fixed"):
            if number := getattr(self.total, key):
                chips.append(("aside", count(key, number, lang)))
        shown = "".join(f'<span class="chip {kind}">{text}</span>' for kind, text in chips)
        ribbon = f'<div class="synthetic">{SYNTHETIC} SYNTHETIC</div>' if self._synthetic else ""
        keys = ["all", *Severity, *(["accepted"] if self.total.accepted else [])]
        radios = "".join(
            f'<input class="filter" type="radio" name="filter" id="{key}"'
            f"{' checked' if key == 'all' else ''}>"
            for key in keys
        )
        both = "错误和提醒" if lang == "zh" else "errors and warnings"
        names = {"all": both} | {s.value: word(s, lang) for s in Severity}
        names["accepted"] = word("accepted", lang)
        labels = "".join(f'<label for="{key}">{names[key]}</label>' for key in keys)
        return (
            f'<header><span class="mark">绩衡</span><span class="sum">{shown}</span></header>'
            f"{ribbon}{radios}"
            f'<nav class="filters">{labels}</nav>'
        )

    def _contents_table(self) -> str:
        if len(self._contents) < 2:
            return ""
        zh = self.lang == "zh"
        heads = f"<th>{'项目' if zh else 'Project'}</th>"
        heads += "".join(f'<th class="num">{word(s, self.lang)}</th>' for s in Severity)
        rows, last = "", ""
        several = len({path for path, _ in self._contents}) > 1
        for path, line in self._contents:
            if several and path != last:
                rows += f'<tr class="group"><td colspan=4>{esc(path)}</td></tr>'
            rows += line
            last = path
        return f'<table class="contents"><tr>{heads}</tr>{rows}</table>'


def _title(form: Form, lang: str) -> str:
    return form.text("project_name") or form.text("title") or word("untitled", lang)
