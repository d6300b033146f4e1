"""Where output goes: the terminal, a pipe, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys

from ..model.refusal import Refusal
from .console import is_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO


class Sink:
    """A place to write text to. Use it with ``with``: a file is put in place on a clean exit only.

    ``utf8``: a format that is UTF-8 by its own standard (JSON, HTML); it is written so to files
    and pipes whatever the locale says. Report text goes to pipes in the console's encoding.
    """

    def __init__(self, path: str = "", utf8: bool = False) -> None:
        self.path = path
        self.utf8 = utf8
        self._temporary = ""
        self._file: BinaryIO | None = None

    @property
    def part(self) -> str:
        """The half-written file, "" where there is none."""
        return self._temporary

    def __enter__(self) -> Sink:
        if self.path:
            self._temporary = f"{self.path}.{os.getpid()}.part"
            try:
                if os.path.isdir(self.path):
                    raise IsADirectoryError(21, "is a folder")
                self._file = open(self._temporary, "xb")
            except OSError as error:
                raise self._refusal(error) from error
        return self

    def write(self, text: str | bytes) -> None:
        """Add text; bytes as they are, only where the output is a file."""
        if self._file:
            data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
            try:
                self._file.write(data)
            except OSError as error:
                raise self._refusal(error) from error
        elif isinstance(text, bytes):
            raise TypeError("bytes go to a file only")
        elif self.utf8 and not is_terminal(sys.stdout) and hasattr(sys.stdout, "buffer"):
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        else:
            sys.stdout.write(text)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._file:
            if kind is None:
                sys.stdout.flush()
            return
        try:
            self._file.close()
            if kind is None:
                os.replace(self._temporary, self.path)
                self._temporary = ""
        except OSError as failure:
            raise self._refusal(failure) from failure
        finally:
            self._file = None
            if self._temporary and os.path.exists(self._temporary):
                os.unlink(self._temporary)

    def _refusal(self, error: OSError) -> Refusal:
        reason = error.strerror or type(error).__name__
        return Refusal(
            self.path,
            f"结果写不进去（{reason}）",
            "请换一个有权限的文件夹，或先关闭正打开它的程序",
            problem_en=f"the result cannot be written ({reason})",
            remedy_en="Name a folder you may write to, or close the program that holds the file",
        )
