"""Whatever changes between two documents is told, and told the same way round from both sides.

The documents are the real ones, changed in random places. What differs between them is found here a second time, by a plain walk through
both that knows nothing of OpenAPI, and each difference must be spoken of by some change of the report.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from spec.diffing import ABSENT, Change, Report, compare
from spec.table.documents import ROOT

DOCUMENTS = {
    f"{path.parts[-3]}/{path.parts[-2]}": json.loads(path.read_bytes())
    for path in sorted((ROOT / "generated" / "amili_client").glob("*/*/openapi.json"))
}
TINY = "norway/identiverse"

Keys = tuple[str | int, ...]
Place = tuple[str, str]
"""`old` or `new`, and a JSON Pointer."""


# ---- changing documents


def walk(node: Any, keys: Keys = ()) -> Iterator[Keys]:
    if keys:
        yield keys
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from walk(value, (*keys, key))


PLACES = {name: [keys for keys in walk(document) if len(keys) > 1] for name, document in DOCUMENTS.items()}


def change(document: dict[str, Any], keys: Keys, how: str) -> bool:
    """Change a document in one place; False if that place is not there, or cannot be changed like this."""
    parent: Any = document
    try:
        for key in keys[:-1]:
            parent = parent[key]
        value = parent[keys[-1]]
    except (KeyError, IndexError):
        return False
    last = keys[-1]
    if last in ("name", "in", "url") and how in ("remove", "rename") and keys[-2] != "properties":
        return False  # no parameter, tag or server is without
    if how == "remove":
        del parent[last]
    elif how == "rename" and isinstance(parent, dict):
        parent[f"{last}X"] = parent.pop(last)
    elif how == "turn" and isinstance(parent, dict):  # only the order of its members
        parent[last] = parent.pop(last)
    elif how == "alter" and isinstance(value, bool):
        parent[last] = not value
    elif how == "alter" and isinstance(value, str):
        parent[last] = f"{value}X"
    elif how == "alter" and isinstance(value, int | float):
        parent[last] = value + 1
    elif how == "double" and isinstance(parent, list) and isinstance(value, str):
        parent.append(f"{value}X")
    else:
        return False
    return True


Edits = tuple[str, list[tuple[Keys, str]]]
HOWS = st.sampled_from(["remove", "rename", "turn", "alter", "double"])


def edits_of(name: str) -> st.SearchStrategy[Edits]:
    return st.tuples(st.just(name), st.lists(st.tuples(st.sampled_from(PLACES[name]), HOWS), min_size=1, max_size=4))


EDITS = st.sampled_from(sorted(DOCUMENTS)).flatmap(edits_of)


def edited(edits: Edits) -> tuple[dict[str, Any], dict[str, Any]]:
    name, changes = edits
    new = deepcopy(DOCUMENTS[name])
    made = [change(new, *each) for each in changes]
    assume(any(made))
    return DOCUMENTS[name], new


# ---- finding differences without knowing what they mean


def pointer(keys: Keys) -> str:
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def differences(old: Any, new: Any, old_at: str, new_at: str, moved: dict[str, str]) -> Iterator[Place]:
    """The places that differ; `moved` are places of the old document that the report says are elsewhere in the new one."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(each for each in new if each not in old)]:
            here, there = old_at + pointer((key,)), new_at + pointer((key,))
            if here in moved or there in moved.values():
                continue
            if key not in new:
                yield "old", here
            elif key not in old:
                yield "new", there
            else:
                yield from differences(old[key], new[key], here, there, moved)
    elif isinstance(old, list) and isinstance(new, list):
        pairs, gone, more = paired(old, new)
        for number, other in pairs:
            yield from differences(old[number], new[other], f"{old_at}/{number}", f"{new_at}/{other}", moved)
        yield from (("old", f"{old_at}/{number}") for number in gone)
        yield from (("new", f"{new_at}/{number}") for number in more)
    elif old != new:
        yield from (("old", old_at), ("new", new_at))


