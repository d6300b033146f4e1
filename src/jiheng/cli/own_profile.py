"""What the policy cannot know of a profile of one's own: which rules there are."""

from __future__ import annotations

from ..model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..policy import Book


def check_codes(book: Book) -> None:
    """Refuses a profile, or one it inherits from, that speaks of a rule that does not exist."""
    from ..policy import is_file
    from ..rules import every
    from .misuse import unknown

    rules, name = every(), book.profile
    while name and is_file(name):
        profile = book.topics["profiles"][name]
        for code in profile["severity"]:
            if code not in rules:
                raise Refusal(
                    name,
                    unknown("规则", code, rules, "zh"),
                    "jiheng rule 列出全部规则",
                    problem_en=unknown("rule", code, rules, "en"),
                    remedy_en="jiheng rule lists them",
                    where="severity",
                )
        name = profile["inherits"]
