"""LibreOffice as the last resort: files too old to be read directly (Word 6 and 95), binary
workbooks (.xlsb), and damaged ones that it may still make something of.

It takes a second and must be installed; nothing that is read every day goes this way. It works in
a folder of its own with a profile of its own, so that neither a running office nor its settings
are touched; macros and links out of the document stay off. The kind of file is always named: left
to guess, it opens any bytes as text.
"""

from __future__ import annotations

import os
import sys

from ...model.form import Note
from ...model.refusal import Refusal
from ..grid import Grid
from ..limits import Damaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

SECONDS = 60
RESCUE = 20
"""Seconds for a damaged file: a sound form takes three, and a hopeless one is refused soon."""
SOUND = {"doc": b"\xec\xa5\xc1\0", "xls": b"\x09\x08\x10\0\0\x06"}
"""How the stream begins that holds the text or the cells."""
WAIT = 90
"""Seconds to wait for another office of ours; then both work side by side, which is only slow."""
RESTART = (79, 81)
"""What LibreOffice returns where it made its profile first and wants to be started again."""
NAMES = ("soffice", "libreoffice")
FILTERS = {
    "word-6": ("doc", "MS WinWord 6.0", "docx"),
    "word-95": ("doc", "MS Word 95", "docx"),
    "doc": ("doc", "MS Word 97", "docx"),
    "xls": ("xls", "MS Excel 97", "xlsx"),
    "xlsb": ("xlsb", "Calc MS Excel 2007 Binary", "xlsx"),
}
"""Kind of file to its ending, LibreOffice's filter for it, and what it becomes."""
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def read_old(data: bytes, kind: str, path: str, said: tuple[str, str]) -> Grid:
    """A file that only LibreOffice reads; ``said`` is what it is, in Chinese and English.

    Raises Refusal, with what to do, where LibreOffice is not here or does not read it either.
    """
    grid = _grid(converted(data, kind, path, said), kind, path)
    if not grid.blocks:
        raise _unread(path, said)
    note = Note("converted", f"{said[0]}，经 LibreOffice 转换")
    return Grid(grid.format, grid.blocks, (note, *grid.notes))


def mended(read: Callable[[bytes, str], Grid], kind: str) -> Callable[[bytes, str], Grid]:
    """A reader whose damaged files are tried with LibreOffice, if it is here, before they are
    refused."""

    def reader(data: bytes, path: str) -> Grid:
        try:
            return read(data, path)
        except Damaged as refusal:
            if not may_mend(data, kind) or office() is None:
                raise
            try:
                grid = _grid(converted(data, kind, path, ("", ""), RESCUE), kind, path)
            except Refusal:
                raise refusal from None
            if not grid.blocks:
                raise
            note = Note("rescued", refusal.problem)
            return Grid(grid.format, grid.blocks, (note, *grid.notes))

    return reader


def may_mend(data: bytes, kind: str) -> bool:
    """Whether there is something to rescue: a container's header, and the begin of its stream."""
    begin = data.find(SOUND[kind])
    while begin > 0 and begin % 64:
        begin = data.find(SOUND[kind], begin + 1)
    return begin > 0 and data[30:34] in (b"\x09\0\x06\0", b"\x0c\0\x06\0")


def _grid(data: bytes, kind: str, path: str) -> Grid:
    ending, _, new = FILTERS[kind]
    if new == "xlsx":
        from .xlsx import read
    else:
        from .docx import read
    grid = read(data, path)
    return Grid(ending, grid.blocks, grid.notes)


