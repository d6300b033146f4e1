"""A survey of the database as the pure questionnaire of evidence/survey.py, and back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from jiheng.evaluate import bound_to
from jiheng.evidence import arrow
from jiheng.evidence.survey import SCALE, Item, Kept, Sheet
from jiheng.evidence.survey_report import Outcome, outcomes
from jiheng.model.result import Binding

from . import evidence
from .forms import form_of_version
from .models import Project, Survey

SCORES = {word: score for score, word in SCALE.items()}
OPTIONS = list(SCALE.values())
WORDS_EN = {"很满意": "Very satisfied", "满意": "Satisfied",
            "基本满意": "Fairly satisfied", "一般": "Neither", "不满意": "Dissatisfied",
            "很不满意": "Very dissatisfied"}  # fmt: skip
FAST_ENOUGH = 3600  # seconds, where nobody measured
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,36}")


def standard(survey: Survey) -> bool:
    """Whether every question has the scale of satisfaction; only then answers are records."""
    return all(one["options"] == OPTIONS for one in survey.questions)


def sheet_of(survey: Survey) -> Sheet:
    """The questionnaire."""
    items = tuple(Item(str(one["id"]), str(one["text"])) for one in survey.questions)
    return Sheet(
        f"SV-{survey.pk}", survey.title, items, survey.frame or survey.project.name,
        survey.population or max(survey.invitations.count(), 1), survey.opens, survey.closes,
    )  # fmt: skip


def scores(survey: Survey, answers: Mapping[str, str]) -> dict[str, int | None]:
    """Answers as scores; None where left open."""
    return {str(one["id"]): SCORES.get(answers.get(one["id"], "")) for one in survey.questions}


def kept_of(survey: Survey) -> list[Kept]:
    """What is stored of the answers."""
    found = []
    for one in survey.responses.all():
        told = tuple(scores(survey, one.answers).values())
        found.append(Kept(one.number, one.on, told, tuple(one.flags), "", "web"))
    return found


def results(survey: Survey) -> list[Outcome]:
    """Every question with what it stands on."""
    invited = survey.invitations.count()
    return outcomes(sheet_of(survey), kept_of(survey), invited, invited)


def known_ids() -> frozenset[str]:
    """Surveys that are in the records already."""
    held = evidence.store()
    found: set[str] = set()
    for group in arrow.stored(held.open("survey"), ("survey_id",)):
        found.update(str(one) for (one,) in group)
    return frozenset(found)


def bindings_of(project: Project) -> dict[str, Binding]:
    """The bindings of the project's form, by row."""
    version = project.baseline or project.latest
    if version is None:
        return {}
    return dict(bound_to(form_of_version(version), evidence.bindings()))


def bound_id(project: Project, ref: str) -> str:
    """The survey by which a row is counted, "" where none is."""
    one = bindings_of(project).get(ref)
    if one is None or one.measure != "survey_share":
        return ""
    words = one.words("survey")
    return words[0] if words else ""


def new_id(project: Project, ref: str, taken: Collection[str]) -> str:
    """An id for the first question: the one the row is counted by, if it is free."""
    wanted = bound_id(project, ref)
    if wanted and wanted not in taken and _ID.fullmatch(wanted):
        return wanted
    base = f"S-{project.pk}-{ref}" if _ID.fullmatch(f"S-{project.pk}-{ref}") else f"S-{project.pk}"
    number = 1
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def questions_of(texts: list[str], first: str) -> list[dict[str, Any]]:
    """Questions on the scale of satisfaction."""
    return [
        {"id": first if not at else f"{first}-Q{at + 1}", "text": text, "options": OPTIONS}
        for at, text in enumerate(texts)
    ]


def rows_of(project: Project) -> list[tuple[str, str]]:
    """Rows a survey can stand behind: those about satisfaction, else all."""
    version = project.baseline or project.latest
    if version is None:
        return []
    rows = [(one.ref, one.name or "", f"{one.level1}{one.level2}{one.name}")
            for one in form_of_version(version).indicators]  # fmt: skip
    bound = {ref for ref, one in bindings_of(project).items() if one.measure == "survey_share"}
    fitting = [(ref, name) for ref, name, text in rows if ref in bound or "满意" in text]
    return fitting or [(ref, name) for ref, name, _ in rows]


def target_of(project: Project, ref: str) -> Any:
    """The target of the row as last judged; None where it was not."""
    from .results import result_of

    last = project.assessments.order_by("as_of", "pk").last()
    if last is None:
        return None
    found = (one for one in result_of(last.result).rows if one.ref == ref)
    row = next(found, None)
    return row.judgement.target if row else None
