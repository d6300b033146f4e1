"""All modules of the package in one file beside Python's own ``.pyc`` files: opened once.

A check imports some 250 small modules; to find, open and read each costs more than to run it. A
run of the command keeps the compiled code of what it imported in ``__pycache__``, and the next one
takes it from there (docs/decisions/0010). Only code whose source file has still the same time
(in nanoseconds) and size is taken; anything else, or no file at all, and Python imports as ever.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType
    from typing import Any

    # A module's source file, whether it is a package, its time and size, where its code lies.
    Entry = tuple[str, bool, int, int, int, int]

PACKAGE = __name__.partition(".")[0]
HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Loader(SourceFileLoader):
    """Python's own, except that the code is at hand."""

    code: bytes | memoryview = b""

    def get_code(self, fullname: str) -> CodeType | None:
        """The code of the module; the finder has compared it with the source."""
        code: CodeType = marshal.loads(self.code)
        return code


class Bundle:
    """A finder of modules that stands before Python's own."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.entries, self.codes = _read(file)
        self.before = frozenset(sys.modules)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Called by Python for every import; None: look elsewhere."""
        entry = self.entries.get(name)
        if entry is None or entry[2:4] != _stamp(entry[0]):
            return None
        source, package, _, _, start, end = entry
        loader = Loader(name, source)
        loader.code = self.codes[start:end]
        spec = ModuleSpec(name, loader, origin=source, is_package=package)
        spec.has_location = True
        if package and spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(source))
        return spec

    def keep(self) -> None:
        """Write the file anew if modules were imported without it; where it cannot be, leave it."""
        fresh = [] if sys.dont_write_bytecode else _imported(self.before)
        if not fresh:
            return
        entries, codes = {}, bytearray()
        for name, one in self.entries.items():
            if one[2:4] == _stamp(one[0]):
                fresh.append((name, one[:4], self.codes[one[4] : one[5]]))
        for name, told, code in fresh:
            entries[name] = (*told, len(codes), len(codes) + len(code))
            codes += code
        index = marshal.dumps((sys.version, HOME, entries))
        part = f"{self.file}.{os.getpid()}"
        try:
            with open(part, "wb") as file:
                file.write(len(index).to_bytes(8, "big") + index + codes)
            os.replace(part, self.file)
        except OSError:  # a read-only install, or Windows while another run reads the file
            if os.path.exists(part):
                os.remove(part)


def install() -> Bundle | None:
    """Import from the bundle from now on; None where Python keeps no compiled files."""
    spec = sys.modules[PACKAGE].__spec__
    cached = spec.cached if spec else None
    if not cached:
        return None
    file = cached.replace("__init__.", "bundle.").removesuffix(".pyc") + ".bin"
    bundle = Bundle(file)
    sys.meta_path.insert(0, bundle)
    return bundle


def _read(file: str) -> tuple[dict[str, Entry], memoryview]:
    """What another run has kept; nothing where it is of another Python or another folder."""
    try:
        with open(file, "rb", buffering=0) as opened:
            data = memoryview(opened.read())
        end = 8 + int.from_bytes(data[:8], "big")
        version, home, entries = marshal.loads(data[8:end])
    except (OSError, EOFError, ValueError, TypeError):
        return {}, memoryview(b"")
    return (entries if (version, home) == (sys.version, HOME) else {}), data[end:]


def _imported(before: frozenset[str]) -> list[tuple[str, tuple[Any, ...], bytes | memoryview]]:
    """The modules that Python found itself since, with the code it has for their source files."""
    found: list[tuple[str, tuple[Any, ...], bytes | memoryview]] = []
    for name in sys.modules.keys() - before:
        spec = sys.modules[name].__spec__ if name.startswith(f"{PACKAGE}.") else None
        if spec is None or type(spec.loader) is not SourceFileLoader or not spec.origin:
            continue
        stamp = _stamp(spec.origin)
        code = spec.loader.get_code(name)
        if code and stamp == _stamp(spec.origin):
            package = spec.submodule_search_locations is not None
            found.append((name, (spec.origin, package, *stamp), marshal.dumps(code)))
    return found


def _stamp(path: str) -> tuple[int, int]:
    try:
        told = os.stat(path)
    except OSError:
        return (0, -1)
    return (told.st_mtime_ns, told.st_size)
