"""A database of many projects for benchmarks/web.py, and what was kept in it afterwards.

python web_data.py fill PROJECTS USERS   prints who is at work as JSON
python web_data.py check                 reads what was answered as kept from stdin, prints faults
Environment: JIHENG_MODE, JIHENG_DATA, JIHENG_DATABASE as the server's.
"""

from __future__ import annotations

import copy
import json
import sys
from datetime import date
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.test import Client  # noqa: E402

from jiheng.model import entry as chain  # noqa: E402
from jiheng.web import actions, clock, demo, evidence, summing  # noqa: E402
from jiheng.web.backend import BACKEND  # noqa: E402
from jiheng.web.forms import digest_of, form_of  # noqa: E402
from jiheng.web.models import (  # noqa: E402
    Assessment,
    Baseline,
    Draft,
    Entry,
    Membership,
    Organisation,
    Project,
    Step,
    Summary,
    SummaryDay,
    SummaryFinding,
    SummaryPrice,
    SummaryRow,
    User,
    Version,
)  # fmt: skip
from jiheng.web.results import plain  # noqa: E402

ROWS, KINDS, A_DEPARTMENT, A_UNIT, BATCH = 20, 8, 10, 20, 1_000
DAY = date(2023, 12, 31)


def form(number: int) -> dict[str, Any]:
    """A form with twenty indicators, one of eight kinds."""
    made = copy.deepcopy(demo.contents()[number % 4])
    rows = made["rows"]
    for at in range(ROWS - len(rows)):
        row = dict(rows[at % len(rows)], name=f"{rows[at % len(rows)]['name']} {at}-{number}")
        rows.insert(at, row)
    made["rows"] = sorted(rows[:ROWS], key=lambda row: row["level1"] != "产出指标")
    made["fields"]["project_name"] = f"项目{number}"
    return made


def fill(count: int, users: int) -> dict[str, Any]:
    """Offices, people, projects at three stages; sessions for so many people."""
    call_command("migrate", interactive=False, verbosity=0)
    forms = [form(number) for number in range(KINDS)]
    results = [plain(evidence.result(form_of(one), DAY)) for one in forms]
    with transaction.atomic():
        top = actions.make_organisation(None, "示例县财政局", "F", "finance", None)
        units = offices(top, count)
        preparers = people(units, "preparer", "t")
        people(units, "unit_head", "h")
        departments = list(Organisation.objects.filter(kind="department").order_by("pk"))
        people(departments, "department_reviewer", "d")
        people([top] * 4, "finance_reviewer", "f")
        projects(units, preparers, count, forms, results)
        actions.record(None, "benchmark", "project:0", projects=count)
    return {"people": at_work(users, units)}


