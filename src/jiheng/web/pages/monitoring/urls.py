"""Addresses of the stages that hand in a result, and of work in the background."""

from __future__ import annotations

from django.urls import path

from . import files, jobs, public, stages, write

urlpatterns = [
    path("projects/<int:pk>/monitoring/", stages.monitoring, name="monitoring"),
    path("projects/<int:pk>/self-evaluation/", stages.self_evaluation, name="self-evaluation"),
    path("projects/<int:pk>/evaluation/", stages.evaluation, name="evaluation"),
    path("projects/<int:pk>/publication/", public.publication, name="publication"),
    path("projects/<int:pk>/disclosure/", public.disclosure, name="disclosure"),
    path("projects/<int:pk>/official/<slug:what>/<int:number>.<str:ending>", files.official,
         name="official"),
    path("steps/<int:pk>/evaluate/", write.evaluate, name="step-evaluate"),
    path("steps/<int:pk>/explain/", write.explain, name="step-explain"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
]  # fmt: skip
