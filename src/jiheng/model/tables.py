"""The canonical evidence tables (seed-projects 2.1): what a record says, column by column.

Money is yuan with two decimals (DECIMAL(18,2)). Dates are local (Asia/Shanghai), months
"YYYY-MM". Seconds and counts are whole numbers. Records name people and places by id only: no
person's name, phone or account number has a column here, and of a camera nothing but its state.
"""

from __future__ import annotations

from .record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT, WHOLE, MONEY, EXACT, DATE, TIME, MONTH, FLAG = (
    "text",  # any words
    "whole",  # a whole number
    "money",  # yuan, two decimals
    "exact",  # a decimal with up to six decimals (rates, unit prices, kWh)
    "date",  # YYYY-MM-DD
    "time",  # YYYY-MM-DD HH:MM:SS
    "month",  # YYYY-MM
    "flag",  # 0 or 1
)


@record
class Column:
    """One column. ``one_of``: the only words allowed, empty where any are."""

    name: str
    type: str
    required: bool = True
    one_of: tuple[str, ...] = ()


@record
class Table:
    """One canonical table. ``key``: the columns no two rows may share.

    ``period`` names the date or month column by which a locked period refuses a row, "" where the
    table has no period. ``title``: what people call it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    period: str = ""

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _table(name: str, title: str, columns: str, key: str, period: str = "") -> Table:
    """``columns``: "name:type" words; a type ending in ? may be blank; a|b lists the words."""
    made = []
    for word in columns.split():
        column, _, kind = word.partition(":")
        required = not kind.endswith("?")
        kind = kind.rstrip("?")
        words = tuple(kind.split("|")) if "|" in kind else ()
        made.append(Column(column, TEXT if words else kind, required, words))
    return Table(name, title, tuple(made), tuple(key.split()), period)


PROVENANCE = ("source_doc_id", "sha256", "imported_at", "imported_by", "synthetic")
"""What every stored row carries besides (source document, digest of the file, when, who)."""

_ALL = (
    _table(
        "person",
        "人员名册",
        "person_id:text roster:POL|AUX category:text join_date:date? leave_date:date?",
        "person_id join_date",
    ),
    _table(
        "attendance",
        "考勤",
        "person_id:text month:month duty_days:whole ot_days_rest:whole? ot_days_holiday:whole?"
        " leave:text?",
        "person_id month",
        "month",
    ),
    _table(
        "ledger",
        "支出台账",
        "entry_id:text project:text item:text person_id:text? service_period:month"
        " posting_date:date? pay_date:date amount:money"
        " kind:pay|backpay|reversal|refund|refund_prior|bank_reject|repay|credit"
        " ref_entry:text? eligible:flag batch_id:text?",
        "entry_id",
        "posting_date",
    ),
    _table(
        "bank_return",
        "代发回盘",
        "batch_id:text line_no:whole person_id:text amount:money result:paid|rejected"
        " reason:text? settle_date:date",
        "batch_id line_no",
        "settle_date",
    ),
    _table(
        "si_contribution",
        "社会保险和公积金缴费",
        "month:month person_id:text? insurance:text base:money rate:exact employer_amount:money"
        " due_date:date paid_date:date? kind:normal|arrears|refund|late_fee",
        "month person_id insurance kind paid_date",
        "paid_date",
    ),
    _table(
        "contract",
        "合同",
        "contract_id:text project:text item:text supplier:text qty:exact unit_price:exact"
        " amount:money signed:date start:date end:date pay_terms:text? sla:text?",
        "contract_id",
    ),
    _table(
        "invoice",
        "账单发票",
        "doc_id:text contract_id:text period_start:date period_end:date qty:exact unit_price:exact"
        " amount:money credit:money issued:date due_date:date paid_date:date?",
        "doc_id",
        "issued",
    ),
    _table(
        "power_bill",
        "电费账单",
        "meter_id:text month:month kwh:exact price:exact amount:money read_type:实抄|估抄"
        " doc_id:text",
        "meter_id month doc_id",
        "month",
    ),
    _table(
        "acceptance",
        "验收",
        "contract_id:text batch:text delivered:whole passed_first:whole passed_final:whole"
        " first_date:date final_date:date? due_date:date",
        "contract_id batch",
        "first_date",
    ),
    _table(
        "asset",
        "资产",
        "asset_id:text contract_id:text status:在用|备用|报废 point_id:text?",
        "asset_id",
    ),
    _table(
        "point",
        "点位",
        "point_id:text group:text in_service_from:date in_service_to:date? line_id:text?"
        " meter_id:text?",
        "point_id in_service_from",
    ),
    _table(
        "outage_event",
        "中断事件",
        "event_id:text point_id:text start:time end:time kind:down|maint|unknown|suspended"
        " rule:text?",
        "event_id",
        "start",
    ),
    _table(
        "availability_daily",
        "点位每日在线",
        "date:date point_id:text expected_s:whole up_s:whole down_s:whole maint_s:whole"
        " unknown_s:whole",
        "date point_id",
        "date",
    ),
    _table(
        "probe_sample",
        "探测样本",
        "ts:time point_id:text layer:text ok:flag",
        "ts point_id layer",
        "ts",
    ),
    _table(
        "ticket",
        "工单",
        "ticket_id:text scope:text opened:time responded:time? restored:time? closed:time?"
        " cause:text sla_h:exact accepted_by:text?",
        "ticket_id",
        "opened",
    ),
    _table(
        "inspection",
        "巡检",
        "period:text point_id:text done:flag by:text?",
        "period point_id",
    ),
    _table(
        "survey",
        "满意度调查",
        "survey_id:text population_n:whole frame:text window_start:date window_end:date"
        " method:text question:text",
        "survey_id",
    ),
    _table(
        "survey_response",
        "满意度答卷",
        "survey_id:text response_id:text token_hash:text? device_hash:text? submitted_at:time"
        " score:whole? complete:flag channel:text",
        "survey_id response_id",
        "submitted_at",
    ),
    _table(
        "crime_monthly",
        "警情月报",
        "year:whole month:month category:text caliber_version:text count:whole",
        "month category caliber_version",
        "month",
    ),
    _table("population_year", "常住人口", "year:whole n:whole", "year"),
    _table(
        "qual_doc",
        "定性结论文件",
        "doc_id:text indicator:text issuer:text doc_date:date conclusion:text",
        "doc_id",
        "doc_date",
    ),
    _table(
        "budget_version",
        "预算版本",
        "project:text version:text effective:date amount:money",
        "project version effective",
    ),
)
TABLES: Mapping[str, Table] = {table.name: table for table in _ALL}
