"""Which column of a file is which canonical column: known names, remembered answers, proposals.

Three things settle a heading: it is the canonical name, the policy lists it as another word for
one, or somebody has said so before (the answers lie beside the store). Anything that is merely
similar is proposed and waits for an answer.
"""

from __future__ import annotations

import json
import os
from unicodedata import normalize

from ..model.record import record
from ..model.refusal import Refusal
from ..model.tables import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from ..model.tables import Table
    from ..policy import Book

LEAVE = "-"
"""The answer that leaves a column out."""
OURS = ("source_doc_id", "sha256", "imported_at", "imported_by")
SYNTHETIC = "synthetic"
UNITS = ("亿元", "万元", "千元", "元")
SIMILAR = 6  # tenths


@record
class Match:
    """``found``: place of the heading in the file to the canonical column. ``units``: money units
    the headings name, by canonical column. ``unsure``: headings nobody knows, with proposals.
    ``dropped``: left out (personal data, our own provenance, or told so). ``missing``: required
    columns without a heading. ``clash``: columns that two headings claim.
    """

    table: str
    found: Mapping[int, str]
    units: Mapping[str, str]
    unsure: tuple[tuple[str, tuple[str, ...]], ...]
    dropped: tuple[str, ...]
    missing: tuple[str, ...]
    clash: tuple[tuple[str, str, str], ...]

    @property
    def settled(self) -> bool:
        """Nothing left to ask."""
        return not (self.unsure or self.missing or self.clash)


def plain(heading: str) -> str:
    """A heading as it is compared: width, case, blanks and the unit in brackets do not matter."""
    text = normalize("NFKC", heading).strip().strip("*").lower().replace("\n", "")
    text = text.replace(" ", "").replace("_", "")
    for name in UNITS:
        text = text.replace(f"({name})", "")
    return text


def unit(heading: str) -> str:
    """The money unit a heading names, or ""."""
    text = normalize("NFKC", heading).replace(" ", "")
    for name in UNITS:
        if (
            f"({name})" in text
            or text.endswith((f"/{name}", f":{name}"))
            or (name != "元" and name in text)
        ):
            return name
    return ""


class Mapper:
    """Knows the policy's words and the answers remembered at a path."""

    def __init__(self, book: Book, path: str) -> None:
        self.path = path
        self.words = book.topics["evidence"]
        self.never = {plain(word) for line in self.words["never"] for word in line}
        self.said = _load(path)

    def match(
        self, headings: Sequence[str], table: Table, told: Mapping[str, str] | None = None
    ) -> Match:
        """Settle the headings of a file; ``told``: answers of today, over those remembered."""
        answers = {
            **self.said.get(table.name, {}),
            **{plain(k): v for k, v in (told or {}).items()},
        }
        names = self._names(table)
        found: dict[int, str] = {}
        units: dict[str, str] = {}
        unsure, dropped, clash = [], [], []
        for at, heading in enumerate(headings):
            key = plain(heading)
            if not key:
                continue
            column = answers.get(key) or names.get(key)
            if column == LEAVE or (column is None and key in self.never):
                dropped.append(heading)
            elif column is None:
                unsure.append((heading, self._like(key, names)))
            elif column in found.values():
                first = next(place for place, name in found.items() if name == column)
                clash.append((column, headings[first], heading))
            else:
                found[at] = column
                if unit(heading):
                    units[column] = unit(heading)
        have = set(found.values())
        missing = tuple(c.name for c in table.columns if c.required and c.name not in have)
        return Match(table.name, found, units, tuple(unsure), tuple(dropped), missing, tuple(clash))

    def fitting(self, headings: Sequence[str]) -> list[str]:
        """Tables whose required columns all stand among the headings, the best first."""
        fits = []
        for table in TABLES.values():
            match = self.match(headings, table)
            if not match.missing and not match.clash:
                fits.append((len(match.unsure), -len(match.found), table.name))
        best = [fit for fit in sorted(fits) if fit[:2] == min(fits)[:2]]
        return [name for *_, name in best]

    def named(self, word: str) -> str:
        """The canonical table of that name or title, or ""."""
        key = plain(word)
        for name, table in TABLES.items():
            others = self.words["tables"].get(name) or ()
            if key in {plain(name), plain(table.title), *map(plain, others)}:
                return name
        return ""

    def remember(self, table: str, told: Mapping[str, str]) -> None:
        """Keep today's answers for the next file."""
        if not told:
            return
        self.said.setdefault(table, {}).update({plain(k): v for k, v in told.items()})
        part = f"{self.path}.part"
        with open(part, "w", encoding="utf-8", newline="\n") as file:
            json.dump(self.said, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.write("\n")
        os.replace(part, self.path)

    def _names(self, table: Table) -> dict[str, str]:
        """Every word that settles a column of the table."""
        found: dict[str, str] = {}
        for name in (*(column.name for column in table.columns), SYNTHETIC):
            for word in (name, *(self.words["columns"].get(name) or ())):
                found.setdefault(plain(word), name)
        # its own names come before another column's synonyms
        found.update({plain(column.name): column.name for column in table.columns})
        return {**found, **{plain(name): LEAVE for name in OURS}}

    def _like(self, key: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """Columns with a similar name, the most similar first."""
        from difflib import SequenceMatcher

        best: dict[str, int] = {}
        for word, column in names.items():
            if column == LEAVE:
                continue
            match = SequenceMatcher(None, key, word, autojunk=False)
            same = sum(block.size for block in match.get_matching_blocks())
            tenths = 20 * same // (len(key) + len(word))
            if len(word) > 1 and (word in key or key in word):
                tenths = max(tenths, 8)
            best[column] = max(best.get(column, 0), tenths)
        likely = sorted((-tenths, column) for column, tenths in best.items() if tenths >= SIMILAR)
        return tuple(column for _, column in likely[:3])


def _load(path: str) -> dict[str, dict[str, str]]:
    """The remembered answers. Raises Refusal where the file is not as we wrote it."""
    try:
        with open(path, encoding="utf-8") as file:
            said: Any = json.load(file)
        return {str(t): {str(k): str(v) for k, v in a.items()} for t, a in said.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError) as error:
        raise Refusal(
            path,
            "不是列名对照文件",
            "请改正或删去它（删去后会重新询问）",
            problem_en="is no file of column answers",
            remedy_en="Mend it or delete it (you will be asked again)",
        ) from error


def answers(pairs: Iterable[str]) -> dict[str, str]:
    """ "实发=amount" → {"实发": "amount"}; "备注=" leaves 备注 out. Raises Refusal."""
    found = {}
    for pair in pairs:
        heading, sign, column = pair.rpartition("=")
        if not sign or not heading.strip():
            raise Refusal(
                pair,
                "不是“列名=标准列名”",
                "例如 --map 实发=amount；不要的列写成 --map 备注=-",
                problem_en="is not HEADING=COLUMN",
                remedy_en="Such as --map 实发=amount, or --map 备注=- to leave a column out",
            )
        found[heading.strip()] = column.strip() or LEAVE
    return found
