"""What is known of an operation: its path, parameters, body and answer, each documented, inferred or missing, as a whole or in part.

The pages' own document and the one with our conclusions are compared name by name, so that a conclusion counts as one even where the
overlay adds it without a word of its own:

documented  the name is in the document that was written from the pages
inferred    it is only in the other one, or stands under `x-amili-status: inferred`; with the least of the confidences
            (`x-amili-confidence`) that its document gives to it
missing     a page was seen in part (`x-amili-truncated`), or nothing is known of the fields of an object or of the type of a value

The parameters of a path belong to the path. Answers are those of success; one without content is not mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, TypeGuard

from attrs import evolve, frozen

from spec.table.documents import Document, Node, Operation, follow

_Phrases: TypeAlias = tuple[str | None, str | None, str | None]

CONFIDENCES = ("low", "medium", "high")
"""From the least."""


@frozen
class Mark:
    """What is noted above a place in a document."""

    inferred: bool = False
    confidence: str | None = None

    def at(self, node: Node) -> Mark:
        """The same with what a node notes."""
        mark = evolve(self, inferred=True) if node.get("x-amili-status") == "inferred" else self
        return evolve(mark, confidence=node["x-amili-confidence"]) if "x-amili-confidence" in node else mark


@frozen
class Found:
    """Something at a place of a body: a field that has a name or a value that has a type; without a `place`, a gap."""

    place: str | None
    mark: Mark


@frozen
class Knowledge:
    """What is known of an operation: phrases such as `path`, `part of the answer`, `body (low)`."""

    documented: tuple[str, ...]
    inferred: tuple[str, ...]
    missing: tuple[str, ...]


def knowledge(document: Document, operation: Operation) -> Knowledge:
    """What the document says of the operation."""
    confidence = operation.content.get("x-amili-confidence")
    concluded = operation.printed is None
    # An operation may be marked because of one part of it; the parts that a page shows are not inferred for that.
    above = Mark(concluded, confidence)
    phrases: list[_Phrases] = [(None, _graded("path", {confidence}), None) if concluded else ("path", None, None)]
    for name, part in (("parameters", "some parameters"), ("body", "part of the body"), ("answer", "part of the answer")):
        printed = {one.place for one in _look(name, document.printed, operation.printed or {}, Mark())}
        phrases.append(_judge(name, part, list(_look(name, document.whole, operation.content, above)), printed))
    return Knowledge(*(tuple(phrase for phrase in column if phrase) for column in zip(*phrases, strict=True)))


def _judge(name: str, part: str, found: list[Found], printed: set[str | None]) -> _Phrases:
    """How one subject is called in each of the three columns."""
    there = [one for one in found if one.place is not None]
    documented = any(one.place in printed for one in there)
    inferred = [one.mark for one in there if one.mark.inferred or one.place not in printed]
    gap = len(there) < len(found)
    return (
        (part if inferred or gap else name) if documented else None,
        _graded(part if documented or gap else name, {mark.confidence for mark in inferred}) if inferred else None,
        (part if documented or inferred else name) if gap else None,
    )


def _graded(phrase: str, confidences: set[str | None]) -> str:
    least = [one for one in CONFIDENCES if one in confidences]
    return f"{phrase} ({least[0]})" if least else phrase


def _look(name: str, document: Node, operation: Node, above: Mark) -> Iterator[Found]:
    if name == "parameters":
        for given in operation.get("parameters", []):
            parameter = follow(document, given)
            if parameter["in"] != "path":
                mark = above.at(parameter).at(follow(document, parameter.get("schema", {})))
                yield Found(f"{parameter['in']} {parameter['name']}", mark)
    elif name == "body":
        yield from _content(document, operation.get("requestBody", {}), above)
    else:
        for status, response in operation.get("responses", {}).items():
            if str(status).startswith("2"):
                yield from _content(document, response, above)


def _content(document: Node, given: Node, above: Mark) -> Iterator[Found]:
    holder = follow(document, given)
    for kind in holder.get("content", {}).values():
        yield from look_through(document, kind.get("schema", {}), above.at(holder).at(kind))


def look_through(document: Node, schema: Any, above: Mark, place: str = "", within: frozenset[str] = frozenset()) -> Iterator[Found]:
    """Everything that is known in a schema, and every gap in it.

    Args:
        place: where it is in the body.
        within: the references that it is in; a schema that holds itself is not looked through again.
    """
    if not _is_node(schema) or str(schema.get("$ref")) in within:
        return
    if "$ref" in schema:
        within |= {str(schema["$ref"])}
        schema = follow(document, schema)
    mark = above.at(schema)
    if "x-amili-truncated" in schema:
        yield Found(None, mark)
    choices = [one for key in ("allOf", "anyOf", "oneOf") for one in schema.get(key, [])]
    for choice in choices:
        yield from look_through(document, choice, mark, place, within)
    for name, field in schema.get("properties", {}).items():
        yield Found(f"{place}.{name}", mark.at(field) if _is_node(field) else mark)
        yield from look_through(document, field, mark, f"{place}.{name}", within)
    if choices or "properties" in schema:
        return
    inner = schema.get("items", schema.get("additionalProperties"))
    if _is_node(inner):
        yield from look_through(document, inner, mark, f"{place}[]", within)
    elif "enum" not in schema and not _types(schema) - {"object", "array", "null"}:
        yield Found(None, mark)
    else:
        yield Found(place, mark)


def _types(schema: Node) -> set[str]:
    types = schema.get("type", [])
    return {types} if isinstance(types, str) else set(types)


def _is_node(value: object) -> TypeGuard[Node]:
    return isinstance(value, Mapping)
