"""What the scripts of the editor say, in the reader's language."""

from __future__ import annotations

WORDS = {
    "saved": ("已保存 {}", "Saved {}"),
    "new": ("还没有保存过", "Not saved yet"),
    "dirty": ("未保存", "Not saved"),
    "saving": ("正在保存…", "Saving…"),
    "offline": ("没有网络，内容保留在本机", "No network: your text is kept on this computer"),
    "failed": ("没有保存：{}。内容保留在本机", "Not saved: {}. Your text is kept on this computer"),
    "signed_out": (
        "登录已过期，内容保留在本机；请在新窗口登录后回来",
        "You were signed out; your text is kept here. Sign in in another window and come back",
    ),
    "restored": ("已恢复上次没有保存的内容", "Restored what was not saved last time"),
    "row": ("第 {} 行", "row {}"),
    "column": ("{}", "{}"),
    "blank": ("空", "blank"),
    "merged": ("同上", "as above"),
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "info": ("提示", "hint"),
    "pasted": ("已粘贴 {} 行 {} 列", "Pasted {} rows, {} columns"),
    "too_wide": ("，右边 {} 列放不下", "; {} columns did not fit"),
    "too_many": ("最多 2000 行，没有粘贴", "At most 2000 rows: not pasted"),
    "title": ("表名", "title"),
    "unit": ("金额单位", "unit of money"),
    "mine": ("我的", "mine"),
    "yours": ("对方", "theirs"),
    "theirs": ("{} 的", "of {}"),
    "whole_row": ("整行", "whole row"),
    "no_row": ("（没有这一行）", "(no such row)"),
    "both": ("两人都改了", "both changed it"),
    "only_mine": ("只有我改了", "only I changed it"),
    "only_theirs": ("只有对方改了", "only they changed it"),
    "merged_done": ("已合并两稿并保存", "Both were merged and saved"),
    "same": ("两稿相同", "Both are the same"),
    "adopted": ("已采用", "Adopted"),
    "gone": ("这一格已经改过，没有动它", "That cell has changed meanwhile and was left alone"),
    "rows_of": ("{} 行", "{} rows"),
    "errors_left": (
        "我知道还有 {} 处错误，仍要提交", "I know that {} errors remain, and hand it in"
    ),
    "clean": ("没有需要改的地方。", "Nothing to repair."),
    "counted": ("错误 {} · 提醒 {} · 提示 {}", "{} errors · {} warnings · {} hints"),
    "quantity": ("数量", "quantity"),
    "rate": ("单价", "rate"),
    "periods": ("期数（月、次）", "periods (months, times)"),
    "remove": ("删去这一项", "Remove this term"),
    "inserted": ("已填入 {}", "Put into {}"),
    "undone": ("已撤销", "Undone"),
    "redone": ("已重做", "Redone"),
    "unchecked": ("这一次没有核对成，继续填写会再试", "Not checked this time; it is tried again"),
    "resolved": ("已标为处理完", "Marked as dealt with"),
    "not_resolved": ("没有标上，请再试", "Not marked: try again"),
}  # fmt: skip


def words(lang: str) -> dict[str, str]:
    """Every text by its key."""
    return {key: pair[lang == "en"] for key, pair in WORDS.items()}
