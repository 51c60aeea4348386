"""What our templates are told beyond what the generator tells them, most of it from the `x-amili-...` of a document.

The generator reads no extension of OpenAPI, so the templates get these as Jinja globals:

datetime_writer  the function of `amili_client.runtime` that writes the moments of this document
unverified       why an operation is not known to exist, for one that was inferred, and how sure the conclusion is
has_moments      whether a model has a field that `datetime_writer` writes
alias            the plain name of a field that the generator had to prefix: `id` for `_id`, which it calls `field_id`
documented       how the document spells an operation: its operationId, and its path with the names that were made Python's
reads_text       whether a field is text to callers even where the wire has an integer (`x-amili-read: text`)
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import DateTimeProperty, ListProperty, ModelProperty, UnionProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.schema.untrusted_string import UntrustedString
from openapi_python_client.strings import ClassName

from generator import GenerationError

FIELD_PREFIX = "field_"
_WRITERS = {None: "write_datetime", "rfc1123": "write_http_date"}
_CONFIDENCES = ("high", "medium", "low")
_OWN_NAMES = frozenset({"additional_properties", "additional_keys", "to_dict", "to_multipart", "from_dict"})


def for_templates(document: dict[str, Any]) -> dict[str, Any]:
    """The globals for the templates of this document."""
    return {
        "datetime_writer": _datetime_writer(document),
        "unverified": _reasons(document),
        "has_moments": _has_moments,
        "alias": _alias,
        "documented": _documented(document),
        "reads_text": _reads_text(document),
    }


def with_python_types(document: dict[str, Any]) -> dict[str, Any]:
    """The document that the generator shall see: its types are those that callers get, where those differ from the wire's.

    What is written beside the code keeps the types of the wire.
    """
    shown = deepcopy(document)
    for _, _, schema in _read_as_text(shown):
        schema["type"] = ["string", "null"] if "null" in schema["type"] else "string"
    return shown


def _datetime_writer(document: dict[str, Any]) -> str:
    form = document["info"].get("x-amili-datetime")
    if form not in _WRITERS:
        raise GenerationError(f"info.x-amili-datetime is {form}; known is {', '.join(filter(None, _WRITERS))}, or leave it out")
    return _WRITERS[form]


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if isinstance(operation, dict):
                yield method, path, operation


def _place(method: str, path: str) -> tuple[str, str]:
    # The generator makes Python names of those in braces; no two paths may differ in these names alone.
    return method, re.sub(r"\{[^}]*\}", "{}", path)


def _reasons(document: dict[str, Any]) -> Any:
    _check_confidence(document)
    reasons: dict[tuple[str, str], str] = {}
    for method, path, operation in _operations(document):
        if operation.get("x-amili-status") == "inferred":
            reason = str(operation.get("x-amili-reason", "")).strip()
            if not reason:
                raise GenerationError(f"{method.upper()} {path}: is inferred, so it needs its reason in x-amili-reason")
            confidence = operation.get("x-amili-confidence")
            reasons[_place(method, path)] = f"({confidence} confidence) {reason}" if confidence else reason

    def unverified(endpoint: Endpoint) -> UntrustedString | None:
        reason = reasons.get(_place(endpoint.method, endpoint.path.get_untrusted_value()))
        return UntrustedString(reason) if reason else None

    return unverified


def _check_confidence(document: dict[str, Any]) -> None:
    conclusions = [
        (where, node) for where, node in _objects(document, "$") if node.get("x-amili-status") == "inferred" or "x-amili-confidence" in node
    ]
    if not any("x-amili-confidence" in node for _, node in conclusions):
        return
    # A document says of each conclusion how sure it is, or of none: one that was forgotten would pass for as good as documented.
    for where, node in conclusions:
        if node.get("x-amili-status") != "inferred":
            raise GenerationError(f"{where}: has x-amili-confidence, so it needs `x-amili-status: inferred`")
        if node.get("x-amili-confidence") not in _CONFIDENCES:
            raise GenerationError(f"{where}: is inferred, so it needs x-amili-confidence, one of {', '.join(_CONFIDENCES)}")


def _objects(node: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield where, node
        for key, value in node.items():
            yield from _objects(value, f"{where}.{key}")
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from _objects(value, f"{where}[{at}]")


def _documented(document: dict[str, Any]) -> Any:
    spelling: dict[tuple[str, str], dict[str, UntrustedString]] = {}
    for method, path, operation in _operations(document):
        if "operationId" not in operation:
            raise GenerationError(f"{method.upper()} {path}: needs an operationId, by which callers know it")
        spelling[_place(method, path)] = {"id": UntrustedString(str(operation["operationId"])), "path": UntrustedString(path)}

    def documented(endpoint: Endpoint) -> dict[str, UntrustedString]:
        return spelling[_place(endpoint.method, endpoint.path.get_untrusted_value())]

    return documented


def _reads_text(document: dict[str, Any]) -> Any:
    fields = {(str(ClassName(name, FIELD_PREFIX)), field) for name, field, _ in _read_as_text(document)}

    def reads_text(model: ModelProperty, prop: PropertyProtocol) -> bool:
        return (str(model.class_info.name), prop.name.get_untrusted_value()) in fields

    return reads_text


def _read_as_text(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The fields with `x-amili-read: text`: name of the schema, name of the field, and what is said of it."""
    count = 0
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        for field, content in schema.get("properties", {}).items():
            if "x-amili-read" in content:
                types = {*([content["type"]] if isinstance(content.get("type"), str) else content.get("type", []))}
                if content["x-amili-read"] != "text" or not types or not types <= {"string", "integer", "null"}:
                    raise GenerationError(f"schema {name}.{field}: x-amili-read is `text`, of texts and integers")
                count += 1
                yield name, field, content
    if count != _count(document, "x-amili-read"):
        raise GenerationError("x-amili-read is understood of the properties of a schema in components only")


def _count(node: Any, key: str) -> int:
    if isinstance(node, list):
        return sum(_count(each, key) for each in node)
    if isinstance(node, dict):
        return (key in node) + sum(_count(each, key) for each in node.values())
    return 0


def _has_moments(model: ModelProperty) -> bool:
    # Not into the models that it has fields of: they write their own moments.
    parts: list[Any] = [*_fields(model), model.additional_properties]
    while parts:
        part = parts.pop()
        if isinstance(part, DateTimeProperty):
            return True
        if isinstance(part, ListProperty):
            parts.append(part.inner_property)
        elif isinstance(part, UnionProperty):
            parts.extend(part.inner_properties)
    return False


def _fields(model: ModelProperty) -> list[PropertyProtocol]:
    return [*(model.required_properties or []), *(model.optional_properties or [])]


def _alias(model: ModelProperty, prop: PropertyProtocol) -> str | None:
    plain = prop.python_name.removeprefix(FIELD_PREFIX)
    if not prop.name.get_untrusted_value().startswith("_") or plain == prop.python_name or not plain.isidentifier():
        return None
    taken = {each.python_name for each in _fields(model)}
    return None if plain in taken | _OWN_NAMES else plain
