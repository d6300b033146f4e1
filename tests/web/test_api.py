"""The API: used by a real client, tried from its own description, and strict about its keys."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jiheng.model.result import Ratio
from jiheng.web import actions
from jiheng.web.api import shown
from jiheng.web.models import Job, User, Version
from web.client import Jiheng, Trouble
from web.people import Office, approved, content, disclosed, make_office, project, step

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
EXAMPLE = ROOT / "examples" / "shili-2023-2-duty.docx"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


def key(user: User, *scopes: str) -> str:
    return actions.make_token(user, "test", scopes or ("read", "write"))[1]


class Program:
    """Django's client with a token."""

    def __init__(self, token: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        if body is not None:
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        send = getattr(self.client, method)
        answer = send(f"/api/v1{path}", headers=self.headers, **more)
        return answer.status_code, json.loads(answer.content)


@pytest.fixture
def preparer(office: Office) -> Program:
    return Program(key(office.preparer))


@pytest.fixture
def served(transactional_db: None, live_server: Any) -> Iterator[str]:
    """The address of a real server; every answer is through before the database is emptied."""
    yield live_server.url
    for thread in threading.enumerate():
        if "process_request" in thread.name:
            thread.join(10)


def test_a_program_takes_a_form_from_file_to_submission(served: str) -> None:
    office = make_office()
    ours, head = Jiheng(served, key(office.preparer)), Jiheng(served, key(office.head))
    (unit,) = ours.get("/units")
    data = EXAMPLE.read_bytes()
    report = ours.send("/check", EXAMPLE.name, data)
    assert report["warnings"] + report["errors"] > 0
    assert Version.objects.count() == 0
    (form,) = report["forms"]
    assert form["findings"][0]["message"]
    kept = ours.send("/uploads", EXAMPLE.name, data)
    made = ours.post(
        "/projects",
        {"unit": unit["id"], "year": 2023, "content": form["content"], "upload": kept["id"]},
    )
    draft = ours.get(f"/projects/{made['id']}/drafts/declaration")
    changed = draft["content"] | {"title": "改过的标题"}
    where = f"/projects/{made['id']}/drafts/declaration"
    saved = ours.call("PUT", where, json={"content": changed, "based_on": draft["revision"]})
    assert saved["revision"] == draft["revision"] + 1
    again = changed | {"title": "又一个"}
    with pytest.raises(Trouble) as late:
        ours.call("PUT", where, json={"content": again, "based_on": draft["revision"]})
    assert (late.value.status, late.value.code) == (409, "stale")
    assert late.value.facts["theirs"]["title"] == "改过的标题"
    waiting = ours.step(made["id"], "declaration")
    assert waiting["moves"] == ["submit"]
    handed = ours.post(f"/steps/{waiting['id']}/submit", {"note": "经接口提交"})
    assert (handed["state"], handed["waiting_for"]) == ("submitted", "unit_head")
    (version,) = ours.get(f"/projects/{made['id']}/versions")
    assert version["source_sha"] == kept["sha"]
    assert ours.get(f"/versions/{version['id']}")["content"]["title"] == "改过的标题"
    cells = [{"ref": "N1", "column": "value", "text": "请核对"}]
    assert head.get("/steps")[0]["id"] == waiting["id"]
    head.post(f"/steps/{waiting['id']}/return", {"reason": "有出入", "cells": cells})
    assert ours.get(f"/steps/{waiting['id']}")["state"] == "returned"
    ours.post(f"/steps/{waiting['id']}/submit")
    with pytest.raises(Trouble) as own:
        ours.post(f"/steps/{waiting['id']}/endorse")
    assert own.value.status == 403
    assert head.post(f"/steps/{waiting['id']}/endorse")["desk"] == "department_reviewer"


def test_a_program_has_a_project_evaluated(
    office: Office, preparer: Program, django_capture_on_commit_callbacks: Any
) -> None:
    made = disclosed(office, 1)
    with django_capture_on_commit_callbacks(execute=True):
        status, job = preparer(
            "post",
            f"/projects/{made.pk}/assessments",
            {"as_of": "2023-12-31", "kind": "monitoring"},
        )
    assert status == 202
    _, job = preparer("get", f"/jobs/{job['id']}")
    assert job["state"] == "done", job
    _, (one,) = preparer("get", f"/projects/{made.pk}/assessments")
    _, whole = preparer("get", f"/assessments/{one['id']}")
    assert whole["result"]["rows"]
    assert isinstance(one["open"], str)
    _, page = preparer("get", f"/projects/{made.pk}")
    assert len(page["rows"]) == len(whole["result"]["rows"])
    assert {row["standing"] for row in page["rows"]} <= {
        "MET", "NOT_MET", "PENDING", "INCOMPLETE", "CANNOT_JUDGE"}  # fmt: skip


def test_nobody_evaluates_in_another_office_name(office: Office, preparer: Program) -> None:
    made = disclosed(office)
    where = f"/projects/{made.pk}/assessments"
    for kind in ("finance", "department"):
        assert preparer("post", where, {"as_of": "2023-12-31", "kind": kind})[0] == 403
    assert not Job.objects.exists()


def test_projects_are_listed_filtered_and_paged(office: Office, preparer: Program) -> None:
    for number in range(3):
        project(office, number)
    _, page = preparer("get", "/projects?size=2")
    assert (len(page["items"]), page["count"], page["pages"]) == (2, 3, 2)
    _, rest = preparer("get", "/projects?size=2&page=2")
    assert len(rest["items"]) == 1
    assert preparer("get", "/projects?size=2&page=9")[1]["items"] == []
    name = page["items"][0]["name"]
    assert [one["name"] for one in preparer("get", f"/projects?q={name}")[1]["items"]] == [name]
    assert preparer("get", "/projects?year=2022")[1]["count"] == 0
    assert preparer("get", "/projects?size=1000")[0] == 422
    assert Program(key(office.other_head))("get", "/projects")[1]["count"] == 0


def test_chinese_is_not_escaped_and_numbers_are_text(office: Office, preparer: Program) -> None:
    made = approved(office, 1)
    answer = Client().get(f"/api/v1/projects/{made.pk}", headers=preparer.headers)
    assert "示例县公安局" in answer.content.decode()
    body = json.loads(answer.content)
    assert isinstance(body["budget"], str)
    assert answer["Content-Type"].startswith("application/json")


@pytest.mark.parametrize(
    ("ratio", "said"),
    [((1, 4), "0.25"), ((-5, 2), "-2.5"), ((11, 12), "11/12"), ((312634677, 100), "3126346.77"),
     ((6, 3), "2"), ((0, 7), "0"), ((1, 1000), "0.001"), ((-1, 3), "-1/3")],
)  # fmt: skip
def test_a_number_is_exact(ratio: tuple[int, int], said: str) -> None:
    assert shown.exact(Ratio(*ratio)) == said


def test_without_a_good_key_nothing(office: Office) -> None:
    closed = key(office.colleague)
    actions.set_active(office.administrator, office.colleague, False)
    late = actions.make_token(office.head, "x", ["read"], timezone.now() - timedelta(days=1))[1]
    gone, plain = actions.make_token(office.head, "x", ["read"])
    actions.revoke_token(office.head, gone)
    for token in ("", "jh_wrong", closed, late, plain):
        status, body = Program(token)("get", "/projects")
        assert (status, body["code"]) == (401, "unauthorized")
    client = Client()
    client.force_login(office.preparer, backend="jiheng.web.backend.Backend")
    assert client.get("/api/v1/projects").status_code == 401  # a session is no key


def test_a_reader_does_not_write(office: Office) -> None:
    reader = Program(key(office.preparer, "read"))
    made = project(office)
    one = step(made, "declaration")
    status, body = reader("post", f"/steps/{one.pk}/submit", {})
    assert (status, body["code"]) == (403, "not-allowed")
    assert reader("get", f"/steps/{one.pk}")[0] == 200
    writer = Program(key(office.preparer, "write"))
    assert writer("get", f"/steps/{one.pk}")[0] == 403


def test_who_must_change_the_password_does_so_first(office: Office, preparer: Program) -> None:
    actions.reset_password(office.administrator, office.preparer, "a-new-long-phrase")
    assert preparer("get", "/projects")[0] == 403


def test_too_many_requests(office: Office, preparer: Program, settings: Any) -> None:
    settings.JIHENG_API_RATE, settings.JIHENG_PUBLIC_RATE = 3, 2
    said = [preparer("get", "/projects")[0] for _ in range(4)]
    assert said[-1] == 429
    assert said.count(200) >= 1
    answer = Client().get("/api/v1/projects", headers=preparer.headers)
    assert 0 < int(answer["Retry-After"]) <= 60
    codes = [Client().get("/api/v1/public/projects").status_code for _ in range(3)]
    assert codes[-1] == 429


def test_errors_have_one_shape(office: Office, preparer: Program) -> None:
    made = project(office)
    waiting = step(made, "declaration").pk
    cases = [
        ("get", "/projects/999", None, 404, "not-found"),
        ("get", "/projects/0", None, 422, "invalid"),
        ("get", f"/projects/{10**30}", None, 422, "invalid"),
        ("post", f"/steps/{waiting}/withdraw", {}, 409, "illegal-move"),
        ("post", f"/steps/{waiting}/return", {}, 422, "invalid"),
        ("post", "/projects", {"unit": 1, "year": 2023, "content": {}, "extra": 1}, 422, "invalid"),
        ("post", "/check/content", {"content": {"layout": "none"}}, 422, "refused"),
    ]
    for method, path, body, status, code in cases:
        got, said = preparer(method, path, body)
        assert (got, said["status"], said["code"]) == (status, status, code), path
        assert said["detail"]
    english = Client().get(
        "/api/v1/projects/999", headers=preparer.headers | {"Accept-Language": "en"}
    )
    assert "no such" in english.json()["detail"]


def test_what_is_published_anybody_reads_and_no_person_is_in_it(office: Office) -> None:
    made = disclosed(office, 1)
    hidden = project(office, 0)
    client = Client()
    (one,) = client.get("/api/v1/public/projects").json()
    assert (one["id"], one["kinds"]) == (made.pk, ["goal"])
    whole = client.get(f"/api/v1/public/projects/{made.pk}").json()
    assert whole["goal"]["schema"] == "jiheng-publication/1"
    assert whole["result"] is None
    assert "preparer" not in whole["goal"]["fields"]
    assert client.get(f"/api/v1/public/projects/{hidden.pk}").status_code == 404


def test_records_come_in_and_are_seen_by_whom_they_concern(
    office: Office, preparer: Program, django_capture_on_commit_callbacks: Any, tmp_path: Path
) -> None:
    from jiheng.evidence.synthetic.folder import write

    write(str(tmp_path / "year"), lambda *_: None)
    data = (tmp_path / "year" / "person.csv").read_bytes()
    headers = preparer.headers
    from django.core.files.uploadedfile import SimpleUploadedFile

    with django_capture_on_commit_callbacks(execute=True):
        answer = preparer.client.post(
            "/api/v1/evidence/imports",
            {"file": SimpleUploadedFile("person.csv", data)}, headers=headers,
        )  # fmt: skip
    assert answer.status_code == 202, answer.content
    _, job = preparer("get", f"/jobs/{answer.json()['id']}")
    assert job["state"] == "done", job
    _, (batch,) = preparer("get", "/evidence/batches")
    assert batch["table"] == "person"
    finance = Program(key(office.finance))
    assert len(finance("get", "/evidence/batches")[1]) == 1
    assert finance("get", "/evidence/verify")[1]["sound"] is True
    assert Program(key(office.department))("get", "/evidence/verify")[0] == 403
    other = Program(key(office.other_preparer))
    assert other("get", "/evidence/batches")[1] == []
    assert other("get", f"/jobs/{job['id']}")[0] == 404
    bad = SimpleUploadedFile("person.csv", "甲,乙\n1,2\n".encode())
    with django_capture_on_commit_callbacks(execute=True):
        answer = preparer.client.post("/api/v1/evidence/imports", {"file": bad}, headers=headers)
    _, job = preparer("get", f"/jobs/{answer.json()['id']}")
    assert job["state"] == "failed"
    administrator = Program(key(office.administrator))
    answer = administrator.client.post(
        "/api/v1/evidence/imports", {"file": SimpleUploadedFile("person.csv", data)},
        headers=administrator.headers,
    )  # fmt: skip
    assert answer.status_code == 403


def test_the_reference_is_a_page_of_ours(client: Client, db: None) -> None:
    answer = client.get("/api/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "/api/v1/steps/{pk}/submit" in page
    assert "http" + "s://" not in page.replace("https://jiheng", "")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")


def test_the_description_is_kept_in_the_documentation(client: Client, db: None) -> None:
    kept = json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text("utf-8"))
    assert client.get("/api/v1/openapi.json").json() == kept


def test_a_file_is_checked_and_nothing_is_left(preparer: Program, data: Path) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.docx", b"PK\x03\x04broken")
    answer = preparer.client.post("/api/v1/check", {"file": file}, headers=preparer.headers)
    assert answer.status_code == 422
    good = SimpleUploadedFile(EXAMPLE.name, EXAMPLE.read_bytes())
    answer = preparer.client.post("/api/v1/check", {"file": good}, headers=preparer.headers)
    body = answer.json()
    assert body["forms"][0]["content"]["fields"]
    same = preparer("post", "/check/content", {"content": body["forms"][0]["content"]})[1]
    assert same["forms"][0]["content"] == body["forms"][0]["content"]
    assert not (data / "uploads").exists()


def test_content_is_what_the_check_gives(office: Office, preparer: Program) -> None:
    status, report = preparer("post", "/check/content", {"content": content(2)})
    assert status == 200
    assert all(one["code"] and one["message"] for one in report["forms"][0]["findings"])
