"""Signing in through an identity provider, a real process, and everything it may do wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from django.test import Client

from jiheng.web.environment import Environment, Oidc
from jiheng.web.models import Membership, User
from web.people import Office
from web.provider import CLIENT, SECRET, SUBJECT
from web.test_account import code_of

INSIDE = "/account/"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    words = [sys.executable, str(Path(__file__).with_name("provider.py"))]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture
def person(office: Office) -> User:
    office.preparer.subject = SUBJECT
    office.preparer.save()
    return office.preparer


@pytest.fixture
def here(provider: str, person: User, settings: Any, tmp_path: Path) -> str:
    """Jiheng configured for the provider, which tells the truth again."""
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n", "utf-8")
    settings.JIHENG_OIDC = Oidc(provider, CLIENT, str(secret), "sub", "示例认证")
    lies(provider)
    return provider


def lies(provider: str, **faults: Any) -> None:
    requests.post(f"{provider}/faults", json=faults, timeout=10)


def sent(client: Client, where: str = INSIDE) -> str:
    """To the provider and back again: the address the browser is sent back to."""
    begun = client.get(f"/account/oidc/?{urlencode({'next': where})}")
    assert begun.status_code == 302
    answer = requests.get(begun["Location"], allow_redirects=False, timeout=10)
    parts = urlsplit(answer.headers["Location"])
    assert parts.netloc == "testserver"
    return f"{parts.path}?{parts.query}"


def is_in(client: Client) -> bool:
    return client.get(INSIDE).status_code == 200


def test_somebody_known_comes_in(client: Client, here: str) -> None:
    assert "示例认证" in client.get("/account/login/").content.decode()
    begun = client.get("/account/oidc/")
    query = parse_qs(urlsplit(begun["Location"]).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["response_type"] == ["code"]
    assert len(query["state"][0]) >= 20
    assert len(query["nonce"][0]) >= 20
    before = client.session.session_key
    answer = client.get(sent(client, "/account/password/"))
    assert (answer.status_code, answer["Location"]) == (302, "/account/password/")
    assert is_in(client)
    assert client.session.session_key != before


def test_nobody_comes_to_be_and_no_role_does(client: Client, here: str) -> None:
    users, roles = User.objects.count(), Membership.objects.count()
    lies(here, sub="gov-9999")
    answer = client.get(sent(client))
    assert answer.status_code == 403
    assert "gov-9999" in answer.content.decode()
    assert not is_in(client)
    assert (User.objects.count(), Membership.objects.count()) == (users, roles)


def test_a_closed_account_stays_closed(client: Client, here: str, person: User) -> None:
    person.is_active = False
    person.save()
    assert client.get(sent(client)).status_code == 403
    assert not is_in(client)


def test_nobody_without_an_identifier_is_meant(client: Client, here: str, settings: Any) -> None:
    settings.JIHENG_OIDC = settings.JIHENG_OIDC._replace(claim="missing")
    assert client.get(sent(client)).status_code == 403
    lies(here, sub="")
    settings.JIHENG_OIDC = settings.JIHENG_OIDC._replace(claim="sub")
    assert client.get(sent(client)).status_code == 403


@pytest.mark.parametrize(
    "faults",
    [{"nonce": "another"}, {"nonce": None}, {"aud": "another"}, {"iss": "https://evil.example"},
     {"exp": -3600}, {"alg": "none"}, {"alg": "none", "algs": ["none", "RS256"]},
     {"alg": "HS256"}, {"alg": "HS256", "algs": ["HS256", "RS256"]}, {"alg": "other"},
     {"no_token": 1}],
    ids=str,
)  # fmt: skip
def test_a_token_that_is_not_right_opens_nothing(
    client: Client, here: str, faults: dict[str, Any]
) -> None:
    lies(here, **faults)
    answer = client.get(sent(client))
    assert answer.status_code == 403
    assert not is_in(client)


def test_another_state_opens_nothing(client: Client, here: str) -> None:
    back = sent(client)
    code = parse_qs(urlsplit(back).query)["code"][0]
    for state in ("", "forged"):
        forged = urlencode({"code": code, "state": state})
        assert client.get(f"/account/oidc/back/?{forged}").status_code == 403
    assert not is_in(client)
    victim = Client()  # whoever is lured to somebody else's answer is not signed in as him
    assert victim.get(back).status_code == 403
    assert not is_in(victim)


def test_a_code_is_good_once(client: Client, here: str) -> None:
    back = sent(client)
    assert client.get(back).status_code == 302
    client.post("/account/logout/")
    assert client.get(back).status_code == 403
    assert not is_in(client)


def test_an_error_of_the_provider_is_an_answer(client: Client, here: str, settings: Any) -> None:
    assert client.get("/account/oidc/back/?error=access_denied&state=x").status_code == 403
    lies(here, issuer="https://evil.example")
    assert client.get("/account/oidc/").status_code == 403
    settings.JIHENG_OIDC = settings.JIHENG_OIDC._replace(issuer="http://127.0.0.1:9")
    assert client.get("/account/oidc/").status_code == 403


def test_out_is_out_there_too(client: Client, here: str) -> None:
    client.get(sent(client))
    answer = client.post("/account/logout/")
    assert answer["Location"].startswith(f"{here}/logout?")
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert query["id_token_hint"]
    assert query["post_logout_redirect_uri"] == ["http://testserver/account/login/"]
    assert not is_in(client)
    assert here in client.get("/account/login/")["Content-Security-Policy"]


def test_the_second_factor_is_still_asked_for(client: Client, here: str, person: User) -> None:
    from jiheng.web import actions

    secret = actions.new_secret()
    assert actions.set_second_factor(person, secret, code_of(secret))
    assert client.get(sent(client))["Location"] == "/account/code/"
    assert not is_in(client)


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_elsewhere_afterwards(client: Client, here: str, where: str) -> None:
    assert client.get(sent(client, where))["Location"] == "/"


def test_without_a_provider_there_is_no_such_page(client: Client, db: None) -> None:
    assert client.get("/account/oidc/").status_code == 404
    assert client.get("/account/oidc/back/").status_code == 404
    assert "/account/oidc/" not in client.get("/account/login/").content.decode()


def test_production_wants_it_whole(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x", "utf-8")
    said = {"JIHENG_OIDC_ISSUER": "http://id.example", "JIHENG_MODE": "production"}
    found = " ".join(en for _, en in Environment(said).faults())
    for name in ("ISSUER", "CLIENT_ID", "SECRET_FILE"):
        assert f"JIHENG_OIDC_{name}" in found
    said |= {"JIHENG_OIDC_ISSUER": "https://id.example/", "JIHENG_OIDC_CLIENT_ID": "jiheng",
             "JIHENG_OIDC_SECRET_FILE": str(secret)}  # fmt: skip
    place = Environment(said)
    assert "OIDC" not in " ".join(en for _, en in place.faults())
    assert place.oidc
    assert place.oidc.issuer == "https://id.example"
