"""Title lines of forms, and what an export left glued to them."""

from __future__ import annotations

from ..model.form import Field
from .vocabulary import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Note
    from ..model.place import Address

_KINDS = (
    "绩效目标表",
    "绩效目标申报表",
    "目标申报表",
    "绩效目标填报表",
    "绩效目标批复表",
    "绩效自评表",
    "自评表",
    "绩效目标自评表",
    "绩效监控表",
    "绩效运行监控表",
    "执行监控表",
    "绩效申报表",
    "绩效目标公开表",
    "绩效目标表公开",
    "绩效目标情况表",
    "绩效目标监控表",
    "绩效目标完成情况表",
    "绩效评价表",
    "绩效表",
    "绩效目标调整表",
    "绩效情况表",
    "绩效目标完成情况自评表",
    "绩效目标审核表",
    "绩效评价指标体系框架",
)
_RESIDUE = ("[bookmark:", "[书签:")


def is_title(text: str) -> bool:
    """Whether a line names a performance form and nothing else (no sentence, no file name)."""
    if not ("表" in text or "框" in text):
        return False
    line = squeeze(text)
    if (
        not 4 <= len(line) <= 70
        or "。" in line
        or "；" in line
        or line.endswith((".docx", ".doc", ".xlsx", ".pdf"))
    ):
        return False
    if (
        line.startswith(("详见", "见", "附件:", "附件：", "附:", "附："))
        or "通知" in line
        or "说明" in line
    ):
        return False
    bare = line.replace("（", "(").replace("）", ")")  # （年度) is common
    for opening, closing in ("()", "[]", "〔〕"):
        while opening in bare and closing in bare[bare.index(opening) :]:
            start = bare.index(opening)
            bare = bare[:start] + bare[bare.index(closing, start) + 1 :]
    return bare.endswith(_KINDS)


def title_view(raw: str) -> str:
    """The title without export residue such as ``[bookmark: _GoBack]`` or a Markdown head mark."""
    text = raw.strip().lstrip("#").strip()
    for mark in _RESIDUE:
        while mark in text:
            start = text.index(mark)
            end = text.find("]", start)
            if end < 0:
                break
            text = (text[:start] + text[end + 1 :]).strip()
    return text


def title_field(raw: str, address: Address, notes: tuple[Note, ...] = ()) -> Field:
    """A title line as a field; its view only where an export left more in the raw text."""
    view = title_view(raw)
    return Field("title", raw, "", address, notes, view if view != raw.strip() else "")


def fiscal_year(*texts: str) -> int | None:
    """The first year of this century written in the texts (2023 or 二〇二三)."""
    for text in texts:
        digits = "".join(_DIGITS.get(char, char) for char in squeeze(text))
        for start in range(len(digits) - 3):
            word = digits[start : start + 4]
            before = digits[start - 1 : start] if start else ""
            after = digits[start + 4 : start + 5]
            if (
                word.isascii()
                and word.isdigit()
                and word.startswith("20")
                and not (before.isdigit() or after.isdigit())
            ):
                return int(word)
    return None


def year_line(text: str) -> int | None:
    """The year of a line that says nothing else: ``（2022年度）``, ``2021年度``."""
    line = squeeze(text).strip("（）()[]〔〕")
    if len(line) > 8 or not line.endswith(("年度", "年")):
        return None
    return fiscal_year(line)


_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))


def form_kind(title: str, columns: tuple[str, ...]) -> str:
    """自评表, 监控表, 申报表, 批复表 or 目标表, by title, else by columns."""
    for word, kind in (
        ("自评", "自评表"),
        ("监控", "监控表"),
        ("申报", "申报表"),
        ("批复", "批复表"),
    ):
        if word in title:
            return kind
    return "自评表" if "score" in columns and "actual" in columns else "目标表"
