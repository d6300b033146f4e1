"""The texts of a request, and whether a database can keep them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from django.http import HttpRequest, QueryDict

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def kept(text: str) -> bool:
    """PostgreSQL has no NUL, and half a character (a lone surrogate) no UTF-8 anywhere."""
    if text.isascii():
        return "\0" not in text
    return not any(one == "\0" or "\ud800" <= one <= "\udfff" for one in text)


def address(request: HttpRequest, parts: Mapping[str, object]) -> Iterator[str]:
    """The texts in an address: ``parts`` of its path, and its query."""
    yield from (part for part in parts.values() if isinstance(part, str))
    yield from _fields(request.GET)


def body(request: HttpRequest) -> Iterator[str]:
    """Every text sent in a body: fields, strings of JSON; it is read for it.

    Names of files come without such characters from Django.
    """
    if request.method in ("GET", "HEAD"):
        return
    if request.content_type in FORMS:
        yield from _fields(request.POST)
    elif request.content_type == "application/json" and b"\\u" in request.body:
        yield from _strings(request.body)


def _fields(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from values


def _strings(data: bytes) -> Iterator[str]:
    """Those of a JSON text, its keys too; none where it is no JSON, which its reader will say."""
    try:
        left = [json.loads(data)]
    except (ValueError, RecursionError):
        return
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            left += [*one, *one.values()]
        elif isinstance(one, list):
            left += one
