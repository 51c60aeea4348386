"""The documents, each in two states: as the pages say (`<api>.yaml`), and with our conclusions (`openapi.json` beside the generated code).

That the second follows from the first and its overlay is what `nox -s generate_check` proves; so nothing is merged here.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from attrs import field, frozen

ROOT = Path(__file__).parents[2]
PACKAGE = "amili_client"
OVERLAY_SUFFIX = ".overlay.yaml"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Node: TypeAlias = Mapping[str, Any]


class NotGeneratedError(Exception):
    """There is a document without code, or not even that."""


@frozen
class Operation:
    """One operation of a document.

    Attributes:
        id: its operationId.
        method: in capitals.
        path: as the document spells it.
        content: what the document says of it, with our conclusions.
        printed: what it says without them; None where we concluded the whole operation.
        module: what was generated for it, such as `amili_client.norway.collection.api.invoice.create_invoices`; None if nothing was.
    """

    id: str
    method: str
    path: str
    content: Node = field(repr=False)
    printed: Node | None = field(repr=False)
    module: str | None


@frozen
class Document:
    """One API.

    Attributes:
        country, api: as its file is named.
        title: its own.
        whole: the document with our conclusions.
        printed: without them.
        operations: in the document's order.
    """

    country: str
    api: str
    title: str
    whole: Node = field(repr=False)
    printed: Node = field(repr=False)
    operations: tuple[Operation, ...] = field(repr=False)


def read_documents(root: Path = ROOT) -> list[Document]:
    """All of them, in the order of their files.

    Raises:
        NotGeneratedError: one of them is newer than what was generated.
    """
    paths = sorted(path for path in (root / "spec").glob("*/*.yaml") if not path.name.endswith(OVERLAY_SUFFIX))
    return [_read(root, path) for path in paths]


def _read(root: Path, path: Path) -> Document:
    country, api = path.parent.name, path.stem
    generated = root / "generated" / PACKAGE / country / api
    if not (generated / "openapi.json").exists():
        raise NotGeneratedError(f"nothing was generated for {country}/{api} yet: run `nox -s generate`")
    printed: Node = read_yaml(path)
    whole: Node = json.loads((generated / "openapi.json").read_bytes())
    modules = generated_modules(generated / "api", f"{PACKAGE}.{country}.{api}.api")
    return Document(country, api, whole["info"]["title"], whole, printed, tuple(read_operations(whole, printed, modules)))


def read_operations(whole: Node, printed: Node, modules: Mapping[str, str]) -> Iterator[Operation]:
    """The operations of a document; `modules` are those that were generated, by operationId."""
    for path, item in whole["paths"].items():
        for method in (one for one in METHODS if one in item):
            name = item[method]["operationId"]
            said = printed.get("paths", {}).get(path, {}).get(method)
            yield Operation(name, method.upper(), path, item[method], said, modules.get(name))


def generated_modules(folder: Path, package: str) -> dict[str, str]:
    """The modules of the endpoints below a folder, by the operation that each says it is for."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*/*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and ast.unparse(node.targets[0]) == "OPERATION":
                found[str(node.value.value)] = f"{package}.{path.parent.name}.{path.stem}"
    return found


def read_yaml(path: Path) -> Any:
    """A file in which every value stays the text that it is; here it counts which members there are."""
    # That of libyaml is not everywhere, and ten times as fast.
    loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(path.read_bytes(), loader)  # noqa: S506  # it makes nothing but texts, lists and dicts


def follow(document: Node, node: Node) -> Node:
    """What a `$ref` within the document stands for; anything else is itself."""
    while "$ref" in node:
        target: Any = document
        for part in str(node["$ref"]).removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node
