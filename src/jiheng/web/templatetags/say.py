"""Words in two languages and exact numbers, in templates.

``{% t "中文" "English" %}`` says one of two texts; ``{}`` in them takes what follows:
``{% t "共 {} 项" "{} items" count %}``. Numbers are shown from exact values, rounded half up, and
with more places where they would look like a number beside them that they are not.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.template import Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from jiheng import draw
from jiheng.draw.number import exact

from ..models.user import ROLE_WORDS

register = Library()
OF_WAN = Fraction(1, 10_000)
NOTHING = "–"
STANDINGS = {
    "MET": ("met", "✓", "达成", "met"),
    "NOT_MET": ("not", "✕", "未达成", "not met"),
    "PENDING": ("open", "…", "未到期", "pending"),
    "INCOMPLETE": ("part", "◐", "佐证不全", "incomplete"),
    "CANNOT_JUDGE": ("cant", "?", "无法判断", "cannot judge"),
    "RUNNING": ("open", "▸", "进行中", "under way"),
    "": ("open", "–", "未评", "not evaluated"),
}
SEVERITIES = {
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "info": ("提示", "hint"),
    "accepted": ("已说明", "accepted"),
    "good": ("相符", "holds"),
    "unknown": ("未核对", "not checked"),
}
STATES = {
    "draft": ("填报中", "draft", "draft"),
    "submitted": ("审核中", "under review", "info"),
    "returned": ("已退回", "returned", "bad"),
    "approved": ("已通过", "approved", "good"),
    "skipped": ("已跳过", "skipped", ""),
    "waiting": ("未开始", "not open yet", ""),
}


def language() -> str:
    """ "zh" or "en"; Chinese unless the reader asked for English."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.simple_tag
def t(zh: Any, en: Any, *args: Any) -> str:
    """One of two texts; the arguments take the place of {}."""
    text = str(en if language() == "en" and en else zh)
    if not args:
        return text
    return format_html(text, *args)


@register.filter
def role(key: str) -> str:
    """A role as people call it."""
    zh, en = ROLE_WORDS.get(key, (key, key))
    return en if language() == "en" else zh


@register.filter
def number(value: Any, beside: Any = None) -> str:
    """An exact number with at most two places; more where it would look like ``beside``."""
    if value is None or value == "":
        return NOTHING
    return draw.plain(value, 2, [] if beside in (None, "") else [beside])


@register.filter
def percent(value: Any, beside: Any = None) -> str:
    """A share as a percentage, never rounded onto the target ``beside`` it."""
    if value is None or value == "":
        return NOTHING
    return draw.percent(value, 2, [] if beside in (None, "") else [beside])


@register.filter
def wan(value: Any, beside: Any = None) -> str:
    """Yuan as 万元 with two places; the exact 元 stand in the title."""
    if value is None or value == "":
        return NOTHING
    yuan = exact(value)
    near = [] if beside in (None, "") else [exact(beside) * OF_WAN]
    text = draw.plain(yuan * OF_WAN, 2, near)
    whole, _, part = text.partition(".")
    return format_html(
        '<span class="money" title="{} 元">{}.{}</span>', yuan_text(yuan), whole, f"{part:0<2}"
    )


@register.filter
def wan_unit(value: Any, beside: Any = None) -> str:
    """The same with its unit behind it in grey."""
    if value is None or value == "":
        return NOTHING
    unit = "万元" if language() == "zh" else "10k yuan"
    return format_html('{}<span class="unit">{}</span>', wan(value, beside), unit)


@register.filter(name="yuan")
def yuan_text(value: Any) -> str:
    """Exact yuan with two places or as many as there are."""
    if value is None or value == "":
        return NOTHING
    whole, _, part = draw.plain(value, 8).partition(".")
    return f"{whole}.{part:0<2}"


@register.filter
def points(value: Any) -> str:
    """Hundredths of a point: 499 → 4.99."""
    return NOTHING if value is None or value == "" else f"{Decimal(int(value)).scaleb(-2):.2f}"


