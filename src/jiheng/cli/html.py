"""``--format html``: one page that needs nothing else, drawn like the form it speaks about."""

from __future__ import annotations

from .. import __version__
from ..model.finding import Outcome, Severity
from .html_cards import cards, outcomes
from .html_cards import tall as card_tall
from .html_marks import Marks, esc
from .html_rules import appendix
from .html_sheet import sheet
from .html_sheet import tall as sheet_tall
from .html_style import SCRIPT, STYLE
from .labels import count, word
from .output import Tally, accepted, roots
from .phrases import heading, is_synthetic, not_checked, title_of, totals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.finding import Report
    from ..model.form import Form
    from .output import View

TITLE = ("绩效表核对", "Performance form check")
SYNTHETIC = "合成数据"
_FROM = "\0"  # in a line of the contents: where its file's name goes, if anywhere
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


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
        self._codes: dict[str, dict[Severity, int]] = {}

    def begin(self) -> None:
        """Nothing yet: the totals stand first."""

    def report(self, report: Report) -> None:
        """One file as a section."""
        self.total.add(report)
        for finding in (*roots(report.findings), *accepted(report.findings)):
            counts = self._codes.setdefault(finding.code, {})
            counts[finding.severity] = counts.get(finding.severity, 0) + 1
        number = len(self._sections) + 1
        path = title_of(report, self.lang)
        parts = [f'<section class="file" id="r{number}"><p class="path">{esc(path)}</p>']
        if report.across:
            beside = "与其他文件对照" if self.lang == "zh" else "beside the other files"
            self._line(f"r{number}", beside, None, report)
        if report.error:
            parts.append(f'<p class="refused">{esc(report.error.sentence(self.lang))}</p>')
            self._line(f"r{number}", count("unread", 1, self.lang), None, report)
        for crash in report.crashed:
            parts.append(f'<p class="refused">{esc(self.voice.crashed(crash))}</p>')
        forms = report.document.forms if report.document else ()
        numbers = {form.index for form in forms}
        loose = [f for f in report.findings if f.place.form not in numbers]
        marks = Marks(f"r{number}f0", loose, self.lang)
        about = "".join(cards(marks, loose, self.voice, report.document))
        parts.append(f'<div class="more">{about}</div>' if about else "")
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
        self._synthetic |= is_synthetic(form)
        drawn = sheet(form, marks, lang)
        beside = [] if roots(mine) else [f'<p class="clean">{word("no-findings", lang)}</p>']
        beside += cards(marks, mine, self.voice, report.document)
        beside, below = _dealt([*beside, *outcomes(checked, self.voice)], sheet_tall(form))
        more = f'<div class="more">{"".join(below)}</div>' if below else ""
        return (
            f'<section class="form" id="{name}"><h2>{form.index}. {esc(_title(form, lang))}</h2>'
            f'<p class="sub">{esc(" · ".join(heading(form, self.view)))}</p><div class="read">'
            f"{drawn}<aside>{''.join(beside)}</aside></div>{more}</section>"
        )

    def _line(self, name: str, title: str, form: Form | None, report: Report) -> None:
        """A line of the table of contents; a file has its own line where there are several."""
        if form is None:
            kind = "error" if report.error else "info"
            cells = f'<td colspan=7><a class="{kind}" href="#{name}">{esc(title)}</a>{_FROM}</td>'
        else:
            unit = form.text("reporting_unit") or form.text("department")
            budget = form.amounts.get("budget_amount")
            number = budget.number if budget else None
            amount = "" if number is None else f"{number:f} {budget.unit or ''}" if budget else ""
            cells = (
                f'<td><a href="#{name}">{esc(title)}</a>{_FROM}</td><td class=of>{esc(unit)}</td>'
            )
            cells += f'<td class="num of">{esc(amount)}</td>'
            found = [f.severity for f in roots(report.findings) if f.place.form == form.index]
            checked = [c for c in report.checked if c.verdict.place.form == form.index]
            left = sum(len(places) for _, _, places in not_checked(checked, self.voice))
            for kind, size in (*((str(s), found.count(s)) for s in Severity), ("unknown", left)):
                cells += f'<td class="num {kind if size else "nil"}">{size}</td>'
        self._contents.append((report.path, f"<tr>{cells}</tr>"))

    def end(self) -> None:
        """The page."""
        lang = self.lang
        title = TITLE[lang == "en"]
        self.write(
            f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-Hans"}">\n<head>\n'
            f'<meta charset="utf-8">\n{policy(STYLE, SCRIPT)}\n<title>{esc(title)}</title>\n'
            '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
            f"<style>{STYLE}</style>\n</head>\n<body>\n"
        )
        self.write(f"{self._head(title)}<main>{self._contents_table()}")
        for section in self._sections:
            self.write(section)
        loudest = {code: min(found, key=_RANK.__getitem__) for code, found in self._codes.items()}
        self.write(appendix(loudest, self.voice))
        self.write(f"</main>\n<footer>绩衡 Jiheng {__version__} · {esc(totals(self.total, lang))}")
        self.write(f"</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")

    def _head(self, title: str) -> str:
        """One bar: what was found is what one can filter by."""
        lang, total = self.lang, self.total
        both = total.found[Severity.ERROR] + total.found[Severity.WARNING]
        said = f"错误和提醒 {both}" if lang == "zh" else f"errors and warnings {both}"
        names = {"all": said}
        names |= {s.value: count(s.value, n, lang) for s, n in total.found.items() if n}
        names |= {"accepted": count("accepted", total.accepted, lang)} if total.accepted else {}
        radios = "".join(
            f'<input class="filter" type="radio" name="filter" id="{key}" '
            f'aria-label="{text}"{" checked" if key == "all" else ""}>'
            for key, text in names.items()
        )
        labels = "".join(
            f'<label class="chip {key}" for="{key}">{text}</label>' for key, text in names.items()
        )
        ribbon = f'<div class="synthetic">{SYNTHETIC} SYNTHETIC</div>' if self._synthetic else ""
        return (
            f'{radios}<header><h1><span class="mark">绩衡</span>{esc(title)}</h1>'
            f'<nav class="filters">{labels}{self._rules()}</nav>'
            f'<p class="sum">{self._sum()}</p></header>{ribbon}'
        )

    def _rules(self) -> str:
        """A list of the rules that spoke; without script it stays hidden."""
        if len(self._codes) < 2:
            return ""
        zh = self.lang == "zh"
        options = ""
        for severity in Severity:
            mine = sorted((code, n[severity]) for code, n in self._codes.items() if severity in n)
            lines = "".join(
                f'<option value="{code}">{code} {esc(self.voice.title(code))}（{number}）</option>'
                for code, number in mine
            )
            name = word(severity, self.lang)
            options += f'<optgroup label="{name}">{lines}</optgroup>' if mine else ""
        every = "全部规则" if zh else "all rules"
        keys = "J、K 键：下一处、上一处" if zh else "J, K: next, previous"
        return (
            f'<select id="rule" aria-label="{every}" hidden><option value="">{every}</option>'
            f'{options}</select><span class="keys" hidden>{keys}</span>'
        )

    def _sum(self) -> str:
        """What is no filter: not read, not checked, passed."""
        lang, total = self.lang, self.total
        chips = [("error", "unread", total.unread), ("unknown", "insufficient-data", total.open)]
        chips += [("good", "pass", total.passed)]
        chips += [("aside", key, getattr(total, key)) for key in ("known", "fixed")]
        return "".join(
            f'<span class="chip {kind}">{count(key, number, lang)}</span>'
            for kind, key, number in chips
            if number
        )

    def _contents_table(self) -> str:
        if len(self._contents) < 2:
            return ""
        zh = self.lang == "zh"
        heads = (
            "<th>项目</th><th class=of>单位</th>"
            if zh
            else "<th>Project</th><th class=of>Unit</th>"
        )
        heads += f'<th class="num of">{word("budget", self.lang)}</th>'
        names = (*Severity, Outcome.INSUFFICIENT)
        heads += "".join(f'<th class="num">{word(s, self.lang)}</th>' for s in names)
        rows, last = "", ""
        paths = [path for path, _ in self._contents]
        size: dict[str, int] = {}
        for path in paths if len(set(paths)) > 1 else ():
            size[path] = size.get(path, 0) + 1
        for path, line in self._contents:
            alone = size.get(path) == 1
            if size and not alone and path != last:
                rows += f'<tr class="group"><td colspan=7>{esc(path)}</td></tr>'
            source = f' <span class="from">{esc(path)}</span>' if alone else ""
            rows += line.replace(_FROM, source, 1)
            last = path
        return f'<div class="wide"><table class="contents"><tr>{heads}</tr>{rows}</table></div>'


def _title(form: Form, lang: str) -> str:
    return form.text("project_name") or form.text("title") or word("untitled", lang)


def _dealt(blocks: list[str], room: int) -> tuple[list[str], list[str]]:
    """The cards that fit beside the form, and those that go below it."""
    used = taken = 0
    for block in blocks:
        size = card_tall(block)
        if taken and used + size // 2 > room:
            break
        used, taken = used + size, taken + 1
    return blocks[:taken], blocks[taken:]


def policy(style: str, script: str) -> str:
    """The page may use its own style and script and nothing else, from nowhere."""
    from base64 import b64encode
    from hashlib import sha256

    kinds = {"style-src": style, "script-src": script}
    allowed = "".join(
        f"; {kind} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        for kind, text in kinds.items()
    )
    rest = "; base-uri 'none'; form-action 'none'"
    content = f"default-src 'none'{allowed}{rest}"
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'
