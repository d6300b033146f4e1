"""``--diff --format json``: as docs/reference/diff.schema.json describes it."""

from __future__ import annotations

from .jsonout import encode, finding_data, place_data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..compare import FormDiff
    from .diff import Diff
    from .output import View


def write(diff: Diff, out: Callable[[str], object], view: View) -> None:
    """The whole comparison."""
    forms = [_form(one, diff, view) for one in diff.forms]
    data = {"old": diff.old.path, "new": diff.new.path, "forms": forms}
    out(encode(data) + "\n")


def _form(one: FormDiff, diff: Diff, view: View) -> dict[str, Any]:
    form = one.new or one.old
    assert form
    groups = (("gone", one.gone, diff.old), ("come", one.come, diff.new))
    return {
        "title": form.text("title") or None,
        "project_name": form.text("project_name") or None,
        "in_old": one.old is not None,
        "in_new": one.new is not None,
        "changes": [
            {
                "kind": change.kind,
                "where": change.where,
                "old": change.old,
                "new": change.new,
                "place": place_data(change.place),
            }
            for change in one.changes
        ],
        **{
            name: [finding_data(finding, view.voice, report.document) for finding in findings]
            for name, findings, report in (*groups, ("stayed", one.stayed, diff.new))
        },
    }
