"""Killed in the middle of any step: before or after, never between. Two editors: nothing is lost.

JIHENG_KILLS kills more often than the hundred of every run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from jiheng.model import entry as chain
from jiheng.web import actions
from jiheng.web.models import Draft, Entry
from web import serving
from web.people import content, make_office, project, step

HERE = Path(__file__).resolve().parent
KILLS = max(100, int(os.environ.get("JIHENG_KILLS", "100")))
ROUNDS = 50
posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT TESTED: kills forked children")


@posix
def test_killed_in_any_step_it_is_before_or_after(tmp_path: Path) -> None:
    environment = os.environ | {
        "JIHENG_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "jiheng.web.settings",
        "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE.parent.parent / "src")]),
        "JIHENG_DATABASE": serving.database(f"kill_{tmp_path.name}_home".lower()),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, str(HERE / "killing.py"), str(KILLS), "6"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["wrong"] == []
    assert said["before"] + said["after"] == KILLS
    assert said["steps"] >= 40
    assert min(said["before"], said["after"]) >= 5, "the kills do not reach both sides"
    assert said["timed"] >= KILLS // 5


@pytest.mark.django_db(transaction=True)
def test_two_save_at_the_same_time(data: Path) -> None:
    """Fifty rounds: one wins, the other is given both contents, every entry has its revision."""
    if ":memory:" in str(connection.settings_dict["NAME"]) or "mode=memory" in str(
        connection.settings_dict["NAME"]
    ):
        pytest.skip("two writers need two connections: see the same test of the served place")
    office = make_office()
    made = project(office)
    at = step(made, "declaration")
    refused: list[Any] = []
    start = threading.Barrier(2)

    def save(name: str, number: int) -> None:
        typed = content(0)
        typed["fields"]["annual_goal"] = f"{name} {number}"
        start.wait()
        try:
            actions.save_draft(getattr(office, name), at, typed, based_on=number)
        except actions.Stale as error:
            refused.append((name, number, error.facts))
        finally:
            connection.close()

    for number in range(1, ROUNDS + 1):
        both = [threading.Thread(target=save, args=[n, number]) for n in ("preparer", "colleague")]
        for one in both:
            one.start()
        for one in both:
            one.join()
        held = Draft.objects.get(project=made)
        assert held.revision == number + 1
        assert len(refused) == number
        name, _, facts = refused[-1]
        assert facts["mine"]["fields"]["annual_goal"] == f"{name} {number}"
        assert facts["theirs"] == held.content
        assert held.content["fields"]["annual_goal"] != f"{name} {number}"
    assert Entry.objects.filter(action="save-draft").count() == ROUNDS
    assert not chain.verify(one.record() for one in Entry.objects.order_by("n")).faults


BEGIN = """
import django
django.setup()
from jiheng.web import demo
from jiheng.web.models import Organisation
print(demo.begin(Organisation.objects.get(code="SL-GA-1"), "P1", demo.contents()[0]).pk)
"""


class Editor:
    """Somebody who saves the draft of a project over and over."""

    def __init__(self, place: serving.Place, username: str, pk: int) -> None:
        self.place, self.name = place, username
        self.headers = serving.cookie(place.cookies(username))
        self.headers |= {"Content-Type": "application/json", "Accept": "application/json"}
        self.path = f"/projects/{pk}/edit/declaration/save/"
        self.content = content(0)

    def save(self, said: str, based_on: int) -> tuple[int, dict[str, Any]]:
        self.content["fields"]["annual_goal"] = said
        body = json.dumps({"content": self.content, "based_on": based_on}).encode()
        status, _, text = self.place.ask("POST", self.path, body, self.headers)
        return status, json.loads(text)


@pytest.fixture
def place(tmp_path: Path) -> Any:
    made = serving.Place(tmp_path / "served", f"served_{tmp_path.name}".lower())
    made.run(serving.COUNTY)
    yield made
    made.stop()


@posix
def test_two_editors_and_a_killed_server(place: serving.Place) -> None:
    """What was answered is kept: through 50 rounds of two editors, and through four kill -9."""
    pk = int(place.run(BEGIN))
    place.start("--no-work", "--workers", "2")
    editors = [Editor(place, name, pk) for name in ("tianbao", "tianbao2")]
    answers: dict[str, tuple[int, dict[str, Any]]] = {}
    for number in range(1, ROUNDS + 1):

        def save(one: Editor, number: int = number) -> None:
            answers[one.name] = one.save(f"{one.name} {number}", number)

        both = [threading.Thread(target=save, args=[one]) for one in editors]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert sorted(status for status, _ in answers.values()) == [200, 409], answers
        loser = next(one for one in editors if answers[one.name][0] == 409)
        other = next(one for one in editors if one is not loser)
        facts = answers[loser.name][1]
        assert facts["mine"]["fields"]["annual_goal"] == f"{loser.name} {number}"
        assert facts["theirs"]["fields"]["annual_goal"] == f"{other.name} {number}"
        assert answers[other.name][1]["revision"] == number + 1

    revision = ROUNDS + 1
    for kill in range(4):
        stop = threading.Timer(0.1 + 0.07 * kill, place.kill)
        stop.start()
        try:
            while True:
                status, said = editors[0].save(f"before kill {kill}: {revision}", revision)
                assert status == 200
                revision = said["revision"]
        except (OSError, ValueError):
            stop.join()
        held = json.loads(place.run(HELD.format(pk=pk)))
        assert held["revision"] in (revision, revision + 1)  # the last may not have been answered
        assert held["revision"] == held["saves"] + 1
        assert held["faults"] == 0
        revision = held["revision"]
        place.start("--no-work", "--workers", "2")


HELD = """
import json, django
django.setup()
from jiheng.model import entry as chain
from jiheng.web.models import Draft, Entry
entries = Entry.objects.order_by("n")
print(json.dumps({{
    "revision": Draft.objects.get(project={pk}).revision,
    "saves": entries.filter(action="save-draft").count(),
    "faults": len(chain.verify(one.record() for one in entries).faults),
}}))
"""

ASK = """
import django
django.setup()
from datetime import date
from jiheng.web import demo, work
from jiheng.web.models import Project
project = Project.objects.get()
demo.approve(project)
demo.disclose(project)
step = project.steps.get(stage="monitoring")
for _ in range(3):
    job = work.evaluate_later(demo.person("tianbao"), project, date(2023, 6, 30),
                              kind="monitoring", step=step)
print(job.pk)
"""
JOBS = """
import json, django
django.setup()
from jiheng.web.models import Assessment, Job
print(json.dumps([list(Job.objects.order_by("pk").values_list("state", flat=True)),
                  Assessment.objects.count()]))
"""


@posix
def test_a_killed_worker_leaves_no_work_behind(place: serving.Place) -> None:
    """The server and with it the worker killed during an evaluation: the next one finishes it."""
    place.run(BEGIN)
    place.start()
    place.run(ASK)
    end = time.monotonic() + serving.PATIENCE_S
    while "running" not in (now := place.run(JOBS)) and "done" not in now:
        assert time.monotonic() < end, now
    place.kill()
    place.start()
    while True:
        states, kept = json.loads(place.run(JOBS))
        if set(states) == {"done"}:
            break
        assert time.monotonic() < end, states
        time.sleep(0.3)
    assert len(states) == 3
    assert 3 <= kept <= 4  # what was kept just before the kill is kept once more
    assert settings.JIHENG_MODE == "test"
