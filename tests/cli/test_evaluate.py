"""``jiheng evaluate`` on the synthetic year: every figure, every output, every refusal."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from cli.evaluating import (
    CASES,
    END,
    FORMS,
    OVERTIME,
    VIDEO,
    by_name,
    call,
    data,
    golden,
    number,
)
from conftest import ROOT

from jiheng.cli import main
from jiheng.policy import load

EXPECTED = yaml.safe_load((CASES / "expected-2023.yaml").read_text("utf-8"))
EXECUTED = yaml.safe_load((CASES / "execution-2023.yaml").read_text("utf-8"))
VERDICTS = yaml.safe_load((CASES / "verdicts-2023.yaml").read_text("utf-8"))
SCHEMA = json.loads((ROOT / "docs" / "reference" / "evaluate.schema.json").read_text("utf-8"))
Made = dict[str, Any]
# Ibis 12 asks DuckDB 2 for tables by an old name
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture(scope="module")
def made(year_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return data("evaluate", FORMS, year_store, END, to=tmp_path_factory.mktemp("o") / "o.json")


@pytest.fixture(scope="module")
def rows(made: Made) -> dict[str, Made]:
    return by_name(made)


def agrees(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, list) or not isinstance(found, dict):
        return wanted in (found, str(found))
    if "/" in wanted:
        return number(found) == Fraction(wanted)
    places = len(wanted.partition(".")[2])
    scale = 10**places
    return abs(number(found) - Fraction(wanted)) * 2 * scale <= (0 if places < 2 else 1)


def test_it_fits_its_schema(made: Made) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(made, SCHEMA)
    made["forms"][0]["rows"][0]["points"]["weight"] = 12.5
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, SCHEMA)
    made["forms"][0]["rows"][0]["points"]["weight"] = "12.50"


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != "EXEC"])
def test_every_expected_figure(name: str, rows: dict[str, Made]) -> None:
    wanted = dict(EXPECTED[name])
    row = rows[name]
    found = {**row["actual"]["beside"], "verdict": row["verdict"]["standing"]}
    same = wanted.pop("same_as", None)
    if same:
        assert row["actual"] == rows[same]["actual"]
    for key, value in wanted.items():
        assert agrees(value, found.get(key)), f"{key}: {value}, found {found.get(key)}"


@pytest.mark.parametrize("name", VERDICTS)
def test_every_verdict(name: str, rows: dict[str, Made]) -> None:
    wanted, found = VERDICTS[name], rows[name]["verdict"]
    assert (found["standing"], found["printed"]) == (wanted["verdict"], wanted["printed"])
    if "readings" in wanted:
        said = [f"{one['name']} {one['op']} {one['standing']}" for one in found["readings"]]
        assert said == wanted["readings"]


TRAPS = {  # seed-projects 6.7
    "F3.L1": ["1"],
    "F3.L3": ["0.9989643", "0.9991064", "0.9936222"],
    "F1.N1": ["375"],
    "F1.C1": ["3128446.77"],
    "F3.C3": ["1024595"],
    "F4.L7": ["343.21"],
    "F4.C7": ["1424910.44"],
    "F3.S1": ["0.9"],
}


@pytest.mark.parametrize("name", TRAPS)
def test_no_careless_number_is_an_actual(name: str, rows: dict[str, Made]) -> None:
    value = rows[name]["actual"]["value"]
    for wrong in TRAPS[name]:
        places = len(wrong.partition(".")[2])
        told = round(number(value), places) if places > 2 else number(value)
        assert told != Fraction(wrong)
    assert value["shown"] != "100%"


def test_open_weight_is_named_and_withholds_the_grade(made: Made) -> None:
    names = [form["open_rows"] for form in made["forms"]]
    assert names == [["N1", "E1"], ["N1", "E1"], ["T1", "B1", "B2"], ["N1", "E1"]]
    for form in made["forms"]:
        open_weight = sum(
            Fraction(row["points"]["weight"])
            for row in form["rows"]
            if row["points"]["score"] is None
        )
        assert Fraction(form["open"]) == open_weight > 0
        assert Fraction(form["judged"]) + open_weight == 100
        assert form["grade"] == ""
        given = [row["points"]["exact"] for row in form["rows"]]
        given.append(form["execution_points"]["exact"])
        assert number(form["total"]) == sum(number(one) for one in given if one)
        assert [one["code"] for one in form["assumptions"]] == ["weights-by-scheme"]


def test_every_figure_leads_to_its_files(rows: dict[str, Made], year_store: Path) -> None:
    chain = (year_store / "chain.jsonl").read_text("utf-8").splitlines()
    known = {json.loads(line)["source_sha256"]: json.loads(line)["source"] for line in chain}
    for name, row in rows.items():
        assert row["evidence"], name
        for one in row["evidence"]:
            assert sum(batch["rows"] for batch in one["batches"]) == one["rows"]
            for batch in one["batches"]:
                assert known[batch["sha256"]] == batch["file"]
    cost = rows["F1.C1"]["evidence"][0]
    assert (cost["table"], cost["rows"]) == ("ledger", 4_473)


@pytest.mark.parametrize("day", EXECUTED)
def test_execution_at_a_day(day: str, year_store: Path, tmp_path: Path) -> None:
    made = data("evaluate", FORMS, year_store, day, to=tmp_path / "o.json")
    for form in made["forms"]:
        wan, percent = EXECUTED[day][form["code"]]
        spent = form["execution"]
        assert number(spent["paid"]) == Fraction(wan) * 10_000
        assert spent["rate"]["shown"] == f"{percent}%"
        assert f"{spent['elapsed']['num']}/{spent['elapsed']['den']}" == EXECUTED[day]["elapsed"]
    if day != END:
        assert {form["open"] for form in made["forms"]} == {"100.00"}
        assert {form["total"]["num"] for form in made["forms"]} == {0}


@pytest.mark.parametrize("scheme", load().topics["schemes"])
def test_every_scheme(scheme: str, year_store: Path, tmp_path: Path) -> None:
    made = data("evaluate", VIDEO, year_store, END, "--scheme", scheme, to=tmp_path / "o.json")
    jsonschema.validate(made, SCHEMA)
    (form,) = made["forms"]
    assert made["scheme"]["name"] == scheme
    assert Fraction(form["judged"]) + Fraction(form["open"]) == 100
    for row in form["rows"]:
        score, weight = row["points"]["score"], Fraction(row["points"]["weight"])
        assert score is None or 0 <= Fraction(score) <= weight
        if row["verdict"]["standing"] == "MET" and not row["actual"]["word"]:
            assert Fraction(score or 0) == weight
    said = load().topics["schemes"][scheme]
    assert Fraction(form["execution_points"]["weight"]) == Fraction(said["execution"])


def test_the_text(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("evaluate", OVERTIME, year_store, END) == 1
    golden("evaluate-2023-1.txt", capsys.readouterr().out)


def test_the_text_in_english(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("evaluate", VIDEO, year_store, END, "--lang", "en") == 1
    said = capsys.readouterr().out
    flat = " ".join(said.split())
    assert "no grade yet" in said
    assert "9 rows need a reason: L1 L2 L3 C1 C2 C3 C4 C5 S1" in flat
    assert "read as ≤: cash paid 1,132,500.00 yuan met" in flat
    notes = said.partition("\n\n   L1 ")[2].partition("points 64.17")[0]
    assert not [sign for sign in notes if "\u4e00" <= sign <= "\u9fff"]


def test_a_reason_for_every_row_is_a_clean_run(
    year_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reasons = tmp_path / "偏差原因.yaml"
    reasons.write_text("F1.T1: 1 月批复较晚\n", "utf-8")
    assert call("evaluate", OVERTIME, year_store, END, "--explain-reasons", str(reasons)) == 0
    said = capsys.readouterr().out
    assert "原因：1 月批复较晚" in said
    assert "行须说明原因" not in said
    assert call("evaluate", OVERTIME, year_store, END, "--exit-zero") == 0
    reasons.write_text("- nothing", "utf-8")
    assert call("evaluate", OVERTIME, year_store, END, "--explain-reasons", str(reasons)) == 2
    assert "读不出偏差原因" in capsys.readouterr().err


BAD = [
    (OVERTIME, END, ["--scheme", "nothing"], "没有这样的计分办法"),
    (OVERTIME, END, ["--engine", "nothing"], "没有 nothing"),
    (OVERTIME, END, ["--format", "nothing"], "没有 nothing"),
    (OVERTIME, END, ["--format", "xlsx"], "xlsx 请用 -o"),
    (OVERTIME, END, ["--bindings", "nothing.yaml"], "读不出指标与计量方法的对应"),
    (OVERTIME, "2023-13-01", [], "不是日期"),
    (OVERTIME, "20231231", [], "不是日期"),
    (OVERTIME, "", [], "截止到哪一天"),
    (OVERTIME, "2022-12-31", [], "截止日 2022-12-31 在这之前"),
    ("examples/nothing.docx", END, [], "没有这个文件"),
    ("examples/source.yaml", END, [], ""),
]


@pytest.mark.parametrize(("form", "day", "more", "words"), BAD, ids=[b[3] for b in BAD])
def test_bad_input_is_one_sentence(
    form: str,
    day: str,
    more: list[str],
    words: str,
    year_store: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("evaluate", form, year_store, day, *more) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert said.out == ""


def test_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("evaluate", OVERTIME, tmp_path / "none", END) == 2
    assert "不是佐证库" in capsys.readouterr().err
    assert call("evaluate", OVERTIME, "", END) == 2
    assert "请用 --evidence 写明" in capsys.readouterr().err


def test_bindings_of_ones_own(
    year_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows that they leave out are open; a project that they leave out is refused."""
    own = tmp_path / "bindings.yaml"
    own.write_text(
        "projects:\n  - name: “平安示例”视频监控系统\n    code: P3\n    rows:\n"
        '      C2: {measure: cost_sum, item: LINE_G7, contract: HT-LINE-G7, confirmed: "<="}\n',
        "utf-8",
    )
    made = data("evaluate", VIDEO, year_store, END, "--bindings", str(own), to=tmp_path / "o.json")
    rows = by_name(made)
    assert rows["F1.C2"]["verdict"]["standing"] == "MET"
    assert (rows["F1.C2"]["verdict"]["printed"], rows["F1.C2"]["verdict"]["op"]) == (">=", "<=")
    assert rows["F1.N1"]["verdict"]["reason"]["code"] == "not-bound"
    capsys.readouterr()
    assert call("evaluate", OVERTIME, year_store, END, "--bindings", str(own)) == 2
    assert "没有“节假日值班加班补贴经费”的指标与计量方法对应表" in capsys.readouterr().err


