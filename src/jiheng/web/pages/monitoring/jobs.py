"""How far some work in the background is: a fragment that asks for itself again until it ends."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_safe

from ... import access
from ...models import Job
from ...problems import language

TITLES = {
    "evaluate": ("按佐证计算", "Evaluating from the records"),
    "demo": ("准备演示年度", "Preparing the demonstration year"),
    "bulk-endorse": ("批量通过", "Passing several"),
    "bulk-return": ("批量退回", "Returning several"),
}


def work_of(job: Job, following: str = "") -> dict[str, Any]:
    """The job for components/progress.html; ``following``: our page to go to when it is done."""
    zh = language() == "zh"
    title = TITLES.get(job.kind, (job.kind, job.kind))[not zh]
    asked = f"?{urlencode({'next': following})}" if following else ""
    done = job.state == Job.DONE and following
    return {
        "id": job.pk, "title": title, "state": job.state, "done": job.done,
        "total": job.of if job.of > 1 else 0, "text": job.text, "url": f"/jobs/{job.pk}/{asked}",
        "next_url": following if done else "",
        "next": "查看结果" if zh else "See the result",
    }  # fmt: skip


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """``/jobs/7/?next=/projects/1/monitoring/``; once done, htmx is sent there."""
    found = access.job(access.person(request.user), pk)
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = ""
    answer = render(request, "components/progress.html", {"work": work_of(found, wanted)})
    if found.state == Job.DONE and wanted and request.headers.get("HX-Request"):
        answer["HX-Redirect"] = wanted
    return answer
