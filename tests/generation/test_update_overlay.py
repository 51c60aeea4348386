"""What is said of an overlay when the document under it changes, and how its text is edited."""

import re
from copy import deepcopy
from typing import Any

import pytest
from generator import client, coverage, document
from generator.overlay import apply_overlay
from updating import UpdateError
from updating.editing import edit, new_overlay
from updating.examining import Finding, examine
from updating.keeping import find_kept, find_needed, write_action

from tests.generation import documents

OVERLAYS = [name for name in documents.NAMES if documents.overlay(name) is not None]
OPERATION = {"operationId": "getThing", "responses": {"200": {"description": "It"}}}
BEFORE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Tiny", "version": "1"},
    "servers": [{"url": "https://one.example"}],
    "paths": {"/things/{id}": {"get": OPERATION}},
    "components": {"schemas": {"Thing": {"type": "object", "properties": {"size": {"type": "string"}}}}},
}


def findings(after: dict[str, Any], *actions: dict[str, Any]) -> list[Finding]:
    overlay = {"overlay": "1.0.0", "actions": [{"description": "for a reason", **action} for action in actions]}
    return examine(BEFORE, after, overlay, "tiny.overlay.yaml")[1]


def changed() -> dict[str, Any]:
    return deepcopy(BEFORE)


