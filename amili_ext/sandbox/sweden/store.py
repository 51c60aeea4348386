"""What the Swedish part remembers: documents by resource, in memory only. Everything is gone when the sandbox is closed.

Every document gets `_id`, `_created`, `_updated` and `_etag` here, from the sandbox's own clock and ids, so that the same requests give the
same bytes. Documents that the sandbox makes itself come through `add` and `save`; those that Eve makes are only stamped.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from bson import ObjectId

from amili_ext.sandbox.sweden.collection import Collection, Document


class Store:
    """All collections of one sandbox, by the name of the resource (see `schema.Resource.name`)."""

    def __init__(self, clock: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._clock = clock
        self._new_id = new_id
        self.collections: defaultdict[str, Collection] = defaultdict(Collection)

    def now(self) -> datetime:
        """The sandbox's time as MongoDB keeps it: naive, in UTC, here in whole seconds."""
        return self._clock().astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def new_id(self) -> ObjectId:
        """An id that was not given out before."""
        return ObjectId(self._new_id().hex[8:])

    def new_number(self, digits: int) -> int:
        """A number of so many digits at most, as good as never given out before."""
        return int(self._new_id().int % 10**digits)

    def stamp(self, document: Document) -> Document:
        """Give a document that is about to be stored its id and dates."""
        document["_id"] = self.new_id()
        document["_created"] = document["_updated"] = self.now()
        return document

    def add(self, resource: str, document: Document, *, number: ObjectId | None = None) -> Document:
        """Store a document, under this id or a new one; gives the document back as it is stored."""
        stored = self.stamp(dict(document))
        if number is not None:
            stored["_id"] = number
        stored["_etag"] = _etag(stored)
        self.collections[resource].insert_many([stored])
        return stored

    def change(self, resource: str, key: ObjectId, changes: Mapping[str, Any]) -> Document:
        """Change fields of a document that exists; gives the whole document."""
        document = {**self.get(resource, key), **changes, "_updated": self.now()}
        document["_etag"] = _etag(document)
        self.collections[resource].update_one({"_id": key}, {"$set": document})
        return document

    def get(self, resource: str, key: ObjectId) -> Document:
        """The document with this id, which must exist."""
        document = self.collections[resource].find_one({"_id": key})
        if document is None:
            raise LookupError(f"{resource} has no {key}")
        return document

    def find(self, resource: str, **wanted: Any) -> list[Document]:
        """The documents with these values; `__` in a name stands for the dot of a path."""
        return self.collections[resource].find({name.replace("__", "."): value for name, value in wanted.items()})


def _etag(document: Document) -> str:
    content = {name: value for name, value in document.items() if name != "_etag"}
    return hashlib.sha1(json.dumps(content, sort_keys=True, default=str).encode(), usedforsecurity=False).hexdigest()
