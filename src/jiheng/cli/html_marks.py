"""Numbers that tie a finding's card to its cells, and text made safe for HTML."""

from __future__ import annotations

from ..model.finding import Severity
from .labels import is_row
from .output import roots
from .phrases import by_code
from .width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.finding import Finding
    from ..model.form import Form
    from ..model.place import Place

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def esc(text: str) -> str:
    """Text of a file as HTML text or attribute value: nothing in it is markup."""
    return clean(text).translate(_SIGNS)


class Marks:
    """The numbered findings of one form by the cell they stand at ("C1/value", "budget_amount")."""

    def __init__(
        self, name: str, findings: Iterable[Finding], lang: str, form: Form | None = None
    ) -> None:
        self.name = name
        self.lang = lang
        self.groups: list[list[tuple[int, Finding]]] = []
        self._at: dict[str, list[tuple[int, Severity, str]]] = {}
        self._form = form
        self._drawn: dict[str, str] = {}
        number = 0
        counted = sorted(roots(findings), key=lambda finding: _RANK[finding.severity])
        for group in by_code(counted):
            self.groups.append([])
            for finding in group:
                number += 1
                self.groups[-1].append((number, finding))
                for place in (finding.place, *finding.also):
                    here = self._at.setdefault(self._cell(place, form), [])
                    mark = (number, finding.severity, finding.code)
                    if mark not in here:
                        here.append(mark)

    def _cell(self, place: Place, form: Form | None) -> str:
        """The cell the place is drawn at: the title where the form has no such cell."""
        if is_row(place):
            return f"{place.ref}/{place.part or 'name'}"
        return place.ref if form and place.ref in form.fields else ""

    def anchor(self, place: Place) -> str:
        """The id of the cell a place is drawn at, once the sheet is drawn; "" where none is."""
        cell = self._cell(place, self._form)
        return self._drawn.get(cell, "" if cell or not self._form else f"{self.name}:")

    def homeless(self, ref: str, columns: Sequence[str]) -> list[str]:
        """Marks of a row that stand in a column the form does not print; its name bears them."""
        start = f"{ref}/"
        return [
            name
            for name in self._at
            if name.startswith(start) and name.removeprefix(start) not in columns
        ]

    def attributes(self, *names: str, kind: str = "") -> str:
        """The class and link attributes of a cell, with a leading blank; "" where it has none."""
        found = self._found(names)
        classes = [kind] if kind else []
        out = ""
        if found:
            classes.append(f"f-{min((s for _, s, _ in found), key=_RANK.__getitem__)}")
            own = f"{self.name}:{next(name for name in names if name in self._at)}"
            self._drawn |= dict.fromkeys(names, own)
            out = f' id="{esc(own)}"'
        out += f' class="{" ".join(classes)}"' if classes else ""
        if found:
            out += f' data-n="{" ".join(f"{self.name}-{n}" for n, _, _ in found)}"'
        return out

    def sup(self, *names: str) -> str:
        """The numbers after a cell's text, each leading to its card."""
        return "".join(
            f'<sup class="n {severity}" data-c="{code}"><a href="#{self.name}-{n}">{n}</a></sup>'
            for n, severity, code in self._found(names)
        )

    def _found(self, names: Iterable[str]) -> list[tuple[int, Severity, str]]:
        found = [pair for name in names for pair in self._at.get(name, ())]
        return sorted(dict.fromkeys(found))
