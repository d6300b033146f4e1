"""``jiheng doctor``: every stop of a file from bytes to outcomes, to see where it went wrong."""

from __future__ import annotations

from ..check import check_document
from ..documents import grid_of, read
from ..model.finding import Outcome
from .common import needed, open_book, view_of
from .files import load
from .labels import where, word
from .output import Tally
from .phrases import totals
from .screen import Screen
from .show import fields, inferred, remarks
from .sink import Sink
from .targets import kind, reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from ..documents.grid import Grid, Table
    from ..model.finding import Report
    from ..model.form import Document, Form

HEADS = {
    "bytes": ("1 文件", "1 File"),
    "grid": ("2 栅格：读到的行和表", "2 Grid: lines and tables"),
    "forms": ("3 识别：版式和栏目", "3 Recognition: layouts and fields"),
    "targets": ("4 指标值", "4 Target values"),
    "rules": ("5 规则", "5 Rules"),
}


def run(options: Namespace) -> int:
    """Print each stop; a file without a form stops after the grid, with exit code 2."""
    book = open_book(options)
    data = load(needed(options.file, options.lang), book)
    grid = grid_of(data, options.file, book)
    document = read(data, options.file, book)
    report = check_document(document, book)
    with Sink() as sink:
        screen = Screen(sink.write, view_of(options, book))
        _file(data, document, screen)
        _grid(grid, screen)
        _forms(document, screen)
        for form in document.forms:
            _targets(form, screen)
        _rules(report, screen)
    return 0 if document.forms else 2


def _head(key: str, screen: Screen) -> None:
    screen.line(HEADS[key][screen.view.lang == "en"], "bold")


def _file(data: bytes, document: Document, screen: Screen) -> None:
    _head("bytes", screen)
    zh = screen.view.lang == "zh"
    size = f"{len(data):,} {'字节' if zh else 'bytes'}"
    screen.line(f"{document.path} · {size} · {document.format}", indent=2)
    screen.line(f"SHA-256 {document.digest}", "dim", indent=2)
    screen.blank()


def _grid(grid: Grid, screen: Screen) -> None:
    """Tables with their size; lines only counted."""
    from ..documents.grid import Line

    _head("grid", screen)
    zh = screen.view.lang == "zh"
    lines = [block for block in grid.blocks if isinstance(block, Line)]
    tables = [block for block in grid.blocks if not isinstance(block, Line)]
    screen.line(
        f"{len(lines)} 个段落 · {len(tables)} 个表格"
        if zh
        else f"{len(lines)} lines · {len(tables)} tables",
        indent=2,
    )
    for number, table in enumerate(tables, 1):
        screen.line(_size(table, number, screen.view.lang), indent=2)
        for cell in table.cells:
            for note in cell.notes:
                at = where(note.address, screen.view.lang) or where(cell.address, screen.view.lang)
                screen.line(f"{note.kind} {note.detail} · {at}", "warning", indent=4)
    for block in lines:
        for note in block.notes:
            screen.line(f"{note.kind} {note.detail}", "warning", indent=4)
    remarks(grid.notes, screen, 2)
    screen.blank()


def _size(table: Table, number: int, lang: str) -> str:
    height = max((c.row + c.rowspan for c in table.cells), default=0)
    width = max((c.column + c.colspan for c in table.cells), default=0)
    merged = sum(c.rowspan > 1 or c.colspan > 1 for c in table.cells)
    at = where(table.address, lang)
    end = f" · {at}" if at and table.address.line else ""
    if lang == "zh":
        spans = f"，其中合并 {merged} 格" if table.spans else "，来源不记合并"
        return f"表 {number}：{height} 行 × {width} 列，{len(table.cells)} 格{spans}{end}"
    spans = f", {merged} merged" if table.spans else ", merges unknown"
    return f"table {number}: {height} rows × {width} columns, {len(table.cells)} cells{spans}{end}"


def _forms(document: Document, screen: Screen) -> None:
    _head("forms", screen)
    lang = screen.view.lang
    if not document.forms:
        screen.line(word("no-form", lang), "error", indent=2)
    for form in document.forms:
        _form(form, screen)
    remarks(document.notes, screen, 2)
    screen.blank()


def _form(form: Form, screen: Screen) -> None:
    lang = screen.view.lang
    layout = screen.view.voice.layout(form.layout)
    screen.line(
        f"{form.layout}（{layout}） · {form.kind}", "bold", indent=2, head=f"F{form.index}  "
    )
    for text in why_layout(form, screen):
        screen.line(text, "dim", indent=4)
    columns = " ".join(form.columns)
    screen.line(columns, "dim", indent=4, head="栏目 " if lang == "zh" else "columns ")
    facts = [f"fiscal_year={form.fiscal_year}", f"money_unit={form.money_unit}"]
    facts += [
        f"{key}={amount.yuan:,f} 元"
        for key, amount in form.amounts.items()
        if amount.yuan is not None
    ]
    screen.line(" · ".join(facts), "dim", indent=4)
    fields(form, screen)
    inferred(form, screen)


def why_layout(form: Form, screen: Screen) -> list[str]:
    """What the layout asks for: it was matched because the form has all of it."""
    asked = screen.view.voice.layout_data(form.layout).get("requires") or {}
    named = {"labels": ("有栏目", "has fields"), "heads": ("有表头", "has columns")}
    named["printed"] = ("印有", "prints")
    out = []
    for key, words in asked.items():
        zh, en = named.get(key, (key, key))
        out.append(f"{zh if screen.view.lang == 'zh' else en} {'、'.join(map(str, words))}")
    return out


def _targets(form: Form, screen: Screen) -> None:
    _head("targets", screen)
    lang = screen.view.lang
    zh = ["", "原文", "读作", "种类", "符号", "把握", "需报告"]
    en = ["", "as printed", "read as", "kind", "sign", "confidence", "reports"]
    out = [zh if lang == "zh" else en]
    for row in form.indicators:
        target = row.target
        out.append(
            [
                f"F{form.index}.{row.ref}",
                target.raw.strip(),
                reading(target, lang),
                kind(target, lang),
                target.comparator or "–",
                target.confidence,
                " ".join(target.reports),
            ]
        )
    screen.table(out, indent=2)
    screen.blank()


def _rules(report: Report, screen: Screen) -> None:
    """Outcomes of each rule, counted."""
    _head("rules", screen)
    lang = screen.view.lang
    counted: dict[str, dict[Outcome, int]] = {}
    for one in report.checked:
        row = counted.setdefault(one.code, dict.fromkeys(Outcome, 0))
        row[one.verdict.outcome] += 1
    table = [["", *(word(outcome.value, lang) for outcome in Outcome), ""]]
    for code, row in counted.items():
        table.append([code, *(str(n or "") for n in row.values()), screen.view.voice.title(code)])
    screen.table(table, indent=2)
    for crash in report.crashed:
        screen.line(screen.view.voice.crashed(crash), "error", indent=2)
    screen.line(totals(Tally().add(report), lang), indent=2)