def offices(top: Organisation, count: int) -> list[Organisation]:
    made = []
    for number in range(-(-count // A_UNIT)):
        if number % A_DEPARTMENT == 0:
            code = f"D{number // A_DEPARTMENT}"
            above = Organisation(name=f"示例{code}局", code=code, kind="department", parent=top)
            above.save()
            above.path = f"{top.path}{above.pk}/"
            above.save()
        made.append(Organisation(name=f"示例单位{number}", code=f"U{number}", kind="unit",
                                 parent=above))  # fmt: skip
    made = Organisation.objects.bulk_create(made, BATCH)
    for one in made:
        one.path = f"{one.parent.path}{one.pk}/"
    Organisation.objects.bulk_update(made, ["path"], BATCH)
    return made


def people(where: list[Organisation], role: str, sign: str) -> list[User]:
    made = [User(username=f"{sign}{n}", name=f"示例{sign}{n}") for n in range(len(where))]
    for one in made:
        one.set_unusable_password()
    made = User.objects.bulk_create(made, BATCH)
    Membership.objects.bulk_create(
        [
            Membership(user=one, organisation=at, role=role)
            for one, at in zip(made, where, strict=False)
        ],
        BATCH,
    )
    return made


def projects(
    units: list[Organisation], preparers: list[User], count: int, forms: list[Any],
    results: list[Any],
) -> None:  # fmt: skip
    """Of every four: one being declared, one with the head of the unit, two approved and judged."""
    now, digests = clock.now(), [digest_of(one) for one in forms]
    for first in range(0, count, BATCH):
        span = range(first, min(first + BATCH, count))
        made = [
            Project(unit=units[n // A_UNIT], name=f"{units[n // A_UNIT].name}项目{n}", year=2023,
                    code=f"P{n}", synthetic=True, stage=stage_of(n))
            for n in span
        ]  # fmt: skip
        made = Project.objects.bulk_create(made)
        pairs = list(zip(span, made, strict=False))
        Draft.objects.bulk_create(
            Draft(project=one, stage="declaration", content=forms[n % KINDS],
                  by=preparers[n // A_UNIT], at=now) for n, one in pairs
        )  # fmt: skip
        versions = QuerySet(Version).bulk_create(
            Version(project=one, number=1, content=forms[n % KINDS], digest=digests[n % KINDS],
                    made_by=preparers[n // A_UNIT], made_at=now)
            for n, one in pairs if n % 4
        )  # fmt: skip
        of = {version.project_id: version for version in versions}
        Step.objects.bulk_create(
            step for n, one in pairs for step in steps(n, one, of.get(one.pk), now)
        )
        judged = [(n, one) for n, one in pairs if n % 4 > 1]
        QuerySet(Baseline).bulk_create(
            Baseline(project=one, version=of[one.pk], number=1, approved_by_id=1, approved_at=now)
            for _, one in judged
        )
        found = QuerySet(Assessment).bulk_create(
            Assessment(project=one, version=of[one.pk], kind="self", as_of=DAY, scheme="mof2020",
                       result=results[n % KINDS], made_at=now)
            for n, one in judged
        )  # fmt: skip
        summaries(made, of, {one.project_id: one for one in found})


def stage_of(number: int) -> str:
    return "declaration" if number % 4 < 2 else "monitoring"


def steps(number: int, project: Project, version: Version | None, now: Any) -> list[Step]:
    made = []
    for stage in ("declaration", "redeclaration", "approval", "disclosure", "monitoring"):
        last = stage == stage_of(number)
        state, desk = ("draft", "") if last else ("approved", "")
        if last and number % 4 == 1:
            state, desk = "submitted", "unit_head"
        made.append(Step(project=project, stage=stage, state=state, desk=desk, version=version,
                         due=date(2024, 1, 15), opened_at=now, moved_at=now))  # fmt: skip
        if last:
            break
    return made


def summaries(made: list[Project], of: dict[int, Version], found: dict[int, Assessment]) -> None:
    parts = [
        summing.derived(one, of[one.pk], [found[one.pk]] if one.pk in found else [])
        for one in made
        if one.pk in of
    ]
    Summary.objects.bulk_create(one.summary for one in parts)
    SummaryRow.objects.bulk_create([row for one in parts for row in one.rows], BATCH)
    SummaryFinding.objects.bulk_create([row for one in parts for row in one.findings], BATCH)
    SummaryPrice.objects.bulk_create([row for one in parts for row in one.prices], BATCH)
    SummaryDay.objects.bulk_create([row for one in parts for row in one.days], BATCH)


def at_work(users: int, units: list[Organisation]) -> list[dict[str, Any]]:
    """Sessions: of ten people six preparers, two heads of units, a department, the bureau."""
    made = []
    for number in range(users):
        kind = "tttttthhdf"[number % 10]
        at = number // 10 * 6 + number % 10 if kind == "t" else number
        least = {"d": len(units) // A_DEPARTMENT or 1, "f": 4}.get(kind, len(units))
        user = User.objects.get(username=f"{kind}{at % least}")
        client = Client()
        client.force_login(user, backend=BACKEND)
        unit = units[at % len(units)]
        own = Project.objects.filter(unit=unit).order_by("pk")
        drafts = own.filter(steps__stage="declaration", steps__state="draft")
        waiting = Step.objects.filter(project__unit=unit, state="submitted", desk="unit_head")
        made.append({
            "kind": kind, "cookie": {k: v.value for k, v in client.cookies.items()},
            "projects": list(own.values_list("pk", flat=True)[:20]),
            "drafts": list(drafts.values_list("pk", flat=True)) if kind == "t" else [],
            "steps": list(Step.objects.filter(project__in=drafts, stage="declaration")
                          .order_by("project").values_list("pk", flat=True)) if kind == "t" else [],
            "waiting": list(waiting.values_list("pk", flat=True)) if kind == "h" else [],
            "content": form(0) if kind == "t" else None,
        })  # fmt: skip
    return made


def check(told: dict[str, Any]) -> dict[str, Any]:
    """What was answered as kept and is not; the chain."""
    lost = []
    for pk, (revision, said) in told["drafts"].items():
        held = Draft.objects.get(project=pk, stage="declaration")
        newer = held.revision > revision
        if not newer and (held.revision, held.content["fields"]["annual_goal"]) != (revision, said):
            lost.append(f"draft of {pk}")
    for pk, moved in told["moves"].items():
        gone = not Entry.objects.filter(object=f"step:{pk}", action=moved).exists()
        if gone or Step.objects.get(pk=pk).state == "draft":
            lost.append(f"{moved} of step {pk}")
    saves = Entry.objects.filter(action="save-draft").count()
    if saves < told["saves"]:
        lost.append(f"{told['saves'] - saves} entries of saves")
    found = chain.verify(one.record() for one in Entry.objects.order_by("n"))
    return {"lost": lost, "faults": len(found.faults), "entries": found.count, "saves": saves}


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        print(json.dumps(fill(int(sys.argv[2]), int(sys.argv[3])), ensure_ascii=False))
    else:
        print(json.dumps(check(json.load(sys.stdin)), ensure_ascii=False))
