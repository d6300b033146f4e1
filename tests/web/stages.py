"""The demonstration's county with a form at every stage, and one of 43 indicators."""

from __future__ import annotations

import json
from pathlib import Path

from web import serving

SETUP = """
import django, json, copy
django.setup()
from datetime import date
from jiheng.web import actions, demo
from jiheng.web.models import Organisation, Project
demo.load()
first = Project.objects.get(code="P1")
unit = Organisation.objects.get(code="SL-GA-1")
who = demo.person
draft = demo.begin(unit, "X1", demo.contents()[3])
upload = actions.upload_form(who("tianbao"), "表.txt", open(FORM, "rb").read())
waiting = demo.begin(unit, "X2", demo.contents()[1])
step = actions.submit(who("tianbao"), waiting.steps.get())
returned = demo.begin(unit, "X3", demo.contents()[2])
actions.return_(who("fuzeren"), actions.submit(who("tianbao"), returned.steps.get()), "请核对",
                [{"ref": "N1", "column": "value", "text": "人数与名册不符"}])
ask = [{"id": "q1", "text": "您对执勤工作满意吗？", "options": ["满意", "基本满意", "不满意"]}]
survey = actions.make_survey(who("tianbao"), first, "群众满意度调查", ask, ref="S1",
                             opens=date(2023, 1, 1), closes=date(2024, 12, 31), synthetic=True)
(token,) = actions.invite(who("tianbao"), survey, 1)
problem = actions.rectify(who("pingjia"), first, "考勤台账缺少三个月的签字", ref="T1",
                          due=date(2024, 3, 1))
big = copy.deepcopy(demo.contents()[3])
rows = big["rows"]
while len(rows) < 43:
    rows.insert(len(rows) // 2, dict(rows[len(rows) // 2], name=f"协警装备{len(rows)}"))
many = demo.begin(unit, "X4", big)
demo.approve(many)
users = Organisation.objects.get(code="SL-GA-1").pk
print(json.dumps({"first": first.pk, "draft": draft.pk, "upload": upload.pk, "step": step.pk,
                  "returned": returned.pk, "survey": survey.pk, "slug": survey.slug,
                  "token": token, "many": many.pk, "unit": unit.pk, "user": who("tianbao").pk}))
"""
MIGRATED = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
"""


def place(folder: Path) -> serving.Place:
    """It, not started yet; ``known``: the numbers of its objects."""
    made = serving.Place(folder, f"pages_{folder.name}".lower().replace("-", "_"))
    made.run(MIGRATED)
    form = serving.ROOT / "examples" / "shili-2023-1-overtime.txt"
    made.known = json.loads(made.run(f"FORM = {str(form)!r}\n{SETUP}"))
    return made
