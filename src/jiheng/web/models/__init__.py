"""The nouns of the browser door, one module a noun."""

from __future__ import annotations

from .entry import Entry
from .immutable import Immutable
from .interface import Delivery, Hook, Token
from .notice import Job, Notification, Upload
from .organisation import Organisation
from .project import Draft, Project, Version
from .result import Assessment, Publication, Rectification
from .step import Adjustment, Baseline, Explanation, Remark, Step
from .summary import (
    Summary,
    SummaryDay,
    SummaryFinding,
    SummaryPrice,
    SummaryPublic,
    SummaryRow,
)
from .survey import Invitation, Response, Survey
from .user import Membership, User

__all__ = [
    "Adjustment",
    "Assessment",
    "Baseline",
    "Delivery",
    "Draft",
    "Entry",
    "Explanation",
    "Hook",
    "Immutable",
    "Invitation",
    "Job",
    "Membership",
    "Notification",
    "Organisation",
    "Project",
    "Publication",
    "Rectification",
    "Remark",
    "Response",
    "Step",
    "Summary",
    "SummaryDay",
    "SummaryFinding",
    "SummaryPrice",
    "SummaryPublic",
    "SummaryRow",
    "Survey",
    "Token",
    "Upload",
    "User",
    "Version",
]
