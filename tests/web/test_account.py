"""Signing in, staying in, going out."""

from __future__ import annotations

import re
import time

import pytest
from django.test import Client
from django_otp.oath import TOTP

from jiheng.web import actions, demo
from jiheng.web.models import User
from web.people import Office

PASSWORD = "correct-horse-battery"


@pytest.fixture
def person(office: Office) -> User:
    office.preparer.set_password(PASSWORD)
    office.preparer.save()
    return office.preparer


def sign_in(client: Client, password: str = PASSWORD, **more: str):
    return client.post("/account/login/", {"username": "preparer", "password": password, **more})


def test_a_right_password_opens_and_a_new_session_begins(client: Client, person: User) -> None:
    client.get("/account/login/")
    client.cookies["jiheng-session"] = "fixed-by-somebody-else-0123456789"
    answer = sign_in(client, next="/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    cookie = answer.cookies["jiheng-session"]
    assert cookie.value != "fixed-by-somebody-else-0123456789"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "示例preparer" in client.get("/account/").content.decode()


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_sent_elsewhere(client: Client, person: User, where: str) -> None:
    assert sign_in(client, next=where)["Location"] == "/"


def test_five_wrong_passwords_lock(client: Client, person: User) -> None:
    for _ in range(4):
        assert sign_in(client, "wrong").status_code == 401
    assert sign_in(client, "wrong").status_code == 429
    assert sign_in(client).status_code == 429
    assert "jiheng-session" not in client.cookies or not client.session.get("_auth_user_id")


def test_a_closed_account_does_not_open(client: Client, person: User, office: Office) -> None:
    assert sign_in(client).status_code == 302
    actions.set_active(office.administrator, person, False)
    assert client.get("/account/").status_code == 302
    assert sign_in(Client()).status_code == 401


@pytest.mark.parametrize(
    ("since", "seen", "stays"),
    [(60, 60, True), (3000, 3500, True), (7200, 3700, False), (13 * 3600, 10, False)],
)
def test_sessions_end(client: Client, person: User, since: int, seen: int, stays: bool) -> None:
    client.force_login(person, backend="jiheng.web.backend.Backend")
    session = client.session
    session["since"], session["seen"] = int(time.time()) - since, int(time.time()) - seen
    session.save()
    assert (client.get("/account/").status_code == 200) is stays


def test_out_is_out(client: Client, person: User) -> None:
    sign_in(client)
    key = client.session.session_key
    assert client.get("/account/logout/").status_code == 405
    client.post("/account/logout/")
    client.cookies["jiheng-session"] = key
    assert client.get("/account/").status_code == 302


def code_of(secret: str, ahead: int = 0) -> str:
    totp = TOTP(bytes.fromhex(secret))
    totp.time = time.time() + 30 * ahead
    return f"{totp.token():06d}"


def test_the_second_factor_is_asked_for(client: Client, person: User) -> None:
    sign_in(client)
    page = client.get("/account/second-factor/").content.decode()
    secret = client.session["new-secret"]
    assert actions.shown(secret) in page
    assert client.post("/account/second-factor/", {"code": "000000"}).status_code == 422
    assert client.post("/account/second-factor/", {"code": code_of(secret)}).status_code == 302
    client.post("/account/logout/")
    assert sign_in(client, next="/account/password/")["Location"] == "/account/code/"
    assert client.get("/account/").status_code == 302  # the password alone opens nothing
    good = code_of(secret)
    assert client.post("/account/code/", {"code": "abcdef"}).status_code == 401
    person.totpdevice_set.update(throttling_failure_count=0)
    answer = client.post("/account/code/", {"code": good})
    assert answer["Location"] == "/account/password/"
    assert client.get("/account/").status_code == 200
    other = Client()
    sign_in(other)
    assert other.post("/account/code/", {"code": good}).status_code == 401  # used once


def test_a_password_is_changed(client: Client, person: User) -> None:
    sign_in(client)
    change = {"old": PASSWORD, "new": "another-long-phrase", "again": "another-long-phrase"}
    for wrong in ({"old": "x"}, {"new": "short", "again": "short"}, {"again": "different-one"}):
        assert client.post("/account/password/", change | wrong).status_code == 422
    assert client.post("/account/password/", change).status_code == 302
    assert client.get("/account/").status_code == 200
    assert sign_in(Client()).status_code == 401
    assert sign_in(Client(), "another-long-phrase").status_code == 302


def test_one_click_only_in_the_demonstration_here(client: Client, settings, db) -> None:
    demo.county()
    assert client.post("/account/as/", {"username": "caizheng"}).status_code == 404
    settings.JIHENG_ONE_CLICK = True
    assert "caizheng" in client.get("/account/login/").content.decode()
    away = Client(REMOTE_ADDR="192.0.2.7")
    assert "caizheng" not in away.get("/account/login/").content.decode()
    assert away.post("/account/as/", {"username": "caizheng"}).status_code == 404
    assert client.post("/account/as/", {"username": "nobody"}).status_code == 404
    assert client.post("/account/as/", {"username": "caizheng"}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_every_answer_is_guarded(client: Client, db) -> None:
    for path in ("/account/login/", "/healthz", "/nothing-here/"):
        answer = client.get(path)
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert "no-store" in answer["Cache-Control"]
    assert client.get("/projects-of-nobody/")["Location"].startswith("/account/login/?next=")
    assert client.get("/x/", headers={"HX-Request": "true"}).status_code == 401


def test_a_form_from_elsewhere_is_refused(person: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = sign_in(client)
    assert answer.status_code == 403
    page = client.get("/account/login/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert sign_in(client, csrfmiddlewaretoken=token).status_code == 302


def test_both_languages(client: Client, person: User) -> None:
    sign_in(client)
    client.post("/account/language/", {"language": "en", "next": "/account/"})
    assert "Change the password" in client.get("/account/").content.decode()
