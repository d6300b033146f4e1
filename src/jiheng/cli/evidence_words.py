"""What ``jiheng evidence`` says, in Chinese and English."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..evidence.mapper import Match
    from ..evidence.outcome import Preview, Result

FEW = 20  # faults printed; the rest is counted
WORDS = {
    "no-store": ("{} 不是佐证库（还没有导入过）", "{} is no evidence store (nothing was imported)"),
    "no-files": ("请写上要导入的文件或文件夹", "name files or folders to import"),
    "no-source": (
        "请用 --source 写明数据源说明文件（.yaml）",
        "name the description of the source: --source FILE.yaml",
    ),
    "no-day": ("{} 不是日期，请写成 2023-01-31", "{} is no date; write it like 2023-01-31"),
    "pulling": ("{}  已取 {} 行", "{}  {} rows so far"),
    "no-period": ("请写上要锁定的月份，如 2023-01", "name the month to lock, such as 2023-01"),
    "unnamed": (
        "略过 {}：文件名不是佐证表的名称；需要时单独导入并用 --table 说明",
        "left out {}: no evidence table has that name; import it by itself with --table",
    ),
    "imported": ("已导入 {}：{} {} 行", "imported {}: {} {} rows"),
    "known": (
        "{}：同一文件已于 {} 导入过（{}），不重复导入",
        "{}: this very file was imported at {} ({}); nothing to do",
    ),
    "refused": (
        "没有导入 {}（整份退回）：{} 处不合要求",
        "not imported {} (as a whole), faults: {}",
    ),
    "at-least": ("至少 ", "at least "),
    "more": ("  ……还有 {} 处", "  … and {} more"),
    "asked": (
        "没有导入 {}（{}）：有几列的意思要先说明",
        "not imported {} ({}): some columns must be explained first",
    ),
    "unsure": ("  不认识的列“{}”{}", "  unknown column “{}”{}"),
    "like": ("，可能是：{}", ", perhaps {}"),
    "missing": ("  缺少必需的列：{}", "  missing columns: {}"),
    "clash": ("  “{1}”和“{2}”都指 {0}，只能用一列", "  “{1}” and “{2}” both mean {0}; use one"),
    "how": (
        "  请加 --map 列名=标准列名；不要的列写 --map 列名=-（说过一次就会记住）",
        "  Say --map HEADING=COLUMN, or --map HEADING=- to leave it out (remembered from then on)",
    ),
    "seen": (
        "预览 {}：{} {} 行，没有发现问题，未写入",
        "preview {}: {} {} rows, no faults, nothing written",
    ),
    "reads": ("  {} → {}", "  {} → {}"),
    "dropped": ("  不入库的列：{}", "  columns left out: {}"),
    "heading": ("  表头在第 {} 行，编码 {}", "  headings in row {}, encoding {}"),
    "total": ("  {} 合计 {} 元", "  {} total {} yuan"),
    "wan": ("  {} 由万元换算成元（×10000）", "  {} converted from 万元 to yuan (×10000)"),
    "months": ("  期间 {} 至 {}", "  months {} to {}"),
    "no-roster": ("  提醒：{} 尚无 {} 名册可对照", "  note: no {1} roster yet to compare {0} with"),
    "strangers": (
        "  提醒：{} 有 {} 个不在 {} 名册中：{}",
        "  note: {1} of {0} are not in the {2} roster: {3}",
    ),
    "batch": ("{}  导入 {}  {} 行  {}", "{}  import {}  {} rows  {}"),
    "locked": ("{}  锁定 {}（{} 张表）", "{}  lock {} ({} tables)"),
    "torn": ("记下一条没写完的记录（{} 字节）", "noted an unfinished entry ({} bytes)"),
    "synthetic": ("合成数据 SYNTHETIC", "合成数据 SYNTHETIC"),
    "head": ("链尾 {}", "head {}"),
    "note": ("提醒：", "note: "),
    "sound": (
        "完好：{} 批、{} 行，逐字节核对无误",
        "sound: {} batches, {} rows, every byte as written",
    ),
    "damaged": ("发现 {} 处损坏，请从备份恢复", "{} places are damaged; restore a backup"),
    "closed": ("{} 已锁定，不再接受记账，也不能解锁", "{} is locked for good"),
    "closed-before": ("{} 早已锁定", "{} was locked already"),
    "progress": ("{}  {}%  {} 行  约剩 {} 秒", "{}  {}%  {} rows  {} s left"),
}


def say(key: str, lang: str, *values: object) -> str:
    """One sentence."""
    return WORDS[key][lang == "en"].format(*values)


def shown(result: Result, lang: str) -> Iterator[str]:
    """What is said of one file after it was tried."""
    if result.status == "known" and result.entry:
        yield say("known", lang, result.file, result.entry["at"], result.entry["table"])
    elif result.status == "asked" and result.match:
        yield say("asked", lang, result.file, result.table)
        yield from _asked(result.match, lang)
    elif result.status == "refused":
        many = say("at-least", lang) * result.more + str(len(result.faults))
        yield say("refused", lang, result.file, many)
        yield from (f"  {fault.sentence(lang)}" for fault in result.faults[:FEW])
        if len(result.faults) > FEW:
            yield say("more", lang, len(result.faults) - FEW)
    else:
        yield say(result.status, lang, result.file, result.table, result.rows)
    if result.preview and result.status in ("seen", "imported"):
        yield from _preview(result.preview, lang, full=result.status == "seen")
    for column, roster, count, first in result.warnings:
        if count < 0:
            yield say("no-roster", lang, column, roster)
        else:
            names = "、".join(first) + ("……" if count > len(first) else "")
            yield say("strangers", lang, column, count, roster, names)


def _asked(match: Match, lang: str) -> Iterator[str]:
    for heading, like in match.unsure:
        yield say("unsure", lang, heading, say("like", lang, "、".join(like)) if like else "")
    if match.missing:
        yield say("missing", lang, "、".join(match.missing))
    for clash in match.clash:
        yield say("clash", lang, *clash)
    yield say("how", lang)


def _preview(preview: Preview, lang: str, full: bool) -> Iterator[str]:
    heading = preview.heading
    if full:
        yield say("heading", lang, heading.row, preview.encoding)
        for at, name in heading.match.found.items():
            yield say("reads", lang, heading.cells[at], name)
    if heading.match.dropped:
        yield say("dropped", lang, "、".join(heading.match.dropped))
    for name in sorted(heading.wan):
        yield say("wan", lang, name)
    if preview.months[0]:
        yield say("months", lang, *preview.months)
    for name, total in preview.totals.items():
        yield say("total", lang, name, f"{total:,}")
    if preview.synthetic:
        yield f"  {say('synthetic', lang)}"
    if full:
        for row in preview.sample:
            yield "  " + " | ".join(row)
