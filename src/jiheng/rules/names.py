"""Finding the figures that are named for an object, without comparing every name with every other.

Two names can only be near (objects.near) when all pairs of neighbouring characters of the shorter
one stand in the longer one; so an object is compared with those that begin with one of its pairs,
and with those that hold its first pair. At most ``MOST`` names are compared for a question; where
there are more, ``complete`` is False and nothing may be concluded from what was not found.
"""

from __future__ import annotations

from .objects import near

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MOST = 40


class Names:
    """An index of figures (prices, counts) by the object they are named for."""

    def __init__(self, items: Sequence[Any]) -> None:
        self.by_object: dict[str, list[Any]] = {}
        self.starts: dict[str, list[str]] = {}
        self.holds: dict[str, list[str]] = {}
        self.compared = 0
        self._found: dict[str, tuple[list[Any], bool]] = {}
        for item in items:
            known = self.by_object.setdefault(item.object, [])
            known.append(item)
            if len(known) == 1:
                self._add(item.object)

    def _add(self, name: str) -> None:
        self.starts.setdefault(name[:2], []).append(name)
        for pair in dict.fromkeys(_pairs(name)):
            self.holds.setdefault(pair, []).append(name)

    def same(self, name: str) -> list[Any]:
        """The figures named for this very object."""
        return self.by_object.get(name, [])

    def close(self, name: str) -> tuple[list[Any], bool]:
        """The figures with a near name, and whether all names that could be near were compared."""
        if name not in self._found:
            self._found[name] = self._close(name)
        return self._found[name]

    def _close(self, name: str) -> tuple[list[Any], bool]:
        longer = self.holds.get(name[:2], [])[: MOST + 1]
        shorter = [
            other for pair in dict.fromkeys(_pairs(name)) for other in self.starts.get(pair, [])
        ]
        others = list(dict.fromkeys((*longer, *shorter[: MOST + 1])))
        complete = len(others) <= MOST
        others = others[:MOST]
        self.compared += len(others)
        found = [item for other in others if near(other, name) for item in self.by_object[other]]
        return found, complete


def _pairs(name: str) -> list[str]:
    return [name[i : i + 2] for i in range(min(len(name), 60) - 1)]
