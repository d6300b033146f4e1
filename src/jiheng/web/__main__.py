"""``python -m jiheng.web COMMAND``: starts the server and looks after it.

The terminal door starts this as a process of its own (``jiheng demo``, ``jiheng serve``): the two
doors never import each other.
"""

from __future__ import annotations

import argparse
import os
import sys

from .environment import DEMO, PRODUCTION, Environment


def main(words: list[str] | None = None) -> int:
    """Run one command; its exit code (0 done, 1 something is missing or damaged, 2 cannot)."""
    options = _parser().parse_args(words)
    os.environ["DJANGO_SETTINGS_MODULE"] = "jiheng.web.settings"
    os.environ["JIHENG_LANG"] = options.lang
    if options.data:
        os.environ["JIHENG_DATA"] = options.data
    if options.command == "demo":
        os.environ.setdefault("JIHENG_DATA", "jiheng-demo")
        os.environ["JIHENG_MODE"] = DEMO
    else:
        os.environ.setdefault("JIHENG_MODE", PRODUCTION)
    os.environ["JIHENG_BIND"] = options.host
    place = Environment()
    reads = options.command in ("verify", "openapi")
    if not reads and (faults := place.faults()):
        return _missing(faults, options.lang)
    if options.command == "check":
        print("可以启动。" if options.lang == "zh" else "Ready to start.")
        return 0
    if not reads:
        os.makedirs(place.data, exist_ok=True)
    from . import run

    action = {
        "demo": run.demo, "serve": run.serve, "migrate": run.migrate, "worker": run.worker,
        "verify": run.verify, "setup": run.setup, "openapi": run.openapi,
    }[options.command]  # fmt: skip
    return action(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("jiheng.web")
    parser.add_argument(
        "command",
        choices=["demo", "serve", "setup", "check", "migrate", "worker", "verify", "openapi"],
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8600)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--data", default="")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    parser.add_argument("--password-file", default="", help="of the first administrator")
    for name in ("office", "code", "username", "name"):
        parser.add_argument(f"--{name}", default="", help="for setup; asked for where missing")
    parser.add_argument("--no-work", action="store_true", help="no background worker")
    parser.add_argument("--beside", action="store_true", help=argparse.SUPPRESS)  # a server's own
    return parser


def _missing(faults: list[tuple[str, str]], lang: str) -> int:
    print("还不能启动，缺少：" if lang == "zh" else "Not ready to start. Missing:", file=sys.stderr)
    for zh, en in faults:
        print(f"  - {zh if lang == 'zh' else en}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
