"""Use case: document → Report. Reads the bytes, runs every rule that applies, folds root causes."""

from __future__ import annotations

from decimal import localcontext
from functools import partial

from .model.finding import Checked, Finding, Outcome, Report, Severity, Verdict
from .model.place import Place
from .model.quantity import PRECISION
from .model.refusal import Refusal
from .rules import Rule, registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import TypeVar

    from .model.form import Document, Form
    from .policy import Book

    T = TypeVar("T")

CRASH = "X901"


def check_bytes(
    data: bytes,
    path: str,
    book: Book,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Report:
    """Read ``data`` (``path`` is only how the user calls it) and check it.

    A file that cannot be read gives a Report with ``error``; nothing is raised for bad input.
    """
    report = read_bytes(data, path, book)
    if report.document is None:
        return report
    return check_document(report.document, book, select=select, ignore=ignore)


def read_bytes(data: bytes, path: str, book: Book) -> Report:
    """Read without running a rule: a Report with the document, or with ``error``."""
    from .documents import read

    document, error = _guarded(partial(read, data, path, book))
    if isinstance(error, Refusal):
        return Report(path, error=error)
    if document is None:
        return Report(path, error=_broken(path, error), crashed=(f"read: {_named_error(error)}",))
    return Report(path, document)


def check_document(
    document: Document,
    book: Book,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Report:
    """Run the rules over a document already read.

    ``select`` and ``ignore`` are codes, slugs or code prefixes ("ARI"). A finding whose root is
    not selected stands alone; one whose root is ignored stays folded.
    """
    with localcontext(prec=PRECISION):
        return _check(document, book, select, ignore)


def _check(
    document: Document, book: Book, select: Collection[str], ignore: Collection[str]
) -> Report:
    checked: list[Checked] = []
    crashed: list[str] = []
    for rule in registry().values():
        own = book.severity(rule.code, rule.severity)
        if own == "off" or (select and not named(rule, select)):
            continue
        verdicts, error = _guarded(partial(_all, rule, document, book))
        checked += [Checked(rule.code, verdict) for verdict in verdicts or ()]
        if error:
            crashed.append(f"{rule.code}: {_named_error(error)}")
            checked.append(Checked(CRASH, _crash(rule, error)))
    findings = [f for f in _findings(checked, book) if not _named_code(f.code, ignore)]
    kept = [c for c in checked if not _named_code(c.code, ignore)]
    return Report(document.path, document, tuple(findings), tuple(kept), None, tuple(crashed))


def _guarded(work: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """The result of the work, or what it raised: one broken part never stops the rest."""
    try:
        return work(), None
    except Exception as error:  # the one place; callers must make it loud (X901, exit code 2)
        return None, error


def _named_error(error: Exception | None) -> str:
    return f"{type(error).__name__}: {error}"


def _broken(path: str, error: Exception | None) -> Refusal:
    """The refusal of a file on which a reader of ours broke."""
    return Refusal(
        path,
        f"读取时程序出错（{_named_error(error)}），这是绩衡的问题",
        "请把文件另存为 .docx 再试，并把这条信息告诉我们",
        problem_en=f"a reader broke on it ({_named_error(error)}); this is a fault of Jiheng",
        remedy_en="Save it as .docx and try again, and tell us this message",
    )


def named(rule: Rule, words: Collection[str]) -> bool:
    """Whether one of the words names the rule by code, slug or code prefix."""
    return any(rule.slug == w or rule.code.startswith(w.upper()) for w in words)


def _named_code(code: str, words: Collection[str]) -> bool:
    if not words:
        return False
    rule = registry().get(code)
    return named(rule, words) if rule else code in words


def _all(rule: Rule, document: Document, book: Book) -> list[Verdict]:
    return list(_run(rule, document, book))


def _run(rule: Rule, document: Document, book: Book) -> Iterator[Verdict]:
    if rule.scope == "file":
        yield from rule.check(document, book)
        return
    for form in document.forms:
        if not rule.run_on or form.kind in rule.run_on:
            yield from _one_form(rule, form, book)


def _one_form(rule: Rule, form: Form, book: Book) -> Iterator[Verdict]:
    if form.blank:
        yield Verdict(Outcome.NOT_APPLICABLE, form.place(), reason="blank-form")
    else:
        yield from rule.check(form, book)


def _crash(rule: Rule, error: Exception) -> Verdict:
    facts = {"rule": rule.code, "error": _named_error(error)}
    return Verdict(Outcome.FAIL, Place(), facts)


def _findings(checked: list[Checked], book: Book) -> Iterator[Finding]:
    """Failed verdicts as findings, each folded under the first of its roots that fired too."""
    failed = [c for c in checked if c.verdict.outcome is Outcome.FAIL]
    fired = {(c.code, place.key) for c in failed for place in (c.verdict.place, *c.verdict.also)}
    rules = registry()
    for one in failed:
        verdict = one.verdict
        root = next((pair for pair in verdict.because if pair in fired), None)
        known = rules.get(one.code)
        finding = Finding(
            one.code,
            known.slug if known else "rule-crashed",
            _severity(one, known, book),
            verdict.place,
            verdict.facts,
            verdict.working,
            f"{root[0]}@{root[1]}" if root else None,
            verdict.also,
        )
        yield finding


def _severity(one: Checked, rule: Rule | None, book: Book) -> Severity:
    if rule is None:
        return Severity.ERROR
    own = one.verdict.loudness or rule.severity
    return Severity(book.severity(rule.code, own))


def fold(verdicts: Collection[Verdict]) -> Outcome:
    """The mark of a form: fail > insufficient-data > pass > not-applicable."""
    order = (Outcome.FAIL, Outcome.INSUFFICIENT, Outcome.PASS)
    seen = {verdict.outcome for verdict in verdicts}
    return next((outcome for outcome in order if outcome in seen), Outcome.NOT_APPLICABLE)


def exit_code(reports: Collection[Report]) -> int:
    """0 clean, 1 an unfolded error or warning, 2 something could not be done."""
    if any(report.error or report.crashed for report in reports):
        return 2
    loud = (Severity.ERROR, Severity.WARNING)
    found = any(f.severity in loud and f.counts for r in reports for f in r.findings)
    return 1 if found else 0
