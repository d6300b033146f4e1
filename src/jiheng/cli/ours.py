"""What a run writes itself is not its own source."""

from __future__ import annotations

from os.path import basename, normcase, realpath

from .files import STDIN
from .parser import Misuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def spared(paths: Sequence[str], names: Sequence[str], lang: str) -> Callable[[str], bool]:
    """Says of a file in a folder whether it is ours. A result named as a source is a Misuse."""
    results = {normcase(realpath(path)) for path in paths}
    both = (n for n in names if n != STDIN and normcase(realpath(n)) in results)
    if output := next(both, ""):
        zh = f"{output} 既是要读的文件又是结果文件；请给结果另取一个名字"
        en = f"{output} is both a source and the result; give the result another name"
        raise Misuse(zh if lang == "zh" else en)
    starts = tuple(normcase(basename(path)) for path in results)

    def ours(path: str) -> bool:
        if not starts or not normcase(basename(path)).startswith(starts):
            return False  # without asking the disk for each of many files
        real = normcase(realpath(path))
        return real in results or any(
            real.startswith(f"{result}.") and real.endswith(".part") for result in results
        )

    return ours
