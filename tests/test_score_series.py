"""Series of the synthetic year: money month by month, days of availability, early warnings."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import evidence_tables
import pytest
import yaml
from conftest import ROOT

from jiheng.documents import read
from jiheng.evaluate import evaluate
from jiheng.evidence.bindings import load as bindings
from jiheng.model.form import Field
from jiheng.model.record import replace
from jiheng.model.result import Ratio, Standing
from jiheng.policy import load
from jiheng.score.early import early
from jiheng.score.engines import connect
from jiheng.score.exact import fraction
from jiheng.score.records import Evidence
from jiheng.score.series import availability, spending
from jiheng.score.traces import Tracer

END = date(2023, 12, 31)
BOOK = load(on=END)
FORMS = read((ROOT / "examples" / "shili-2023.docx").read_bytes(), "shili-2023.docx", BOOK).forms
EXECUTED = yaml.safe_load((ROOT / "cases/scores/execution-2023.yaml").read_text("utf-8"))
ACTUALS = yaml.safe_load((ROOT / "cases/scores/expected-2023.yaml").read_text("utf-8"))
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return connect("duckdb", evidence_tables.year(tmp_path_factory.mktemp("year")))


def data(con: Any, day: date = END) -> Evidence:
    return Evidence(con, 2023, day, BOOK)


@pytest.mark.parametrize("day", EXECUTED)
@pytest.mark.parametrize("project", ["P1", "P2", "P3", "P4"])
def test_the_curve_goes_through_the_execution_table(day: str, project: str, con: Any) -> None:
    told = spending(data(con, date.fromisoformat(day)), project)
    assert [one.month for one in told] == [f"2023-{m:02}" for m in range(1, int(day[5:7]) + 1)]
    assert fraction(told[-1].total) == Fraction(EXECUTED[day][project][0]) * 10_000
    assert sum(fraction(one.paid) for one in told) == fraction(told[-1].total)


def test_money_of_some_items_and_of_a_part_of_a_month(con: Any) -> None:
    whole = spending(data(con), "P3", ("LINE_G7",))
    assert [one.paid.num for one in whole if one.paid.num] == [37_750_000] * 3
    before = spending(data(con, date(2023, 1, 24)), "P1")
    assert [str(one.total) for one in before] == ["0/100"]  # paid on the 25th
    assert spending(data(con, date(2022, 12, 31)), "P1") == ()


def test_days_add_up_to_the_year(con: Any) -> None:
    found = availability(data(con), ("G1", "G7", "BK"))
    for group, row in (("G1", "F3.L1"), ("G7", "F3.L2")):
        days = found[group]
        assert len(days) == 365
        hours = {"up_h": sum(d.up for d in days), "expected_h": sum(d.expected for d in days)}
        hours["known_h"] = sum(d.expected - d.unknown for d in days)
        assert {k: Fraction(v, 3600) for k, v in hours.items()} == {
            k: Fraction(v) for k, v in ACTUALS[row].items()
        }


def test_days_of_outage(con: Any) -> None:
    """Seed-projects 6.2: fibre cut on 15 June, monitor dead on 1 and 2 February."""
    found = availability(data(con), ("G1", "G7", "BK"))
    down = {group: [one.day for one in days if one.down] for group, days in found.items()}
    assert {group: len(days) for group, days in down.items()} == {"G1": 37, "G7": 128, "BK": 22}
    assert date(2023, 6, 15) in down["G1"]
    assert date(2023, 6, 15) not in down["BK"]
    assert {d.day for d in found["G7"] if d.down and d.day >= date(2023, 11, 1)} == {
        date(2023, 11, 1).fromordinal(n)
        for n in range(date(2023, 11, 1).toordinal(), END.toordinal() + 1)
    }
    for days in found.values():
        blind = [one.day for one in days if one.share is None]
        assert blind == [date(2023, 2, 1), date(2023, 2, 2)]
    june = found["G1"][date(2023, 6, 15).timetuple().tm_yday - 1]
    assert june.down == 100 * 12 * 3600
    maintained = found["BK"][date(2023, 9, 10).timetuple().tm_yday - 1]
    assert (maintained.expected, maintained.down) == (107 * 18 * 3600, 0)


def test_no_days_without_records(con: Any) -> None:
    assert availability(data(connect("duckdb", {})), ("G1",)) == {}
    assert "G1" not in availability(data(con), ("NONE",))


def test_rows_are_counted_without_a_store_too(con: Any) -> None:
    (form,) = evaluate(FORMS[:1], bindings(), con, as_of=END, book=BOOK)
    cost = next(row for row in form.rows if row.ref == "C1")
    tracer = Tracer(con)
    trace = tracer.trace(cost.actual.used[0])
    assert (trace.rows, trace.batches) == (4_473, ())
    assert tracer.first(cost.actual.used[0], 2) == ("L000001", "L000002")


def test_rows_of_two_files_are_told_apart(tmp_path: Any) -> None:
    from filling import paid, sheet, take

    from jiheng.evidence.store import Store
    from jiheng.model.result import Used

    store = Store(str(tmp_path / "store"))
    for name, entries in (("甲.csv", ["A1", "A2"]), ("乙.csv", ["B1"])):
        take(store, sheet(tmp_path / name, [paid(one) for one in entries]), table="ledger")
    con = connect("duckdb", {"ledger": store.open("ledger")})
    tracer = Tracer(con, {"ledger": store.open("ledger")})
    trace = tracer.trace(Used("ledger", (("project", "=", ("P1",)),)))
    assert trace.rows == 3
    assert sorted((one.file, one.rows) for one in trace.batches) == [("乙.csv", 1), ("甲.csv", 2)]
    assert len({one.digest for one in trace.batches}) == 2


def printed(form: Any, weight: str = "") -> Any:
    """The form with its last row printed as 预算执行率 100%."""
    row = form.indicators[-1]
    target = replace(row.target, raw="100%", comparator=None, op=None)
    from decimal import Decimal

    from jiheng.model.quantity import Unit

    share = Unit("%", "1", Decimal("0.01"), family="ratio")
    target = replace(target, low=Decimal(100), high=Decimal(100), unit=share)
    last = replace(row, ref="X1", family="execution", name="预算执行率", target=target)
    rows = [*form.indicators[:-1], last]
    if weight:
        texts = [*["18"] * (len(rows) - 1), weight]
        rows = [
            replace(one, fields={**one.fields, "weight": Field("weight", text)})
            for one, text in zip(rows, texts, strict=True)
        ]
    return replace(form, indicators=tuple(rows))


def test_a_printed_execution_row_carries_the_weight_once(con: Any) -> None:
    (found,) = evaluate([printed(FORMS[0])], bindings(), con, as_of=END, book=BOOK)
    row = found.rows[-1]
    assert row.points.weight == 1000
    assert row.points.score == 983
    assert row.actual.value is not None
    assert fraction(row.actual.value) == Fraction("312.634677") / 318
    assert row.judgement.standing is Standing.NOT_MET
    assert found.execution_points.weight == 0
    assert found.judged + found.open == 10_000
    assert "EXEC" not in found.open_rows
    assert "unplaced-weight" in found.open_rows  # no satisfaction row is left


def test_a_printed_execution_row_with_its_own_weight(con: Any) -> None:
    (found,) = evaluate([printed(FORMS[0], "10")], bindings(), con, as_of=END, book=BOOK)
    assert [row.points.weight for row in found.rows] == [1800] * 5 + [1000]
    assert found.execution_points.weight == 0
    assert found.assumptions == ()
    assert found.judged + found.open == 10_000
    half = evaluate([printed(FORMS[0], "10")], bindings(), con, as_of=date(2023, 6, 30), book=BOOK)
    assert half[0].rows[-1].judgement.standing is Standing.PENDING
    assert half[0].open == 10_000
    (none,) = evaluate([printed(FORMS[0])], [], con, as_of=END, book=BOOK)
    assert none.rows[-1].judgement.reason == "not-bound"


def test_warnings_of_a_quantity_that_falls_behind(con: Any) -> None:
    """The equipment of form 3: nothing accepted by the end of April, 600 of 900 in October."""
    kinds = {}
    for day in (date(2023, 4, 30), date(2023, 10, 15), date(2023, 11, 30)):
        (found,) = evaluate(FORMS[2:3], bindings(), con, as_of=day, book=BOOK)
        kinds[day.month] = [(w.kind, w.level) for w in early(found, BOOK) if w.ref == "N4"]
    assert kinds[4] == [("no-value", "warn")]
    assert kinds[10] == []
    assert kinds[11] == []


def test_a_form_without_money_warns_of_none(con: Any) -> None:
    (found,) = evaluate(FORMS[:1], bindings(), con, as_of=END, book=BOOK)
    bare = replace(found, execution=None)
    assert not [w for w in early(bare, BOOK) if w.kind == "execution-behind"]
    spent = found.execution
    assert spent is not None
    late = replace(spent, paid=Ratio(1, 100), light="red")
    told = list(early(replace(found, execution=late), BOOK))
    assert (told[0].kind, told[0].level, told[0].ref) == ("execution-behind", "bad", "EXEC")
