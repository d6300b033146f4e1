"""Maintenance windows from a table: point_id (or a group, or *), start, end, approved."""

from __future__ import annotations

from ...model.refusal import Refusal
from ..availability import Window, ms
from ..fault import Bad
from ..values import moment
from .delimited import Delimited

HEADS = {
    "point_id": ("point_id", "点位编号", "范围"),
    "start": ("start", "开始时间"),
    "end": ("end", "结束时间"),
    "approved": ("approved", "批准时间", "审批时间"),
}


def windows(path: str) -> list[Window]:
    """Every window of a file, approved in time or not. Raises Refusal."""
    try:
        rows = iter(Delimited(path).rows())
        _, heads = next(rows, (0, []))
    except OSError as error:
        zh, en = f"打不开（{error.strerror}）", f"cannot be opened ({error.strerror})"
        raise _refused(path, zh, en) from None
    places = {}
    for name, words in HEADS.items():
        found = [at for at, head in enumerate(heads) if head.strip().lower() in words]
        if len(found) != 1:
            raise _refused(path, f"缺少栏目 {words[-1]}（{name}）", f"has no column {name}")
        places[name] = found[0]
    return [_window(path, number, cells, places) for number, cells in rows if any(cells)]


def _window(path: str, number: int, cells: list[str], places: dict[str, int]) -> Window:
    texts = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
    try:
        start, end = ms(moment(texts["start"])), ms(moment(texts["end"]))
        approved = ms(moment(texts["approved"])) if texts["approved"] else None
    except Bad:
        zh, en = f"第 {number} 行的时间读不懂", f"row {number} has a time that cannot be read"
        raise _refused(path, zh, en) from None
    if end <= start or not texts["point_id"]:
        zh, en = f"第 {number} 行的起止或范围不对", f"row {number} has no scope, or ends too early"
        raise _refused(path, zh, en)
    return Window(texts["point_id"], start, end, approved)


def _refused(path: str, zh: str, en: str) -> Refusal:
    return Refusal(
        path,
        zh,
        "请改正：点位编号、开始时间、结束时间、批准时间，时间写成 2023-09-10 00:00:00",
        problem_en=en,
        remedy_en="Columns: point_id, start, end, approved; times like 2023-09-10 00:00:00",
    )
