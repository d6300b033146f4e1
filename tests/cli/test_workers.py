"""Many files on all cores: in order, isolated, whatever happens to a worker."""

from __future__ import annotations

import pickle
from pathlib import Path

from jiheng.check import check_bytes
from jiheng.cli.workers import _Worker, reports
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GOOD = [str(path) for path in sorted(EXAMPLES.glob("shili-2023-*.txt"))]


def test_the_reports_are_those_of_one_process_in_the_order_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 not a document")
    paths = [*GOOD, str(bad), *GOOD[::-1], str(tmp_path / "missing.txt")]
    found = list(reports(paths, BOOK, (), (), workers=3))
    assert [report.path for report in found] == paths
    for report in found[:4]:
        alone = check_bytes(Path(report.path).read_bytes(), report.path, BOOK)
        assert report.findings == alone.findings
    assert found[4].error
    assert found[-1].error


def test_a_worker_that_dies_costs_its_file_only() -> None:
    worker = _Worker(BOOK, (), ())
    worker.process.kill()
    worker.process.join()
    try:
        worker.give(0, GOOD[0])
        died = worker.answer(60)
        assert died[0].error
        assert GOOD[0] in died[0].error.sentence()
        worker.give(1, GOOD[1])
        answer: dict[int, object] = {}
        while not answer:
            answer = worker.answer(60)
        assert not answer[1].error  # type: ignore[attr-defined]
    finally:
        worker.stop()


def test_a_file_that_takes_too_long_is_given_up_by_name() -> None:
    found = list(reports(GOOD, BOOK, (), (), workers=1, seconds=-1))
    assert [report.path for report in found] == GOOD
    assert any(r.error and "-1" in r.error.sentence() for r in found)


def test_a_refusal_travels_whole() -> None:
    refusal = Refusal("a.docx", "坏了", "重来", problem_en="bad", remedy_en="again", where="第3行")
    copy = pickle.loads(pickle.dumps(refusal))
    assert [copy.sentence(lang) for lang in ("zh", "en")] == [
        refusal.sentence(lang) for lang in ("zh", "en")
    ]
