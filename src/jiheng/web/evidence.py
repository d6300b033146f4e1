"""The evidence store of this place, and what it says of a form on a day."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

from jiheng.evaluate import evaluate
from jiheng.evidence.bindings import load as load_bindings
from jiheng.evidence.store import Store
from jiheng.model.form import Form
from jiheng.model.record import replace
from jiheng.model.result import Binding, FormResult
from jiheng.score.engines import connect

from .forms import book

SCHEME = "mof2020"


def store() -> Store:
    """The store; a folder that is not there is an empty one."""
    return Store(os.path.join(settings.JIHENG_DATA, "evidence"))


def bindings() -> Sequence[Binding]:
    """The bindings that come with us, and those of the data folder (bindings/*.yaml)."""
    folder = os.path.join(settings.JIHENG_DATA, "bindings")
    own = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    paths = [os.path.join(folder, name) for name in own if name.endswith(".yaml")]
    return [*_builtin(), *(one for path in paths for one in load_bindings(path))]


@cache
def _builtin() -> tuple[Binding, ...]:
    return load_bindings()


def engine() -> Any:
    """A connection to the records as they are now; costs about a second."""
    held = store()
    return connect("duckdb", {name: held.open(name) for name in held.tables()})


def result(form: Form, as_of: date, con: Any = None, scheme: str = SCHEME) -> FormResult:
    """``jiheng evaluate`` of one form."""
    (found,) = evaluate(
        [form], bindings(), con or engine(), as_of=as_of, book=book(as_of), scheme=scheme
    )
    return found


def year_of(form: Form, year: int) -> Form:
    """The form in the fiscal year of its project, where it says none itself."""
    return form if form.fiscal_year else replace(form, fiscal_year=year)
