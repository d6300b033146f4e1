"""Small helpers for the notes of the readers."""

from __future__ import annotations

from ...model.form import Note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 20


def short(text: str) -> str:
    """Enough of a text to recognise it by, in one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else flat[:SHORT] + "…"


def merged(notes: Sequence[Note]) -> tuple[Note, ...]:
    """One note a kind, the details of the same kind joined (Word cuts text into many runs)."""
    if len(notes) < 2:
        return tuple(notes)
    details: dict[str, list[str]] = {}
    where = {note.kind: note.address for note in reversed(notes)}
    for note in notes:
        if note.detail not in details.setdefault(note.kind, []):
            details[note.kind].append(note.detail)
    return tuple(
        Note(kind, "；".join(words[:3]) + ("…" if len(words) > 3 else ""), where[kind])
        for kind, words in details.items()
    )
