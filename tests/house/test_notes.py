"""Every kind of reading note has its words: it becomes a finding, and the terminal names it."""

from __future__ import annotations

from jiheng.cli.labels import NOTES
from jiheng.documents.grid import NOTE_KINDS
from jiheng.policy import load


def test_every_kind_of_note_becomes_a_finding_and_has_a_name() -> None:
    findings = load().topics["terms"]["reading-notes"]
    assert set(findings) == set(NOTE_KINDS)
    assert set(NOTE_KINDS) <= set(NOTES)
