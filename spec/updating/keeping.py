"""What callers rely on and the vendor's new document has no more, each with the overlay action that keeps it.

An operation is known to callers by its operationId, which becomes the name of its module; the vendor may change it without
touching the wire. Two marks of ours change what is generated; they stood in the document if it was written from pages.
Besides, the action for what generation always refuses in documents that were made by tools: `default` in schemas, and
operations without a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from generator.coverage import operations
from ruamel.yaml import YAML

from updating.examining import Place, shape, write_place

_WIDTH = 110


@dataclass(frozen=True)
class Kept:
    """Something to keep, and the action that does it."""

    what: str
    action: dict[str, Any]


def find_kept(before: dict[str, Any] | None, after: dict[str, Any]) -> list[Kept]:
    """Names and marks of `before` that `after` lacks; both with their overlay."""
    return [] if before is None else [*_names(before, after), *_marks(before, after)]


def find_needed(after: dict[str, Any]) -> list[Kept]:
    """What `after` needs before it can be generated from, and what a person should look at: none of it is ours to decide."""
    found = []
    for each in operations(after):
        if "operationId" not in each.content:
            name = _proposed_name(each.method, each.path)
            reason = f"The vendor gives {each} no operationId, by which callers would know it."
            found.append(Kept(f"{each} has no operationId", _update(("paths", each.path, each.method), reason, {"operationId": name})))
    reason = "A default would be sent in place of a field that was not given; the server fills it in itself."
    found.extend(Kept(f"{target} would be sent", {"target": target, "description": reason, "remove": True}) for target in _defaults(after))
    return found


def _names(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Kept]:
    known = {(each.method, shape(each.path)): each.content.get("operationId") for each in operations(before)}
    for each in operations(after):
        name, theirs = known.get((each.method, shape(each.path))), each.content.get("operationId")
        if name is not None and name != theirs:
            reason = f"Callers know this operation as {name}; the vendor {f'calls it {theirs}' if theirs else 'gives it no name'}."
            said = f"{each}: was {name}, is {theirs or 'without a name'} now"
            yield Kept(said, _update(("paths", each.path, each.method), reason, {"operationId": name}))


def _marks(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Kept]:
    form = before["info"].get("x-amili-datetime")
    if form is not None and "x-amili-datetime" not in after["info"]:
        reason = f"Moments are written as {form} wants; no OpenAPI document can say so, and the one before had this mark."
        yield Kept(f"moments would no longer be written as {form}", _update(("info",), reason, {"x-amili-datetime": form}))
    schemas = after.get("components", {}).get("schemas", {})
    for name, schema in before.get("components", {}).get("schemas", {}).items():
        for field, content in schema.get("properties", {}).items():
            new = schemas.get(name, {}).get("properties", {}).get(field)
            if "x-amili-read" in content and isinstance(new, dict) and "x-amili-read" not in new:
                reason = "This field is text to callers, whatever the server answers; the document before had this mark."
                place = ("components", "schemas", name, "properties", field)
                mark = {"x-amili-read": content["x-amili-read"]}
                yield Kept(f"{name}.{field} would no longer be text to callers", _update(place, reason, mark))


def _update(place: Place, reason: str, update: dict[str, Any]) -> dict[str, Any]:
    return {"target": write_place(place), "description": reason, "update": update}


def _proposed_name(method: str, path: str) -> str:
    words = [word for word in re.split(r"[^A-Za-z0-9]+", path) if word]
    return method + "".join(word[0].upper() + word[1:] for word in words)


def _defaults(document: dict[str, Any]) -> list[str]:
    """Targets of all defaults in schemas; those that differ only in what they are called share one."""
    targets: dict[str, None] = {}

    def look(node: Any, place: tuple[str, ...], named: bool) -> None:
        # `named`: the keys of this object are names of the vendor's, so `default` may be one.
        if isinstance(node, list):
            for each in node:
                look(each, (*place, "[*]"), False)
        elif isinstance(node, dict):
            if not named and "default" in node and place[-1:] != (".responses",):
                targets["".join(["$", *place, ".default"])] = None
            for key, value in node.items():
                if named or (key not in ("example", "examples", "default", "enum", "const") and not key.startswith("x-")):
                    below = key in ("properties", "schemas", "parameters", "paths", "responses", "content", "headers", "requestBodies")
                    look(value, (*place, "[*]" if named else f".{key}"), below and not named and isinstance(value, dict))

    look({key: document[key] for key in ("paths", "components") if key in document}, (), False)
    return list(targets)


def write_action(action: dict[str, Any], indent: int) -> str:
    """An action as it stands in an overlay: a list entry whose dash is `indent` spaces in."""
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = _WIDTH
    stream = StringIO()
    yaml.dump([action], stream)
    return "".join(f"{' ' * indent}{line}\n" for line in stream.getvalue().splitlines())
