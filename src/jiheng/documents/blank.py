"""Whether nobody has filled a form in: a template, or a framework that explains its indicators."""

from __future__ import annotations

from .prompts import is_explained, is_prompt
from .titles import fiscal_year
from .vocabulary import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Indicator
    from .build import Draft
    from .vocabulary import Vocabulary

FILED = ("project_name", "department", "reporting_unit", "implementing_unit", "budget_amount")


def is_blank(
    draft: Draft, keys: tuple[str, ...], rows: tuple[Indicator, ...], words: Vocabulary
) -> bool:
    """Whether nobody has filled the form in: its cells hold nothing but prompts.

    Where no indicator is named yet, or in a reference (a framework that explains its indicators),
    an explanation is no value either; a table that leaves no column to fill in is a reference.
    """
    unnamed = all(is_prompt(row.name or "") for row in rows)
    if "value" in keys:
        prompted = unnamed and any(row.name for row in rows)
        explained = not _is_filed(draft) and (prompted or _explains(draft, words))
        return bool(rows) and not any(_says_value(row, explained, words) for row in rows)
    if unnamed:
        return bool(rows)
    to_fill = {"actual", "score", "weight"} & set(keys) or any(k.startswith("other:") for k in keys)
    return not _is_filed(draft) and not to_fill


def _is_filed(draft: Draft) -> bool:
    """Whether the form is somebody's: it names a year, a project, a body or an amount."""
    if fiscal_year(draft.text("title")) or draft.year:
        return True
    return any(not is_prompt(draft.text(key)) for key in FILED)


def _explains(draft: Draft, words: Vocabulary) -> bool:
    """Whether a column says what its indicators mean (指标解释, 评价要点)."""
    return any(plain(column.printed) in words.explaining for column in draft.columns)


def _says_value(row: Indicator, explained: bool, words: Vocabulary) -> bool:
    """Whether the row states a target; neither a prompt nor the name of a level does."""
    value = row.text("value")
    if is_prompt(value) or words.level1_name(value) or words.level2_name(value):
        return False
    return not explained or not is_explained(value, row.name or "")
