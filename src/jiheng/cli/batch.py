"""A run over files: few of them here and now, many on all cores, what is journalled not again."""

from __future__ import annotations

from ..model.digest import sha256_hex
from ..model.finding import Report
from ..model.refusal import Refusal
from .archives import inside
from .files import STDIN, load
from .jobs import Done, Job

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..documents.archives.shelf import Shelf
    from .journal import Journal
    from .progress import Progress
    from .workers import Task

MANY = 12  # files from which starting processes pays


def run(
    paths: Sequence[str], job: Job, progress: Progress, journal: Journal | None = None
) -> Iterator[Report]:
    """A report for each path, in order; nothing is held for longer than its turn takes."""
    known = journal.paths if journal else frozenset()
    fresh = sum(path not in known for path in paths)
    shelf = _shelf(paths)
    tasks = _tasks(paths, job, shelf, journal)
    if fresh >= MANY and STDIN not in paths:
        done = _together(tasks, job, paths, progress)
    else:
        done = _alone(tasks, job, progress)
    try:
        for one in done:
            if journal and one.packed and not one.again:
                journal.add(one.report.path, one.content, one.packed)
            progress.end(one.rows, one.again)
            yield one.report
    finally:
        if shelf:
            shelf.close()


def _shelf(paths: Sequence[str]) -> Shelf | None:
    """Where archives stay open, if there are any: a short run loads nothing for them."""
    if not any(map(inside, paths)):
        return None
    from ..documents.archives.shelf import Shelf

    return Shelf()


def _tasks(
    paths: Sequence[str], job: Job, shelf: Shelf | None, journal: Journal | None
) -> Iterator[Task]:
    """Each path as something to do; what is in an archive with its bytes: it is open here."""
    for path in paths:
        packed = inside(path)
        known = journal is not None and path in journal.paths and path != STDIN
        if not packed and not known:
            yield path, None
            continue
        try:
            data = load(path, job.book, shelf)
        except Refusal as refusal:
            yield Done(Report(path, error=refusal))
            continue
        kept = journal.report(path, sha256_hex(data)) if journal and known else None
        if kept:
            yield Done(kept, again=True)
        else:
            yield path, data if packed else None


def _alone(tasks: Iterator[Task], job: Job, progress: Progress) -> Iterator[Done]:
    for task in tasks:
        if isinstance(task, Done):
            progress.begin(task.report.path, 0)
            yield task
            continue
        path, data = task
        try:
            data = load(path, job.book) if data is None else data
        except Refusal as refusal:
            yield Done(Report(path, error=refusal))
            continue
        progress.begin(path, len(data))
        yield job.do(path, data)


def _together(
    tasks: Iterator[Task], job: Job, paths: Sequence[str], progress: Progress
) -> Iterator[Done]:
    from .workers import results

    progress.begin(paths[0], 0)
    for done in results(tasks, job):
        progress.begin(done.report.path, 0)
        yield done
