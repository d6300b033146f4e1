"""XML parts of a package as trees to be changed: content types and relations."""

from __future__ import annotations

from ..limits import check_markup, damaged, part
from ..readers.docx_package import Package
from .marked import OFFICE, OPC, TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lxml.etree import _Element

RELATION = f"{{{OPC}/relationships}}Relationship"


class Parts:
    """The parts of a package that are going to change; ``done`` gives their new bytes."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._there = set(package.names.values())
        self._trees: dict[str, _Element] = {}

    def tree(self, name: str, fresh: bytes = b"") -> _Element:
        """A part as a tree, whose changes are kept; ``fresh`` is its start where it is new."""
        from lxml import etree

        name = self.package.names.get(name.lower(), name)
        if name not in self._trees:
            known = name in self._there
            data = part(self.package.archive, name, self.package.path) if known else fresh
            safe = etree.XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
            )
            check_markup(data, name, self.package.path)
            try:
                self._trees[name] = etree.fromstring(data, safe)
            except etree.XMLSyntaxError as error:
                raise damaged(
                    self.package.path, f"{name} 不是完整的 XML", f"{name} is not well-formed XML"
                ) from error
        return self._trees[name]

    def relate(self, name: str, kind: str, target: str) -> str:
        """A relation of a part to another; its id."""
        folder, _, file = name.rpartition("/")
        start = f'<Relationships xmlns="{OPC}/relationships"/>'.encode()
        root = self.tree(f"{folder}/_rels/{file}.rels", start)
        used = {one.get("Id") for one in root}
        number = next(n for n in range(1, len(used) + 2) if f"rIdJh{n}" not in used)
        one = root.makeelement(RELATION, {})
        one.set("Id", f"rIdJh{number}")
        one.set("Type", f"{OFFICE}/{kind}")
        one.set("Target", f"/{target}")
        root.append(one)
        return f"rIdJh{number}"

    def declare(self, name: str, content_type: str) -> None:
        """Say what a new part is."""
        root = self.tree(TYPES)
        one = root.makeelement(f"{{{OPC}/content-types}}Override", {})
        one.set("PartName", f"/{name}")
        one.set("ContentType", content_type)
        root.append(one)

    def done(self) -> dict[str, bytes]:
        """Part name to its bytes."""
        from lxml import etree

        return {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self._trees.items()
        }
