"""A conformant OpenID provider for tests, a process of its own: discovery, PKCE, RS256, logout.

``python provider.py`` prints its port. POST /faults with JSON makes it lie in one way:
{"nonce": "x"}, {"aud": "x"}, {"iss": "x"}, {"exp": -3600}, {"alg": "none" | "HS256" | "other"},
{"sub": "x"}, {"no_token": 1}. 合成数据 SYNTHETIC.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET, SUBJECT = "jiheng", "only-in-tests-not-a-secret", "gov-0001"
KEY = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig", "alg": "RS256"})
OTHER = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig", "alg": "RS256"})
STATE: dict[str, Any] = {"codes": {}, "faults": {}, "ended": []}


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider(BaseHTTPRequestHandler):
    """One request."""

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]

    def answer(self, status: int, body: Any = None, **headers: str) -> None:
        data = json.dumps(body).encode() if body is not None else b""
        self.send_response(status)
        kind = {"Content-Type": "application/json", "Content-Length": str(len(data))}
        for name, value in {**kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self.answer(200, self.description())
        elif parts.path == "/jwks":
            self.answer(200, {"keys": [KEY.as_dict(private=False)]})
        elif parts.path == "/authorize":
            self.authorize(query)
        elif parts.path == "/logout":
            STATE["ended"].append(query)
            self.answer(200, query)
        elif parts.path == "/ended":
            self.answer(200, STATE["ended"])
        else:
            self.answer(404, {})

    def description(self) -> dict[str, Any]:
        faults, at = STATE["faults"], self.issuer
        return {
            "issuer": faults.get("issuer", at), "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token", "jwks_uri": f"{at}/jwks",
            "end_session_endpoint": f"{at}/logout", "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": faults.get("algs", ["RS256"]),
            "code_challenge_methods_supported": ["S256"],
        }  # fmt: skip

    def authorize(self, query: dict[str, str]) -> None:
        """Somebody has signed in here; back with a code."""
        if query.get("client_id") != CLIENT or query.get("code_challenge_method") != "S256":
            self.answer(400, {"error": "invalid_request"})
            return
        code = secrets.token_urlsafe(16)
        STATE["codes"][code] = query
        back = urlencode({"code": code, "state": query["state"]})
        self.answer(302, Location=f"{query['redirect_uri']}?{back}")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if self.path == "/faults":
            STATE["faults"] = json.loads(body)
            self.answer(200, {})
            return
        form = {key: values[0] for key, values in parse_qs(body).items()}
        asked = STATE["codes"].pop(form.get("code", ""), None)  # a code is good once
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {basic}":
            self.answer(401, {"error": "invalid_client"})
            return
        proof = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or asked["code_challenge"] != proof:
            self.answer(400, {"error": "invalid_grant"})
            return
        if form["redirect_uri"] != asked["redirect_uri"]:
            self.answer(400, {"error": "invalid_grant"})
            return
        made = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer"}
        if "no_token" not in STATE["faults"]:
            made["id_token"] = self.token(asked["nonce"])
        self.answer(200, made)

    def token(self, nonce: str) -> str:
        faults, now = STATE["faults"], int(time.time())
        claims = {
            "iss": faults.get("iss", self.issuer), "sub": faults.get("sub", SUBJECT),
            "aud": faults.get("aud", CLIENT), "nonce": faults.get("nonce", nonce),
            "iat": now - 5, "exp": now + faults.get("exp", 300), "name": "示例",
        }  # fmt: skip
        if "nonce" in faults and faults["nonce"] is None:
            del claims["nonce"]
        alg = faults.get("alg", "RS256")
        if alg == "none":
            head = b64(json.dumps({"alg": "none", "typ": "JWT"}).encode())
            return f"{head}.{b64(json.dumps(claims).encode())}."
        if alg == "HS256":  # signed with what everybody can read: the public key
            public = OctKey.import_key(KEY.as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "one"}, claims, public)
        key = OTHER if alg == "other" else KEY
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        print(server.server_port, flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.exit(0)
