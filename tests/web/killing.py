"""The year of two projects, every step of it killed without leave at several points.

A process of its own: it prepares a database, and for every kill forks a child that makes one step
on a copy and dies in the middle of it, at its n-th event (a statement begun, a statement done, a
commit begun, a commit done, a file opened or renamed) or after so many milliseconds. What is left
is compared with the state before and with the state after an undisturbed step. Prints JSON.

    JIHENG_MODE=test JIHENG_DATABASE=… JIHENG_DATA=… python killing.py KILLS SEED
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from jiheng.model import entry as chain  # noqa: E402
from jiheng.web import actions  # noqa: E402
from jiheng.web.models import (  # noqa: E402
    Entry,
    Organisation,
    Project,
    Rectification,
    Step,
    Survey,
    Upload,
    User,
)  # fmt: skip
from web import people  # noqa: E402

CACHES = {"Summary", "SummaryRow", "SummaryFinding", "SummaryPrice", "SummaryDay", "SummaryPublic"}
RANDOM = {"digest", "prev", "at", "slug", "hash", "secret"}  # times and tokens: not the same twice
FILES = Path(os.environ["JIHENG_DATA"])
DAY = date(2023, 6, 30)


# --- the steps -----------------------------------------------------------------------------------


def who(name: str) -> User:
    return User.objects.get(username=name)


def at(stage: str, project: int = 0) -> Step:
    return people.step(Project.objects.order_by("pk")[project], stage)


def form(change: int) -> dict[str, Any]:
    made = people.content(0)
    made["fields"]["annual_goal"] = f"第 {change} 稿"
    return made


def draft(change: int, based_on: int, by: str = "preparer") -> Callable[[], Any]:
    def step() -> Any:
        one = at("declaration")
        return actions.save_draft(who(by), one, form(change), based_on=based_on)

    return step


def move(action: Callable[..., Any], by: str, stage: str, *words: Any) -> Callable[[], Any]:
    return lambda: action(who(by), at(stage), *words)


def assess(by: str, stage: str, kind: str, *missed: str) -> Callable[[], Any]:
    def step() -> Any:
        one = at(stage)
        version = one.project.baseline
        assert version is not None
        return actions.assess(
            who(by), one.project, people.result(*missed), kind=kind, as_of=DAY, scheme="mof2020",
            version=version, step=one,
        )  # fmt: skip

    return step


def take_up() -> Any:
    upload = Upload.objects.get()
    chosen = [{"content": people.content(n), "year": 2023, "name": f"项目{n}"} for n in (1, 2, 3)]
    return actions.take_up(who("preparer"), upload, Organisation.objects.get(code="U1"), chosen)


def survey() -> Any:
    ask = [{"id": "q", "text": "满意吗", "options": ["是", "否"]}]
    return actions.make_survey(
        who("preparer"), Project.objects.first(), "满意度", ask, ref="N1", opens=DAY, closes=DAY
    )


def handed_in(stage: str, *desks: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    yield f"submit {stage}", move(actions.submit, "preparer", stage)
    for desk in desks:
        yield f"endorse {stage} by {desk}", move(actions.endorse, desk, stage)


def year() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every step of the first project, and the others begun beside it."""
    unit = lambda: Organisation.objects.get(code="U1")  # noqa: E731
    first = Project.objects.order_by("pk").first
    cells = [{"ref": "C1", "column": "value", "text": "数量乘单价不符"}]
    yield (
        "new project",
        lambda: actions.new_project(who("preparer"), unit(), people.content(0), year=2023),
    )
    yield "upload", lambda: actions.upload_form(who("preparer"), "表.txt", b"form" * 9_000)
    yield "take up three", take_up
    yield "save draft", draft(2, 1)
    yield "save draft of a colleague", draft(3, 2, "colleague")
    yield "submit", move(actions.submit, "preparer", "declaration")
    yield "withdraw", move(actions.withdraw, "preparer", "declaration")
    yield "submit again", move(actions.submit, "preparer", "declaration")
    yield "remark", lambda: actions.remark(who("head"), at("declaration"), "请核对", ref="C1")
    yield "return", move(actions.return_, "head", "declaration", "请修改", cells)
    yield "save draft after the return", draft(4, 3)
    yield from handed_in("declaration", "head", "department", "finance")
    yield from handed_in("redeclaration", "head", "department", "finance")
    yield "approve", move(actions.approve_baseline, "finance2", "approval")
    yield "submit disclosure", move(actions.submit, "preparer", "disclosure")
    yield "publish", move(actions.publish, "head", "disclosure")
    yield "assess monitoring", assess("preparer", "monitoring", "monitoring", "N1")
    yield (
        "explain",
        lambda: actions.explain_row(who("preparer"), at("monitoring"), "N1", "人数减少"),
    )
    yield from handed_in("monitoring", "head", "department")
    yield "adjust", lambda: actions.start_adjustment(who("preparer"), first(), "人数减少")
    yield from handed_in("adjustment", "head", "department", "finance")
    yield "survey", survey
    yield "invite", lambda: actions.invite(who("preparer"), Survey.objects.get(), 20)
    yield (
        "open self-evaluation",
        lambda: actions.open_stage(who("preparer"), first(), "self_evaluation"),
    )
    yield "assess self-evaluation", assess("preparer", "self_evaluation", "self")
    yield from handed_in("self_evaluation", "head", "department")
    yield "problem", lambda: actions.rectify(who("evaluator"), first(), "台账不全", ref="N1")
    yield (
        "measure",
        lambda: actions.plan_measure(who("preparer"), Rectification.objects.get(), "补齐台账"),
    )
    yield (
        "problem solved",
        lambda: actions.mark_done(who("preparer"), Rectification.objects.get(), "台账已补"),
    )
    yield (
        "new person",
        lambda: actions.make_user(
            who("administrator"), "new", "新人", None, [(unit(), "preparer")]
        ),
    )


