"""Reads generated modules as source, for `coverage`: nothing is imported, so nothing can hide behind an import."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What httpx calls a body of that type; any other is its `content`.
_BODIES = {"application/x-www-form-urlencoded": "data", "multipart/form-data": "files"}
_CONTAINERS = {"query": "params", "header": "headers", "cookie": "cookies"}


@dataclass(frozen=True)
class Endpoint:
    """What one endpoint module does, as its text says."""

    module: str
    method: str
    path: str
    path_parameters: int
    stored: frozenset[tuple[str, str]]  # ("params", "PageToken")
    body: str
    result: str
    statuses: frozenset[int]
    constants: dict[str, str]  # OPERATION, PATH, UNVERIFIED

    def serves(self, method: str, path: str) -> bool:
        # The names in braces were made Python names; that each is filled in is `uses`.
        return self.method == method and _without_names(self.path) == _without_names(path)

    def uses(self, place: str, name: str) -> bool:
        if place == "path":
            return self.path.count("{") == self.path_parameters
        return (_CONTAINERS[place], name) in self.stored

    def sends(self, media_type: str) -> bool:
        return ("_kwargs", _BODIES.get(media_type, "content")) in self.stored

    def parses(self, status: str) -> bool:
        return int(status.replace("X", "0")) in self.statuses


@dataclass(frozen=True)
class ModelClass:
    """A model's wire names, or an enum's values."""

    wire_names: frozenset[str]
    values: frozenset[str]


def _without_names(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def read_endpoints(folder: Path) -> list[Endpoint]:
    """Every endpoint module below `folder`."""
    return [_read_endpoint(path) for path in sorted(folder.rglob("*.py")) if path.name != "__init__.py"]


def _read_endpoint(path: Path) -> Endpoint:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    build, parse = functions["build_request"], functions["parse_content"]
    url = ""
    filled = 0
    method = ""
    stored: set[tuple[str, str]] = set()
    for node in ast.walk(build):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "method":
                    method = str(ast.literal_eval(value))
                elif isinstance(key, ast.Constant) and key.value == "url":
                    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
                        filled = len(value.keywords)
                        value = value.func.value
                    url = str(ast.literal_eval(value))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            target = node.targets[0]
            if isinstance(target.value, ast.Name) and isinstance(target.slice, ast.Constant):
                stored.add((target.value.id, str(target.slice.value)))
    arguments = {argument.arg: argument for argument in (*build.args.args, *build.args.kwonlyargs)}
    body = arguments["body"].annotation if "body" in arguments else None
    return Endpoint(
        module="/".join(path.parts[-2:]),
        method=method,
        path=url,
        path_parameters=filled,
        stored=frozenset(stored),
        body=ast.unparse(body) if body is not None else "None",
        result=ast.unparse(parse.returns) if parse.returns is not None else "None",
        statuses=frozenset(node.value for node in ast.walk(parse) if isinstance(node, ast.Constant) and isinstance(node.value, int)),
        constants=dict(_read_constants(tree)),
    )


def _read_constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            yield ast.unparse(node.targets[0]), str(node.value.value)


def read_classes(folder: Path) -> dict[str, ModelClass]:
    """Every class below `folder`, by name."""
    classes: dict[str, ModelClass] = {}
    for path in sorted(folder.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                classes[node.name] = _read_class(node)
    return classes


def _read_class(node: ast.ClassDef) -> ModelClass:
    wire_names: set[str] = set()
    values: set[str] = set()
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            values.add(str(statement.value.value))
        elif isinstance(statement, ast.AnnAssign) and statement.value and ast.unparse(statement.target) == "WIRE_NAMES":
            wire_names.update(ast.literal_eval(statement.value).values())
    return ModelClass(frozenset(wire_names), frozenset(values))
