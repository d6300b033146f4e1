"""The API tried from its own description: whatever a program sends, it is answered as described."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase
from schemathesis.checks import CHECKS

from jiheng.web import actions
from jiheng.web.wsgi import application
from web.people import Office, disclosed, project

pytestmark = pytest.mark.filterwarnings("ignore")
FEW = hypothesis.settings(
    max_examples=12, derandomize=True, deadline=None, database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[*HealthCheck],
)  # fmt: skip
HELD = ("not_a_server_error", "status_code_conformance", "content_type_conformance",
        "response_schema_conformance")  # fmt: skip


@pytest.fixture
def described(office: Office, settings: Any) -> Iterator[Any]:
    """The description read through the server, with a place that holds something."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.JIHENG_API_RATE = settings.JIHENG_PUBLIC_RATE = 100_000
    cache.clear()
    disclosed(office, 1)
    project(office, 0)
    _, token = actions.make_token(office.preparer, "test", ["read", "write"])
    for signal in (request_started, request_finished):  # the test's transaction goes on
        signal.disconnect(close_old_connections)
    found = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    yield found, {"Authorization": f"Bearer {token}"}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def tried(operation: Any, headers: dict[str, str]) -> None:
    checks = [CHECKS.get_one(name) for name in HELD]

    @FEW
    @hypothesis.given(case=operation.as_strategy())
    def once(case: Any) -> None:
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=checks)

    once()


def test_every_operation_answers_as_described(described: Any) -> None:
    found, headers = described
    operations = [one.ok() for one in found.get_all_operations()]
    assert len(operations) >= 30
    for one in operations:
        tried(one, headers)
