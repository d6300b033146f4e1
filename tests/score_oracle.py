"""Actual values of the synthetic year by plain loops and exact fractions.

Shares no code with ``jiheng.score``: reads rows as they are imported, and counts. What it says is
compared with cases/scores/expected-2023.yaml and with the measures.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

Rows = dict[str, list[dict[str, Any]]]
YEAR = 2023
YEAR_END = date(2023, 12, 31)
CENT = Decimal("0.01")
FIXED = {"PENSION": "631.2", "INJURY": "28.4", "MEDICAL": "343.22", "HF": "100", "ACC": "200"}


def half_up(value: Fraction, places: str = "0.01") -> str:
    """A fraction as text with so many places."""
    with localcontext(prec=60):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return str(exact.quantize(Decimal(places), ROUND_HALF_UP))


def fraction(f: int, n: int) -> str:
    """ "11/12" as printed, not reduced."""
    return f"{f}/{n}"


class Oracle:
    """The year as of its end."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.ledger = rows["ledger"]
        self.people = {
            "POL": [p for p in rows["person"] if p["roster"] == "POL"],
            "AUX": [p for p in rows["person"] if p["roster"] == "AUX"],
        }

    def all(self) -> dict[str, dict[str, Any]]:
        """Every line of the expected file."""
        out: dict[str, dict[str, Any]] = {}
        out |= self.allowance("F1", "P1", "OT", self._overtime_due, Decimal(700))
        out |= self.allowance("F2", "P2", "DUTY", self._duty_due, Decimal(880))
        out |= self.system()
        out |= self.auxiliary()
        out["EXEC"] = self.execution()
        return out

    # people -------------------------------------------------------------------------------

    def days(self, person: dict[str, Any], month: int) -> int:
        first, last = date(YEAR, month, 1), date(YEAR, month, monthrange(YEAR, month)[1])
        start = max(person["join_date"] or first, first)
        end = min(person["leave_date"] or last, last)
        return max(0, (end - start).days + 1)

    def months(self, roster: str) -> set[tuple[str, str]]:
        """(person, month) with at least a day of service."""
        return {
            (p["person_id"], f"{YEAR}-{m:02}")
            for p in self.people[roster]
            for m in range(1, 13)
            if self.days(p, m)
        }

    def heads(self, roster: str) -> dict[str, Any]:
        there = Counter(month for _, month in self.months(roster))
        return {
            "peak": max(there.values()),
            "dec": there[f"{YEAR}-12"],
            "distinct": len({person for person, _ in self.months(roster)}),
            "pm": sum(there.values()),
        }

    def _overtime_due(self) -> dict[tuple[str, str], Decimal]:
        return self._by_days("POL", Decimal(700))

    def _by_days(self, roster: str, rate: Decimal) -> dict[tuple[str, str], Decimal]:
        out = {}
        for p in self.people[roster]:
            for m in range(1, 13):
                days = self.days(p, m)
                if days:
                    share = Fraction(rate) * days / monthrange(YEAR, m)[1]
                    out[p["person_id"], f"{YEAR}-{m:02}"] = Decimal(half_up(share))
        return out

    def _duty_due(self) -> dict[tuple[str, str], Decimal]:
        return {
            (a["person_id"], a["month"]): Decimal(40) * min(a["duty_days"], 22)
            for a in self.rows["attendance"]
        }

    # money --------------------------------------------------------------------------------

    def booked(self, project: str, item: str) -> list[dict[str, Any]]:
        return [e for e in self.ledger if (e["project"], e["item"]) == (project, item)]

    def net(self, project: str, item: str) -> dict[tuple[str, str], Decimal]:
        """Net per (person, month of service) of the year."""
        out: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for e in self.booked(project, item):
            if e["service_period"].startswith(str(YEAR)):
                out[e["person_id"], e["service_period"]] += e["amount"]
        return out

    def cost(self, project: str, item: str) -> dict[str, str]:
        rows = self.booked(project, item)
        paid = [e["amount"] for e in rows if e["pay_date"] and e["pay_date"].year == YEAR]
        served = [e["amount"] for e in rows if e["service_period"].startswith(str(YEAR))]
        return {"cash": str(sum(paid, Decimal())), "accrual": str(sum(served, Decimal()))}

    def on_time(
        self, project: str, item: str, due: dict[tuple[str, str], Decimal], grace: int
    ) -> tuple[str, str]:
        """Months on time, and person-months on time, of those with anything due."""
        paid: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for e in self.booked(project, item):
            year, month = (int(part) for part in e["service_period"].split("-"))
            last = date(year, month, monthrange(year, month)[1])
            if e["pay_date"] and (e["pay_date"] - last).days <= grace:
                paid[e["person_id"], e["service_period"]] += e["amount"]
        due = {key: amount for key, amount in due.items() if amount}
        in_time = sum(paid[key] >= amount for key, amount in due.items())
        good = 0
        for m in range(1, 13):
            month = f"{YEAR}-{m:02}"
            owed = [(key, amount) for key, amount in due.items() if key[1] == month]
            met = sum((min(paid[key], amount) for key, amount in owed), Decimal())
            good += met * 100 >= 99 * sum((amount for _, amount in owed), Decimal())
        return fraction(good, 12), fraction(in_time, len(due))

    # forms --------------------------------------------------------------------------------

    def allowance(
        self,
        form: str,
        project: str,
        item: str,
        due_of: Callable[[], dict[tuple[str, str], Decimal]],
        rate: Decimal,
    ) -> dict[str, dict[str, Any]]:
        heads, due, net = self.heads("POL"), due_of(), self.net(project, item)
        there = self.months("POL")
        cost = self.cost(project, item)
        total = Fraction(Decimal(cost["cash"]))
        full = [
            p["person_id"]
            for p in self.people["POL"]
            if all(self.days(p, m) == monthrange(YEAR, m)[1] for m in range(1, 13))
        ]
        months = [f"{YEAR}-{m:02}" for m in range(1, 13)]
        strict, grace = (self.on_time(project, item, due, days) for days in (0, 10))
        return {
            f"{form}.N1": {
                "avg": f"{heads['pm']}/12",
                **heads,
                "positive_pm": sum(net[key] > 0 for key in there),
            },
            f"{form}.L1": {
                "modal": str(Counter(net[key] for key in there).most_common(1)[0][0]),
                "num": sum(due[key] == rate for key in there),
                "den": len(there),
                "correct": sum(net[key] == due[key] for key in there),
            },
            f"{form}.T1": {
                "strict": strict[0],
                "grace10": grace[0],
                "pm_strict": strict[1],
                "pm_grace10": grace[1],
            },
            f"{form}.C1": {**cost, "entitled": str(sum(due.values(), Decimal()).quantize(CENT))},
            f"{form}.E1": {
                "net_per_avg": half_up(total * 12 / heads["pm"]),
                "persons_exact": sum(sum(net[p, m] for m in months) == rate * 12 for p in full),
                "persons_exact_entitled": sum(
                    sum(due.get((p, m), Decimal()) for m in months) == rate * 12 for p in full
                ),
            },
            f"{form}.S1": self.survey(f"S-{form}"),
        }

    def auxiliary(self) -> dict[str, dict[str, Any]]:
        heads, there = self.heads("AUX"), self.months("AUX")
        items = ("WAGE", "PENSION", "INJURY", "ACC", "MEAL", "HF", "MEDICAL", "OTHER")
        out: dict[str, dict[str, Any]] = {
            "F4.N1": {"avg": half_up(Fraction(heads["pm"], 12)), **heads}
        }
        for number, item in enumerate(items, 1):
            out[f"F4.C{number}"] = self.cost("P4", item)
            if item != "OTHER":
                net = self.net("P4", item)
                paid = Counter(amount for amount in net.values() if amount > 0)
                out[f"F4.L{number}"] = {"modal": str(paid.most_common(1)[0][0])}
        other = self.booked("P4", "OTHER")
        good = sum(e["amount"] for e in other if e["eligible"])
        out["F4.L8"] = {"eligible": f"{int(good)}/{int(sum(e['amount'] for e in other))}"}
        due = self._by_days("AUX", Decimal(2400))
        strict, grace = (self.on_time("P4", "WAGE", due, days) for days in (0, 10))
        out["F4.T1"] = {"strict": strict[0], "grace10": grace[0], "pm_strict": strict[1]}
        costs = [Fraction(Decimal(out[f"F4.C{n}"]["cash"])) for n in range(1, 9)]
        fixed = [Fraction(Decimal(out[f"F4.C{n}"]["accrual"])) for n in range(1, 8)]
        heads_avg = Fraction(heads["pm"], 12)
        late = sum(e["amount"] for e in self.booked("P4", "LATE_FEE"))
        out["F4.E1"] = {
            "total_per_avg": half_up((sum(costs) + Fraction(late)) / heads_avg),
            "fixed_accrual_per_avg": half_up(sum(fixed) / heads_avg),
        }
        out["F4.S1"] = self.survey("S-F4")
        assert len(there) == heads["pm"]
        return out

    def survey(self, name: str) -> dict[str, Any]:
        """Top two of the valid answers: complete, the first of each device."""
        frame = next(s["population_n"] for s in self.rows["survey"] if s["survey_id"] == name)
        answers = [r for r in self.rows["survey_response"] if r["survey_id"] == name]
        complete = sorted((r for r in answers if r["complete"]), key=lambda r: r["submitted_at"])
        first: dict[str, int] = {}
        for r in complete:
            first.setdefault(r["device_hash"], r["score"])
        f, n = sum(score >= 4 for score in first.values()), len(first)
        naive = sum(r["score"] >= 4 for r in complete)
        return {
            "f": f,
            "n": n,
            "N": frame,
            "naive": fraction(naive, len(complete)),
            "ci": interval(f, n, frame),
        }

    def hours(self, groups: Iterable[str]) -> dict[str, int]:
        wanted = set(groups)
        points = {p["point_id"] for p in self.rows["point"] if p["group"] in wanted}
        days = [d for d in self.rows["availability_daily"] if d["point_id"] in points]
        expected = sum(d["expected_s"] for d in days)
        unknown = sum(d["unknown_s"] for d in days)
        return {
            "up_h": sum(d["up_s"] for d in days) // 3600,
            "known_h": (expected - unknown) // 3600,
            "expected_h": expected // 3600,
        }

    def system(self) -> dict[str, dict[str, Any]]:
        rows = self.rows
        bills: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for bill in rows["invoice"]:
            bills[bill["contract_id"]].append(bill)
        in_service = 0
        for m in range(1, 13):
            last = date(YEAR, m, monthrange(YEAR, m)[1])
            in_service += sum(
                p["group"] == "G1"
                and p["in_service_from"] <= last
                and (p["in_service_to"] is None or p["in_service_to"] >= last)
                for p in rows["point"]
            )
        paid_months = {e["service_period"] for e in self.booked("P3", "POWER")}
        accepted = rows["acceptance"]
        delivered = sum(a["delivered"] for a in accepted)
        seen: dict[str, int] = Counter(i["point_id"] for i in rows["inspection"] if i["done"])
        contract = {c["contract_id"]: c for c in rows["contract"]}
        equipment = contract["HT-EQUIP"]
        final = sum(a["passed_final"] for a in accepted)
        crime = Counter[tuple[int, str]]()
        for c in rows["crime_monthly"]:
            crime[c["year"], c["caliber_version"]] += c["count"]
        new = crime[2023, "新口径增加"]
        cost = {
            f"F3.C{n}": self.cost("P3", item)
            for n, item in enumerate(("LINE_G1", "LINE_G7", "POWER", "EQUIP", "MAINT"), 1)
        }
        share = Fraction(final) / Fraction(equipment["qty"])
        cost["F3.C4"]["accrual"] = half_up(Fraction(equipment["amount"]) * share)
        status = Counter(a["status"] for a in rows["asset"])
        dated = [d for d in rows["qual_doc"] if d["doc_date"] <= YEAR_END]
        everything = self.hours(("G1", "G7", "BK"))
        return cost | {
            "F3.N1": {
                "billed_min": int(min(b["qty"] for b in bills["HT-LINE-G1"])),
                "in_service_avg": half_up(Fraction(in_service, 12)),
            },
            "F3.N2": {"billed": int(min(b["qty"] for b in bills["HT-LINE-G7"]))},
            "F3.N3": {
                "powered": len({p["point_id"] for p in rows["point"]})
                if len(paid_months) == 12
                else 0,
                "docs": fraction(len({b["month"] for b in rows["power_bill"]}), 12),
            },
            "F3.N4": {"final": final, "in_use": status["在用"], "spare": status["备用"]},
            "F3.N5": {
                "contract": int(contract["HT-MAINT"]["qty"]),
                "inspected_all": sum(count == 4 for count in seen.values()),
            },
            "F3.L1": self.hours(("G1",)),
            "F3.L2": self.hours(("G7",)),
            "F3.L3": everything,
            "F3.L4": {
                "final": fraction(final, delivered),
                "first": fraction(sum(a["passed_first"] for a in accepted), delivered),
            },
            "F3.L5": {"same_as": "F3.L3", **everything},
            "F3.T1": self.milestones(),
            "F3.B1": {
                "y2022": crime[2022, "旧口径"],
                "y2023": crime[2023, "旧口径"] + new,
                "new_caliber": new,
            },
            "F3.B2": {"state_at": str(YEAR_END), "verdict": "PENDING" if not dated else "MET"},
            "F3.S1": self.survey("S-F3"),
        }

    def milestones(self) -> dict[str, str]:
        """Bills by their due day, power by the end of its month, batches by the contract."""
        pairs = [(i["due_date"], i["paid_date"]) for i in self.rows["invoice"]]
        for e in self.booked("P3", "POWER"):
            year, month = (int(part) for part in e["service_period"].split("-"))
            pairs.append((date(year, month, monthrange(year, month)[1]), e["pay_date"]))
        pairs += [(a["due_date"], a["final_date"]) for a in self.rows["acceptance"]]
        by_day = [done <= due for due, done in pairs]
        in_year = [done <= YEAR_END for _, done in pairs]
        either = [a or b for a, b in zip(by_day, in_year, strict=True)]
        return {
            "by_contract": fraction(sum(by_day), len(pairs)),
            "in_year": fraction(sum(in_year), len(pairs)),
            "either": fraction(sum(either), len(pairs)),
        }

    def execution(self) -> dict[str, str]:
        out = {}
        for project in ("P1", "P2", "P3", "P4"):
            rows = [e for e in self.ledger if e["project"] == project]
            paid = (e["amount"] for e in rows if e["pay_date"] and e["pay_date"].year == YEAR)
            out[project] = str(sum(paid, Decimal()))
        out["late_fee"] = str(sum(e["amount"] for e in self.booked("P4", "LATE_FEE")))
        served = [
            e["amount"]
            for e in self.ledger
            if e["project"] == "P4" and e["service_period"].startswith(str(YEAR))
        ]
        out["accrual_P4"] = str(sum(served, Decimal()))
        p3 = ("LINE_G1", "LINE_G7", "POWER", "MAINT")
        accrual = sum((Decimal(self.cost("P3", item)["accrual"]) for item in p3), Decimal())
        out["accrual_P3"] = str(accrual + Decimal("3000000.00"))
        return out


def interval(f: int, n: int, frame: int) -> list[str]:
    """Adjusted Wald with the finite population, 95 %, six places (seed-projects 5)."""
    with localcontext(prec=40):
        p = Decimal(f + 2) / Decimal(n + 4)
        fpc = Decimal(frame - n) / Decimal(frame - 1)
        error = (p * (1 - p) / Decimal(n + 4) * fpc).sqrt()
        reach = Decimal("1.959964") * error
        return [str(x.quantize(Decimal("0.000001"))) for x in (p - reach, p + reach)]


def same(wanted: Any, found: Any) -> bool:
    """Whether a computed value is the expected text."""
    if isinstance(wanted, list):
        return [str(x) for x in found] == wanted
    return str(found) == wanted
