"""The browser door as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Label "web": tables are called web_project and so on."""

    name = "jiheng.web"
    label = "web"
    verbose_name = "绩衡 Jiheng"
    default_auto_field = "django.db.models.BigAutoField"
