"""Deadline day: two hundred people at work on ten thousand projects, from a second process.

python benchmarks/web.py [--projects 10000] [--users 200] [--seconds 40] [--postgresql]

The server is started as production starts it (granian, two workers, behind a proxy that is spared
here). In one run, for SQLite or PostgreSQL: a bare word from the same kind of server (the lower
bound), the health check (one query through Django), then people who pause up to ten seconds
between two requests as people do, then the same without pauses (what it can take). Afterwards
everything that was answered as kept is read back, and the audit chain is recomputed.
Exit code 1 where a write is lost, the chain is damaged or a request failed. Linux, 2 cores.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"
sys.path[:0] = [str(HERE.parent / "tests")]
PAUSE = 10


def tool(name: str, *words: str, environment: dict[str, str], told: Any = None) -> Any:
    done = subprocess.run(
        [sys.executable, str(HERE / name), *words], env=environment, check=True,
        input=None if told is None else json.dumps(told), capture_output=told is not None or True,
        text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def start(command: list[str], environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    for _ in range(600):
        try:
            headers = {"X-Forwarded-Proto": "https"}
            with urlopen(Request(f"http://127.0.0.1:{port}/healthz", headers=headers)):
                return process
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(command)


def busy(process: subprocess.Popen[bytes]) -> float:
    """Processor seconds of a server and its children so far."""
    found, todo = 0, [process.pid]
    while todo:
        pid = todo.pop()
        words = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        found += int(words[11]) + int(words[12])
        todo += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split())
    return found / os.sysconf("SC_CLK_TCK")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()


def line(name: str, took: list[list[Any]], seconds: float, bound: float) -> float:
    """A row of the table; the median."""
    times = sorted(one[2] for one in took)
    if not times:
        print(f"| {name} | 0 | | | | | |")
        return 0.0
    p50, p95, p99 = (times[min(len(times) - 1, len(times) * p // 100)] * 1e3 for p in (50, 95, 99))
    times_bound = f"{p50 / bound:.1f}" if bound else "1"
    print(
        f"| {name} | {len(times):,} | {len(times) / seconds:,.1f} | {p50:,.1f} | {p95:,.1f} "
        f"| {p99:,.1f} | {times_bound} |",
        flush=True,
    )
    return p50


def table(title: str) -> None:
    print(f"\n### {title}; load {os.getloadavg()[0]:.1f}\n")
    print("| | requests | a second | p50 ms | p95 ms | p99 ms | × bound, p50 |")
    print("|---|--:|--:|--:|--:|--:|--:|")


def load(port: int, seconds: float, pause: float, people: Any, env: dict[str, str]) -> Any:
    return tool("web_load.py", str(port), str(seconds), str(pause), environment=env, told=people)


def run(options: Namespace, folder: str) -> list[str]:
    from web.serving import free_port

    environment = os.environ | {
        "JIHENG_MODE": "production", "JIHENG_DATA": folder, "JIHENG_HOSTS": "127.0.0.1",
        "JIHENG_SECRET": os.urandom(48).hex(), "JIHENG_BEHIND_PROXY": "1",
        "DJANGO_SETTINGS_MODULE": "jiheng.web.settings", "PYTHONPATH": str(SOURCE),
    }  # fmt: skip
    if options.postgresql:
        from web.postgresql import private_server

        environment["JIHENG_DATABASE"] = private_server(durable=True)
    begun = time.monotonic()
    words = ["fill", str(options.projects), str(options.users)]
    people = tool("web_data.py", *words, environment=environment)["people"]
    kind = "PostgreSQL" if options.postgresql else "SQLite"
    print(f"\n## {kind}: {options.projects:,} projects × 20 indicators, {options.users} people")
    print(f"\nfilled in {time.monotonic() - begun:.0f} s")

    port, faults = free_port(), []
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2",
               "--blocking-threads", "8", "--no-ws", "--log-level", "error",
               "--port", str(port)]  # fmt: skip
    hello = start(
        [*granian, "--working-dir", str(HERE), "web_hello:application"], environment, port
    )
    try:
        nobody = [{"path": "/"} for _ in people]
        calm = load(port, 4, 1, nobody, environment)
        full = load(port, 4, 0, nobody, environment)
    finally:
        stop(hello)
    serve = [sys.executable, "-P", "-m", "jiheng.web", "serve", "--workers", "2"]
    port = free_port()
    server = start([*serve, "--port", str(port)], environment, port)
    try:
        checks = load(port, 4, 0, [{"path": "/healthz"} for _ in people], environment)
        load(port, 5, 2, [one | {"drafts": [], "waiting": []} for one in people], environment)
        measured = []
        for title, pause, seconds in (
            (f"{options.users} people, pauses up to {PAUSE} s", PAUSE, options.seconds),
            (f"{options.users} people without pauses", 0, options.seconds / 2),
        ):
            before = busy(server)
            told = load(port, seconds, pause, people, environment)
            spent = busy(server) - before
            people = carried(people, told)
            bound = calm if pause else full
            table(title)
            least = line("a bare word, no Django", bound["took"], bound["seconds"], 0)
            if not pause:
                line("health check: Django, one query", checks["took"], checks["seconds"], least)
            names = sorted({one[0] for one in told["took"]})
            for name in names:
                own = [one for one in told["took"] if one[0] == name]
                line(name, own, told["seconds"], least)
            line("**all**", told["took"], told["seconds"], least)
            measured.append(told)
            if told["errors"]:
                faults.append(
                    f"{len(told['errors'])} errors, such as {sorted(set(told['errors']))[:3]}"
                )
            each = spent * 1e3 / max(len(told["took"]), 1)
            print(
                f"\nprocessor {each:.1f} ms a request, the worker included: two cores alone would"
                f" answer {2_000 / each:,.0f} a second; here they gave us"
                f" {spent / told['seconds']:.2f} cores"
            )
            print(f"\nerrors {len(told['errors'])}; saves answered {told['saves']:,}; "
                  f"moves answered {len(told['moves']):,}", flush=True)  # fmt: skip
    finally:
        stop(server)
    kept = {
        "drafts": {k: v for one in measured for k, v in one["drafts"].items()},
        "moves": {k: v for one in measured for k, v in one["moves"].items()},
        "saves": sum(one["saves"] for one in measured),
    }
    said = tool("web_data.py", "check", environment=environment, told=kept)
    print(f"\nlost writes {len(said['lost'])} of {kept['saves']:,} saves and "
          f"{len(kept['moves']):,} "
          f"moves; entries {said['entries']:,}, faults of the chain {said['faults']}")  # fmt: skip
    faults += said["lost"] + ["the chain is damaged"] * bool(said["faults"])
    return faults


def carried(people: list[Any], told: Any) -> list[Any]:
    """The people after a round: what was handed in is gone, drafts are at their revisions."""
    moved = {int(pk) for pk in told["moves"]}
    for one in people:
        pairs = [
            (d, s) for d, s in zip(one["drafts"], one["steps"], strict=False) if s not in moved
        ]
        one["drafts"], one["steps"] = [d for d, _ in pairs], [s for _, s in pairs]
        one["waiting"] = [pk for pk in one["waiting"] if pk not in moved]
        one["revisions"] = {str(pk): told["drafts"].get(str(pk), [1])[0] for pk in one["drafts"]}
    return people


def main() -> int:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--postgresql", action="store_true")
    with TemporaryDirectory() as folder:
        faults = run(parser.parse_args(), folder)
    for one in faults:
        print(f"MISSED: {one}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
