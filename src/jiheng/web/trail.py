"""Entries of the audit chain in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from jiheng.model import stage as lifecycle

from .models import Entry

SAID = {
    "ask-import": ("申请导入佐证", "asked for records to be imported"),
    "approve": ("批复", "approved the baseline"),
    "assess": ("按佐证计算", "evaluated from the records"),
    "baseline": ("锁定基线", "locked the baseline"),
    "bulk-endorse": ("批量通过", "asked for several to be passed"),
    "bulk-return": ("批量退回", "asked for several to be returned"),
    "change-organisation": ("修改单位", "changed an office"),
    "change-password": ("修改密码", "changed the password"),
    "close-survey": ("结束问卷", "closed a survey"),
    "drop-hook": ("删除推送地址", "dropped a hook"),
    "endorse": ("审核通过", "passed it on"),
    "explain-row": ("说明原因", "explained a row"),
    "give-role": ("授予岗位", "gave a role"),
    "import-evidence": ("导入佐证", "imported records"),
    "invite": ("发放问卷邀请", "made invitations"),
    "lock-evidence": ("锁定佐证期间", "locked a period of records"),
    "make-hook": ("登记推送地址", "made a hook"),
    "make-organisation": ("新增单位", "made an office"),
    "make-survey": ("新建问卷", "made a survey"),
    "make-token": ("新建接口令牌", "made a token"),
    "make-user": ("新增用户", "made a user"),
    "mark-done": ("整改完成", "put a problem right"),
    "new-project": ("新建项目", "made the project"),
    "open-stage": ("开启环节", "opened a stage"),
    "plan-measure": ("写整改措施", "planned a measure"),
    "publish": ("公开", "published"),
    "read-confirmed": ("确认文件中读出的表", "answered for what was read of a file"),
    "rectify": ("提出整改", "raised a problem"),
    "remark": ("写意见", "remarked"),
    "reset-password": ("重置密码", "reset a password"),
    "resolve-remark": ("处理意见", "resolved a remark"),
    "return": ("退回", "returned it"),
    "revoke-token": ("作废接口令牌", "revoked a token"),
    "save-draft": ("保存草稿", "saved the draft"),
    "second-factor": ("动态口令", "second factor"),
    "set-active": ("停用或启用用户", "switched a user on or off"),
    "set-subject": ("登记统一身份标识", "set the identifier of the provider"),
    "skip-stage": ("跳过环节", "skipped a stage"),
    "start-adjustment": ("发起调整", "began an adjustment"),
    "submit": ("提交", "handed it in"),
    "take-role": ("收回岗位", "took a role"),
    "undo-bulk": ("撤销批量处理", "called the bulk off"),
    "upload": ("上传文件", "uploaded a file"),
    "verify-evidence": ("校验佐证库", "verified the store of records"),
    "withdraw": ("撤回", "withdrew it"),
}


def said(entry: Entry, lang: str) -> dict[str, Any]:
    """One entry for a table: when, who, what, about what, and its digest."""
    facts = dict(entry.facts)
    pair = SAID.get(entry.action, (entry.action, entry.action))
    stage = lifecycle.BY_KEY.get(str(facts.pop("stage", "")))
    what = pair[lang == "en"]
    if stage:
        name = stage.zh if lang == "zh" else stage.en
        what = f"{name}：{what}" if lang == "zh" else f"{name}: {what}"
    number = facts.get("round")
    at = localtime(datetime.fromisoformat(entry.at))
    return {
        "n": entry.n, "at": f"{at:%Y-%m-%d %H:%M}", "by": entry.user, "what": what,
        "round": number if isinstance(number, int) and number > 1 else 0,
        "text": facts.get("reason") or facts.get("text") or facts.get("note") or "",
        "ref": facts.get("ref", ""), "version": facts.get("version", ""),
        "object": entry.object, "digest": entry.digest, "facts": facts, "action": entry.action,
    }  # fmt: skip
