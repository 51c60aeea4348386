"""The validators that come out of a document: what is plain JSON Schema, and the deviations that `document` names."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amili_ext.sandbox.messages import Refusal, SandboxRequest
from amili_ext.sandbox.norway.autocollect import AutoCollectApi
from amili_ext.sandbox.norway.collection import collection_handlers
from amili_ext.sandbox.norway.context import Context
from amili_ext.sandbox.norway.document import Document, Operation, Routes
from amili_ext.sandbox.norway.store import Store
from amili_ext.sandbox.norway.validation import read
from amili_ext.sandbox.settings import SandboxSettings


def _document(schema: dict[str, Any], **operation: Any) -> Document:
    content = {
        "openapi": "3.1.0",
        "servers": [{"url": "https://host/base/v1/"}],
        "paths": {
            "/things/{id}/x~y": {
                "parameters": [{"$ref": "#/components/parameters/id"}, {"name": "Limit", "in": "query", "schema": {"type": "string"}}],
                "post": {
                    "operationId": "op",
                    "requestBody": {"$ref": "#/components/requestBodies/thing"},
                    "responses": {"200": {"$ref": "#/components/responses/thing"}, "404": {"description": "none"}},
                    **operation,
                },
            }
        },
        "components": {
            "parameters": {"id": {"name": "id", "in": "path", "required": True, "schema": {"$ref": "#/components/schemas/Id"}}},
            "requestBodies": {"thing": {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/T"}}}}},
            "responses": {"thing": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/T"}}}}},
            "schemas": {"T": schema, "Id": {"type": "integer"}},
        },
    }
    return Document("test", content)


def _operation(schema: dict[str, Any], **operation: Any) -> Operation:
    [found] = _document(schema, **operation).operations
    return found


def _fits(schema: dict[str, Any], value: Any) -> bool:
    return _operation(schema).body["application/json"].is_valid(value)


def test_numbers_are_decimals_and_never_booleans() -> None:
    assert _fits({"type": "number"}, Decimal("4500.00"))
    assert _fits({"type": "number", "multipleOf": Decimal("0.01")}, Decimal("0.30"))
    assert not _fits({"type": "number", "multipleOf": Decimal("0.01")}, Decimal("0.305"))
    assert not _fits({"type": "number", "maximum": 10}, Decimal("10.01"))
    assert not _fits({"type": "number"}, True)
    assert not _fits({"type": "number"}, "1")
    assert _fits({"type": "integer"}, Decimal("3.0"))
    assert not _fits({"type": "integer"}, Decimal("3.5"))


def test_open_enum_refuses_nothing_and_complete_enum_does() -> None:
    assert _fits({"enum": ["A"], "x-amili-enum": "open"}, "B")
    assert not _fits({"enum": ["A"], "x-amili-enum": "complete"}, "B")
    assert not _fits({"enum": ["A"]}, "B")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("uuid", "3FA85F64-5717-4562-b3fc-2c963f66afa6", "3fa85f64571745 62b3fc2c963f66afa6"),
        ("uuid", "3fa85f64-5717-4562-b3fc-2c963f66afa6", "{3fa85f64-5717-4562-b3fc-2c963f66afa6}"),
        ("date", "2024-02-29", "2023-02-29"),
        ("date", "2024-02-29", "2024-W09-4"),
        ("date-time", "2024-01-15T00:00:00Z", "2024-01-15T00:00:00"),
        ("date-time", "2024-01-15t00:00:00.1234567+01:00", "2024-01-15 00:00:00Z"),
        ("date-time", "2024-01-15T00:00:00-00:30", "2024-01-15T25:00:00Z"),
    ],
)
def test_formats_are_checked(name: str, good: str, bad: str) -> None:
    schema = {"type": ["string", "null"], "format": name}
    assert _fits(schema, good)
    assert not _fits(schema, bad)
    assert _fits(schema, None)


def test_references_are_followed_everywhere() -> None:
    operation = _operation({"type": "string"}, parameters=[{"name": "Limit", "in": "query", "schema": {"type": "integer"}}])
    assert operation.path == "/base/v1/things/{id}/x~y"
    assert {(one.name, *one.types) for one in operation.parameters} == {("id", "integer"), ("Limit", "integer")}, "the operation's own wins"
    assert operation.responses.keys() == {200}
    assert not operation.responses[200].is_valid(1)


def test_integer_in_a_path() -> None:
    operation = _operation({})
    request = SandboxRequest("POST", "/", headers={"Content-Type": "application/json"}, body=b"1")
    assert read(operation, request, {"id": "7"}).path == {"id": 7}
    with pytest.raises(Refusal) as caught:
        read(operation, request, {"id": "seven"})
    assert caught.value.errors == {"id": ["must be an integer"]}


def test_routes_match_whole_paths_only() -> None:
    routes = Routes(_document({}))
    operation, values, _ = routes.find("post", "/base/v1/things/7/x~y")
    assert operation is not None
    assert values == {"id": "7"}
    assert routes.find("GET", "/base/v1/things/7/x~y") == (None, {}, ["POST"])
    for path in ("/base/v1/things/7/x~y/", "/things/7/x~y", "/base/v1/things/7/8/x~y"):
        assert routes.find("POST", path) == (None, {}, [])


def test_of_two_paths_that_match_the_one_with_fewer_values_counts() -> None:
    routes = Routes(Document.load("arm"))
    assert routes.find("GET", "/arm/v1/clients/2218/customers/batches") == (None, {}, ["POST", "PUT"])
    operation, values, _ = routes.find("GET", "/arm/v1/clients/2218/customers/batches1")
    assert operation is not None
    assert (operation.id, values) == ("getCustomer", {"clientno": "2218", "customerno": "batches1"})


def test_every_vendored_operation_is_carried_out() -> None:
    store = Store(":memory:")
    context = Context(SandboxSettings(), store, clock=lambda: None, new_id=lambda: None)  # type: ignore[arg-type,return-value]  # unused
    store.close()
    assert {one.id for one in Document.load("collection").operations} == collection_handlers(context, "").keys()
    assert {one.id for one in Document.load("autocollect").operations} == AutoCollectApi(context).handlers().keys()
    assert {one.id for one in Document.load("identiverse").operations} == {"createToken"}
    assert {one.schemes for one in Document.load("collection").operations} == {frozenset({"bearer"})}
    assert {one.schemes for one in Document.load("autocollect").operations} == {frozenset({"basic", "bearer"})}
    assert {one.schemes for one in Document.load("identiverse").operations} == {frozenset()}
