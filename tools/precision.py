"""How far the rule book can be believed: ``./dev precision``.

./dev precision           precision over the reviewed findings, recall over the known defects
./dev precision --tenth   which findings the second reading is of (drawn by lot, the same each time)

Precision: of the errors (warnings) on real forms and examples, the part that somebody who read the
document called right. “Arguable” is not right, and neither is what nobody has read yet. Recall: of
the defects that people named in real forms (cases/defects.yaml), the part that a finding names at
its place. Exit code 1 when an error or a warning is unreviewed or a target is missed.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import defects  # noqa: E402
import reviewed  # noqa: E402
from reviewed import BLANK, COMPLETE, EXAMPLE, GROUPS, OTHER, Found, Opinion  # noqa: E402

from jiheng.cli.corpus_groups import percent  # noqa: E402
from jiheng.model.finding import Severity  # noqa: E402
from jiheng.policy import Book, load  # noqa: E402

TARGETS = {Severity.ERROR: (95, 100), Severity.WARNING: (85, 100)}
RECALL = (90, 100)
SEED = 20231


class Judged(NamedTuple):
    """A finding of today and what was said of it."""

    found: Found
    opinion: Opinion | None

    @property
    def word(self) -> str:
        """right, wrong, arguable, or unreviewed."""
        return self.opinion.verdict if self.opinion else "unreviewed"


class Measured(NamedTuple):
    """Everything the page and the command say."""

    judged: list[Judged]
    gone: list[Opinion]
    defects: defects.Result

    def of(self, groups: Iterable[str], severity: Severity | None = None) -> list[Judged]:
        """The judged findings of some groups."""
        return [
            j
            for j in self.judged
            if j.found.group in groups and severity in (None, j.found.severity)
        ]

    @property
    def unreviewed(self) -> list[Judged]:
        """What nobody has read yet."""
        return [j for j in self.judged if not j.opinion]

    @property
    def again(self) -> list[Opinion]:
        """Findings that were read twice."""
        return [j.opinion for j in self.judged if j.opinion and j.opinion.again]


def measure(book: Book) -> Measured:
    """Check the sources, look every finding up, and look for every defect."""
    said = reviewed.opinions()
    found = reviewed.findings(book)
    keys = {one.key for one in found}
    there = set(reviewed.sources())
    gone = [one for key, one in said.items() if key not in keys and one.source in there]
    return Measured([Judged(one, said.get(one.key)) for one in found], gone, defects.measure(book))


def tenth(found: Sequence[Found]) -> list[Found]:
    """A tenth of the findings, by lot; the lot is drawn over their sorted keys."""
    ordered = sorted(found, key=lambda one: one.key)
    return random.Random(SEED).sample(ordered, -(-len(ordered) // 10))


def right(judged: Sequence[Judged]) -> int:
    """How many were called right."""
    return sum(j.word == "right" for j in judged)


def reached(part: int, whole: int, target: tuple[int, int]) -> bool:
    """Whether part of whole is at least the target; nothing of nothing is."""
    return part * target[1] >= whole * target[0]


def missed(measured: Measured) -> list[str]:
    """The targets that are not reached, as sentences."""
    out = []
    for severity, target in TARGETS.items():
        some = measured.of((COMPLETE, EXAMPLE), severity)
        if not reached(right(some), len(some), target):
            out.append(f"precision of {severity.value}s: {percent(right(some), len(some))}")
    result = measured.defects
    if not reached(len(result.found), len(result.decidable), RECALL):
        out.append(f"recall: {percent(len(result.found), len(result.decidable))}")
    if result.noisy:
        out.append("a trap fires: " + ", ".join(f"{d.id} {code}" for d, code in result.noisy))
    return out


def page(measured: Measured) -> str:
    """docs/reference/precision.md without its first line: codes, counts and ids only."""
    result = measured.defects
    twice = measured.again
    same = sum(one.verdict == one.again for one in twice)
    parts = [
        "# Precision and recall\n",
        "Every error and warning on the real forms and on the examples was read by hand against "
        "the document ([cases/reviewed](../../cases/reviewed)): right, wrong or arguable. "
        "Precision is the part called right; what is arguable or unread does not count as right. "
        "Folded findings count too. `./dev precision` computes this page anew. Ratios are rounded "
        "down.\n",
        groups(measured),
        "The targets, 95 % of errors and 85 % of warnings, hold over complete forms and examples "
        "together.\n",
        "Second reading of a tenth, drawn by lot, by the same reader, the first laid aside: "
        f"{same} of {len(twice)} the same ({percent(same, len(twice))}).\n",
        "## Per rule\n",
        per_rule(measured),
        "## Recall\n",
        f"Defects that people named in published forms ([cases/defects.yaml]"
        f"(../../cases/defects.yaml)): {len(result.defects)}. A rule can decide "
        f"{len(result.decidable)} of them and finds {len(result.found)}: "
        f"{percent(len(result.found), len(result.decidable))} (target 90 %); of all that were "
        f"named, {percent(len(result.found), len(result.defects))}. Of {len(result.traps)} traps "
        f"that must stay silent, {len({d.id for d, _ in result.noisy})} fired.\n",
        defect_table(result),
    ]
    return "\n".join(parts)


def groups(measured: Measured) -> str:
    """Precision by group and severity."""
    names: dict[tuple[str, ...], str] = {(COMPLETE, EXAMPLE): "complete forms and examples"}
    names |= {(key,): GROUPS[key] for key in (COMPLETE, EXAMPLE, OTHER, BLANK)}
    rows = []
    for some, name in names.items():
        cells = []
        for severity in TARGETS:
            judged = measured.of(some, severity)
            cells += [f"{right(judged)} of {len(judged)}", percent(right(judged), len(judged))]
        words = Counter(j.word for j in measured.of(some))
        odd = [f"{words[word]} {word}" for word in ("arguable", "wrong", "unreviewed")]
        rows.append((name, *cells, ", ".join(text for text in odd if text[0] != "0") or "—"))
    head = ("", "errors right", "precision", "warnings right", "precision", "the others")
    return table(head, rows)


def per_rule(measured: Measured) -> str:
    """One line a rule that said something."""
    rows = []
    for code in sorted({j.found.code for j in measured.judged}):
        some = [j for j in measured.judged if j.found.code == code]
        words = Counter(j.word for j in some)
        shown = [str(words[w]) for w in (*reviewed.WORDS, "unreviewed")]
        rows.append((f"[{code}](rules/{code}.md)", f"{len(some)}", *shown))
    return table(("rule", "findings", *reviewed.WORDS, "unreviewed"), rows)


def defect_table(result: defects.Result) -> str:
    """Every defect, what should name it, and whether it does."""
    rows = []
    for one in result.defects:
        state = "found" if one in result.found else "missed" if one.codes else "not decided"
        rows.append((one.id, one.named_in, " ".join(one.codes) or "—", state, one.why))
    return table(("defect", "named in", "rule", "", "why not"), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def draw(measured: Measured, write: Callable[[str], None]) -> None:
    """What a person at the terminal needs to know."""
    if not reviewed.CORPUS.is_dir():
        write("../shared/corpus is not here: only the examples and the rebuilt defects are judged.")
    write(page(measured))
    for one in measured.unreviewed:
        found = one.found
        write(f"unreviewed: {found.source} {found.code} {found.place} mark {found.mark}")
    for old in measured.gone:
        write(f"no longer found: {old.source} {old.code} {old.place} mark {old.mark}")
    for miss in measured.defects.missed:
        write(f"missed: {miss.id} ({' '.join(miss.codes)} at {miss.place} of {miss.source})")
    for text in missed(measured):
        write(f"below target: {text}")


def main(words: list[str]) -> int:
    """Print; 1 when something is unreviewed or below its target."""
    book = load()
    if words == ["--tenth"]:
        for one in tenth(reviewed.findings(book)):
            print(f"{one.source} {one.code} {one.place} mark {one.mark}")
        return 0
    measured = measure(book)
    draw(measured, print)
    return 1 if measured.unreviewed or measured.gone or missed(measured) else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (reviewed.BadReview, defects.BadDefect) as error:
        print(error)
        sys.exit(1)
