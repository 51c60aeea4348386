"""What refers to what within a document: which operations send or read a schema, and which schemas only got another name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from .places import Node, pointer
from .report import ANSWER, REQUEST

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SCHEMAS = "#/components/schemas/"


def operations(document: Node, section: str = "paths") -> Iterator[tuple[str, str, str, Node]]:
    """Name, path, method and content of each operation; its name is its operationId. With `webhooks`, the path is their name."""
    for path, item in document.get(section, {}).items():
        for method in METHODS:
            if method in item:
                yield str(item[method].get("operationId", f"{method.upper()} {path}")), path, method, item[method]


def find_uses(document: Node) -> dict[str, dict[str, set[str]]]:
    """For each `$ref`, the operations that send what it leads to (`request`) and that read it (`answer`), directly or through others."""
    below: defaultdict[str, set[str]] = defaultdict(set)
    for section, entries in document.get("components", {}).items():
        for name, content in entries.items():
            below["#" + pointer(("components", section, name))].update(_references(content))
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: {REQUEST: set(), ANSWER: set()})
    for section, sent, read in (("paths", REQUEST, ANSWER), ("webhooks", ANSWER, REQUEST)):
        for name, path, _, operation in operations(document, section):
            shared = document[section][path].get("parameters", [])
            sides = {sent: [shared, operation.get("parameters"), operation.get("requestBody")], read: [operation.get("responses")]}
            for use, parts in sides.items():
                for reference in _closure(below, {each for part in parts for each in _references(part)}):
                    found[reference][use].add(name)
    return dict(found)


def _closure(below: Mapping[str, set[str]], start: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        if (reference := waiting.pop()) not in found:
            found.add(reference)
            waiting.extend(below.get(reference, ()))
    return found


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def resolve(document: Node, node: Any) -> Any:
    """What a `$ref` within the document stands for; anything else is itself, and so is a reference that leads nowhere or to itself."""
    seen: set[str] = set()
    while isinstance(node, Mapping) and isinstance(node.get("$ref"), str) and node["$ref"] not in seen:
        seen.add(node["$ref"])
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(target, Mapping) or key not in target:
                return node
            target = target[key]
        node = target
    return node


def find_renamed(old: Node, new: Node) -> dict[str, str]:
    """References to schemas that have the same content under another name, which no other schema has."""
    was, now = (document.get("components", {}).get("schemas", {}) for document in (old, new))
    gone = [(name, _content(was, name)) for name in was if name not in now]
    more = [(name, _content(now, name)) for name in now if name not in was]
    found: dict[str, str] = {}
    for name, content in gone:
        twins = [each for each, other in more if other == content]
        if len(twins) == 1 and sum(other == content for _, other in gone) == 1:
            found[_SCHEMAS + name] = _SCHEMAS + twins[0]
    return found


def _content(schemas: Node, name: str) -> str:
    """The content of a schema as text, in which its own name does not matter."""
    return json.dumps(schemas[name], default=str).replace(json.dumps(_SCHEMAS + name), '"#"')
