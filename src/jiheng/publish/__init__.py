"""Use case: a form and its result as they may be shown to anybody.

Fields of persons are dropped by policy/publication.yaml, what belongs to persons in other texts is
covered (publish/mask). ``made_from`` names digests of the *published* content and result: with the
originals, the same policy gives the same digests again; a digest of the original itself would let
anybody try telephone numbers until it fits.
"""

from __future__ import annotations

from ..documents.content import content_of, digest
from ..documents.writers.form_result import OPEN, actual, points, share, shown
from ..model.record import as_dict
from ..model.refusal import Refusal
from .mask import Covered, Masker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..model.finding import Finding
    from ..model.form import Form, Indicator
    from ..model.result import FormResult, Ratio, RowResult
    from ..policy import Book

SCHEMA = "jiheng-publication/1"
OURS = ("PUB", "X9")
"""Findings about privacy itself, and of the software: they are not published."""


def publish(
    form: Form,
    result: FormResult | None,
    findings: Sequence[Finding],
    book: Book,
    *,
    explanations: Mapping[str, str] = {},
) -> dict[str, Any]:
    """What may be shown, as JSON data; every number with its working text.

    ``explanations``: what people wrote about a row, by ref. Raises Refusal where the result is
    of another form.
    """
    if result is not None and [r.ref for r in result.rows] != [r.ref for r in form.indicators]:
        raise _other(form)
    made = _Publication(form, book)
    content = made.content()
    rows = [
        made.row(row, cells, explanations.get(row.ref, ""))
        for row, cells in zip(form.indicators, content["rows"], strict=True)
    ]
    scored = _result(form, result) if result else None
    for row, own in zip(rows, (scored or {}).pop("rows", ()), strict=False):
        row |= own | {"actual": made.text(own["actual"], f"{row['ref']}.actual")}
    said = [made.finding(one) for one in findings if made.is_public(one)]
    return {
        "schema": SCHEMA,
        "synthetic": any(note.kind == "synthetic" for note in form.notes),
        "title": content["title"].strip(),
        "year": form.fiscal_year,
        "unit": form.money_unit,
        "layout": form.layout,
        "fields": content["fields"],
        "labels": content["labels"],
        "rows": rows,
        "result": scored,
        "findings": said,
        "redacted": made.redacted(),
        "made_from": {
            "content": digest(content),
            "result": digest(scored | {"rows": rows}) if scored else "",
            "findings": digest({"findings": said}),
            "policy": digest(book.topics["publication"]),
        },
    }


def covering(form: Form, book: Book) -> Masker:
    """What covers further texts about the same form: it knows the names its fields hold."""
    return _Publication(form, book).masker


