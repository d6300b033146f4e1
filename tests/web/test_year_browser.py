"""The whole year in a browser: four projects, from their files to their published results.

The server, its worker and the database are as a county has them. What the pages show for 2023 is
compared with what ``jiheng evaluate`` prints from the same store.
JIHENG_TEST_EVIDENCE names a store that was filled before (half a minute less);
JIHENG_SCREENSHOTS=FOLDER keeps a picture of every page in both widths.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from django.db import connections

from web import serving, year
from web.year import Looks, Person

EXAMPLES = sorted((ROOT / "examples").glob("shili-2023-?-*.docx"))
PEOPLE = (
    "tianbao", "fuzeren", "zhuguan", "caizheng", "caizheng2", "pingjia", "shenji", "guanli",
)  # fmt: skip
OPEN = {"CANNOT_JUDGE": "无法判断", "PENDING": "未到期", "INCOMPLETE": "佐证不全"}
RECORDS = """
import os, sys, tempfile
from jiheng.evidence.imports import bring
from jiheng.evidence.outcome import Wanted
from jiheng.evidence.store import Store
from jiheng.evidence.synthetic import MAKERS
from jiheng.evidence.synthetic.folder import write
from jiheng.policy import load
folder = os.path.join(tempfile.mkdtemp(), "made")
write(folder)
store, policy = Store(os.path.join(os.environ["JIHENG_DATA"], "evidence")), load()
for name in MAKERS:
    if name != "point_sample":
        wanted = Wanted(table=name, by="SYNTHETIC")
        bring(os.path.join(folder, f"{name}.csv"), store, policy, wanted)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Place]:
    folder = tmp_path_factory.mktemp("year")
    made = serving.Place(folder, f"year_{folder.name}".lower().replace("-", "_"))
    made.run(serving.COUNTY)
    if kept := os.environ.get("JIHENG_TEST_EVIDENCE"):
        shutil.copytree(kept, folder / "evidence")
    else:
        made.run(RECORDS)
    made.start()
    yield made
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def looks() -> Looks:
    return Looks()


@pytest.fixture(scope="module")
def people(place: serving.Place, looks: Looks) -> Iterator[dict[str, Person]]:
    if connections["default"].vendor == "sqlite":  # pages look the same on every database
        Person.looks = looks
    with year.browser() as browser:
        yield {name: Person(browser, place.base, name) for name in PEOPLE}


def evaluated(place: serving.Place, *paths: Path) -> list[dict[str, Any]]:
    """What the command says of the same records."""
    words = [
        sys.executable, "-P", "-m", "jiheng", "evaluate", *map(str, paths), "--as-of", "2023-12-31",
        "--evidence", str(place.folder / "evidence"), "--format", "json", "--exit-zero",
    ]  # fmt: skip
    done = subprocess.run(words, check=True, capture_output=True, env=place.environment)
    forms: list[dict[str, Any]] = json.loads(done.stdout)["forms"]
    return forms


def declared(people: dict[str, Person], path: Path, name: str) -> int:
    """From the file to the baseline and its publication."""
    preparer = people["tianbao"]
    project = preparer.upload(path)
    Person.names[project] = name
    preparer.look("edit")
    for stage in ("declaration", "redeclaration"):
        preparer.hand_in_form(project, stage)
        for reviewer in ("fuzeren", "zhuguan", "caizheng"):
            people[reviewer].review(project)
    people["caizheng2"].review(project, approve=True)
    preparer.hand_in(project, "disclosure")
    people["fuzeren"].review(project)
    return project


def assessed(people: dict[str, Person], project: int, page: str, day: str) -> None:
    """A result of the records, explained, handed in and passed."""
    preparer = people["tianbao"]
    preparer.evaluate(project, page, day)
    preparer.look(f"{page}-to-explain")
    preparer.explain()
    preparer.hand_in(project, page)
    for reviewer in ("fuzeren", "zhuguan"):
        people[reviewer].review(project)


@pytest.mark.parametrize("number", range(4))
def test_the_year_of_a_project(
    place: serving.Place, people: dict[str, Person], number: int
) -> None:
    (told,) = evaluated(place, EXAMPLES[number])
    preparer = people["tianbao"]
    project = declared(people, EXAMPLES[number], told["project"])
    assessed(people, project, "monitoring", "2023-06-30")
    preparer.go(f"/projects/{project}/self-evaluation/")
    preparer.press(re.compile("开启"))  # type: ignore[arg-type]
    assessed(people, project, "self-evaluation", "2023-12-31")
    same_figures(preparer, project, told)
    if number == 0:
        evaluation(people, project)
    else:
        people["caizheng"].skip(project, "evaluation", "当年不抽评这个项目")
        people["caizheng"].skip(project, "rectification", "没有要整改的问题")
    preparer.hand_in(project, "publication")
    for reviewer in ("fuzeren", "zhuguan"):
        people[reviewer].review(project)
    published(place, project, told)
    for person in people.values():
        assert person.said == []


