"""Which measure counts which indicator: one YAML file a set of forms, rows named by project + ref.

    projects:
      - name: the project's name as printed on the form (or its code in the records)
        code: P1
        common: {roster: POL}          # parameters of every row
        execution: {…}                 # parameters of the execution rate
        rows:
          C1: {measure: cost_sum, item: OT}

Parameters are words or lists of words; numbers are quoted. ``confirmed: "<="`` in a row is the
comparator a person confirmed against what the form prints.
"""

from __future__ import annotations

from os.path import dirname, join

from ...model.refusal import Refusal
from ...model.result import Binding
from ...policy.store import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

EXAMPLE = join(dirname(__file__), "shili-2023.yaml")
EXECUTION = "EXEC"
"""The ref of the binding that every project has besides its rows."""


def load(path: str = EXAMPLE) -> tuple[Binding, ...]:
    """The bindings of a file. Raises Refusal where it cannot be read or says too little."""
    try:
        with open(path, "rb") as file:
            said = parse({"bindings.yaml": file.read()})["bindings"]
        return tuple(one for project in said["projects"] for one in _project(project))
    except OSError as error:
        raise _refused(path, str(error.strerror)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused(path, f"{type(error).__name__}: {error}") from error


def _refused(path: str, why: str) -> Refusal:
    return Refusal(
        path,
        f"读不出指标与计量方法的对应（{why}）",
        "请照 evidence/bindings/shili-2023.yaml 的写法填写",
        problem_en=f"the bindings cannot be read ({why})",
        remedy_en="Write it as evidence/bindings/shili-2023.yaml is written",
    )


def _project(said: dict[str, Any]) -> list[Binding]:
    common = said.get("common") or {}
    rows = {EXECUTION: {"measure": "execution", **(said.get("execution") or {})}, **said["rows"]}
    return [_binding(said, common, ref, row) for ref, row in rows.items()]


def _binding(
    said: dict[str, Any], common: dict[str, Any], ref: str, row: dict[str, Any]
) -> Binding:
    own = {key: _words(value) for key, value in row.items() if key not in ("measure", "confirmed")}
    shared = {} if ref == EXECUTION else {key: _words(value) for key, value in common.items()}
    return Binding(
        said["name"],
        str(said["code"]),
        ref,
        row["measure"],
        {**shared, **own},
        row.get("confirmed", ""),
    )


def _words(value: Any) -> str | tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else str(value)
