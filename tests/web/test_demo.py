"""The demonstration year is made by the same steps as any other."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import ROOT

from jiheng.check import check_bytes
from jiheng.evidence.bindings import load as bindings
from jiheng.model import entry as chain
from jiheng.web import access, calendar, demo, evidence, work
from jiheng.web.forms import book, form_of_version, read_contents, report_of_version
from jiheng.web.models import Entry, Project, User
from jiheng.web.results import plain, result_of

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def test_it_is_loaded_once(db: None) -> None:
    assert demo.load()
    assert not demo.load()
    made = list(Project.objects.order_by("pk"))
    assert [one.code for one in made] == ["P1", "P2", "P3", "P4"]
    assert all(one.synthetic and one.baseline and one.stage == "monitoring" for one in made)
    assert not chain.verify(one.record() for one in Entry.objects.order_by("n")).faults
    assert {m.role for u in User.objects.all() for m in access.memberships(u)} == {
        "preparer",
        "unit_head",
        "department_reviewer",
        "finance_reviewer",
        "evaluator",
        "auditor",
        "administrator",
    }


def test_its_forms_are_those_of_the_examples(db: None) -> None:
    """The same figures and the same findings as ``jiheng check`` of each file."""
    demo.load()
    files = sorted((ROOT / "examples").glob("shili-2023-?-*.docx"))
    for path, one in zip(files, Project.objects.order_by("pk"), strict=True):
        report = check_bytes(path.read_bytes(), path.name, book())
        (theirs,) = report.document.forms
        ours = form_of_version(one.baseline)
        for form in (ours, theirs):
            assert form.fiscal_year == 2023
        assert [(r.ref, r.name, r.target) for r in ours.indicators] == [
            (r.ref, r.name, r.target) for r in theirs.indicators
        ]
        found = report_of_version(one.baseline).findings
        assert [(f.code, f.place.ref, f.facts) for f in found] == [
            (f.code, f.place.ref, f.facts) for f in report.findings
        ]
    whole = "shili-2023.docx"
    contents, _ = read_contents((ROOT / "examples" / whole).read_bytes(), whole)
    assert contents == demo.contents()


def test_without_evidence_everything_is_open(db: None) -> None:
    demo.load()
    one = Project.objects.get(code="P1")
    made = work.evaluate_now(None, one, date(2023, 12, 31), kind="self")
    found = result_of(made.result)
    assert plain(found) == made.result
    assert found == evidence.result(form_of_version(one.baseline), date(2023, 12, 31))
    assert found.grade == ""
    assert all(not row.judgement.standing.judged for row in found.rows)


def test_a_job_says_how_it_went(db: None, django_capture_on_commit_callbacks) -> None:
    demo.load()
    one, user = Project.objects.get(code="P2"), User.objects.get(username="tianbao")
    step = one.steps.get(stage="monitoring")
    with django_capture_on_commit_callbacks(execute=True):
        job = work.evaluate_later(user, one, date(2023, 6, 30), kind="monitoring", step=step)
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", 1)
    assert step.assessments.count() == 1
    head = User.objects.get(username="fuzeren")
    with django_capture_on_commit_callbacks(execute=True):
        job = work.evaluate_later(head, one, date(2023, 6, 30), kind="monitoring", step=step)
    job.refresh_from_db()
    assert job.state == "failed"


def test_every_form_has_its_bindings() -> None:
    assert {one.code for one in bindings()} >= set(demo.CODES)


@pytest.mark.parametrize(
    ("stage", "round_", "day"),
    [
        ("declaration", 1, date(2022, 9, 30)),
        ("monitoring", 2, date(2023, 8, 31)),
        ("self_evaluation", 1, date(2024, 3, 31)),
        ("nothing", 1, None),
    ],
)
def test_when_a_stage_is_due(stage: str, round_: int, day: date | None) -> None:
    assert calendar.due(stage, 2023, round_) == day


def test_lights() -> None:
    day = date(2024, 3, 31)
    assert calendar.light(day, date(2024, 4, 1)) == "red"
    assert calendar.light(day, date(2024, 3, 25)) == "amber"
    assert calendar.light(day, date(2024, 1, 1)) == "green"
    assert calendar.light(None, day) == "grey"
