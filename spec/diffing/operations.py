"""Compares two operations: where they are, what they take, what they answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from .places import Book, Keys, Node, Place, pointer
from .references import resolve
from .report import ABSENT, ANSWER, REQUEST
from .schemas import compare_member, describe

_KNOWN = frozenset({"operationId", "tags", "parameters", "requestBody", "responses"})


@frozen
class Directions:
    """What is sent and what is read: with a webhook it is the other way round."""

    sent: str = REQUEST
    read: str = ANSWER


CALLS = Directions()
HOOKS = Directions(sent=ANSWER, read=REQUEST)


def shape(path: str) -> str:
    """A path without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def tag(operation: Node) -> str:
    """The one by which the code of an operation is filed."""
    tags = operation.get("tags") or ["default"]
    return str(tags[0])


def compare_operations(book: Book, place: Place, old: Node, new: Node, directions: Directions = CALLS) -> None:
    """Enter the differences of two operations that are taken for the same; where they are filed is not compared here."""
    if old.get("operationId") != new.get("operationId"):
        book.note("operation-renamed", place.into("operationId"), old.get("operationId", ABSENT), new.get("operationId", ABSENT))
    _compare_parameters(book, place.used(directions.sent))
    sent, read = place.used(directions.sent), place.used(directions.read)
    was, now = (node.get("requestBody") for node in (old, new))
    if was is not None or now is not None:
        _compare_bodies(book, sent.into("requestBody", label=": body"), was, now)
    before, after = old.get("responses", {}), new.get("responses", {})
    for status in [*before, *(each for each in after if each not in before)]:
        at = read.into("responses", status, label=f": answer {status}")
        kind = "answer" if str(status).startswith("2") else "error"
        if status not in after:
            book.removed(f"{kind}-removed", at)
        elif status not in before:
            book.added(f"{kind}-added", at)
        else:
            _compare_shared(book, at, before[status], after[status], compare_answers)
    if old.get("tags", [])[1:] != new.get("tags", [])[1:]:
        book.note("text-changed", place.into("tags", label=": further tags"))
    book.rest(place, old, new, _KNOWN)


# ---- parameters


@frozen
class _Parameter:
    keys: Keys
    said: Any
    content: Any

    @property
    def name(self) -> tuple[str, str]:
        return str(self.content.get("in")), str(self.content.get("name"))


def _parameters(document: Node, keys: Keys) -> dict[tuple[str, str], _Parameter]:
    """Those of an operation, and those of its path, which it may overrule."""
    section, path, method = map(str, keys)
    item = document[section][path]
    found: dict[tuple[str, str], _Parameter] = {}
    for home, parameters in (((section, path), item.get("parameters", [])), (keys, item[method].get("parameters", []))):
        for number, said in enumerate(parameters):
            parameter = _Parameter((*home, "parameters", number), said, resolve(document, said))
            found[parameter.name] = parameter
    return found


def _compare_parameters(book: Book, place: Place) -> None:
    was, now = _parameters(book.old, place.old), _parameters(book.new, place.new)
    pairs = [(was[name], now[name]) for name in was if name in now]
    pairs += _renamed_in_path(book, place, was, now)
    left = [one for one in was.values() if all(one is not pair[0] for pair in pairs)]
    more = [one for one in now.values() if all(one is not pair[1] for pair in pairs)]
    for one, other in pairs:
        at = _place(place, one, other)
        _compare_shared(book, at, one.said, other.said, compare_parameters)
    for one in left:
        kind = "required-parameter-removed" if one.content.get("required") else "parameter-removed"
        book.removed(kind, _place(place, one, one), describe(one.content.get("schema", {})))
    for one in more:
        kind = "required-parameter-added" if one.content.get("required") else "parameter-added"
        book.added(kind, _place(place, one, one), describe(one.content.get("schema", {})))
    if [one.keys for one, _ in pairs] == sorted(one.keys for one, _ in pairs) and [each.keys for _, each in pairs] != sorted(
        each.keys for _, each in pairs
    ):
        book.note("order-changed", place.into("parameters", label=": parameters"))


def _place(place: Place, old: _Parameter, new: _Parameter) -> Place:
    kind, name = new.name
    return Place(f"{place.label}: {kind} {name}", old.keys, new.keys, place.use, place.operations)


def _renamed_in_path(
    book: Book, place: Place, was: Mapping[tuple[str, str], _Parameter], now: Mapping[tuple[str, str], _Parameter]
) -> list[tuple[_Parameter, _Parameter]]:
    """The parameters that are at the same place of the path under another name."""
    old_path, new_path = str(place.old[1]), str(place.new[1])
    found: list[tuple[_Parameter, _Parameter]] = []
    if shape(old_path) == shape(new_path):
        for old_name, new_name in zip(re.findall(r"\{([^}]*)\}", old_path), re.findall(r"\{([^}]*)\}", new_path), strict=True):
            one, other = was.get(("path", old_name)), now.get(("path", new_name))
            if old_name != new_name:
                book.note("path-parameter-renamed", place, old_name, new_name)
                if one and other and ("path", old_name) not in now and ("path", new_name) not in was:
                    found.append((one, other))
    return found


