"""The collections answer as mongomock's own do, which are held to MongoDB's rules; they only take less time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import mongomock
import pytest
from bson import ObjectId
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.sandbox.sweden.collection import Collection, project

_IDS = [ObjectId(f"{number:024x}") for number in range(4)]
_DATES = [datetime(2025, 1, day) for day in (1, 2, 3)]  # noqa: DTZ001  # as MongoDB has them
_PLAIN = st.sampled_from(["", "a", "b", *_IDS, *_DATES, 0, 1, 1.5, True, None])
_NAMES = st.sampled_from(["a", "b", "c"])
_OBJECTS = st.dictionaries(_NAMES, _PLAIN, max_size=3)
_VALUES = st.one_of(_PLAIN, _OBJECTS, st.lists(st.one_of(_PLAIN, _OBJECTS), max_size=3))
_DOCUMENTS = st.lists(st.dictionaries(_NAMES, _VALUES, max_size=3), max_size=6)
# mongomock has it wrong when a path leads into what is no object; see the test that says what is right.
_NESTED = st.lists(st.dictionaries(_NAMES, st.one_of(_OBJECTS, st.lists(_OBJECTS, max_size=3))), max_size=6)
_PATHS = st.sampled_from(["a", "b", "c", "a.b", "b.c", "c.a", "_id"])
_CONDITIONS = st.one_of(
    _PLAIN,
    st.builds(lambda values: {"$in": values}, st.lists(_PLAIN, max_size=3)),
    st.builds(lambda value: {"$ne": value}, _PLAIN),
    st.builds(lambda value: {"$exists": value}, st.booleans()),
    st.builds(
        lambda operator, value: {operator: value}, st.sampled_from(["$gt", "$gte", "$lt", "$lte"]), st.sampled_from([*_DATES, "a", 1])
    ),
)
_FILTERS = st.recursive(
    st.dictionaries(_PATHS, _CONDITIONS, max_size=3),
    lambda inner: st.builds(
        lambda operator, parts: {operator: parts}, st.sampled_from(["$or", "$and"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=4,
)
_SORTS = st.one_of(st.none(), st.lists(st.tuples(_PATHS, st.sampled_from([1, -1])), min_size=1, max_size=2))


def _both(documents: list[dict[str, Any]]) -> tuple[Collection, Any]:
    whole = [{"_id": ObjectId(f"{number:024x}"), **document} for number, document in enumerate(documents)]
    ours, theirs = Collection(), mongomock.MongoClient()["db"]["collection"]
    ours.insert_many(whole)
    if whole:
        theirs.insert_many(whole)
    return ours, theirs


def _outcome(find: Any) -> Any:
    try:
        return [list(document.items()) for document in find()]
    except Exception as error:  # noqa: BLE001  # the kind of error is what is compared
        return type(error)


@given(_DOCUMENTS, _FILTERS, _SORTS, st.integers(0, 3), st.integers(0, 3))
def test_find_and_count_as_mongomock(documents: Any, wanted: Any, sort: Any, skip: int, limit: int) -> None:
    ours, theirs = _both(documents)
    expected = _outcome(lambda: theirs.find(wanted, sort=sort, skip=skip, limit=limit))
    found = _outcome(lambda: ours.find(wanted, sort=sort, skip=skip, limit=limit))
    if isinstance(expected, type) or isinstance(found, type):
        # A filter that mongomock refuses only when it meets a certain document may be refused at once here.
        assert isinstance(found, type)
        return
    assert found == expected
    assert ours.count_documents(wanted) == theirs.count_documents(wanted)


@given(_NESTED, st.dictionaries(_PATHS.filter(lambda path: path != "_id"), st.just(1), min_size=1), st.sampled_from([0, 1]))
def test_projection_as_mongomock(documents: Any, paths: Any, kind: int) -> None:
    projection = dict.fromkeys(paths, kind)
    if any(f"{path}." in other for path in paths for other in paths):
        return  # MongoDB refuses a path within another one
    ours, theirs = _both(documents)
    whole = {**projection, "_id": 1} if kind else projection
    assert ours.find({}, dict(whole)) == list(theirs.find({}, dict(whole)))  # copies, since mongomock changes it


def test_a_path_within_another_one_is_the_wider_one() -> None:
    document = {"_id": 1, "a": {"b": 1, "c": 2}}
    assert project(document, {"a": 1, "a.b": 1}) == project(document, {"a.b": 1, "a": 1}) == {"a": {"b": 1, "c": 2}}
    assert project(document, {"a": 0, "a.b": 0}) == project(document, {"a.b": 0, "a": 0}) == {"_id": 1}


def test_a_path_that_leads_into_what_is_no_object() -> None:
    document = {"_id": 1, "a": "text", "b": ["text", {"c": 1, "d": 2}]}
    assert project(document, {"_id": 1, "a.b": 1, "b.c": 1}) == {"_id": 1, "b": [{"c": 1}]}
    assert project(document, {"a.b": 0, "b.c": 0}) == {"_id": 1, "a": "text", "b": ["text", {"d": 2}]}


def test_what_is_kept_and_what_is_answered_are_copies() -> None:
    collection = Collection()
    document = {"_id": _IDS[0], "a": [{"b": 1}]}
    collection.insert_many([document])
    document["a"][0]["b"] = 2
    collection.find({})[0]["a"][0]["b"] = 3
    changes = {"c": {"d": 4}}
    collection.update_one({"_id": _IDS[0]}, {"$set": changes})
    changes["c"]["d"] = 5
    assert collection.find_one({"_id": _IDS[0]}) == {"_id": _IDS[0], "a": [{"b": 1}], "c": {"d": 4}}


def test_a_count_after_a_change_is_a_new_count() -> None:
    collection = Collection()
    collection.insert_many([{"_id": one, "a": 1} for one in _IDS])
    assert (len(collection.find({"a": 1}, limit=2)), collection.count_documents({"a": 1})) == (2, 4)
    collection.update_one({"_id": _IDS[0]}, {"$set": {"a": 2}})
    assert collection.count_documents({"a": 1}) == 3
    collection.find({"a": 1})
    collection.delete_many({"_id": _IDS[1]})
    assert collection.count_documents({"a": 1}) == 2
    assert collection.find_one({"_id": _IDS[1]}) is None


def test_a_value_matches_a_list_that_it_is_in() -> None:
    collection = Collection()
    collection.insert_many([{"_id": _IDS[0], "a": ["x", "y"]}, {"_id": _IDS[1], "a": "x"}, {"_id": _IDS[2], "a": ["z"]}])
    assert [document["_id"] for document in collection.find({"a": "x"})] == _IDS[:2]


def test_an_update_tells_whether_it_found_anything() -> None:
    collection = Collection()
    assert collection.update_one({"_id": _IDS[0]}, {"$set": {}}).modified_count == 0
    with pytest.raises(KeyError):
        collection.insert_many([{"a": 1}])
