"""The store keeps what it was given: one changed byte anywhere is found and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filling import AT, LEDGER, codes, paid, sheet, take
from hypothesis import given
from hypothesis import strategies as st

from jiheng.evidence import chain
from jiheng.evidence.store import CHAIN, LOCK, PENDING, Store
from jiheng.model.refusal import Refusal

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three batches in five files, and a locked month."""
    base = tmp_path_factory.mktemp("filled")
    store = Store(str(base / "store"))
    rows = [paid("L1"), paid("L2", project="P2"), paid("L3", posting_date="2024-01-02")]
    assert take(store, sheet(base / "ledger.csv", rows)).status == "imported"
    people = [("P001", "POL", "民警", "2020-01-01", "")]
    heads = ("person_id", "roster", "category", "join_date", "leave_date")
    assert take(store, sheet(base / "person.csv", people, heads)).status == "imported"
    assert store.lock("2023-01", by="财务", at=AT)
    assert take(store, sheet(base / "more.csv", [paid("L4")]), table="ledger").rows == 1
    assert store.verify().problems == () == store.verify().notes
    return store


@pytest.fixture
def copy(filled: Store, tmp_path: Path) -> Store:
    """The same, to be damaged."""
    shutil.copytree(filled.path, tmp_path / "store")
    return Store(str(tmp_path / "store"))


def files(store: Store) -> list[Path]:
    return sorted(p for p in Path(store.path).rglob("*") if p.is_file() and p.stat().st_size)


@given(st.data())
def test_one_changed_byte_anywhere_is_named(filled: Store, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files(filled)))
    old = path.read_bytes()
    at = data.draw(st.integers(0, len(old) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda byte: byte != old[at]))
    try:
        path.write_bytes(old[:at] + bytes([value]) + old[at + 1 :])
        found = filled.verify()
        name = path.relative_to(filled.path).as_posix()
        assert name in {trouble.path for trouble in found.problems}
        if name == CHAIN:  # and the line
            assert old[:at].count(b"\n") + 1 in {trouble.line for trouble in found.problems}
        else:
            assert [trouble.what for trouble in found.problems] == ["changed"]
    finally:
        path.write_bytes(old)


@pytest.mark.parametrize("value", [0x00, 0x0D, 0x20, 0x7D])
def test_the_end_of_a_line_counts_too(copy: Store, value: int) -> None:
    path = Path(copy.path, CHAIN)
    old = path.read_bytes()
    for at in (at for at, byte in enumerate(old) if byte == 0x0A):
        path.write_bytes(old[:at] + bytes([value]) + old[at + 1 :])
        assert copy.verify().problems


def first(store: Store) -> Path:
    return next(path for path in files(store) if path.suffix == ".parquet")


def swap_lines(store: Store) -> None:
    path = Path(store.path, CHAIN)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))


def drop_line(store: Store) -> None:
    path = Path(store.path, CHAIN)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], *lines[2:]]))


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda store: first(store).unlink(), "missing"),
        (lambda store: first(store).with_name("x.parquet").write_bytes(b"x"), "extra"),
        (lambda store: Path(store.path, "notes.txt").write_bytes(b"x"), "extra"),
        (lambda store: Path(store.path, LOCK).unlink(), ""),
        (lambda store: Path(store.path, CHAIN).unlink(), "extra"),
        (swap_lines, "unlinked"),
        (drop_line, "unlinked"),
    ],
)
def test_damage_has_a_name(copy: Store, damage: Callable[[Store], object], what: str) -> None:
    damage(copy)
    found = {trouble.what for trouble in copy.verify().problems}
    assert what in found if what else not found
    for trouble in copy.verify().problems:
        assert trouble.path in trouble.sentence("zh")
        assert trouble.sentence("zh") != trouble.sentence("en")


def test_nothing_is_written_to_a_damaged_chain(copy: Store, tmp_path: Path) -> None:
    drop_line(copy)
    before = Path(copy.path, CHAIN).read_bytes()
    with pytest.raises(Refusal, match="第 2 行"):
        take(copy, sheet(tmp_path / "ledger.csv", [paid("L9")]))
    with pytest.raises(Refusal, match="接不上"):
        copy.lock("2023-02")
    assert Path(copy.path, CHAIN).read_bytes() == before


