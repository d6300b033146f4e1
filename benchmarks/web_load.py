"""The people of benchmarks/web.py: a process of its own with a thread and a connection each.

python web_load.py PORT SECONDS PAUSE < people.json   prints what it measured as JSON
PAUSE: longest time between two requests of a person in seconds, 0 for none.
"""

from __future__ import annotations

import http.client
import json
import random
import sys
import threading
import time
from typing import Any
from urllib.parse import urlencode

HTTPS = {"X-Forwarded-Proto": "https", "Referer": "https://127.0.0.1/", "Host": "127.0.0.1"}
WAYS = {  # of a preparer, a head of a unit, a department, the finance bureau: what and how often
    "t": (("/", 10), ("/projects/", 5), ("project", 10), ("edit", 15), ("save", 45), ("check", 12),
          ("submit", 3)),
    "h": (("/", 15), ("/review/", 25), ("project", 20), ("desk", 25), ("endorse", 15)),
    "d": (("/", 20), ("/review/", 30), ("/projects/", 25), ("/analytics/", 25)),
    "f": (("/", 20), ("/review/", 20), ("/projects/", 30), ("/analytics/", 30)),
}  # fmt: skip


class One(threading.Thread):
    """A person: reads, types, hands in; remembers what was answered as kept."""

    def __init__(self, port: int, number: int, told: dict[str, Any], end: float, pause: float):
        super().__init__(daemon=True)
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.end, self.pause, self.told = end, pause, told
        self.rng = random.Random(number)
        pairs = "; ".join(f"{k}={v}" for k, v in told.get("cookie", {}).items())
        self.headers = HTTPS | {"Cookie": pairs}
        self.took: list[tuple[str, int, float]] = []
        self.errors: list[str] = []
        self.drafts: dict[int, list[Any]] = {}
        self.moves: dict[int, str] = {}
        self.saves, self.token = 0, ""
        kept = told.get("revisions", {})
        self.revisions = {pk: kept.get(str(pk), 1) for pk in told.get("drafts", ())}

    def run(self) -> None:
        time.sleep(self.rng.uniform(0, max(self.pause, 0.5)))
        while time.monotonic() < self.end:
            self.act()
            if self.pause:
                time.sleep(self.rng.uniform(0, self.pause))
        self.line.close()

    def act(self) -> None:
        told = self.told
        if "path" in told:
            self.ask("hello", "GET", told["path"])
            return
        names, often = zip(*WAYS[told["kind"]], strict=True)
        name = self.rng.choices(names, often)[0]
        if name.startswith("/"):
            self.ask(name, "GET", name)
        elif name == "project":
            self.ask(name, "GET", f"/projects/{self.rng.choice(told['projects'])}/")
        elif name in ("edit", "save", "check", "submit") and self.revisions:
            self.form(name, self.rng.choice(list(self.revisions)))
        elif name == "desk" and told["waiting"]:
            self.ask(name, "GET", f"/review/{self.rng.choice(told['waiting'])}/")
        elif name == "endorse" and told["waiting"]:
            step = told["waiting"].pop()
            status, _ = self.post(name, f"/steps/{step}/move/", {"move": "endorse", "note": "同意"})
            if status == 302:
                self.moves[step] = "endorse"

    def form(self, name: str, pk: int) -> None:
        base = f"/projects/{pk}/edit/declaration/"
        if name == "edit":
            self.ask(name, "GET", base)
            return
        if name == "submit":
            step = self.told["steps"][self.told["drafts"].index(pk)]
            status, _ = self.post(name, f"/steps/{step}/move/", {"move": "submit"})
            if status == 302:
                self.moves[step] = "submit"
                del self.revisions[pk]
            return
        said = f"第 {self.revisions[pk]} 稿 {self.rng.random()}"
        content = self.told["content"]
        content["fields"]["annual_goal"] = said
        body = {"content": content, "based_on": self.revisions[pk]}
        status, answer = self.post(name, f"{base}{name}/", body, json_=True)
        if name == "save" and status == 200:
            self.revisions[pk] = json.loads(answer)["revision"]
            self.drafts[pk] = [self.revisions[pk], said]
            self.saves += 1
        elif name == "save" and status == 409:
            self.revisions[pk] = json.loads(answer).get("revision", self.revisions[pk])

    def post(self, name: str, path: str, body: Any, *, json_: bool = False) -> tuple[int, bytes]:
        if not self.token:  # of the first page that has one
            self.ask("/account/", "GET", "/account/")
        kind = "application/json" if json_ else "application/x-www-form-urlencoded"
        text = json.dumps(body) if json_ else urlencode(body)
        headers = {"Content-Type": kind, "X-CSRFToken": self.token, "Accept": "application/json"}
        return self.ask(name, "POST", path, text.encode(), headers)

    def ask(
        self, name: str, method: str, path: str, body: bytes = b"",
        more: dict[str, str] | None = None,
    ) -> tuple[int, bytes]:  # fmt: skip
        begun = time.perf_counter()
        try:
            self.line.request(method, path, body or None, self.headers | (more or {}))
            answer = self.line.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.line.close()
            self.errors.append(f"{name}: {type(error).__name__}")
            return 0, b""
        self.took.append((name, status, time.perf_counter() - begun))
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("csrftoken="):
                self.token = cookie.partition(";")[0].removeprefix("csrftoken=")
                pairs = [p for p in self.headers["Cookie"].split("; ") if "csrftoken" not in p]
                self.headers["Cookie"] = "; ".join([*pairs, f"csrftoken={self.token}"])
        if status >= 400 and status != 409:
            self.errors.append(f"{name}: {status} {text[:120]!r}")
        return status, text


def main(port: int, seconds: float, pause: float, told: list[dict[str, Any]]) -> dict[str, Any]:
    begun = time.monotonic()
    people = [One(port, n, one, begun + seconds, pause) for n, one in enumerate(told)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    spent = time.monotonic() - begun
    drafts: dict[int, list[Any]] = {}
    for one in people:
        for pk, kept in one.drafts.items():
            if kept[0] >= drafts.get(pk, [0])[0]:
                drafts[pk] = kept
    return {
        "seconds": spent,
        "took": [entry for one in people for entry in one.took],
        "errors": [error for one in people for error in one.errors],
        "drafts": drafts,
        "moves": {k: v for one in people for k, v in one.moves.items()},
        "saves": sum(one.saves for one in people),
    }


if __name__ == "__main__":
    words = sys.argv[1:]
    print(json.dumps(main(int(words[0]), float(words[1]), float(words[2]), json.load(sys.stdin))))
