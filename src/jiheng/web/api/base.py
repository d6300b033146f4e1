"""The API itself: who may come in, how often, and the one shape of every error."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from jiheng.model.digest import sha256_hex

from .. import actions
from ..errors import Answer, BadText, NotAllowed
from ..models import User
from ..plaintext import body, kept
from ..problems import not_found, problem
from .shapes import Problem

WINDOW_S = 60


class Renderer(BaseRenderer):
    """JSON as people read it: Chinese is not escaped."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False, allow_nan=False)


class Key(HttpBearer):
    """A token (Authorization: Bearer jh_…) that has the scope."""

    openapi_bearerFormat = "opaque"

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The token's owner. Raises NotAllowed where the token is good but for something else."""
        user = actions.token_user(token, self.scope)
        if user is None:
            if any(actions.token_user(token, one) for one in actions.SCOPES):
                raise NotAllowed(
                    f"这个令牌没有 {self.scope} 权限", f"this token lacks the scope {self.scope}"
                )
            return None
        if not all(map(kept, body(request))):
            raise BadText
        if user.must_change_password:
            raise NotAllowed("请先登录网页修改密码", "sign in and change the password first")
        return user


class Rate(BaseThrottle):
    """So many requests in a minute, of a person or (public pages) of an address."""

    def __init__(self, setting: str) -> None:
        self.setting = setting

    def allow_request(self, request: HttpRequest) -> bool:
        """Counted in this process; several processes allow that many each."""
        user = getattr(request, "auth", None)
        who = f"u{user.pk}" if isinstance(user, User) else str(self.get_ident(request))
        window = int(time.time()) // WINDOW_S
        key = f"rate-{self.setting}-{sha256_hex(who.encode())[:32]}-{window}"
        cache.add(key, 0, 2 * WINDOW_S)
        try:
            count: int = cache.incr(key)
        except ValueError:  # thrown out of the cache meanwhile
            return True
        most: int = getattr(settings, self.setting)
        return count <= most

    def wait(self) -> int:
        """Until the window ends, in seconds."""
        return WINDOW_S - int(time.time()) % WINDOW_S


READ, WRITE = Key("read"), Key("write")
OWN, PUBLIC = Rate("JIHENG_API_RATE"), Rate("JIHENG_PUBLIC_RATE")


class Api(NinjaAPI):
    """Its description says of every operation what an error looks like."""

    def get_openapi_schema(self, *words: Any, **named: Any) -> Any:
        made = super().get_openapi_schema(*words, **named)
        made["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for methods in made["paths"].values():
            for operation in methods.values():
                operation["responses"]["4XX"] = {"description": "Problem", "content": content}
        return made


api = Api(
    title="绩衡 Jiheng",
    version="1",
    description=(
        "Projects, forms, findings, stages, results and evidence. Every call comes with a token "
        "(Authorization: Bearer jh_…, scopes read and write), but those below /public/. A token "
        "sees and does what its owner may. Exact numbers are text: a decimal, or a fraction n/d "
        "where no decimal is exact. Errors are {status, code, detail}. 令牌在“我的账户”里生成。"
    ),
    urls_namespace="api",
    docs_url=None,
    renderer=Renderer(),
    auth=READ,
    throttle=[OWN],
)


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return not_found(request)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    where = [
        {"where": "/".join(str(part) for part in one.get("loc", ())), "what": str(one.get("msg"))}
        for one in error.errors[:20]
    ]
    return problem(
        request, 422, "请求内容不符合接口说明", "The request is not as the description says",
        "invalid", where=where,
    )  # fmt: skip


HTTP: Mapping[int, tuple[str, str, str]] = {
    400: ("bad-request", "请求无法理解", "The request cannot be understood"),
    401: ("unauthorized", "需要有效的接口令牌", "A valid token is needed"),
    403: ("not-allowed", "不能做这一步", "This is not allowed"),
    404: ("not-found", "没有这个页面，或不属于您的单位", "There is no such thing, or not yours"),
    429: ("too-many", "请求太多，请稍后再试", "Too many requests: wait a little"),
}


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    code, zh, en = HTTP.get(error.status_code, HTTP[400])
    answer = problem(request, error.status_code, zh, en, code)
    if error.status_code == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="jiheng"'
    if isinstance(error, Throttled) and error.wait:
        answer["Retry-After"] = str(int(error.wait))
    return answer


def _answer(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, error.status, error.zh, error.en, error.code, **error.facts)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 422, error.sentence("zh"), error.sentence("en"), "refused")


api.add_exception_handler(Http404, _missing)
api.add_exception_handler(ValidationError, _invalid)
api.add_exception_handler(HttpError, _http)
api.add_exception_handler(Answer, _answer)
api.add_exception_handler(actions.Refusal, _refused)
