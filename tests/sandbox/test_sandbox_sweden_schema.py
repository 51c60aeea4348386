"""How an OpenAPI document becomes resources of Eve, by a small document of its own; and that the vendored one becomes what it says."""

from __future__ import annotations

from typing import Any

import pytest

from amili_ext.sandbox.sweden.schema import REFERENCES, Resource, load_resources, read_resources

_READ = {
    "type": "object",
    "additionalProperties": True,
    "properties": {
        "_id": {"type": "string"},
        "_etag": {"type": "string"},
        "name": {"type": "string"},
        "account": {"type": "string"},
        "number": {"type": "integer"},
        "shape_unseen": {},
    },
}
_WRITE = {
    "type": "object",
    "required": ["name", "when"],
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "account": {"type": "string"},
        "agreement_template": {"type": "string"},
        "when": {"type": "string", "format": "date-time"},
        "amount": {"type": "number"},
        "kind": {"type": "string", "enum": ["a", "b"], "x-amili-enum": "open"},
        "mode": {"type": "string", "enum": ["x", "y"]},
        "maybe": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "either": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        "rows": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Row"}},
        "closed": {"type": "object", "additionalProperties": False, "properties": {"flag": {"type": "boolean"}}},
        "anything": {"type": "object"},
    },
}


def _json(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _document() -> dict[str, Any]:
    listed = {"type": "object", "properties": {"_items": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}}
    changed = {"type": "object", "properties": {name: one for name, one in _WRITE["properties"].items() if name != "account"}}
    return {
        "paths": {
            "/two-word--things": {
                "get": {"responses": {"200": {"$ref": "#/components/responses/Things"}}},
                "post": {
                    "requestBody": _json({"$ref": "#/components/schemas/ThingInput"}),
                    "responses": {"201": _json({"type": "object", "properties": {"_id": {}, "_status": {}, "_case": {}, "settled": {}}})},
                },
            },
            "/two-word--things/{id}": {"get": {"responses": {}}, "patch": {"requestBody": _json(changed)}, "delete": {}},
            "/two-word--things/{id}/parts": {"get": {"responses": {}}},
            "/upload/{id}": {"post": {}},
        },
        "components": {
            "schemas": {
                "Thing": _READ,
                "ThingInput": _WRITE,
                "Row": {"type": "object", "required": ["price"], "properties": {"price": {"type": "number"}, "case": {"type": "string"}}},
            },
            "responses": {"Things": _json(listed)},
        },
    }


@pytest.fixture
def thing() -> Resource:
    [resource] = read_resources(_document())
    return resource


def test_a_resource_is_a_path_that_lists_items(thing: Resource) -> None:
    assert (thing.name, thing.url) == ("two_word_things", "two-word--things")
    assert (thing.methods, thing.item_methods) == (("GET", "POST"), ("GET", "PATCH", "DELETE"))
    assert thing.answered == ("_case", "settled")
    assert thing.post_only == {"account"}


def test_what_is_read_and_not_written_is_read_only(thing: Resource) -> None:
    assert thing.schema["number"] == {"type": "integer", "readonly": True}
    assert thing.schema["shape_unseen"] == {"readonly": True}
    assert "readonly" not in thing.schema["name"]
    assert not thing.schema.keys() & {"_id", "_etag"}


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("name", {"type": "string", "minlength": 1, "required": True}),
        ("when", {"type": "datetime", "required": True}),
        ("account", {"type": "objectid", "data_relation": {"resource": "accounts", "field": "_id"}}),
        ("agreement_template", {"type": "objectid"}),
        ("amount", {"type": "number"}),
        ("kind", {"type": "string"}),
        ("mode", {"type": "string", "allowed": ["x", "y"]}),
        ("maybe", {"type": "string", "nullable": True}),
        ("either", {}),
        ("closed", {"type": "dict", "allow_unknown": False, "schema": {"flag": {"type": "boolean"}}}),
        ("anything", {"type": "dict", "allow_unknown": True}),
        (
            "rows",
            {
                "type": "list",
                "minlength": 1,
                "schema": {
                    "type": "dict",
                    "allow_unknown": True,
                    "schema": {
                        "price": {"type": "number", "required": True},
                        "case": {"type": "objectid", "data_relation": {"resource": "cases", "field": "_id"}},
                    },
                },
            },
        ),
    ],
)
def test_each_kind_of_field(thing: Resource, name: str, rules: Any) -> None:
    assert thing.schema[name] == rules


def test_the_vendored_document_has_all_resources_and_methods() -> None:
    every = {resource.url: resource for resource in load_resources()}
    assert {url for url, resource in every.items() if "POST" in resource.methods} == {
        *("accounts", "creditors", "users", "invoice--registrations", "case--registrations"),
        *("creditor--payments", "creditor--creditings", "creditor--cancellations"),
    }
    assert {url for url, resource in every.items() if "POST" not in resource.methods} == {
        *("partners", "cases", "customers", "invoices", "finance--payouts", "finance--payout-specifications", "access--groups"),
    }
    assert [url for url, resource in every.items() if resource.item_methods != ("GET",)] == ["creditors"]
    assert every["creditors"].post_only == {"account", "agreement_template"}
    assert every["case--registrations"].answered == ("_cases", "_ocr_numbers", "_ocr_numbers_ocr")
    assert every["invoice--registrations"].answered == ("_case",)


def test_every_reference_that_leads_somewhere_leads_to_a_resource() -> None:
    assert {name for name in REFERENCES.values() if name is not None} <= {resource.name for resource in load_resources()}
