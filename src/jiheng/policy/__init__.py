"""The book of numbers, words and layouts: data with dates and sources, never code.

Each ``*.yaml`` here is one topic; ``layouts/`` has one file a layout and ``profiles/`` one a
profile. ``load()`` gives them as plain dictionaries. Reading YAML costs more than checking a form,
so the same data is kept compiled in ``_book.py``; where a YAML file differs from what was compiled
(somebody added a layout), the YAML is read and wins. ``./dev generate`` compiles anew.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

DEFAULT_PROFILE = "hunan-county"


@record
class Book:
    """The policy as it stands on one day for one profile.

    ``topics``: file stem to content; ``topics["layouts"]`` and ``topics["profiles"]`` by stem.
    """

    profile: str
    on: date
    topics: Mapping[str, Any]

    def severity(self, code: str, own: str) -> str:
        """The profile's severity of a rule, else the rule's own; "off" switches a rule off."""
        name: str | None = self.profile
        while name:
            profile = self.topics["profiles"][name]
            said = (profile.get("severity") or {}).get(code)
            if said is not None:
                return str(in_force(said, self.on) if isinstance(said, dict) else said)
            name = profile.get("inherits")
        return own

    def number(self, name: str) -> Decimal:
        """A threshold as of the book's day (profiles override ``thresholds.yaml``)."""
        profile: str | None = self.profile
        while profile:
            entry = self.topics["profiles"][profile]
            said = (entry.get("thresholds") or {}).get(name)
            if said is not None:
                return Decimal(str(in_force(said, self.on) if isinstance(said, dict) else said))
            profile = entry.get("inherits")
        return Decimal(str(in_force(self.topics["thresholds"][name]["values"], self.on)))


def in_force(values: Mapping[str, Any], on: date) -> Any:
    """The entry of a date-keyed mapping in force on a day; a ``{"value": …}`` entry is opened."""
    days = [day for day in values if date.fromisoformat(str(day)) <= on]
    if not days:
        raise LookupError(f"no value in force on {on.isoformat()}")
    entry = values[max(days)]
    return entry["value"] if isinstance(entry, dict) else entry


def load(profile: str = DEFAULT_PROFILE, on: date | None = None) -> Book:
    """The policy of ``profile`` on ``on`` (default: today). Unknown profiles raise KeyError."""
    from .store import topics

    data = topics()
    if profile not in data["profiles"]:
        raise KeyError(profile)
    return Book(profile, on or date.today(), data)
