"""What people write beside a result: the goal in words, a forecast, a conclusion."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jiheng.model import stage as lifecycle

from .. import clock
from ..models import Explanation, Step, User
from .base import clean, key, locked, must_be_with_author, needs, record, refuse

WHOLE = ("completion", "conclusion")
COLUMNS = ("forecast", "possibility", "note")
KINDS = {
    "monitoring": ("monitoring",),
    "self_evaluation": ("self",),
    "evaluation": ("department", "finance"),
}
MOST = 2000


def write_word(user: User, step: Step, name: str, said: str) -> str:
    """Keep a text of a step under ``completion``, ``conclusion`` or ``C1/forecast``; "" clears it.

    It may be written anew until the step is handed in.
    """
    needs(user, step.project.unit, step.definition.author)
    name, said = key(name), clean(said).strip()[:MOST]
    ref, _, column = name.rpartition("/")
    if name not in WHOLE and (not ref or column not in COLUMNS):
        raise refuse("没有这一栏", "请刷新页面", "there is no such box", "reload the page", name)
    with transaction.atomic():
        step = locked(step)
        must_be_with_author(step)
        held = Explanation.objects.filter(step=step, ref=name)
        if said:
            Explanation.objects.update_or_create(
                step=step, ref=name, defaults={"text": said, "by": user, "at": clock.now()}
            )
        elif not held.exists():
            return said
        else:
            held.delete()
        record(user, "explain-row", f"step:{step.pk}", ref=name, text=said)
    return said


def may_evaluate(user: User, step: Step, as_of: date, kind: str) -> None:
    """Raises NotAllowed, IllegalMove or Refusal where the person may not evaluate this now."""
    needs(user, step.project.unit, step.definition.author)
    must_be_with_author(step)
    if step.definition.holds != lifecycle.RESULT or kind not in KINDS.get(step.stage, ()):
        raise refuse(
            "这个环节不计算", "请到监控、自评或评价页", "nothing is evaluated here",
            "go to the monitoring or evaluation page",
        )  # fmt: skip
    first = date(step.project.year, 1, 1)
    if not first <= as_of <= clock.today():
        raise refuse(
            f"截至日期须在 {first} 和今天（{clock.today()}）之间",
            "请换一天",
            f"the day lies between {first} and today ({clock.today()})",
            "choose another",
            as_of.isoformat(),
        )
