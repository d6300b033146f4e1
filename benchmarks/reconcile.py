"""How the arithmetic engine grows with the rows of a form: amounts tried, calls, milliseconds.

python benchmarks/reconcile.py [ROUNDS]

"ordinary": one headcount, a rate and a cost an item, all of which close. "two levels": the same
with a subtotal for every ten items. "worst": one name for everything, three counting words, rates
per head, place and time, nothing that closes, so that every row spends all its steps. Steps are
what ``Reconciliation.steps`` counts; calls are Python function calls, counted by a profiler hook
(the same on every machine). The last columns are per row: level means linear.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from jiheng.documents import read  # noqa: E402
from jiheng.model.form import Form  # noqa: E402
from jiheng.policy import load  # noqa: E402
from jiheng.rules import reconcile  # noqa: E402

BOOK = load()
HEAD = "单位：万元\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
ROWS = (20, 50, 100, 200)
Row = tuple[str, str, str]


def form(rows: list[Row]) -> Form:
    """A form of these rows (level 2, name, value), all 合成数据 SYNTHETIC."""
    lines = "\n".join(f"| 产出指标 | {a} | {b} | {c} |" for a, b, c in rows)
    return read((HEAD + lines).encode(), "form.md", BOOK).forms[0]


def ordinary(size: int) -> list[Row]:
    rows = [("数量指标", "队员人数", "100人")]
    for n in range((size - 1) // 2):
        rows.append(("质量指标", f"项目甲{n}乙", f"{n + 1}元/人/月"))
        rows.append(("成本指标", f"项目甲{n}乙", f"{Decimal(n + 1) * 1200 / 10000}万元"))
    return rows


def levels(size: int) -> list[Row]:
    rows = ordinary(size * 9 // 10)
    out, total = [], Decimal(0)
    for row in rows:
        out.append(row)
        if row[0] == "成本指标":
            total += Decimal(row[2][:-2])
            if len(out) % 20 == 0:
                out.append(("成本指标", "小计", f"{total}万元"))
                total = Decimal(0)
    return out


def worst(size: int) -> list[Row]:
    part = size * 3 // 10
    counts = [("数量指标", f"补助{n}号", f"{n + 3}{'人次处'[n % 3]}") for n in range(part)]
    rates = [("质量指标", "补助标准", f"{n + 7}元/人/处/次") for n in range(part)]
    costs = [("成本指标", "补助", f"{n}.{n:02}3万元") for n in range(1, size - 2 * part + 1)]
    return [*counts, *rates, *costs]


def calls(work: Callable[[], object]) -> int:
    """Python function calls made by the work."""
    made = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


def fresh(one: Form) -> reconcile.Reconciliation:
    """The engine's answer, reckoned anew."""
    reconcile.forget()
    return reconcile.reconcile(one, BOOK)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    head = f"{'rows':>6}{'steps':>9}{'calls':>10}{'ms':>9}{'steps/row':>11}{'calls/row':>11}"
    for name, make in (("ordinary", ordinary), ("two levels", levels), ("worst", worst)):
        print(f"{name} (median of {rounds})\n{head}{'ms/row':>9}")
        for size in ROWS:
            one = form(make(size))
            steps = fresh(one).steps
            made = calls(lambda one=one: fresh(one))  # type: ignore[misc]
            taken = []
            for _ in range(rounds):
                start = perf_counter()
                fresh(one)
                taken.append(perf_counter() - start)
            ms, rows = median(taken) * 1e3, len(one.indicators)
            print(
                f"{rows:6}{steps:9}{made:10}{ms:9.2f}{steps / rows:11.1f}"
                f"{made / rows:11.1f}{ms / rows:9.3f}"
            )


if __name__ == "__main__":
    main()
