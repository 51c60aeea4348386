"""Each kind of change, by an example: what it is called, where it is said to be, and how much it matters."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from spec.diffing import RULES, Change, Rating, compare
from spec.diffing.places import Place, pointer

THING = "#/components/schemas/Thing"
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "servers": [{"url": "https://one.example"}],
    "tags": [{"name": "Things"}],
    "paths": {
        "/things/{thingId}": {
            "get": {
                "operationId": "getThing",
                "tags": ["Things"],
                "parameters": [
                    {"name": "thingId", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "Expand", "in": "query", "schema": {"type": "string"}},
                    {"$ref": "#/components/parameters/user"},
                ],
                "responses": {
                    "200": {"description": "It", "content": {"application/json": {"schema": {"$ref": THING}}}},
                    "404": {"description": "None"},
                },
            }
        },
        "/things": {
            "post": {
                "operationId": "createThing",
                "tags": ["Things"],
                "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ThingInput"}}}},
                "responses": {"201": {"description": "Made", "headers": {"Location": {"schema": {"type": "string"}}}}},
            }
        },
    },
    "webhooks": {"made": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": THING}}}}, "responses": {}}}},
    "components": {
        "parameters": {"user": {"name": "userid", "in": "query", "schema": {"type": "integer", "maximum": 9}}},
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "made": {"type": "string", "format": "date"},
                    "state": {"type": "string", "enum": ["NEW", "OLD"]},
                    "parts": {"type": "array", "items": {"type": "object", "properties": {"size": {"type": "number"}}}},
                    "any": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
                },
            },
            "ThingInput": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 20, "description": "Its name"},
                    "note": {"type": ["string", "null"], "default": ""},
                    "kind": {"allOf": [{"$ref": "#/components/schemas/Base"}]},
                },
            },
            "Base": {"type": "object", "additionalProperties": True},
            "Alone": {"type": "object"},
        },
    },
}

Change_ = Callable[[dict[str, Any]], object]


def thing(document: dict[str, Any]) -> Any:
    return document["components"]["schemas"]["Thing"]["properties"]


def given(document: dict[str, Any]) -> Any:
    return document["components"]["schemas"]["ThingInput"]["properties"]


def get(document: dict[str, Any]) -> Any:
    return next(item["get"] for item in document["paths"].values() if "get" in item)


def post(document: dict[str, Any]) -> Any:
    return document["paths"]["/things"]["post"]


def body(document: dict[str, Any]) -> Any:
    return post(document)["requestBody"]["content"]


def answer(document: dict[str, Any]) -> Any:
    return get(document)["responses"]["200"]["content"]["application/json"]


def rename(parent: dict[str, Any], old: str, new: str) -> None:
    parent[new] = parent.pop(old)


def rename_path_parameter(document: dict[str, Any]) -> None:
    rename(document["paths"], "/things/{thingId}", "/things/{id}")
    get(document)["parameters"][0]["name"] = "id"


def rename_tag(document: dict[str, Any]) -> None:
    document["tags"][0]["name"] = get(document)["tags"][0] = post(document)["tags"][0] = "Objects"


def rename_schema(document: dict[str, Any]) -> None:
    rename(document["components"]["schemas"], "ThingInput", "NewThing")
    post(document)["requestBody"]["content"]["application/json"]["schema"]["$ref"] = "#/components/schemas/NewThing"


MAJOR, MINOR, PATCH = Rating.MAJOR, Rating.MINOR, Rating.PATCH
HEADER = {"name": "H", "in": "header"}
ANSWER = "getThing: answer 200"

CASES: list[tuple[Change_, str, str, Rating]] = [
    (lambda d: d["paths"].update({"/more": {"get": {"operationId": "more", "responses": {}}}}), "operation-added", "more", MINOR),
    (lambda d: d["paths"].pop("/things"), "operation-removed", "createThing", MAJOR),
    (lambda d: rename(d["paths"], "/things/{thingId}", "/orgs/{thingId}/thing"), "operation-moved", "getThing", MAJOR),
    (lambda d: get(d).update(operationId="readThing"), "operation-renamed", "readThing", MAJOR),
    (rename_path_parameter, "path-parameter-renamed", "getThing", MAJOR),
    (lambda d: get(d).update(tags=["Others"]), "tag-changed", "getThing", MAJOR),
    (rename_tag, "tag-renamed", "tag Objects", MAJOR),
    (lambda d: d["webhooks"].update(gone={"post": {"responses": {}}}), "webhook-added", "webhook gone", MINOR),
    (lambda d: d.pop("webhooks"), "webhook-removed", "webhook made", MAJOR),
    (lambda d: get(d).update(security=[{"bearer": []}]), "security-changed", "getThing", MAJOR),
    (lambda d: d["servers"].append({"url": "https://two.example"}), "server-added", "server", MINOR),
    (lambda d: d.update(servers=[]), "server-removed", "server", MAJOR),
    (lambda d: d["servers"][0].update(url="https://two.example"), "server-changed", "server", MAJOR),
    (lambda d: get(d).update(deprecated=True), "deprecated", "getThing", MINOR),
    (lambda d: get(d)["parameters"].append({"name": "A", "in": "query"}), "parameter-added", "getThing: query A", MINOR),
    (lambda d: get(d)["parameters"].append({**HEADER, "required": True}), "required-parameter-added", "getThing: header H", MAJOR),
    (lambda d: get(d)["parameters"].pop(1), "parameter-removed", "getThing: query Expand", MAJOR),
    (lambda d: get(d)["parameters"].pop(0), "required-parameter-removed", "getThing: path thingId", MAJOR),
    (lambda d: get(d)["parameters"][1].update(explode=False), "serialisation-changed", "getThing: query Expand: explode", MAJOR),
    (lambda d: get(d).update(requestBody={"content": {}}), "body-added", "getThing: body", MINOR),
    (lambda d: get(d).update(requestBody={"content": {}, "required": True}), "required-body-added", "getThing: body", MAJOR),
    (lambda d: post(d).pop("requestBody"), "required-body-removed", "createThing: body", MAJOR),
    (lambda d: post(d)["requestBody"].update(required=False), "became-optional", "createThing: body", MINOR),
    (lambda d: body(d).update({"text/xml": {}}), "media-type-added", "createThing: body", MINOR),
    (lambda d: get(d)["responses"]["200"]["content"].update({"text/xml": {}}), "media-type-added", ANSWER, MINOR),
    (lambda d: rename(body(d), "application/json", "text/json"), "media-type-changed", "createThing: body", MAJOR),
    (lambda d: get(d)["responses"].update({"206": {"description": "Some"}}), "answer-added", "getThing: answer 206", MAJOR),
    (lambda d: get(d)["responses"].pop("200"), "answer-removed", ANSWER, MAJOR),
    (lambda d: get(d)["responses"].update({"409": {"description": "No"}}), "error-added", "getThing: answer 409", PATCH),
    (lambda d: get(d)["responses"].pop("404"), "error-removed", "getThing: answer 404", PATCH),
    (lambda d: get(d)["responses"]["404"].update(content={"text/html": {}}), "answer-body-added", "getThing: answer 404", MINOR),
    (lambda d: get(d)["responses"]["200"].pop("content"), "answer-body-removed", ANSWER, MAJOR),
    (lambda d: get(d)["responses"]["200"].update(headers={"X": {}}), "answer-header-added", f"{ANSWER}: header X", MINOR),
    (lambda d: post(d)["responses"]["201"].pop("headers"), "answer-header-removed", "createThing: answer 201: header Location", MAJOR),
    (lambda d: d["components"]["schemas"].update(More={}), "schema-added", "More", MINOR),
    (lambda d: d["components"]["schemas"].pop("Alone"), "schema-removed", "Alone", MAJOR),
    (rename_schema, "schema-renamed", "NewThing", MAJOR),
    (lambda d: thing(d).update(more={"type": "string"}), "field-added", "Thing.more", MINOR),
    (lambda d: thing(d)["parts"]["items"]["properties"].pop("size"), "field-removed", "Thing.parts[].size", MAJOR),
    (lambda d: given(d).pop("name"), "required-field-removed", "ThingInput.name", MAJOR),
    (lambda d: d["components"]["schemas"]["ThingInput"]["required"].append("note"), "became-required", "ThingInput.note", MAJOR),
    (lambda d: d["components"]["schemas"]["Thing"]["required"].append("made"), "became-required", "Thing.made", MINOR),
    (lambda d: d["components"]["schemas"]["Thing"].pop("required"), "became-optional", "Thing.id", MAJOR),
    (lambda d: d["components"]["schemas"]["ThingInput"].pop("required"), "became-optional", "ThingInput.name", MINOR),
    (lambda d: thing(d)["parts"]["items"]["properties"]["size"].update(type="string"), "type-changed", "Thing.parts[].size", MAJOR),
    (lambda d: answer(d).update(schema={"type": "object", "properties": {}}), "reference-changed", ANSWER, MAJOR),
    (lambda d: thing(d)["made"].update(type=["string", "null"]), "nullable-added", "Thing.made", MINOR),
    (lambda d: given(d)["note"].update(type="string"), "nullable-removed", "ThingInput.note", MAJOR),
    (lambda d: thing(d)["any"]["anyOf"].append({"type": "null"}), "nullable-added", "Thing.any", MINOR),
    (lambda d: thing(d)["made"].update(format="date-time"), "format-changed", "Thing.made", MAJOR),
    (lambda d: given(d)["name"].update(format="email"), "format-hint-changed", "ThingInput.name", MINOR),
    (lambda d: thing(d)["state"]["enum"].append("LOST"), "value-added", "Thing.state", MINOR),
    (lambda d: thing(d)["state"]["enum"].pop(), "value-removed", "Thing.state", MAJOR),
    (lambda d: given(d)["name"].update(enum=["A"]), "enum-added", "ThingInput.name", MAJOR),
    (lambda d: thing(d)["state"].pop("enum"), "enum-removed", "Thing.state", MAJOR),
    (lambda d: given(d)["note"].update(default="x"), "default-changed", "ThingInput.note", MINOR),
    (lambda d: d["components"]["schemas"]["Base"].update(additionalProperties=False), "object-closed", "Base", MAJOR),
    (lambda d: thing(d)["any"]["anyOf"].append({"type": "boolean"}), "alternative-added", "Thing.any", MAJOR),
    (lambda d: thing(d)["any"]["anyOf"].pop(), "alternative-removed", "Thing.any", MAJOR),
    (lambda d: given(d)["kind"]["allOf"].append({"type": "object"}), "part-added", "ThingInput.kind", MAJOR),
    (lambda d: given(d)["name"].update(maxLength=10), "constraint-tightened", "ThingInput.name", MAJOR),
    (lambda d: given(d)["name"].pop("maxLength"), "constraint-loosened", "ThingInput.name", MINOR),
    (lambda d: d["components"]["parameters"]["user"]["schema"].update(minimum=1), "constraint-tightened", "shared parameter user", MAJOR),
    (lambda d: given(d)["name"].update(pattern="A+"), "constraint-changed", "ThingInput.name", MAJOR),
    (lambda d: thing(d)["id"].update(readOnly=True), "access-changed", "Thing.id: readOnly", MAJOR),
    (lambda d: thing(d)["id"].update({"x-amili-read": "text"}), "reading-changed", "Thing.id", MAJOR),
    (lambda d: d["info"].update({"x-amili-datetime": "rfc1123"}), "moments-changed", "info", MAJOR),
    (lambda d: d["components"].update(headers={"X": {}}), "shared-part-added", "shared header X", PATCH),
    (lambda d: get(d).update({"x-amili-status": "inferred"}), "knowledge-changed", "getThing: x-amili-status", PATCH),
    (lambda d: given(d)["name"].update(description="What it is called"), "text-changed", "ThingInput.name: description", PATCH),
    (lambda d: thing(d).update(id=thing(d).pop("id")), "order-changed", "Thing", PATCH),
    (lambda d: d["components"]["schemas"]["Alone"].update(additionalProperties=True), "spelled-differently", "Alone", PATCH),
    (lambda d: d.update(openapi="3.1.1"), "spelled-differently", "openapi", PATCH),
    (lambda d: given(d)["name"].update({"x-vendor": 1}), "other-changed", "ThingInput.name: x-vendor", MAJOR),
]  # fmt: skip


def changed(change: Change_) -> dict[str, Any]:
    document = deepcopy(DOCUMENT)
    change(document)
    return document


@pytest.mark.parametrize(("change", "kind", "place", "rating"), CASES, ids=[f"{case[1]}-{number}" for number, case in enumerate(CASES)])
def test_one_change_is_told_once(change: Change_, kind: str, place: str, rating: Rating) -> None:
    report = compare(DOCUMENT, changed(change))
    assert [(each.kind, each.place, each.rating) for each in report.changes] == [(kind, place, rating)]
    assert report.rating is rating


def test_each_kind_has_its_example() -> None:
    told = {each.kind for change, *_ in CASES for each in compare(DOCUMENT, changed(change)).changes}
    assert RULES.keys() - told - {RULES[kind].mirror for kind in told} == set()


def test_kinds_mirror_each_other() -> None:
    assert all(RULES[rule.mirror].mirror == kind for kind, rule in RULES.items())


# ---- what is said of a change


def only(change: Change_) -> Change:
    (found,) = compare(DOCUMENT, changed(change)).changes
    return found


def test_a_schema_is_used_by_what_sends_and_reads_it_and_by_webhooks_the_other_way() -> None:
    read = only(lambda d: thing(d).update(more={}))
    assert (read.use, read.operations) == ({"answer"}, {"getThing", "POST made"})
    sent = only(lambda d: d["components"]["schemas"]["Base"].update(additionalProperties=False))
    assert (sent.use, sent.operations) == ({"request"}, {"createThing"})  # through the schema that refers to it


def test_a_schema_that_was_renamed_is_told_with_all_that_refers_to_it() -> None:
    found = only(rename_schema)
    at = "/paths/~1things/post/requestBody/content/application~1json/schema/$ref"
    assert (found.old_at, found.new_at) == (("/components/schemas/ThingInput", at), ("/components/schemas/NewThing", at))


def test_a_shared_parameter_is_told_once_with_all_its_operations() -> None:
    found = only(lambda d: d["components"]["parameters"]["user"].update(required=True))
    assert (found.kind, found.place, found.operations) == ("became-required", "shared parameter user", {"getThing"})
    assert found.new_at == ("/components/parameters/user/required",)


def test_what_moved_is_still_compared() -> None:
    def move(document: dict[str, Any]) -> None:
        get(document)["parameters"].pop(1)
        rename(document["paths"], "/things/{thingId}", "/orgs/{thingId}/thing")

    found = compare(DOCUMENT, changed(move)).changes
    assert [each.kind for each in found] == ["operation-moved", "parameter-removed"]
    assert (found[0].old, found[0].new) == ("GET /things/{thingId}", "GET /orgs/{thingId}/thing")


def test_null_is_told_from_the_way_it_is_spelled() -> None:
    plain = changed(lambda d: thing(d).update(part={"$ref": THING}))
    wrapped = changed(lambda d: thing(d).update(part={"anyOf": [{"$ref": THING}, {"type": "null"}]}))
    assert [(each.kind, each.place) for each in compare(plain, wrapped).changes] == [("nullable-added", "Thing.part")]
    listed = changed(lambda d: thing(d).update(part={"type": ["string", "null"]}))
    spelled = changed(lambda d: thing(d).update(part={"anyOf": [{"type": "string"}, {"type": "null"}]}))
    assert [each.kind for each in compare(listed, spelled).changes] == ["spelled-differently"]


def test_true_and_one_are_not_the_same() -> None:
    found = compare(changed(lambda d: given(d)["name"].update(example=True)), changed(lambda d: given(d)["name"].update(example=1)))
    assert [each.kind for each in found.changes] == ["text-changed"]


def test_a_schema_that_refers_to_itself_is_no_trap() -> None:
    def circle(document: dict[str, Any]) -> None:
        thing(document)["inner"] = {"$ref": THING}

    assert [(each.kind, each.place) for each in compare(DOCUMENT, changed(circle)).changes] == [("field-added", "Thing.inner")]


def test_two_schemas_of_the_same_content_are_not_taken_for_renamed() -> None:
    def twin(document: dict[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        schemas["One"], schemas["Two"] = deepcopy(schemas["Alone"]), schemas.pop("Alone")

    assert [each.kind for each in compare(DOCUMENT, changed(twin)).changes] == ["schema-removed", "schema-added", "schema-added"]


def test_a_sentence_says_what_was_and_what_is() -> None:
    found = only(lambda d: thing(d)["made"].update(format="date-time"))
    assert found.sentence == "`Thing.made` has the format `date-time`, not `date`"


def test_pointers_are_escaped() -> None:
    assert pointer(Place("", ("paths", "/a~b")).old) == "/paths/~1a~0b"
