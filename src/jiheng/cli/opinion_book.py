"""The workbook of opinions: findings, forms, what was not checked, the rules that spoke.

Rows are written in order and leave memory at once (xlsxwriter's constant memory). A cell of a form
is always text: nothing that somebody typed into a form becomes a formula, now or when edited.
"""

from __future__ import annotations

from ..model.finding import Severity
from .labels import word
from .opinion_rules import explained
from .width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from .opinion import Output

MOST_ROWS = 1_000_000
"""Rows of one sheet; further findings go on the next."""
MOST_LINKS = 65_530
"""Excel opens no sheet with more links; codes after these are plain text."""
MOST_CHARACTERS = 32_767
TALLEST = 409
"""Points; Excel has no taller row."""
LINE = 13
"""Points a line of 10 pt."""
SHEETS = (("意见", "Opinions"), ("各表", "Forms"), ("未核查", "Not checked"), ("规则说明", "Rules"))
TITLE = ("绩效表核对意见", "Opinions on performance forms")
FONT = "宋体"
SYNTHETIC = "合成数据 SYNTHETIC"
OPINIONS = (
    ("序号", "No.", 5),
    ("文件", "File", 14),
    ("单位", "Unit", 10),
    ("项目", "Project", 13),
    ("严重程度", "Severity", 7),
    ("位置", "Where", 24),
    ("原文", "As printed", 16),
    ("问题", "Problem", 30),
    ("测算过程", "Working", 27),
    ("怎么写才对", "How to write it", 30),
    ("依据", "Basis", 18),
    ("规则代码", "Rule", 8),
    ("处理意见", "Decision", 14),
)
FORMS = (
    ("文件", "File", 30),
    ("第几张", "Form", 7),
    ("单位", "Unit", 18),
    ("项目", "Project", 28),
    ("指标数", "Indicators", 8),
    ("预算", "Budget", 14),
    ("错误", "Errors", 7),
    ("提醒", "Warnings", 7),
    ("提示", "Hints", 7),
    ("未核查", "Not checked", 8),
    ("核对通过", "Passed", 9),
    ("没能核对的原因", "Why it could not be checked", 40),
)
OPEN = (
    ("文件", "File", 30),
    ("单位", "Unit", 18),
    ("项目", "Project", 26),
    ("位置", "Where", 36),
    ("没有核查的原因", "Why it was not checked", 44),
    ("规则代码", "Rule", 9),
)
RULES = (
    ("规则代码", "Rule", 9),
    ("名称", "Name", 24),
    ("查什么、为什么", "What and why", 60),
    ("怎么写才对", "How to write it", 40),
    ("依据", "Basis", 36),
)
INKS = {"error": "#B3261E", "warning": "#8A5200", "info": "#3C5A80"}
SOFT = {"error": "#FBEAE8", "warning": "#FDF2DF", "info": "#EAF0F7"}
CHOICES = (("采纳，已改", "部分采纳", "不采纳，说明理由"), ("accepted", "in part", "no, because"))
RISKY = ("=", "+", "-", "@", "\t", "\r")


def write(made: Output) -> None:
    """Everything that ``made`` gathered, sent to where it writes."""
    from datetime import datetime

    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(_Pipe(made.write), {"constant_memory": True})
    book.set_properties({"created": datetime(1980, 1, 1), "title": TITLE[made.lang == "en"]})
    _Sheets(book, made).write()
    book.close()


