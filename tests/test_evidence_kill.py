"""Killed at any step of an import: the store is sound, the import absent or whole.

A child process imports a file and kills itself, without any leave, at its n-th step (each opening,
writing, renaming, flushing). JIHENG_KILLS=200 kills as often as the nightly run does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filling import paid, sheet, take

from jiheng.evidence.store import CHAIN, Store

pytest.importorskip("pyarrow")
TIMES = int(os.environ.get("JIHENG_KILLS", "12"))
ROWS = [paid(f"L{at}", project=f"P{at % 4}") for at in range(40)]

CHILD = """
import os, signal, sys
store, path, last, tail = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
sys.path[:0] = [sys.argv[5]]
from filling import take
from jiheng.evidence import arrow, checks, imports
from jiheng.evidence.store import Store
from pathlib import Path

step = 0
def die():
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))  # Windows: at once as well
def count(*_):
    global step
    step += 1
    if step == last:
        die()
    return True
def hook(event, args):
    steps = ("open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "sqlite3.connect")
    if event in steps and isinstance(args[0], str) and args[0].startswith((store, path)):
        count()
sys.addaudithook(hook)
for name in ("fsync", "replace", "write"):
    def wrapped(*words, real=getattr(os, name), name=name):
        count()
        if name == "write" and tail:
            real(words[0], words[1][:tail])  # power lost within the line
            die()
        done = real(*words)
        count()
        return done
    setattr(os, name, wrapped)
result = take(Store(store), Path(path), table="ledger")
print(step, result.status)
"""


def child(store: Path, path: Path, last: int, tail: int = 0) -> subprocess.CompletedProcess[str]:
    words = [str(store), str(path), str(last), str(tail), str(Path(__file__).parent)]
    return subprocess.run(
        [sys.executable, "-c", CHILD, *words], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps an import takes that nobody kills."""
    base = tmp_path_factory.mktemp("whole")
    take(Store(str(base / "store")), sheet(base / "before.csv", [paid("L900")]), table="ledger")
    told = child(base / "store", sheet(base / "new.csv", ROWS), 0)
    assert told.returncode == 0, told.stderr
    count, status = told.stdout.split()
    assert status == "imported"
    return int(count)


@pytest.mark.parametrize("time", range(TIMES))
def test_killed_it_is_absent_or_whole(time: int, steps: int, tmp_path: Path) -> None:
    assert steps > 25
    store = Store(str(tmp_path / "store"))
    take(store, sheet(tmp_path / "before.csv", [paid("L900")]), table="ledger")
    path = sheet(tmp_path / "new.csv", ROWS)
    # half of the runs over all steps, half at the end, where it is decided
    last = 1 + time * steps // TIMES if time % 2 else steps - time % min(20, steps)
    killed = child(Path(store.path), path, last)
    assert killed.returncode != 0, killed.stdout
    assert not killed.stderr

    found = store.verify()
    assert not found.problems
    assert found.rows in (1, 1 + len(ROWS))
    assert all(Path(file).exists() for file in store.open("ledger"))
    whole = found.rows > 1
    again = take(store, path, table="ledger")
    assert again.status == ("known" if whole else "imported")
    assert store.tables() == {"ledger": 1 + len(ROWS)}
    after = store.verify()
    assert not after.problems
    assert not after.notes


@pytest.mark.parametrize("tail", [1, 100, 430])
def test_power_lost_within_the_entry(tail: int, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    take(store, sheet(tmp_path / "before.csv", [paid("L900")]), table="ledger")
    before = Path(store.path, CHAIN).read_bytes()
    path = sheet(tmp_path / "new.csv", ROWS)
    assert child(Path(store.path), path, 0, tail).returncode != 0
    torn = Path(store.path, CHAIN).read_bytes()
    assert torn.startswith(before)
    assert len(torn) == len(before) + tail
    assert [note.what for note in store.verify().notes][:1] == ["torn"]
    assert not store.verify().problems
    assert store.tables() == {"ledger": 1}
    assert take(store, path, table="ledger").status == "imported"
    assert [entry["kind"] for entry in store.chain().entries] == ["batch", "torn", "batch"]
    assert Path(store.path, CHAIN).read_bytes().startswith(torn)
    assert not store.verify().notes
