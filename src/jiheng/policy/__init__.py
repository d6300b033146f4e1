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
        said = self._said("severity", code)
        return own if said is None else str(said)

    def number(self, name: str) -> Decimal:
        """A threshold as of the book's day (profiles override ``thresholds.yaml``)."""
        said = self._said("thresholds", name)
        if said is None:
            said = in_force(self.topics["thresholds"][name]["values"], self.on)
        return Decimal(str(said))

    def _said(self, kind: str, name: str) -> Any:
        """What the profile says, or the next it inherits that says anything yet on the day."""
        profile: str | None = self.profile
        while profile:
            entry = self.topics["profiles"][profile]
            said = (entry.get(kind) or {}).get(name)
            if isinstance(said, dict):
                begun = min(said) <= self.on.isoformat()
                said = in_force(said, self.on) if begun else None
            if said is not None:
                return said
            profile = entry.get("inherits")
        return None


def in_force(values: Mapping[str, Any], on: date) -> Any:
    """The entry of a date-keyed mapping in force on a day; a ``{"value": …}`` entry is opened."""
    days = [day for day in values if date.fromisoformat(str(day)) <= on]
    if not days:
        raise LookupError(f"no value in force on {on.isoformat()}")
    entry = values[max(days)]
    return entry["value"] if isinstance(entry, dict) else entry


def is_file(profile: str) -> bool:
    """Whether a profile is named by a file of one's own, not by a name of the book."""
    return profile.lower().endswith((".yaml", ".yml"))


def load(profile: str = DEFAULT_PROFILE, on: date | None = None) -> Book:
    """The policy of ``profile`` on ``on`` (default: today).

    A profile is one of the book, else KeyError, or a YAML file of one's own, else Refusal.
    """
    from .store import topics

    data = topics()
    if profile not in data["profiles"]:
        if not is_file(profile):
            raise KeyError(profile)
        from .own import with_profile

        data = with_profile(profile, data, DEFAULT_PROFILE)
    return Book(profile, on or date.today(), data)