# --- databases that can be copied ----------------------------------------------------------------


class Sqlite:
    """A file."""

    def __init__(self) -> None:
        self.folder = FILES / "databases"
        self.folder.mkdir()

    def use(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = str(self.folder / name)

    def copy(self, source: str, name: str) -> None:
        self.use(source)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        for tail in ("", "-wal", "-shm"):
            (self.folder / f"{name}{tail}").unlink(missing_ok=True)
        shutil.copyfile(self.folder / source, self.folder / name)
        self.use(name)


class Postgresql:
    """A database made from another as its template; it must be rid of the dead child first."""

    def __init__(self) -> None:
        self.home = connection.settings_dict["NAME"]

    def use(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = f"kill_{name}"
        if name == "base":
            self._run("DROP DATABASE IF EXISTS kill_base", "CREATE DATABASE kill_base")
            connection.settings_dict["NAME"] = "kill_base"

    def copy(self, source: str, name: str) -> None:
        alone = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname IN ('kill_{source}', 'kill_{name}')"
        )
        make = f"CREATE DATABASE kill_{name} TEMPLATE kill_{source}"
        self._run(alone, f"DROP DATABASE IF EXISTS kill_{name} WITH (FORCE)", make)
        connection.settings_dict["NAME"] = f"kill_{name}"

    def _run(self, *words: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = self.home
        with connection.cursor() as cursor:
            for one in words:
                cursor.execute(one)
        connection.close()


def settled() -> None:
    """Wait until PostgreSQL has noticed that the child is gone and rolled it back."""
    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()"
    )
    with connection.cursor() as cursor:
        for _ in range(2_000):
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
            time.sleep(0.002)
    raise TimeoutError("the backend of a dead child goes on")


# --- what there is -------------------------------------------------------------------------------


def state(*, caches: bool = False) -> dict[str, list[Any]]:
    """Every row of ours, but for times, tokens and what can be made again (``caches``: that)."""
    found = {}
    for model in apps.get_app_config("web").get_models():
        if (model.__name__ in CACHES) is not caches:
            continue
        kept = [one for one in model._meta.concrete_fields if _kept(model, one)]
        kept = [one for one in kept if not (caches and one.primary_key)]
        names = [one.attname for one in kept]
        rows = model._default_manager.order_by("pk").values_list(*names)
        found[model.__name__] = [json.dumps(row, default=str, sort_keys=True) for row in rows]
        if caches:
            found[model.__name__].sort()
    return found


def _kept(model: type[models.Model], one: models.Field[Any, Any]) -> bool:
    if isinstance(one, models.DateTimeField):
        return False
    hashed = one.name in RANDOM and (model.__name__ == "Entry" or one.name != "digest")
    return not hashed


def faults() -> list[str]:
    """What is wrong with what there is, whatever it is."""
    found = [one.sentence("en") for one in chain.verify(
        one.record() for one in Entry.objects.order_by("n")).faults]  # fmt: skip
    for one in Upload.objects.all():
        path = Path(actions.path_of(one))
        if not path.is_file() or path.stat().st_size != one.size:
            found.append(f"the file of upload {one.pk} is not whole")
    return found


def stale() -> list[str]:
    """Summaries that catching up leaves other than making them all anew would."""
    actions.catch_up()
    caught = state(caches=True)
    for _ in actions.rebuild():
        pass
    made = state(caches=True)
    return [name for name in caught if caught[name] != made[name]]


# --- killing -------------------------------------------------------------------------------------


def counted(last: int) -> Callable[[], int]:
    """Count the events of this process and kill it at the ``last``; what was counted."""
    count = 0

    def event(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Any, *words: Any) -> Any:
        event()
        done = execute(*words)
        event()
        return done

    def commit(real: Any) -> Any:
        event()
        real()
        event()

    connection.ensure_connection()
    connection.execute_wrappers.append(statement)
    plain = connection._commit
    connection._commit = lambda: commit(plain)

    def hook(name: str, words: tuple[Any, ...]) -> None:
        if name in ("open", "os.rename") and "uploads" in str(words[0]):
            event()

    sys.addaudithook(hook)
    return lambda: count


def child(step: Callable[[], Any], last: int, after_ms: float = 0) -> tuple[int, int]:
    """Make the step in a process; (signal that ended it or 0, events counted)."""
    connection.close()
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            count = counted(last)
            step()
            os.write(write, str(count()).encode())
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(3)
        os._exit(0)
    os.close(write)
    if after_ms:
        time.sleep(after_ms / 1_000)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a step failed by itself")
    return (os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0), int(said or 0)


def points(count: int, events: int, rng: random.Random) -> list[int]:
    """Where to kill: one point in every stretch of the step, the last two among them."""
    edges = [round(part * events / count) for part in range(count + 1)]
    return [rng.randint(low + 1, max(low + 1, high)) for low, high in itertools.pairwise(edges)]


def run(kills: int, seed: int) -> dict[str, Any]:
    """All of it."""
    rng, said = random.Random(seed), {"before": 0, "after": 0, "timed": 0, "wrong": []}
    base = Sqlite() if connection.vendor == "sqlite" else Postgresql()
    base.use("base")
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        people.make_office()
    steps, turn = list(year()), 0
    for number, (name, step) in enumerate(steps):
        base.use("base") if connection.vendor == "sqlite" else None
        here = "base" if not number else f"s{number}"
        base.copy(here, "work")
        before = state()
        begun = time.monotonic()
        _, events = child(step, 0)
        took = (time.monotonic() - begun) * 1_000
        base.copy("work", f"s{number + 1}")
        after, sound = state(), faults()
        if len(after["Entry"]) <= len(before["Entry"]) or sound:
            said["wrong"].append(f"{name}: no entry of it, or {sound}")
        share = kills * (number + 1) // len(steps) - kills * number // len(steps)
        for last in points(share, events, rng):
            base.copy(here, "work")
            if name == "upload":
                shutil.rmtree(FILES / "uploads")  # else the bytes are there already
            turn += 1
            timed = turn % 4 == 0
            ended, _ = child(step, 0 if timed else last, rng.uniform(1, took) if timed else 0)
            settled()
            now, sound = state(), faults()
            which = "before" if now == before else "after" if now == after else ""
            if which:
                said[which] += 1
            else:
                changed = [key for key in now if now[key] != before[key]]
                lacks = [key for key in now if now[key] != after[key]]
                said["wrong"].append(f"{name} at {last} of {events}: {changed}, lacks {lacks}")
            if which == "after" and (old := stale()):
                sound.append(f"summaries stay old: {old}")
            if sound:
                said["wrong"].append(f"{name} at {last} of {events}: {sound}")
            said["timed"] += timed
            if not timed and ended != signal.SIGKILL:
                said["wrong"].append(f"{name} at {last} of {events}: it was not killed")
        if name == "upload":
            step()  # the file again, for the steps after it
    return said | {"steps": len(steps), "kills": kills}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
