"""The applier of overlays, against what the Overlay specification says of updates and removals."""

from typing import Any

import pytest
from generator import GenerationError
from generator.overlay import apply_overlay


def apply(document: dict[str, Any], *actions: dict[str, Any]) -> dict[str, Any]:
    return apply_overlay(document, {"overlay": "1.0.0", "actions": [{"description": "why", **each} for each in actions]}, "test")


def test_objects_are_merged_lists_are_added_to_and_the_rest_is_replaced() -> None:
    document = {"a": {"b": {"c": 1, "d": [1]}}}
    merged = apply(document, {"target": "$.a", "update": {"b": {"c": 2, "d": [2], "e": 3}}})

    assert merged == {"a": {"b": {"c": 2, "d": [1, 2], "e": 3}}}
    assert document == {"a": {"b": {"c": 1, "d": [1]}}}


def test_an_update_of_a_list_is_an_entry_or_several() -> None:
    merged = apply({"tags": [1]}, {"target": "$.tags", "update": {"name": 2}}, {"target": "$.tags", "update": [3, 4]})

    assert merged == {"tags": [1, {"name": 2}, 3, 4]}


def test_every_match_is_removed_from_lists_and_objects() -> None:
    document = {"p": [{"name": "a"}, {"name": "b"}, {"name": "a"}, {"name": "c", "x": 1}], "q": {"x": 1, "y": 2}}
    merged = apply(document, {"target": "$.p[?@.name == 'a']", "remove": True}, {"target": "$..x", "remove": True})

    assert merged == {"p": [{"name": "b"}, {"name": "c"}], "q": {"y": 2}}


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ({"target": "$.b", "update": {}}, "the target matches nothing"),
        ({"target": "$.a", "update": {}, "description": " "}, "has no description"),
        ({"target": "$.a"}, "needs either an update or"),
        ({"target": "$.a", "update": {}, "remove": True}, "needs either an update or"),
        ({"target": "$.a", "remove": "true"}, "needs either an update or"),
        ({"target": "$.a", "updated": {}}, r"unknown members \['updated'\]"),
        ({"target": "$.a.b", "update": {"c": 1}}, "neither an object nor a list"),
        ({"target": "$.a", "update": [1]}, "neither an object nor a list"),
        ({"target": "$", "remove": True}, "the whole document cannot be removed"),
    ],
)
def test_what_is_refused(action: dict[str, Any], message: str) -> None:
    with pytest.raises(GenerationError, match=message):
        apply({"a": {"b": 1}}, action)


def test_other_versions_are_refused() -> None:
    with pytest.raises(GenerationError, match=r"only Overlay version 1\.0\.0"):
        apply_overlay({}, {"overlay": "1.1.0", "actions": []}, "test")
