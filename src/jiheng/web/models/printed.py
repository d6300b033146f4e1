"""JSON kept as text: PostgreSQL's own type forgets in which order keys were printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Base = models.TextField[Any, Any]
else:
    Base = models.TextField


class PrintedField(Base):
    """Dictionaries and lists of text and whole numbers, back in the order they came."""

    _pyi_private_set_type: Any  # what django-stubs takes and gives
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def value_to_string(self, obj: models.Model) -> str:
        text: str = self.get_prep_value(self.value_from_object(obj))
        return text