def converted(data: bytes, kind: str, path: str, said: tuple[str, str], seconds: int = 0) -> bytes:
    """The document in the new format. Raises Refusal where that is not possible, or takes longer
    than ``seconds`` (0: SECONDS)."""
    seconds = seconds or SECONDS
    program = office()
    if program is None:
        raise _refusal(path, said, "", "")
    from tempfile import TemporaryDirectory

    old, _, new = FILTERS[kind]
    with TemporaryDirectory(prefix="jiheng-", ignore_cleanup_errors=True) as folder, _turn(seconds):
        source = os.path.join(folder, f"document.{old}")
        with open(source, "wb") as file:
            file.write(data)
        if not _run(program, folder, source, FILTERS[kind], seconds):
            tried, tried_en = (
                f"LibreOffice 在 {seconds} 秒内没有转换成功",
                "did not convert it within",
            )
            raise _refusal(
                path, said, f"，{tried}", f", and LibreOffice {tried_en} {seconds} seconds"
            )
        target = os.path.join(folder, "out", f"document.{new}")
        if not os.path.isfile(target):
            raise _refusal(
                path, said, "，LibreOffice 也读不出来", ", and LibreOffice cannot read it"
            )
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


def _run(program: str, folder: str, source: str, names: tuple[str, str, str], seconds: int) -> bool:
    """Convert; False where it took too long or did not start. Nothing is left running."""
    from pathlib import Path
    from subprocess import DEVNULL, Popen, TimeoutExpired

    profile = Path(folder, "profile")
    Path(profile, "user").mkdir(parents=True)
    Path(profile, "user", "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    words = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--invisible", "--nologo", "--norestore", "--nolockcheck"),
        f"--infilter={names[1]}",
        *("--convert-to", names[2], "--outdir", os.path.join(folder, "out"), source),
    ]
    try:
        for _ in range(2):
            with Popen(words, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL) as process:
                try:
                    code = process.wait(seconds)
                finally:
                    if process.poll() is None:
                        _end(process.pid)
                        process.kill()
            if code not in RESTART:
                return True
    except (TimeoutExpired, OSError):
        return False
    return True


def _end(process: int) -> None:
    """On Windows, end what a process has started too; elsewhere there is only the one."""
    if sys.platform == "win32":
        from subprocess import DEVNULL, run

        words = ["taskkill", "/F", "/T", "/PID", str(process)]
        run(words, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, check=False)


def _turn(seconds: int) -> AbstractContextManager[None]:
    """One office of ours at a time: each takes 200 MB, and a folder is checked on all cores.

    A lock file that no program removed is taken for left behind once it is older than any run.
    """
    import time
    from contextlib import contextmanager
    from tempfile import gettempdir

    @contextmanager
    def turn() -> Iterator[None]:
        lock = os.path.join(gettempdir(), "jiheng-libreoffice.lock")
        mine = False
        until = time.monotonic() + min(WAIT, 2 * seconds)
        while not mine and time.monotonic() < until:
            try:
                os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                mine = True
            except FileExistsError:
                _drop(lock, older=2 * SECONDS + WAIT)
                time.sleep(1)
            except OSError:
                break
        try:
            yield
        finally:
            if mine:
                _drop(lock)

    return turn()


def _drop(lock: str, older: int = -1) -> None:
    from contextlib import suppress
    from time import time

    with suppress(OSError):
        if older < 0 or time() - os.stat(lock).st_mtime > older:
            os.remove(lock)


def _unread(path: str, said: tuple[str, str]) -> Refusal:
    return _refusal(path, said, "，LibreOffice 也读不出来", ", and LibreOffice cannot read it")


def _refusal(path: str, said: tuple[str, str], tried: str, tried_en: str) -> Refusal:
    return Refusal(
        path,
        f"这是 {said[0]}的文件，不能直接读取{tried}",
        "请用 Word、Excel 或 WPS 打开后另存为 .docx 或 .xlsx"
        + ("" if tried else "，或安装 LibreOffice 后再检查"),
        problem_en=f"this is a file of {said[1]}, which is not read directly{tried_en}",
        remedy_en="Open it in Word, Excel or WPS and save it as .docx or .xlsx"
        + ("" if tried else ", or install LibreOffice and try again"),
    )
