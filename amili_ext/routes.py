"""Pointing an operation at another path than the vendored document says, by configuration instead of by regenerating.

    Client(…, paths={"pauseCase": "/orgs/{organizationId}/collection-cases/{caseId}/pause"})

Some paths are conclusions, since no page shows them. The day that one turns out to be otherwise, whoever knows it need not wait for a new
version of this package. A method may stand before the path ("PUT /orgs/…"). An operation that is pointed elsewhere so is taken for
confirmed: it warns no more.
"""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from amili_ext.errors import ConfigurationError
from amili_ext.shapes import is_mapping
from amili_ext.values import kind_of

_FORM = re.compile(r"(?:(GET|POST|PUT|PATCH|DELETE) +)?(/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}|\{\w+\})*)")
_NAME = re.compile(r"\{(\w+)\}")


@frozen
class Route:
    """Where an operation is: its path, in which `{names}` stand for values, and its method if that is another one too."""

    path: str
    method: str | None = None

    def lead(self, documented: str, url: str) -> str:
        """The address here of what has that address under the documented path."""
        pieces = _NAME.split(documented)
        pattern = "".join(f"(?P<{piece}>[^/]+)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces))
        found = re.fullmatch(pattern, url)
        values = found.groupdict() if found else {}
        return _NAME.sub(lambda name: values[name[1]], self.path)


def read_routes(paths: Mapping[str, str], documents: Sequence[str]) -> dict[str, Route]:
    """The routes that a caller configured, by operation.

    Args:
        paths: by operationId, a path in the API's spelling, with or without a method before it.
        documents: the generated packages whose operations these are, such as `amili_client.<country>.<api>`.

    Raises:
        ConfigurationError: there is no such operation, or the path cannot be right.
    """
    given: Any = paths
    if not is_mapping(given):
        raise ConfigurationError("paths must map names of operations to paths")
    documented = {operation: route for document in documents for operation, route in _documented(document).items()} if given else {}
    return {operation: _read(operation, text, documented) for operation, text in given.items()}


def _read(operation: Any, text: Any, documented: Mapping[str, Route]) -> Route:
    if not isinstance(operation, str) or operation not in documented:
        named = reprlib.repr(operation) if isinstance(operation, str) else f"that is {kind_of(operation)}"
        raise ConfigurationError(f"paths: there is no operation {named}; there are {', '.join(sorted(documented))}")
    path, method = documented[operation].path, documented[operation].method
    form = _FORM.fullmatch(text) if isinstance(text, str) else None
    if form is None:
        raise ConfigurationError(f"paths: {operation} must be a path such as {path}, with or without a method before it")
    if form[1] and (form[1] == "GET") != (method == "GET"):
        # What reads is repeated after a lost answer; what writes must not be taken for that, nor the other way round.
        raise ConfigurationError(f"paths: {operation} is a {method}, which {form[1]} cannot take the place of")
    known, used = _NAME.findall(path), _NAME.findall(form[2])
    if unknown := sorted(set(used) - set(known)):
        raise ConfigurationError(f"paths: {operation} has no value for {{{unknown[0]}}}; it has {', '.join(known) or 'none'}")
    if known and known[-1] not in used:
        # The last one names the thing that the operation is about; an organization before it may be left out.
        raise ConfigurationError(f"paths: {operation} must have {{{known[-1]}}} in it")
    return Route(form[2], form[1])


@cache
def _documented(document: str) -> Mapping[str, Route]:
    content: Any = json.loads(files(document).joinpath("openapi.json").read_bytes())
    return {
        operation["operationId"]: Route(path, method.upper())
        for path, item in content["paths"].items()
        for method, operation in item.items()
        if is_mapping(operation) and "operationId" in operation
    }
