"""A program that talks to the API as any office's own system would: requests and a token."""

from __future__ import annotations

import time
from typing import Any

import requests


class Trouble(Exception):
    """An answer that is no success. ``status``, ``code``, ``facts`` as the API gave them."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status, self.code, self.facts = status, body.get("code", ""), body
        super().__init__(f"{status} {self.code}: {body.get('detail')}")


class Jiheng:
    """One person's way in."""

    def __init__(self, base: str, token: str = "") -> None:
        self.base = base.rstrip("/") + "/api/v1"
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def call(self, method: str, path: str, **words: Any) -> Any:
        with requests.Session() as session:
            session.trust_env = False
            session.headers["Connection"] = "close"  # the session is for this one call
            answer = session.request(
                method, self.base + path, headers=self.headers, timeout=30, **words
            )
            body = answer.json()
        if not answer.ok:
            raise Trouble(answer.status_code, body)
        return body

    def get(self, path: str, **query: Any) -> Any:
        return self.call("GET", path, params=query)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.call("POST", path, json=body or {})

    def send(self, path: str, name: str, data: bytes, **form: str) -> Any:
        return self.call("POST", path, files={"file": (name, data)}, data=form)

    def step(self, project: int, stage: str) -> dict[str, Any]:
        """The last round of a stage."""
        found = [one for one in self.get(f"/projects/{project}/steps") if one["stage"] == stage]
        return max(found, key=lambda one: one["round"])

    def finished(self, job: dict[str, Any], seconds: int = 60) -> dict[str, Any]:
        """The job, once it is over."""
        end = time.monotonic() + seconds
        while job["state"] in ("waiting", "running"):
            assert time.monotonic() < end, job
            time.sleep(0.1)
            job = self.get(f"/jobs/{job['id']}")
        return job
