"""Money that belongs to the year although it is paid in parts: goods by what was accepted."""

from __future__ import annotations

from .exact import fen_column, half_up

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .records import Evidence

SCALE = 1_000_000  # quantities have up to six decimals


def accepted_value(data: Evidence, contracts: tuple[str, ...]) -> int:
    """Fen of contracts in proportion to the units finally accepted in the year by the day.

    Contract amount × accepted ÷ agreed quantity, a contract at a time; never quantity × a
    rounded unit price.
    """
    agreed = data.take("contract", ("contract_id", "in", contracts))
    passed = data.take(
        "acceptance",
        ("contract_id", "in", contracts),
        ("final_date", ">=", (str(data.first),)),
        ("final_date", "<=", (str(data.as_of),)),
    )
    units = passed.group_by(which="contract_id").aggregate(
        units=passed["passed_final"].sum().cast("int64")
    )
    both = agreed.inner_join(units, agreed["contract_id"] == units["which"])
    told = data.rows(
        both.select(
            qty=(both["qty"] * SCALE).floor().cast("int64"),
            fen=fen_column(both["amount"]),
            units=both["units"],
        )
    )
    return sum(half_up(row["fen"] * row["units"] * SCALE, row["qty"]) for row in told if row["qty"])
