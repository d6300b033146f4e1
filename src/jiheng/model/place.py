"""Where something stands: in the file (Address) and in the form (Place)."""

from __future__ import annotations

from .record import record


@record
class Address:
    """A cell or line of the source file. Ordinals count from 1; 0 or "" means "does not apply"."""

    page: int = 0
    sheet: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    line: int = 0


NOWHERE = Address()


@record
class Place:
    """A spot of a form that a person can point at.

    ``form`` counts from 1 (0: the file itself). ``ref`` names an indicator row by family and
    ordinal ("C1", seed-projects section 1) or a form field by its key ("budget_amount"); "" means
    the whole form. ``part`` is the column of the row ("level1", "name", "value", "standard", …).
    ``name`` is what a person reads there (indicator name or printed label), ``raw`` the cell text.
    """

    form: int = 0
    ref: str = ""
    part: str = ""
    name: str = ""
    raw: str = ""
    address: Address = NOWHERE

    @property
    def key(self) -> str:
        """Stable short name: "F1.C1", "F1.budget_amount", "F1", or "file".

        An evidence row is its table and key: "ledger:L000123".
        """
        if not self.form:
            return self.ref or "file"
        return f"F{self.form}.{self.ref}" if self.ref else f"F{self.form}"
