"""定性结论：有关单位出具的结论文件

PENDING until a document of the named indicator is dated; of several the latest counts.
"""

from __future__ import annotations

from ...model.result import Actual, Binding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = "="
WORD = True


def count(data: Evidence, bound: Binding) -> Actual:
    rows = data.take(
        "qual_doc",
        ("indicator", "=", (bound.text("indicator"),)),
        ("doc_date", "<=", (str(data.told),)),
    )
    found = data.rows(rows.order_by(rows["doc_date"].desc(), "doc_id").limit(1))
    if not found:
        return Actual(None, "", pending=True, beside={"state_at": str(data.told)})
    latest = found[0]
    return Actual(
        None,
        "",
        word=latest["conclusion"],
        basis="document",
        beside={
            "state_at": str(data.told),
            "doc_id": latest["doc_id"],
            "doc_date": str(latest["doc_date"]),
            "issuer": latest["issuer"],
        },
    )
