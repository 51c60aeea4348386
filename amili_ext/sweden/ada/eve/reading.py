"""Reading one document by its id.

Page: https://docs-sandbox.amili.se/reference/common/query, "projection" (which also works for a single document)
"""

from __future__ import annotations

import re
from typing import TypeVar

from amili_client.runtime import UNSET, Unset

from amili_ext.endpoint import Api, Endpoint, call
from amili_ext.errors import InputError, Problem
from amili_ext.flow import Flow
from amili_ext.sweden.ada.eve.query import Projection, read_projection
from amili_ext.values import kind_of

T = TypeVar("T")

# Most ids are 24 hexadecimal digits, but the pages also show `cust_123456789`. What could lead to another address is none.
_ID = re.compile(r"(?a)[\w~-][\w.~-]{0,127}")


def get(api: Api, endpoint: Endpoint[..., T], document_id: str, *, name: str = "id", projection: Projection | None = None) -> Flow[T]:
    """One document as it is now.

    Args:
        endpoint: the generated module that reads one.
        document_id: its id.
        name: what the caller calls the id, for messages.
        projection: which fields; see `query`.

    Raises:
        InputError: that cannot be an id, or the projection is none.
        NotFoundError: there is no such document.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """
    wanted = required_id(name, document_id)
    return (yield from call(api, endpoint, wanted, projection=read_projection(projection) or UNSET))


def required_id(name: str, value: str | Unset) -> str:
    """An id that a caller passed.

    Raises:
        InputError: it is none: empty, no text, or with characters that no id has, such as a slash.
    """
    if not isinstance(value, str):
        raise InputError([Problem(None, name, f"must be an id as a text, not {kind_of(value)}")])
    exact = str.__str__(value)
    if not _ID.fullmatch(exact):
        raise InputError([Problem(None, name, "is no id" if exact else "is empty")])
    return exact
