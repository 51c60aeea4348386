"""Proves that a document refers to nothing outside itself, before anything that follows references sees it.

A validator that meets `$ref: https://…` or `$ref: file:///…` goes and reads it. So each `$ref` must be a place in the
same document (`#/…`), exist, and lead to something other than references in a circle. Members that give places other
names, or move what `#` means, are refused too.
"""

from collections.abc import Iterator
from typing import Any

from generator import GenerationError

# A link's `operationRef` is a reference by another name.
_REFERENCES = ("$ref", "operationRef")
_OTHER_WAYS = ("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor")


def check_references(document: dict[str, Any], name: str) -> None:
    """Raise with the first place that refers to somewhere else, to nothing, or to itself; `name` is for the message."""
    for where, node in objects(document):
        for key in _OTHER_WAYS:
            # As the name of a property it has an object below it.
            if isinstance(node.get(key), str):
                raise GenerationError(f"{name}: {where}.{key}: only `$ref` with a place in this document (#/…) is followed")
        for key in _REFERENCES:
            reference = node.get(key)
            if isinstance(reference, str):
                _check(document, reference, f"{name}: {where}.{key}")


def objects(node: Any, where: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a document, with its place."""
    if isinstance(node, dict):
        yield where, node
        for key, value in node.items():
            yield from objects(value, f"{where}.{key}")
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from objects(value, f"{where}[{at}]")


def _check(document: dict[str, Any], reference: str, where: str) -> None:
    seen: list[str] = []
    while True:
        if not reference.startswith("#/"):
            raise GenerationError(f"{where}: {reference!r} is not in this document, and is never fetched; wanted is #/…")
        if reference in seen:
            raise GenerationError(f"{where}: {' -> '.join([*seen, reference])} leads in a circle")
        seen.append(reference)
        try:
            target = find(document, reference)
        except LookupError:
            raise GenerationError(f"{where}: {reference!r} is not in this document") from None
        if not isinstance(target, dict) or not isinstance(target.get("$ref"), str):
            return
        reference = target["$ref"]


def find(document: dict[str, Any], reference: str) -> Any:
    """What is at `#/a/b` of a document. Raises LookupError if nothing is."""
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list):
            if not key.isdecimal():
                raise LookupError(key)
            node = node[int(key)]
        elif isinstance(node, dict):
            node = node[key]
        else:
            raise LookupError(key)  # noqa: TRY004  # to the caller it is not there, for whichever reason
    return node
