"""From the vendored OpenAPI document to what Eve wants to know: which resources there are, their methods, and a Cerberus schema for each.

The sandbox has no list of resources and fields of its own. It serves and checks by the very document from which `amili_client` was
generated, so that a client and this sandbox cannot agree on something that the document does not say. How the one is read as the other:

* What can be written is the model of the request; every other field of the model that is read is read-only, and refused when sent.
* A field that can be written with POST but not with PATCH is POST-only.
* Objects whose table was cut off in the documentation are open: unknown fields are let pass and kept.
* An enum marked `x-amili-enum: open` lists the values that were seen, not all that exist; it refuses nothing.
* Ids are plain strings in the document. Here the names in `REFERENCES` are ObjectIds, as they must be for a filter such as
  `{"creditor": "686e6ed854377058c2dd10bd"}` to find anything with Eve; where the resource is known, a reference must lead somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from amili_client.runtime import decode_json
from attrs import field, frozen

Schema: TypeAlias = Mapping[str, Any]

REFERENCES: Mapping[str, str | None] = {
    "access_group": "access_groups",
    "access_group_template": None,
    "account": "accounts",
    "agreement_template": None,
    "agreement_version": None,
    "application": None,
    "case": "cases",
    "case_registration": "case_registrations",
    "creditor": "creditors",
    "customer": "customers",
    "invoice_registration": "invoice_registrations",
    "ocr_number": None,
    "partner": "partners",
    "payout": "finance_payouts",
    "print": None,
    "solicitor": None,
}
"""Which resource an id with this name is of; None where the resource is unknown."""

_TYPES = {"string": "string", "number": "number", "integer": "integer", "boolean": "boolean", "object": "dict", "array": "list"}
_LIMITS = {"minItems": "minlength", "maxItems": "maxlength", "minLength": "minlength", "maxLength": "maxlength"}


@frozen
class Resource:
    """One resource of the API.

    Attributes:
        name: what Eve and the rest of this package call it, such as `case_registrations`.
        url: its path, such as `case--registrations`.
        methods: of the list.
        item_methods: of a single one.
        schema: for Cerberus.
        answered: fields that the answer to POST has besides `_id` and its like.
        post_only: fields that cannot be changed later.
    """

    name: str
    url: str
    methods: tuple[str, ...]
    item_methods: tuple[str, ...]
    schema: Schema = field(repr=False)
    answered: tuple[str, ...] = ()
    post_only: frozenset[str] = frozenset()


@cache
def load_resources() -> tuple[Resource, ...]:
    """The resources of the document that ships with `amili_client.sweden.ada`."""
    return read_resources(decode_json(files("amili_client").joinpath("sweden", "ada", "openapi.json").read_bytes()))


def read_resources(document: Mapping[str, Any]) -> tuple[Resource, ...]:
    """The resources of an OpenAPI document: every path whose GET answers a list of `_items`."""
    reader = _Reader(document)
    return tuple(resource for path in document["paths"] if (resource := reader.resource(path)) is not None)


class _Reader:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._paths: Mapping[str, Any] = document["paths"]

    def resource(self, path: str) -> Resource | None:
        item = self._paths[path]
        listed = self._content(item, "get", "200").get("properties", {}).get("_items")
        if listed is None:
            return None
        single = self._single(path)
        shown = self._fields(listed["items"])
        written = self._fields(self._body(item, "post"))
        changed = self._fields(self._body(single, "patch"))
        schema = {name: {**rules, "readonly": True} for name, rules in self._rules(listed["items"], relations=False).items()}
        url = path.strip("/")
        return (
            Resource(
                name=url.replace("--", "_").replace("-", "_"),
                url=url,
                methods=_methods(item),
                item_methods=_methods(single),
                schema={name: rules for name, rules in schema.items() if name not in written} | self._rules(self._body(item, "post")),
                answered=tuple(sorted(self._fields(self._content(item, "post", "201")) - _SYSTEM)),
                post_only=frozenset(written - changed) if changed else frozenset(),
            )
            if shown
            else None
        )

    def _single(self, path: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = {}
        for name, item in self._paths.items():
            if name.startswith(f"{path}/{{") and name.count("/") == 2:
                found = item
        return found

    def _body(self, item: Mapping[str, Any], method: str) -> Schema:
        return _json_schema(self._follow(item.get(method, {}).get("requestBody", {})))

    def _content(self, item: Mapping[str, Any], method: str, status: str) -> Schema:
        return self._follow(_json_schema(self._follow(item.get(method, {}).get("responses", {}).get(status, {}))))

    def _fields(self, schema: Schema) -> set[str]:
        return set(self._follow(schema).get("properties", {}))

    def _rules(self, schema: Schema, *, relations: bool = True) -> dict[str, Any]:
        """The rules for each property of an object."""
        schema = self._follow(schema)
        required = set(schema.get("required", ()))
        fields = {name: self._rule(name, one, relations) for name, one in schema.get("properties", {}).items() if name not in _SYSTEM}
        return {name: {**rule, "required": True} if name in required else rule for name, rule in fields.items()}

    def _rule(self, name: str, schema: Schema, relations: bool) -> dict[str, Any]:
        schema = self._follow(schema)
        if "anyOf" in schema:
            options = [self._follow(option) for option in schema["anyOf"]]
            real = [option for option in options if option.get("type") != "null"]
            only = self._rule(name, real[0], relations) if len(real) == 1 else {}
            return {**only, "nullable": True} if len(real) < len(options) else only
        kind = schema.get("type")
        if kind is None:
            return {}
        rule: dict[str, Any] = {"type": "datetime" if schema.get("format") == "date-time" else _TYPES[kind]}
        rule |= {ours: schema[theirs] for theirs, ours in _LIMITS.items() if theirs in schema}
        if kind == "string" and name in REFERENCES:
            return _reference(REFERENCES[name] if relations else None)
        if "enum" in schema and schema.get("x-amili-enum") != "open":
            rule["allowed"] = schema["enum"]
        if kind == "object":
            rule["allow_unknown"] = schema.get("additionalProperties", True) is not False
            if "properties" in schema:
                rule["schema"] = self._rules(schema, relations=relations)
        if kind == "array" and "items" in schema:
            rule["schema"] = self._rule(name, schema["items"], relations)
        return rule

    def _follow(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            found: Any = self._document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema


_SYSTEM = frozenset({"_id", "_created", "_updated", "_etag", "_status"})


def _methods(item: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(method.upper() for method in ("get", "post", "patch", "delete") if method in item)


def _json_schema(content: Mapping[str, Any]) -> Schema:
    schema: Schema = content.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _reference(resource: str | None) -> dict[str, Any]:
    if resource is None:
        return {"type": "objectid"}
    return {"type": "objectid", "data_relation": {"resource": resource, "field": "_id"}}
