"""A MongoDB collection in memory, as far as Eve uses one.

What matches a filter and what comes first in a sorted list is decided by mongomock, which knows MongoDB's rules. Its own collections copy
every document that matches before they cut out a page, which takes seconds with some thousand cases; so documents are kept here, looked up
by their id where the filter names one, and only what is answered is copied.

Times are naive and in UTC, as MongoDB's are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, TypeAlias

from attrs import frozen
from bson import ObjectId

from amili_ext.sandbox.sweden.untyped import filter_applies, resolve_sort_key
from amili_ext.shapes import is_array, is_object

Document: TypeAlias = dict[str, Any]
Filter: TypeAlias = Mapping[str, Any]

_PLAIN = (str, datetime, ObjectId)


@frozen
class Inserted:
    """What pymongo answers to an insertion."""

    inserted_ids: list[ObjectId]


@frozen
class Updated:
    """What pymongo answers to an update."""

    modified_count: int
    acknowledged: bool = True


class Collection:
    """The methods have pymongo's names and arguments; what is not there, Eve does not call. No lock: `SwedenService` has one."""

    def __init__(self) -> None:
        self._documents: dict[ObjectId, Document] = {}
        self._last: tuple[Filter, int] | None = None

    def find(
        self,
        filter: Filter | None = None,  # noqa: A002  # pymongo's name
        projection: Mapping[str, Any] | None = None,
        sort: Sequence[tuple[str, int]] | None = None,
        skip: int = 0,
        limit: int = 0,
    ) -> list[Document]:
        """Copies of what matches; in the order of insertion unless sorted."""
        found = self._matching(filter or {})
        self._last = deepcopy(filter or {}), len(found)
        for name, direction in reversed(sort or ()):
            found = _sorted(found, name, descending=direction < 0)
        return [project(document, projection or {}) for document in found[skip : skip + limit if limit else None]]

    def find_one(self, filter: Filter, projection: Mapping[str, Any] | None = None) -> Document | None:  # noqa: A002
        """A copy of the first that matches."""
        found = self._matching(filter)
        return project(found[0], projection or {}) if found else None

    def count_documents(self, filter: Filter) -> int:  # noqa: A002
        """How many match."""
        # Eve asks for a page, then for the number of all that match: the same filter twice.
        if self._last is not None and self._last[0] == filter:
            return self._last[1]
        return len(self._matching(filter))

    def insert_many(self, documents: Iterable[Document], *, ordered: bool = True) -> Inserted:  # noqa: ARG002  # Eve always says so
        """Store copies of documents that have an `_id`."""
        copies = [deepcopy(document) for document in documents]
        self._documents |= {document["_id"]: document for document in copies}
        self._last = None
        return Inserted([document["_id"] for document in copies])

    def update_one(self, filter: Filter, update: Mapping[str, Document]) -> Updated:  # noqa: A002
        """Set fields of the first that matches; `$set` is the only operation."""
        found = self._matching(filter)[:1]
        for document in found:
            document.update(deepcopy(update["$set"]))
        self._last = None
        return Updated(len(found))

    def delete_many(self, filter: Filter) -> None:  # noqa: A002
        """Remove what matches."""
        for document in self._matching(filter):
            del self._documents[document["_id"]]
        self._last = None

    def _matching(self, wanted: Filter) -> list[Document]:
        # A filter that cannot be is refused also when there is nothing to apply it to.
        filter_applies(wanted, {})
        key = wanted.get("_id")
        if isinstance(key, ObjectId):
            candidates = [self._documents[key]] if key in self._documents else []
        else:
            candidates = list(self._documents.values())
        for name, value in wanted.items():
            if isinstance(value, _PLAIN) and "." not in name:
                # Only to have less to look at closely; a value matches a list that it is in, too.
                candidates = [one for one in candidates if (found := one.get(name)) == value or isinstance(found, list)]
        return [document for document in candidates if filter_applies(wanted, document)] if wanted else candidates


def _sorted(documents: list[Document], name: str, *, descending: bool) -> list[Document]:
    keys = [resolve_sort_key(name, document) for document in documents]
    # mongomock compares any two values as MongoDB does, slowly; values of one plain type can be compared as they are.
    values = [key[1].obj for key in keys]
    if len(set(map(type, values))) == 1 and isinstance(values[0], _PLAIN):
        keys = values
    order = sorted(range(len(documents)), key=keys.__getitem__, reverse=descending)
    return [documents[at] for at in order]


def project(document: Document, projection: Mapping[str, Any]) -> Document:
    """A copy with only the fields that the projection includes, or without those that it excludes. Paths may be dotted."""
    if not projection:
        return deepcopy(document)
    including = any(projection.values())
    tree: dict[str, Any] = {}
    for path, wanted in projection.items():
        if bool(wanted) == including:
            *parents, last = path.split(".")
            branch: dict[str, Any] | None = tree
            for parent in parents:
                branch = branch.setdefault(parent, {}) if branch is not None else None
            if branch is not None:
                branch[last] = None
    kept: Document = _include(document, tree) if including else _exclude(document, tree)
    return kept


def _include(value: Any, tree: Mapping[str, Any]) -> Any:
    if is_array(value):
        return [_include(one, tree) for one in value if is_array(one) or is_object(one)]
    kept: Document = {}
    for name, one in value.items():
        if name in tree:
            branch = tree[name]
            if branch is None:
                kept[name] = deepcopy(one)
            elif is_array(one) or is_object(one):
                kept[name] = _include(one, branch)
    return kept


def _exclude(value: Any, tree: Mapping[str, Any]) -> Any:
    if is_array(value):
        return [_exclude(one, tree) for one in value]
    if not is_object(value):
        return value
    return {
        name: _exclude(one, tree[name]) if tree.get(name) else deepcopy(one)
        for name, one in value.items()
        if not (name in tree and tree[name] is None)
    }
