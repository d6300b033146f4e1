"""The documentation is true: commands, links, decisions, fragments."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from house.tree import ROOT, files, name

from jiheng.cli import build_parser

LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(([^()\s]+)\)")
PAGES = [path for path in files() if path.suffix == ".md"]


def commands() -> list[argparse.ArgumentParser]:
    parser = build_parser("en")
    subs = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    return [one for action in subs for one in action.choices.values()]


@pytest.mark.parametrize("command", commands(), ids=lambda c: c.prog.split()[-1])
def test_every_command_and_option_is_in_the_reference(command) -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    section = page.partition(f"## {command.prog}\n")[2].partition("\n## ")[0]
    assert section
    for action in command._actions:
        for option in action.option_strings:
            assert re.search(rf"`{re.escape(option)}[ `]", section), option
        assert action.help


def test_no_command_hides_a_command_of_dev() -> None:
    names = {command.prog.split()[-1] for command in commands()}
    assert not names & {"test", "lint", "generate", "lock", "precision", "mutate"}


def dead_links(page: Path, text: str) -> list[str]:
    """Relative links of a page that lead nowhere."""
    text = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", text)
    targets = [target.partition("#")[0] for target in LINK.findall(text)]
    local = [t for t in targets if t and not re.match(r"[a-z]+:", t)]
    return [target for target in local if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_resolve(page: Path) -> None:
    assert not dead_links(page, page.read_text("utf-8"))


def test_a_dead_link_is_seen() -> None:
    here = ROOT / "docs" / "README.md"
    assert dead_links(here, "see [x](../nowhere.md#a)") == ["../nowhere.md"]
    assert not dead_links(here, "[x](../LICENSE) [y](https://example.org) `[z](gone.md)`")


def test_decisions_are_numbered_once_and_listed() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert numbers == [f"{n:04}" for n in range(1, len(pages) + 1)]
    map_ = (ROOT / "docs" / "README.md").read_text("utf-8")
    assert [page.name for page in pages if f"decisions/{page.name}" not in map_] == []
    for page in pages:
        assert re.match(rf"# {page.name[:4]} \S", page.read_text("utf-8")), page.name
        assert len(page.read_text("utf-8").splitlines()) <= 90, f"{page.name}: one page"


def test_fragments_name_periods_and_forms_first() -> None:
    numbers = []
    for path in sorted((ROOT / "changes.d").glob("*.md")):
        if path.name == "README.md":
            continue
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name), path.name
        numbers.append(path.name[:4])
        assert path.read_text("utf-8").startswith("Periods and forms: "), path.name
    assert len(numbers) == len(set(numbers))