class _Publication:
    """The form while it is covered; remembers where and what, never the text."""

    def __init__(self, form: Form, book: Book) -> None:
        self.form, self.book = form, book
        self.policy: Mapping[str, Any] = book.topics["publication"]
        self.own = content_of(form)
        fields: dict[str, str] = self.own["fields"]
        self.dropped = {key for key in fields if self._is_personal(key)}
        heads: dict[str, str] = self.own["heads"]
        self.gone = {k for k in self.own["columns"] if self._names_person(heads.get(k, k))}
        rows: list[dict[str, str]] = self.own["rows"]
        people = [fields[key] for key in self.dropped]
        people += [row[key] for row in rows for key in self.gone if key in row]
        self.masker = Masker(book, people)
        self.found: dict[tuple[str, str], int] = {}

    def content(self) -> dict[str, Any]:
        """The content as it may be shown."""
        for key in sorted(self.dropped):
            self.found[key, "person"] = 1
        for key in sorted(self.gone):
            self.found[f"column {key}", "person"] = 1
        own = self.own
        columns = [key for key in own["columns"] if key not in self.gone]
        heads = {key: text for key, text in own["heads"].items() if key not in self.gone}
        labels = {key: text for key, text in own["labels"].items() if key not in self.dropped}
        fields = {
            key: self.text(raw, key, code=key in self.policy["codes"])
            for key, raw in own["fields"].items()
            if key not in self.dropped
        }
        refs = [row.ref for row in self.form.indicators]
        rows = [
            {
                key: self.text(raw, f"{ref}.{key}")
                for key, raw in row.items()
                if key not in self.gone
            }
            for ref, row in zip(refs, own["rows"], strict=True)
        ]
        return own | {
            "title": self.text(own["title"], "title"),
            "fields": fields,
            "labels": labels,
            "columns": columns,
            "heads": heads,
            "rows": rows,
        }

    def row(self, row: Indicator, cells: dict[str, str], explanation: str) -> dict[str, Any]:
        """One indicator, its level names filled down."""
        shown_cells = {key: text.strip() for key, text in cells.items()}
        out: dict[str, Any] = {"ref": row.ref, "family": row.family, **shown_cells}
        out |= {"level1": self._level(row.level1), "level2": self._level(row.level2)}
        out["value"] = self.text(row.target.raw, f"{row.ref}.value").strip()
        if explanation:
            out["explanation"] = self.text(explanation, f"{row.ref}.explanation")
        return out

    def _level(self, name: str | None) -> str:
        return self.masker.text(name or "").text

    def finding(self, one: Finding) -> dict[str, Any]:
        """A finding in words, its sentence covered like any text."""
        from ..rules.say import Voice

        said = {lang: Voice(lang, self.book).sentence(one) for lang in ("zh", "en")}
        return {
            "code": one.code,
            "severity": one.severity.value,
            "ref": one.place.ref,
            "column": one.place.part,
            "folded": not one.counts,
            **{lang: self.masker.text(text).text for lang, text in said.items()},
        }

    def is_public(self, one: Finding) -> bool:
        """Whether a finding speaks of nothing that was dropped."""
        at = (one.place, *one.also)
        spoken = {place.ref for place in at} | {place.part for place in at}
        return not one.code.startswith(OURS) and not spoken & (self.dropped | self.gone)

    def redacted(self) -> list[dict[str, Any]]:
        """Where something was dropped or covered, of what kind, how often."""
        return [{"at": at, "kind": k, "count": n} for (at, k), n in sorted(self.found.items())]

    def text(self, raw: str, at: str, *, code: bool = False) -> str:
        """The text covered; what was covered is counted at its place."""
        done: Covered = self.masker.text(raw, code=code)
        for kind in set(done.kinds):
            self.found[at, kind] = done.kinds.count(kind)
        return done.text

    def _is_personal(self, key: str) -> bool:
        label = self.own["labels"].get(key, "") or key
        return key in self.policy["dropped"] or self._names_person(label)

    def _names_person(self, label: str) -> bool:
        word = "".join(label.split())
        return any(one in word for one in self.policy["labels"])


def _result(form: Form, result: FormResult) -> dict[str, Any]:
    """The evaluation: no grade and no final total while a row is open."""
    spent = result.execution
    return {
        "as_of": result.as_of,
        "scheme": result.scheme,
        "total": shown(result.total, None),
        "total_exact": _pair(result.total),
        "judged": points(result.judged),
        "open": points(result.open),
        "open_rows": list(result.open_rows),
        "final": not result.open,
        "grade": "" if result.open else result.grade,
        "execution": {
            "paid_yuan": shown(spent.paid, None),
            "budget_yuan": shown(spent.budget, None) if spent.budget else None,
            "rate": share(spent.rate) if spent.rate else None,
            "weight": points(result.execution_points.weight),
            "score": _score(result.execution_points.score),
        }
        if spent
        else None,
        "rows": [_row(row, form) for row in zip(result.rows, form.indicators, strict=True)],
    }


def _row(pair: tuple[RowResult, Any], form: Form) -> dict[str, Any]:
    row, printed = pair
    judged = row.judgement.standing.judged
    return {
        "actual": actual(row, printed.target),
        "actual_exact": _pair(row.actual.value) if row.actual.value else None,
        "actual_unit": row.actual.unit,
        "standing": row.judgement.standing.value,
        "open": "" if judged else OPEN[row.judgement.standing],
        "why_open": row.judgement.reason,
        "weight": points(row.points.weight),
        "score": _score(row.points.score) if judged else None,
    }


def _score(hundredths: int | None) -> str | None:
    return None if hundredths is None else points(hundredths)


def _pair(value: Ratio) -> dict[str, int]:
    return as_dict(value)


def _other(form: Form) -> Refusal:
    return Refusal(
        form.text("project_name") or "表",
        "测算结果不是这张表的，不能一起公开",
        "请用当前版本重新测算后再公开",
        problem_en="the result belongs to another form",
        remedy_en="Evaluate the present version again, then publish",
    )
