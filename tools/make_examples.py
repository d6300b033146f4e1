"""Write examples/*.docx and examples/*.txt from examples/source.yaml.

python tools/make_examples.py            write what has changed
python tools/make_examples.py --check    exit 1 if a file is missing or out of date

The .docx are merged as Word merges cells; the .txt are what comes out when such a file is copied as
text: one cell a line, merged cells empty (budget-performance 2.2, L1).
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import yaml

from jiheng.documents.writers.docx import write
from jiheng.model.form import Field, Form, Indicator, Target

FOLDER = Path(__file__).resolve().parent.parent / "examples"
LEVELS = {
    "数量指标": "quantity",
    "质量指标": "quality",
    "时效指标": "timeliness",
    "成本指标": "cost",
    "经济效益指标": "economic",
    "社会效益指标": "social",
    "可持续影响指标": "sustainable",
    "社会公众或服务对象满意度指标": "satisfaction",
}
COLUMNS = ("level1", "level2", "name", "value", "standard")


def form_of(entry: dict[str, Any], index: int) -> Form:
    """One entry of the source as a form, without what only a text dump has."""
    fields = {key: Field(key, value.rstrip("\u3000")) for key, value in entry["fields"].items()}
    indicators, above = [], ["", ""]
    for number, row in enumerate(entry["rows"], 1):
        texts = zip(COLUMNS, row, strict=True)
        cells = {key: Field(key, text.rstrip("\u3000")) for key, text in texts}
        above = [row[0] or above[0], row[1] or above[1]]
        family = LEVELS[above[1]]
        indicators.append(
            Indicator(
                number=number,
                ref="",
                family=family,
                level1=above[0],
                level2=above[1],
                name=cells["name"].raw,
                target=Target(cells["value"].raw),
                fields=cells,
                level1_printed=above[0],
            )
        )
    return Form(index, "hunan-county", "目标表", fields, tuple(indicators), COLUMNS)


def dump_of(entry: dict[str, Any], banner: str) -> str:
    """One entry as the text dump of its table."""
    fields = entry["fields"]
    line = f"填报单位：{fields['reporting_unit']}{' ' * 46}单位：{fields['unit_of_money']}"
    rows = [
        [line],
        ["项目支出名称", fields["project_name"], "预算部门", fields["department"]],
        [
            "年度本级\n预算金额",
            fields["budget_amount"],
            "该项目支出上级资金",
            fields["higher_level_funds"],
        ],
        ["项目支出实施期", fields["period"]],
        ["实施期绩效目标", fields["period_goal"]],
        ["本年度绩效目标", fields["annual_goal"]],
        ["\n本年度\n绩效指标", "一级指标", "二级指标", "三级指标", "指标值及单位", "绩效标准"],
        *(["", *row] for row in entry["rows"]),
    ]
    table = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    foot = (
        f"填表人：{fields['preparer']}   联系电话：{fields['phone']}   "
        f"填报日期：{fields['date']}    单位负责人签字：{fields['signatory']}"
    )
    title = f"{entry.get('residue', '')}{fields['title']}"
    blank = "\n" * int(entry["blank-lines-after"])
    return f"{banner}\n\n{title}\n\n{table}\n\n{foot}\n{blank}"


def build() -> dict[str, bytes]:
    """File name to content of every generated example."""
    source = yaml.safe_load((FOLDER / "source.yaml").read_text(encoding="utf-8"))
    banner, entries = source["banner"], source["forms"]
    forms = [form_of(entry, place) for place, entry in enumerate(entries, 1)]
    dumps = [dump_of(entry, banner) for entry in entries]
    out = {
        f"{source['together']}.docx": write(forms, banner),
        f"{source['together']}.txt": "".join(dumps).encode(),
    }
    for entry, form, dump in zip(entries, forms, dumps, strict=True):
        out[f"{entry['file']}.docx"] = write([form], banner)
        out[f"{entry['file']}.txt"] = (dump.rstrip("\n") + "\n").encode()
    return out


def same(one: bytes, other: bytes) -> bool:
    """Equal bytes, or equal parts of a zip (how well they are packed differs between machines)."""
    if one == other:
        return True
    try:
        with ZipFile(BytesIO(one)) as left, ZipFile(BytesIO(other)) as right:
            return left.namelist() == right.namelist() and all(
                left.read(name) == right.read(name) for name in left.namelist()
            )
    except BadZipFile:
        return False


def stale() -> list[str]:
    """Names of examples that are missing, differ from the source, or have no source."""
    wanted = build()
    found = {p.name: p.read_bytes() for p in FOLDER.iterdir() if p.suffix in {".docx", ".txt"}}
    wrong = [n for n, data in wanted.items() if n not in found or not same(found[n], data)]
    return sorted({*wrong, *(found.keys() - wanted.keys())})


def main() -> int:
    wrong = stale()
    if "--check" in sys.argv[1:]:
        print("\n".join(f"examples/{name} is out of date" for name in wrong))
        return 1 if wrong else 0
    wanted = build()
    for name in wrong:
        if name in wanted:
            (FOLDER / name).write_bytes(wanted[name])
        else:
            (FOLDER / name).unlink()
        print(f"examples/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
