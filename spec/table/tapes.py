"""How many cassettes hold a request for an operation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from attrs import frozen

from spec.table.documents import ROOT, Document, read_yaml


@frozen
class _Route:
    host: str
    method: str
    pattern: re.Pattern[str]
    names: int
    key: tuple[str, str, str]


class Routes:
    """Finds the operation that a request is for, by the servers and the paths of the documents."""

    def __init__(self, documents: Iterable[Document]) -> None:
        routes = [route for document in documents for route in _routes(document)]
        # `/customers/batches` before `/customers/{customerno}`.
        self._routes = sorted(routes, key=lambda route: route.names)

    def find(self, method: str, address: str) -> tuple[str, str, str] | None:
        """The country, the API and the operationId; None if the request is for none."""
        parts = urlsplit(address)
        for route in self._routes:
            if route.method == method and route.host in ("", parts.netloc) and route.pattern.fullmatch(parts.path):
                return route.key
        return None


def _routes(document: Document) -> Iterator[_Route]:
    for server in document.whole["servers"]:
        base = urlsplit(str(server["url"]))
        for operation in document.operations:
            pieces = re.split(r"\{[^}]*\}", base.path.rstrip("/") + operation.path)
            pattern = re.compile("[^/]+".join(map(re.escape, pieces)))
            yield _Route(base.netloc, operation.method, pattern, len(pieces), (document.country, document.api, operation.id))


def recorded_requests(cassette: Path) -> Iterator[tuple[str, str]]:
    """The method and the address of each request on a cassette."""
    for exchange in read_yaml(cassette)["interactions"]:
        yield exchange["request"]["method"], exchange["request"]["uri"]


def count_tapes(documents: Iterable[Document], folder: Path = ROOT / "cassettes") -> Counter[tuple[str, str, str]]:
    """In how many cassettes each operation is, by country, API and operationId."""
    routes = Routes(documents)
    counts: Counter[tuple[str, str, str]] = Counter()
    for cassette in folder.rglob("*.yaml"):
        counts.update({key for method, address in recorded_requests(cassette) if (key := routes.find(method, address))})
    return counts
