"""What people have decided about findings, applied to each report of a check.

The waivers of a form's folder, and a baseline. Only what is there is loaded: a folder without a
waiver file costs one question to the disk.
"""

from __future__ import annotations

import os

from .archives import archive_of, inside
from .files import OURS, STDIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from ..model.finding import Report
    from .baseline import Baseline
    from .waivers import Waivers


def folder_of(form_path: str) -> str:
    """The folder a form's file stands in; of one in an archive, the archive's."""
    return os.path.dirname(archive_of(form_path) if inside(form_path) else form_path)


class Decided:
    """Marks what is waived or known. ``fixed``: how many of the baseline were not met again."""

    def __init__(self, options: Namespace, paths: Iterable[str], profile: str) -> None:
        """Raises Refusal where a waiver file or the baseline is wrong: before anything is read."""
        self._waivers = None if options.no_waivers else _waivers(paths)
        self._known: Baseline | None = None
        self._new: Baseline | None = None
        if options.baseline or options.write_baseline:
            from .baseline import empty, load

            whole = not (options.select or options.ignore)
            self._known = load(options.baseline, whole) if options.baseline else None
            self._new = empty(options.write_baseline, profile) if options.write_baseline else None

    def __call__(self, report: Report) -> Report:
        """The report with its findings marked."""
        if self._waivers:
            waivers = self._waivers.of(report.path)
            if waivers:
                from datetime import date

                from ..accept import with_waivers

                report = with_waivers(report, waivers, date.today().isoformat())
        if self._new:
            self._new.add(report)
        return self._known.marked(report) if self._known else report

    @property
    def fixed(self) -> int:
        """Findings of the baseline, in files of this run, that are gone."""
        return self._known.fixed() if self._known else 0

    def end(self, lang: str) -> None:
        """Write the new baseline, if one was asked for."""
        if self._new:
            from .console import complain

            self._new.save()
            complain(self._new.told(lang))


def _waivers(paths: Iterable[str]) -> Waivers | None:
    folders = dict.fromkeys(folder_of(path) for path in paths if path != STDIN)
    found = [path for folder in folders if os.path.isfile(path := os.path.join(folder, OURS))]
    if not found:
        return None
    from .waivers import Waivers

    made = Waivers()
    for path in found:
        made.read(path)
    return made
