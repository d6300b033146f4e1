"""What a check says: verdicts of rules at places, findings, and the report of a file."""

from __future__ import annotations

from enum import StrEnum

from .place import Place
from .record import maker, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any

    from .form import Document
    from .refusal import Refusal

    Fact = str | int | bool | Decimal | None | tuple[str, ...]


class Severity(StrEnum):
    """How loud a finding is; set by the policy profile, not by the rule."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Outcome(StrEnum):
    """What a rule says about one place. A blank is never a pass (budget-performance 5.0)."""

    FAIL = "fail"
    PASS = "pass"
    NOT_APPLICABLE = "not-applicable"
    INSUFFICIENT = "insufficient-data"


@record
class Verdict:
    """One outcome of one rule at one place, as the rule yields it.

    ``facts`` fill the rule's sentence: numbers as numbers, money in the unit that ends the
    fact's name (``gap_wan``: 万元, ``gap_yuan``: 元). ``working`` are equations, one a line.
    ``reason`` says why a place was not judged: a word of the rule's ``reasons``.
    ``because`` names (code, place key) pairs of root findings this one folds under, where found.
    ``also`` are further places of the same finding.
    ``loudness`` asks for another severity than the rule's own (the profile has the last word).
    """

    outcome: Outcome
    place: Place
    facts: Mapping[str, Fact] = {}
    working: tuple[str, ...] = ()
    reason: str = ""
    because: tuple[tuple[str, str], ...] = ()
    also: tuple[Place, ...] = ()
    loudness: Severity | None = None


_verdict = maker(Verdict)  # a check makes a verdict for every rule and place


def failed(
    place: Place,
    facts: Mapping[str, Fact],
    *,
    working: tuple[str, ...] = (),
    because: tuple[tuple[str, str], ...] = (),
    also: tuple[Place, ...] = (),
    loudness: Severity | None = None,
) -> Verdict:
    """The rule does not hold here; for facts gathered on the way."""
    return _verdict(Outcome.FAIL, place, facts, working, "", because, also, loudness)


def fails(
    place: Place,
    *,
    working: tuple[str, ...] = (),
    because: tuple[tuple[str, str], ...] = (),
    also: tuple[Place, ...] = (),
    loudness: Severity | None = None,
    **facts: Fact,
) -> Verdict:
    """The rule does not hold here."""
    return failed(place, facts, working=working, because=because, also=also, loudness=loudness)


def passes(place: Place, *working: str) -> Verdict:
    """The rule was checked here and holds; ``working`` shows the closed equations."""
    return _verdict(Outcome.PASS, place, {}, working, "", (), (), None)


def not_applicable(place: Place, reason: str) -> Verdict:
    """The layout or stage has nothing this rule speaks of."""
    return _verdict(Outcome.NOT_APPLICABLE, place, {}, (), reason, (), (), None)


def insufficient(place: Place, reason: str, *working: str) -> Verdict:
    """A needed value is blank, unreadable or elsewhere; listed as not checked."""
    return _verdict(Outcome.INSUFFICIENT, place, {}, working, reason, (), (), None)


@record
class Waiver:
    """A finding somebody accepts: which, who, why and until when (ISO dates, inclusive).

    ``fingerprint`` names rule, project and the printed text of the row, so that the waiver dies
    when the row changes. ``file`` is the name of the form's file inside the waiver's folder;
    ``place`` is its place key, kept for people to read.
    """

    file: str
    code: str
    place: str
    fingerprint: str
    why: str
    who: str
    since: str
    until: str


@record
class Finding:
    """A failed verdict with its code and severity. ``caused_by`` is "CODE@place" of its root.

    ``accepted``: somebody has waived it. ``known``: it was there when the baseline was taken.
    Both stay in the data, and neither counts. ``state``, of findings over records: open, closed,
    stands or question (rules/evidence); "" for forms.
    """

    code: str
    slug: str
    severity: Severity
    place: Place
    facts: Mapping[str, Fact]
    working: tuple[str, ...] = ()
    caused_by: str | None = None
    also: tuple[Place, ...] = ()
    accepted: Waiver | None = None
    known: bool = False
    state: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is a problem of its own: not folded, not waived, not in the baseline."""
        return not (self.caused_by or self.accepted or self.known)


@record
class Proposal:
    """How one cell could read instead: ``old`` as printed, ``new`` whole. Never applied by us.

    ``confirm``: the number, the sign or the family changes, so that only the people who filled
    the form can say whether it is right. Proposals are made at the door (rules/repair).
    """

    place: Place
    old: str
    new: str
    why: str
    why_en: str
    confirm: bool = False


@record
class Checked:
    """A verdict with its code: passes, closed equations, what was not checked and why."""

    code: str
    verdict: Verdict


@record
class Sheet:
    """A form as the rules across forms know it: small, and able to go from process to process.

    ``unit`` (the reporting unit, the folder where none is named) and ``project`` are folded for
    comparing, ``name`` is for people; ``stage`` is plan, 自评表 or 监控表. ``year`` is 0 where only
    a date of filing says it. ``facts``: what each rule gathered, by code.
    """

    path: str
    place: Place
    unit: str
    project: str
    name: str
    year: int
    stage: str
    kind: str
    facts: Mapping[str, Any] = {}


@record
class Report:
    """All that one file gave; ``error`` is set where it could not be read at all.

    ``findings`` of the file itself have place.form 0; ``crashed`` lists rules that broke (X901).
    ``sheets``: its forms as other files may be compared with them. ``across``: no report of a file
    but of what a file's forms are, beside those of the other files of the run.
    """

    path: str
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    checked: tuple[Checked, ...] = ()
    error: Refusal | None = None
    crashed: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    across: bool = False
