"""A small stand-in for Eve: reads `where`, `sort`, `projection` and pages as Eve does, on mongomock; and can be made to misbehave.

Eve's own code is asked too, through the sandbox. This one exists for what Eve does not do by itself: to ignore a parameter, to cut pages
short, to leave out `_meta`, and to let documents come and go between two pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import mongomock
from attrs import define, field
from bson import ObjectId
from bson.errors import InvalidId

from amili_ext.flow import Reply, Request
from tests.support import json_reply

_RFC_1123 = "%a, %d %b %Y %H:%M:%S GMT"


def mongotize(value: Any) -> Any:
    """What Eve makes of the values in a filter: texts in the form of a date are moments, texts in the form of an id are ids.

    And a null in a list is an id that nobody has.
    """
    if isinstance(value, dict):
        return {name: mongotize(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [ObjectId() if inner is None else mongotize(inner) for inner in value]
    if not isinstance(value, str):
        return value
    try:
        return datetime.strptime(value, _RFC_1123)  # noqa: DTZ007  # MongoDB's are naive
    except ValueError:
        return object_id(value)


def object_id(value: str) -> Any:
    try:
        return ObjectId(value)
    except InvalidId:
        return value


def shown(value: Any) -> Any:
    """A document as Eve sends it."""
    if isinstance(value, dict):
        return {name: shown(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shown(inner) for inner in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).strftime(_RFC_1123)
    return str(value) if isinstance(value, ObjectId) else value


@define
class Eve:
    """Lists of one resource.

    Attributes:
        documents: what is there; `_id` may be any text, also one that is no ObjectId.
        cap: no page is longer, whatever is asked for.
        meta: which members `_meta` has.
        ignores: query parameters that have no effect, and `seek` for a condition on `_id`.
        refuses: the status that answers a condition on `_id`, if it is refused.
        hides: fields that are never sent.
        between: called after each list request.
    """

    cap: int = 100
    meta: tuple[str, ...] = ("total", "max_results", "page")
    ignores: frozenset[str] = frozenset()
    refuses: int | None = None
    hides: tuple[str, ...] = ()
    between: Callable[[], None] | None = None
    documents: Any = field(factory=lambda: mongomock.MongoClient().db.documents)
    asked: list[dict[str, str]] = field(factory=list[dict[str, str]])

    def put(self, documents: Iterable[Mapping[str, Any]]) -> Eve:
        for document in documents:
            self.documents.insert_one({**document, "_id": object_id(document["_id"])})
        return self

    def take(self, wanted: str) -> None:
        self.documents.delete_one({"_id": object_id(wanted)})

    def change(self, wanted: str, **values: Any) -> None:
        self.documents.update_one({"_id": object_id(wanted)}, {"$set": values})

    def matching(self, where: str) -> list[str]:
        """The ids of what that filter finds, in their order."""
        return [str(document["_id"]) for document in self.documents.find(mongotize(json.loads(where))).sort("_id", 1)]

    def __call__(self, request: Request) -> Reply:
        last = unquote(request.url.rpartition("/")[2])
        found = self.documents.find_one({"_id": object_id(last)})
        return json_reply(shown(found)) if found else self._list(dict(request.params))

    def _list(self, asked: dict[str, str]) -> Reply:
        self.asked.append(asked)
        where = json.loads(asked.get("where", "{}"))
        if _seeks(where):
            if self.refuses:
                return json_reply({"_status": "ERR", "_error": {"code": self.refuses, "message": "no"}}, self.refuses)
            if "seek" in self.ignores:
                where = _without_seek(where)
        heeded = {name: value for name, value in asked.items() if name not in self.ignores}
        size = min(int(heeded.get("max_results", 25)), self.cap)
        cursor = self.documents.find(mongotize(where))
        if "sort" in heeded:
            cursor = cursor.sort([(name.removeprefix("-"), -1 if name.startswith("-") else 1) for name in heeded["sort"].split(",")])
        page = int(heeded.get("page", 1))
        projection = json.loads(heeded.get("projection", "{}"))
        items = [self._shown(document, projection) for document in cursor.skip((page - 1) * size).limit(size)]
        meta = {"total": self.documents.count_documents(mongotize(where)), "max_results": size, "page": page}
        answer = {"_items": items, "_meta": {name: meta[name] for name in self.meta}}
        if not self.meta:
            del answer["_meta"]
        reply = json_reply(answer)
        if self.between:
            self.between()
        return reply

    def _shown(self, document: Mapping[str, Any], projection: Mapping[str, int]) -> dict[str, Any]:
        wanted = {name for name, said in projection.items() if said} | {"_id", "_etag"} if any(projection.values()) else set(document)
        return {name: shown(value) for name, value in document.items() if name in wanted - set(self.hides)}


def _seeks(where: Any) -> bool:
    if isinstance(where, list):
        return any(_seeks(inner) for inner in where)
    return isinstance(where, dict) and ("$gt" in str(where.get("_id")) or any(_seeks(inner) for inner in where.values()))


def _without_seek(where: Any) -> Any:
    if isinstance(where, list):
        return [_without_seek(inner) for inner in where]
    if not isinstance(where, dict):
        return where
    return {name: _without_seek(inner) for name, inner in where.items() if name != "_id" or "$gt" not in str(inner)}
