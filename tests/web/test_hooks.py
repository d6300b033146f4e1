"""Others are told of moves: signed, once the move is through, to listed hosts only."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from jiheng.model.refusal import Refusal
from jiheng.web import actions, clock, hooks, reach
from jiheng.web.models import Delivery, Hook
from web.people import Office, project, step


class Receiver:
    """A program of another office: keeps what it is sent, answers as told."""

    def __init__(self) -> None:
        self.seen: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/told"


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    one = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            one.seen.append((dict(self.headers), body))
            status, more = one.answers.pop(0) if one.answers else (204, {})
            self.send_response(status)
            for name, value in {"Content-Length": "0", **more}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        one.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        settings.JIHENG_HOOK_HOSTS = (f"http://localhost:{one.port}",)
        settings.JIHENG_HOOK_NETWORKS = ("127.0.0.0/8", "::1/128")
        yield one
        server.shutdown()
        thread.join()


@pytest.fixture
def hook(office: Office, receiver: Receiver) -> Hook:
    return actions.make_hook(office.finance, receiver.url, ["submit", "return"])


def test_a_move_is_told_signed(
    office: Office, receiver: Receiver, hook: Hook, django_capture_on_commit_callbacks: Any
) -> None:
    made = project(office)
    with django_capture_on_commit_callbacks(execute=True):
        one = actions.submit(office.preparer, step(made, "declaration"))
    ((headers, body),) = receiver.seen
    said = json.loads(body)
    assert (said["event"], said["step"], said["state"]) == ("submit", one.pk, "submitted")
    assert "示例" not in body.decode()  # nobody's name, nothing of the form
    timestamp = headers["X-Jiheng-Timestamp"]
    assert headers["X-Jiheng-Signature"] == hooks.signature(hook.secret, timestamp, body)
    assert hooks.signature("other", timestamp, body) != headers["X-Jiheng-Signature"]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.attempts) == ("done", 204, 1)
    with django_capture_on_commit_callbacks(execute=True):
        actions.endorse(office.head, step(made, "declaration"))  # not asked for
    assert len(receiver.seen) == 1


def test_who_does_not_see_a_project_is_not_told(
    office: Office, receiver: Receiver, django_capture_on_commit_callbacks: Any
) -> None:
    actions.make_hook(office.other_head, receiver.url, ["submit"])
    made = project(office)
    with django_capture_on_commit_callbacks(execute=True):
        actions.submit(office.preparer, step(made, "declaration"))
    assert not receiver.seen
    assert not Delivery.objects.exists()


def test_it_is_tried_again_after_a_pause_and_given_up_at_last(
    office: Office, receiver: Receiver, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.answers = [(500, {}), (302, {"Location": "http://localhost/elsewhere"})]
    actions.submit(office.preparer, step(project(office), "declaration"))
    assert hooks.send_due() == 1  # as after a server that was killed behind its commit
    one = Delivery.objects.get()
    assert (one.state, one.status, one.attempts) == ("waiting", 500, 1)
    assert hooks.send_due() == 0
    start = clock.now()
    for number in range(2, 9):
        later = start + timedelta(days=number)
        monkeypatch.setattr(clock, "now", lambda later=later: later)
        receiver.answers = receiver.answers or [(503, {})]
        hooks.send_due()
    one.refresh_from_db()
    assert (one.state, one.attempts) == ("failed", 6)
    assert len(receiver.seen) == 6  # the redirect was not followed
    numbers = {headers["X-Jiheng-Delivery"] for headers, _ in receiver.seen}
    assert numbers == {str(one.pk)}


def test_a_move_undone_is_not_told(office: Office, receiver: Receiver, hook: Hook) -> None:
    from django.db import transaction

    made = project(office)
    with transaction.atomic():
        actions.submit(office.preparer, step(made, "declaration"))
        assert Delivery.objects.exists()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_what_was_dropped_is_told_nothing(office: Office, receiver: Receiver, hook: Hook) -> None:
    actions.submit(office.preparer, step(project(office), "declaration"))
    actions.drop_hook(office.finance, hook)
    assert hooks.send_due() == 0
    assert not receiver.seen


@pytest.mark.parametrize(
    "url",
    ["http://listed.example/x", "https://other.example/", "https://listed.example:8443/",
     "https://listed.example@other.example/", "https://other.example#listed.example",
     "https://other.example\\@listed.example/", "ftp://listed.example/", "//listed.example/",
     "https://user:word@listed.example/", "https://listed.example.evil.example/",
     "https://127.0.0.1/", "https://[::1]/", "https://listed.example:99999/", ""],
)  # fmt: skip
def test_only_listed_hosts_by_https(office: Office, settings: Any, url: str) -> None:
    settings.JIHENG_HOOK_HOSTS = ("listed.example",)
    with pytest.raises(Refusal):
        actions.make_hook(office.finance, url, ["submit"])
    assert actions.make_hook(office.finance, "https://listed.example/x", ["submit"]).pk


@pytest.mark.parametrize(
    "where",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0",
     "::ffff:10.0.0.1", "100.64.0.1", "224.0.0.1"],
)  # fmt: skip
def test_a_listed_name_that_leads_inside_is_not_dialled(
    settings: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    settings.JIHENG_HOOK_HOSTS = ("listed.example",)

    def resolve(*_: object, **__: object) -> list[Any]:
        return [(0, 0, 0, "", ("203.0.114.9", 443)), (0, 0, 0, "", (where, 443))]

    monkeypatch.setattr("jiheng.web.reach.socket.getaddrinfo", resolve)
    with pytest.raises(reach.Unreachable, match="private"):
        reach.post("https://listed.example/", b"", {})


def test_a_private_network_may_be_listed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.JIHENG_HOOK_NETWORKS = ("10.1.0.0/16",)
    found = [(0, 0, 0, "", ("10.1.2.3", 443))]
    monkeypatch.setattr("jiheng.web.reach.socket.getaddrinfo", lambda *_, **__: found)
    assert reach.address("inside.example", 443) == "10.1.2.3"
