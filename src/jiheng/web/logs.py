"""Logs say what happened, never to whom."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/s/|token=|code=|state=)[^\s/&?\"']+")


class Discreet(logging.Filter):
    """Takes tokens and query strings out of messages, and requests out of records."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is made discreet."""
        text = record.getMessage()
        record.msg, record.args = _SECRET.sub(r"\1…", text), ()
        for name in ("request", "server_name"):
            if hasattr(record, name):
                delattr(record, name)
        return True
