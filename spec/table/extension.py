"""The methods of a client that use an operation.

Many may use it on their way: `invoices.submit_and_wait` also reads batches. To be told of are the closest, which use the fewest operations
beside it: `batches.get`. Among these, one that is called as the operation begins, `delete` for `deleteCreditor`, is the one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import amili_ext.norway
import amili_ext.sweden
from amili_ext.client import BlockingBase
from spec.table.documents import ROOT, Operation
from spec.table.source import Source, read_source

BY_ITSELF = "the client itself"
"""For what no method is about, such as the token."""

_NO_WORKFLOWS = frozenset({"cli", "sandbox"})


def find_uses(operations: Iterable[Operation]) -> dict[str, tuple[str, ...]]:
    """What uses the generated modules: by module, methods as callers write them (`invoices.submit`), or `BY_ITSELF`; nothing otherwise."""
    modules = {operation.module: operation.id for operation in operations if operation.module}
    return uses(Source(read_source(ROOT / "amili_ext", _NO_WORKFLOWS), frozenset(modules)), _resources(), modules)


def uses(source: Source, resources: Mapping[str, list[str]], modules: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """As `find_uses`.

    Args:
        resources: the classes, with their modules, of each resource, by its name.
        modules: the operationId of each generated module.
    """
    reached: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for resource, homes in resources.items():
        for home in homes:
            for name, member in source.members(*home.rsplit(".", 1)).items():
                found = source.reached(member)
                for module in found:
                    reached[module][f"{resource}.{name}"] = len(found)
    anywhere = source.imported()
    return {
        module: _closest(reached[module], operation) if module in reached else (BY_ITSELF,) if module in anywhere else ()
        for module, operation in modules.items()
    }


def _closest(counts: Mapping[str, int], operation: str) -> tuple[str, ...]:
    methods = [method for method, count in counts.items() if count == min(counts.values())]
    verb = re.match(r"[a-z]*", operation)
    called = [method for method in methods if verb and method.endswith(f".{verb[0]}")]
    return tuple(called or methods)


def _resources() -> dict[str, list[str]]:
    """The classes of the resources of all blocking clients; the async ones have the same methods, which a test sees to."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for country in (amili_ext.norway, amili_ext.sweden):
        for name in country.__all__:
            client = getattr(country, name)
            if isinstance(client, type) and issubclass(client, BlockingBase):
                for resource, home in client._RESOURCES.items():  # pyright: ignore[reportPrivateUsage]  # clients show their resources on use
                    found[resource].append(home)
    return dict(found)
