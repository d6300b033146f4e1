"""LibreOffice as the last resort for files too old to be read directly (Word 6 and 95).

It takes a second and must be installed; nothing that is read every day goes this way. It works in
a folder of its own with a profile of its own, so that neither a running office nor its settings
are touched; macros and links out of the document stay off.
"""

from __future__ import annotations

import os
import sys

from ...model.refusal import Refusal

SECONDS = 60
RESTART = (79, 81)
"""What LibreOffice returns where it made its profile first and wants to be started again."""
NAMES = ("soffice", "libreoffice")
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def converted(data: bytes, old: str, new: str, path: str) -> bytes:
    """The document in another format (file endings). Raises Refusal where that is not possible."""
    program = office()
    if program is None:
        raise _refusal(path, "", "")
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="jiheng-", ignore_cleanup_errors=True) as folder:
        source = os.path.join(folder, f"document.{old}")
        with open(source, "wb") as file:
            file.write(data)
        _run(program, folder, source, new, path)
        target = os.path.join(folder, "out", f"document.{new}")
        if not os.path.isfile(target):
            raise _refusal(path, "，LibreOffice 也读不出来", ", and LibreOffice cannot read it")
        with open(target, "rb") as file:
            return file.read()


def office() -> str | None:
    """The LibreOffice program, None where there is none.

    The program itself rather than its starter: a time-out then ends it and leaves none behind.
    """
    from shutil import which

    found = next((path for name in NAMES if (path := which(name))), None)
    if found is None and sys.platform == "win32":
        roots = (os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)"))
        usual = (os.path.join(root, "LibreOffice", "program", "soffice.exe") for root in roots)
        found = next((path for path in usual if os.path.isfile(path)), None)
    if found is None:
        return None
    inner = os.path.join(os.path.dirname(os.path.realpath(found)), "soffice.bin")
    return inner if os.path.isfile(inner) else found


def _run(program: str, folder: str, source: str, new: str, path: str) -> None:
    from pathlib import Path
    from subprocess import DEVNULL, TimeoutExpired, run

    profile = Path(folder, "profile")
    Path(profile, "user").mkdir(parents=True)
    Path(profile, "user", "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    words = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--invisible", "--nologo", "--norestore", "--nolockcheck"),
        *("--convert-to", new, "--outdir", os.path.join(folder, "out"), source),
    ]
    try:
        for _ in range(2):
            done = run(
                words, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, timeout=SECONDS, check=False
            )
            if done.returncode not in RESTART:
                return
    except (TimeoutExpired, OSError) as error:
        raise _refusal(
            path,
            f"，LibreOffice 在 {SECONDS} 秒内没有转换成功",
            f", and LibreOffice did not convert it within {SECONDS} seconds",
        ) from error


def _refusal(path: str, tried: str, tried_en: str) -> Refusal:
    return Refusal(
        path,
        f"这是 Word 6.0/95 或更早格式的文件，不能直接读取{tried}",
        "请用 Word 或 WPS 打开后另存为 .docx" + ("" if tried else "，或安装 LibreOffice 后再检查"),
        problem_en=f"this is a Word 6.0/95 file or older, which is not read directly{tried_en}",
        remedy_en="Open it in Word or WPS and save it as .docx"
        + ("" if tried else ", or install LibreOffice and try again"),
    )
