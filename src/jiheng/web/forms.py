"""Content (what is printed, as stored) ↔ form and report. Derived, never stored; kept by digest."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from jiheng import check
from jiheng.documents.content import content_of as content_of
from jiheng.documents.content import digest as _digest
from jiheng.documents.content import document_of as _document_of
from jiheng.documents.content import validate
from jiheng.model.finding import Report
from jiheng.model.form import Document, Form
from jiheng.model.refusal import Refusal
from jiheng.policy import Book, load

from .models import Version

KEEP = 512  # forms; a few dozen kB each
T = TypeVar("T")
Content = dict[str, Any]


class _Kept:
    """The last few hundred results by key; safe between threads."""

    def __init__(self) -> None:
        self._lock, self._all = Lock(), OrderedDict[tuple[str, str], Any]()

    def get(self, key: tuple[str, str], make: Callable[[], T]) -> T:
        with self._lock:
            if key in self._all:
                self._all.move_to_end(key)
                kept: T = self._all[key]
                return kept
        made = make()  # outside the lock: a check takes milliseconds
        with self._lock:
            self._all[key] = made
            while len(self._all) > KEEP:
                self._all.popitem(last=False)
        return made


_documents, _reports = _Kept(), _Kept()


def book(on: date | None = None) -> Book:
    """The policy, as of a day."""
    return load(on=on)


def digest_of(content: Content) -> str:
    """SHA-256 of the content, the same however its keys are ordered."""
    return _digest(content)


def document_of(content: Content) -> Document:
    """The content read again, by the same reading code as any file."""
    key = (digest_of(content), "")
    return _documents.get(key, lambda: _document_of(content, book()))


def form_of(content: Content) -> Form:
    """The one form of a content. Raises Refusal where it is none."""
    forms = document_of(content).forms
    if not forms:
        raise Refusal(
            "绩衡",
            "读不出绩效目标表",
            "请检查表头和指标行",
            problem_en="no form can be read",
            remedy_en="check its heads and rows",
        )
    return forms[0]


def report_of(content: Content) -> Report:
    """The form checked: the same findings as ``jiheng check``."""
    today = date.today().isoformat()
    key = (digest_of(content), today)
    return _reports.get(key, lambda: check.check_document(document_of(content), book()))


def form_of_version(version: Version) -> Form:
    """The form of a stored version."""
    return form_of(version.content)


def report_of_version(version: Version) -> Report:
    """The report of a stored version."""
    return report_of(version.content)


def read_contents(data: bytes, name: str) -> tuple[Sequence[Content], Report]:
    """The forms of a file as contents, and the report with every finding. Raises Refusal."""
    report = check.check_bytes(data, os.path.basename(name), book())
    if report.error is not None:
        raise report.error
    forms = report.document.forms if report.document else ()
    return [content_of(form) for form in forms if not form.blank], report


def checked_content(content: Any) -> Content:
    """A content fit to be stored. Raises Refusal for a wrong shape, not for faults."""
    validate(content, book())
    kept: Content = content
    try:
        digest_of(kept)
    except UnicodeEncodeError as error:
        raise Refusal(
            "绩衡",
            "表里有残缺的字符",
            "请删去它再保存",
            problem_en="the form holds half a character",
            remedy_en="Delete it and save again",
        ) from error
    return kept
