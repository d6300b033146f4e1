"""The application for a WSGI server. Refuses to exist where production is not safe."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiheng.web.settings")

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from .environment import Environment

if faults := Environment().faults():
    raise ImproperlyConfigured("\n".join(f"{zh}\n{en}" for zh, en in faults))

application = get_wsgi_application()
