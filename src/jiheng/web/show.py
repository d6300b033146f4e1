"""What several pages show of a project: its stages, its living table, its money over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiheng.draw import plain
from jiheng.model import stage as lifecycle
from jiheng.model.finding import Finding, Report, Severity
from jiheng.model.form import Form, Indicator
from jiheng.model.result import FormResult, Ratio, RowResult
from jiheng.rules.say import Voice
from jiheng.score.labels import family, table
from jiheng.score.notes import needs_reason
from jiheng.score.numbers import actual
from jiheng.score.words import standing

from . import calendar
from .cards import RANK
from .forms import book
from .models import Assessment, Project, Step
from .models.user import ROLE_WORDS
from .results import result_of
from .templatetags.say import points

MOVES = {
    "submit": ("提交审核", "Hand in"),
    "withdraw": ("撤回", "Withdraw"),
    "endorse": ("通过", "Pass"),
    "return": ("退回", "Return"),
    "approve": ("批复", "Approve"),
}
GRAVE = RANK
STANDINGS = ("MET", "NOT_MET", "PENDING", "INCOMPLETE", "CANNOT_JUDGE")


def role(key: str, lang: str) -> str:
    """A role as people call it."""
    return ROLE_WORDS.get(key, (key, key))[lang == "en"]


def schemes() -> dict[str, str]:
    """Scoring schemes by key, with their titles."""
    return {key: str(one["title"]) for key, one in book().topics["schemes"].items()}


def scheme(key: str) -> str:
    """The title of a scoring scheme."""
    return schemes().get(key, key)


def voice(lang: str) -> Voice:
    """Who says findings in the reader's language."""
    return Voice(lang, book())


def where_to(step: Step) -> str:
    """The page on which the work of a step is done."""
    base = f"/projects/{step.project_id}/"
    if step.state == lifecycle.SUBMITTED or step.stage == "approval":
        return f"/review/{step.pk}/"
    return {
        lifecycle.RESULT: f"{base}{step.stage.replace('_', '-')}/",
        lifecycle.PROBLEMS: f"{base}rectification/",
        lifecycle.FORM: f"{base}edit/{step.stage}/",
    }[step.definition.holds] if step.stage != "disclosure" else f"{base}disclosure/"  # fmt: skip


def track(project: Project, steps: Iterable[Step], today: date, lang: str) -> list[dict[str, Any]]:
    """The stages of the year for components/stage_track.html; of a repeated one the last round."""
    last = {one.stage: one for one in sorted(steps, key=lambda one: one.round)}
    shown = []
    for stage in lifecycle.STAGES:
        step = last.get(stage.key)
        if step is None:
            if not stage.optional and stage.key != "adjustment":
                due = calendar.due(stage.key, project.year)
                shown.append({"name": stage.zh if lang == "zh" else stage.en, "state": "waiting",
                              "due": due, "late": False})  # fmt: skip
            continue
        done = step.state == lifecycle.APPROVED
        name = stage.zh if lang == "zh" else stage.en
        shown.append(
            {
                "name": f"{name} {step.round}" if step.round > 1 else name,
                "state": "skipped" if step.skipped else step.state,
                "date": step.moved_at if done else None,
                "due": step.due,
                "late": calendar.light(step.due, today, done=done) == "red",
                "current": not done,
                "desk": role(step.waiting_for, lang) if step.state == lifecycle.SUBMITTED else "",
                "url": "" if done else where_to(step),
            }
        )
    return shown


@dataclass(frozen=True)
class State:
    """A project as of a day: its form, what was found in it, what its evidence came to."""

    project: Project
    form: Form
    report: Report
    results: Sequence[tuple[date, FormResult]]  # oldest first, up to the day
    lang: str

    @property
    def last(self) -> FormResult | None:
        return self.results[-1][1] if self.results else None

    @property
    def as_of(self) -> date | None:
        return self.results[-1][0] if self.results else None


def results(
    found: Iterable[Assessment], until: date | None = None
) -> list[tuple[date, FormResult]]:
    """One result a day, the newest of it, oldest day first."""
    kept = {one.as_of: one for one in found if until is None or one.as_of <= until}
    return [(day, result_of(kept[day].result)) for day in sorted(kept)]


def own_findings(report: Report, ref: str) -> list[Finding]:
    """Findings at a row, gravest first; accepted and folded ones are left out."""
    found = [
        one
        for one in report.findings
        if one.counts and ref in (one.place.ref, *(place.ref for place in one.also))
    ]
    return sorted(found, key=lambda one: GRAVE[one.severity])


def living(state: State) -> list[dict[str, Any]]:
    """The groups of components/indicators.html: every indicator with what is known of it."""
    told = {row.ref: row for row in state.last.rows} if state.last else {}
    past = [{row.ref: row for row in result.rows} for _, result in state.results]
    groups: list[dict[str, Any]] = []
    for row in state.form.indicators:
        name = family(row.family, state.lang)
        if not groups or groups[-1]["name"] != name:
            groups.append({"name": name, "rows": []})
        groups[-1]["rows"].append(_row(row, told.get(row.ref), past, state))
    return groups


