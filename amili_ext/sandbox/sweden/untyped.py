"""What the sandbox uses of Eve, Cerberus and mongomock, which have no types. Beyond this module they are what is said here."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


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
TypeDefinition: Any = import_module("cerberus").TypeDefinition

_OperationFailure: type[Exception] = import_module("mongomock").OperationFailure


class SenselessError(Exception):
    """A filter or an order of which Eve or mongomock can make no sense."""


def makes_sense(function: Callable[P, R]) -> Callable[P, R]:
    """A function of Eve or mongomock that reads a filter or an order, and now raises `SenselessError` if it cannot.

    They check little, and stumble over the rest in whatever way. Nothing of our own is to be called so: a mistake of the sandbox must not
    look like one of its client.
    """

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (_OperationFailure, NotImplementedError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise SenselessError(str(error)) from error

    return called


filter_applies: Callable[[Any, Any], bool] = makes_sense(import_module("mongomock.filtering").filter_applies)
"""Whether a filter matches a document."""

resolve_sort_key: Callable[[str, Any], Any] = makes_sense(import_module("mongomock.filtering").resolve_sort_key)
"""What a document is sorted by: a number, and an object that holds the value as `obj` and compares as MongoDB does."""
