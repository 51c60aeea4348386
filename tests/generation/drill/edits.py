"""Changes of a document, as data: what a vendor does to it between two versions.

A place is given by its keys. The first may be an operationId or the name of a schema instead of the way there, and an
entry of a list may be given by its `name`, or by that of what it refers to.
"""

from copy import deepcopy
from typing import Any

from attrs import frozen

Node = dict[str, Any]
Place = tuple[str | int, ...]


@frozen
class Put:
    """Something is there, whatever was there before."""

    place: Place
    value: Any

    def carry_out(self, document: Node) -> None:
        parent, key = _find(document, self.place)
        parent[key] = deepcopy(self.value)


@frozen
class Drop:
    """Something is gone."""

    place: Place

    def carry_out(self, document: Node) -> None:
        parent, key = _find(document, self.place)
        del parent[key]


@frozen
class Add:
    """A list has one entry more."""

    place: Place
    value: Any

    def carry_out(self, document: Node) -> None:
        parent, key = _find(document, self.place)
        parent.setdefault(key, []).append(deepcopy(self.value))


@frozen
class Rename:
    """Something has another key, and stands where it stood."""

    place: Place
    name: str

    def carry_out(self, document: Node) -> None:
        parent, key = _find(document, self.place)
        assert key in parent
        entries = [(self.name if each == key else each, value) for each, value in parent.items()]
        parent.clear()
        parent.update(entries)


@frozen
class Redirect:
    """Whatever refers to the schema `old` refers to `new`."""

    old: str
    new: str

    def carry_out(self, document: Node) -> None:
        waiting: list[Any] = [document]
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict) and node.get("$ref") == f"#/components/schemas/{self.old}":
                node["$ref"] = f"#/components/schemas/{self.new}"
            if isinstance(node, dict | list):
                waiting.extend(node.values() if isinstance(node, dict) else node)


Edit = Put | Drop | Add | Rename | Redirect


def apply(edits: tuple[Edit, ...], document: Node) -> Node:
    """The document after all of them."""
    changed = deepcopy(document)
    for edit in edits:
        edit.carry_out(changed)
    return changed


def _find(document: Node, place: Place) -> tuple[Any, Any]:
    """What the last key is a key of, and that key."""
    node: Any = document
    for key in _from_the_root(document, place[:-1]):
        node = node[_position(node, key)]
    return node, _position(node, place[-1])


def _from_the_root(document: Node, place: Place) -> Place:
    if not place or place[0] in document:
        return place
    if place[0] in document["components"]["schemas"]:
        return ("components", "schemas", *place)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and operation.get("operationId") == place[0]:
                return ("paths", path, method, *place[1:])
    raise LookupError(place)


def _position(node: Any, key: str | int) -> str | int:
    if not isinstance(node, list) or isinstance(key, int):
        return key
    return next(at for at, each in enumerate(node) if each.get("name") == key or each.get("$ref", "").endswith(f"/{key}"))
