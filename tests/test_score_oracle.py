"""The oracle itself: from the synthetic year's rows to the figures that are expected of it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from conftest import ROOT
from score_oracle import Oracle, same

from jiheng.evidence.synthetic import MAKERS
from jiheng.model.tables import TABLES

EXPECTED = yaml.safe_load((ROOT / "cases" / "scores" / "expected-2023.yaml").read_text("utf-8"))


def rows() -> dict[str, list[dict[str, Any]]]:
    out = {}
    for name, make in MAKERS.items():
        names = [column.name for column in TABLES[name].columns]
        out[name] = [dict(zip(names, row, strict=True)) for row in make()]
    return out


FOUND = Oracle(rows()).all()


@pytest.mark.parametrize("indicator", EXPECTED)
def test_the_rows_come_to_what_is_expected(indicator: str) -> None:
    for key, wanted in EXPECTED[indicator].items():
        found = FOUND[indicator].get(key)
        assert same(wanted, found), f"{indicator}.{key}: expected {wanted}, found {found}"
