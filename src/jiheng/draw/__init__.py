"""Figures drawn as SVG, for both doors: numbers in, one string out. Standard library only.

Numbers are int, Decimal, Fraction, a pair (num, den) or a ``Ratio``; never a float. Days are
``date`` or its ordinal. Each drawing names itself (``title`` is the answer it gives), carries
classes for the page's style sheet and the same colours as attributes, hatches what is not known,
and is drawn for a width in pixels: ``both`` draws it for a desk and for a phone. There is no
round chart: an angle is not a number one can read.
"""

from __future__ import annotations

from .bar import bar, spark
from .curve import curve
from .heat import heat
from .inks import style
from .interval import interval
from .months import months
from .number import percent, plain
from .rows import columns, dots, waterfall
from .timeline import timeline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = [
    "bar",
    "both",
    "columns",
    "curve",
    "dots",
    "heat",
    "interval",
    "months",
    "percent",
    "plain",
    "spark",
    "style",
    "timeline",
    "waterfall",
]


def both(
    chart: Callable[..., str], *args: Any, wide: int = 620, narrow: int = 320, **named: Any
) -> str:
    """The chart drawn twice; the style sheet shows the one that fits the screen.

    A drawing scaled down has words nobody reads; drawn again it keeps them at 11 pixels.
    """
    return (
        f'<div class="jd-wide">{chart(*args, width=wide, **named)}</div>'
        f'<div class="jd-narrow">{chart(*args, width=narrow, **named)}</div>'
    )
