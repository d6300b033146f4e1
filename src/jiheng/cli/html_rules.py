"""The rules that spoke, explained at the end of the page, so that it needs nothing else."""

from __future__ import annotations

from ..model.finding import Severity
from .html_marks import esc
from .labels import joint, word
from .opinion_rules import headings, sections

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..rules.say import Voice


_KINDS = {"|": "table", "-": "list", "*": "list"}


def appendix(codes: Mapping[str, Severity], voice: Voice) -> str:
    """One folded entry a rule; a link to it opens it."""
    if not codes:
        return ""
    zh = voice.lang == "zh"
    title = "规则说明" if zh else "The rules"
    note = "这一页用到的规则：查什么、依据什么、怎样算对。" if zh else "The rules of this page."
    entries = "".join(_entry(code, kind, voice) for code, kind in sorted(codes.items()))
    return f'<section class="rules"><h2>{title}</h2><p class="sub">{note}</p>{entries}</section>'


def _entry(code: str, severity: Severity, voice: Voice) -> str:
    rule, lang = voice.rule(code), voice.lang
    head = f"<b>{code}</b> {esc(voice.title(code))}"
    said = f'<span class="sev {severity}">{word(severity, lang)}</span>'
    repair = voice.repair(code)
    body = ""
    for name, text in sections(voice.page(code) if rule else ""):
        body += f"<h4>{esc(headings(lang).get(name, name))}</h4>" if name else ""
        body += "".join(blocks(text.splitlines()))
    if repair:
        body += f"<h4>{word('repair', lang)}</h4><p>{esc(repair)}</p>"
    command = f"jiheng rule {code}"
    ask = "在终端里看" if lang == "zh" else "In a terminal"
    body += f'<p class="where">{ask}{joint(lang)}<code>{command}</code></p>' if rule else ""
    return (
        f'<details class="rule" id="rule-{code}"><summary>{head} {said}</summary>'
        f'<div class="page">{body}</div></details>'
    )


def blocks(lines: Iterable[str]) -> Iterable[str]:
    """The little Markdown of rule pages as HTML: tables, lists, paragraphs."""
    kind, held = "", list[str]()
    for line in [*lines, ""]:
        now = "" if not line.strip() else _KINDS.get(line[:1], "text")
        if held and now != kind:
            yield _block(kind, held)
            held = []
        kind = now
        if now:
            held.append(line.strip())


def _block(kind: str, lines: list[str]) -> str:
    if kind == "table":
        rows = (_row(line, "td" if number else "th") for number, line in enumerate(lines))
        return f'<table class="paper">{"".join(rows)}</table>'
    if kind == "list":
        return f"<ul>{''.join(f'<li>{_plain(line[2:])}</li>' for line in lines)}</ul>"
    text = lines[0]
    for line in lines[1:]:
        text += line if text[-1:] > "\u2e80" or line[:1] > "\u2e80" else f" {line}"
    return f"<p>{_plain(text)}</p>"


def _row(line: str, tag: str) -> str:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if all(cell and set(cell) <= set("-: ") for cell in cells):
        return ""
    return f"<tr>{''.join(f'<{tag}>{_plain(cell)}</{tag}>' for cell in cells)}</tr>"


def _plain(text: str) -> str:
    return esc(text.replace("`", "").replace("**", ""))
