"""The evidence desk: whose records are seen by whom, imports, locks, verification."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiheng.evidence.imports import bring
from jiheng.evidence.outcome import Wanted
from jiheng.model.record import replace
from jiheng.rules.evidence import registry
from jiheng.web import access, actions, evidence, forms, records
from jiheng.web.backend import BACKEND
from jiheng.web.importing import Choice, look
from jiheng.web.models import Entry, Job
from web.people import Office, content

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
HEAD = "entry_id,project,item,person_id,service_period,posting_date,pay_date,amount,kind,eligible"
PAID = (
    "L1,P1,OT,P001,2023-03,2023-03-25,2023-03-25,700.00,pay,1",
    "L2,P1,OT,P002,2023-03,2023-03-25,2023-03-25,700.00,pay,1",
    "L3,P1,OT,P001,2023-04,2023-05-25,2023-05-25,700.00,pay,1",
    "L9,P9,OT,X001,2023-03,2023-03-25,2023-03-25,900.00,pay,1",
)
PAGES = (
    "", "coverage/", "findings/", "findings/summary/", "availability/", "payroll/", "contracts/",
    "ledger/", "person/",
)  # fmt: skip


def as_(client: Client, user: Any) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def project(office: Office, code: str, unit: str = "U1", number: int = 0) -> Any:
    who = office.preparer if unit == "U1" else office.other_preparer
    return actions.new_project(
        who, office.units[unit], content(number), year=2023, code=code, synthetic=True
    )


def store(folder: Path, **tables: str) -> None:
    """Rows by the command line, as the demonstration loads them."""
    for name, text in tables.items():
        path = folder / f"{name}.csv"
        path.write_text(text, "utf-8")
        found = bring(
            str(path), evidence.store(), forms.book(), Wanted(table=name, by="cli", unit="元")
        )
        assert found.status == "imported", found.faults


@pytest.fixture
def filled(office: Office, tmp_path: Path) -> Office:
    """P1 of U1 with two people, P9 of U2; the whole ledger of both in one batch."""
    project(office, "P1")
    project(office, "P9", "U2", 1)
    store(
        tmp_path,
        person=(
            "person_id,roster,category,join_date\nP001,POL,民警,2020-01-01\n"
            "P002,POL,民警,2020-01-01\n"
        ),
        ledger="\n".join((HEAD, *PAID)) + "\n",
        contract=(
            "contract_id,project,item,supplier,qty,unit_price,amount,signed,start,end\n"
            "HT-1,P1,OT,示例公司,1,100,100.00,2023-01-01,2023-01-01,2023-12-31\n"
            "HT-9,P9,OT,示例公司,1,900,900.00,2023-01-01,2023-01-01,2023-12-31\n"
        ),
    )
    return office


def rows(user: Any, table: str) -> list[dict[str, Any]]:
    with records.opened(access.evidence_scope(user)) as con:
        return records.rows_of(con, con.table(table))


def test_a_person_sees_the_records_of_his_units_projects(filled: Office) -> None:
    own = {row["entry_id"]: row["person_id"] for row in rows(filled.preparer, "ledger")}
    assert own == {"L1": "P001", "L2": "P002", "L3": "P001"}
    assert [row["entry_id"] for row in rows(filled.other_preparer, "ledger")] == ["L9"]
    assert [row["contract_id"] for row in rows(filled.other_head, "contract")] == ["HT-9"]
    assert len(rows(filled.finance, "ledger")) == 4
    assert not rows(filled.administrator, "ledger")


def test_people_are_seen_one_by_one_at_their_own_unit_only(filled: Office) -> None:
    assert len(rows(filled.preparer, "person")) == 2
    for user in (filled.department, filled.finance, filled.auditor, filled.other_preparer):
        assert not rows(user, "person")
    assert {row["person_id"] for row in rows(filled.finance, "ledger")} == {None}


def test_whoever_names_his_project_alike_later_sees_nothing(filled: Office) -> None:
    project(filled, "P1", "U2")
    assert [row["entry_id"] for row in rows(filled.other_preparer, "ledger")] == ["L9"]
    assert not rows(filled.other_preparer, "person")
    assert access.unit_scope(filled.units["U2"]).codes == {"P9"}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_everybody_who_may(client: Client, filled: Office, path: str) -> None:
    for user in (filled.preparer, filled.head, filled.department, filled.finance, filled.auditor):
        answer = as_(client, user).get(f"/evidence/{path}")
        assert answer.status_code == 200
        if path == "person/" and user not in (filled.preparer, filled.head):
            assert "只向本单位开放" in answer.content.decode()
    assert as_(client, filled.administrator).get(f"/evidence/{path}").status_code == 404
    client.logout()
    assert client.get(f"/evidence/{path}").status_code == 302


def test_pages_show_nothing_of_another_unit(client: Client, filled: Office) -> None:
    for path in PAGES:
        answer = as_(client, filled.other_preparer).get(f"/evidence/{path}")
        page = answer.content.decode()
        for word in ("P001", "P002", "HT-1", "2,100.00", "L1<"):
            assert word not in page, (path, word)
    page = client.get("/evidence/ledger/").content.decode()
    assert ">L9<" in page
    assert client.get("/evidence/person/").status_code == 404
    assert client.get("/evidence/ledger/?project=P1").status_code == 200
    assert ">L2<" not in client.get("/evidence/ledger/?project=P1").content.decode()
    assert client.get("/evidence/payroll/P1/L1/2023-03/").status_code == 404
    assert client.get("/evidence/secret/").status_code == 404


def test_payroll_says_late_and_names_codes_to_the_unit_only(client: Client, filled: Office) -> None:
    page = as_(client, filled.preparer).get("/evidence/payroll/").content.decode()
    assert "晚发" in page
    month = client.get("/evidence/payroll/P1/L1/2023-04/").content.decode()
    assert "P001" in month
    assert "晚发 1" in month
    assert "未发 1" in month
    page = as_(client, filled.finance).get("/evidence/payroll/").content.decode()
    assert "晚发" in page
    assert "P001" not in page
    assert client.get("/evidence/payroll/P1/L1/2023-04/").status_code == 404
    page = client.get("/evidence/findings/").content.decode()
    assert "P001" not in page
    assert "P002" not in page


def test_a_broken_rule_is_loud_and_names_nobody(
    client: Client, filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(data: Any) -> Any:
        raise KeyError("P001")

    rules = registry()
    monkeypatch.setitem(rules, "EVI01", replace(rules["EVI01"], check=broken))
    for path in ("/evidence/findings/", "/evidence/findings/summary/"):
        page = as_(client, filled.preparer).get(path).content.decode()
        assert "规则 EVI01 出错" in page
        assert "P001" in page
        page = as_(client, filled.finance).get(path).content.decode()
        assert "规则 EVI01 出错" in page
        assert "P001" not in page


def test_rows_are_filtered_by_values_never_by_words_of_a_query(
    client: Client, filled: Office
) -> None:
    as_(client, filled.preparer)
    page = client.get("/evidence/ledger/?month=2023-03").content.decode()
    assert ">L1<" in page
    assert ">L3<" not in page
    for evil in ("' OR 1=1 --", "L1'); DROP TABLE ledger; --", "%", "\\"):
        answer = client.get("/evidence/ledger/", {"key": evil, "month": evil, "project": evil})
        assert answer.status_code == 200
        assert "没有符合条件的记录" in answer.content.decode()
    assert client.get("/evidence/ledger/?page=999").status_code == 200
    assert client.get("/evidence/ledger/?page=x").status_code == 200


def test_the_desk_costs_the_same_for_more_batches(client: Client, filled: Office) -> None:
    as_(client, filled.finance)
    client.get("/evidence/")
    with CaptureQueriesContext(connection) as first:
        client.get("/evidence/")
    store(
        Path(evidence.store().path).parent,
        acceptance=(
            "contract_id,batch,delivered,passed_first,passed_final,first_date,due_date\n"
            "HT-1,1,5,5,5,2023-05-01,2023-05-31\n"
        ),
    )
    with CaptureQueriesContext(connection) as second:
        client.get("/evidence/")
    assert len(second) <= len(first) <= 25


# --- importing -----------------------------------------------------------------------------------


def upload(client: Client, text: str, name: str = "支出台账.csv") -> str:
    answer = client.post(
        "/evidence/import/", {"file": SimpleUploadedFile(name, text.encode(), "text/csv")}
    )
    assert answer.status_code == 302
    return str(answer["Location"])


GOOD = f"{HEAD}\nN1,P1,OT,P001,2023-06,2023-06-25,2023-06-25,7000.00,pay,1\n"


def test_a_file_is_looked_at_then_imported_and_in_both_chains(
    client: Client, office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    project(office, "P1")
    as_(client, office.preparer)
    url = upload(client, GOOD)
    page = client.get(url).content.decode()
    assert "确认入库 1 行" in page
    assert "7000.00" in page
    assert not evidence.store().tables()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, {"table": "ledger"})
    assert answer["Location"].startswith("/evidence/jobs/")
    job = Job.objects.get(kind="import-evidence")
    assert job.state == Job.DONE, job.text
    assert "已入库：支出台账 1 行" in client.get(answer["Location"]).content.decode()
    (batch,) = evidence.store().batches()
    assert batch["by"] == "preparer @ U1"
    entry = Entry.objects.get(action="import-evidence")
    assert entry.object == f"batch:{batch['n']}"
    assert entry.facts["head"] == batch["hash"]
    again = client.get(upload(client, GOOD)).content.decode()
    assert "不必再导" in again
    assert "确认入库" not in again
    assert as_(client, office.other_preparer).get(url).status_code == 404
    assert as_(client, office.finance).get(url).status_code == 403


def test_a_file_with_faults_is_refused_whole_with_a_list(
    client: Client, office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    project(office, "P1")
    as_(client, office.preparer)
    bad = f"{HEAD}\nN1,P1,OT,P001,2023-06,2023-06-25,2023-06-31,7000.00,pay,1\n" \
          "N2,P1,OT,P001,2023-06,2023-06-25,2023-06-25,3.5万,pay,1\n"  # fmt: skip
    url = upload(client, bad)
    page = client.get(url).content.decode()
    assert "2 处不对，整份不入库" in page
    assert "不是日期" in page
    listed = client.get(f"{url}errors.csv")
    assert listed["Content-Type"].startswith("text/csv")
    text = listed.content.decode("utf-8-sig")
    assert "3,金额,3.5万" in text
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {"table": "ledger"}).status_code == 422
    assert not evidence.store().tables()


def test_unknown_headings_are_asked_once(
    client: Client, office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    project(office, "P1")
    as_(client, office.preparer)
    odd = GOOD.replace("amount", "实得数目")
    url = upload(client, odd)
    asked = client.get(url, {"table": "ledger"}).content.decode()
    assert "请在下面逐列选好" in asked
    told = {"table": "ledger", "h:实得数目": "amount"}
    assert "确认入库" in client.get(url, told).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, told)
    assert evidence.store().tables() == {"ledger": 1}
    later = upload(client, odd.replace("N1", "N2"))
    assert "确认入库" in client.get(later, {"table": "ledger"}).content.decode()


def test_a_unit_imports_its_own_projects_only(office: Office) -> None:
    project(office, "P1")
    project(office, "P9", "U2", 1)
    kept = actions.keep_records_file(
        office.preparer, "x.csv", GOOD.replace(",P1,", ",P9,").encode()
    )
    seen = look(kept, actions.path_of(kept), Choice("ledger"), office.unit)
    assert seen.refusal is not None
    assert "P9" in seen.refusal.problem
    job = actions.ask_import(office.preparer, office.unit, kept, "ledger")
    with pytest.raises(actions.Refusal):
        actions.import_records(job, office.unit, kept, Choice("ledger"))
    assert not evidence.store().tables()
    with pytest.raises(actions.NotAllowed):
        actions.ask_import(office.preparer, office.units["U2"], kept, "ledger")
    with pytest.raises(actions.NotAllowed):
        actions.keep_records_file(office.finance, "x.csv", GOOD.encode())


def test_people_of_another_units_roster_are_not_imported(filled: Office) -> None:
    text = "person_id,roster,category,join_date\nQ1,POL,民警,2020-01-01\n"
    kept = actions.keep_records_file(filled.other_preparer, "person.csv", text.encode())
    seen = look(kept, actions.path_of(kept), Choice("person"), filled.units["U2"])
    assert seen.refusal is not None
    text = "person_id,month,duty_days\nP001,2023-01,3\n"
    kept = actions.keep_records_file(filled.other_preparer, "a.csv", text.encode())
    seen = look(kept, actions.path_of(kept), Choice("attendance"), filled.units["U2"])
    assert seen.refusal is not None


def test_refusals_name_the_file_not_our_folders(client: Client, office: Office) -> None:
    project(office, "P1")
    as_(client, office.preparer)
    url = upload(client, "a,b\n1,2\n", "随便.csv")
    page = client.get(url).content.decode()
    assert "看不出是哪张佐证表" in page
    assert "uploads" not in page
    assert "--table" not in page


# --- locks and seals -----------------------------------------------------------------------------


def test_finance_locks_a_month_and_the_chain_tells(client: Client, filled: Office) -> None:
    as_(client, filled.head)
    assert client.post("/evidence/lock/", {"period": "2023-03"}).status_code == 403  # two units
    as_(client, filled.finance)
    assert client.post("/evidence/lock/", {"period": "2023-13"}).status_code == 422
    assert client.post("/evidence/lock/", {"period": "2999-01"}).status_code == 422
    assert client.post("/evidence/lock/", {"period": "2023-03"}).status_code == 302
    assert "ledger" in evidence.store().locked()["2023-03"]
    assert Entry.objects.get(action="lock-evidence").object == "period:2023-03"
    assert client.post("/evidence/lock/", {"period": "2023-03"}).status_code == 302
    assert Entry.objects.filter(action="lock-evidence").count() == 1
    late = GOOD.replace("2023-06", "2023-03")
    kept = actions.keep_records_file(filled.preparer, "late.csv", late.encode())
    seen = look(kept, actions.path_of(kept), Choice("ledger"), filled.unit)
    assert seen.result is not None
    assert seen.result.faults[0].code == "locked"


def test_the_head_of_the_only_unit_locks(office: Office, tmp_path: Path) -> None:
    project(office, "P1")
    assert access.may_lock(office.head)
    assert not access.may_lock(office.preparer)
    assert actions.lock_month(office.head, "2023-01")


def test_verification_finds_a_changed_file(
    client: Client, filled: Office, django_capture_on_commit_callbacks: Any
) -> None:
    as_(client, filled.auditor)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/evidence/verify/")
    assert "完好：3 批 8 行" in client.get(answer["Location"]).content.decode()
    held = evidence.store()
    path = Path(held.open("ledger")[0])
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/evidence/verify/")
    assert "内容被改动" in client.get(answer["Location"]).content.decode()
    assert Entry.objects.filter(action="verify-evidence").count() == 2
    assert as_(client, filled.evaluator).post("/evidence/verify/").status_code == 403
    assert as_(client, filled.other_preparer).get(answer["Location"]).status_code == 404
