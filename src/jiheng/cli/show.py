"""``jiheng show``: the form as it was read, with what was inferred."""

from __future__ import annotations

from .common import open_book, read_one, view_of
from .labels import PARTS, joint, label, note, part, where, word
from .parser import one_of
from .phrases import heading
from .screen import Screen
from .sink import Sink
from .targets import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from ..model.form import Form, Indicator, Note
    from .output import View

FORMATS = ("text", "json")


def run(options: Namespace) -> int:
    """Read one file and print its forms."""
    one_of("--format", options.format, FORMATS, options.lang)
    book = open_book(options)
    _, document = read_one(options, book)
    with Sink(options.output, utf8=options.format == "json") as sink:
        if options.format == "json":
            from ..documents.writers.json import form_data
            from .jsonout import encode

            sink.write(encode([form_data(form) for form in document.forms]) + "\n")
        else:
            view = view_of(options, book, to_file=bool(options.output))
            draw(document.forms, document.notes, sink.write, view)
    return 0


def draw(
    forms: tuple[Form, ...], notes: tuple[Note, ...], write: Callable[[str], object], view: View
) -> None:
    """Every form as fields and a table."""
    screen = Screen(write, view)
    for form in forms:
        name = form.text("project_name") or form.text("title") or word("untitled", view.lang)
        screen.line(name, "bold", head=f"{form.index}  ", head_style="bold")
        screen.parts(heading(form, view), "dim", indent=3)
        screen.blank()
        fields(form, screen)
        screen.blank()
        rows(form, screen)
        inferred(form, screen)
        screen.blank()
    remarks(notes, screen)


def fields(form: Form, screen: Screen) -> None:
    """Printed label and value, a line each; a blank cell says that it is blank."""
    lang = screen.view.lang
    labels = {key: label(one, lang) for key, one in form.fields.items() if key != "title"}
    widest = max((screen.cells(text) for text in labels.values()), default=0)
    for key, text in labels.items():
        head = text + " " * (widest - screen.cells(text) + 2)
        value = form.text(key)
        shown = value or f"（{word('blank', lang)}）"
        style = "plain" if value else "dim"
        screen.line(shown, style, indent=3, head=head, head_style="dim")


def rows(form: Form, screen: Screen) -> None:
    """The indicators; a level is printed where it begins, as in the form."""
    lang = screen.view.lang
    columns = [key for key in form.columns if key in PARTS and key != "block"] or [
        "level1",
        "level2",
        "name",
        "value",
    ]
    heads = ["", *(part(key, lang) for key in columns), "读作" if lang == "zh" else "Read as"]
    out = [heads]
    above: Indicator | None = None
    for row in form.indicators:
        cells = [row.ref, *(_cell(row, above, key) for key in columns)]
        out.append([*cells, reading(row.target, lang)])
        above = row
    screen.table(out, indent=3)


def _cell(row: Indicator, above: Indicator | None, key: str) -> str:
    if key == "name":
        return row.name or ""
    if key not in ("level1", "level2"):
        return row.text(key)
    text = row.level1 if key == "level1" else row.level2
    same = above and row.level1 == above.level1 and (key == "level1" or row.level2 == above.level2)
    if same or not text:
        return ""
    return f"{text}*" if key == "level1" and row.level1_inferred else text


def inferred(form: Form, screen: Screen) -> None:
    """What the form does not say itself, and what was noticed while reading it."""
    lang = screen.view.lang
    guessed = [row.ref for row in form.indicators if row.level1_inferred]
    if guessed:
        zh = f"* 一级指标由二级指标推定：{' '.join(guessed)}"
        en = f"* level 1 inferred from level 2: {' '.join(guessed)}"
        screen.line(zh if lang == "zh" else en, "warning", indent=3)
    remarks(form.notes, screen, 3)


def remarks(notes: tuple[Note, ...], screen: Screen, indent: int = 0) -> None:
    """Reading notes with their place."""
    lang = screen.view.lang
    for one in notes:
        parts = (note(one.kind, lang), one.detail, where(one.address, lang))
        text = " · ".join(part for part in parts if part)
        head = ("阅读" if lang == "zh" else "reading") + joint(lang)
        screen.line(text, "dim", indent=indent, head=head, head_style="dim")
