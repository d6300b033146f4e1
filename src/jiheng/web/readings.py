"""What was read of an uploaded file: its forms, what of them is in doubt, and the file as tables
and, where it is a PDF or a picture, as pages (originals).

Derived from the bytes and kept beside them as JSON, so that a large file is read once, in the
background. Only ``web/readings`` knows that file; a newer reader (VERSION) reads again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import partial
from threading import get_ident
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks import task

from jiheng.documents import grid_of
from jiheng.documents.archives.shelf import Shelf
from jiheng.documents.content import content_of
from jiheng.documents.grid import Grid, Table
from jiheng.documents.recognise import recognise
from jiheng.model.form import Field, Form, Note
from jiheng.model.refusal import Refusal
from jiheng.model.shown import where
from jiheng.rules.guard import guarded

from . import actions, originals
from .forms import book
from .models import Job, Upload, User

VERSION = 2
MOST_FILES = 200  # forms of one archive that are shown
MOST_CELLS = 4_000  # of the original beside the reading
LIGHT = 300_000  # bytes read at once; more goes to the background
SLOW = re.compile(r"\.(pdf|png|jpe?g|bmp|tiff?|webp|gif|zip|7z|rar|tar|t?gz|tgz|bz2|xz|doc)$", re.I)
SUFFIXES = (
    ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".ods", ".odt", ".pdf", ".txt", ".md", ".csv",
    ".tsv", ".html", ".htm", ".mht", ".rtf", ".xml", ".png", ".jpg", ".jpeg", ".bmp", ".tif",
    ".tiff",
)  # fmt: skip
UNDECODED = "\ufffd"
QUIET = frozenset(("encoding-guessed", "converted", "hidden-row", "hidden-column", "hidden-sheet"))
RESTORED = frozenset(("sign-recovered", "revision-inserted", "revision-deleted", "hidden-text"))
Reading = dict[str, Any]


def _path(upload: Upload) -> str:
    return os.path.join(settings.JIHENG_DATA, "readings", f"{upload.sha}.{VERSION}.json")


def is_slow(upload: Upload) -> bool:
    """Whether it is read in the background."""
    return upload.size > LIGHT or bool(SLOW.search(upload.name))


def kept(upload: Upload) -> Reading | None:
    """The reading, if the file was read already."""
    try:
        with open(_path(upload), encoding="utf-8") as file:
            found: Reading = json.load(file)
    except FileNotFoundError:
        return None
    return found


def read(upload: Upload) -> Reading:
    """Read it now, and keep what was read."""
    if (found := kept(upload)) is not None:
        return found
    made: Reading = {"files": list(_files(upload))[:MOST_FILES]}
    made["forms"] = [
        form | {"file": file["name"]} for file in made["files"] for form in file.pop("forms")
    ]
    made["drawn"] = originals.draw(upload, {n for one in made["forms"] for n in one["pages"]})
    path = _path(upload)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    part = f"{path}.{os.getpid()}.{get_ident()}.part"
    with open(part, "w", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=False)
    os.replace(part, path)
    return made


def read_later(user: User, upload: Upload) -> Job:
    """Read it in the background; the Job to show."""
    job = actions.begin_job(user, kind(upload))
    transaction.on_commit(lambda: read_upload.enqueue(job.pk, upload.pk))
    return job


def kind(upload: Upload) -> str:
    """What the jobs that read this file are called."""
    return f"read:{upload.pk}"


@task()
def read_upload(job_pk: int, upload_pk: int) -> None:
    """One file. What cannot be read is part of the reading, not a failure."""
    job, upload = Job.objects.get(pk=job_pk), Upload.objects.get(pk=upload_pk)
    actions.progress_job(job, 0, upload.name)
    read(upload)
    actions.end_job(job, upload.name)


def _files(upload: Upload) -> Iterator[dict[str, Any]]:
    path = actions.path_of(upload)
    with Shelf() as shelf:
        try:
            listing = shelf.members(path, SUFFIXES)
        except Refusal as error:
            yield _refused(upload.name, error)
            return
        if listing is None:
            with open(path, "rb") as file:
                yield _file(file.read(), upload.name)
            return
        for refusal in listing.errors:
            yield _refused(refusal.file.replace(path, upload.name), refusal)
        for name in listing.paths[:MOST_FILES]:
            shown = name.replace(path, upload.name).replace(upload.sha, _stem(upload.name))
            try:
                data = shelf.read(path, name, settings.JIHENG_UPLOAD_MOST)
            except Refusal as closed:
                yield _refused(shown, closed)
                continue
            yield _file(data, shown)


def _stem(name: str) -> str:
    """What a compressed file is called without its compression."""
    return os.path.splitext(name)[0] or name


def _refused(name: str, error: Refusal) -> dict[str, Any]:
    error.file = name
    return {"name": name, "zh": error.sentence("zh"), "en": error.sentence("en"), "forms": [],
            "blocks": []}  # fmt: skip


def _file(data: bytes, name: str) -> dict[str, Any]:
    known = book()
    grid, error = guarded(partial(grid_of, data, name, known))
    if isinstance(error, Refusal):
        return _refused(name, error)
    found, _ = guarded(partial(recognise, grid, known)) if grid else (None, error)
    if grid is None or found is None:
        said = Refusal(
            name, "读这个文件时绩衡出了错，原件已保存",
            "请换一种格式另存后再传，或直接填表",
            problem_en="a fault of Jiheng while reading; the file is kept",
            remedy_en="Save it in another format, or fill the form in",
        )  # fmt: skip
        return _refused(name, said)
    forms, notes = found
    whole = [*_noted((*grid.notes, *notes))]
    blocks, more = _blocks(grid)
    made = [_form(form, whole) for form in forms if not form.blank]
    return {"name": name, "format": grid.format, "forms": made, "blocks": blocks, "more": more,
            "blank": sum(form.blank for form in forms),
            "unknown": [one.detail for one in notes if one.kind == "unknown-layout"]}  # fmt: skip


def _form(form: Form, whole: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "content": content_of(form), "doubts": [*whole, *_doubts(form)], "year": form.fiscal_year,
        "title": form.text("title"), "name": form.text("project_name"),
        "rows": len(form.indicators), "unit": form.text("reporting_unit"),
        "pages": _pages(form),
    }  # fmt: skip


def _pages(form: Form) -> list[int]:
    """Where it stands in a file that has pages."""
    rows = (one for row in form.indicators for one in row.fields.values())
    found = {one.address.page for one in (*form.fields.values(), *rows)}
    return sorted(found - {0})


def _noted(notes: Iterable[Note], place: str = "", text: str = "") -> Iterator[dict[str, str]]:
    """What readers noted, in the words of policy; kinds that other rules speak of are left out."""
    known = book().topics["terms"]["reading-notes"]
    for note in notes:
        if note.kind not in known or note.kind in QUIET:
            continue
        if not place and known[note.kind]["severity"] != "warning":
            continue
        yield {
            "place": place, "text": text, "kind": "inferred" if note.kind in RESTORED else "unread",
            "zh": known[note.kind]["zh"].removeprefix("的"), "en": known[note.kind]["en"],
            "detail": note.detail, "at": where(note.address, "zh"),
        }  # fmt: skip


def _doubts(form: Form) -> Iterator[dict[str, str]]:
    """Every cell that was inferred or not wholly read, with its place in the content."""
    yield from _noted(form.notes)
    for key, one in form.fields.items():
        yield from _of_cell(one, _place(key))
    seen: set[int] = set()
    for row in form.indicators:
        for key, one in row.fields.items():
            if id(one) not in seen:
                seen.add(id(one))
                yield from _of_cell(one, f"{row.number}/{key}")
        if row.level1_inferred:
            yield {
                "place": f"{row.number}/level1", "text": row.level1 or "", "kind": "inferred",
                "zh": "由二级指标推定，表上印的是另一个",
                "en": "inferred from level 2, against the print",
                "detail": row.level1_printed or "", "at": "",
            }  # fmt: skip


def _place(key: str) -> str:
    return {"title": "title", "unit_of_money": "unit"}.get(key, f"field/{key}")


def _of_cell(one: Field, place: str) -> Iterator[dict[str, str]]:
    found = list(_noted(one.notes, place, one.raw))
    said = where(one.address, "zh")
    for doubt in found:
        yield doubt | {"at": doubt["at"] or said}
    if UNDECODED in one.raw and not any("乱码" in doubt["zh"] for doubt in found):
        yield {"place": place, "text": one.raw, "kind": "unread", "zh": "有乱码字符",
               "en": "holds characters that do not decode", "detail": "", "at": said}  # fmt: skip


def _blocks(grid: Grid) -> tuple[list[dict[str, Any]], bool]:
    """Lines and tables as they stand in the file; whether some were left out."""
    made: list[dict[str, Any]] = []
    left = MOST_CELLS
    for block in grid.blocks:
        if left <= 0:
            return made, True
        if isinstance(block, Table):
            rows = [
                [{"text": cell.text, "rows": cell.rowspan, "cols": cell.colspan,
                  "at": where(cell.address, "zh")} for cell in row]
                for row in block.rows()
            ]  # fmt: skip
            left -= len(block.cells)
            made.append({"rows": rows[:MOST_CELLS], "at": where(block.address, "zh")})
        else:
            left -= 1
            made.append({"text": block.text, "at": where(block.address, "zh")})
    return made, False
