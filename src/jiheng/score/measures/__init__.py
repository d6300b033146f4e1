"""One module a measure: records → Actual. A binding names it; its file name is its name.

Each module has ``count(data, bound)`` and says of itself: ``OP``, the comparator where the form
prints none ("" where none can be assumed: CANNOT_JUDGE, for ``WHY``); ``CUMULATIVE``, whether it
grows over the year, so that progress may be prorated; ``ALL``, that words such as 按月发放 or
按实列支 ask for the whole (100 %); ``TOLERANCE``, the threshold by which "=" may be missed;
``CANDIDATE``, the comparator under which the candidates of an open target are shown; ``WORD``,
that the actual is a word.
"""

from __future__ import annotations

from importlib import import_module
from os import listdir
from os.path import dirname

from ...model.record import record, replace
from ...model.refusal import Refusal
from ...model.result import Actual, Binding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..records import Evidence


@record
class Measure:
    """What a measure module says of itself (see above)."""

    name: str
    count: Callable[[Evidence, Binding], Actual]
    title: str
    op: str = ""
    why: str = ""
    cumulative: bool = False
    all: bool = False
    tolerance: str = ""
    candidate: str = ""
    word: bool = False


def names() -> tuple[str, ...]:
    """The measures there are."""
    found = [name.removesuffix(".py") for name in listdir(dirname(__file__))]
    return tuple(sorted(name for name in found if name.isidentifier() and not name.startswith("_")))


def measure(name: str) -> Measure:
    """The measure of that name. Raises Refusal for one that does not exist."""
    if name not in names():
        raise Refusal(
            name,
            "没有这样的计量方法",
            f"可用的有：{'、'.join(names())}",
            problem_en="there is no such measure",
            remedy_en=f"There are: {', '.join(names())}",
        )
    module = import_module(f".{name}", __name__)
    title, _, _ = (module.__doc__ or "").partition("\n")
    says = {
        word: getattr(module, word.upper())
        for word in ("op", "why", "cumulative", "all", "tolerance", "candidate", "word")
        if hasattr(module, word.upper())
    }
    return Measure(name, module.count, title, **says)


def actual(data: Evidence, bound: Binding) -> Actual:
    """The actual value a binding asks for, with the rows it used."""
    own = data.again()
    found = measure(bound.measure).count(own, bound)
    return replace(found, used=tuple(own.used))
