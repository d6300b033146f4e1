"""Many files on all cores: in order, isolated, whatever happens to a worker."""

from __future__ import annotations

import pickle
from pathlib import Path

from jiheng.check import check_bytes
from jiheng.cli.jobs import Done, Job
from jiheng.cli.workers import _Worker, results
from jiheng.model.finding import Report
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
JOB = Job(BOOK)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GOOD = [str(path) for path in sorted(EXAMPLES.glob("shili-2023-*.txt"))]


def reports(paths: list[str], **how: int) -> list[Report]:
    return [done.report for done in results(((path, None) for path in paths), JOB, **how)]


def test_the_reports_are_those_of_one_process_in_the_order_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 not a document")
    paths = [*GOOD, str(bad), *GOOD[::-1], str(tmp_path / "missing.txt")]
    found = reports(paths, workers=3)
    assert [report.path for report in found] == paths
    for report in found[:4]:
        alone = check_bytes(Path(report.path).read_bytes(), report.path, BOOK)
        assert report.findings == alone.findings
    assert found[4].error
    assert found[-1].error


def test_a_worker_that_dies_costs_its_file_only() -> None:
    worker = _Worker(JOB)
    worker.process.kill()
    worker.process.join()
    try:
        worker.give(0, GOOD[0])
        died = worker.answer(60)
        assert died[0].report.error
        assert GOOD[0] in died[0].report.error.sentence()
        worker.give(1, GOOD[1])
        answer: dict[int, Done] = {}
        while not answer:
            answer = worker.answer(60)
        assert not answer[1].report.error
    finally:
        worker.stop()


def test_a_file_that_takes_too_long_is_given_up_by_name() -> None:
    found = reports(GOOD, workers=1, seconds=-1)
    assert [report.path for report in found] == GOOD
    assert any(r.error and "-1" in r.error.sentence() for r in found)


def test_bytes_that_only_we_can_fetch_go_along_and_what_is_there_keeps_its_turn() -> None:
    there = Done(Report("b"), again=True)
    data = Path(GOOD[0]).read_bytes()
    tasks = [("a.zip!/x.txt", data), there, (GOOD[1], None), there]
    found = list(results(iter(tasks), JOB, workers=2))
    assert [done.report.path for done in found] == ["a.zip!/x.txt", "b", GOOD[1], "b"]
    assert found[0].report.findings == check_bytes(data, "a.zip!/x.txt", BOOK).findings


def test_reading_alone_runs_no_rule() -> None:
    (done,) = results(iter([(GOOD[0], None)]), Job(BOOK, rules=False))
    assert done.report.document
    assert done.report.document.forms
    assert not done.report.checked


def test_a_refusal_travels_whole() -> None:
    refusal = Refusal("a.docx", "坏了", "重来", problem_en="bad", remedy_en="again", where="第3行")
    copy = pickle.loads(pickle.dumps(refusal))
    assert [copy.sentence(lang) for lang in ("zh", "en")] == [
        refusal.sentence(lang) for lang in ("zh", "en")
    ]
