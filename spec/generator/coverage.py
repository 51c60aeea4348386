"""Proves that everything a document describes exists in the package generated from it.

The generator loses things without a word: of two operations whose names become the same one overwrites the other, and
a parameter with `content` instead of `schema` is left out. So this reads the written files, not what the generator
says about them: each operation has one module, which uses each parameter by its name and place, takes the body and
parses the answer, says how the document spells it, and is marked if it was inferred; each schema has its class with
each property, each enum its values. Webhooks have no code, being sent and not called; their schemas have their classes.

It also refuses what would be generated, but not as the document means it; see `_refuse_misread`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier

from generator import GenerationError
from generator.code import Endpoint, read_classes, read_endpoints
from generator.hints import FIELD_PREFIX

# How parameters are written unless a document says otherwise; the generated code knows no other way.
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Operation:
    """One operation of a document, with the parameters of its path."""

    method: str
    path: str
    content: dict[str, Any]
    parameters: list[dict[str, Any]]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"


def check_coverage(document: dict[str, Any], package: Path) -> None:
    """Raise with everything of `document` that `package` lacks."""
    losses = [*_refuse_misread(document), *_check_operations(document, package), *_check_schemas(document, package)]
    if losses:
        raise GenerationError("\n".join(["The generated code does not cover the document:", *losses]))


def operations(document: dict[str, Any], section: str = "paths") -> list[Operation]:
    """All operations, the references to their parameters resolved; or all webhooks, whose path is their name."""
    found: list[Operation] = []
    for path, item in document.get(section, {}).items():
        for method in _METHODS:
            if method in item:
                parameters = [*item.get("parameters", []), *item[method].get("parameters", [])]
                found.append(Operation(method, path, item[method], [resolve(document, each) for each in parameters]))
    return found


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Follow `$ref` within the document."""
    while "$ref" in node:
        target: Any = document
        for part in str(node["$ref"]).removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


# ---- operations


def _check_operations(document: dict[str, Any], package: Path) -> Iterator[str]:
    endpoints = read_endpoints(package / "api")
    expected = operations(document)
    for operation in expected:
        found = [endpoint for endpoint in endpoints if endpoint.serves(operation.method, operation.path)]
        if len(found) == 1:
            yield from _check_operation(document, operation, found[0])
        else:
            yield f"{operation}: has {len(found)} modules, not one"
    if len(expected) != len(endpoints):
        yield f"the document has {len(expected)} operations, the package {len(endpoints)} modules"


def _check_operation(document: dict[str, Any], operation: Operation, endpoint: Endpoint) -> Iterator[str]:
    for parameter in operation.parameters:
        if not endpoint.uses(parameter["in"], parameter["name"]):
            yield f"{operation}: the {parameter['in']} parameter {parameter['name']} is not in {endpoint.module}"
    for name, media_type in resolve(document, operation.content.get("requestBody", {})).get("content", {}).items():
        if not endpoint.sends(name):
            yield f"{operation}: the request body is not sent as {name} in {endpoint.module}"
        yield from _check_type(document, media_type, endpoint.body, f"{operation}: the request body")
    if endpoint.constants.get("OPERATION") != operation.content.get("operationId") or endpoint.constants.get("PATH") != operation.path:
        yield f"{operation}: OPERATION and PATH of {endpoint.module} do not say so"
    if ("UNVERIFIED" in endpoint.constants) != (operation.content.get("x-amili-status") == "inferred"):
        yield f"{operation}: only what was inferred is UNVERIFIED; {endpoint.module} says otherwise"
    for status, response in operation.content["responses"].items():
        # Only successes are parsed: what an error means is not said by its schema, and its type would make every
        # result a union. The schemas of errors have their classes all the same, see `_check_schemas`.
        if str(status).startswith("2"):
            for media_type in resolve(document, response).get("content", {}).values():
                what = f"{operation}: the answer {status}"
                if not endpoint.parses(str(status)):
                    yield f"{what} is not parsed in {endpoint.module}"
                yield from _check_type(document, media_type, endpoint.result, what)


def _check_type(document: dict[str, Any], media_type: dict[str, Any], code: str, what: str) -> Iterator[str]:
    schema = media_type.get("schema")
    if schema is None:
        yield f"{what} has no schema"
    elif code == "None":
        yield f"{what} has no type"
    elif "$ref" in schema and _makes_class(resolve(document, schema)):
        name = _class_name(schema["$ref"])
        if not re.search(rf"\b{re.escape(name)}\b", code):
            yield f"{what} should be {name}, but is {code}"


# ---- schemas


def _class_name(reference: str) -> str:
    return str(ClassName(reference.rsplit("/", 1)[-1], FIELD_PREFIX))


def _makes_class(schema: dict[str, Any]) -> bool:
    return "enum" in schema or "properties" in schema or "allOf" in schema or schema.get("type") == "object"


