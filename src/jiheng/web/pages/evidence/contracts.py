"""Contracts with their invoices and acceptances on the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.draw import plain
from jiheng.model.result import Ratio

from ... import access, records
from .frame import as_of, entered, frame, project_names, say, year_of, years

TABLES = ("contract", "invoice", "acceptance")
WAN = 10_000


def _read(con: Any, scope: access.Scope) -> dict[str, list[dict[str, Any]]]:
    order = {"contract": "contract_id", "invoice": "period_start", "acceptance": "first_date"}
    return {name: records.rows_of(con, con.table(name).order_by(order[name])) for name in TABLES}


read = records.kept(_read)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """``/evidence/contracts/``: those that run in the year."""
    user, scope = entered(request)
    known = years(user)
    year = year_of(request, known)
    told = read(scope) if scope.codes else {name: [] for name in TABLES}
    first, last = date(year, 1, 1), date(year, 12, 31)
    here = [one for one in told["contract"] if one["start"] <= last and one["end"] >= first]
    names = project_names(user, {str(one["project"]) for one in here})
    made = [_contract(one, told, year, names) for one in here]
    return render(
        request, "evidence/contracts.html",
        frame(request, "contracts", contracts=made, year=year, years=known, day=as_of(year)),
    )  # fmt: skip


def _contract(
    one: Mapping[str, Any], told: Mapping[str, Sequence[Any]], year: int, names: Mapping[str, str]
) -> dict[str, Any]:
    key, day = one["contract_id"], as_of(year)
    bills = [row for row in told["invoice"] if row["contract_id"] == key]
    took = [row for row in told["acceptance"] if row["contract_id"] == key]
    paid = sum((row["amount"] - row["credit"] for row in bills if _paid(row, day)), Decimal(0))
    late = sum(_state(row, day)[0] in ("warn", "bad") for row in bills)
    first, last = date(year, 1, 1), date(year, 12, 31)
    term = (say("合同期", "term"), max(one["start"], first), min(one["end"], last), "plan",
            f"{_wan(one['amount'])} {say('万元', '10k yuan')}")  # fmt: skip
    spans = [term, *(_bill(row, day) for row in bills), *(_taken(row, day) for row in took)]
    marks = [(say(f"验收期限 {row['batch']}", f"due {row['batch']}"), row["due_date"], "warn")
             for row in took]  # fmt: skip
    said = say(
        f"已付 {_wan(paid)} / {_wan(one['amount'])} 万元"
        + (f"，{late} 张账单晚付或逾期" if late else "，账单都按期付"),
        f"paid {_wan(paid)} of {_wan(one['amount'])} (10k yuan), {late} bills late",
    )
    if not bills:
        said = say("没有账单记录", "no bills in the records")
    return {
        "one": one, "title": f"{key} · {one['supplier']}", "project": names.get(one["project"], ""),
        "said": said, "bills": [_row(row, day) for row in bills], "taken": took, "late": late,
        "data": {"args": [spans, marks], "title": f"{key} {said}", "first": first, "last": last,
                 "now": day if day < last else None},
    }  # fmt: skip


def _paid(row: Mapping[str, Any], day: date) -> bool:
    return row["paid_date"] is not None and row["paid_date"] <= day


def _state(row: Mapping[str, Any], day: date) -> tuple[str, str]:
    """The kind of a bill's span, and its word."""
    if _paid(row, day):
        if row["paid_date"] > row["due_date"]:
            return "warn", say("晚付", "paid late")
        return "done", say("已付", "paid")
    return ("bad", say("逾期未付", "overdue")) if row["due_date"] < day else (
        "open", say("未到期", "not due"))  # fmt: skip


def _bill(row: Mapping[str, Any], day: date) -> tuple[Any, ...]:
    kind, word = _state(row, day)
    return (str(row["doc_id"]), row["period_start"], row["period_end"], kind,
            f"{_wan(row['amount'] - row['credit'])} · {word}")  # fmt: skip


def _taken(row: Mapping[str, Any], day: date) -> tuple[Any, ...]:
    end = row["final_date"]
    late = (end or day) > row["due_date"]
    return (say(f"验收 {row['batch']}", f"acceptance {row['batch']}"), row["first_date"], end,
            "warn" if late else "done",
            f"{row['passed_final']} / {row['delivered']}")  # fmt: skip


def _row(row: Mapping[str, Any], day: date) -> dict[str, Any]:
    kind, word = _state(row, day)
    return {**row, "kind": {"done": "good", "open": ""}.get(kind, kind), "word": word,
            "net": row["amount"] - row["credit"]}  # fmt: skip


def _wan(yuan: Decimal) -> str:
    return plain(Ratio(int(yuan * 100), 100 * WAN), 2)
