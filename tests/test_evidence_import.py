"""Import: the whole synthetic year comes back to the fen; what is wrong is named row by row."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from filling import AT, BOOK, LEDGER, codes, paid, sheet, take

from jiheng.evidence.imports import answers_path, bring
from jiheng.evidence.outcome import Wanted
from jiheng.evidence.store import Store
from jiheng.evidence.synthetic import MAKERS
from jiheng.evidence.synthetic.folder import write
from jiheng.model.refusal import Refusal
from jiheng.model.tables import TABLES

pytest.importorskip("pyarrow")
D = Decimal


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store"))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic year as files, and a store of all of it."""
    base = tmp_path_factory.mktemp("year")
    write(str(base / "files"))
    store = Store(str(base / "store"))
    for name in sorted(TABLES, key=lambda name: name not in ("person", "point")):
        result = take(store, base / "files" / f"{name}.csv")
        assert (result.status, result.warnings) == ("imported", ()), result
    return base


def ask(store: Store, question: str, table: str = "ledger") -> list[tuple[Any, ...]]:
    duckdb = pytest.importorskip("duckdb")
    rows: list[tuple[Any, ...]] = duckdb.sql(
        question.format(f"read_parquet({store.open(table)!r})")
    ).fetchall()
    return rows


def test_the_whole_year_comes_back(year: Path) -> None:
    store = Store(str(year / "store"))
    assert store.tables() == {name: len(list(make())) for name, make in MAKERS.items()}
    found = store.verify()
    assert (found.problems, found.notes, found.batches) == ((), (), len(TABLES))
    sums = ask(store, "SELECT project, sum(amount) FROM {} GROUP BY 1 ORDER BY 1")
    assert [(project, str(total)) for project, total in sums] == [
        ("P1", "3126346.77"),
        ("P2", "3925480.00"),
        ("P3", "7973842.64"),
        ("P4", "16065237.05"),
    ]
    assert ask(store, "SELECT count(*) FROM {} WHERE synthetic = 1") == [(34_235,)]
    up = ask(store, "SELECT sum(up_s), sum(unknown_s) FROM {}", "availability_daily")
    assert up[0][0] == 12_462_282 * 3600


@pytest.mark.parametrize("table", ["ledger", "point", "contract", "outage_event", "attendance"])
def test_every_value_is_the_one_that_was_written(year: Path, table: str) -> None:
    names = ", ".join(f'"{column.name}"' for column in TABLES[table].columns)
    rows = ask(Store(str(year / "store")), f"SELECT {names} FROM {{}}", table)
    written = [tuple(map(plain, row)) for row in MAKERS[table]()]
    assert sorted(map(repr, (tuple(map(plain, row)) for row in rows))) == sorted(map(repr, written))


def plain(value: object) -> object:
    exact = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return D(value).normalize() if exact else value  # type: ignore[arg-type]


