"""A baseline: the findings a folder has today, so that tomorrow only new ones are listed.

A file of JSON that people can read and compare: which product and policy it is of, and for each
finding its file, rule, place and fingerprint. A finding is known by its fingerprint (accept.py),
wherever the file has moved; what is gone is counted for the files of the run.
"""

from __future__ import annotations

import os

from .. import __version__
from ..accept import fingerprint, with_baseline
from ..model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..model.finding import Report

    Entry = tuple[str, str, str, str]  # file, code, place, fingerprint

KEYS = ("file", "code", "place", "fingerprint")
OURS = ("X901", "X902", "X903")  # not of the form: a crash, a waiver out of date


class Baseline:
    """Entries of one file. ``whole``: every rule was run, so what is missing is gone."""

    def __init__(
        self, path: str, profile: str, entries: frozenset[Entry] = frozenset(), whole: bool = True
    ) -> None:
        self.path, self.profile = path, profile
        self.entries = set(entries)
        self.known = frozenset(entry[3] for entry in entries)
        self._whole = whole
        self._files: set[str] = set()
        self._met: set[str] = set()
        self._codes: set[str] = set()

    def add(self, report: Report) -> None:
        """Take the findings of a report in; what is accepted has a word of its own already."""
        name = self._name(report.path)
        for finding in report.findings:
            if finding.code not in OURS and not finding.accepted:
                mark = fingerprint(finding, report.document)
                self.entries.add((name, finding.code, finding.place.key, mark))

    def marked(self, report: Report) -> Report:
        """The report with what the baseline knows marked, and noted as met."""
        if report.error:
            return report
        self._files.add(self._name(report.path))
        self._codes |= {one.code for one in report.checked}
        self._met |= {fingerprint(finding, report.document) for finding in report.findings}
        return with_baseline(report, self.known)

    def fixed(self) -> int:
        """Entries of the files met whose finding was not; of rules not run nothing is said."""
        return sum(
            name in self._files and mark not in self._met and (self._whole or code in self._codes)
            for name, code, _, mark in self.entries
        )

    def save(self) -> None:
        """Write the file, whole or not at all."""
        from json import dumps

        from .sink import Sink

        head = {"jiheng": __version__, "profile": self.profile}
        lines = [
            dumps(dict(zip(KEYS, entry, strict=True)), ensure_ascii=False)
            for entry in sorted(self.entries)
        ]
        with Sink(self.path, utf8=True) as sink:
            sink.write(f'{dumps(head, ensure_ascii=False)[:-1]}, "findings": [\n')
            sink.write(",\n".join(lines) + "\n]}\n")

    def told(self, lang: str) -> str:
        """What was written."""
        number = len(self.entries)
        if lang == "zh":
            return f"已把 {number} 处问题记进基线 {self.path}"
        return f"{number} findings written to the baseline {self.path}"

    def _name(self, path: str) -> str:
        """The file as seen from the baseline's folder."""
        try:
            path = os.path.relpath(path, os.path.dirname(self.path) or ".")
        except ValueError:  # another drive of Windows
            path = os.path.abspath(path)
        return path.replace(os.sep, "/")


def empty(path: str, profile: str) -> Baseline:
    """One to be filled and saved."""
    return Baseline(path, os.path.basename(profile))


def load(path: str, whole: bool) -> Baseline:
    """The baseline of a file. Raises Refusal where there is none, or something else."""
    from json import loads

    try:
        with open(path, "rb") as file:
            data = loads(file.read())
    except FileNotFoundError:
        raise _refused(path, "没有这份基线", "there is no such baseline") from None
    except (OSError, ValueError, RecursionError) as error:
        said = error.strerror if isinstance(error, OSError) else "不是基线文件"
        raise _refused(path, f"基线读不出来（{said}）", "the baseline cannot be read") from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise _refused(path, "这不是基线文件", "this is no baseline")
    entries = frozenset(_entry(path, number, one) for number, one in enumerate(data["findings"], 1))
    return Baseline(path, str(data.get("profile", "")), entries, whole)


def _entry(path: str, number: int, one: Any) -> Entry:
    said = one if isinstance(one, dict) else {}
    values = tuple(said.get(key) for key in KEYS)
    if not all(isinstance(value, str) for value in values):
        raise _refused(
            path, f"基线的第 {number} 条不完整", f"entry {number} of the baseline is incomplete"
        )
    file, code, place, mark = map(str, values)
    return file, code, place, mark


def _refused(path: str, zh: str, en: str) -> Refusal:
    return Refusal(
        path,
        zh,
        "请用 jiheng check 文件夹 --write-baseline 文件 重新生成",
        problem_en=en,
        remedy_en="Write it anew: jiheng check FOLDER --write-baseline FILE",
    )
