"""Signing in through the government's identity provider (OpenID Connect, code flow with PKCE).

Authlib makes the request, exchanges the code and checks the token's signature, nonce and times;
here stands what it leaves to us: which algorithms count, that the provider is the one that was
configured, and whom of ours the token means. Nobody comes to be by signing in, and no role does.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError

from .environment import PRODUCTION, Oidc
from .models import User

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""Signatures with the provider's own key only: never none, never our shared secret."""
SECONDS = 10
LEEWAY_S = 60
SCOPE = "openid profile"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")


class _Session(OAuth2Session):  # type: ignore[misc]
    """No redirect, no proxy of the system, an end to waiting, certificates verified."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.trust_env = False
        self.verify = settings.JIHENG_CA or True

    def request(self, method: str, url: str, *words: Any, **named: Any) -> Any:
        named |= {"allow_redirects": False, "timeout": SECONDS}
        return super().request(method, url, *words, **named)


class _App(DjangoOAuth2App):  # type: ignore[misc]
    client_cls = _Session


class Failed(Exception):
    """The provider did not vouch for anybody; the message is for the log."""


def configured() -> Oidc | None:
    """The provider, if there is one."""
    one: Oidc | None = settings.JIHENG_OIDC
    return one


def _client() -> Any:
    """A client with the provider's present description. Raises Failed."""
    one = configured()
    if one is None:
        raise Failed("no provider")
    where = f"{one.issuer}/.well-known/openid-configuration"
    oauth = OAuth()
    client = oauth.register(
        "provider",
        client_cls=_App,
        client_id=one.client_id,
        client_secret=one.secret(),
        server_metadata_url=where,
        client_kwargs={"scope": SCOPE, "code_challenge_method": "S256"},
    )
    try:
        said = client.load_server_metadata()
    except (requests.RequestException, OAuthError, ValueError) as error:
        raise Failed("no description") from error
    if str(said.get("issuer", "")).rstrip("/") != one.issuer:
        raise Failed("another issuer")
    for name in ENDPOINTS:
        if said.get(name) and not _secure(str(said[name])):
            raise Failed(f"{name} is not https")
    wanted = said.get("id_token_signing_alg_values_supported") or ["RS256"]
    said["id_token_signing_alg_values_supported"] = [a for a in ALGORITHMS if a in wanted]
    said.pop("jwks", None)  # keys come from jwks_uri
    return client


def _secure(url: str) -> bool:
    return urlsplit(url).scheme == "https" or settings.JIHENG_MODE != PRODUCTION


def begin(request: HttpRequest, back: str) -> HttpResponse:
    """To the provider; state, nonce and verifier wait in the session. Raises Failed."""
    answer: HttpResponse = _client().authorize_redirect(request, back)
    return answer


def end(request: HttpRequest) -> tuple[dict[str, Any], str]:
    """The claims of the one who came back, and his token for signing out. Raises Failed."""
    one = configured()
    client = _client()
    if one is None:
        raise Failed("no provider")
    issuer = client.server_metadata["issuer"]
    wanted = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": one.client_id},
        "exp": {"essential": True},
        "nonce": {"essential": True},
    }
    try:
        token = client.authorize_access_token(request, claims_options=wanted, leeway=LEEWAY_S)
    except (OAuthError, JoseError, requests.RequestException, ValueError, KeyError) as error:
        raise Failed(type(error).__name__) from error
    if not token.get("userinfo"):
        raise Failed("no id token")
    return dict(token["userinfo"]), str(token["id_token"])


def person(claims: dict[str, Any]) -> User | None:
    """Whom of ours the token means: the one whose ``subject`` equals the configured claim."""
    one = configured()
    value = claims.get(one.claim) if one else None
    if not isinstance(value, str) or not value.strip():
        return None
    return User.objects.filter(subject=value, is_active=True).first()


def sign_out_url(token: str, back: str) -> str:
    """Where the provider ends its own session too; "" where it has no such address."""
    try:
        client = _client()
    except Failed:
        return ""
    if not token or not client.server_metadata.get("end_session_endpoint"):
        return ""
    made = client.create_logout_url(
        post_logout_redirect_uri=back, id_token_hint=token, client_id=client.client_id
    )
    return str(made["url"])