def _row(
    row: Indicator, result: RowResult | None, past: Sequence[Mapping[str, RowResult]], state: State
) -> dict[str, Any]:
    base = f"/projects/{state.project.pk}/rows/{row.ref}/"
    found = own_findings(state.report, row.ref)
    tone = {0: "bad", 1: "warn", 2: "info"}[GRAVE[found[0].severity]] if found else ""
    made: dict[str, Any] = {
        "ref": row.ref, "name": row.name, "url": base, "target": row.target.raw.strip(),
        "findings": str(len(found)) if found else "", "findings_tone": tone,
        "findings_url": f"{base}#findings", "chips": [], "standing": "", "spark": "", "bar": "",
    }  # fmt: skip
    if result is None:
        return made
    given, told = result.points, result.judgement
    made |= {
        "actual": actual(result.actual, told, row.target, state.lang, few=True),
        "standing": told.standing.value,
        "standing_text": standing(told.standing.value, state.lang),
        "score": points(given.score) if given.score is not None else "",
        "weight": points(given.weight),
        "evidence": evidence_words(result, state.lang),
        "evidence_url": f"{base}#evidence" if result.actual.used else "",
        "shape": shape(result, past),
    }
    if told.op and told.printed and told.op != told.printed:
        made["chips"] = [{"text": "比较符待确认" if state.lang == "zh" else "sign to be confirmed",
                          "tone": "warn"}]  # fmt: skip
    elif needs_reason(result) and state.lang == "zh":
        made["chips"] = [{"text": "须说明原因", "tone": ""}]
    return made


def shape(result: RowResult, past: Sequence[Mapping[str, RowResult]]) -> dict[str, Any] | None:
    """What the bar and the line of a row are drawn from; None where there is no number."""
    found, told = result.actual, result.judgement
    if found.value is None or found.word:
        return None
    values = [one[result.ref].actual.value if result.ref in one else None for one in past]
    low, high = found.low, found.high
    more = None
    if low is not None and high is not None and low != high:
        more = Ratio(high.num * low.den - low.num * high.den, high.den * low.den)
    return {
        "actual": low if more is not None else found.value, "target": told.target,
        "ceiling": told.op in ("<=", "<"), "unknown": more, "values": values,
    }  # fmt: skip


def evidence_words(result: RowResult, lang: str) -> str:
    """Which tables a figure rests on, in a few words."""
    names = list(dict.fromkeys(table(one.table, lang) for one in result.actual.used))
    if not names:
        return ""
    more = f" 等 {len(names)} 类" if lang == "zh" else f" and {len(names) - 1} more"
    return names[0] + (more if len(names) > 1 else "")


def counted(result: FormResult) -> dict[str, int]:
    """How many rows stand how."""
    made = dict.fromkeys(STANDINGS, 0)
    for row in result.rows:
        made[row.judgement.standing.value] += 1
    return made


def behind(result: FormResult) -> Ratio | None:
    """How far execution is behind time, in shares of the year; None where it is not, or unknown."""
    spent = result.execution
    if spent is None or spent.rate is None:
        return None
    gap = Ratio(
        spent.elapsed.num * spent.rate.den - spent.rate.num * spent.elapsed.den,
        spent.elapsed.den * spent.rate.den,
    )
    return gap if gap.num > 0 else None


def money_curve(state: State) -> dict[str, Any] | None:
    """Paid against the budget over the year, for ``{% drawing "curve" %}``."""
    dated = [(day, one.execution) for day, one in state.results if one.execution]
    if not dated:
        return None
    first, last = date(state.project.year, 1, 1), date(state.project.year, 12, 31)
    paid = [(first, 0), *((day, _wan(one.paid)) for day, one in dated)]
    budget = dated[-1][1].budget
    plan = [(first, 0), (last, _wan(budget))] if budget else []
    zh = state.lang == "zh"
    cap = ("预算" if zh else "budget", _wan(budget)) if budget else None
    title = money_title(state)
    return {"args": [paid, plan], "title": title, "unit": "万元" if zh else "10k yuan",
            "now": dated[-1][0], "cap": cap,
            "names": ("已支付", "按时间") if zh else ("paid", "by time")}  # fmt: skip


def money_title(state: State) -> str:
    """The sentence the curve answers."""
    gap = behind(state.last) if state.last else None
    zh = state.lang == "zh"
    if gap is None:
        return "执行不落后于时间" if zh else "Execution keeps up with time"
    points_behind = plain(Ratio(gap.num * 100, gap.den), 1, [0])
    if zh:
        return f"执行落后时间 {points_behind} 个百分点"
    return f"Execution is {points_behind} points behind time"


def _wan(money: Ratio) -> Ratio:
    return Ratio(money.num, money.den * 10_000)


def severities(findings: Iterable[Any]) -> dict[str, int]:
    """How many findings count, by severity."""
    made = {one.value: 0 for one in Severity}
    for one in findings:
        if one.counts:
            made[one.severity.value] += 1
    return made
