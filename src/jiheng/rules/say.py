"""What a finding says, made at the door from the rule's one template. Chinese and English.

Both doors and every format speak through ``Voice``, so a sentence exists once: in its rule.
"""

from __future__ import annotations

from decimal import Decimal

from . import registry
from .working import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..model.finding import Fact, Finding, Proposal, Verdict
    from ..model.form import Document
    from ..policy import Book
    from . import Rule

CRASH = "X901"
# What no rule says: (title, sentence, remedy), each in Chinese and English.
_OWN = {
    CRASH: (
        ("规则出错", "rule crashed"),
        (
            "规则 {rule} 出错（{error}），它管的内容没有核对",
            "rule {rule} failed ({error}); what it covers was not checked",
        ),
        (
            "这是软件的缺陷，不是表的问题：请把文件（去掉个人信息后）连同这一行报给维护者",
            "This is a defect of the software, not of the form: report this line with the file "
            "(without personal data) to the maintainers",
        ),
    ),
    "X902": (
        ("接受记录用不上", "waiver unused"),
        (
            "{who}接受过 {at} 的 {rule}，但那里已没有这处问题，或者那一行改过",
            "{who} accepted {rule} at {at}, but it is not there any more, or the row has changed",
        ),
        (
            "从接受记录里删去这一条；问题仍在的，重新说明理由",
            "Delete the entry; where the problem remains, accept it anew with a reason",
        ),
    ),
    "X903": (
        ("接受记录已过期", "waiver expired"),
        (
            "{who}接受 {at} 的 {rule} 到 {until} 为止，已过期，这处问题重新计入",
            "{who} accepted {rule} at {at} until {until}; now the finding counts again",
        ),
        (
            "改正这一处；仍需接受的，重新说明理由和期限",
            "Repair it, or accept it anew with a reason and a day",
        ),
    ),
}

# Reasons for which no rule judges, whatever it says itself.
_REASONS = {
    "form-alone": ("只有一张表，没有可以对照的", "there is no second form to compare with"),
    "no-sibling": (
        "没有同一单位同一年度的其他项目可以对照",
        "there is no other project of the same unit and year to compare with",
    ),
}


