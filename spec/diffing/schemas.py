"""Compares two schemas, part by part: all that the generated code depends on by a rule of its own, anything else by its name.

A reference is followed nowhere: what it leads to is compared once, where it is defined. So a comparison ends however schemas refer to each
other, and a difference in a schema that forty operations use is told once, with the forty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .places import KNOWLEDGE, TEXTS, Book, Node, Place
from .report import ABSENT

_PYTHON_FORMATS = frozenset({"date", "date-time", "uuid", "binary", "byte"})
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_LIMITS = (*_LOWER, *_UPPER)
_OTHER_LIMITS = ("pattern", "multipleOf", "uniqueItems", "const")
_KNOWN = frozenset(
    {
        *("$ref", "type", "nullable", "format", "enum", "properties", "required", "items", "additionalProperties"),
        *("allOf", "anyOf", "oneOf"),
        *_LIMITS,
        *_OTHER_LIMITS,
    }
)
_WORDS = TEXTS | KNOWLEDGE


def compare_schemas(book: Book, place: Place, old: Any, new: Any) -> None:
    """Enter into `book` whatever differs between two schemas."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        if old != new:
            book.note("type-changed", place, describe(old), describe(new))
        return
    old_core, old_wrapped = _without_null(old)
    new_core, new_wrapped = _without_null(new)
    if old_wrapped != new_wrapped:
        # Only one of them is wrapped into `anyOf: [..., {type: null}]`, which says no more than that it can be null.
        before, after = old_wrapped or _nullable(old_core), new_wrapped or _nullable(new_core)
        book.note("spelled-differently" if before == after else "nullable-added" if after else "nullable-removed", place)
        _compare_core(book, place, old_core, new_core, null=False)
    else:
        _compare_core(book, place, old, new)


def compare_member(book: Book, place: Place, old: Node, new: Node, keyword: str, label: str = "") -> None:
    """Compare the schemas that two things have under one keyword; where there is none, anything goes."""
    at = place.into(keyword, label=label)
    if keyword in old or keyword in new:
        before = len(book.changes)
        compare_schemas(book, at, old.get(keyword, {}), new.get(keyword, {}))
        if (keyword in old) != (keyword in new) and len(book.changes) == before:
            book.note("spelled-differently", at)


def describe(schema: Any) -> str:
    """A schema in a word or two: its name, or its type."""
    if not isinstance(schema, Mapping):
        return "nothing" if schema is False else "anything"
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for keyword in ("oneOf", "anyOf", "allOf"):
        if isinstance(schema.get(keyword), list):
            return f"{keyword} ({', '.join(map(describe, schema[keyword]))})"
    if "items" in schema:
        return f"list of {describe(schema['items'])}"
    name = " or ".join(sorted(_types(schema))) or ("object" if "properties" in schema else "anything")
    return f"{name} ({schema['format']})" if "format" in schema else name


def _types(schema: Node) -> set[str]:
    stated = schema.get("type", ())
    return {stated} if isinstance(stated, str) else {str(each) for each in stated}


def _is_null(schema: Any) -> bool:
    return isinstance(schema, Mapping) and _types(schema) == {"null"}


def _nullable(schema: Node) -> bool:
    return "null" in _types(schema) or schema.get("nullable") is True


def _without_null(schema: Node) -> tuple[Node, bool]:
    """What is left of `anyOf: [something, {type: null}]`, and whether it was that."""
    for keyword in ("anyOf", "oneOf"):
        parts = schema.get(keyword)
        if isinstance(parts, list) and len(parts) == 2 and _is_null(parts[0]) != _is_null(parts[1]):
            inner = parts[0] if _is_null(parts[1]) else parts[1]
            if isinstance(inner, Mapping):
                return {**{key: value for key, value in schema.items() if key != keyword}, **inner}, True
    return schema, False


def _compare_core(book: Book, place: Place, old: Node, new: Node, *, null: bool = True) -> None:
    if "$ref" in old or "$ref" in new:
        was, now = old.get("$ref"), new.get("$ref")
        if not isinstance(was, str) or not isinstance(now, str) or not book.same_reference(place, was, now):
            book.note("reference-changed", place, describe(old), describe(new))
            return
    _compare_type(book, place, old, new, null=null)
    _compare_format(book, place, old, new)
    _compare_enum(book, place, old, new)
    _compare_properties(book, place, old, new)
    compare_member(book, place, old, new, "items", "[]")
    _compare_openness(book, place, old, new)
    for keyword, kind in (("allOf", "part"), ("anyOf", "alternative"), ("oneOf", "alternative")):
        if keyword in old or keyword in new:
            _compare_parts(book, place.into(keyword), kind, old.get(keyword), new.get(keyword))
    _compare_limits(book, place, old, new)
    book.rest(place, old, new, _KNOWN)


def _compare_type(book: Book, place: Place, old: Node, new: Node, *, null: bool) -> None:
    was, now = _types(old) - {"null"}, _types(new) - {"null"}
    at = place.into("type") if "type" in old and "type" in new else place
    if was != now:
        book.note("type-changed", at, sorted(was), sorted(now))
    if null and _nullable(old) != _nullable(new):
        where = place.into("nullable") if "nullable" in old or "nullable" in new else at
        book.note("nullable-added" if _nullable(new) else "nullable-removed", where)
    elif null and was == now and any(old.get(key, ABSENT) != new.get(key, ABSENT) for key in ("type", "nullable")):
        book.note("spelled-differently", place)


def _compare_format(book: Book, place: Place, old: Node, new: Node) -> None:
    was, now = old.get("format", ABSENT), new.get("format", ABSENT)
    if was != now:
        kind = "format-changed" if {was, now} & _PYTHON_FORMATS else "format-hint-changed"
        book.note(kind, place.into("format"), was, now)


