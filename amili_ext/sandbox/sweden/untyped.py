"""What the sandbox uses of Eve and mongomock, which have no types. Beyond this module they are what is said here."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


@contextmanager
def outdated_declarations() -> Generator[None]:
    """Eve still declares its types in a way that Cerberus has deprecated, as often as a class of validators is made."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


with outdated_declarations():
    _eve = import_module("eve")

Eve: Any = _eve.Eve
Mongo: Any = import_module("eve.io.mongo").Mongo
PyMongos: Any = import_module("eve.io.mongo.mongo").PyMongos
Validator: Any = import_module("eve.io.mongo").Validator

OperationFailure: type[Exception] = import_module("mongomock").OperationFailure
"""What a filter is answered with that MongoDB does not understand."""

filter_applies: Callable[[Any, Any], bool] = import_module("mongomock.filtering").filter_applies
"""Whether a filter matches a document."""

resolve_sort_key: Callable[[str, Any], Any] = import_module("mongomock.filtering").resolve_sort_key
"""What a document is sorted by: a number, and an object that holds the value as `obj` and compares as MongoDB does."""
