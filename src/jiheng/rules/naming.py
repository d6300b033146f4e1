"""What rows are called: names compared whole, and rows grouped by what is printed."""

from __future__ import annotations

from .words import has, remember, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model.form import Form, Indicator
    from ..policy import Book

# Columns of the name, the value and the levels, and those of what became of the target.
COMMON = frozenset(
    "level1 level2 block name value sign unit direction weight score actual reason".split()
)
_FOLD = str.maketrans("（）：，％", "():,%", "“”\"'‘’「」★*＊")


@remember
def folded(text: str) -> str:
    """A name or value as two cells are compared: without white space, quotes and stars."""
    return squeeze(text).translate(_FOLD)


def quoted(name: str) -> str:
    """A name in quotes, its own quotes made single ones."""
    return f"“{name.strip().replace('“', '‘').replace('”', '’')}”"


def grouped(
    rows: Iterable[Indicator], key: Callable[[Indicator], object]
) -> dict[object, list[Indicator]]:
    """Rows by a key, in printed order; rows whose key is empty are left out."""
    out: dict[object, list[Indicator]] = {}
    for row in rows:
        if said := key(row):
            out.setdefault(said, []).append(row)
    return out


def telling(row: Indicator) -> tuple[str, ...]:
    """What else tells a row from one of the same name and value: every column but these."""
    return tuple(
        f"{key} {said}"
        for key in row.fields
        if key not in COMMON and (said := folded(row.text(key)))
    )


def one_cell(first: Indicator, second: Indicator, part: str) -> bool:
    """Whether a column of two rows is one merged cell: then it was printed only once."""
    one, other = first.fields.get(part), second.fields.get(part)
    return (
        one is not None
        and other is not None
        and one.address.row > 0
        and one.address == other.address
    )


def speaks(name: str, book: Book) -> bool:
    """Whether a name is more than white space, a filler or a lone mark."""
    words = book.topics["lexicon"]
    word = folded(name)
    return len(word) > 1 and word not in words["filler"] and word not in words["empty"]


def is_department(form: Form, book: Book) -> bool:
    """Whether the form is about a whole department, whose dimensions are not a project's."""
    return has(form.text("title"), terms(book, "department-titles")) or form.layout.startswith(
        "department"
    )