def _compare_enum(book: Book, place: Place, old: Node, new: Node) -> None:
    was, now = old.get("enum", ABSENT), new.get("enum", ABSENT)
    at = place.into("enum")
    if was is ABSENT or now is ABSENT:
        if was is not now:
            book.note("enum-added" if was is ABSENT else "enum-removed", at, was, now)
        return
    gone, more = [each for each in was if each not in now], [each for each in now if each not in was]
    for value in gone:
        book.note("value-removed", at, value)
    for value in more:
        book.note("value-added", at, ABSENT, value)
    if not gone and not more and was != now:
        book.note("order-changed" if len(was) == len(now) else "spelled-differently", at)


def _compare_properties(book: Book, place: Place, old: Node, new: Node) -> None:
    was, now = old.get("properties", {}), new.get("properties", {})
    needed_before, needed_now = set(old.get("required", ())), set(new.get("required", ()))
    for name in [*was, *(each for each in now if each not in was)]:
        at = place.into("properties", name, label=f".{name}")
        if name not in now:
            kind = "required-field-removed" if name in needed_before else "field-removed"
            book.removed(kind, at, describe(was[name]), required=name in needed_before)
        elif name not in was:
            kind = "required-field-added" if name in needed_now else "field-added"
            book.added(kind, at, describe(now[name]), required=name in needed_now)
        else:
            compare_schemas(book, at, was[name], now[name])
    alone = needed_before ^ needed_now
    for name in sorted(alone - (was.keys() ^ now.keys())):
        kind = "became-required" if name in needed_now else "became-optional"
        book.note(kind, place.into("required", label=f".{name}"))
    for name in sorted(alone & (was.keys() ^ now.keys())):
        # It is a field of only one of them, and is required in the other all the same.
        if (name in needed_now) != (name in now):
            book.note("became-required" if name in needed_now else "became-optional", place.into("required", label=f".{name}"))
    if not alone and old.get("required", ABSENT) != new.get("required", ABSENT):
        book.note("spelled-differently", place.into("required"))
    if [name for name in was if name in now] != [name for name in now if name in was]:
        book.note("order-changed", place.into("properties"))
    if ("properties" in old) != ("properties" in new) and not was and not now:
        book.note("spelled-differently", place.into("properties"))


def _compare_openness(book: Book, place: Place, old: Node, new: Node) -> None:
    was, now = old.get("additionalProperties", True), new.get("additionalProperties", True)
    at = place.into("additionalProperties")
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        compare_schemas(book, place.into("additionalProperties", label=".*"), was, now)
    elif (was is False) != (now is False):
        book.note("object-opened" if was is False else "object-closed", at)
    elif was != now:
        # `{}` says the same as true.
        kind = "spelled-differently" if was in ({}, True) and now in ({}, True) else "type-changed"
        book.note(kind, place.into("additionalProperties", label=".*"), describe(was), describe(now))
    elif ("additionalProperties" in old) != ("additionalProperties" in new):
        book.note("spelled-differently", at)


def _compare_parts(book: Book, place: Place, kind: str, old: Any, new: Any) -> None:
    was, now = list(enumerate(old or ())), list(enumerate(new or ()))
    pairs, was, now = _pair(was, now, lambda a, b: a == b)
    by_name, was, now = _pair(was, now, lambda a, b: _name(book, a) == _name(book, b) is not None)
    pairs += by_name
    if len(was) == len(now) == 1:  # the one that is left of each is the one that changed
        pairs += zip(was, now, strict=True)
        was = now = []
    for (at_old, one), (at_new, other) in pairs:
        compare_schemas(book, place.apart((at_old,), (at_new,)), one, other)
    for at, part in was:
        gone = place.apart((at,), (at,))
        book.removed("nullable-removed" if _is_null(part) else f"{kind}-removed", gone, *([] if _is_null(part) else [describe(part)]))
    for at, part in now:
        more = place.apart((at,), (at,))
        book.added("nullable-added" if _is_null(part) else f"{kind}-added", more, *([] if _is_null(part) else [describe(part)]))
    if not was and not now and any(one[0] != other[0] for one, other in pairs):
        book.note("order-changed", place)
    if (old is None) != (new is None) and not old and not new:
        book.note("spelled-differently", place)


def _name(book: Book, part: Any) -> Any:
    reference = part.get("$ref") if isinstance(part, Mapping) else None
    return book.renamed.get(reference, reference) if isinstance(reference, str) else None


_Numbered = list[tuple[int, Any]]


def _pair(old: _Numbered, new: _Numbered, same: Callable[[Any, Any], bool]) -> tuple[list[Any], _Numbered, _Numbered]:
    """Pairs of what is the same, and what is left of both."""
    pairs: list[Any] = []
    left = list(new)
    alone: _Numbered = []
    for one in old:
        found = next((other for other in left if same(one[1], other[1])), None)
        if found is None:
            alone.append(one)
        else:
            left.remove(found)
            pairs.append((one, found))
    return pairs, alone, left


def _compare_limits(book: Book, place: Place, old: Node, new: Node) -> None:
    for keyword in (*_LIMITS, *_OTHER_LIMITS):
        was, now = old.get(keyword, ABSENT), new.get(keyword, ABSENT)
        if was is now or was == now:
            continue
        kind = "constraint-changed"
        if keyword in _LIMITS and not isinstance(was, bool) and not isinstance(now, bool):
            tighter = was is ABSENT or (now is not ABSENT and (now > was if keyword in _LOWER else now < was))
            kind = "constraint-tightened" if tighter else "constraint-loosened"
        shown = [{keyword: value} if value is not ABSENT else ABSENT for value in (was, now)]
        book.note(kind, place.into(keyword), *shown)
