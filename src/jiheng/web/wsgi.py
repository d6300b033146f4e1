"""The application for a WSGI server. Refuses to exist where production is not safe."""

from __future__ import annotations

import multiprocessing
import os
from threading import Thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiheng.web.settings")

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from .environment import Environment

if faults := Environment().faults():
    raise ImproperlyConfigured("\n".join(f"{zh}\n{en}" for zh, en in faults))

application = get_wsgi_application()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)  # else it would keep the port from the next server


if _parent := multiprocessing.parent_process():  # a worker of granian's, whose server was killed
    Thread(target=_end_with, args=[_parent], daemon=True).start()
