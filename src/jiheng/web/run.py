"""The server, the worker beside it, and their end."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import django
from django.conf import settings
from django.core.management import call_command

from jiheng.model import entry as chain

from .environment import PRODUCTION

WAIT_S = 20  # for the worker to finish what it is at


def demo(options: Namespace) -> int:
    """The demonstration year: made where it is not there yet, evidence in the background."""
    migrate(options)
    from . import actions
    from .demo import load
    from .models import Job
    from .work import load_demo_year

    load()
    if not Job.objects.filter(kind="demo", state=Job.DONE).exists():
        Job.objects.filter(kind="demo").exclude(state=Job.DONE).delete()
        load_demo_year.enqueue(actions.begin_job(None, "demo").pk)
    return serve(options, migrated=True)


def serve(options: Namespace, *, migrated: bool = False) -> int:
    """Serve until Ctrl-C. Every step is one transaction, so that an end at any time is whole."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    if not migrated:
        migrate(options)
    if settings.JIHENG_MODE == PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
    from .work import catch_up

    catch_up.enqueue()
    host = f"[{options.host}]" if ":" in options.host else options.host
    zh = options.lang == "zh"
    print(
        f"绩衡已启动：http://{host}:{options.port}/  （Ctrl-C 结束）" if zh
        else f"Jiheng runs at http://{host}:{options.port}/ (Ctrl-C ends it)",
        flush=True,
    )  # fmt: skip
    with _worker(options):
        server = Granian(
            "jiheng.web.wsgi:application", options.host, options.port,
            interface=Interfaces.WSGI, workers=options.workers, blocking_threads=8,
            websockets=False, log_level=LogLevels.warning, respawn_failed_workers=True,
        )  # fmt: skip
        server.serve()
    print("已结束，数据完好。" if zh else "Ended; all data is whole.", flush=True)
    return 0


@contextmanager
def _worker(options: Namespace) -> Iterator[None]:
    """A process for background work, as long as the server runs."""
    if options.no_work:
        yield
        return
    words = ["worker", "--host", options.host, "--port", str(options.port)]
    words += ["--lang", options.lang, "--beside"]
    # It reads from us, so that it notices when we are gone, killed or not.
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "jiheng.web", *words], stdin=subprocess.PIPE
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(WAIT_S)
        except subprocess.TimeoutExpired:
            process.kill()


def worker(options: Namespace) -> int:
    """Background work until told to stop."""
    django.setup()
    from . import actions, clock
    from .hooks import send_later

    if options.beside:
        Thread(target=_end_with_server, daemon=True).start()
    name = f"{platform.node()[:40]}:{options.port}"[:64]
    actions.resume_jobs(name)
    for one in actions.waiting(clock.now()):  # since before the last end
        send_later(one.pk)
    try:
        call_command("db_worker", interval=1, verbosity=0, worker_id=name)
    except KeyboardInterrupt:
        return 130
    return 0


def _end_with_server() -> None:
    while os.read(0, 1):  # not sys.stdin: its lock would be in the way at our own end
        pass
    os._exit(1)  # what was under way is taken up again by the next


def migrate(options: Namespace) -> int:
    """Bring the database up to this version."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    return 0


def verify(options: Namespace) -> int:
    """Recompute the audit chain of the database."""
    django.setup()
    from .models import Entry

    entries = Entry.objects.order_by("n").iterator(chunk_size=5_000)
    found = chain.verify(one.record() for one in entries)
    for fault in found.faults:
        print(fault.sentence(options.lang))
    if not found.faults:
        said = f"审计记录完好，共 {found.count} 条"
        said_en = f"the audit chain is sound: {found.count} entries"
        print(said if options.lang == "zh" else said_en)
    print(("末条摘要 " if options.lang == "zh" else "head ") + found.head)
    return int(bool(found.faults))


def setup(options: Namespace) -> int:
    """The finance bureau and its first administrator; only where nobody is there yet."""
    migrate(options)
    from .setup import first

    return first(options)


def openapi(options: Namespace) -> int:
    """The description of the API, for docs/reference."""
    django.setup()
    from . import urls as urls
    from .api.reference import text

    sys.stdout.buffer.write(text().encode())
    return 0


def rebuild(options: Namespace) -> int:
    """Make the cache of lists and charts again from versions and results."""
    migrate(options)
    from . import actions

    done = 0
    for done, of in actions.rebuild():
        if done % 500 == 0:
            print(f"{done}/{of}", flush=True)
    print(f"已重新汇总 {done} 项" if options.lang == "zh" else f"{done} summed up again")
    return 0