@register.simple_tag
def verdict(standing: Any, text: str = "") -> SafeString:
    """A verdict as a pill: sign, word and colour."""
    kind, icon, zh, en = STANDINGS.get(str(standing or ""), STANDINGS[""])
    said = text or (en if language() == "en" else zh)
    return format_html('<span class="v {}" data-icon="{}"><span>{}</span></span>', kind, icon, said)


@register.filter
def severity(value: Any) -> str:
    """error → 错误."""
    pair = SEVERITIES.get(str(value), (str(value), str(value)))
    return pair[language() == "en"]


@register.filter
def state(value: Any) -> str:
    """draft → 填报中."""
    zh, en, _ = STATES.get(str(value), (str(value), str(value), ""))
    return en if language() == "en" else zh


@register.filter
def state_tone(value: Any) -> str:
    """The tone of a chip for a state of a stage."""
    return STATES.get(str(value), ("", "", ""))[2]


@register.filter
def size(value: Any) -> str:
    """Bytes as people say them."""
    count = int(value)
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count} {unit}"
        count = (count + 500) // 1000
    return f"{count} GB"


@register.simple_tag
def bar(actual: Any, target: Any = None, **named: Any) -> SafeString:
    """``draw.bar`` in a table's cell."""
    return mark_safe(draw.bar(actual, target, lang=language(), **named))


@register.simple_tag
def spark(values: Any, **named: Any) -> SafeString:
    """``draw.spark`` in a table's cell."""
    return mark_safe(draw.spark(values, lang=language(), **named))


CHARTS: dict[str, Callable[..., str]] = {
    "columns": draw.columns,
    "curve": draw.curve,
    "dots": draw.dots,
    "heat": draw.heat,
    "interval": draw.interval,
    "months": draw.months,
    "timeline": draw.timeline,
    "waterfall": draw.waterfall,
}


@register.simple_tag
def drawing(kind: str, data: dict[str, Any], wide: int = 560, narrow: int = 320) -> SafeString:
    """A chart for desk and phone: ``data`` is {"args": […], and the chart's named arguments}."""
    named = {key: value for key, value in data.items() if key != "args"}
    svg = draw.both(
        CHARTS[kind], *data.get("args", ()), wide=wide, narrow=narrow, lang=language(), **named
    )
    return mark_safe(svg)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """``mapping[key]`` where the key is in a variable; "" where it is not there."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """The page's own query with some of it changed: ``?{% query page=2 %}``; None takes away."""
    request = context.get("request")
    held = request.GET.copy() if request else None
    if held is None:
        from django.http import QueryDict

        held = QueryDict(mutable=True)
    for key, value in changes.items():
        if value is None or value == "":
            held.pop(key, None)
        else:
            held[key] = str(value)
    return str(held.urlencode())


@register.filter
def sheets(names: str) -> list[str]:
    """Addresses of our style sheets."""
    return [static(f"jiheng/{name}.css") for name in names.split()]


@register.filter
def scripts(names: str) -> list[str]:
    """Addresses of our scripts."""
    return [static(f"jiheng/{name}.js") for name in names.split()]


@register.filter
def page_numbers(paginator: Any, on: int) -> list[int]:
    """The pages to name around this one; 0 stands for those left out."""
    last = paginator.num_pages
    wanted = sorted({1, last, *range(max(1, on - 1), min(last, on + 1) + 1)})
    out: list[int] = []
    for page in wanted:
        if out and page - out[-1] > 1:
            out.append(0)
        out.append(page)
    return out


@register.filter
def loud(findings: Any) -> list[Any]:
    """The findings that ask for something: errors and warnings nobody has accepted."""
    return [one for one in findings or () if not _hushed(one)]


@register.filter
def quiet(findings: Any) -> list[Any]:
    """Hints, and what somebody answers for."""
    return [one for one in findings or () if _hushed(one)]


def _hushed(finding: Any) -> bool:
    return bool(finding.get("severity") == "info" or finding.get("accepted"))
