"""``jiheng serve --setup``: the finance bureau and its first administrator."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace

from jiheng.model.refusal import Refusal

from . import actions

ASKED = {
    "office": ("财政局名称", "name of the finance bureau"),
    "code": ("单位代码", "its code"),
    "username": ("管理员用户名", "user name of the administrator"),
    "name": ("管理员姓名", "name of the administrator"),
}


def first(options: Namespace) -> int:
    """Ask what is missing, make both. 0 made; 1 refused, or somebody is there already."""
    zh = options.lang == "zh"
    if actions.is_set_up():
        print(
            "已经有用户了，不能再次初始化；请由管理员在网页上添加" if zh
            else "there are users already: an administrator adds others in the browser",
            file=sys.stderr,
        )  # fmt: skip
        return 1
    try:
        said = {key: getattr(options, key) or _ask(*pair, zh) for key, pair in ASKED.items()}
        password, typed = _password(options.password_file, zh)
        user = actions.set_up(
            said["office"], said["code"], said["username"], said["name"], password,
            must_change=not typed,
        )  # fmt: skip
    except (Refusal, OSError, EOFError) as error:
        shown = error.sentence(options.lang) if isinstance(error, Refusal) else str(error)
        print(shown, file=sys.stderr)
        return 1
    print(
        f"已建好：{said['office']}，管理员 {user.username}。现在可以启动：jiheng serve" if zh
        else f"Made: {said['office']}, administrator {user.username}. Start with: jiheng serve"
    )  # fmt: skip
    return 0


def _ask(zh: str, en: str, chinese: bool) -> str:
    return input(f"{zh}：" if chinese else f"{en}: ").strip()


def _password(path: str, zh: bool) -> tuple[str, bool]:
    """The password, and whether a person has just typed it. Never from the command line."""
    if path:
        with open(path, encoding="utf-8") as file:
            return file.readline().rstrip("\r\n"), False
    word = "管理员密码（至少 12 位）：" if zh else "password (at least 12 signs): "
    one = getpass.getpass(word)
    if one != getpass.getpass("再输入一次：" if zh else "again: "):
        raise actions.different()
    return one, True