def evaluation(people: dict[str, Person], project: int) -> None:
    """The finance bureau's, with a problem that the unit puts right."""
    evaluator, preparer = people["pingjia"], people["tianbao"]
    evaluator.evaluate(project, "evaluation", "2023-12-31")
    evaluator.look("evaluation")
    evaluator.explain()
    evaluator.hand_in(project, "evaluation")
    people["caizheng"].review(project)
    preparer.go(f"/projects/{project}/rectification/")
    preparer.look("rectification")
    preparer.hand_in(project, "rectification")
    for reviewer in ("fuzeren", "zhuguan"):
        people[reviewer].review(project)


def same_figures(person: Person, project: int, told: dict[str, Any]) -> None:
    """Row by row: actual value, weight, points or verdict; total, open weight, no grade then."""
    person.go(f"/projects/{project}/self-evaluation/")
    person.look("self-evaluation")
    lines = [
        [" ".join(cell.split()) for cell in row.locator("td, th").all_inner_texts()]
        for row in person.page.locator(".official table tr").all()
    ]
    for row in told["rows"]:
        named = [line for line in lines if row["name"] in line and row["target"] in line]
        assert named, (row["ref"], row["name"], row["target"], lines)
        assert any(_same(line, row) for line in named), (row["ref"], named, row)
    shown = person.text()
    assert told["total"]["shown"] in shown
    if told["open"] == "0.00":
        assert f"等级 {told['grade']}" in shown
    else:
        assert told["grade"] == ""
        assert f"未判定分值 {told['open']}，不定等级" in shown
        assert not re.search(r"等级 [优良中差]", shown)
        for row in told["rows"]:
            if row["verdict"]["standing"] in OPEN:
                word = OPEN[row["verdict"]["standing"]]
                weight = row["points"]["weight"]
                assert re.search(rf"{row['ref']}\s+{re.escape(row['name'])}\s+{weight} 分 · {word}",
                                 shown), row["ref"]  # fmt: skip
    person.go(f"/projects/{project}/")
    person.look("project-year")
    for row in told["rows"]:
        line = " ".join(person.page.locator(f"tr:has-text('{row['name']}')").all_inner_texts())
        assert row["verdict"]["text"] in line, (row["ref"], line)


def _same(line: list[str], row: dict[str, Any]) -> bool:
    """Whether a line of the official table says what the command says of a row."""
    actual, weight, score = line[-4], line[-3], line[-2]
    judged = row["verdict"]["standing"] not in OPEN
    right = weight == _plain(row["points"]["weight"])
    right &= score == (
        _plain(row["points"]["score"]) if judged else OPEN[row["verdict"]["standing"]]
    )
    value = row["actual"]["value"]
    if value is None or not right:
        return right
    exact = Fraction(value["num"], value["den"])
    number = re.match(r"-?[\d,]+(\.\d+)?", actual)
    if not number:
        return actual in ("", "—", "–", row["actual"]["word"])
    said = Fraction(number[0].replace(",", ""))
    places = len(number[1] or ".") - 1
    for scale in (1, 100, Fraction(1, 10_000)):  # as it is, in per cent, in 万元
        off, last = exact * scale - said, Fraction(1, 10**places)
        if abs(off) * 2 <= last or 0 <= off < last:  # half up, or down where it would look met
            return True
    return False


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def published(place: serving.Place, project: int, told: dict[str, Any]) -> None:
    """Anybody reads it, without signing in."""
    status, _, body = place.ask("GET", f"/public/{project}/")
    assert status == 200, body[:500]


@pytest.mark.looks
def test_every_page_that_was_come_to_is_accessible(looks: Looks) -> None:
    """Of what the four years showed: nothing serious by axe-core, no sideways scroll."""
    assert looks.seen, "the years were not walked"
    assert {name: one["axe"] for name, one in looks.seen.items() if one["axe"]} == {}
    assert {name: one["wide"] for name, one in looks.seen.items() if max(one["wide"]) > 0} == {}
