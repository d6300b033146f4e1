"""How long reading a .doc takes, beside the least possible and, if asked, beside LibreOffice.

python benchmarks/read_doc.py FILE.doc [ROUNDS] [--office]

"floor" is: open the compound file and copy its text stream, no more. LibreOffice converts to .docx
in a new process, once; its time is for one file alone. Medians.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from olefile import OleFileIO
from turns import Ways, compare

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
    groups: list[tuple[Ways, int]] = [({"floor": floor, "jiheng": ours}, rounds)]
    if "--office" in sys.argv:
        groups.append(({"libreoffice": libreoffice}, 1))
    compare(path.name, data, groups)


if __name__ == "__main__":
    main()
