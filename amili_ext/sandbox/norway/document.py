"""The vendored OpenAPI documents, read once: which operations there are, and a JSON Schema validator for each part of a request.

The sandbox has no list of paths and parameters of its own. It routes and checks by the very documents from which `amili_client` was
generated, so that a client and this sandbox cannot agree on something that the documents do not say. Three deviations from plain JSON
Schema:

* An enum marked `x-amili-enum: open` lists the values that were seen on the pages, not all that exist; it refuses nothing.
* `Decimal` is a number, since amounts never become floats here.
* Formats are checked: uuid, date and date-time (RFC 3339, so with a zone).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from amili_client.runtime import decode_json
from attrs import field, frozen
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend  # pyright: ignore[reportUnknownVariableType]  # its stubs have no types
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("uuid", raises=ValueError)
def _is_uuid(value: object) -> bool:
    # UUID() also takes braces, a urn: prefix and no hyphens at all; RFC 9562 writes it one way.
    return not isinstance(value, str) or str(UUID(value)) == value.lower()


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


@_FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return _RFC_3339.fullmatch(value) is not None and bool(datetime.fromisoformat(value.upper()))


def _is_number(_checker: object, value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_integer(_checker: object, value: object) -> bool:
    # Not by int(value): 1e999999999 is a number too.
    return value == value.to_integral_value() if isinstance(value, Decimal) else _is_number(None, value)


def _check_enum(_validator: Validator, values: list[Any], instance: object, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    if schema.get("x-amili-enum") != "open" and instance not in values:
        yield ValidationError(f"is not one of {values}")


_VALIDATOR: type[Validator] = extend(  # type: ignore[no-untyped-call]  # pyright: ignore[reportUnknownVariableType]  # so are its stubs
    Draft202012Validator,
    validators={"enum": _check_enum},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer}),
)


@frozen
class Parameter:
    """One parameter of an operation. `place` is path, query or header."""

    name: str
    place: str
    required: bool
    types: frozenset[str]
    validator: Validator = field(repr=False)


@frozen
class Operation:
    """One operation of a document, ready to check requests with (see `validation`).

    Attributes:
        document: the name of the document.
        schemes: bearer or basic, or none.
        example: what the document shows of a success: its status, media type and content.
    """

    document: str
    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...] = field(repr=False)
    schemes: frozenset[str]
    body: Mapping[str, Validator] = field(repr=False)
    body_required: bool
    responses: Mapping[int, Validator] = field(repr=False)
    example: tuple[int, str, Any] | None = field(repr=False)

    @property
    def needs_token(self) -> bool:
        """Whether the caller has to say who it is."""
        return bool(self.schemes)


class Document:
    """One OpenAPI 3.1 document."""

    def __init__(self, name: str, content: dict[str, Any]) -> None:
        self._name = name
        self._base = f"urn:amili:{name}"
        self._content = content
        resource: Resource[Any] = Resource.from_contents(content, default_specification=DRAFT202012)
        self._registry = Registry[Any]().with_resource(self._base, resource)
        self.prefix: str = urlsplit(str(content["servers"][0]["url"])).path.rstrip("/")
        self.operations = tuple(self._operations())

    @classmethod
    @cache
    def load(cls, name: str) -> Document:
        """The document that ships with `amili_client.norway`, by the name of its package."""
        text = files("amili_client").joinpath("norway", name, "openapi.json").read_bytes()
        return cls(name, decode_json(text))

    def _operations(self) -> Iterator[Operation]:
        for path, item in self._content["paths"].items():
            for method in _METHODS & item.keys():
                yield self._operation(method, path, item)

    def _operation(self, method: str, path: str, item: dict[str, Any]) -> Operation:
        operation = item[method]
        pointer = f"#/paths/{_escape(path)}/{method}"
        body, body_at = self._follow(operation.get("requestBody", {}), f"{pointer}/requestBody")
        shared = (self._parameter(one, f"#/paths/{_escape(path)}/parameters/{at}") for at, one in enumerate(item.get("parameters", [])))
        own = (self._parameter(one, f"{pointer}/parameters/{at}") for at, one in enumerate(operation.get("parameters", [])))
        return Operation(
            document=self._name,
            id=operation["operationId"],
            method=method.upper(),
            path=self.prefix + path,
            parameters=tuple({(one.place, one.name): one for one in (*shared, *own)}.values()),
            schemes=frozenset(self._schemes(operation.get("security", self._content.get("security", [])))),
            body={kind: self._validator(f"{body_at}/content/{_escape(kind)}/schema") for kind in body.get("content", {})},
            body_required=body.get("required", False),
            responses=dict(self._responses(operation["responses"], f"{pointer}/responses")),
            example=next(self._examples(operation["responses"]), None),
        )

    def _schemes(self, security: list[dict[str, Any]]) -> Iterator[str]:
        """The ways in which a caller can say who it is, as HTTP names them; any one of them is enough."""
        for alternative in security:
            for name in alternative:
                yield self._content["components"]["securitySchemes"][name]["scheme"].lower()

    def _parameter(self, given: dict[str, Any], pointer: str) -> Parameter:
        parameter, pointer = self._follow(given, pointer)
        schema, _ = self._follow(parameter["schema"], f"{pointer}/schema")
        types = schema.get("type", "string")
        return Parameter(
            name=parameter["name"],
            place=parameter["in"],
            required=parameter.get("required", False),
            types=frozenset([types] if isinstance(types, str) else types),
            validator=self._validator(f"{pointer}/schema"),
        )

    def _responses(self, responses: dict[str, Any], pointer: str) -> Iterator[tuple[int, Validator]]:
        for status, given in responses.items():
            response, place = self._follow(given, f"{pointer}/{status}")
            if "application/json" in response.get("content", {}):
                yield int(status), self._validator(f"{place}/content/{_escape('application/json')}/schema")

    def _examples(self, responses: dict[str, Any]) -> Iterator[tuple[int, str, Any]]:
        for status, given in sorted(responses.items()):
            response, _ = self._follow(given, "")
            for kind, shown in response.get("content", {}).items():
                if status.startswith("2") and "example" in shown:
                    yield int(status), kind, shown["example"]

    def _follow(self, given: dict[str, Any], pointer: str) -> tuple[dict[str, Any], str]:
        """What a `$ref` stands for, and where it is."""
        if "$ref" not in given:
            return given, pointer
        contents = self._registry.resolver(self._base).lookup(given["$ref"]).contents
        return self._follow(contents, given["$ref"])

    def _validator(self, pointer: str) -> Validator:
        return _VALIDATOR({"$ref": self._base + pointer}, registry=self._registry, format_checker=_FORMATS)


class Routes:
    """Finds the operation for a method and a path, over several documents."""

    def __init__(self, *documents: Document) -> None:
        self._routes = [(_pattern(operation.path), operation) for document in documents for operation in document.operations]

    def find(self, method: str, path: str) -> tuple[Operation | None, dict[str, str], list[str]]:
        """The operation, the values in its path, and the methods that this path has (none: there is no such path).

        Of paths that fit, the one with the fewest values in it counts, as OpenAPI has it: `customers/batches` is no customer.
        """
        fitting = [(operation, match.groupdict()) for pattern, operation in self._routes if (match := pattern.fullmatch(path))]
        fewest = min((len(values) for _, values in fitting), default=0)
        found = [(operation, values) for operation, values in fitting if len(values) == fewest]
        for operation, values in found:
            if operation.method == method.upper():
                return operation, values, [operation.method]
        return None, {}, sorted(operation.method for operation, _ in found)


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    return re.compile("".join(f"(?P<{part}>[^/]+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)))


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
