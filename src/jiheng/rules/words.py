"""Small questions about words that several rules ask; the words themselves are in policy/*.yaml.

Plain substring tests and no regular expressions: a check of one form is over before a pattern
would be compiled.
"""

from __future__ import annotations

from functools import lru_cache

from ..model.place import Place
from ..model.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from ..model.form import Field, Form, Indicator, Target
    from ..policy import Book

    # A printed cell: its field, the row it stands in (None: a form field), and its key.
    Spot = tuple[Field, Indicator | None, str]

# Form fields that name a person: their text is never repeated in a report (PUB01).
CONTACTS = ("preparer", "phone", "signatory", "project_leader")
_taxonomies: dict[int, tuple[object, dict[str, str], dict[str, str]]] = {}
_SPACE = str.maketrans("", "", " \t\r\n\xa0\u3000")
remember = lru_cache(4096)  # a hundred rules ask the same of the same cells


def has(text: str, words: Iterable[str]) -> bool:
    """Whether the text holds one of the words."""
    for word in words:  # noqa: SIM110 - asked more than anything else; any() takes twice as long
        if word in text:
            return True
    return False


def without(text: str, words: Iterable[str]) -> str:
    """The text with each of the words cut out, so that 占比 does not answer to 比."""
    for word in words:
        text = text.replace(word, "\0")
    return text


@remember
def squeeze(text: str) -> str:
    """The text without any white space."""
    return text.translate(_SPACE)


@remember
def unquoted(text: str) -> str:
    """The text without what stands in title marks or quotes: a name there is not a statement."""
    for opening, closing in ("《》", "“”", "‘’", "「」"):
        while (start := text.find(opening)) >= 0 and (end := text.find(closing, start)) > 0:
            text = f"{text[:start]}\0{text[end + 1 :]}"
    return text


def directions(book: Book, key: str) -> Any:
    """A list of policy/directions.yaml."""
    return book.topics["directions"][key]


def terms(book: Book, key: str) -> Any:
    """A list of policy/terms.yaml."""
    return book.topics["terms"][key]


def is_numeric(target: Target) -> bool:
    """Whether the value is a plain quantity or rate, so that a sign belongs before it."""
    return target.kind in ("quant", "rate") and target.low is not None


def is_ratio(target: Target) -> bool:
    """Whether the value is a percentage or per mille."""
    return target.unit is not None and target.unit.family == "ratio"


def is_reduction(text: str, book: Book) -> bool:
    """Whether the text speaks of making something less (and does not deny it)."""
    return has(without(text, directions(book, "not-reduce")), directions(book, "reduce"))


def is_saving(text: str, book: Book) -> bool:
    """Whether the text speaks of money not spent."""
    return has(text, directions(book, "savings")) or is_reduction(text, book)


def is_capped(name: str, book: Book) -> bool:
    """Whether the name is of a rate that cannot exceed 100 %."""
    return name.endswith("率") and has(name, terms(book, "capped-rates"))


def few(names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The first names and an ellipsis: a sentence with ten names in it is not read."""
    return (*names[:most], "…") if len(names) > most else tuple(names)


def cells(form: Form) -> Iterator[Spot]:
    """Every printed cell: form fields first, then the rows, column by column."""
    for key, field in form.fields.items():
        yield field, None, key
    for row in form.indicators:
        for key, field in row.fields.items():
            yield field, row, key


def once(spots: Iterable[Spot]) -> list[Spot]:
    """The spots without the repetitions of a merged cell, which every row below it shares."""
    seen = set()
    out = []
    for field, row, key in spots:
        at = (key, field.address) if field.address.row else (key, row.ref if row else "")
        if at not in seen:
            seen.add(at)
            out.append((field, row, key))
    return out


def place(form: Form, spot: Spot) -> Place:
    """The place of a cell; what it says of a person is covered."""
    _, row, key = spot
    if row is not None:
        return form.at(row, key)
    found = form.place(key)
    return replace(found, raw=masked(found.raw)) if key in CONTACTS else found


def called(spot: Spot) -> str:
    """What a person calls the cell: the label of a field, or the row's name and the column."""
    field, row, key = spot
    label = squeeze(field.label) or key
    return f"{row.name or row.ref}·{label}" if row else label


def masked(text: str) -> str:
    """A name or number as it may be shown: a name keeps its first character, a number its last two.

    Reports may be published; they must not carry on what PUB01 objects to.
    """
    word = text.strip()
    digits = sum(char.isdigit() for char in word)
    if not word:
        return ""
    return f"＊＊{word[-2:]}" if digits >= 5 else f"{word[0]}＊＊"


def is_public(book: Book) -> bool:
    """Whether the profile is about the published edition (the default, budget-performance 5.17)."""
    name: str | None = book.profile
    while name:
        profile = book.topics["profiles"][name]
        if profile.get("edition"):
            return bool(profile["edition"] != "internal")
        name = profile.get("inherits")
    return True


def level1_name(text: str, book: Book) -> str | None:
    """The canonical level-1 name of a printed one, or None where taxonomy.yaml has none."""
    return _names(book)[0].get(_bare(text))


def level2_name(text: str, book: Book) -> str | None:
    """The canonical level-2 name of a printed one; whatever holds 满意度 is satisfaction (3.1)."""
    word = _bare(text)
    found = _names(book)[1].get(word)
    return found or ("服务对象满意度指标" if "满意度" in word and len(word) <= 14 else None)


def _names(book: Book) -> tuple[dict[str, str], dict[str, str]]:
    """Printed name to canonical name, of both levels; made once for a book."""
    key = id(book.topics)
    if key not in _taxonomies:
        taxonomy = book.topics["taxonomy"]
        level1 = {_bare(w): name for name, ws in taxonomy["level1"].items() for w in (name, *ws)}
        level2 = {
            _bare(word): name
            for name, entry in taxonomy["level2"].items()
            for word in (name, *entry["synonyms"])
        }
        _taxonomies[key] = (book.topics, level1, level2)
    return _taxonomies[key][1:]


@remember
def _bare(text: str) -> str:
    """A level name without white space, brackets and the suffix 指标 or 值."""
    word = squeeze(text)
    for opening, closing in ("（）", "()"):
        while (start := word.find(opening)) >= 0 and (end := word.find(closing, start)) > 0:
            word = word[:start] + word[end + 1 :]
    word = word.strip("★*＊：:、.")
    return word.removesuffix("指标").removesuffix("值") or word
