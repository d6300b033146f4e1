"""A publication as anybody may read it: the stored form and result, persons covered by policy."""

from __future__ import annotations

from typing import Any

from jiheng.publish import publish

from . import forms
from .models import Publication
from .results import result_of


def shown(one: Publication) -> dict[str, Any]:
    """jiheng-publication/1 of a publication; computed anew, so that a stricter policy covers it."""
    form, report = forms.form_of_version(one.version), forms.report_of_version(one.version)
    result = result_of(one.assessment.result) if one.assessment else None
    said = {}
    if one.assessment and one.assessment.step:
        said = {note.ref: note.text for note in one.assessment.step.explanations.all()}
    return publish(form, result, report.findings, forms.book(), explanations=said)
