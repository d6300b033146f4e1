"""The forms of a command, and each of them evaluated; what cannot be is said and stops no other."""

from __future__ import annotations

from ..model.refusal import Refusal
from .common import no_form
from .evaluate_run import BINDINGS, Case
from .parser import Misuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator
    from datetime import date

    from ..model.form import Form
    from ..policy import Book
    from .evaluate_run import Ground

    Told = Callable[[str, int], object]


def forms_of(options: Namespace, book: Book) -> Iterator[tuple[str, Form] | Refusal]:
    """Every form of the files named, and a Refusal for every file that has none."""
    from ..documents import read
    from .files import find, load

    if not options.paths:
        zh = options.lang == "zh"
        raise Misuse("请写上要计算的绩效表" if zh else "name the forms to evaluate")
    found = find(options.paths)
    yield from found.errors
    for path in found.paths:
        try:
            document = read(load(path, book), path, book)
        except Refusal as refusal:
            yield refusal
            continue
        forms = [form for form in document.forms if not form.blank]
        if not forms:
            yield no_form(path)
        yield from ((path, form) for form in forms)


def cases(forms: list[tuple[str, Form]], made: Ground, told: Told) -> Iterator[Case | Refusal]:
    """Each form evaluated; a form that cannot be is a Refusal and stops no other."""
    from ..evaluate import bound_to, evaluate
    from ..score.records import Evidence

    for path, form in forms:
        told(path, 0)
        bound = bound_to(form, made.bindings)
        refusal = _unfit(path, form, bool(bound), made.as_of)
        if refusal:
            yield refusal
            continue
        year = form.fiscal_year or 0
        ground = (made.bindings, made.con)
        try:
            (result,) = evaluate(
                [form], *ground, as_of=made.as_of, book=made.book, scheme=made.scheme.name
            )
        except Refusal as refusal:
            yield refusal
            continue
        yield Case(path, form, result, bound, Evidence(made.con, year, made.as_of, made.book))
        told(path, len(form.indicators))


def _unfit(path: str, form: Form, bound: bool, as_of: date) -> Refusal | None:
    """Why a form cannot be evaluated at all."""
    name = form.text("project_name") or form.text("title")
    if form.fiscal_year is None:
        return Refusal(
            path,
            f"“{name}”没有写是哪一年度的表",
            "请在标题里写明年度",
            problem_en=f"“{name}” does not say which year it is for",
            remedy_en="Write the year into its title",
            where=f"F{form.index}",
        )
    if as_of.year < form.fiscal_year:
        return Refusal(
            path,
            f"“{name}”是 {form.fiscal_year} 年度的表，截止日 {as_of} 在这之前",
            f"请把 --as-of 改为 {form.fiscal_year} 年以内或以后的日期",
            problem_en=f"“{name}” is for {form.fiscal_year}, and {as_of} lies before it",
            remedy_en=f"Give --as-of a day in {form.fiscal_year} or later",
            where=f"F{form.index}",
        )
    if not bound:
        return Refusal(
            path,
            f"没有“{name}”的指标与计量方法对应表",
            f"请用 --bindings 写明，或放在佐证库里命名为 {BINDINGS}",
            problem_en=f"no bindings name the project “{name}”",
            remedy_en=f"Give them with --bindings, or put {BINDINGS} into the store",
            where=f"F{form.index}",
        )
    return None
