"""Finds the YAML files, and the compiled copy of them where it is still true to them."""

from __future__ import annotations

from os import listdir, scandir, stat, utime
from os.path import dirname, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HERE = dirname(__file__)
FOLDERS = ("layouts", "profiles")
_loaded: dict[str, Any] = {}


def sources() -> dict[str, bytes]:
    """Relative name ("layouts/x.yaml") to bytes of every YAML file, in name order."""
    names = [name for name in listdir(HERE) if name.endswith(".yaml")]
    for folder in FOLDERS:
        names += [f"{folder}/{n}" for n in listdir(join(HERE, folder)) if n.endswith(".yaml")]
    out = {}
    for name in sorted(names):
        with open(join(HERE, *name.split("/")), "rb") as file:
            out[name] = file.read().replace(b"\r\n", b"\n")
    return out


def digest(files: dict[str, bytes]) -> str:
    """SHA-256 over names and contents."""
    from hashlib import sha256

    total = sha256()
    for name, data in files.items():
        total.update(name.encode() + b"\0" + data + b"\0")
    return total.hexdigest()


def parse(files: dict[str, bytes]) -> dict[str, Any]:
    """The YAML files as one dictionary. Dates and numbers stay text where they are quoted."""
    out: dict[str, Any] = {folder: {} for folder in FOLDERS}
    for name, data in files.items():
        try:
            content = parsed(data)
        except ValueError as error:
            raise ValueError(f"policy/{name}: {error}") from error
        folder, _, stem = name.removesuffix(".yaml").rpartition("/")
        if folder:
            out[folder][stem] = content
        else:
            out[stem] = content
    return out


def parsed(data: bytes) -> Any:
    """One YAML file. Raises ValueError. What is not UTF-8 was saved by an older Notepad."""
    import yaml

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")  # its error is a ValueError, too
    try:
        return _plain(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _plain(value: Any) -> Any:
    """YAML dates as ISO text and floats refused: the book holds only exact values."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, float):
        raise ValueError(f"write {value!r} as text (in quotes): policy numbers are exact")
    if value is None or isinstance(value, str | int | bool):
        return value
    return value.isoformat()


def topics() -> dict[str, Any]:
    """The whole book, from the compiled copy if it matches the YAML files beside it."""
    if not _loaded:
        try:
            from ._book import BOOK, DIGEST, FILES
        except ImportError:
            BOOK, DIGEST, FILES = {}, "", ()
        if _untouched(FILES):
            _loaded.update(BOOK)
        else:
            files = sources()
            same = digest(files) == DIGEST
            _loaded.update(BOOK if same else parse(files))
            if same:
                _remember()
    return _loaded


def _remember() -> None:
    """Date the compiled copy after the YAML it was found true to (a clone dates them at random)."""
    try:
        utime(join(HERE, "_book.py"))
    except OSError:
        return  # a read-only install compares digests at every start


def _untouched(names: tuple[str, ...]) -> bool:
    """No YAML file came, went or changed since ``_book.py`` was written; none is read."""
    written = stat(join(HERE, "_book.py")).st_mtime_ns if names else 0
    found = []
    for folder in ("", *FOLDERS):
        with scandir(join(HERE, folder)) as entries:
            for entry in entries:
                if entry.name.endswith(".yaml"):
                    if entry.stat().st_mtime_ns > written:
                        return False
                    found.append(f"{folder}/{entry.name}" if folder else entry.name)
    return sorted(found) == sorted(names)


def compiled() -> str:
    """The text of ``_book.py`` for the YAML files as they are now."""
    from pprint import pformat

    files = sources()
    data = pformat(parse(files), indent=1, width=100, sort_dicts=False)
    return (
        '"""Compiled from the YAML files beside it by ./dev generate. Do not edit."""\n\n'
        "from __future__ import annotations\n\n"
        "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from typing import Any\n\n"
        f'DIGEST = "{digest(files)}"\n\n'
        f"FILES: tuple[str, ...] = {pformat(tuple(files), width=80)}\n\n"
        f"BOOK: dict[str, Any] = {data}\n"
    )