class _Pipe:
    """What zipfile needs to write without ever going back."""

    def __init__(self, send: Any) -> None:
        self.send = send

    def write(self, data: bytes) -> int:
        self.send(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""


class _Sheets:
    """The sheets of one workbook, in their order."""

    def __init__(self, book: Any, made: Output) -> None:
        self.book, self.made, self.english = book, made, made.lang == "en"
        self._looks: dict[tuple[Any, ...], Any] = {}
        self.codes = {code: n for n, code in enumerate(sorted(made.codes), 2)}

    def write(self) -> None:
        made, rows = self.made, iter(self.made.findings)
        sheet_rows, part = self._opinions(rows, 1), 1
        while made.findings.count > sheet_rows:
            part += 1
            sheet_rows += self._opinions(rows, part)
        self._plain(1, FORMS, (self._form_row(row) for row in made.forms), made.forms.count)
        self._plain(2, OPEN, ([(cell, "") for cell in row] for row in made.open), made.open.count)
        voice = made.voice
        pages = ([(cell, "") for cell in explained(code, voice)] for code in self.codes)
        self._plain(3, RULES, pages, len(self.codes))

    def _opinions(self, rows: Any, part: int) -> int:
        """One sheet of findings; how many it took."""
        sheet = self._sheet(0, OPINIONS, part)
        self._above(sheet, len(OPINIONS) - 1)
        self._head(sheet, 2, OPINIONS)
        number = 0
        for number, row in enumerate(rows, 1):
            self._opinion(sheet, 2 + number, (part - 1) * MOST_ROWS + number, row)
            if number == MOST_ROWS:
                break
        sheet.autofilter(2, 0, 2 + max(number, 1), len(OPINIONS) - 1)
        sheet.freeze_panes(3, 1)
        if number:
            choices = list(CHOICES[self.english])
            rule = {"validate": "list", "source": choices, "show_error": False}
            sheet.data_validation(3, 12, 2 + number, 12, rule)
        else:
            sheet.merge_range(3, 0, 3, 12, word("no-findings", self.made.lang), self._look(1))
        return number

    def _opinion(self, sheet: Any, at: int, number: int, row: list[Any]) -> None:
        _tall(sheet, at, height((number, *row), OPINIONS))
        path, unit, project, severity, where, printed, said, working, remedy, basis, code = row
        sheet.write_number(at, 0, number, self._look(0, align="center"))
        for column, text in enumerate((path, unit, project), 1):
            self._text(sheet, at, column, text)
        mark = self._look(0, align="center", bold=True, ink=INKS[severity], back=SOFT[severity])
        sheet.write_string(at, 4, word(severity, self.made.lang), mark)
        for column, text in enumerate((where, printed, said, working, remedy, basis), 5):
            self._text(sheet, at, column, text)
        self._code(sheet, at, 11, code)
        sheet.write_blank(at, 12, None, self._look(0))

    def _plain(self, which: int, columns: Any, rows: Iterable[Any], size: int) -> None:
        """A sheet of a head and rows of (cell, kind)."""
        sheet = self._sheet(which, columns, 1)
        self._head(sheet, 0, columns)
        names = [column[0] for column in columns]
        codes = names.index("规则代码") if which == 2 else -1
        for at, row in enumerate(rows, 1):
            _tall(sheet, at, height([cell for cell, _ in row], columns))
            for column, (cell, kind) in enumerate(row):
                if column == codes:
                    self._code(sheet, at, column, cell)
                elif isinstance(cell, int):
                    sheet.write_number(at, column, cell, self._look(0, **_loud(kind)))
                else:
                    self._text(sheet, at, column, cell, **_loud(kind))
        sheet.autofilter(0, 0, max(size, 1), len(columns) - 1)
        sheet.freeze_panes(1, 1)

    def _form_row(self, row: Sequence[Any]) -> list[tuple[Any, str]]:
        kinds = dict(enumerate(map(str, Severity), 6))
        loud = {n: kind for n, kind in kinds.items() if row[n]} | ({11: "error"} if row[11] else {})
        return [(cell, loud.get(n, "")) for n, cell in enumerate(row)]

    def _sheet(self, which: int, columns: Any, part: int) -> Any:
        """A new sheet that prints on A4 across, its head on every page."""
        name = SHEETS[which][self.english] + (f" {part}" if part > 1 else "")
        sheet = self.book.add_worksheet(name)
        for n, column in enumerate(columns):
            sheet.set_column(n, n, column[2])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        head = 2 if which == 0 else 0
        sheet.repeat_rows(head, head)
        marked = SYNTHETIC if self.made.synthetic else ""
        sheet.set_header(f"&C&9{marked}")
        sheet.set_footer(f"&L&8{name}&C&8&P / &N&R&8绩衡 Jiheng")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return sheet

    def _above(self, sheet: Any, last: int) -> None:
        """Title, totals, and the ribbon where the forms are not real."""
        title = self.book.add_format(
            {"bold": True, "font_size": 16, "font_name": FONT, "valign": "vcenter"}
        )
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, TITLE[self.english], title)
        line = self.book.add_format({"font_size": 10, "font_name": FONT, "font_color": "#4B525C"})
        ribbon = {"font_size": 10, "font_name": FONT, "bold": True, "font_color": INKS["warning"]}
        ribbon |= {"bg_color": SOFT["warning"]}
        if not self.made.synthetic:
            sheet.write_string(1, 0, self.made.headline(), line)
            return
        marked = self.book.add_format(ribbon)
        for column in range(last + 1):
            sheet.write_blank(1, column, None, marked)
        text = f"{SYNTHETIC}    {self.made.headline()}"
        sheet.write_string(1, 0, text, marked)

    def _head(self, sheet: Any, at: int, columns: Any) -> None:
        head = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
        head |= {
            "font_size": 10,
            "font_name": FONT,
            "bg_color": "#F1EFE9",
            "border": 1,
            "border_color": "#8C8F94",
        }
        look = self.book.add_format(head)
        sheet.set_row(at, 24)
        for n, column in enumerate(columns):
            sheet.write_string(at, n, column[self.english], look)

    def _code(self, sheet: Any, at: int, column: int, code: str) -> None:
        """The rule, leading to its explanation in this workbook."""
        if at > MOST_LINKS or code not in self.codes:
            self._text(sheet, at, column, code)
            return
        look = self._look(0, align="center", ink="#0B5C5A", line=True)
        link = f"internal:'{SHEETS[3][self.english]}'!A{self.codes[code]}"
        sheet.write_url(at, column, link, look, code)

    def _text(self, sheet: Any, at: int, column: int, text: object, **look: Any) -> None:
        shown = fitting(str(text))
        risky = shown.startswith(RISKY)
        sheet.write_string(at, column, shown, self._look(int(risky), **look))

    def _look(self, risky: int, **words: Any) -> Any:
        """The format of a cell; ``risky``: kept a text even when somebody edits it."""
        key = (risky, *sorted(words.items()))
        if key not in self._looks:
            look: dict[str, Any] = {
                "text_wrap": True,
                "valign": "top",
                "font_size": 10,
                "font_name": FONT,
            }
            look |= {"border": 1, "border_color": "#C9C6BD", "quote_prefix": bool(risky)}
            names = {"ink": "font_color", "back": "bg_color", "line": "underline"}
            look |= {names.get(name, name): value for name, value in words.items()}
            self._looks[key] = self.book.add_format(look)
        return self._looks[key]


def _loud(kind: str) -> Mapping[str, Any]:
    return {"ink": INKS[kind], "back": SOFT[kind], "bold": True} if kind else {}


def _tall(sheet: Any, at: int, points: int) -> None:
    """Set the height of a row; those already written are forgotten, which the library does not."""
    sheet.set_row(at, points)
    for known in (sheet.row_info, sheet.row_sizes):
        known.pop(at - 2, None)


def height(row: Iterable[object], columns: Any) -> int:
    """Points that the longest cell needs: not every program does this sum when it opens a file."""
    lines = 1
    for cell, (_, _, room) in zip(row, columns, strict=False):
        if isinstance(cell, str) and cell:
            lines = max(lines, sum(-(-width(line, True) // room) for line in cell.split("\n")))
    return min(TALLEST, LINE * lines + 4)


def fitting(text: str) -> str:
    """What a cell can hold; a cut shows as …, and nothing is taken for the library's own markup."""
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + "…"
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
