"""The colours of the drawings, once: as attributes in the SVG and as a style sheet.

The style sheet takes the page's own colours (``--accent`` …) where it has them.
"""

from __future__ import annotations

ACCENT, INK, BAD, WARN, GOOD, GREY = (
    "#0b5c5a",
    "#1d2126",
    "#b3261e",
    "#b36b00",
    "#1c6b3c",
    "#6b7280",
)

INKS: dict[str, dict[str, str]] = {
    "actual": {"fill": ACCENT},
    "soft": {"fill": "#9cc4c1"},
    "pale": {"fill": "#cfe3e1"},
    "track": {"fill": "#e6e3da"},
    "band": {"fill": "#f4f2ec"},
    "bad": {"fill": BAD},
    "warn": {"fill": "#e0a95a"},
    "good": {"fill": GOOD},
    "good-soft": {"fill": "#d8ecdf"},
    "warn-soft": {"fill": "#f6dcae"},
    "bad-soft": {"fill": "#f3c9c5"},
    "unknown": {"fill": "#eef0f2"},
    "grey": {"fill": "#8b929c"},
    "ink": {"fill": INK},
    "paper": {"fill": "#ffffff"},
    "ring": {"fill": "#ffffff", "stroke": ACCENT, "stroke-width": "1.5"},
    "peer": {"fill": "#9aa1ab", "stroke": "#ffffff", "stroke-width": "1"},
    "hatch": {"fill": "none", "stroke": "#8b929c", "stroke-width": "1"},
    "stripe": {"fill": "none", "stroke": "#ffffff", "stroke-width": "1"},
    "tick": {"stroke": INK, "stroke-width": "2"},
    "rule": {"stroke": "#d9d6cd", "stroke-width": "1"},
    "fine": {"stroke": "#ece9e1", "stroke-width": "1"},
    "now": {"stroke": INK, "stroke-width": "1", "stroke-dasharray": "2 3"},
    "cap": {"stroke": BAD, "stroke-width": "1.5"},
    "plan": {
        "fill": "none",
        "stroke": GREY,
        "stroke-width": "1.5",
        "stroke-dasharray": "5 4",
    },
    "run": {"fill": "none", "stroke": ACCENT, "stroke-width": "2", "stroke-linejoin": "round"},
    "gap": {"stroke": BAD, "stroke-width": "1.5"},
    "whisker": {"stroke": ACCENT, "stroke-width": "2"},
}
TEXTS = {
    "label": "#555c66",
    "strong": INK,
    "muted": "#656c76",
    "bad-text": BAD,
    "warn-text": "#8a5200",
    "good-text": GOOD,
    "accent-text": ACCENT,
}
_VARIABLES = {
    ACCENT: "--accent",
    INK: "--ink",
    BAD: "--bad",
    GOOD: "--good",
    "#d9d6cd": "--rule",
    "#ece9e1": "--rule-2",
    "#555c66": "--ink-2",
    "#656c76": "--ink-3",
    "#8a5200": "--warn",
    "#ffffff": "--sheet",
}
NARROW = 600  # pixels of the screen below which the narrow drawing of a pair shows


def _value(value: str) -> str:
    return f"var({_VARIABLES[value]},{value})" if value in _VARIABLES else value


def style() -> str:
    """The style sheet of the drawings, for a page that keeps everything inside itself."""
    rules = [
        ".jd{max-width:100%;height:auto;display:block;overflow:visible}"
        ".jd-bar,.jd-spark{display:inline-block;vertical-align:middle}",
        '.jd text{font-family:var(--sans,"PingFang SC","Microsoft YaHei","Noto Sans SC",'
        '"Noto Sans CJK SC",sans-serif);font-variant-numeric:tabular-nums}',
        ".jd-narrow{display:none}",
        f"@media (max-width:{NARROW}px){{.jd-wide{{display:none}}.jd-narrow{{display:block}}}}",
        "@media print{.jd{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
        ".jd-wide{display:block}.jd-narrow{display:none}}",
    ]
    for name, attributes in INKS.items():
        said = ";".join(f"{key}:{_value(value)}" for key, value in attributes.items())
        rules.append(f".jd-{name}{{{said}}}")
    rules += [f"text.jd-{name}{{fill:{_value(colour)}}}" for name, colour in TEXTS.items()]
    return "\n".join(rules) + "\n"
