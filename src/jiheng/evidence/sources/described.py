"""A source of records outside: one YAML file, dated, without a secret in it.

    name: 示例支付台账                 what the store calls it
    dated: "2023-12-01"               the day somebody last looked at this description
    table: ledger                     the canonical table
    kind: postgresql                  sqlite, postgresql, json, prometheus
    hosts: ["127.0.0.1:5432"]         the only places it may open a connection to
    password: {env: LEDGER_PASSWORD}  or {file: PATH}
    columns:
      entry_id: pzh                   the field it is called there
      project: {is: P1}               the same in every row
      kind: {field: lx, words: {正常: pay, 冲销: reversal}}

What is misspelt is refused: a setting that silently does nothing would be believed.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256

from ...model.record import record
from ...model.refusal import Refusal
from ...model.tables import TABLES
from ...policy.store import parsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

LONGEST = 65_536  # bytes of a description
SECRET = 4_096  # bytes of a file with a password
COMMON = (
    *("name", "dated", "table", "kind", "hosts", "columns", "unit", "synthetic"),
    *("tls", "ca", "seconds", "megabytes", "rows_at_most"),
)
KINDS: Mapping[str, tuple[str, ...]] = {
    "sqlite": ("file", "encoding", "relation", "select"),
    "postgresql": (
        *("host", "port", "database", "schema", "relation", "select", "user", "password"),
    ),
    "json": (
        *("url", "query", "rows", "next", "pages", "user", "password", "token", "token_header"),
    ),
    "prometheus": (
        *("url", "queries", "point_label", "interval_s", "failures", "maintenance", "groups"),
        *("user", "password", "token", "token_header"),
    ),
}
_ALIAS = re.compile(r"(?m)(?:^|[\s\[,:])[*&][A-Za-z0-9_]")
_HOST = re.compile(r"(?:\[[0-9a-f:.]+\]|[a-z0-9._\-]+):\d{1,5}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@record
class Bound:
    """Where a canonical column comes from: a ``field``, or the same ``value`` in every row.

    ``words``: what the source writes, to what the column allows; other words stay as they are
    and the import names them.
    """

    name: str
    field: str
    value: str = ""
    words: Mapping[str, str] = {}

    def shown(self, text: str) -> str:
        """The cell of the canonical row."""
        return self.words.get(text.strip(), text) if self.words else text


@record
class Described:
    """A description as read. ``said``: the settings of its kind; ``digest``: SHA-256 of it."""

    path: str
    name: str
    dated: str
    table: str
    kind: str
    hosts: frozenset[str]
    columns: tuple[Bound, ...]
    said: Mapping[str, Any]
    digest: str
    unit: str = ""
    synthetic: bool = False

    def text(self, key: str, default: str | None = None) -> str:
        """A setting as text. Raises Refusal where it must be there and is not."""
        found = self.said.get(key)
        if found is None and default is not None:
            return default
        if found is None or isinstance(found, dict | list) or not str(found).strip():
            raise self.refused(
                f"没有写明 {key}",
                "请补上",
                f"does not say {key}",
                "Add it",
            )
        return str(found)

    def number(self, key: str, default: int, most: int) -> int:
        """A whole number from 1 to ``most``. Raises Refusal."""
        text = self.text(key, str(default))
        if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= most):
            raise self.refused(
                f"{key} 应为 1 到 {most} 的整数",
                "请改正",
                f"{key} must be a whole number from 1 to {most}",
                "Mend it",
            )
        return int(text)

    def beside(self, key: str) -> str:
        """A file named by a setting, found from the folder of the description."""
        return os.path.normpath(os.path.join(os.path.dirname(self.path), self.text(key)))

    def secret(self, key: str) -> str:
        """A password or token from where the setting points to. Raises Refusal, never telling it.

        It is read at each pull and kept nowhere.
        """
        said = self.said[key]
        if not isinstance(said, dict) or len(said) != 1 or not {"env", "file"} & said.keys():
            raise self.refused(
                f"{key} 不能直接写在说明文件里",
                f"请写 {key}: {{env: 环境变量名}} 或 {key}: {{file: 文件}}",
                f"{key} must not stand in the description",
                f"Write {key}: {{env: VARIABLE}} or {key}: {{file: PATH}}",
            )
        (way, name), *_ = said.items()
        found = os.environ.get(str(name), "") if way == "env" else self._kept(str(name))
        if not found:
            zh, en = ("环境变量", "variable") if way == "env" else ("文件", "file")
            raise self.refused(
                f"{zh} {name} 没有内容，取不到 {key}",
                "请先设置好再试",
                f"the {en} {name} is empty or missing: there is no {key}",
                "Set it and try again",
            )
        return found

    def refused(self, zh: str, remedy: str, en: str, remedy_en: str) -> Refusal:
        """One sentence about the description or what it names."""
        return Refusal(self.path, zh, remedy, problem_en=en, remedy_en=remedy_en, where=self.name)

    def _kept(self, name: str) -> str:
        path = os.path.join(os.path.dirname(self.path), name)
        try:
            with open(path, "rb") as file:
                return file.read(SECRET).decode().strip("\r\n")
        except (OSError, ValueError):
            return ""


def describe(path: str, permitted: Collection[str] | None = None) -> Described:
    """Read and check a description. Raises Refusal.

    ``permitted``: what the installation allows besides ("host:port"), where somebody else than
    its keeper may hand in descriptions; None: the description's own list decides.
    """
    data = _read(path)
    try:
        said = parsed(data)
    except (ValueError, RecursionError) as error:
        why = " ".join(str(error).split())
        raise _bad(path, f"读不懂（{why}）", f"cannot be read ({why})") from None
    if not isinstance(said, dict):
        raise _bad(path, "里没有“名称: 内容”", "holds no “name: content”")
    kind, table = str(said.get("kind")), str(said.get("table"))
    _known(path, "kind", kind, KINDS)
    _known(path, "table", table, TABLES)
    for key in said:
        _known(path, "", key, (*COMMON, *KINDS[kind]))
    for key in ("name", "dated"):
        if not isinstance(said.get(key), str) or not said[key].strip():
            raise _bad(path, f"没有写明 {key}", f"does not say {key}")
    if not _DAY.fullmatch(said["dated"]):
        raise _bad(path, "的 dated 不是日期（如 2023-12-01）", "has no date in dated (2023-12-01)")
    hosts = _hosts(path, said.get("hosts") or [])
    if permitted is not None and not hosts <= set(permitted):
        more = ", ".join(sorted(hosts - set(permitted)))
        raise _bad(path, f"要连接的 {more} 未经本机许可", f"wants {more}, which is not permitted")
    return Described(
        path,
        said["name"].strip(),
        said["dated"],
        table,
        kind,
        hosts,
        _columns(path, table, kind, said.get("columns")),
        said,
        sha256(data).hexdigest(),
        str(said.get("unit") or ""),
        said.get("synthetic") is True,
    )


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(LONGEST + 1)
    except OSError as error:
        zh, en = f"打不开（{error.strerror}）", f"cannot be opened ({error.strerror})"
        raise _bad(path, zh, en) from None
    if len(data) > LONGEST:
        raise _bad(path, "过大", "is too large")
    if _ALIAS.search(data.decode("utf-8", "replace")):  # they may grow without end
        zh, en = "用了 YAML 的锚点或别名（& 或 *）", "uses YAML anchors or aliases (& or *)"
        raise _bad(path, zh, en)
    return data


def _hosts(path: str, said: Any) -> frozenset[str]:
    found = [str(host).strip().lower() for host in said] if isinstance(said, list) else [""]
    for host in found:
        if not _HOST.fullmatch(host) or int(host.rpartition(":")[2]) > 65_535:
            raise _bad(
                path,
                f"的 hosts 应写成 [“主机:端口”]，读到的是 {host or said}",
                f"has hosts that are not [“host:port”]: {host or said}",
            )
    return frozenset(found)


def _columns(path: str, table: str, kind: str, said: Any) -> tuple[Bound, ...]:
    """The columns in the order of the table; a Prometheus server has none to name."""
    if kind == "prometheus":
        if said is not None or table != "availability_daily":
            zh = "从 Prometheus 只能取 availability_daily，不写 columns"
            raise _bad(path, f"：{zh}", "can take availability_daily only, without columns")
        return tuple(Bound(column.name, column.name) for column in TABLES[table].columns)
    said = said if isinstance(said, dict) else {}
    known = [column.name for column in TABLES[table].columns]
    for name in said:
        _known(path, "columns", name, known)
    missing = [c.name for c in TABLES[table].columns if c.required and c.name not in said]
    if missing:
        names = "、".join(missing)
        raise _bad(path, f"的 columns 缺少 {names}", f"has no columns {', '.join(missing)}")
    return tuple(_bound(path, name, said[name]) for name in known if name in said)


def _bound(path: str, name: str, said: Any) -> Bound:
    if isinstance(said, dict):
        if said.keys() == {"is"} and not isinstance(said["is"], dict | list):
            return Bound(name, "", str(said["is"]))
        words = said.get("words")
        if said.keys() == {"field", "words"} and isinstance(words, dict):
            return Bound(name, str(said["field"]), "", {k: str(v) for k, v in words.items()})
    elif said is not None and not isinstance(said, list) and str(said).strip():
        return Bound(name, str(said))
    raise _bad(
        path,
        f"的 columns.{name} 应为栏目名、{{is: 固定值}} 或 {{field: 栏目名, words: {{…}}}}",
        f"has a columns.{name} that is no field, {{is: …}} or {{field: …, words: {{…}}}}",
    )


def _known(path: str, where: str, word: object, known: Collection[str]) -> None:
    if word not in known:
        few = ", ".join(known)
        at = f"{where} " if where else ""
        zh = f"里不认识 {at}{word}（可用：{few}）"
        raise _bad(path, zh, f"says {at}{word}, which is unknown (there is {few})")


def _bad(path: str, zh: str, en: str) -> Refusal:
    return Refusal(
        path,
        f"数据源说明文件{zh}",
        "请对照说明“佐证”改正",
        problem_en=f"the description {en}",
        remedy_en="See the guide “evidence”",
    )
