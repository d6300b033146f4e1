"""没有读全、或靠还原才读到的单元格。

## What it does
把读文件时留下的每条记录变成一条提示：认不出的符号、公式、域，乱码，以及由特殊字符还原的符号、修订痕迹、文本框、隐藏文字、套表和图片。前几种是没读全，要人补；后几种是读了，请人核对。

## Why it matters
文档里的“≧”可能是一个符号字体的字符、一个公式或一处修订。悄悄丢掉它，“≧90%”就成了“90%”，表面上一切正常，意思却变了。

## Basis
没有法规要求：没读到的，就说没读到。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | �95% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | ≥95% |

## Known limits
图片里的文字不读。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, passes
from ...model.place import Place
from ...model.record import replace
from .. import rule
from ..words import called, cells, few, once, place, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Document, Form
    from ...policy import Book

UNDECODED = "\ufffd"


@rule(
    "STR17",
    "cell-partly-unread",
    "单元格未能完整读取",
    "warning",
    zh="{count}处{what}：{shown}",
    en="{count} place(s) {what_en}: {shown}",
    repair_zh="打开原文件核对这几处；用键盘直接输入的符号（≥、≤、=）都能读到",
    repair_en="Compare with the original file; signs typed as text (≥, ≤, =) are always read",
    source_dependent=True,
    scope="file",
)
def check(document: Document, book: Book) -> Iterator[Verdict]:
    """One finding for each form and kind of note, and for the file where no cell is known."""
    known = terms(book, "reading-notes")
    said = list(_spoken(_by_kind(_file_notes(document)), known))
    yield from said
    for form in document.forms:
        yield from list(_spoken(_by_kind(_form_notes(form)), known)) or (passes(form.place()),)
    if not said and not document.forms:
        yield passes(Place())


def _file_notes(document: Document) -> Iterator[tuple[str, str, Place]]:
    for note in document.notes:
        yield note.kind, note.detail or "全文", Place(name=document.path, address=note.address)


def _form_notes(form: Form) -> Iterator[tuple[str, str, Place]]:
    marked = once(spot for spot in cells(form) if spot[0].notes or UNDECODED in spot[0].raw)
    for spot in marked:
        where, notes = place(form, spot), spot[0].notes
        for note in notes:
            yield note.kind, called(spot) + (f"（{note.detail}）" if note.detail else ""), where
        if UNDECODED in spot[0].raw and not any(note.kind == "bad-characters" for note in notes):
            yield "bad-characters", called(spot), where
    for note in form.notes:
        yield note.kind, note.detail, replace(form.place(), address=note.address)


def _by_kind(notes: Iterator[tuple[str, str, Place]]) -> dict[str, list[tuple[str, Place]]]:
    groups: dict[str, list[tuple[str, Place]]] = {}
    for kind, name, where in notes:
        groups.setdefault(kind, []).append((name, where))
    return groups


def _spoken(
    groups: dict[str, list[tuple[str, Place]]], known: dict[str, dict[str, str]]
) -> Iterator[Verdict]:
    """A finding for each kind that policy has words for; other notes belong to other rules."""
    for kind, spots in groups.items():
        if kind not in known:
            continue
        words = known[kind]
        names = tuple(dict.fromkeys(name for name, _ in spots))
        yield fails(
            spots[0][1],
            also=tuple(where for _, where in spots[1:]),
            loudness=Severity(words["severity"]),
            kind=kind,
            count=len(spots),
            what=words["zh"],
            what_en=words["en"],
            names=names,
            shown=few(names, 5),
        )