class Voice:
    """Speaks about findings in one language, citing only what the book has verified."""

    def __init__(
        self, lang: str, book: Book | None = None, rules: Mapping[str, Rule] | None = None
    ) -> None:
        self.lang = lang
        self.english = lang == "en"
        self._layouts = book.topics.get("layouts") or {} if book else {}
        self._statutes = book.topics.get("statutes") or {} if book else {}
        self._book = book
        self._day = book.on.isoformat() if book else ""
        self._rules = registry(alone=True) if rules is None else rules

    def rule(self, code: str) -> Rule | None:
        """The rule itself; None for X901 and the other words of our own."""
        return self._rules.get(code)

    def title(self, code: str) -> str:
        """A few words for a heading."""
        rule = self._rules.get(code)
        if rule is None:
            return _OWN[code][0][self.english] if code in _OWN else code
        return rule.slug.replace("-", " ") if self.english else rule.title

    def sentence(self, finding: Finding) -> str:
        """The one sentence of the finding."""
        rule = self._rules.get(finding.code)
        if rule is None:
            own = _OWN.get(finding.code)
            return fill(own[1][self.english], finding.facts, self.lang) if own else finding.slug
        return fill(rule.en if self.english else rule.zh, finding.facts, self.lang)

    def repair(self, code: str) -> str:
        """What to do about it; "" where the rule does not say."""
        rule = self._rules.get(code)
        if rule is None:
            return _OWN[code][2][self.english] if code in _OWN else ""
        return rule.repair_en if self.english else rule.repair_zh

    def proposals(self, finding: Finding, document: Document | None) -> tuple[Proposal, ...]:
        """How its cells could read instead; () where nobody but the preparer can know."""
        rule = self._rules.get(finding.code)
        if self._book is None or rule is not registry(alone=True).get(finding.code):
            return ()
        from .repair import proposals

        return proposals(finding, document, self._book)

    def reason(self, code: str, verdict: Verdict) -> str:
        """Why a place was not judged."""
        rule = self._rules.get(code)
        said = rule.reasons.get(verdict.reason) if rule else None
        said = said or _REASONS.get(verdict.reason)
        if said is None:
            return verdict.reason.replace("-", " ")
        return fill(said[self.english], verdict.facts, self.lang)

    def layout(self, name: str) -> str:
        """The title of a layout; its id where the book has no title for it."""
        return str(self.layout_data(name).get("title") or name)

    def layout_data(self, name: str) -> Mapping[str, Any]:
        """What the book says of a layout; empty where it has none of that name."""
        return self._layouts.get(name) or {}

    def crashed(self, text: str) -> str:
        """The sentence for an entry of ``Report.crashed`` ("ARI01: KeyError: …")."""
        rule, _, error = text.partition(": ")
        return fill(_OWN[CRASH][1][self.english], {"rule": rule, "error": error}, self.lang)

    def basis(self, code: str, *, full: bool = False) -> tuple[str, ...]:
        """The citations of a rule: verified, in force, and of a law or document; no others.

        ``full`` adds what is taken from the text, in our words.
        """
        rule = self._rules.get(code)
        found = [self._statutes.get(key) for key in rule.basis] if rule else []
        return tuple(self._cite(entry, full) for entry in found if entry and self._citable(entry))

    def page(self, code: str) -> str:
        """The rule's page; its section Basis holds no bare keys, but what may be cited."""
        rule = self._rules.get(code)
        head, mark, rest = (rule.page.strip() if rule else "").partition("## Basis\n")
        if not mark:
            return head
        body, further, tail = rest.partition("\n## ")
        own = [text for text in (self._keyless(line) for line in body.splitlines()) if text]
        cited = [f"- {text}" for text in self.basis(code, full=True)]
        none = "no verified citation yet" if self.english else "尚无核实过的出处"
        return head + mark + "\n".join(own + cited or [none]) + "\n" + further + tail

    def _keyless(self, line: str) -> str:
        """A line of a Basis section without the keys of statutes (`D34`：, "D34, R21")."""
        kept = []
        for part in line.split("`"):
            words = part.replace("，", ",").replace("、", ",").split(",")
            if not all(word.strip() in ("", *self._statutes) for word in words):
                kept.append(part)
        return "".join(kept).strip("：:、,， ")

    def _citable(self, statute: Mapping[str, Any]) -> bool:
        day = self._day
        since, until = str(statute.get("since") or ""), str(statute.get("until") or "9")
        named = statute.get("kind", "law") in ("law", "document")
        return bool(statute.get("verified")) and named and since <= day <= until

    def _cite(self, statute: Mapping[str, Any], full: bool) -> str:
        end = "_en" if self.english else ""
        title = str(statute.get(f"title{end}") or statute["title"])
        article = str(statute.get(f"article{end}") or "")
        says = str(statute.get(f"says{end}") or "") if full else ""
        if self.english:
            return f"{title}{', ' if article else ''}{article}{': ' if says else ''}{says}"
        named = title if "《" in title else f"《{title}》"
        return f"{named}{article}{'：' if says else ''}{says}"


def fill(template: str, facts: Mapping[str, Fact], lang: str = "zh") -> str:
    """The template with the facts in it.

    Decimals are written as in the workings (3,133,200); a format in the template wins.
    """
    shown = {key: _Shown(_nested(template, key, facts[key]), lang) for key in facts}
    return template.format_map(_Facts(shown))


def _nested(template: str, key: str, value: Fact) -> Fact:
    """Quotes inside quotes are single ones: “‘平安示例’视频监控”, as Chinese is printed."""
    if isinstance(value, str) and f"“{{{key}}}”" in template:
        return value.replace("“", "‘").replace("”", "’")
    return value


class _Facts(dict[str, object]):
    """A fact the rule forgot shows as its name in braces: visible, and no crash at the door."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class _Shown:
    """A fact as ``str.format`` meets it; texts of the form are put on one line."""

    __slots__ = ("lang", "value")

    def __init__(self, value: Fact, lang: str) -> None:
        self.value = value
        self.lang = lang

    def __format__(self, spec: str) -> str:
        value = self.value
        if spec and isinstance(value, Decimal | int) and not isinstance(value, bool):
            return format(value, spec)
        return format(self.text(), spec)

    def text(self) -> str:
        """The fact in words."""
        value, english = self.value, self.lang == "en"
        if isinstance(value, bool):
            return ("yes" if value else "no") if english else ("是" if value else "否")
        if isinstance(value, Decimal):
            return number_text(value)
        if isinstance(value, tuple):
            return (", " if english else "、").join(value)
        if value is None:
            return "–"
        return " ".join(str(value).split())

    __str__ = text
