"""Drawings: well formed, inside their frame, the same twice, exact, and calm about odd figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from house.test_exactness import inexact
from house.tree import SRC, modules, name, syntax
from hypothesis import given, settings
from hypothesis import strategies as st

from jiheng import draw
from jiheng.draw.canvas import wide
from jiheng.draw.heat import level
from jiheng.draw.inks import INKS, TEXTS
from jiheng.draw.labels import spread, thinned, wrapped
from jiheng.draw.number import Scale, ceiling_of, exact, near
from jiheng.model.result import Ratio

FIRST = date(2023, 1, 1)
WIDTHS = st.sampled_from([280, 320, 390, 620, 1240])
SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = st.one_of(
    st.integers(-(10**6), 10**12),
    st.fractions(-5, 5, max_denominator=10**6),
    st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False),
    st.builds(Ratio, st.integers(-(10**9), 10**9), st.integers(1, 10**6)),
)
SHARES = st.none() | st.fractions(0, 1, max_denominator=10**4)
NAMES = st.text(min_size=0, max_size=40) | st.sampled_from(
    [
        "工资",
        "交通费、服装、教育培训等其他支出（含一次性补贴）",
        "<b>&\"'",
        "A very long English label indeed",
    ]
)
DAYS = st.integers(0, 365).map(lambda n: FIRST + timedelta(days=n))


def check(svg: str, width: int) -> ElementTree.Element:
    """Parses the drawing and looks at every shape and word in it."""
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert root.find(f"{SVG}title") is not None
    x, y, w, h = (Decimal(part) for part in root.attrib["viewBox"].split())
    assert (x, y, w) == (0, 0, width)
    assert root.get("height") == str(h)
    assert "style=" not in svg
    assert " id=" not in svg
    for node in root.iter():
        inside(node, w, h)
    return root


def inside(node: ElementTree.Element, w: Decimal, h: Decimal) -> None:
    """Every coordinate lies within the frame; text by its estimated length too."""
    got = {key: Decimal(v) for key, v in node.attrib.items() if key in _PLACES}
    for key, value in got.items():
        assert 0 <= value <= (h if "y" in key or key == "height" else w), (node.tag, got)
    if node.tag == f"{SVG}rect":
        assert got["x"] + got["width"] <= w
        assert got["y"] + got["height"] <= h
    for pair in node.get("points", "").split():
        px, py = map(Decimal, pair.split(","))
        assert 0 <= px <= w
        assert 0 <= py <= h
    for px, py in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", node.get("d", "")):
        assert 0 <= Decimal(px) <= w
        assert 0 <= Decimal(py) <= h
    if node.tag == f"{SVG}text":
        assert int(node.attrib["font-size"]) >= 11
        first, last = span(node)
        assert first >= 0
        assert last <= w


_PLACES = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height"}


def words(node: ElementTree.Element) -> str:
    return "".join(t for t in (node.text, *(child.tail for child in node)) if t)


def span(node: ElementTree.Element) -> tuple[Decimal, Decimal]:
    """From where to where a word lies."""
    long = Decimal(wide(words(node), int(node.attrib["font-size"]))).scaleb(-1)
    before = {"middle": long / 2, "end": long}.get(node.get("text-anchor", ""), Decimal(0))
    at = Decimal(node.attrib["x"]) - before
    tolerance = Decimal("0.1")
    return at + tolerance, at + long - tolerance


def collisions(root: ElementTree.Element) -> list[tuple[str, str]]:
    """Words that lie on each other."""
    placed = [(n, *span(n), Decimal(n.attrib["y"])) for n in root.iter(f"{SVG}text")]
    return [
        (words(one), words(other))
        for at, (one, a, b, y) in enumerate(placed)
        for other, c, d, z in placed[at + 1 :]
        if a < d and c < b and abs(y - z) < 10
    ]


@given(st.none() | NUMBERS, st.none() | NUMBERS, SHARES, st.booleans(), st.none() | NUMBERS)
def test_bar(actual: Any, target: Any, elapsed: Any, ceiling: bool, unknown: Any) -> None:
    made = [
        draw.bar(actual, target, elapsed=elapsed, ceiling=ceiling, unknown=unknown, width=width)
        for width in (180, 180, 90)
    ]
    assert made[0] == made[1]
    check(made[0], 180)
    check(made[2], 90)


@given(st.lists(st.none() | NUMBERS, max_size=40), st.none() | NUMBERS)
def test_spark(values: list[Any], target: Any) -> None:
    check(draw.spark(values, target=target), 84)


POINTS = st.lists(st.tuples(DAYS, NUMBERS), max_size=12)


@given(POINTS, POINTS, st.none() | DAYS, st.none() | st.tuples(NAMES, NUMBERS), WIDTHS)
def test_curve(points: Any, plan: Any, now: Any, cap: Any, width: int) -> None:
    root = check(draw.curve(points, plan, title="执行", now=now, cap=cap, width=width), width)
    assert not collisions(root)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(NAMES, st.lists(SHARES, max_size=366)), max_size=8), SHARES, WIDTHS)
def test_heat(rows: Any, target: Any, width: int) -> None:
    check(draw.heat(rows, title="可用率", first=FIRST, target=target, width=width), width)


@given(st.lists(st.tuples(NAMES, NUMBERS), max_size=9), st.none() | NUMBERS, WIDTHS)
def test_waterfall(parts: Any, cap: Any, width: int) -> None:
    root = check(draw.waterfall(parts, cap, title="合计", width=width), width)
    assert not collisions(root)


@given(st.lists(st.tuples(NAMES, st.none() | NUMBERS), max_size=9), WIDTHS)
def test_columns(pairs: Any, width: int) -> None:
    root = check(draw.columns(pairs, title="发现", width=width, unit="处"), width)
    assert not collisions(root)


MEMBERS = st.lists(st.tuples(NAMES, NUMBERS, st.booleans()), max_size=6)


@given(st.lists(st.tuples(NAMES, MEMBERS), max_size=5), WIDTHS)
def test_dots(groups: Any, width: int) -> None:
    root = check(draw.dots(groups, title="单价", width=width), width)
    assert not collisions(root)


@given(SHARES, SHARES, SHARES, SHARES, st.sampled_from([200, 280, 560]))
def test_interval(value: Any, low: Any, high: Any, target: Any, width: int) -> None:
    root = check(draw.interval(value, low, high, target, width=width), width)
    assert not collisions(root)


SPANS = st.lists(
    st.tuples(NAMES, DAYS, st.none() | DAYS, st.sampled_from(["", "done", "open", "bad"]), NAMES),
    max_size=6,
)


@given(SPANS, st.lists(st.tuples(NAMES, DAYS), max_size=6), st.none() | DAYS, WIDTHS)
def test_timeline(spans: Any, marks: Any, now: Any, width: int) -> None:
    check(draw.timeline(spans, marks, title="合同", now=now, width=width), width)


STATES = st.sampled_from(["paid", "late", "part-paid", "missing", "not-due", "unknown"])


@given(st.lists(st.tuples(NAMES, st.lists(STATES, min_size=12, max_size=12)), max_size=8), WIDTHS)
def test_months(rows: Any, width: int) -> None:
    columns = [f"{n}月" for n in range(1, 13)]
    cells = [line for _, line in rows]
    root = check(
        draw.months([n for n, _ in rows], columns, cells, title="发放", width=width), width
    )
    assert not collisions(root)


def test_a_year_of_forty_points_stays_small() -> None:
    shares = [None, Fraction(0), Fraction(1, 2), Fraction(99, 100), Fraction(1)]
    worst = [(f"点位 {n}", [shares[(d * 7 + n) % 5] for d in range(366)]) for n in range(40)]
    svg = draw.heat(worst, title="可用率", first=FIRST, target=Fraction(9, 10), width=1240)
    check(svg, 1240)
    assert len(svg) < 1_000_000
    real = [(f"点位 {n}", [Fraction(1)] * (300 + n) + [None] * 26) for n in range(40)]
    assert len(draw.heat(real, title="可用率", first=FIRST, width=1240)) < 40_000


@pytest.mark.parametrize("bad", [0.5, "1", object(), Decimal("NaN")])
def test_only_exact_numbers(bad: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        draw.bar(bad, 1)


def test_no_float_in_the_room() -> None:
    found = {name(path): bad for path in modules("draw") if (bad := inexact(syntax(path)))}
    assert not found


def test_labels_of_a_page_do_not_meet() -> None:
    plan = [(FIRST, 0), (date(2023, 12, 31), 840)]
    for paid in (1, 419, 420, 421, 839, 840, 900):
        points = [(FIRST, 0), (date(2023, 12, 31), paid)]
        for width in (300, 560):
            svg = draw.curve(points, plan, title="t", cap=("预算", 840), width=width,
                             now=date(2023, 12, 31))  # fmt: skip
            assert not collisions(check(svg, width))


def test_a_miss_never_looks_like_a_hit() -> None:
    assert draw.percent(Fraction(8999999, 10**7), 2, [Fraction(9, 10)]) == "89.99999%"
    assert draw.percent(Fraction(99886, 10**5), 2, [1]) == "99.88%"  # cut, as the indicator is
    assert draw.percent(Fraction(99886, 10**5)) == "99.89%"
    assert draw.percent(Fraction(1), 2, [1]) == "100%"
    assert draw.plain(Decimal("99.999"), 2, [100]) == "99.999"
    assert draw.plain(Decimal("99.999")) == "100"
    assert "89.99999%" in draw.interval(
        Fraction(8999999, 10**7), Fraction(8, 10), Fraction(95, 100), Fraction(9, 10)
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-20, "−20"), (Decimal("0.005"), "0.01"), (1234567, "1,234,567"), ((1, 3), "0.33"),
     (Ratio(-1, 200), "−0.01"), (Fraction(1, 1000), "0"), (Decimal("1E+3"), "1,000")],
)  # fmt: skip
def test_plain(value: Any, text: str) -> None:
    assert draw.plain(value) == text


def test_heat_levels() -> None:
    goal = Fraction(9, 10)
    said = [level(v, goal) for v in (None, Fraction(0), Fraction(1, 2), goal, Fraction(1))]
    assert said == ["unknown", "out", "low", "met", "full"]
    assert level(goal, None) == "low"


def test_unknown_is_hatched_and_never_green() -> None:
    svg = draw.heat([("点位", [None] * 5)], title="t", first=FIRST)
    assert svg.count("jd-hatch") == 2  # the days, and the key
    assert draw.bar(None, 90).count("jd-actual") == 0
    assert "jd-hatch" in draw.columns([("未知", None)], title="t")


def test_ceiling_and_floor_look_different() -> None:
    assert draw.bar(5, 10) != draw.bar(5, 10, ceiling=True)
    assert "jd-bad" not in draw.bar(15, 10)
    assert "jd-stripe" in draw.bar(15, 10, ceiling=True)
    assert "jd-bad" not in draw.bar(10, 10, ceiling=True)


def test_both_draws_for_desk_and_phone() -> None:
    html = draw.both(draw.columns, [("一", 1)], title="t", wide=600, narrow=300)
    assert 'width="600"' in html
    assert 'width="300"' in html


def test_style_names_every_ink_and_the_static_file_is_it() -> None:
    css = draw.style()
    assert all(f".jd-{ink}{{" in css for ink in INKS)
    assert all(f".jd-{ink}{{" in css for ink in TEXTS)
    static = SRC / "web" / "static" / "jiheng" / "draw.css"
    assert static.read_text("utf-8").endswith(css), "write static/jiheng/draw.css from draw.style()"


@pytest.mark.parametrize("chart", [draw.columns, draw.waterfall, draw.dots, draw.heat])
def test_nothing_in_a_name_is_markup(chart: Callable[..., str]) -> None:
    evil = "<script>alert(1)</script>\x1b[0m"
    rows: list[Any] = [(evil, 1)] if chart in (draw.columns, draw.waterfall) else [(evil, [])]
    more = {"first": FIRST} if chart is draw.heat else {}
    svg = chart(rows, title=evil, **more)
    assert "<script" not in svg
    check(svg, int(ElementTree.fromstring(svg).attrib["width"]))


@given(st.lists(st.integers(0, 1000), max_size=12), st.integers(10, 200))
def test_spread(wanted: list[int], size: int) -> None:
    places = spread(wanted, size, 0, 1000)
    assert all(0 <= place <= 1000 for place in places)
    room = size * (len(wanted) - 1) <= 1000
    ordered = sorted(places)
    least = min((b - a for a, b in pairwise(ordered)), default=size)
    assert least >= size or not room


def test_small_parts() -> None:
    assert thinned([(0, "1月"), (50, "2月"), (400, "3月")]) == [(0, "1月"), (400, "3月")]
    assert wrapped(["未知", "未知"], 100, 500) == [(0, 0), (0, 200)]
    assert [ceiling_of(Fraction(n)) for n in (0, 1, 3, 840, 1570)] == [1, 1, 5, 1000, 2000]
    assert near(Fraction(-5, 2)) == -3
    assert exact((1, 3)) == Fraction(1, 3)
    assert Scale(0, 0, 0, 100)(5) == 0


def test_english() -> None:
    assert "as of 9-30" in draw.curve(
        [(FIRST, 1)], [], title="t", now=date(2023, 9, 30), lang="en", names=("paid", "plan")
    )
    assert "not known" in draw.heat([("a", [None])], title="t", first=FIRST, lang="en")
