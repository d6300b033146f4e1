"""How the door's tests run a command and render a report."""

from __future__ import annotations

from collections.abc import Iterable

from cli.samples import voice

from jiheng.cli.output import View, make
from jiheng.model.finding import Report
from jiheng.model.refusal import Refusal

REFUSED = Report(
    "坏.docx",
    error=Refusal(
        "坏.docx",
        "文件是空的",
        "请确认选对了文件",
        problem_en="the file is empty",
        remedy_en="Make sure it is the right file",
    ),
)


def render(name: str, reports: Iterable[Report], lang: str = "zh", **view) -> str:
    """The reports in one format, as one text."""
    out: list[str] = []
    output = make(name, out.append, View(voice(lang), **view))
    output.begin()
    for report in reports:
        output.report(report)
    output.end()
    return "".join(out)
