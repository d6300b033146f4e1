"""Throw damaged files at every reader: ``python tools/fuzz.py 20000``.

Starts from the examples in every format that can be had (LibreOffice makes the others where it is
present), damages bytes, XML, zip members, cells and characters, and checks each one by the clock: a
crash, a file that takes over ten seconds or over 500 MB of memory is printed with the
input that did it (kept under ``fuzz-found/``). Exit code 1 where anything was found.
"""

from __future__ import annotations

import base64
import io
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from jiheng.check import check_bytes  # noqa: E402
from jiheng.documents.readers import ocr, office  # noqa: E402
from jiheng.policy import load  # noqa: E402

KINDS = ("doc", "odt", "rtf", "fodt", "xlsx", "xls", "ods", "xml", "csv", "pdf", "html")
SHEETS = ("xlsx", "xls", "ods", "xml", "csv")
FILTERS = {"xml": "xml:MS Excel 2003 XML", "csv": "csv:Text - txt - csv (StarCalc):44,34,76"}
SECONDS, MEGABYTES = 10, 500
ODD = "\u202e\u0000\ufffe\ud800≧﹪㎡𠀀\u200b\u3000|\t<>&\"'[]（）"


def seeds() -> dict[str, bytes]:
    """Name to content of every file to start from."""
    found = {p.name: p.read_bytes() for p in sorted((ROOT / "examples").glob("shili-2023*.*"))}
    for folder in ("cases/documents",):
        found |= {
            p.name: p.read_bytes()
            for p in sorted((ROOT / folder).iterdir())
            if not p.name.endswith(".json")
        }
    return wrapped(found | converted())


def wrapped(found: dict[str, bytes]) -> dict[str, bytes]:
    """With the Word document as Flat OPC, and the web page as a single-file one."""
    out = dict(found)
    with zipfile.ZipFile(io.BytesIO(found["shili-2023.docx"])) as archive:
        body = archive.read("word/document.xml").decode().partition("?>")[2]
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    part = f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{body}</pkg:xmlData></pkg:part>'
    package = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{part}</pkg:package>'
    out["flat.doc"] = package.encode()
    start, end = body.index("<w:body>"), body.index("</w:body>") + len("</w:body>")
    old = "http://schemas.microsoft.com/office/word/2003/wordml"
    named = body[start:end].replace("w:vMerge", "w:vmerge")
    word = f'<?xml version="1.0"?><w:wordDocument xmlns:w="{old}">{named}</w:wordDocument>'
    out["word-2003.doc"] = word.encode()
    page = next((data for name, data in found.items() if name.endswith((".html", ".htm"))), b"")
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    kind = b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
    out["page.mht"] = head + kind + base64.encodebytes(page) + b"--b--\n"
    return out


def converted() -> dict[str, bytes]:
    """The examples in the formats LibreOffice writes; none where it is not installed."""
    office = shutil.which("soffice")
    if not office:
        print("soffice is not here: only our own formats are damaged", file=sys.stderr)
        return {}
    out: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        source = str(ROOT / "examples" / "shili-2023.docx")
        for kind in KINDS:
            start = Path(folder, "shili-2023.html") if kind in SHEETS else source
            convert = ["--convert-to", FILTERS.get(kind, kind), "--outdir", folder, str(start)]
            if kind in SHEETS:
                to_html = ["--convert-to", "html", "--outdir", folder, source]
                subprocess.run([office, profile, "--headless", *to_html], capture_output=True)
                convert.insert(0, "--calc")
            subprocess.run([office, profile, "--headless", *convert], capture_output=True)
            made = Path(folder, f"shili-2023.{kind}")
            if made.exists():
                out[made.name] = made.read_bytes()
    return out


def damaged(data: bytes, dice: random.Random) -> bytes:
    """One random injury: inside a zip member where it is a zip, else anywhere."""
    if data[:2] == b"PK" and dice.random() < 0.7:
        return _rezipped(data, dice)
    return _bytes(data, dice)


def _bytes(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at = dice.randrange(len(out) + 1)
        length = dice.choice((1, 1, 2, 8, 64, 1000))
        match dice.randrange(6):
            case 0:
                out[at : at + length] = dice.randbytes(length)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * dice.choice((1, 3, 50))
            case 3:
                del out[at:]
            case 4:
                out[at:at] = "".join(dice.choices(ODD, k=4)).encode("utf-8", "surrogatepass")
            case _:
                _number(out, at, dice)
    return bytes(out)


def _number(out: bytearray, at: int, dice: random.Random) -> None:
    """Change the next digit run: spans, lengths, offsets and amounts."""
    for place in range(at, min(len(out), at + 300)):
        if 0x30 <= out[place] <= 0x39:
            out[place : place + 1] = dice.choice((b"0", b"-1", b"99999999", b"65536", b"1e9"))
            return


def _rezipped(data: bytes, dice: random.Random) -> bytes:
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
            names = old.namelist()
            hurt = dice.choice(names)
            for name in names:
                content = old.read(name)
                if name != hurt:
                    new.writestr(name, content)
                elif dice.random() < 0.9:
                    new.writestr(name, _bytes(content, dice))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return _bytes(data, dice)
    return target.getvalue()


def memory() -> int:
    """Megabytes this process has held at most; 0 where the system does not say."""
    try:
        resource = import_module("resource")
    except ImportError:
        return 0
    used: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // 1024


def main(arguments: list[str]) -> int:
    """Run; ``[count] [seed]``."""
    count = int(arguments[0]) if arguments else 20_000
    seed = int(arguments[1]) if len(arguments) > 1 else 1
    dice, book, start = random.Random(seed), load(), seeds()
    office.office = lambda: None  # what is damaged is read by ourselves, or refused
    ocr.available = lambda: False
    names = sorted(start)
    kinds: dict[str, int] = {}
    faults, slowest, begun = 0, 0.0, time.monotonic()
    for number in range(count):
        name = names[number % len(names)]
        data = damaged(start[name], dice)
        clock = time.monotonic()
        report = check_bytes(data, name, book)
        taken = time.monotonic() - clock
        slowest = max(slowest, taken)
        kind = name.rpartition(".")[2]
        kinds[kind] = kinds.get(kind, 0) + 1
        if report.crashed or taken > SECONDS or memory() > MEGABYTES:
            faults += 1
            (ROOT / "fuzz-found").mkdir(exist_ok=True)
            (ROOT / "fuzz-found" / f"{seed}-{number}-{name}").write_bytes(data)
            print(f"{name} #{number}: {report.crashed} {taken:.1f}s {memory()} MB", flush=True)
        if number % 1000 == 999:
            rate = (number + 1) / (time.monotonic() - begun)
            print(f"{number + 1}/{count} {rate:.0f}/s {memory()} MB", file=sys.stderr, flush=True)
    print(f"{count} inputs {kinds}, {faults} faults, slowest {slowest:.2f} s, {memory()} MB")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