def compare_parameters(book: Book, place: Place, old: Node, new: Node) -> None:
    """Enter the differences of two parameters, or of two headers of an answer."""
    if bool(old.get("required")) != bool(new.get("required")):
        book.note("became-required" if new.get("required") else "became-optional", place.into("required"))
    elif old.get("required", ABSENT) != new.get("required", ABSENT):
        book.note("spelled-differently", place.into("required"))
    if ("content" in old) != ("content" in new):
        book.note("serialisation-changed", place, *("content" if "content" in each else "schema" for each in (old, new)))
        return
    compare_member(book, place, old, new, "schema")
    if "content" in old:
        _compare_content(book, place, old, new)
    in_path = old.get("in") == new.get("in") == "path"
    if in_path and old.get("name") != new.get("name") and place.old[0] == "components":  # else it was told with the path
        book.note("path-parameter-renamed", place.into("name"), old.get("name"), new.get("name"))
    book.rest(place, old, new, {"required", "schema", "content", *(("name",) if in_path else ())})


# ---- bodies and answers


def _compare_bodies(book: Book, place: Place, old: Any, new: Any) -> None:
    if new is None:
        book.removed("required-body-removed" if resolve(book.old, old).get("required") else "body-removed", place)
    elif old is None:
        book.added("required-body-added" if resolve(book.new, new).get("required") else "body-added", place)
    else:
        _compare_shared(book, place, old, new, compare_bodies)


def compare_bodies(book: Book, place: Place, old: Node, new: Node) -> None:
    """Enter the differences of two bodies of requests."""
    if bool(old.get("required")) != bool(new.get("required")):
        book.note("became-required" if new.get("required") else "became-optional", place.into("required"))
    elif old.get("required", ABSENT) != new.get("required", ABSENT):
        book.note("spelled-differently", place.into("required"))
    _compare_content(book, place, old, new)
    book.rest(place, old, new, {"required", "content"})


def compare_answers(book: Book, place: Place, old: Node, new: Node) -> None:
    """Enter the differences of two answers."""
    if bool(old.get("content")) != bool(new.get("content")):
        book.note("answer-body-added" if new.get("content") else "answer-body-removed", place.into("content"))
    else:
        _compare_content(book, place, old, new)
    was, now = old.get("headers", {}), new.get("headers", {})
    for name in [*was, *(each for each in now if each not in was)]:
        at = place.into("headers", name, label=f": header {name}")
        if name not in now:
            book.removed("answer-header-removed", at)
        elif name not in was:
            book.added("answer-header-added", at)
        else:
            _compare_shared(book, at, was[name], now[name], compare_parameters)
    book.rest(place, old, new, {"content", "headers"})


def _compare_content(book: Book, place: Place, old: Node, new: Node) -> None:
    was, now = old.get("content", {}), new.get("content", {})
    gone, more = [name for name in was if name not in now], [name for name in now if name not in was]
    pairs = [(name, name) for name in was if name in now]
    if len(gone) == len(more) == 1:
        book.note("media-type-changed", place.apart(("content", gone[0]), ("content", more[0])), gone[0], more[0])
        pairs.append((gone.pop(), more.pop()))
    for one, other in pairs:
        at = place.apart(("content", one), ("content", other))
        compare_member(book, at, was[one], now[other], "schema")
        book.rest(at, was[one], now[other], {"schema"})
    for name in gone:
        book.removed("media-type-removed", place.into("content", name), name)
    for name in more:
        book.added("media-type-added", place.into("content", name), name)
    if not was and not now and ("content" in old) != ("content" in new):
        book.note("spelled-differently", place.into("content"))


def _compare_shared(book: Book, place: Place, old: Any, new: Any, compare: Any) -> None:
    """Compare things that may be references to shared ones, which are compared where they are defined."""
    was, now = (each.get("$ref") if isinstance(each, Mapping) else None for each in (old, new))
    if was is not None and was == now:
        book.rest(place, old, new, {"$ref"})
        return
    if was is now is None:
        compare(book, place, old, new)
        return
    before = len(book.changes)
    compare(book, place, resolve(book.old, old), resolve(book.new, new))
    if len(book.changes) == before:
        book.note("spelled-differently", place)
    # What one of them says, it says elsewhere; here it is the reference that is another.
    old_at, new_at = (pointer(place.old),), (pointer(place.new),)
    book.changes[before:] = [evolve(change, old_at=old_at, new_at=new_at) for change in book.changes[before:]]
