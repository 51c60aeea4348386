"""Whether a document, as it was read, holds what was to be changed, and where two versions of it differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amili_client.runtime import read_datetime

from amili_ext.shapes import is_array, is_object


def holds(document: Any, wanted: Any) -> bool:
    """Whether all of what is wanted is there. The document may have more: fields that the server fills in."""
    if is_object(wanted):
        return is_object(document) and all(holds(document.get(name), value) for name, value in wanted.items())
    if is_array(wanted):
        return is_array(document) and len(document) == len(wanted) and all(map(holds, document, wanted))
    if isinstance(wanted, bool) or isinstance(document, bool):
        return document is wanted
    return bool(document == wanted) or _same_moment(document, wanted)


def contested(mine: Mapping[str, Any], theirs: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """The fields that are to be changed and that somebody else has changed too, to something else."""
    return [name for name in wanted if mine.get(name) != theirs.get(name) and not holds(theirs.get(name), wanted[name])]


def _same_moment(document: Any, wanted: Any) -> bool:
    """Whether two texts are one moment, in whatever forms."""
    try:
        return read_datetime(document) == read_datetime(wanted)
    except ValueError:
        return False
