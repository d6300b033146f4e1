"""``jiheng evidence`` and ``jiheng demo-data``: what they print, and their exit codes."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from filling import CHAIN, LEDGER, paid, sheet

from jiheng.cli import demo_data, evidence
from jiheng.cli.parser import Misuse
from jiheng.model.record import replace
from jiheng.model.refusal import Refusal
from jiheng.rules.evidence import registry

pytest.importorskip("pyarrow")


def options(action: str, store: Path, *paths: Path, **more: Any) -> Namespace:
    words = {
        "action": action,
        "store": str(store),
        "paths": [str(path) for path in paths],
        "lang": "zh",
        "quiet": False,
        "profile": "",
        "map": [],
        "preview": False,
        **dict.fromkeys(("table", "sheet", "encoding", "unit", "by", "period"), ""),
    }
    return Namespace(**(words | more))


def test_import_list_verify_lock(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, path = tmp_path / "库", sheet(tmp_path / "支出台账.csv", [paid("L1"), paid("L2")])
    assert evidence.run(options("import", store, path, by="财务")) == 0
    said = capsys.readouterr().out
    assert "已导入" in said
    assert "ledger 2 行" in said
    assert "amount 合计 1,400.00 元" in said
    assert "尚无 person 名册" in said
    assert evidence.run(options("import", store, path, lang="en")) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert evidence.run(options("lock", store, period="2023-01", by="财务")) == 0
    assert evidence.run(options("lock", store, period="2023-01")) == 0
    assert "早已锁定" in capsys.readouterr().out
    assert evidence.run(options("list", store)) == 0
    said = capsys.readouterr().out
    assert "导入 ledger  2 行  支出台账.csv  amount 1400.00  财务" in said
    assert "锁定 2023-01" in said
    assert evidence.run(options("verify", store)) == 0
    assert "完好：1 批、2 行" in capsys.readouterr().out
    chain = store / CHAIN
    chain.write_bytes(chain.read_bytes().replace("财务".encode(), "会计".encode(), 1))
    assert evidence.run(options("verify", store)) == 1
    said = capsys.readouterr().out
    assert "chain.jsonl:1：内容被改动" in said
    assert "发现" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refused_file_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    rows = [paid(f"L{at}", "3.5万") for at in range(30)]
    path = sheet(tmp_path / "ledger.csv", rows)
    assert evidence.run(options("import", tmp_path / "s", path, lang=lang)) == 1
    said = capsys.readouterr().out.splitlines()
    assert ("30 处" if lang == "zh" else "faults: 30") in said[0]
    assert len(said) == 1 + 20 + 1 + 1
    assert "3.5万" in said[1]
    assert "10" in said[21]
    assert not (tmp_path / "s" / CHAIN).exists()


def test_columns_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heads = ["实际发放金额" if name == "amount" else name for name in LEDGER]
    path = sheet(tmp_path / "ledger.csv", [paid("L1")], heads)
    assert evidence.run(options("import", tmp_path / "s", path)) == 1
    said = capsys.readouterr().out
    assert "不认识的列“实际发放金额”，可能是：amount" in said
    assert "--map" in said
    more = {"map": ["实际发放金额=amount"], "preview": True}
    assert evidence.run(options("import", tmp_path / "s", path, **more)) == 0
    said = capsys.readouterr().out
    assert "预览" in said
    assert "实际发放金额 → amount" in said
    assert evidence.run(options("import", tmp_path / "s", path, map=more["map"])) == 0
    with pytest.raises(Refusal, match="列名=标准列名"):
        evidence.run(options("import", tmp_path / "s", path, map=["amount"]))


def test_a_folder_and_a_bad_file_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    sheet(folder / "ledger.csv", [paid("L1")])
    sheet(folder / "ledger_refused.csv", [paid("L2")])
    (folder / "contract.csv").write_bytes(b"\0")
    sheet(folder / "person.csv", [("P001", "POL", "民警", "2020-01-01")], PERSON)
    assert evidence.run(options("import", tmp_path / "s", folder)) == 2
    out, err = capsys.readouterr()
    assert out.index("person") < out.index("ledger")  # rosters first
    assert "名册" not in out
    assert "略过 ledger_refused.csv" in err
    assert "空字节" in err
    assert evidence.run(options("list", tmp_path / "s")) == 0
    assert capsys.readouterr().out.count("导入") == 2


PERSON = ("person_id", "roster", "category", "join_date")


def test_misuse(tmp_path: Path) -> None:
    for action in ("list", "verify", "lock"):
        with pytest.raises(Misuse, match="不是佐证库"):
            evidence.run(options(action, tmp_path / "none"))
    with pytest.raises(Misuse, match="要导入的文件"):
        evidence.run(options("import", tmp_path / "s"))
    with pytest.raises(Misuse):
        evidence.run(options("delete", tmp_path))
    with pytest.raises(Misuse, match="锁定的月份"):
        evidence.run(options("lock", tmp_path))
    with pytest.raises(Misuse, match="-o"):
        demo_data.run(Namespace(output="", lang="zh"))


def test_demo_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    assert demo_data.run(Namespace(output=str(folder), lang="zh", quiet=False)) == 0
    said = capsys.readouterr().out
    assert "合成数据 SYNTHETIC：22 张表" in said
    assert (folder / "ledger.csv").exists()
    with pytest.raises(Refusal, match="已经存在"):
        demo_data.run(Namespace(output=str(folder), lang="en", quiet=True))


def broken(data: Any) -> Any:
    raise ZeroDivisionError("planted")


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
def test_check_tells_states_and_exits_by_severity(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ibis")
    store = tmp_path / "库"
    twice = sheet(tmp_path / "支出台账.csv", [paid("L1"), paid("L2")])
    assert evidence.run(options("import", store, twice)) == 0
    capsys.readouterr()
    assert evidence.run(options("check", store, as_of="2023-12-31")) == 1
    said = capsys.readouterr().out
    assert "EVI01 重复发放 [未了结] ledger:L2" in said
    assert "还差 700 元" in said
    assert "EVI02：没有 person 的记录" in said
    assert evidence.run(options("check", store, lang="en", format="json")) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["year"], told["findings"][0]["state"]) == (2023, "open")
    assert "EVI02" in {one["code"] for one in told["not_checked"]}
    rules = registry()
    monkeypatch.setitem(rules, "EVI01", replace(rules["EVI01"], check=broken))
    assert evidence.run(options("check", store, as_of="2023-12-31")) == 2
    said = capsys.readouterr().out
    assert "X901" in said
    assert "EVI01" in said
    assert "ZeroDivisionError: planted" in said
    with pytest.raises(Misuse, match="不是日期"):
        evidence.run(options("check", store, as_of="2023"))
    with pytest.raises(Misuse):
        evidence.run(options("check", store, format="pdf"))
