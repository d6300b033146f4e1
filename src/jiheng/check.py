"""Use case: document → Report. Reads the bytes, runs every rule that applies, folds root causes."""

from __future__ import annotations

from decimal import localcontext
from functools import partial

from .model.finding import Checked, Finding, Outcome, Report, Severity, Verdict, insufficient
from .model.place import Place
from .model.quantity import PRECISION
from .model.record import replace
from .model.refusal import Refusal
from .rules import Rule, book_codes, registry
from .rules.guard import guarded, named_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from .model.finding import Sheet
    from .model.form import Document, Form
    from .policy import Book

CRASH = "X901"
ALONE = "form-alone"  # why a rule across forms says nothing of the only form there is


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

    document, error = guarded(partial(read, data, path, book))
    if isinstance(error, Refusal):
        return Report(path, error=error)
    if document is None:
        return Report(path, error=_broken(path, error), crashed=(f"read: {named_error(error)}",))
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
    crashed: list[str] = []
    forms = [form for form in document.forms if not form.blank]
    sheets = _sheets(document.path, forms, book, select, crashed) if len(forms) > 1 else ()
    checked = [Checked(CRASH, _crash(*text.partition(": ")[::2])) for text in crashed]
    for rule in wanted(registry(alone=not sheets and not select), book, select):
        if rule.scope != "book":
            work = partial(_all, rule, document, book)
        elif sheets:
            work = partial(_within, rule, sheets, book)
        else:
            continue
        verdicts, error = guarded(work)
        checked += [Checked(rule.code, verdict) for verdict in verdicts or ()]
        if error:
            crashed.append(f"{rule.code}: {named_error(error)}")
            checked.append(Checked(CRASH, _crash(rule.code, named_error(error))))
    if len(forms) == 1:
        checked += _alone(forms[0], book, select)
    findings = findings_of(checked, book, ignore)
    kept = [c for c in checked if not _named_code(c.code, ignore)] if ignore else checked
    return Report(document.path, document, findings, tuple(kept), None, tuple(crashed), sheets)


def wanted(rules: Mapping[str, Rule], book: Book, select: Collection[str]) -> list[Rule]:
    """The rules that are on and selected."""
    return [
        rule
        for rule in rules.values()
        if book.severity(rule.code, rule.severity) != "off" and (not select or named(rule, select))
    ]


def with_sheets(report: Report, book: Book, select: Collection[str] = ()) -> Report:
    """The report of one file of several: ready to be compared with the others, so never alone."""
    document = report.document
    if document is None or report.sheets:
        return report
    forms = [form for form in document.forms if not form.blank]
    crashed: list[str] = []
    with localcontext(prec=PRECISION):
        sheets = _sheets(document.path, forms, book, select, crashed)
    checked = tuple(c for c in report.checked if c.verdict.reason != ALONE)
    told = (*report.crashed, *crashed)
    return replace(report, checked=checked, sheets=sheets, crashed=told)


def _sheets(
    path: str, forms: list[Form], book: Book, select: Collection[str], crashed: list[str]
) -> tuple[Sheet, ...]:
    """What the rules across forms keep of each form; ``crashed`` takes what broke."""
    from .rules.siblings import sheet_of

    rules = [rule for rule in wanted(registry(), book, select) if rule.gather]
    out = []
    for form in forms:
        facts = {}
        for rule in rules:
            told, error = guarded(partial(rule.gather or _nothing, form, book))
            if told is not None:
                facts[rule.code] = told
            if error:
                crashed.append(f"{rule.code}: {named_error(error)}")
        out.append(sheet_of(form, path, facts))
    return tuple(out)


def _nothing(form: Form, book: Book) -> object:
    return None


def _within(rule: Rule, sheets: tuple[Sheet, ...], book: Book) -> list[Verdict]:
    """What a rule across forms says of the forms of one file."""
    from .rules.siblings import distinct

    return [verdict for _, verdict in rule.check(distinct(sheets), book, False)]


def _alone(form: Form, book: Book, select: Collection[str]) -> list[Checked]:
    """The rules across forms, which one form does not even load, are not checked on it."""
    codes = [code for code in book_codes() if book.severity(code, "info") != "off"]
    if select:
        codes = [code for code in codes if named(registry()[code], select)]
    return [Checked(code, insufficient(form.place(), ALONE)) for code in codes]


def _broken(path: str, error: Exception | None) -> Refusal:
    """The refusal of a file on which a reader of ours broke."""
    return Refusal(
        path,
        f"读取时程序出错（{named_error(error)}），这是绩衡的问题",
        "请把文件另存为 .docx 再试，并把这条信息告诉我们",
        problem_en=f"a reader broke on it ({named_error(error)}); this is a fault of Jiheng",
        remedy_en="Save it as .docx and try again, and tell us this message",
    )


def named(rule: Rule, words: Collection[str]) -> bool:
    """Whether one of the words names the rule by code, slug or code prefix."""
    return any(rule.slug == w or rule.code.startswith(w.upper()) for w in words)


def _named_code(code: str, words: Collection[str]) -> bool:
    if not words:
        return False
    rule = registry().get(code)  # words were given, so that a slug may have to be known
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


def _crash(code: str, error: str) -> Verdict:
    return Verdict(Outcome.FAIL, Place(), {"rule": code, "error": error})


def findings_of(
    checked: Sequence[Checked], book: Book, ignore: Collection[str]
) -> tuple[Finding, ...]:
    """The findings among verdicts, those of ignored codes left out."""
    return tuple(f for f in _findings(checked, book) if not _named_code(f.code, ignore))


def _findings(checked: Sequence[Checked], book: Book) -> Iterator[Finding]:
    """Failed verdicts as findings, each folded under the first of its roots that fired too.

    A hint is no root of anything louder: what is folded under it would no longer count.
    """
    rules = registry(alone=True)
    failed = [c for c in checked if c.verdict.outcome is Outcome.FAIL]
    loud = [_severity(c, rules.get(c.code), book) is not Severity.INFO for c in failed]
    fired: dict[tuple[str, str], bool] = {}
    for one, counts in zip(failed, loud, strict=True):
        for place in (one.verdict.place, *one.verdict.also):
            fired[one.code, place.key] = counts or fired.get((one.code, place.key), False)
    for one, counts in zip(failed, loud, strict=True):
        verdict = one.verdict
        root = next((p for p in verdict.because if p in fired and fired[p] >= counts), None)
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
