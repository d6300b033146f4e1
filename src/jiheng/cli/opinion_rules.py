"""What a rule says of itself, in parts and without Markdown, for pages and sheets."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..rules.say import Voice

SAID = ("", "What it does", "Why it matters", "Known limits")


def explained(code: str, voice: Voice) -> tuple[str, str, str, str, str]:
    """Code, name, what and why, repair and basis of a rule."""
    texts = [text for head, text in sections(voice.page(code)) if head in SAID]
    plain = "\n".join(text.replace("`", "").replace("**", "") for text in texts)
    basis = "\n".join(voice.basis(code, full=True))
    return code, voice.title(code), plain, voice.repair(code), basis


def sections(page: str) -> Iterator[tuple[str, str]]:
    """The headings of a rule's page with their text; "" for what stands above the first."""
    head, lines = "", list[str]()
    for line in page.splitlines():
        if line.startswith("## "):
            yield head, "\n".join(lines).strip()
            head, lines = line[3:].strip(), []
        else:
            lines.append(line)
    yield head, "\n".join(lines).strip()


def headings(lang: str) -> Mapping[str, str]:
    """The headings of rule pages in the reader's language."""
    from .rule import HEADINGS

    return HEADINGS if lang == "zh" else {}
