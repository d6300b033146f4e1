"""Rows of a wide table that sum up a department or a unit: the projects below belong to it.

``820-某某部门 ¦ 8,827,620.53`` above ``820001-某某单位 ¦ 某项目 ¦ …``: the codes before the names
say who is above whom (a department's code begins its units' codes), else the order does.
"""

from __future__ import annotations

from ..model.form import Field
from ..model.record import replace
from .vocabulary import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

SUMS = ("合计", "总计", "小计", "共计", "总合计")
UNITS = ("reporting_unit", "implementing_unit", "department")
_CODE = 3  # digits of a department's code at least


class Groups:
    """The sum rows in force, from the department down."""

    def __init__(self) -> None:
        self.open: list[tuple[str, Field]] = []
        self.fresh = True
        self.given: list[Field] = []

    def sum(self, cells: Mapping[str, Field]) -> None:
        """A row that names no indicator. ``cells`` are by field key (project_name, unit_code …)."""
        name = next((f for k in (*UNITS, "project_name") if (f := _said(cells, k))), None)
        if name is None or squeeze(name.text) in SUMS:
            return
        code = code_of(cells["unit_code"].text) if "unit_code" in cells else code_of(name.text)
        if not self.fresh:
            self.open = [one for one in self.open if one[0] and _under(code, one[0])]
        self.open.append((code, name))
        self.fresh = True

    def project(self, cells: Mapping[str, Field]) -> dict[str, Field]:
        """What the sum rows above a project say of it: its department, its unit."""
        self.fresh = False
        unit = next((f for k in UNITS if (f := _said(cells, k))), None)
        code = code_of(_text(cells, "unit_code")) or code_of(unit.text if unit else "")
        out: dict[str, Field] = {}
        for own, name in self.open:
            if own and own == code:
                out["implementing_unit"] = _coded(name, own)
            elif (own and _under(code, own)) or (not own and unit and unit.text != name.text):
                out["department"] = replace(name, key="department")
        said = [key for key in out if (f := _said(cells, key)) and f not in self.given]
        self.given += out.values()
        return {key: field for key, field in out.items() if key not in said}


def code_of(text: str) -> str:
    """The code in front of a name: 820001-某某单位 → 820001; "" where there is none."""
    word = squeeze(text).lstrip("（([【")
    digits = word[: len(word) - len(word.lstrip("0123456789"))]
    return digits if len(digits) >= _CODE and not word[len(digits) :].startswith("年") else ""


def _under(code: str, above: str) -> bool:
    return code != above and code.startswith(above)


def _coded(name: Field, code: str) -> Field:
    """The unit with its code, where the code stands in a column of its own."""
    field = replace(name, key="implementing_unit")
    return field if code in field.text else replace(field, view=f"{code} {field.text}")


def _said(cells: Mapping[str, Field], key: str) -> Field | None:
    field = cells.get(key)
    return field if field and field.text else None


def _text(cells: Mapping[str, Field], key: str) -> str:
    return cells[key].text if key in cells else ""