def test_a_torn_last_line_is_said_and_kept(copy: Store) -> None:
    """Cut at every byte: the entries before stand, and the next entry owns up to the rest."""
    path = Path(copy.path, CHAIN)
    whole = path.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    count = len(copy.chain().entries)
    for cut in range(last + 1, len(whole) - 1, 7):
        path.write_bytes(whole[:cut])
        read = copy.chain()
        assert (read.torn, read.damage) == (whole[last:cut], ())
        assert "torn" in {note.what for note in copy.verify().notes}
        made = chain.append(str(path), read, {"kind": "lock", "period": "2023-05", "tables": []})
        again = copy.chain()
        assert not again.damage
        assert not again.torn
        assert [entry["kind"] for entry in again.entries[count - 1 :]] == ["torn", "lock"]
        assert again.entries[count - 1]["bytes"] == cut - last
        assert made["n"] == count + 1
        assert path.read_bytes().startswith(whole[:cut])
    path.write_bytes(whole[:-1])  # only the line end is lost: the entry is whole
    assert len(copy.chain().entries) == count
    assert copy.lock("2023-06")
    assert not copy.verify().problems


def test_a_torn_line_that_was_owned_up_to_cannot_be_changed(copy: Store) -> None:
    path = Path(copy.path, CHAIN)
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    copy.lock("2023-06")
    owned = path.read_bytes()
    at = len(whole) - 60
    path.write_bytes(owned[:at] + b"#" + owned[at + 1 :])
    assert {trouble.what for trouble in copy.verify().problems} >= {"changed"}


def test_a_batch_that_is_not_in_the_chain_does_not_exist(copy: Store, tmp_path: Path) -> None:
    left = Path(copy.path, PENDING, "000009-dead")
    left.mkdir(parents=True)
    shutil.copy(first(copy), left / "0.part")
    found = copy.verify()
    assert not found.problems
    assert [note.what for note in found.notes] == ["leftover"]
    assert take(copy, sheet(tmp_path / "ledger.csv", [paid("L9")])).status == "imported"
    assert not left.exists()
    assert not copy.verify().notes


def test_a_committed_batch_is_read_from_where_it_waits(copy: Store, tmp_path: Path) -> None:
    entry = copy.batches()[0]
    waiting = Path(copy.path, PENDING, entry["token"])
    waiting.mkdir(parents=True)
    for file in entry["files"]:
        Path(copy.path, file["path"]).rename(waiting / f"{file['sha256']}.parquet")
    assert all(Path(path).exists() for path in copy.open("ledger"))
    assert not copy.verify().problems
    assert not copy.verify().notes
    copy.lock("2023-09")
    assert not waiting.exists()
    assert not copy.verify().problems


def test_one_writer_at_a_time(copy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiheng.evidence.store.WAIT_S", 0)
    with copy.writing(), pytest.raises(Refusal, match="另一个导入"):
        copy.lock("2023-02")
    assert copy.lock("2023-02")


def test_a_locked_month_stays_locked(copy: Store, tmp_path: Path) -> None:
    assert not copy.lock("2023-01")
    rows = [
        paid("L7", posting_date="2023-01-31"),
        paid("L8", posting_date="", pay_date="2023-01-05"),  # no way around it
        paid("L9", service_period="2023-01"),  # a late posting is welcome
    ]
    result = take(copy, sheet(tmp_path / "ledger.csv", rows))
    assert codes(result) == [(2, "posting_date", "locked"), (3, "posting_date", "locked")]
    assert "2023-01 已锁定" in result.faults[0].sentence()
    assert len(LEDGER) == 12


@pytest.mark.parametrize("period", ["2023", "2023-13", "2023-1", "23-01", "", "２０２３-01"])
def test_only_a_month_can_be_locked(copy: Store, period: str) -> None:
    with pytest.raises(Refusal, match="不是月份"):
        copy.lock(period)