def test_the_locked_january_refuses_by_name(year: Path, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    store.lock("2023-01", at=AT)
    result = take(store, year / "files" / "ledger_refused.csv")
    assert result.status == "refused"
    assert codes(result) == [(2, "posting_date", "locked")]
    assert "第 2 行 posting_date“2023-01-31”：2023-01 已锁定" in result.faults[0].sentence()
    assert store.tables() == {}
    assert not store.verify().notes


def test_order_of_rows_and_files_does_not_matter(tmp_path: Path) -> None:
    rows = [paid(f"L{at}", f"{at}.01", project=f"P{at % 3}") for at in range(1, 400)]
    totals = set()
    for turn in range(3):
        shuffled = random.Random(turn).sample(rows, len(rows))
        store, part = Store(str(tmp_path / f"s{turn}")), 400 // (turn + 1) + 1
        for at in range(0, len(rows), part):
            path = sheet(tmp_path / f"{turn}-{at}.csv", shuffled[at : at + part])
            assert take(store, path).status == "imported"
        totals.add(str(ask(store, "SELECT project, sum(amount) s FROM {} GROUP BY 1 ORDER BY 1")))
    assert len(totals) == 1


def test_twice_is_once(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path / "ledger.csv", [paid("L1")])
    assert take(store, path).status == "imported"
    before = Path(store.path, "chain.jsonl").read_bytes()
    again = take(store, path.rename(tmp_path / "支出明细.csv"))
    assert (again.status, again.rows) == ("known", 1)
    assert Path(store.path, "chain.jsonl").read_bytes() == before
    other = take(store, sheet(tmp_path / "b.csv", [paid("L2"), paid("L1")]))
    assert codes(other) == [(3, "entry_id", "known")]


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_and_separators(
    store: Store, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = [paid("L1", item="加班补贴"), paid("L2", item="节假日加班，补贴")]
    path = sheet(tmp_path / "ledger.csv", rows, encoding=encoding, delimiter=delimiter)
    assert take(store, path).status == "imported"
    assert ask(store, "SELECT item FROM {} ORDER BY entry_id") == [(row[2],) for row in rows]


def test_two_encodings_in_one_file(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path / "ledger.csv", [paid("L1", item="节假日加班补贴")])
    old = path.read_bytes()
    path.write_bytes(old + ",".join(paid("L2", item="执勤岗位津贴")).encode("gb18030") + b"\n")
    with pytest.raises(Refusal, match="第 3 行的编码与其他行不同"):
        take(store, path)
    path.write_bytes("\ufeff".encode() + ",".join(LEDGER).encode() + b"\n\xb2\xb9,\n")
    with pytest.raises(Refusal, match="第 2 行的编码"):
        take(store, path)
    assert not store.tables()


BAD: Mapping[str, tuple[dict[str, str], str, str]] = {
    "万 in the cell": ({"amount": "3.5万"}, "amount", "unit-cell"),
    "three decimals": ({"amount": "313.326"}, "amount", "decimals"),
    "no number": ({"amount": "七百"}, "amount", "number"),
    "accounting minus": ({"amount": "(700.00)"}, "amount", "number"),
    "odd grouping": ({"amount": "1,23.00"}, "amount", "number"),
    "not a number": ({"amount": "NaN"}, "amount", "number"),
    "exponent": ({"amount": "1e3"}, "amount", "number"),
    "too large": ({"amount": "1" + "0" * 16}, "amount", "large"),
    "negative pay": ({"amount": "-700.00"}, "amount", "negative"),
    "positive refund": ({"kind": "refund", "ref_entry": "L0"}, "amount", "positive"),
    "serial date": ({"pay_date": "45010"}, "pay_date", "serial"),
    "no such day": ({"pay_date": "2023-02-30"}, "pay_date", "date"),
    "American date": ({"pay_date": "3/25/2023"}, "pay_date", "date"),
    "year 23": ({"pay_date": "23-03-25"}, "pay_date", "date"),
    "no month": ({"service_period": "2023-13"}, "service_period", "month"),
    "month as a day": ({"service_period": "2023-03-02"}, "service_period", "month"),
    "unknown kind": ({"kind": "gift"}, "kind", "word"),
    "blank project": ({"project": " "}, "project", "blank"),
    "blank amount": ({"amount": ""}, "amount", "blank"),
    "flag": ({"eligible": "2"}, "eligible", "flag"),
    "formula": ({"item": "=HYPERLINK(A1)"}, "item", "formula"),
    "formula behind a blank": ({"item": " =1+1"}, "item", "formula"),
    "formula plus": ({"item": "+cmd|' /C calc'!A0"}, "item", "formula"),
    "formula minus": ({"batch_id": "-2+3+cmd"}, "batch_id", "formula"),
    "formula at": ({"item": "@SUM(A1)"}, "item", "formula"),
    "formula wide": ({"item": "＝1+1"}, "item", "formula"),
    "control": ({"item": "加\x07班"}, "item", "control"),
    "reverses nothing": (
        {"kind": "reversal", "amount": "-1.00", "ref_entry": "L99"},
        "ref_entry",
        "reverses-nothing",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_nothing_imported(store: Store, tmp_path: Path, name: str) -> None:
    changes, column, code = BAD[name]
    rows = [paid("L1"), paid("L2", **changes), paid("L3")]
    result = take(store, sheet(tmp_path / "ledger.csv", rows))
    assert result.status == "refused"
    assert codes(result) == [(3, column, code)]
    for lang in ("zh", "en"):
        assert column in result.faults[0].sentence(lang)
    assert not store.tables()
    assert not store.verify().notes
    assert take(store, sheet(tmp_path / "good.csv", [paid("L1"), paid("L3")])).rows == 2


GOOD = {
    "pay_date": ("2023/3/25", "2023.3.25", "2023年3月25日", "20230325", "2023-03-25 00:00:00"),
    "service_period": ("2023/3", "2023年3月", "202303", "2023-03-01", "2023.03"),
    "amount": ("700", "700.0", "+700.00", "¥700.00", "700.000000", " 700.00 "),
    "eligible": ("是", "TRUE", "1"),
}


@pytest.mark.parametrize(("column", "text"), [(c, t) for c, ts in GOOD.items() for t in ts])
def test_written_variants_mean_the_same(
    store: Store, tmp_path: Path, column: str, text: str
) -> None:
    take(store, sheet(tmp_path / "ledger.csv", [paid("L1", **{column: text})]))
    take(store, sheet(tmp_path / "plain.csv", [paid("L2")]))
    rows = ask(store, f"SELECT DISTINCT {column} FROM {{}}")
    assert len(rows) == 1


def test_thousands_and_a_row_with_too_few_cells(store: Store, tmp_path: Path) -> None:
    rows = [paid("L1", "1,234,567.80"), ["L2", "P1"], [], [*paid("L3"), ""], [*paid("L4"), "x"]]
    result = take(store, sheet(tmp_path / "ledger.csv", rows))
    assert codes(result) == [(3, "", "cells"), (6, "", "cells")]
    assert take(store, sheet(tmp_path / "b.csv", rows[:1])).entry["totals"] == {  # type: ignore[index]
        "amount": "1234567.80"
    }


def test_a_quote_that_does_not_end(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path / "ledger.csv", [paid("L1")])
    path.write_text(path.read_text("utf-8") + 'L2,"P1,OT\n' * 3, "utf-8")
    with pytest.raises(Refusal, match="引号"):
        take(store, path)


def test_the_same_key_twice(store: Store, tmp_path: Path) -> None:
    rows = [paid("L1"), paid("L2"), paid("L1", "5.00")]
    result = take(store, sheet(tmp_path / "ledger.csv", rows))
    assert codes(result) == [(4, "entry_id", "twice")]
    assert "与第 2 行的主键重复" in result.faults[0].sentence()
    assert result.faults[0].value == "L1"


def test_a_reversal_is_not_reversed(store: Store, tmp_path: Path) -> None:
    back = {"kind": "reversal", "amount": "-700.00"}
    rows = [paid("L1"), paid("L2"), paid("L3", ref_entry="L1", **back)]
    assert take(store, sheet(tmp_path / "ledger.csv", rows)).status == "imported"
    more = [
        paid("L4", ref_entry="L3", **back),
        paid("L5", ref_entry="L2", **back),
        paid("L6", ref_entry="L2", **back),
        paid("L7", ref_entry="L1", **back),
        paid("L8", ref_entry="L5", **back),
        paid("L9", **back),
    ]
    result = take(store, sheet(tmp_path / "more.csv", more))
    assert codes(result) == [
        (2, "ref_entry", "reverses-reversal"),
        (4, "ref_entry", "reverses-again"),
        (5, "ref_entry", "reverses-again"),
        (6, "ref_entry", "reverses-reversal"),
        (7, "ref_entry", "reverses-nothing"),
    ]


def test_people_nobody_knows_are_told(store: Store, tmp_path: Path) -> None:
    first = take(store, sheet(tmp_path / "ledger.csv", [paid("L1")]))
    assert first.warnings == (("person_id", "person", -1, ()),)
    heads = ("person_id", "roster", "category", "join_date", "leave_date")
    take(store, sheet(tmp_path / "person.csv", [("P001", "POL", "民警", "2020-1-1", "")], heads))
    rows = [paid("L2", person_id="P777"), paid("L3"), paid("L4", person_id="")]
    result = take(store, sheet(tmp_path / "b.csv", rows))
    assert (result.status, result.warnings) == (
        "imported",
        (("person_id", "person", 1, ("P777",)),),
    )


CHINESE = (
    *("凭证号", "项目", "支出项目", "人员编号", "所属期", "记账日期", "支付日期", "金额（元）"),
    *("业务类型", "原凭证号", "是否合规", "批次号"),
)


def test_chinese_headings_under_a_title(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path / "x.csv", [CHINESE, paid("L1")], ("2023年支出台账",))
    result = take(store, path)
    assert (result.status, result.table, result.rows) == ("imported", "ledger", 1)
    assert result.entry is not None
    assert result.entry["columns"]["金额（元）"] == "amount"


def test_columns_are_asked_for_and_remembered(store: Store, tmp_path: Path) -> None:
    heads = [*CHINESE, "备注", "姓名"]
    heads[7] = "实际发放金额"
    row = [*paid("L1"), "无", "甲"]
    path = sheet(tmp_path / "支出台账.csv", [row], heads)
    asked = take(store, path)
    assert asked.status == "asked"
    assert asked.match is not None
    assert dict(asked.match.unsure).keys() == {"实际发放金额", "备注"}
    assert "amount" in dict(asked.match.unsure)["实际发放金额"]
    assert (asked.match.missing, asked.match.dropped) == (("amount",), ("姓名",))
    assert not Path(store.path).exists()
    told = take(store, path, columns={"实际发放金额": "amount", "备注": "-"})
    assert told.status == "imported"
    said = json.loads(Path(answers_path(store)).read_text("utf-8"))
    assert said == {"ledger": {"实际发放金额": "amount", "备注": "-"}}
    again = sheet(tmp_path / "next.csv", [[*paid("L2"), "", ""]], heads)
    assert take(store, again, table="支出台账").status == "imported"
    assert not store.verify().problems


def test_wrong_columns(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="看不出是哪张佐证表"):
        take(store, sheet(tmp_path / "x.csv", [["1", "2"]], ("甲", "乙")))
    with pytest.raises(Refusal, match="不是佐证表的名称"):
        take(store, sheet(tmp_path / "y.csv", [paid("L1")]), table="工资")
    twice = take(store, sheet(tmp_path / "ledger.csv", [[*paid("L1"), "1"]], (*LEDGER, "金额")))
    assert twice.match is not None
    assert twice.match.clash == (("amount", "amount", "金额"),)
    for text in ("", "\n\n", "\0\0\0", ",".join(LEDGER)):
        (tmp_path / "ledger.csv").write_text(text, "utf-8")
        with pytest.raises(Refusal):
            take(store, tmp_path / "ledger.csv")


def test_wan_in_the_heading_is_asked_about(store: Store, tmp_path: Path) -> None:
    heads = ("项目", "版本", "生效日期", "金额（万元）")
    path = sheet(tmp_path / "budget_version.csv", [("P1", "年初", "2023-01-01", "313.3265")], heads)
    with pytest.raises(Refusal, match="表头写的是万元"):
        take(store, path)
    result = take(store, path, unit="万元")
    assert (result.status, result.entry and result.entry["wan"]) == ("imported", ["amount"])
    assert ask(store, "SELECT amount FROM {}", "budget_version") == [(D("3133265.00"),)]
    qian = sheet(tmp_path / "b.csv", [], (*heads[:3], "金额（千元）"))
    with pytest.raises(Refusal, match="千元"):
        take(store, qian, table="budget_version", unit="万元")


def test_amounts_that_look_like_wan_are_asked_about(store: Store, tmp_path: Path) -> None:
    heads = ("project", "version", "effective", "amount")
    path = sheet(tmp_path / "budget_version.csv", [("P1", "年初", "2023-01-01", "318")], heads)
    result = take(store, path)
    assert codes(result) == [(0, "amount", "wan-looks")]
    assert "318.00 元" in result.faults[0].sentence()
    assert not store.tables()
    assert take(store, path, unit="元").status == "imported"


def test_a_preview_writes_nothing(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path / "ledger.csv", [paid("L1"), paid("L2", "0.50")])
    result = take(store, path, preview=True)
    assert (result.status, result.rows) == ("seen", 2)
    assert result.preview is not None
    assert result.preview.totals == {"amount": D("700.50")}
    assert result.preview.months == ("2023-03", "2023-03")
    assert result.preview.sample[0][0] == "L1"
    assert not Path(store.path).exists()
    assert take(store, sheet(path, [paid("")]), preview=True).status == "refused"


def test_a_project_of_any_name_is_a_folder(store: Store, tmp_path: Path) -> None:
    names = ["..", "con", "民警/津贴", "P1", "a" * 300, "p1."]
    rows = [paid(f"L{at}", project=name) for at, name in enumerate(names)]
    assert take(store, sheet(tmp_path / "ledger.csv", rows)).status == "imported"
    assert not store.verify().problems
    assert sorted(ask(store, "SELECT project FROM {}")) == sorted((name,) for name in names)


def test_a_workbook(store: Store, tmp_path: Path) -> None:
    from datetime import date, datetime

    import xlsxwriter

    path = tmp_path / "支出台账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("2023")
        day = book.add_format({"num_format": "yyyy/m/d"})
        page.write(0, 0, "支出台账")
        page.write_row(1, 0, CHINESE)
        for at in range(2):
            row: list[Any] = paid(f"L{at}")
            for place in (5, 6):
                page.write_datetime(2 + at, place, datetime(2023, 3, 25), day)
                row[place] = None
            row[7] = 313.32 - 0.32 + 0.32  # as a sheet computes: 313.32000000000005 or near
            row[10] = 1
            for place, value in enumerate(row):
                if value not in (None, ""):
                    page.write(2 + at, place, value)
        book.add_worksheet("空")
    result = take(store, path)
    assert result.status == "imported", result
    assert ask(store, "SELECT sum(amount), min(pay_date) FROM {}") == [
        (D("626.64"), date(2023, 3, 25))
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("a")
        page.write_row(0, 0, LEDGER)
        row = paid("L9")
        row[6] = 45010  # type: ignore[call-overload]
        page.write_row(1, 0, row)
    assert codes(take(store, path)) == [(2, "pay_date", "serial")]
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(Refusal, match="损坏"):
        take(store, path)


def test_faults_are_listed_up_to_a_limit(store: Store, tmp_path: Path) -> None:
    rows = [paid(f"L{at}", "x") for at in range(3000)]
    result = bring(str(sheet(tmp_path / "ledger.csv", rows)), store, BOOK, Wanted())
    assert (len(result.faults), result.more, result.faults[0].row) == (1000, True, 2)


def test_an_interruption_after_the_entry_loses_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(tmp_path / "ledger.csv", [paid("L1")])

    def stop(self: Store, entry: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "_settle", stop)
    with pytest.raises(KeyboardInterrupt):
        take(store, path)
    monkeypatch.undo()
    assert ask(store, "SELECT count(*) FROM {}") == [(1,)]
    assert take(store, path).status == "known"
    assert not store.verify().problems


def test_an_interruption_before_it_leaves_nothing(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path / "ledger.csv", [paid("L1")])
    stop = pytest.raises(KeyboardInterrupt)

    def told(*_: int) -> None:
        raise KeyboardInterrupt

    with stop:
        bring(str(path), store, BOOK, Wanted(), told)
    assert not store.verify().notes
    assert not store.tables()
