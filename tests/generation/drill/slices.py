"""Cuts a few operations, and all that they use, out of a real document and its overlay.

What is left is the real thing but small: a generation of it takes a tenth of a second. That nothing was bent on the way is proved by the
test that the cut document with the cut overlay is the same as the two merged and then cut.
"""

from collections.abc import Collection
from copy import deepcopy
from functools import cache, cached_property
from typing import Any

from attrs import frozen
from generator import coverage, document, overlay

from tests.generation import documents

Node = dict[str, Any]
_METHODS = ("get", "put", "post", "delete", "patch")
_PREFIX = "#/components/"


@frozen(eq=False, slots=False)
class Slice:
    """A part of `name`, such as norway/collection."""

    name: str
    facts: Node
    overlay: Node | None

    @cached_property
    def merged(self) -> Node:
        """Both, as they are."""
        return self.merge(self.facts)

    def merge(self, facts: Node) -> Node:
        """Other facts with the same overlay, as the real document is made of its two."""
        return document.merge(facts, self.overlay, f"{self.name.rpartition('/')[2]}.yaml")


@frozen
class _Kept:
    operations: frozenset[tuple[str, str]]  # paths and methods
    components: frozenset[str]  # schemas/Batch

    def path(self, path: str, item: Node) -> Node | None:
        """What is left of a path, if one of its operations is."""
        if not any((path, method) in self.operations for method in _METHODS):
            return None
        return {key: value for key, value in item.items() if key not in _METHODS or (path, key) in self.operations}

    def components_of(self, section: str, those: Node) -> Node:
        return {name: content for name, content in those.items() if f"{section}/{name}" in self.components}


@cache
def cut(name: str, *operations: str) -> Slice:
    """The part of a document that these operations need."""
    kept = _find(_merged(name), operations)
    facts = _cut_document(documents.facts(name), kept)
    return Slice(name, facts, _cut_overlay(documents.overlay(name), facts, kept, name))


def cut_merged(name: str, *operations: str) -> Node:
    """The same part of the merged document."""
    return _cut_document(_merged(name), _find(_merged(name), operations))


@cache
def _merged(name: str) -> Node:
    # Not checked here, which takes most of the time and is done wherever the whole of it is tested.
    concluded = documents.overlay(name)
    return documents.facts(name) if concluded is None else overlay.apply_overlay(documents.facts(name), concluded, name)


def _find(merged: Node, operations: Collection[str]) -> _Kept:
    those = [each for each in coverage.operations(merged) if each.content["operationId"] in operations]
    assert {each.content["operationId"] for each in those} == {*operations}
    components: set[str] = set()
    waiting: list[Any] = [merged["paths"][each.path].get("parameters") for each in those] + [each.content for each in those]
    # Schemes of security are referred to by name.
    components.update(f"securitySchemes/{name}" for name in merged["components"].get("securitySchemes", {}))
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            waiting.extend(node.values())
            reference = node.get("$ref")
            if isinstance(reference, str) and reference.removeprefix(_PREFIX) not in components:
                components.add(reference.removeprefix(_PREFIX))
                waiting.append(coverage.resolve(merged, node))
    return _Kept(frozenset((each.path, each.method) for each in those), frozenset(components))


def _cut_document(whole: Node, kept: _Kept) -> Node:
    left = {key: value for key, value in whole.items() if key not in ("paths", "components", "webhooks")}
    return deepcopy({**left, **_cut_paths(whole, kept), **_cut_components(whole, kept)})


def _cut_paths(node: Node, kept: _Kept) -> Node:
    paths = {path: kept.path(path, item) for path, item in node.get("paths", {}).items()}
    return {"paths": {path: item for path, item in paths.items() if item is not None}}


def _cut_components(node: Node, kept: _Kept) -> Node:
    sections = {section: kept.components_of(section, those) for section, those in node.get("components", {}).items()}
    return {"components": {section: those for section, those in sections.items() if those}}


def _cut_overlay(whole: Node | None, facts: Node, kept: _Kept, name: str) -> Node | None:
    """The actions that are about something of what is left; what one adds for other operations is left out."""
    if whole is None:
        return None
    trial = deepcopy(facts)
    actions: list[Node] = []
    for action in deepcopy(whole["actions"]):
        target = action["target"].strip()
        if target == "$.paths":
            action["update"] = _cut_paths({"paths": action["update"]}, kept)["paths"]
        elif target == "$.components":
            action["update"] = _cut_components({"components": action["update"]}, kept)["components"]
        elif target.startswith("$.components.") and target.count(".") == 2 and "update" in action:
            action["update"] = kept.components_of(target.rpartition(".")[2], action["update"])
        matches = overlay.find_matches(trial, action)
        if matches and action.get("update") != {}:
            overlay.carry_out(action, matches, name)
            actions.append(action)
    return {**whole, "actions": actions}
