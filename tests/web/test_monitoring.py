"""Monitoring, self-evaluation, evaluation and publication on their pages; figures from evidence."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jiheng.documents.writers.form_result import actual as printed_actual
from jiheng.evaluate import evaluate
from jiheng.evidence.bindings import load as bindings
from jiheng.evidence.imports import bring
from jiheng.evidence.outcome import Wanted
from jiheng.evidence.store import Store
from jiheng.evidence.synthetic.folder import write
from jiheng.model.result import FormResult
from jiheng.score.engines import connect
from jiheng.score.numbers import actual as said_actual
from jiheng.web import actions, evidence, forms, outcome, work
from jiheng.web.backend import BACKEND
from jiheng.web.models import Assessment, Job, Project
from jiheng.web.results import plain
from jiheng.web.templatetags.say import points
from web.people import Office, approved, content, disclosed, step, through

DAY = date(2023, 12, 31)
TABLES = (
    "person", "attendance", "ledger", "bank_return", "budget_version", "survey",
    "survey_response", "qual_doc",
)  # fmt: skip
"""What the bindings of form 1 count."""
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def form_one() -> Any:
    return evidence.year_of(forms.form_of(content(0)), 2023)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> FormResult:
    """``jiheng evaluate`` of form 1 with the synthetic evidence, at the end of the year."""
    folder = tmp_path_factory.mktemp("evidence")
    written, held = folder / "csv", Store(str(folder / "store"))
    write(str(written))
    for name in TABLES:
        bring(str(written / f"{name}.csv"), held, forms.book(), Wanted(table=name, by="test"))
    con = connect("duckdb", {name: held.open(name) for name in held.tables()})
    (made,) = evaluate([form_one()], bindings(), con, as_of=DAY, book=forms.book(DAY))
    return made


def keep(office: Office, made: Project, stage: str, result: FormResult, **more: Any) -> Assessment:
    """The result kept for the open step of a stage."""
    at = step(made, stage)
    assert made.baseline is not None
    kind = {"monitoring": "monitoring", "self_evaluation": "self"}.get(stage, "finance")
    who = office.evaluator if stage == "evaluation" else office.preparer
    return actions.assess(
        who, made, plain(result), kind=kind, as_of=DAY, scheme=result.scheme,
        version=made.baseline, step=at, **more,
    )  # fmt: skip


def explained(office: Office, made: Project, stage: str) -> None:
    at = step(made, stage)
    who = office.evaluator if stage == "evaluation" else office.preparer
    for ref in actions.unexplained(at):
        actions.explain_row(who, at, ref, f"{ref} 年中人员变动，已调整发放")


def monitored(office: Office, result: FormResult) -> Project:
    """Monitoring approved, self-evaluation open."""
    made = disclosed(office)
    keep(office, made, "monitoring", result)
    explained(office, made, "monitoring")
    through(office, made, "monitoring")
    actions.open_stage(office.preparer, made, "self_evaluation")
    return made


def evaluated(office: Office, result: FormResult) -> Project:
    """Self-evaluation approved, evaluation open."""
    made = monitored(office, result)
    keep(office, made, "self_evaluation", result)
    explained(office, made, "self_evaluation")
    through(office, made, "self_evaluation")
    return made


# --- monitoring -----------------------------------------------------------------------------------


def test_the_page_shows_what_jiheng_evaluate_says(
    client: Client, office: Office, found: FormResult
) -> None:
    made = disclosed(office)
    keep(office, made, "monitoring", found)
    page = page_of(as_(client, office.preparer), f"/projects/{made.pk}/monitoring/")
    targets = {row.ref: row.target for row in form_one().indicators}
    for row in found.rows:
        assert f'id="row-{row.ref}"' in page
        if row.points.score is not None and row.judgement.standing.judged:
            assert f"{points(row.points.score)}<span" in page
        told = said_actual(row.actual, row.judgement, targets[row.ref], "zh", few=True)
        assert f">{told or '–'}</span>" in page
    assert found.execution is not None
    assert "执行" in page
    assert (f"等级 {found.grade}" in page) is not bool(found.open)


def test_evaluating_begins_in_the_background_and_may_be_watched(
    client: Client, office: Office
) -> None:
    made = disclosed(office)
    at = step(made, "monitoring")
    url = f"/steps/{at.pk}/evaluate/"
    as_(client, office.preparer)
    assert client.post(url, {"as_of": "soon"}).status_code == 422
    assert client.post(url, {"as_of": "2022-12-31"}).status_code == 422
    assert client.post(url, {"as_of": "2999-01-01"}).status_code == 422
    assert client.post(url, {"as_of": "2023-06-30", "kind": "finance"}).status_code == 422
    assert client.post(url, {"as_of": "2023-06-30"}).status_code == 302
    (job,) = Job.objects.filter(kind="evaluate")
    page = page_of(client, f"/projects/{made.pk}/monitoring/")
    assert f'hx-get="/jobs/{job.pk}/' in page
    assert client.post(url, {"as_of": "2023-07-31"}).status_code == 302  # one at a time
    assert Job.objects.filter(kind="evaluate").count() == 1
    assert "every 1s" in page_of(client, f"/jobs/{job.pk}/")
    assert as_(client, office.other_preparer).get(f"/jobs/{job.pk}/").status_code == 404


def test_when_it_is_done_the_page_goes_on_by_itself(client: Client, office: Office) -> None:
    made = disclosed(office)
    job = actions.begin_job(office.preparer, "evaluate", made)
    actions.end_job(job, "")
    as_(client, office.preparer)
    url = f"/jobs/{job.pk}/?next=/projects/{made.pk}/monitoring/"
    answer = client.get(url, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/projects/{made.pk}/monitoring/"
    away = client.get(f"/jobs/{job.pk}/?next=https://example.org/", headers={"HX-Request": "true"})
    assert "HX-Redirect" not in away


def test_evaluating_is_for_the_author_while_he_has_it(
    client: Client, office: Office, found: FormResult
) -> None:
    made = disclosed(office)
    at = step(made, "monitoring")
    url, said = f"/steps/{at.pk}/evaluate/", {"as_of": "2023-06-30"}
    for other, status in ((office.head, 403), (office.auditor, 403), (office.other_preparer, 404)):
        assert as_(client, other).post(url, said).status_code == status
    keep(office, made, "monitoring", found)
    explained(office, made, "monitoring")
    actions.submit(office.preparer, at)
    assert as_(client, office.preparer).post(url, said).status_code == 409


def test_without_records_nothing_is_judged_and_no_grade_given(office: Office) -> None:
    made = disclosed(office)
    kept = work.evaluate_now(
        office.preparer, made, DAY, kind="monitoring", step=step(made, "monitoring")
    )
    seen = outcome.outcome(kept, {}, "zh")
    told = outcome.summary(seen)
    assert told["open"] > 0
    assert told["grade"] == ""
    assert len(told["open_rows"]) == len(seen.result.open_rows)


def test_a_scheme_is_chosen(office: Office) -> None:
    made = disclosed(office)
    kept = work.evaluate_now(
        office.preparer, made, DAY, kind="monitoring", step=step(made, "monitoring"),
        scheme="hubei2020",
    )  # fmt: skip
    assert kept.scheme == "hubei2020"


def missed(found: FormResult) -> str:
    refs = [row.ref for row in found.rows if row.judgement.standing.value == "NOT_MET"]
    assert refs, "the synthetic year of form 1 misses a target"
    return refs[0]


def test_reasons_are_required_kept_and_counted(
    client: Client, office: Office, found: FormResult
) -> None:
    made = disclosed(office)
    keep(office, made, "monitoring", found)
    at, ref = step(made, "monitoring"), missed(found)
    as_(client, office.preparer)
    refused = client.post(f"/steps/{at.pk}/move/", {"move": "submit"})
    assert refused.status_code == 422
    wanted = actions.unexplained(at)
    url = f"/steps/{at.pk}/explain/"
    assert client.post(url, {"ref": ref, "text": " "}).status_code == 422
    assert client.post(url, {"ref": "Z9", "text": "没有这行"}).status_code == 422
    assert client.post(url, {"ref": "Z9/fly", "text": "没有这栏"}).status_code == 422
    answer = client.post(url, {"ref": ref, "text": "年中退休两人"}, headers={"HX-Request": "true"})
    assert (
        f'<b id="missing-count" hx-swap-oob="true">{len(wanted) - 1}</b>' in answer.content.decode()
    )
    assert "年中退休两人" in page_of(client, f"/projects/{made.pk}/monitoring/")
    client.post(url, {"ref": f"{ref}/forecast", "text": "全年可达 98%"})
    explained(office, made, "monitoring")
    assert client.post(f"/steps/{at.pk}/move/", {"move": "submit"}).status_code == 302
    assert client.post(url, {"ref": ref, "text": "改口"}).status_code == 409
    page = page_of(as_(client, office.head), f"/review/{at.pk}/")
    assert "年中退休两人" in page
    assert "全年可达 98%" in page
    assert as_(client, office.head).post(url, {"ref": ref, "text": "代写"}).status_code == 403


def test_a_returned_result_says_why(client: Client, office: Office, found: FormResult) -> None:
    made = disclosed(office)
    keep(office, made, "monitoring", found)
    explained(office, made, "monitoring")
    at = actions.submit(office.preparer, step(made, "monitoring"))
    actions.return_(office.head, at, "原因写得太笼统", [{"ref": "N1", "text": "写明哪个月"}])
    page = page_of(as_(client, office.preparer), f"/projects/{made.pk}/monitoring/")
    assert "原因写得太笼统" in page
    assert "写明哪个月" in page
    assert "提交审核" in page


def test_rounds_are_kept_apart(client: Client, office: Office, found: FormResult) -> None:
    made = disclosed(office)
    keep(office, made, "monitoring", found)
    explained(office, made, "monitoring")
    through(office, made, "monitoring")
    as_(client, office.preparer)
    page = page_of(client, f"/projects/{made.pk}/monitoring/")
    assert "开启下一轮" in page
    client.post(f"/projects/{made.pk}/open/", {"stage": "monitoring"})
    assert "这一轮还没有计算" in page_of(client, f"/projects/{made.pk}/monitoring/")
    assert "这一轮还没有计算" not in page_of(client, f"/projects/{made.pk}/monitoring/?round=1")
    assert client.get(f"/projects/{made.pk}/monitoring/?round=9").status_code == 404


@pytest.mark.parametrize(
    "tab",
    ["monitoring", "self-evaluation", "evaluation", "rectification", "publication", "disclosure"],
)
def test_each_page_is_there_from_the_beginning_for_those_who_may(
    client: Client, office: Office, tab: str
) -> None:
    made = approved(office)
    url = f"/projects/{made.pk}/{tab}/"
    for reader in (office.preparer, office.head, office.department, office.finance,
                   office.evaluator, office.auditor):  # fmt: skip
        assert as_(client, reader).get(url).status_code == 200
    for stranger in (office.other_preparer, office.other_department, office.administrator):
        assert as_(client, stranger).get(url).status_code == 404


# --- self-evaluation ------------------------------------------------------------------------------


def test_the_self_evaluation_is_the_official_table(
    client: Client, office: Office, found: FormResult
) -> None:
    made = monitored(office, found)
    keep(office, made, "self_evaluation", found)
    at = step(made, "self_evaluation")
    page = page_of(as_(client, office.preparer), f"/projects/{made.pk}/self-evaluation/")
    for head in ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"):
        assert head in page
    targets = {row.ref: row.target for row in form_one().indicators}
    for row in found.rows:
        assert f'id="box-{row.ref}"' in page
        assert printed_actual(row, targets[row.ref]) in page
    if found.open:
        assert "不评等级" in page
        for ref in found.open_rows:
            assert ref in page
    client.post(f"/steps/{at.pk}/explain/", {"ref": "completion", "text": "全年按月发放到位"})
    explained(office, made, "self_evaluation")
    assert client.post(f"/steps/{at.pk}/move/", {"move": "submit"}).status_code == 302
    assert "全年按月发放到位" in page_of(client, f"/projects/{made.pk}/self-evaluation/")


def test_a_reason_box_stands_in_the_row_it_explains(office: Office, found: FormResult) -> None:
    made = monitored(office, found)
    kept = keep(office, made, "self_evaluation", found)
    seen = outcome.outcome(kept, {}, "zh")
    lines = outcome.drawn(outcome.official(seen, "self_evaluation"), seen)
    boxes = [line[-1]["edits"] for line in lines if line[-1]["edits"]]
    assert boxes == ["completion", *(row.ref for row in seen.form.indicators)]
    names = {row.ref: row.name for row in seen.form.indicators}
    for line in lines:
        ref = line[-1]["edits"]
        if ref in names:
            assert any(names[ref] == cell["text"].strip() for cell in line)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html"])
def test_the_tables_are_downloaded(
    client: Client, office: Office, found: FormResult, ending: str
) -> None:
    made = monitored(office, found)
    keep(office, made, "self_evaluation", found)
    ref = missed(found)
    at = step(made, "self_evaluation")
    actions.explain_row(office.preparer, at, ref, "年中退休两人")
    as_(client, office.department)
    for what, word in (("self-evaluation", "自评表"), ("monitoring", "监控表")):
        answer = client.get(f"/projects/{made.pk}/official/{what}/1.{ending}")
        assert answer.status_code == 200
        assert "filename*=utf-8''" in answer["Content-Disposition"]
        text = whole_text(answer.content, ending)
        assert word in text
        if what == "self-evaluation":
            assert "年中退休两人" in text
    assert client.get(f"/projects/{made.pk}/official/monitoring/1.exe").status_code == 404
    assert client.get(f"/projects/{made.pk}/official/monitoring/2.{ending}").status_code == 404
    as_(client, office.other_preparer)
    assert client.get(f"/projects/{made.pk}/official/monitoring/1.{ending}").status_code == 404


def whole_text(data: bytes, ending: str) -> str:
    if ending == "html":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return "".join(pack.read(name).decode("utf-8", "replace") for name in pack.namelist())


# --- evaluation, rectification, publication ------------------------------------------------------


def test_the_evaluator_adds_problems_and_a_conclusion_but_no_points(
    client: Client, office: Office, found: FormResult
) -> None:
    made = evaluated(office, found)
    at = step(made, "evaluation")
    as_(client, office.preparer)
    assert client.post(f"/steps/{at.pk}/evaluate/", {"as_of": "2023-12-31", "kind": "finance"}
                       ).status_code == 403  # fmt: skip
    kept = keep(office, made, "evaluation", found)
    as_(client, office.evaluator)
    page = page_of(client, f"/projects/{made.pk}/evaluation/")
    assert "财政评价" in page
    assert "一致" in page  # the same records, the same verdicts as the unit's own
    client.post(f"/steps/{at.pk}/explain/", {"ref": "conclusion", "text": "目标基本实现"})
    client.post(
        f"/projects/{made.pk}/rectification/raise/",
        {"problem": "C1 目标值与测算不符", "ref": "C1", "due": "2024-09-30"},
    )
    explained(office, made, "evaluation")
    assert client.post(f"/steps/{at.pk}/move/", {"move": "submit"}).status_code == 302
    page = page_of(as_(client, office.finance), f"/review/{at.pk}/")
    assert "目标基本实现" in page
    assert Assessment.objects.get(pk=kept.pk).result == plain(found)


def test_what_was_made_public_covers_persons(
    client: Client, office: Office, found: FormResult
) -> None:
    made = evaluated(office, found)
    page = page_of(as_(client, office.preparer), f"/projects/{made.pk}/publication/")
    assert "公开预览" in page
    assert "已遮盖" in page
    fields = made.baseline.content["fields"]  # type: ignore[union-attr]
    for key in ("preparer", "phone", "signatory"):
        if fields.get(key, "").strip():
            assert fields[key].strip() not in page.split("公开预览", 1)[1]
    if found.open:
        assert "不定等级" in page
