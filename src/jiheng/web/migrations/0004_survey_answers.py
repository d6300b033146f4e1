"""Answers under random numbers; whom a survey asks; when its answers became records."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0003_summary")]

    operations = [
        migrations.AddField(
            "survey", "frame", models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddField("survey", "kept_at", models.DateTimeField(blank=True, null=True)),
        migrations.DeleteModel("Response"),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("number", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("answers", models.JSONField()),
                ("flags", models.JSONField(default=list)),
                ("on", models.DateField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="web.survey",
                    ),
                ),
            ],
            options={"ordering": ("number",)},
        ),
    ]