def thing(spec: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = spec["components"]["schemas"]["Thing"]
    return found


# ---- what is said


def test_of_the_same_document_nothing_is_said() -> None:
    for name in OVERLAYS:
        facts = documents.facts(name)
        merged, found = examine(facts, deepcopy(facts), documents.overlay(name) or {}, name)

        assert merged == documents.merged(name)
        assert [each for each in found if not each.matches or not each.needed or each.news] == []


def test_targets_that_are_gone_are_all_named() -> None:
    after = changed()
    del after["servers"], after["components"]
    actions = [
        {"target": "$.servers", "update": {"url": "https://two.example"}},
        {"target": "$.info", "update": {"x-amili-datetime": "rfc1123"}},
        {"target": "$.components.schemas.Thing", "remove": True},
    ]

    assert [each.number for each in findings(after, *actions) if not each.matches] == [1, 3]
    with pytest.raises(Exception, match=r"action 1 \(\$\.servers\).*It says: for a reason\n.*action 3 \(\$\.components") as error:
        apply_overlay(after, {"overlay": "1.0.0", "actions": [{"description": "for\n a reason", **each} for each in actions]}, "tiny")
    assert "action 2" not in str(error.value)


def test_some_of_its_places_are_gone() -> None:
    after = changed()
    before = deepcopy(BEFORE)
    before["components"]["schemas"]["Part"] = {"type": "object"}
    overlay = {
        "overlay": "1.0.0",
        "actions": [{"target": "$.components.schemas['Thing', 'Part']", "description": "x", "update": {"x-a": 1}}],
    }
    [finding] = examine(before, after, overlay, "tiny")[1]

    assert finding.matches
    assert finding.news == ["no longer there, of what it was about: $.components.schemas.Part"]


def test_what_the_vendor_says_too_is_not_needed() -> None:
    after = changed()
    thing(after)["required"] = ["size"]
    thing(after)["properties"]["weight"] = {"type": "integer"}
    [required, field, mark] = findings(
        after,
        {"target": "$.components.schemas.Thing", "update": {"required": ["size"], "x-amili-status": "inferred"}},
        {"target": "$.components.schemas.Thing.properties", "update": {"weight": {"type": "integer"}}},
        {"target": "$.components.schemas.Thing", "update": {"x-amili-truncated": "after size"}},
    )

    assert not required.needed
    assert required.news == ["documented now, the same: $.components.schemas.Thing.required.size"]
    assert not field.needed
    assert mark.needed


def test_what_the_vendor_says_otherwise() -> None:
    after = changed()
    thing(after)["properties"]["weight"] = {"type": "string", "description": "In kilograms"}
    after["servers"].append({"url": "https://two.example", "description": "x", "variables": {}})
    [field, server] = findings(
        after,
        {"target": "$.components.schemas.Thing.properties", "update": {"weight": {"type": "integer", "description": "Its weight"}}},
        {"target": "$.servers", "update": {"url": "https://two.example"}},
    )

    assert field.needed
    assert field.news == [
        "$.components.schemas.Thing.properties.weight.type: documented now, differently: 'string'; this makes it 'integer'"
    ]
    assert "documented now, differently: {'url': 'https://two.example', 'description': 'x', 'variables'" in server.news[0]


def test_what_a_correction_corrects_has_changed() -> None:
    after = changed()
    thing(after)["properties"]["size"]["type"] = "number"
    [finding] = findings(after, {"target": "$.components.schemas.Thing.properties.size", "update": {"type": "integer"}})

    assert finding.needed
    assert finding.news == ["$.components.schemas.Thing.properties.size.type: what this corrects was 'string' and is 'number' now"]


@pytest.mark.parametrize("spelled", ["/things/{id}/stop", "/things/{thingId}/stop"])
def test_an_inferred_operation_that_is_documented_now(spelled: str) -> None:
    ours = {"operationId": "stopThing", "x-amili-status": "inferred", "summary": "Ours", "responses": {"200": {"description": "Stopped"}}}
    after = changed()
    parameters = [{"name": spelled[9:].partition("}")[0], "in": "path", "required": True, "schema": {"type": "string"}}]
    theirs = {"operationId": "stopThing", "summary": "Theirs", "parameters": parameters, "responses": {"200": {"description": "Done"}}}
    after["paths"][spelled] = {"post": theirs}
    action = {"target": "$.paths", "update": {"/things/{id}/stop": {"post": ours}}}
    news = findings(after, action)[0].news[-1]
    named = "POST /things/{id}/stop" + (f", spelled {spelled}," if "thingId" in spelled else "")
    assert news.startswith(f"{named} is documented now, the same; take it out of this action")

    theirs["responses"]["202"] = theirs["responses"].pop("200")  # type: ignore[index]
    theirs["parameters"].append({"name": "why", "in": "query", "schema": {}})  # type: ignore[attr-defined]
    news = findings(after, action)[0].news[-1]
    assert "documented now, differently: $.parameters.why: only in theirs" in news
    assert "$.responses['200']: not in theirs; $.responses['202']: only in theirs" in news


# ---- what is kept


def test_names_that_callers_know_are_kept_by_place() -> None:
    after = changed()
    after["paths"] = {"/things/{thingId}": {"get": {**OPERATION, "operationId": "fetchThing"}, "delete": {"responses": {}}}}
    [kept] = find_kept(BEFORE, after)

    assert kept.what == "GET /things/{thingId}: was getThing, is fetchThing now"
    merged = apply_overlay(after, {"overlay": "1.0.0", "actions": [kept.action]}, "tiny")
    assert merged["paths"]["/things/{thingId}"]["get"]["operationId"] == "getThing"
    assert find_kept(BEFORE, merged) == []
    [nameless] = find_needed(merged)
    assert nameless.action["update"] == {"operationId": "deleteThingsThingId"}


def test_marks_that_decide_about_the_code_are_kept() -> None:
    before, after = changed(), changed()
    before["info"]["x-amili-datetime"] = "rfc1123"
    thing(before)["properties"]["size"]["x-amili-read"] = "text"
    actions = [each.action for each in find_kept(before, after)]

    assert apply_overlay(after, {"overlay": "1.0.0", "actions": actions}, "tiny") == before


def test_defaults_are_found_where_they_are_and_not_where_they_are_names() -> None:
    after = changed()
    thing(after)["properties"] = {
        "default": {"type": "string"},
        "size": {"type": "integer", "default": 5},
        "all": {"items": {"default": 1}},
    }
    thing(after)["example"] = {"default": 1}
    after["paths"]["/things/{id}"]["get"] = {
        **OPERATION,
        "parameters": [{"name": "q", "in": "query", "schema": {"type": "string", "default": "x"}}],
        "responses": {"default": {"description": "x", "content": {"application/json": {"schema": {"default": {}}}}}},
    }
    actions = [each.action for each in find_needed(after)]
    merged = apply_overlay(after, {"overlay": "1.0.0", "actions": actions}, "tiny")

    assert find_needed(merged) == []
    assert merged["components"]["schemas"]["Thing"]["properties"].keys() == {"default", "size", "all"}
    assert merged["components"]["schemas"]["Thing"]["example"] == {"default": 1}
    assert "default" in merged["paths"]["/things/{id}"]["get"]["responses"]
    assert not [where for where, schema in coverage._all_schemas(merged) if "default" in schema]


# ---- how it is edited


@pytest.mark.parametrize("name", OVERLAYS)
def test_actions_are_taken_out_and_added_and_every_other_line_stays(name: str) -> None:
    text = (client.SPEC / f"{name}.overlay.yaml").read_text(encoding="utf-8")
    actions = (documents.overlay(name) or {})["actions"]
    added = {"target": "$.paths['/a/{b}'].get", "description": "Callers know it: by this name. " * 8, "update": {"operationId": "getA"}}
    comments = [line for line in text.splitlines() if re.match(" ? ?#", line)]
    for drop in ({1, len(actions)}, set(range(1, len(actions) + 1, 2))):
        edited = edit(text, drop=drop, add=[added], name=name)

        kept = [action for number, action in enumerate(actions, start=1) if number not in drop]
        assert document.exact_yaml().load(edited)["actions"] == [*kept, added]
        lines = iter(text.splitlines())
        old = edited.splitlines()[: -_lines_of(added)]
        assert all(line in lines for line in old), "no line is new, and their order is the same"
        assert [line for line in old if re.match(" ? ?#", line)] == comments
    assert edit(text, drop=set(), add=[], name=name) == text


def _lines_of(action: dict[str, Any]) -> int:
    return write_action(action, 2).count("\n")


def test_an_overlay_that_loses_all_its_actions_and_one_that_gets_its_first() -> None:
    text = new_overlay("tiny", "Tiny, inferred")
    action = {"target": "$.info", "description": "for a reason", "update": {"x-amili-datetime": "rfc1123"}}
    with_one = edit(text, drop=(), add=[action], name="tiny")

    assert document.exact_yaml().load(with_one)["actions"] == [action]
    assert edit(with_one, drop={1}, add=[], name="tiny") == text


@pytest.mark.parametrize(
    "text",
    [
        "overlay: 1.0.0\nactions: [{target: $.a, description: b, remove: true}]\n",
        '{"overlay": "1.0.0", "actions": [{"target": "$.a", "description": "b", "remove": true}]}',
    ],
)
def test_an_overlay_that_is_laid_out_otherwise_is_left_to_people(text: str) -> None:
    action = {"target": "$.info", "description": "for a reason", "update": {"x": 1}}
    with pytest.raises(
        UpdateError, match=r"tiny is laid out so that it cannot be edited by line. By hand, take out: action 1\nadd:"
    ) as error:
        edit(text, drop={1}, add=[action], name="tiny")
    assert "  - target: $.info\n    description: for a reason" in str(error.value)
