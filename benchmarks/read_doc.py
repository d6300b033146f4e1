"""How long reading a .doc takes, beside the least possible and, if asked, beside LibreOffice.

python benchmarks/read_doc.py FILE.doc [ROUNDS] [--office]

"floor" is: open the compound file and copy its text stream, no more. LibreOffice converts to .docx
in a new process, once; its time is for one file alone. Medians.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

from olefile import OleFileIO

from jiheng.documents.readers.doc import read
from jiheng.documents.readers.office import converted


def floor(data: bytes) -> object:
    with OleFileIO(BytesIO(data)) as ole:
        return ole.openstream("WordDocument").read()


def ours(data: bytes) -> object:
    return read(data, "benchmark.doc")


def libreoffice(data: bytes) -> object:
    return converted(data, "doc", "docx", "benchmark.doc")


def main() -> None:
    words = [word for word in sys.argv[1:] if word != "--office"]
    path, rounds = Path(words[0]), int(words[1]) if len(words) > 1 else 200
    data = path.read_bytes()
    ways: dict[str, tuple[Callable[[bytes], object], int]] = {
        "floor": (floor, rounds),
        "jiheng": (ours, rounds),
    }
    if "--office" in sys.argv:
        ways["libreoffice"] = (libreoffice, 1)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name, (way, most) in ways.items():
            if turn < most:
                start = perf_counter()
                way(data)
                times[name].append(perf_counter() - start)
    least = median(times["floor"])
    print(f"{path.name}, {rounds} rounds, medians")
    for name, taken in times.items():
        print(f"{name:12} {median(taken) * 1000:8.2f} ms  {median(taken) / least:6.2f} x floor")


if __name__ == "__main__":
    main()
