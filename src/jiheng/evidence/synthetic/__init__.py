"""合成数据 SYNTHETIC: the year 2023 of 示例县公安局, invented row by row from stated rules.

No random numbers: every row follows a rule of seed-projects section 6, so that each total has a
closed form. Nobody in it exists; ids are P001…, A001…, C0001….
"""

from __future__ import annotations

from . import paid, people, points, supply, surveys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Row = tuple[object, ...]

VERSION = "1"
BANNER = "合成数据 SYNTHETIC"

MAKERS: Mapping[str, Callable[[], Iterable[Row]]] = {
    "person": people.persons,
    "attendance": people.attendance,
    "ledger": paid.ledger,
    "bank_return": paid.bank_returns,
    "si_contribution": paid.contributions,
    "contract": supply.contracts,
    "invoice": supply.invoices,
    "power_bill": supply.power_bills,
    "acceptance": supply.acceptances,
    "asset": supply.assets,
    "point": points.points,
    "outage_event": points.outages,
    "availability_daily": points.daily,
    "probe_sample": points.samples,
    "ticket": points.tickets,
    "inspection": points.inspections,
    "survey": surveys.surveys,
    "survey_response": surveys.responses,
    "crime_monthly": surveys.crime,
    "population_year": surveys.population,
    "qual_doc": surveys.conclusions,
    "budget_version": surveys.budgets,
}
"""Canonical table to its rows, in the column order of model/tables.py."""
