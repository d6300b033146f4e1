"""A store with the whole synthetic year, imported once for all tests of the door."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def year_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """合成数据 SYNTHETIC: made and imported as a user would. Nobody writes to it."""
    pytest.importorskip("pyarrow")
    from filling import AT, BOOK

    from jiheng.evidence.imports import bring
    from jiheng.evidence.outcome import Wanted
    from jiheng.evidence.store import Store
    from jiheng.evidence.synthetic import MAKERS
    from jiheng.evidence.synthetic.folder import write

    folder = tmp_path_factory.mktemp("year")
    write(str(folder / "files"))
    store = Store(str(folder / "store"))
    for name in MAKERS:
        bring(str(folder / "files" / f"{name}.csv"), store, BOOK, Wanted(at=AT))
    return folder / "store"
