"""What goes in and out, as the OpenAPI description shows it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

MOST_PK = 2**63 - 1
Pk = Annotated[int, Field(ge=1, le=MOST_PK)]
Number = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+|/\d+)?$")]
Line = Annotated[str, StringConstraints(max_length=400)]
Long = Annotated[str, StringConstraints(max_length=2000)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class Given(Schema):
    """A body: a name that is not known is refused, so that nothing is set by the way."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """Every error."""

    model_config = ConfigDict(extra="allow")
    status: int
    code: str
    detail: str


class Unit(Schema):
    id: int
    name: str
    code: str


class Project(Schema):
    id: int
    name: str
    code: str
    year: int
    unit: Unit
    stage: str
    synthetic: bool


class Projects(Schema):
    items: list[Project]
    count: int
    page: int
    pages: int


class Row(Schema):
    """One indicator as the project page shows it. ``standing`` "" before any evaluation."""

    ref: str
    level1: str
    level2: str
    name: str
    target: str
    actual: Number | None
    unit: str
    standing: str
    score: Number | None
    weight: Number | None
    findings: int


class Execution(Schema):
    paid: Number
    budget: Number | None
    rate: Number | None
    elapsed: Number
    light: str


class ProjectFull(Project):
    version: int | None
    budget: Number | None
    as_of: date | None
    execution: Execution | None
    rows: list[Row]
    errors: int
    warnings: int


class Step(Schema):
    id: int
    project: int
    stage: str
    round: int
    state: str
    desk: str
    waiting_for: str
    skipped: bool
    due: date | None
    version: int | None
    moved_at: datetime
    moves: list[str]


class Version(Schema):
    id: int
    project: int
    number: int
    digest: str
    note: str
    made_by: str
    made_at: datetime
    source_name: str
    source_sha: str


class VersionFull(Version):
    content: dict[str, Any]


class Draft(Schema):
    stage: str
    revision: int
    by: str
    at: datetime
    content: dict[str, Any]


class Place(Schema):
    form: int
    ref: str
    part: str
    name: str
    raw: str


class Finding(Schema):
    code: str
    slug: str
    severity: str
    title: str
    place: Place
    message: str
    working: list[str]
    repair: str
    basis: list[str]
    counts: bool


class FormReport(Schema):
    title: str
    content: dict[str, Any]
    findings: list[Finding]


class Report(Schema):
    """What a check found. Nothing was stored."""

    name: str
    forms: list[FormReport]
    findings: list[Finding]
    errors: int
    warnings: int


class Upload(Schema):
    id: int
    name: str
    size: int
    sha: str


class Job(Schema):
    """Poll until ``state`` is done or failed."""

    id: int
    kind: str
    project: int | None
    state: str
    done: int
    of: int
    text: str
    at: datetime
    ended_at: datetime | None


class Assessment(Schema):
    id: int
    project: int
    version: int
    kind: str
    as_of: date
    scheme: str
    judged: Number
    open: Number
    total: Number | None
    grade: str
    made_at: datetime


class AssessmentFull(Assessment):
    """``result``: every figure exact, a ratio as {"num", "den"}, points in 1/100."""

    result: dict[str, Any]


class Batch(Schema):
    n: int
    at: str
    table: str
    rows: int
    source: str
    totals: dict[str, str]
    synthetic: bool
    digest: str


class Trouble(Schema):
    message: str


class Verified(Schema):
    sound: bool
    batches: int
    rows: int
    head: str
    problems: list[Trouble]


class Published(Schema):
    id: int
    name: str
    unit: str
    year: int
    kinds: list[str]
    at: datetime
    synthetic: bool


class PublishedFull(Published):
    """``form`` and ``result`` as anybody may read them (jiheng-publication/1)."""

    goal: dict[str, Any] | None
    result: dict[str, Any] | None


class Hook(Schema):
    id: int
    url: str
    events: list[str]
    active: bool
    made_at: datetime


class HookMade(Hook):
    """``secret`` is shown this once."""

    secret: str


class Delivery(Schema):
    id: int
    event: str
    state: str
    attempts: int
    status: int
    text: str
    at: datetime


class NewProject(Given):
    unit: Pk
    year: Year
    content: dict[str, Any]
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    code: Annotated[str, StringConstraints(max_length=40)] = ""
    upload: Pk | None = None
    appraisal: bool = False


class SaveDraft(Given):
    """``based_on``: the revision it was begun from, 0 for none."""

    content: dict[str, Any]
    based_on: Annotated[int, Field(ge=0, le=2**31 - 1)]


class Content(Given):
    content: dict[str, Any]


class Note(Given):
    note: Line = ""


class Cell(Given):
    ref: Annotated[str, StringConstraints(max_length=40)]
    column: Annotated[str, StringConstraints(max_length=40)] = ""
    text: Long


class Return(Given):
    reason: Long
    cells: Annotated[list[Cell], Field(max_length=200)] = []


class Evaluate(Given):
    as_of: date
    kind: Annotated[str, StringConstraints(pattern="^(monitoring|self|department|finance)$")]
    step: Pk | None = None


class NewHook(Given):
    url: Annotated[str, StringConstraints(max_length=300)]
    events: Annotated[list[str], Field(min_length=1, max_length=10)]
