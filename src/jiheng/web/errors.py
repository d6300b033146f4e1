"""What an action may answer besides success. ``model.refusal.Refusal`` is the fourth (422).

A sentence for people in Chinese and English; ``code`` is for programs.
"""

from __future__ import annotations

from typing import Any


class Answer(Exception):
    """An answer with an HTTP status and a sentence in two languages."""

    status = 400
    code = "bad-request"

    def __init__(self, zh: str, en: str, **facts: Any) -> None:
        self.zh, self.en, self.facts = zh, en, facts
        super().__init__(en)

    def sentence(self, lang: str = "zh") -> str:
        """The sentence in the reader's language."""
        return self.zh if lang.startswith("zh") else self.en


class BadText(Answer):
    """Text that no database keeps."""

    code = "bad-text"

    def __init__(self) -> None:
        super().__init__(
            "内容里有不能保存的字符（空字符或半个字符），请删掉后再试",
            "There are characters that cannot be kept (NUL or half a character): remove them",
        )


class NotAllowed(Answer):
    """The person may see it but not do this."""

    status, code = 403, "not-allowed"


class IllegalMove(Answer):
    """The stage is not where this step begins: somebody was faster, or it was done before."""

    status, code = 409, "illegal-move"


class Stale(Answer):
    """Somebody saved in between. ``facts``: mine, theirs (contents), revision, by, at."""

    status, code = 409, "stale"

    @property
    def mine(self) -> dict[str, Any]:
        """The content that was not saved."""
        kept: dict[str, Any] = self.facts["mine"]
        return kept

    @property
    def theirs(self) -> dict[str, Any]:
        """The content as it stands in the database."""
        kept: dict[str, Any] = self.facts["theirs"]
        return kept