def paired(old: list[Any], new: list[Any]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Members of two lists that are the same or that have most in common, and the numbers of those that are left."""
    likeness = [(in_common(one, other), -abs(at - to), at, to) for at, one in enumerate(old) for to, other in enumerate(new)]
    pairs: list[tuple[int, int]] = []
    for common, _, at, to in sorted(likeness, reverse=True):
        if common and all(at != one and to != other for one, other in pairs):
            pairs.append((at, to))
    taken, met = {at for at, _ in pairs}, {to for _, to in pairs}
    return pairs, [at for at in range(len(old)) if at not in taken], [to for to in range(len(new)) if to not in met]


def in_common(one: Any, other: Any) -> int:
    if one == other:
        return 1000
    if isinstance(one, dict) and isinstance(other, dict):
        return sum(other.get(key, ABSENT) == value for key, value in one.items())
    return 0


def look_up(document: Any, at: str) -> Any:
    for part in at.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        document = document[int(key) if isinstance(document, list) else key]
    return document


ELSEWHERE = {"operation-moved", "path-parameter-renamed", "schema-renamed", "media-type-changed"}
"""Of these the report says only that the place is another: what is in it must be told by itself."""


def untold(old: Any, new: Any, report: Report) -> list[Place]:
    """The differences that a report says nothing of."""
    moved = {
        each.old_at[0]: each.new_at[0] for each in report.changes if each.kind in ELSEWHERE and each.old_at and each.old_at != each.new_at
    }
    found = list(differences(old, new, "", "", moved))
    for here, there in moved.items():
        found += differences(look_up(old, here), look_up(new, there), here, there, moved)
    # A path that is another has moved with its operations, of which the report tells.
    paths = {at.rpartition("/")[0] for ends in moved.items() for at in ends if at.startswith("/paths/")}
    return [place for place in found if place[1] not in paths and not any(tells(each, *place) for each in report.changes)]


def tells(told: Change, side: str, at: str) -> bool:
    places = told.old_at if side == "old" else told.new_at
    if told.kind in ELSEWHERE:
        return at in places or (told.kind == "path-parameter-renamed" and at.endswith("/name"))
    # The list of required fields, and that of values, is told of by its members.
    return any(at == each or at.startswith(f"{each}/") or each.startswith(f"{at}/") for each in places)


# ---- the promises


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_does_not_differ_from_itself(name: str) -> None:
    assert compare(DOCUMENTS[name], deepcopy(DOCUMENTS[name])).changes == ()


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_nothing_that_changed_goes_unmentioned(edits: Edits) -> None:
    old, new = edited(edits)
    report = compare(old, new)
    assert untold(old, new, report) == []
    assert bool(report) or old == new
    for told in report.changes:
        assert told.sentence  # each says something, whatever it is about
        assert told.rating


def key(told: Change, *, mirrored: bool) -> tuple[Any, ...]:
    ends = [(repr(told.old), told.old_at), (repr(told.new), told.new_at)]
    return (told.rule.mirror if mirrored else told.kind, *(reversed(ends) if mirrored else ends), told.use)


@settings(max_examples=40, deadline=None)
@given(EDITS)
def test_the_other_way_round_it_is_the_mirror(edits: Edits) -> None:
    old, new = edited(edits)
    there, back = compare(old, new), compare(new, old)
    assert Counter(key(each, mirrored=True) for each in there.changes) == Counter(key(each, mirrored=False) for each in back.changes)


@given(st.sampled_from(PLACES[TINY]), st.sampled_from(["remove", "rename", "alter", "double"]))
@example(("info", "description"), "remove")
def test_every_single_change_is_told(keys: Keys, how: str) -> None:
    new = deepcopy(DOCUMENTS[TINY])
    assume(change(new, keys, how))
    assert compare(DOCUMENTS[TINY], new)


def test_a_report_is_json() -> None:
    old, new = DOCUMENTS["sweden/ada"], deepcopy(DOCUMENTS["sweden/ada"])
    del new["components"]["schemas"]["Case"]
    told = json.loads(json.dumps(compare(old, new).to_dict()))
    assert {"kind", "place", "rating", "wire", "python", "reason", "use", "operations", "old_at", "new_at"} <= told["changes"][0].keys()
    assert "new" not in told["changes"][0]
    assert compare(old, new).changes[0].new is ABSENT