def _check_schemas(document: dict[str, Any], package: Path) -> Iterator[str]:
    classes = read_classes(package / "models")
    components = document.get("components", {}).get("schemas", {})
    for name, schema in components.items():
        if _makes_class(schema) and _class_name(name) not in classes:
            yield f"schema {name}: has no class"
    named = {id(schema): _class_name(name) for name, schema in components.items()}
    for where, schema in _all_schemas(document):
        # A schema without a name of its own has a class by some name that the generator made up.
        candidates = [classes[named[id(schema)]]] if named.get(id(schema)) in classes else list(classes.values())
        values = {str(value) for value in schema.get("enum", []) if value is not None}
        if values and not any(values <= found.values for found in candidates):
            yield f"{where}: no enum has all of {sorted(values)}"
        names = _property_names(document, schema)
        if names and not any(names <= found.wire_names for found in candidates):
            yield f"{where}: no class has all of {sorted(names)}"


def _property_names(document: dict[str, Any], schema: dict[str, Any]) -> set[str]:
    names = set(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        names |= _property_names(document, resolve(document, part))
    return names


def _all_schemas(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield from _with_parts(schema, f"schema {name}")
    for operation in [*operations(document), *operations(document, "webhooks")]:
        for parameter in operation.parameters:
            yield from _with_parts(parameter.get("schema"), f"{operation}: parameter {parameter['name']}")
        bodies = {"request body": operation.content.get("requestBody", {}), **operation.content.get("responses", {})}
        for name, body in bodies.items():
            for media_type in resolve(document, body).get("content", {}).values():
                yield from _with_parts(media_type.get("schema"), f"{operation}: {name}")


def _with_parts(schema: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schema and every schema within it, found by place, so that a property may be called `default`."""
    if not isinstance(schema, dict):
        return
    yield where, schema
    for name, part in schema.get("properties", {}).items():
        yield from _with_parts(part, f"{where}.{name}")
    for keyword in ("items", "additionalProperties"):
        yield from _with_parts(schema.get(keyword), f"{where} {keyword}")
    for keyword in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(keyword, []):
            yield from _with_parts(part, f"{where} {keyword}")


# ---- what would be misread


def _refuse_misread(document: dict[str, Any]) -> Iterator[str]:
    for operation in operations(document):
        yield from _refuse_parameters(document, operation)
        yield from _refuse_several(document, operation)
    for where, schema in _all_schemas(document):
        if "default" in schema:
            yield f"{where}: has a default, which would be sent in place of a field that was not given"
        if any(isinstance(value, int) for value in schema.get("enum", [])):
            yield f"{where}: is an enum of integers, which would not be open to further values"
        if "const" in schema:
            yield f"{where}: is a constant, which would not be open to further values"
        for names in _same_in_python(_property_names(document, schema)):
            yield f"{where}: {names} would be one name in Python, so that what was the one of callers could become the other"


def _refuse_parameters(document: dict[str, Any], operation: Operation) -> Iterator[str]:
    for parameter in operation.parameters:
        schema = resolve(document, parameter.get("schema", {}))
        what = f"{operation}: the {parameter['in']} parameter {parameter['name']}"
        if parameter["in"] == "query" and (schema.get("type") == "object" or "properties" in schema):
            yield f"{operation}: {parameter['name']} is an object, which would become several parameters"
        style = parameter.get("style", _STYLES[parameter["in"]])
        if style != _STYLES[parameter["in"]]:
            yield f"{what} has the style {style}, in which it would not be written"
        if schema.get("type") == "array" and parameter.get("explode", style == "form") != (style == "form"):
            yield f"{what} has another `explode` than is usual in its place, which would not be heeded"
    for names in _same_in_python({parameter["name"] for parameter in operation.parameters}):
        yield f"{operation}: the parameters {names} would be one name in Python"


def _refuse_several(document: dict[str, Any], operation: Operation) -> Iterator[str]:
    advice = "of which code would heed one; leave one, by an action of the overlay that removes the others, wherever they are, such as"
    bodies = {"request body": operation.content.get("requestBody", {})}
    bodies.update((f"answer {status}", answer) for status, answer in operation.content["responses"].items() if str(status).startswith("2"))
    for name, body in bodies.items():
        content = resolve(document, body).get("content", {})
        if len(content) > 1:
            place = "requestBody" if name == "request body" else "responses[*]"
            others = ", ".join(f"'{kind}'" for kind in content if kind != "application/json") or "…"
            example = f"$.paths[*][*].{place}.content[{others}]"
            yield f"{operation}: the {name} has several content types ({', '.join(content)}), {advice} {example}"


def _same_in_python(names: set[str]) -> list[str]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        groups[PythonIdentifier(name, FIELD_PREFIX)].append(name)
    return [" and ".join(group) for group in groups.values() if len(group) > 1]
