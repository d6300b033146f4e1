"""Offices, people and the trail, as administrators and auditors see them; the first of them all."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from jiheng.web import actions
from jiheng.web.backend import BACKEND
from jiheng.web.models import Entry, Organisation, User
from web.people import Office, project
from web.test_environment import SAFE

PAGES = ["/admin/organisations/", "/admin/organisations/new/", "/admin/users/",
         "/admin/users/new/", "/admin/policies/", "/admin/calendar/", "/admin/audit/",
         "/account/interfaces/"]  # fmt: skip


def as_(user: User, **more: Any) -> Client:
    client = Client(**more)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def manager(office: Office) -> Client:
    return as_(office.administrator)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_in_both_languages(manager: Client, path: str) -> None:
    for lang in ("zh-hans", "en"):
        answer = manager.get(path, headers={"accept-language": lang})
        assert answer.status_code == 200
        assert "{%" not in answer.content.decode()


def test_an_office_is_made_renamed_and_closed(office: Office, manager: Client) -> None:
    parent = office.units["D1"]
    form = {"parent": parent.pk, "kind": "unit", "name": "示例县第二中队", "code": "U9"}
    assert manager.post("/admin/organisations/new/", form | {"kind": "finance"}).status_code == 422
    assert manager.post("/admin/organisations/new/", form).status_code == 302
    made = Organisation.objects.get(code="U9")
    assert manager.post("/admin/organisations/new/", form).status_code == 422  # the code is taken
    where = f"/admin/organisations/{made.pk}/"
    assert manager.post(where, {"name": "新名称"}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.active) == ("新名称", False)
    assert "新名称" in manager.get("/admin/organisations/?q=新名").content.decode()


def shown_once(answer: Any) -> str:
    return re.search(r'class="once">([^<]+)<', answer.content.decode())[1]


def test_a_person_is_made_and_must_change_the_password(office: Office, manager: Client) -> None:
    form = {
        "username": "newcomer",
        "name": "示例新人",
        "office": office.unit.pk,
        "role": "preparer",
    }
    assert manager.post("/admin/users/new/", form | {"role": "auditor"}).status_code == 422
    answer = manager.post("/admin/users/new/", form)
    given = shown_once(answer)
    assert "no-store" in answer["Cache-Control"]
    made = User.objects.get(username="newcomer")
    assert given not in manager.get(f"/admin/users/{made.pk}/").content.decode()
    client = Client()
    client.post("/account/login/", {"username": "newcomer", "password": given})
    for path in ("/", "/projects/", "/account/", "/account/interfaces/", "/admin/"):
        assert client.get(path)["Location"] == "/account/password/"
    moved = client.get("/projects/", headers={"HX-Request": "true"})
    assert moved["HX-Redirect"] == "/account/password/"
    change = {"old": given, "new": "a-long-phrase-of-mine", "again": "a-long-phrase-of-mine"}
    assert client.post("/account/password/", change).status_code == 302
    assert client.get("/account/").status_code == 200


def test_roles_are_given_and_taken(office: Office, manager: Client) -> None:
    other = office.colleague
    base = f"/admin/users/{other.pk}"
    give = {"office": office.unit.pk, "role": "unit_head"}
    assert manager.post(f"{base}/roles/", give).status_code == 302
    held = {m.role: m.pk for m in other.memberships.all()}
    assert set(held) == {"preparer", "unit_head"}
    assert manager.post(f"{base}/roles/", give | {"role": "auditor"}).status_code == 422
    taken = manager.post(f"{base}/roles/take/", {"membership": held["preparer"]})
    assert taken.status_code == 302
    assert [m.role for m in other.memberships.all()] == ["unit_head"]
    foreign = office.head.memberships.get().pk
    assert manager.post(f"{base}/roles/take/", {"membership": foreign}).status_code == 404
    own = f"/admin/users/{office.administrator.pk}"
    assert manager.post(f"{own}/roles/", give).status_code == 403
    assert manager.post(f"{own}/active/", {"active": "0"}).status_code == 403


def test_a_password_is_reset_and_an_account_closed(office: Office, manager: Client) -> None:
    base = f"/admin/users/{office.head.pk}"
    given = shown_once(manager.post(f"{base}/password/"))
    office.head.refresh_from_db()
    assert office.head.check_password(given)
    assert office.head.must_change_password
    manager.post(f"{base}/active/", {"active": "0"})
    office.head.refresh_from_db()
    assert not office.head.is_active
    assert manager.post(f"{base}/subject/", {"subject": "gov-7"}).status_code == 302
    twice = manager.post(f"/admin/users/{office.preparer.pk}/subject/", {"subject": "gov-7"})
    assert twice.status_code == 422


def test_an_administrator_of_a_department_stays_in_it(office: Office) -> None:
    actions.make_user(None, "d1admin", "示例", None, [(office.units["D1"], "administrator")])
    client = as_(User.objects.get(username="d1admin"))
    page = client.get("/admin/organisations/").content.decode()
    assert office.units["D1"].name in page
    assert office.units["D2"].name not in page
    assert client.get(f"/admin/organisations/{office.units['D2'].pk}/").status_code == 404
    assert client.get(f"/admin/users/{office.other_head.pk}/").status_code == 404
    assert client.get("/admin/audit/").status_code == 404
    assert client.get("/admin/audit.csv").status_code == 404


def test_the_trail_says_whether_it_is_whole(office: Office) -> None:
    project(office)
    auditor = as_(office.auditor)
    page = auditor.get("/admin/audit/").content.decode()
    assert "审计链完好" in page
    assert Entry.objects.order_by("-n").first().digest in page
    assert "新建项目" in auditor.get("/admin/audit/?action=new-project").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE web_entry SET action = 'nothing' WHERE n = 3")
    page = auditor.get("/admin/audit/?q=project:1").content.decode()
    assert "审计链有" in page
    assert "第 3 条" in page
    assert auditor.get("/admin/")["Location"] == "/admin/audit/"


def test_the_export_runs_nothing(office: Office) -> None:
    office.preparer.name = "=HYPERLINK(1)"
    office.preparer.save()
    project(office)
    answer = as_(office.auditor).get("/admin/audit.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert len(lines) == Entry.objects.count() + 1
    assert all(not cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    assert "'=HYPERLINK(1)" in text


def test_keys_are_made_shown_once_and_revoked(office: Office) -> None:
    client = as_(office.preparer)
    answer = client.post("/account/tokens/", {"name": "国库系统", "scopes": ["read"], "days": "90"})
    plain = shown_once(answer)
    assert actions.token_user(plain, "read") == office.preparer
    assert actions.token_user(plain, "write") is None
    page = client.get("/account/interfaces/").content.decode()
    assert "国库系统" in page
    assert plain not in page
    pk = office.preparer.tokens.get().pk
    assert as_(office.colleague).post(f"/account/tokens/{pk}/revoke/").status_code == 404
    client.post(f"/account/tokens/{pk}/revoke/")
    assert actions.token_user(plain, "read") is None
    assert client.post("/account/tokens/", {"name": "x"}).status_code == 422
    assert client.post("/account/hooks/", {"url": "https://x.example/"}).status_code == 422


def test_lists_cost_the_same_for_more(
    office: Office, manager: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        actions.make_user(None, f"more{n}", "示例", None, [(office.unit, "preparer")])
    with django_assert_max_num_queries(12):
        manager.get("/admin/users/")
    with django_assert_max_num_queries(14):
        manager.get("/admin/audit/")


def run(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JIHENG", "DJANGO"))}
    kept |= SAFE | {"JIHENG_DATA": str(tmp_path / "data"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "jiheng", "serve", "--setup", *words]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=kept, timeout=120,
        check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_the_first_administrator_is_made_from_the_terminal_once(tmp_path: Path) -> None:
    weak, strong = tmp_path / "weak", tmp_path / "strong"
    weak.write_text("short\n", "utf-8")
    strong.write_text("a-long-phrase-of-mine\n", "utf-8")
    said = ["--office", "示例县财政局", "--code", "SL", "--username", "guanli", "--name", "示例"]
    refused = run(tmp_path, *said, "--password-file", str(weak))
    assert refused.returncode == 1
    assert "密码太弱" in refused.stderr
    made = run(tmp_path, *said, "--password-file", str(strong))
    assert made.returncode == 0, made.stderr
    assert "guanli" in made.stdout
    again = run(tmp_path, *said, "--password-file", str(strong))
    assert again.returncode == 1
    assert "已经有用户" in again.stderr
