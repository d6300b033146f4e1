"""A line of the queue: who handed in what, when it is due, what was found, what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jiheng.model import stage as lifecycle

from ... import access, calendar, clock
from ...changes import rows_between
from ...forms import report_of_version
from ...models import Step, User, Version
from ...show import severities

LIGHTS = {
    "red": ("逾期", "Overdue"),
    "amber": ("一周内到期", "Due within a week"),
    "green": ("未到期", "Not due yet"),
    "grey": ("没有期限", "No date"),
}


def lines(user: User, steps: Sequence[Step], lang: str) -> list[dict[str, Any]]:
    """Lines of these steps; a fixed number of queries."""
    before, results = _before(user, steps), _results(user, steps)
    return [_line(one, before.get(one.pk), results.get(one.pk), lang) for one in steps]


def _line(
    step: Step, before: Version | None, result: dict[str, Any] | None, lang: str
) -> dict[str, Any]:
    stage = step.definition
    made: dict[str, Any] = {
        "step": step, "stage": stage.zh if lang == "zh" else stage.en, "counts": None,
        "light": calendar.light(step.due, clock.today()), "result": None, "changes": None,
        "form": stage.holds == lifecycle.FORM,
    }  # fmt: skip
    if stage.holds == lifecycle.FORM and step.version is not None:
        made["counts"] = severities(report_of_version(step.version).findings)
        if before is not None:
            made["changes"] = changed(before, step.version, lang)
    elif result is not None:
        made["result"] = _standings(result)
    made["errors"] = made["counts"]["error"] if made["counts"] else 0
    return made


def _standings(result: dict[str, Any]) -> dict[str, int]:
    """Rows not met and rows open, of a stored result."""
    told = [row["judgement"]["standing"] for row in result.get("rows", ())]
    return {"missed": told.count("NOT_MET"), "rows": len(told),
            "open": sum(one not in ("MET", "NOT_MET") for one in told)}  # fmt: skip


def changed(before: Version, now: Version, lang: str) -> int:
    """How many cells differ between two versions."""
    if before.digest == now.digest:
        return 0
    return _changed(_Pair(before, now), lang)


class _Pair:
    """Two versions, alike where their digests are."""

    def __init__(self, before: Version, now: Version) -> None:
        self.before, self.now = before, now
        self.key = (before.digest, now.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pair) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=512)
def _changed(pair: _Pair, lang: str) -> int:
    return len(rows_between(pair.before.content, pair.now.content, lang))


def _before(user: User, steps: Sequence[Step]) -> dict[int, Version]:
    """The version before the one of each step."""
    numbered = access.versions(user).filter(project__in=[one.project_id for one in steps])
    known: dict[int, list[tuple[int, int]]] = {}
    for pk, project, number in numbered.values_list("pk", "project", "number"):
        known.setdefault(project, []).append((number, pk))
    wanted: dict[int, int] = {}
    for one in steps:
        if one.version is None or one.definition.holds != lifecycle.FORM:
            continue
        older = [pair for pair in known.get(one.project_id, ()) if pair[0] < one.version.number]
        if older:
            wanted[one.pk] = max(older)[1]
    found = {one.pk: one for one in access.versions(user).filter(pk__in=set(wanted.values()))}
    return {step: found[pk] for step, pk in wanted.items()}


def _results(user: User, steps: Sequence[Step]) -> dict[int, dict[str, Any]]:
    """The result that each step hands in."""
    held = [one.pk for one in steps if one.definition.holds == lifecycle.RESULT]
    found = access.assessments(user).filter(step__in=held).order_by("made_at", "pk")
    return {one.step_id: one.result for one in found if one.step_id is not None}
