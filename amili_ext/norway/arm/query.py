"""Query parameters that the vendored document does not list.

Lists of ARMrest can be filtered, but no page shows the names of the filters. Who knows them can send them; they are added to the request
that the generated module builds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, ParamSpec, TypeVar

from amili_ext.endpoint import Endpoint

P = ParamSpec("P")
R = TypeVar("R")


class _WithQuery(Generic[P, R]):
    """An endpoint whose requests carry more query parameters; everything else is that of the generated module."""

    def __init__(self, endpoint: Endpoint[P, R], query: Mapping[str, str]) -> None:
        self._endpoint = endpoint
        self._query = dict(query)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._endpoint, name)

    @property
    def build_request(self) -> Callable[P, dict[str, Any]]:
        def build(*args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
            parts = self._endpoint.build_request(*args, **kwargs)
            return {**parts, "params": {**self._query, **parts.get("params", {})}}

        return build

    @property
    def parse_content(self) -> Callable[[int, bytes], R | None]:
        return self._endpoint.parse_content


def with_query(endpoint: Endpoint[P, R], query: Mapping[str, str]) -> Endpoint[P, R]:
    """The endpoint, with these query parameters beside its own, which win."""
    return _WithQuery(endpoint, query) if query else endpoint
