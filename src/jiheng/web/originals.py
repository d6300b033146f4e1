"""An uploaded PDF or picture as it looks: its pages beside the reading, and where they are kept.

The pages of a PDF are drawn once, when it is read, in the background: PDFium is not for several
threads, and a page takes a tenth of a second. A picture is shown as it came. Files inside archives
have no pages: their text is listed.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from threading import get_ident
from typing import Any

from django.conf import settings

from jiheng.documents.readers.page_image import pictures
from jiheng.documents.readers.picture_size import HEAD, mime_of, size_of
from jiheng.documents.sniff import kind_of
from jiheng.model.refusal import Refusal

from . import actions
from .models import Upload

VERSION = 1


def _path(upload: Upload, number: int) -> str:
    name = f"{upload.sha}.page{VERSION}.{number}.png"
    return os.path.join(settings.JIHENG_DATA, "readings", name)


def draw(upload: Upload, wanted: Collection[int]) -> dict[str, Any] | None:
    """How many pages it has, and number, width and height in pixels of those that are shown (0, 0
    where one cannot be drawn); ``wanted``: pages that hold forms. None as a whole where nothing
    can be drawn: it is no PDF or picture, or locked, or damaged.
    """
    with open(actions.path_of(upload), "rb") as file:
        data = file.read()
    shown: list[tuple[int, int, int]] = []
    pages = 1
    try:
        kind = kind_of(data, upload.name)
        if kind == "image":
            shown.append((1, *(size_of(data) or (0, 0))))
        elif kind == "pdf":
            for one in pictures(data, upload.name, wanted):
                pages = one.pages
                shown.append((one.number, one.width, one.height))
                if one.png:
                    _keep(_path(upload, one.number), one.png)
    except Refusal:  # the reading says why
        return None
    return {"pages": pages, "shown": shown} if any(width for _, width, _ in shown) else None


def _keep(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    part = f"{path}.{os.getpid()}.{get_ident()}.part"
    with open(part, "wb") as file:
        file.write(data)
    os.replace(part, path)


def picture(upload: Upload, number: int) -> tuple[str, str] | None:
    """The file that shows a page, and its content type by its own first bytes; None without one."""
    path = actions.path_of(upload)
    if number == 1:
        with open(path, "rb") as file:
            mime = mime_of(file.read(HEAD))
        if mime:
            return path, mime
    path = _path(upload, number)
    return (path, "image/png") if os.path.isfile(path) else None