def test_one_form_that_cannot_be_evaluated_stops_no_other(
    year_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    yearless = tmp_path / "无年度.txt"
    text = (ROOT / "examples" / "shili-2023-1-overtime.txt").read_text("utf-8")
    yearless.write_text(text.replace("2023", ""), "utf-8")
    forms = [str(yearless), str(ROOT / OVERTIME)]
    assert main(["evaluate", *forms, "--evidence", str(year_store), "--as-of", END]) == 2
    said = capsys.readouterr()
    assert "没有写是哪一年度的表" in said.err
    assert "得分 56.29 / 已判定 57.50" in said.out


def test_csv(year_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    assert call("evaluate", VIDEO, year_store, END, "--format", "csv", "-o", str(out)) == 1
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) == 20
    assert lines[6].startswith("1,“平安示例”视频监控系统,L1,")
    seconds = f"{4_575_324 * 3600},{4_577_148 * 3600}"
    assert f",99.96%,{seconds},1,NOT_MET,3.13,3.13," in lines[6]
    assert all(line.endswith("合成数据 SYNTHETIC") for line in lines[1:])


def test_the_workbook(year_store: Path, tmp_path: Path) -> None:
    import re
    from zipfile import ZipFile

    import openpyxl

    out = tmp_path / "o.xlsx"
    assert call("evaluate", FORMS, year_store, END, "--format", "xlsx", "-o", str(out)) == 1
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["汇总", "指标", "执行", "依据"]
    assert all(sheet["A1"].value == "合成数据 SYNTHETIC" for sheet in book)
    with ZipFile(out) as parts:
        cells = re.findall(r"<v>([^<]*)</v>", parts.read("xl/worksheets/sheet2.xml").decode())
        assert "3126346.77" in cells  # the digits themselves, not the nearest double's
    rows = {(r[0], r[1]): r for r in book["指标"].iter_rows(min_row=3, values_only=True)}
    assert len(rows) == 51
    row = rows["示例县协警队伍经费", "C8"]
    assert row[5:8] == (627_000, 62_700_000, 100)
    totals = {r[0]: r for r in book["汇总"].iter_rows(min_row=5, values_only=True)}
    assert totals["“平安示例”视频监控系统"][7:11] == (64.17, 66.88, 33.12, "T1 B1 B2")
    months = list(book["执行"].iter_rows(min_row=3, values_only=True))
    assert [r[3] for r in months if r[1] == "2023-12"][2] == 7_596_342.64
    assert not [c for sheet in book for r in sheet for c in r if c.data_type == "f"]
