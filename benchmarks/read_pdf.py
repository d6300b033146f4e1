"""How long reading a .pdf takes, beside the least possible and beside pdfplumber.

python benchmarks/read_pdf.py [FILE.pdf …] [ROUNDS]

"floor" is: open every page with PDFium and take its text once, no places, no rules. Without a file
it takes the budget books of ../shared. pdfplumber (extract_tables and extract_text of every page)
runs where it is installed, once. Medians; target: faster than pdfplumber by far.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

import pypdfium2

from jiheng.documents.readers.pdf import read

BOOKS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "pdf"


def floor(data: bytes) -> object:
    with pypdfium2.PdfDocument(data) as pdf:
        out = []
        for page in pdf:
            text = page.get_textpage()
            out.append(text.get_text_range())
            text.close()
            page.close()
        return out


def ours(data: bytes) -> object:
    return read(data, "benchmark.pdf")


def naive(data: bytes) -> object:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        return [(page.extract_tables(), page.extract_text()) for page in pdf.pages]


def timed(way: Callable[[bytes], object], data: bytes, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        way(data)
        taken.append(perf_counter() - start)
    return median(taken)


def main() -> None:
    words = sys.argv[1:]
    rounds = int(words.pop()) if words and words[-1].isdigit() else 5
    for path in [Path(word) for word in words] or sorted(BOOKS.glob("*.pdf")):
        data = path.read_bytes()
        ways = {"floor": timed(floor, data, rounds), "jiheng": timed(ours, data, rounds)}
        try:
            ways["pdfplumber"] = timed(naive, data, 1)
        except ImportError:
            print("pdfplumber is not installed")
        print(f"{path.name}, {rounds} rounds, medians")
        for name, taken in ways.items():
            print(f"{name:12} {taken * 1000:8.1f} ms  {taken / ways['floor']:6.2f} x floor")


if __name__ == "__main__":
    main()
