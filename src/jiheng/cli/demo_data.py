"""``jiheng demo-data -o FOLDER``: the synthetic year as files, to try everything on."""

from __future__ import annotations

import sys

from ..evidence.synthetic import BANNER, MAKERS
from ..evidence.synthetic.folder import write
from .parser import Misuse
from .progress import Progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Write the folder; 0."""
    zh = options.lang == "zh"
    if not options.output:
        raise Misuse(
            "请用 -o 写明放到哪个文件夹" if zh else "name the folder to make with -o FOLDER"
        )
    quiet = getattr(options, "quiet", False)
    progress = Progress(len(MAKERS), options.lang, quiet)
    progress.begin("person", 0)

    def told(name: str, rows: int) -> None:
        progress.end(rows)
        progress.begin(name, 0)

    try:
        rows = write(options.output, told)
    finally:
        progress.clear()
    if not quiet:
        done = f"{BANNER}：{len(MAKERS)} 张表、{rows} 行，写入 {options.output}"
        done_en = f"{BANNER}: {len(MAKERS)} tables, {rows} rows, written to {options.output}"
        after = f"  下一步：jiheng evidence import {options.output} --store evidence"
        after_en = f"  Next: jiheng evidence import {options.output} --store evidence"
        sys.stdout.write(f"{done if zh else done_en}\n{after if zh else after_en}\n")
    return 0
