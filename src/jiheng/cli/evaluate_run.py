"""What ``evaluate``, ``monitor`` and ``explain`` stand on: the day, the store, the engine."""

from __future__ import annotations

import os
from datetime import date

from ..evidence.bindings import load as bindings_of
from ..evidence.store import Store
from ..model.record import record, replace
from ..model.refusal import Refusal
from .common import open_book
from .parser import Misuse, one_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping
    from typing import Any

    from ..model.form import Form
    from ..model.result import Binding, FormResult
    from ..policy import Book
    from ..score.points import Scheme
    from ..score.records import Evidence
    from ..score.traces import Tracer

BINDINGS = "bindings.yaml"
"""A file of this name in the store is used where no other is named."""
SYNTHETIC = "合成数据 SYNTHETIC"


@record
class Case:
    """One form with its result. ``data``: its evidence as of the day. ``path``: the form's file."""

    path: str
    form: Form
    result: FormResult
    bound: Mapping[str, Binding]
    data: Evidence

    @property
    def name(self) -> str:
        """What people call it."""
        return self.form.text("project_name") or self.form.text("title") or f"F{self.form.index}"


@record
class Ground:
    """What every output states: the day, the scheme, the engine, the state of the store.

    ``head``: the last hash of its chain. ``synthetic``: some rows of it are made up. ``reasons``:
    "F1.T1" to the words somebody wrote for it.
    """

    as_of: date
    book: Book
    scheme: Scheme
    engine: str
    store: str
    batches: int
    head: str
    synthetic: bool
    bindings: tuple[Binding, ...]
    con: Any
    tracer: Tracer
    reasons: Mapping[str, str] = {}

    def reason(self, case: Case, ref: str) -> str:
        """Why a row is off its target: from the file of reasons, else from the form."""
        own = f"F{case.form.index}.{ref}"
        said = self.reasons.get(own) or self.reasons.get(f"{case.result.code}.{ref}")
        row = next((one for one in case.form.indicators if one.ref == ref), None)
        return said or (row.text("reason") if row else "")


def ground(options: Namespace) -> Ground:
    """Everything but the forms. Raises Misuse or Refusal, one sentence each."""
    as_of, lang = day(options.as_of, options.lang), options.lang
    store = _store(options.evidence, lang)
    book = replace(open_book(options), on=as_of)
    from ..score.points import scheme
    from ..score.traces import Tracer

    used = scheme(book, getattr(options, "scheme", "") or "mof2020")
    bound = _bindings(options, store)
    batches = store.batches()
    engine = getattr(options, "engine", "") or "duckdb"
    paths = {name: store.open(name) for name in store.tables()}
    con = _connect(engine, paths, lang)
    return Ground(
        as_of,
        book,
        used,
        engine,
        store.path,
        len(batches),
        store.whole().head,
        any(entry["synthetic"] for entry in batches),
        bound,
        con,
        Tracer(con, paths),
        _reasons(getattr(options, "explain_reasons", "") or ""),
    )


def connected(options: Namespace, store: Store) -> tuple[Any, tuple[Binding, ...]]:
    """A store's tables behind DuckDB, and the bindings that go with it."""
    paths = {name: store.open(name) for name in store.tables()}
    return _connect("duckdb", paths, options.lang), _bindings(options, store)


def day(text: str, lang: str) -> date:
    """The day of --as-of. Raises Misuse for anything but YYYY-MM-DD."""
    zh = lang == "zh"
    if not text:
        said = "请用 --as-of 写明截止到哪一天，如 2023-12-31"
        raise Misuse(said if zh else "name the day with --as-of, such as 2023-12-31")
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    said = f"--as-of 写的“{text}”不是日期，请写成 2023-12-31 这样"
    raise Misuse(said if zh else f"--as-of: “{text}” is no date; write it like 2023-12-31")


def _store(path: str, lang: str) -> Store:
    if not path:
        said = "请用 --evidence 写明佐证库文件夹（由 jiheng evidence import 建立）"
        en = "name the store with --evidence FOLDER (made by jiheng evidence import)"
        raise Misuse(said if lang == "zh" else en)
    store = Store(path)
    if not store.batches():
        raise Refusal(
            path,
            "不是佐证库，或里面还没有记录",
            "请先用 jiheng evidence import 导入",
            problem_en="is no evidence store, or nothing was imported into it",
            remedy_en="Import records with jiheng evidence import first",
        )
    return store


def _bindings(options: Namespace, store: Store) -> tuple[Binding, ...]:
    own = os.path.join(store.path, BINDINGS)
    path = getattr(options, "bindings", "") or (own if os.path.isfile(own) else "")
    return bindings_of(path) if path else bindings_of()


def _connect(engine: str, paths: Mapping[str, list[str]], lang: str) -> Any:
    """The store's tables behind an engine; Refusal where the engine is not installed."""
    from ..score.engines import DUCKDB, MASTERS, SPARK, connect

    known = (DUCKDB, SPARK, "spark://HOST:PORT")
    if not engine.startswith(MASTERS):
        one_of("--engine", engine, known, lang)
    try:
        return connect(engine, paths)
    except ImportError as error:
        raise Refusal(
            engine,
            f"这个引擎没有安装（{error.name}）",
            "请安装 jiheng[spark]，或用 --engine duckdb",
            problem_en=f"this engine is not installed ({error.name})",
            remedy_en="Install jiheng[spark], or use --engine duckdb",
        ) from error


def _reasons(path: str) -> Mapping[str, str]:
    """Row to reason, from a YAML file of "F1.T1: words" lines."""
    if not path:
        return {}
    from ..policy.store import parse

    try:
        with open(path, "rb") as file:
            said = parse({"reasons.yaml": file.read()})["reasons"]
        return {str(row): str(words).strip() for row, words in said.items()}
    except (OSError, ValueError, AttributeError) as error:
        why = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise Refusal(
            path,
            f"读不出偏差原因（{why}）",
            "请每行写一条，如 F1.T1: 财政批复较晚，12 月补发",
            problem_en=f"the reasons cannot be read ({why})",
            remedy_en="Write one a line, such as F1.T1: paid late because …",
        ) from error
