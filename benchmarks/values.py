"""How long reading target values takes: per value, beside the least possible and beside peers.

python benchmarks/values.py [ROUNDS]

"floor" is one re.match of the plainest pattern (sign, digits, rest) on each value: it knows no
unit, word or date. cn2an reads Chinese numerals only, pint units only (in its own spelling); each
is timed on the values it can read, beside us on the same ones. "fresh" starts a new interpreter
and measures what reading the values adds to one that has the model and the policy loaded.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from jiheng import policy  # noqa: E402
from jiheng.documents.numerals import numeral  # noqa: E402
from jiheng.documents.units import parse_unit  # noqa: E402
from jiheng.documents.values import parse  # noqa: E402

BOOK = policy.load()
PLAIN = re.compile(r"\s*([≥≤≧≦<>=]*)\s*([\d.,]+)\s*(.*)")
SEEDS = [
    row["raw"]
    for row in yaml.safe_load((ROOT / "cases/values/variants.yaml").read_text("utf-8"))[:30]
]
VARIANTS = [
    row["raw"] for row in yaml.safe_load((ROOT / "cases/values/variants.yaml").read_text("utf-8"))
]
SENTENCE = "按照年度工作计划，为辖区各单位组织开展不少于12次业务培训，参训人员满意度达到90%以上"
NUMERALS = ["三百一十八万", "二十", "一亿零五十万", "三点五", "两千零五"]
UNITS = {"元/人/月": "CNY/person/month", "万平方米": "hectare", "公里": "km", "%": "percent"}

FRESH = """
import sys; sys.path.insert(0, sys.argv[1])
from time import perf_counter
from jiheng import policy
from jiheng.model import form
book = policy.load()
values = sys.argv[2:]
start = perf_counter()
from jiheng.documents.values import parse
loaded = perf_counter()
for value in values: parse(value, book)
print(loaded - start, perf_counter() - loaded)
"""


def each(values: Sequence[str], way: Callable[[str], object], rounds: int) -> float:
    """Microseconds a value: the median round."""
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        for value in values:
            way(value)
        taken.append(perf_counter() - start)
    return median(taken) / len(values) * 1e6


def line(name: str, taken: float, least: float) -> None:
    print(f"  {name:12} {taken:9.2f} µs  {taken / least:7.1f} x")


def compare(
    title: str, values: Sequence[str], ways: dict[str, Callable[[str], object]], rounds: int
) -> None:
    print(f"{title} ({len(values)} values, {rounds} rounds, medians a value)")
    times = {name: each(values, way, rounds) for name, way in ways.items()}
    least = next(iter(times.values()))
    for name, taken in times.items():
        line(name, taken, least)


def ours(value: str) -> object:
    return parse(value, BOOK)


def fresh(values: Sequence[str], times: int = 9) -> None:
    command = [sys.executable, "-c", FRESH, str(ROOT / "src"), *values]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for _ in range(times)
    ]
    loads, reads = zip(*(map(float, run.split()) for run in runs), strict=True)
    print(f"fresh interpreter, {len(values)} values, median of {times}")
    print(f"  {'import':12} {median(loads) * 1e3:9.2f} ms")
    print(f"  {'read':12} {median(reads) * 1e3:9.2f} ms (unit and word tables included)")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    compare("plain values", SEEDS, {"floor": PLAIN.match, "jiheng": ours}, rounds)
    compare("all 210 variants", VARIANTS, {"floor": PLAIN.match, "jiheng": ours}, rounds)
    compare("a sentence", [SENTENCE], {"floor": PLAIN.match, "jiheng": ours}, rounds)
    try:
        import cn2an

        ways = {"jiheng": numeral, "cn2an": lambda text: cn2an.cn2an(text, "smart")}
        compare("Chinese numerals", NUMERALS, ways, rounds)
    except ImportError:
        print("cn2an is not installed")
    try:
        import pint

        registry = pint.UnitRegistry()
        registry.define("CNY = [money]")
        registry.define("person = [person]")
        read = {
            "jiheng": lambda text: parse_unit(text, BOOK),
            "pint": lambda text: registry(UNITS[text]),
        }
        compare("units, in each one's own spelling", list(UNITS), read, rounds)
    except ImportError:
        print("pint is not installed")
    fresh((SEEDS * 2)[:51])


if __name__ == "__main__":
    main()
