"""Which of our own work touches what changed: methods of the clients, modules of the extension, and cassettes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from spec.table.documents import Document, generated_modules, read_operations
from spec.table.tapes import Routes, recorded_requests

from .report import Report
from .revision import EXTENSION, PACKAGE, State
from .rules import Rating

BY_CALL = "call"
"""How callers reach what no method is about."""

_OUTSIDE = frozenset({"cli", "sandbox"})
"""They follow the workflows, and the sandbox reads the document itself."""


@frozen
class Touched:
    """What of ours touches what changed.

    Attributes:
        methods: of the clients, as callers write them, by the operation as `<country>/<api>: <operationId>`.
        modules: of `amili_ext`, by what they import of it.
        cassettes: by operation.
        note: why the methods could not be found.
    """

    methods: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    modules: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    cassettes: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """For machines."""
        parts = {"methods": self.methods, "modules": self.modules, "cassettes": self.cassettes}
        return {name: {key: list(values) for key, values in part.items()} for name, part in parts.items()} | {"note": self.note}


def find_touched(reports: Mapping[str, Report], old: State, new: State, cassettes: Path) -> Touched:
    """What touches what changed by more than words, in `reports` by document."""
    documents = [document for name in reports for document in _documents(name, old, new)]
    wanted = {(name, operation) for name, report in reports.items() for operation in _operations(report)}
    endpoints = {
        operation.module: f"{document.country}/{document.api}: {operation.id}"
        for document in documents
        for operation in document.operations
        if operation.module and (f"{document.country}/{document.api}", operation.id) in wanted
    }
    names = [*endpoints, *(model for name, report in reports.items() for model in _models(name, report, old, new))]
    methods, note = _methods(documents, endpoints)
    modules = {module: found for module, text in _texts(new.root / EXTENSION) if (found := _imported(text, names))}
    return Touched(methods, modules, _recorded(documents, wanted, cassettes), note)


def _operations(report: Report) -> Iterator[str]:
    yield from report.operations
    yield from (str(change.old) for change in report.changes if change.kind == "operation-renamed")


def _documents(name: str, old: State, new: State) -> Iterator[Document]:
    country, api = name.split("/")
    for state in (new, old):
        whole = state.documents.get(name)
        if whole is not None:
            folder = state.root / "generated" / PACKAGE / country / api / "api"
            modules = generated_modules(folder, f"{PACKAGE}.{country}.{api}.api")
            yield Document(country, api, str(whole["info"].get("title")), whole, {}, tuple(read_operations(whole, {}, modules)))


def _methods(documents: Iterable[Document], endpoints: Mapping[str, str]) -> tuple[dict[str, tuple[str, ...]], str]:
    operations = [operation for document in documents for operation in document.operations if operation.module in endpoints]
    if not operations:
        return {}, ""
    try:
        # It imports amili_ext, which may not be possible before that was made to fit what was generated anew.
        from spec.table.extension import find_uses
    except ImportError as error:
        return {}, f"amili_ext cannot be imported ({error}); mend that, and run this again to see which methods are touched"
    found = find_uses(operations)
    return {endpoints[module]: found[module] or (BY_CALL,) for module in sorted(found)}, ""


# ---- the extension


def _models(name: str, report: Report, old: State, new: State) -> Iterator[str]:
    """The classes of the schemas that changed, as `<module>.<class>`."""
    schemas = {
        at.split("/")[3]
        for change in report.changes
        if change.rating > Rating.PATCH
        for at in (*change.old_at, *change.new_at)
        if at.startswith("/components/schemas/")
    }
    plain = {_plain(schema) for schema in schemas}
    country, api = name.split("/")
    for state in (old, new):
        for path in sorted((state.root / "generated" / PACKAGE / country / api / "models").glob("*.py")):
            for node in ast.parse(path.read_text("utf-8")).body if _plain(path.stem) in plain else ():
                if isinstance(node, ast.ClassDef) and _plain(node.name) in plain:
                    yield f"{PACKAGE}.{country}.{api}.models.{node.name}"


def _plain(name: str) -> str:
    """The same for a schema, its class and its module."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _texts(package: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        if parts[1] not in _OUTSIDE:
            yield ".".join(parts).removesuffix(".__init__"), path.read_text("utf-8")


def _imported(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Which of these names a module imports."""
    if PACKAGE not in text:
        return ()
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    # `from ...models.invoice import Invoice` is the same class as `from ...models import Invoice`.
    found |= {f"{path[: path.index('.models.')]}.models.{path.rpartition('.')[2]}" for path in found if ".models." in path}
    return tuple(sorted(found & {*names}))


# ---- cassettes


def _recorded(documents: list[Document], wanted: set[tuple[str, str]], folder: Path) -> dict[str, tuple[str, ...]]:
    if not wanted:
        return {}
    routes = Routes(documents)
    found: dict[str, list[str]] = {}
    for cassette in sorted(folder.rglob("*.yaml")):
        keys = {key for method, address in recorded_requests(cassette) if (key := routes.find(method, address))}
        for country, api, operation in sorted(keys):
            if (f"{country}/{api}", operation) in wanted:
                found.setdefault(f"{country}/{api}: {operation}", []).append(cassette.relative_to(folder).as_posix())
    return {operation: tuple(those) for operation, those in sorted(found.items())}
