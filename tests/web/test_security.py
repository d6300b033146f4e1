"""What an attacker tries first; a test each. More: test_account, test_hooks, test_oidc."""

from __future__ import annotations

import io
import json
import logging
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from jiheng.model.refusal import Refusal
from jiheng.web import actions
from jiheng.web.backend import BACKEND
from jiheng.web.models import Membership, Project, Token, Upload, User
from web import permissions
from web.people import Office, content, project, step
from web.test_account import code_of

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
PASSWORD = "correct-horse-battery"
SCRIPT = "<script>alert('jh')</script>"
IMAGE = "\"><img src=x onerror=alert('jh')>"
SQL = [
    "' OR 1=1 --",
    "1; DROP TABLE web_project",
    '" OR ""="',
    "%' UNION SELECT 1 --",
    "\x00",
    "1)",
]
JSON = "application/json"
EXAMPLE = ROOT / "examples" / "shili-2023-2-duty.docx"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


def as_(user: User, **more: Any) -> Client:
    client = Client(**more)
    client.force_login(user, backend=BACKEND)
    return client


def bearer_of(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def bearer(user: User, *scopes: str) -> dict[str, str]:
    plain = actions.make_token(user, "test", scopes or ("read", "write"))[1]
    return bearer_of(plain)


@pytest.fixture
def person(office: Office) -> User:
    office.preparer.set_password(PASSWORD)
    office.preparer.save()
    return office.preparer


def sign_in(client: Client, name: str = "preparer", password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/account/login/", {"username": name, "password": password}, **more)


@pytest.mark.parametrize("attack", SQL)
def test_sql_in_filters_is_only_text(office: Office, attack: str) -> None:
    project(office)
    places = {
        office.finance: ["/projects/?q=", "/projects/?year=", "/projects/?stage=",
                         "/projects/?unit=", "/?page="],
        office.administrator: ["/admin/users/?q=", "/admin/organisations/?q=", "/admin/audit/?q=",
                               "/admin/audit/?action=", "/admin/calendar/?year="],
    }  # fmt: skip
    for user, paths in places.items():
        for path in paths:
            answer = as_(user).get(path.split("?")[0], {path.split("?")[1][:-1]: attack})
            assert answer.status_code in (400 if attack == "\0" else 200, 404), path
    headers = bearer(office.preparer)
    for name in ("q", "stage", "year", "unit", "page"):
        answer = Client().get("/api/v1/projects", {name: attack}, headers=headers)
        assert answer.status_code in ((400,) if attack == "\0" else (200, 422))
        if name == "q" and attack != "\x00":
            assert answer.json()["count"] == 0
    assert Project.objects.count() == 1


@pytest.mark.parametrize("bad", ["\0", "\ud800", "好\udfff"], ids=["NUL", "half", "other half"])
def test_text_that_no_database_keeps_is_refused(office: Office, bad: str) -> None:
    made = project(office)
    at, before = step(made, "declaration"), made.drafts.get().revision
    typed = content(0)
    typed["fields"]["annual_goal"] = f"目标{bad}"
    draft = json.dumps({"content": typed, "based_on": 0})
    one = as_(office.preparer)
    sent = [one.post(f"/projects/{made.pk}/edit/declaration/{to}/", draft, JSON)
            for to in ("save", "check")]  # fmt: skip
    key = {bad: 1}
    sent.append(one.post(f"/projects/{made.pk}/edit/declaration/save/", json.dumps(key), JSON))
    api = {"unit": office.unit.pk, "year": 2023, "content": typed}
    sent.append(
        Client().post("/api/v1/projects", json.dumps(api), JSON, headers=bearer(office.preparer))
    )
    if bad == "\0":
        actions.submit(office.preparer, at)
        head = as_(office.head)
        sent.append(head.post(f"/steps/{at.pk}/remark/", {"text": f"请核对{bad}"}))
        sent.append(one.get(f"/projects/{made.pk}/rows/%00/"))
    assert [answer.status_code for answer in sent] == [400] * len(sent)
    nobody = Client().post("/api/v1/projects", json.dumps(api), JSON, headers=bearer_of("jh_x"))
    assert nobody.status_code == 401  # whose body is not read
    held = Project.objects.get(pk=made.pk)
    assert held.drafts.get().revision == before
    assert not held.steps.filter(remarks__isnull=False).exists()


def poisoned(office: Office) -> Project:
    """A project in which everything that can be typed is a script."""
    bad = content(1)
    bad["title"] = bad["fields"]["project_name"] = f"{SCRIPT}{IMAGE}"
    bad["rows"][0]["name"] = bad["rows"][0]["value"] = f"{IMAGE}{SCRIPT}"
    office.preparer.name = office.unit.name = SCRIPT
    office.preparer.save()
    office.unit.save()
    upload = actions.upload_form(office.preparer, f"{IMAGE}.docx", b"x")
    made = actions.new_project(
        office.preparer, office.unit, bad, year=2023, code=IMAGE, upload=upload
    )
    one = actions.submit(office.preparer, step(made, "declaration"), note=SCRIPT)
    actions.remark(office.head, one, SCRIPT, ref="N1", column="value")
    actions.return_(office.head, one, SCRIPT, [{"ref": IMAGE, "column": SCRIPT, "text": IMAGE}])
    return made


def test_what_was_typed_is_never_markup(office: Office) -> None:
    made = poisoned(office)
    last = step(made, "declaration")
    objects = {
        "project": made.pk, "step": last.pk, "version": made.latest.pk, "number": 1, "ref": "N1",
        "stage": "declaration", "upload": Upload.objects.get().pk, "user": office.preparer.pk,
        "office": office.unit.pk, "remark": last.remarks.first().pk,
    }  # fmt: skip
    seen = 0
    for route in sorted(set(permissions.addresses())):
        path = permissions.filled(route, objects, {})
        if path is None or "uploads/" in route:
            continue
        for user in (office.preparer, office.finance, office.administrator):
            answer = as_(user).get(path)
            permissions.shut(answer)
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code != 200 or answer.streaming or "text/html" not in kind:
                continue
            text = answer.content.decode()
            bare = re.sub(
                r'<script[^>]*type="application/json"[^>]*>.*?</script>', "", text, flags=re.S
            )
            assert "<script>alert" not in bare, path
            assert "<img src=x" not in bare, path
            assert SCRIPT not in text, path
            assert "unsafe" not in answer["Content-Security-Policy"]
            seen += "alert(" in text
    assert seen >= 5  # it was shown, as text


@pytest.mark.parametrize("attack", [SCRIPT, IMAGE])
def test_what_stands_in_an_address_is_never_markup(office: Office, attack: str) -> None:
    for route in sorted(set(permissions.addresses())):
        if permissions.PART.search(route):
            continue
        for user in (office.finance, office.administrator):
            words = dict.fromkeys(("q", "next", "page", "year", "stage", "action", "unit"), attack)
            answer = as_(user).get(f"/{route}", words)
            permissions.shut(answer)
            if not answer.streaming:
                assert attack not in answer.content.decode("utf-8", "replace"), route
            assert "<" not in answer.headers.get("Location", "")


def test_no_form_is_taken_from_elsewhere(office: Office) -> None:
    client = as_(office.preparer, enforce_csrf_checks=True)
    walked = 0
    for route in sorted(set(permissions.addresses())):
        path = permissions.PART.sub("1", f"/{route}")
        assert client.post(path).status_code == 403, route
        walked += 1
    assert walked > 30
    for route, method in permissions.operations():  # the API does not know sessions at all
        path = permissions.PART.sub("1", f"/{route}")
        if "public" not in path:
            assert getattr(client, method.lower())(path).status_code == 401, route


def test_nothing_of_another_unit_by_its_number(office: Office, settings: Any) -> None:
    there = permissions.world(office, []).objects
    others = [as_(office.other_preparer), as_(office.other_department)]
    walked = set()
    for stage in permissions.STAGES:
        for route in sorted(set(permissions.addresses())):
            path = permissions.filled(route, there[stage], {})
            if path is None or "pk>" not in route or route.startswith(("public/", "s/")):
                continue
            walked.add(route)
            nowhere = permissions.filled(route, there[stage] | NOWHERE, {})
            for client in others:
                for send in (client.get, client.post):
                    answer = send(path)
                    permissions.shut(answer)
                    status = answer.status_code
                    assert status in (404, 405) or status == send(nowhere).status_code, path
    assert len(walked) > (5 if settings.JIHENG_PAGES else 25)
    headers = bearer(office.other_preparer)
    for route, method in permissions.operations():
        path = permissions.filled(route, there["published"], {})
        if path is None or "{pk}" not in route or "public" in route:
            continue
        words = {} if method == "GET" else {"data": "{}", "content_type": "application/json"}
        answer = getattr(Client(), method.lower())(path, headers=headers, **words)
        assert answer.status_code == 404 or answer.json()["code"] == "invalid", route


NOWHERE = dict.fromkeys(("project", "step", "version", "remark", "job", "assessment", "survey",
                         "rectification", "upload", "token", "office", "user"), 10**6)  # fmt: skip


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * (200 << 20))
    return out.getvalue()


def climbing() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../../evil.docx", EXAMPLE.read_bytes())
        archive.writestr("C:\\evil.docx", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [("bomb.docx", bomb), ("paths.zip", climbing), ("form.docx.exe", lambda: b"MZ\x90" * 99),
     ("form.docx", lambda: b"MZ\x90" * 99), ("x.pdf", lambda: b"%PDF-1.7\n" + b"\xff" * 999),
     ("x.html", lambda: f"<html>{SCRIPT}</html>".encode()),
     ("x.docx", lambda: b"PK\x03\x04" + b"\0" * 99)],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_a_hostile_file_is_an_answer_and_leaves_nothing(
    office: Office, data: Path, name: str, make: Any
) -> None:
    headers, start = bearer(office.preparer), time.monotonic()
    file = SimpleUploadedFile(name, make())
    answer = Client().post("/api/v1/check", {"file": file}, headers=headers)
    assert answer.status_code in (200, 422), answer.content
    assert time.monotonic() - start < 20
    assert SCRIPT not in answer.content.decode() or answer["Content-Type"].startswith(
        "application/json"
    )
    assert not [path for path in data.rglob("*") if path.is_file()]
    assert not list(data.parent.rglob("evil*"))


def test_a_name_is_a_label_and_never_a_path(office: Office, data: Path) -> None:
    kept = actions.upload_form(office.preparer, "../../etc/../..\\evil.docx", b"x")
    assert kept.name == "evil.docx"
    where = Path(actions.path_of(kept))
    assert where.resolve().is_relative_to(data.resolve())
    assert where.name == kept.sha


def test_more_than_the_limit_is_not_taken(office: Office, settings: Any, data: Path) -> None:
    settings.JIHENG_UPLOAD_MOST = 1000
    headers = bearer(office.preparer)
    file = SimpleUploadedFile("x.txt", b"x" * 100_000)
    answer = Client().post("/api/v1/uploads", {"file": file}, headers=headers)
    assert 400 <= answer.status_code < 500
    environ = RequestFactory().post("/api/v1/uploads").environ | {
        "CONTENT_LENGTH": str(1 << 30), "CONTENT_TYPE": "multipart/form-data; boundary=b",
        "wsgi.input": io.BytesIO(b"--b\r\n"), "HTTP_AUTHORIZATION": headers["Authorization"],
    }  # fmt: skip
    assert 400 <= ClientHandler()(environ).status_code < 500
    assert not Upload.objects.exists()
    assert not (data / "uploads").exists()


def test_a_session_begun_by_somebody_else_is_not_used(person: User) -> None:
    client = Client()
    client.get("/account/login/")
    client.cookies["jiheng-session"] = "0123456789abcdefghijklmnopqrstuv"
    sign_in(client)
    first = client.session.session_key
    assert first != "0123456789abcdefghijklmnopqrstuv"
    client.post("/account/logout/")
    sign_in(client)
    assert client.session.session_key != first


def test_cookies_say_how_they_may_be_used(person: User, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    client.get("/account/login/")
    answer = sign_in(client)
    for name in ("jiheng-session", "csrftoken"):
        cookie = answer.cookies.get(name) or client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert answer.cookies["jiheng-session"]["secure"]


def test_no_page_is_framed(office: Office) -> None:
    for path in ("/", "/account/login/", "/projects/", "/api/docs", "/api/v1/projects", "/nothing"):
        answer = as_(office.preparer).get(path)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "where", ["https://evil.example", "//evil.example", "/\\evil.example", "\thttps://evil.example",
              "javascript:alert(1)", "https:evil.example", "///evil.example"],
)  # fmt: skip
def test_nobody_is_sent_to_another_host(
    office: Office, person: User, settings: Any, where: str
) -> None:
    answers = [
        Client().post(
            "/account/login/", {"username": "preparer", "password": PASSWORD, "next": where}
        ),
        as_(person).post("/account/language/", {"language": "en", "next": where}),
        as_(person).get("/account/login/", {"next": where}),
    ]  # fmt: skip
    if not settings.JIHENG_PAGES:
        one = step(project(office), "declaration")
        answers.append(
            as_(person).post(f"/steps/{one.pk}/move/", {"move": "submit", "next": where})
        )
    for answer in answers:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/")
        assert "evil" not in answer["Location"].partition("?")[0]


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example"]
)
def test_another_host_is_not_answered(db: None, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = Client().get("/account/login/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_nobody_learns_who_is_here(person: User) -> None:
    def said(name: str) -> str:
        answer = sign_in(Client(), name, "wrong-password")
        text = answer.content.decode().replace(name, "")
        return f"{answer.status_code}" + re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"', "", text)

    assert said("preparer") == said("nobody-here")


def test_guessing_locks_whoever_guesses(person: User) -> None:
    client = Client()
    for _ in range(5):
        answer = sign_in(client, password="wrong")
    assert answer.status_code == 429
    assert sign_in(client).status_code == 429  # the right one comes too late
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302  # he himself, elsewhere


def test_an_address_that_was_sent_is_not_believed(person: User, settings: Any) -> None:
    for number in range(6):
        answer = sign_in(
            Client(), password="wrong", headers={"x-forwarded-for": f"192.0.2.{number}"}
        )
    assert answer.status_code == 429
    settings.JIHENG_BEHIND_PROXY = True
    sent = {"x-forwarded-for": "198.51.100.1, 203.0.113.7"}  # the proxy adds the last
    assert sign_in(Client(), headers=sent).status_code == 302
    settings.JIHENG_BEHIND_PROXY, settings.JIHENG_PUBLIC_RATE = False, 2
    codes = [
        Client()
        .get("/api/v1/public/projects", headers={"x-forwarded-for": f"1.2.3.{n}"})
        .status_code
        for n in range(4)
    ]
    assert 429 in codes


def test_a_code_works_once(person: User) -> None:
    secret = actions.new_secret()
    code = code_of(secret)
    assert actions.set_second_factor(person, secret, code)
    assert actions.verified(person.pk, code) == person
    assert actions.verified(person.pk, code) is None


@pytest.mark.parametrize("weak", ["short", "123456789012", "password1234", "preparer-12345"])
def test_weak_passwords_are_refused(person: User, weak: str) -> None:
    answer = as_(person).post("/account/password/", {"old": PASSWORD, "new": weak, "again": weak})
    assert answer.status_code == 422
    with pytest.raises(Refusal):
        actions.make_user(None, "preparer2", "示例", weak[:11], [])


def test_a_token_gives_itself_no_scope(office: Office) -> None:
    token, plain = actions.make_token(office.preparer, "x", ["read", "admin", "*"])
    assert token.scopes == ["read"]
    headers = {"Authorization": f"Bearer {plain}"}
    for route, method in permissions.operations():
        if method == "GET" or route.endswith(("/check", "/check/content")):
            continue
        path = permissions.PART.sub("1", f"/{route}")
        words = {"data": "{}", "content_type": "application/json"}
        answer = getattr(Client(), method.lower())(path, headers=headers, **words)
        assert answer.status_code == 403, route
    assert Client().post("/account/tokens/", {"name": "x"}, headers=headers).status_code == 302
    assert Token.objects.count() == 1


def test_what_was_not_asked_for_is_not_set(office: Office) -> None:
    more = {"is_active": "0", "synthetic": "1", "must_change_password": "", "pk": "1", "id": "1",
            "is_superuser": "1", "subject": "gov-1", "password": "chosen-by-the-form"}  # fmt: skip
    form = {"username": "newcomer", "name": "示例", "office": office.unit.pk, "role": "preparer"}
    as_(office.administrator).post("/admin/users/new/", form | more)
    made = User.objects.get(username="newcomer")
    assert (made.is_active, made.synthetic, made.must_change_password) == (True, False, True)
    assert made.subject == ""
    assert not made.check_password("chosen-by-the-form")
    as_(office.preparer).post("/account/language/", {"language": "en", "role": "auditor", **more})
    assert Membership.objects.filter(user=office.preparer).count() == 1
    headers = bearer(office.preparer)
    body = {"unit": office.unit.pk, "year": 2023, "content": content(), "synthetic": True}
    answer = Client().post(
        "/api/v1/projects", json.dumps(body), content_type="application/json", headers=headers
    )
    assert answer.json()["code"] == "invalid"


def test_a_log_names_nobody(office: Office, person: User, caplog: Any, capsys: Any) -> None:
    caplog.set_level(logging.DEBUG, "django")
    caplog.set_level(logging.DEBUG, "jiheng")
    headers = bearer(office.preparer)
    sign_in(Client(REMOTE_ADDR="192.0.2.77"), "preparer", "secret-word-typed")
    Client().get("/s/a-secret-of-a-survey/")
    Client().get("/api/v1/projects/999", headers=headers)
    Client().get("/account/oidc/back/?code=secret-code&state=secret-state")
    for handler in logging.getLogger().handlers:
        handler.flush()
    said = capsys.readouterr().err
    for word in ("192.0.2.77", "secret-word-typed", "a-secret-of-a-survey", "secret-code",
                 headers["Authorization"], "示例preparer"):  # fmt: skip
        assert word not in said


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1"])
def test_no_cell_of_an_export_is_run(start: str) -> None:
    from jiheng.publish.files import guarded

    assert guarded(start).startswith("'")


def test_no_address_that_a_person_gives_is_dialled(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only hooks take addresses, and only listed ones (test_hooks); the provider is configured."""
    dialled: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda _, where: dialled.append(where))
    client = as_(office.finance)
    for url in ("http://169.254.169.254/latest/", "https://10.0.0.1/", "file:///etc/passwd"):
        assert client.post("/account/hooks/", {"url": url, "events": ["submit"]}).status_code == 422
        client.get("/account/oidc/", {"next": url, "issuer": url})
        client.get("/projects/", {"q": url, "next": url})
    assert not dialled
