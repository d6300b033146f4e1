"""``jiheng monitor``: lights at the five dates, warnings, prorating, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from cli.evaluating import CASES, END, FORMS, MIDDLE, OVERTIME, VIDEO, call, data, golden
from conftest import ROOT

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
EXECUTED = yaml.safe_load((CASES / "execution-2023.yaml").read_text("utf-8"))
SCHEMA = json.loads((ROOT / "docs" / "reference" / "evaluate.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("day", EXECUTED)
def test_lights_at_a_day(day: str, year_store: Path, tmp_path: Path) -> None:
    made = data("monitor", FORMS, year_store, day, to=tmp_path / "m.json")
    jsonschema.validate(made, SCHEMA)
    for form in made["forms"]:
        wanted = EXECUTED[day]["light"] if form["code"] == "P3" else "green"
        assert form["execution"]["light"] == wanted
        behind = [one for one in form["warnings"] if one["kind"] == "execution-behind"]
        late = form["code"] == "P3" and day != END
        assert [one["level"] for one in behind] == ["bad" if wanted == "red" else "warn"] * late
        lit = {row["ref"] for row in form["rows"] if row["light"]}
        assert lit <= ({"N4"} if form["code"] == "P3" and day != END else set())


def test_the_text(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("monitor", VIDEO, year_store, MIDDLE) == 1
    golden("monitor-2023-06-30.txt", capsys.readouterr().out)


def test_nothing_to_warn_of(year_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("monitor", OVERTIME, year_store, MIDDLE) == 0
    assert "没有预警" in capsys.readouterr().out
    assert call("monitor", VIDEO, year_store, MIDDLE, "--exit-zero") == 0
    assert call("monitor", VIDEO, year_store, "2022-01-01") == 2


def test_a_ceiling_that_is_passed(year_store: Path, tmp_path: Path) -> None:
    """F4.C1 ends above its ceiling; a month before the end it is not over it yet."""
    form = "examples/shili-2023-4-auxiliary.docx"
    before = data("monitor", form, year_store, "2023-11-30", to=tmp_path / "m.json")
    after = data("monitor", form, year_store, END, to=tmp_path / "m.json")
    kinds = [
        [(w["kind"], w["ref"]) for w in made["forms"][0]["warnings"]] for made in (before, after)
    ]
    assert ("ceiling-passed", "C1") not in kinds[0]
    assert {("ceiling-passed", "C1"), ("ceiling-passed", "C8")} <= set(kinds[1])
    over = next(w for w in after["forms"][0]["warnings"] if w["ref"] == "C1")
    assert over["level"] == "bad"
    assert "0.203871 万元" in over["text"]


def test_the_workbook_begins_with_the_warnings(year_store: Path, tmp_path: Path) -> None:
    import openpyxl

    out = tmp_path / "m.xlsx"
    assert call("monitor", VIDEO, year_store, MIDDLE, "--format", "xlsx", "-o", str(out)) == 1
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[0] == "预警"
    rows = list(book["预警"].iter_rows(min_row=5, values_only=True))
    assert [row[1:3] for row in rows] == [
        ("EXEC", "留意"),
        ("L1", "留意"),
        ("L2", "留意"),
        ("L3", "留意"),
    ]
