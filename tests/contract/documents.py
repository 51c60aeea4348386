"""The documents, and what the mock and schemathesis are shown of them.

Both read plain OpenAPI, and none of our extensions, so what those say is put into its words here:

* `info.x-amili-datetime: rfc1123`: a moment is written as in `Fri, 04 Jul 2025 13:43:19 GMT`, which no tool takes for a `date-time`.
* `x-amili-enum: open`: other values exist than those listed.
* `x-amili-read: text`: the client makes a text of a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from importlib import import_module
from types import ModuleType
from typing import Any

from attrs import field, frozen

from spec.table.documents import METHODS, PACKAGE, ROOT, follow, generated_modules

_HTTP_DATE = r"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3]\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} [0-2]\d:[0-5]\d:[0-5]\d GMT$"
HTTP_DATE_FORMAT = "amili-http-date"
_GENERATED = ROOT / "generated" / PACKAGE
_WHOLE, _SENT = "Whole", "Sent"
_OF_HTTP = ("400", "401", "403", "404", "405", "415")


@frozen
class Document:
    """One API, by the name of its file: `norway/collection`."""

    name: str
    content: dict[str, Any] = field(repr=False)
    modules: dict[str, str] = field(repr=False)

    @property
    def operations(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The method, the path and the content of each operation."""
        for path, item in self.content["paths"].items():
            for method in (one for one in METHODS if one in item):
                yield method, path, item[method]

    def successes(self, operation: dict[str, Any]) -> list[int]:
        """The statuses that mean success, as documented."""
        return [int(status) for status in operation["responses"] if status.startswith("2")]

    def shows(self, operation: dict[str, Any], status: int) -> bool:
        """Whether the document has an example of that answer."""
        return has_example(follow(self.content, operation["responses"][str(status)]))

    def module(self, operation_id: str) -> ModuleType:
        """What was generated for an operation."""
        return import_module(self.modules[operation_id])


def read_documents() -> list[Document]:
    """All of them."""
    return [read_document("/".join(path.parts[-3:-1])) for path in sorted(_GENERATED.glob("*/*/openapi.json"))]


def read_document(name: str) -> Document:
    """The document of that name."""
    modules = generated_modules(_GENERATED / name / "api", f"{PACKAGE}.{name.replace('/', '.')}.api")
    return Document(name, json.loads((_GENERATED / name / "openapi.json").read_bytes()), modules)


def for_mock(document: Document) -> dict[str, Any]:
    """The document for the mock, which always answers with the first success of an operation, and with its example if it has one.

    To see all of them, every operation stands there again for each success: below `/<status>` without examples, so that the answer is
    made from its schema, and below `/<status>-example` where there is one. What is optional in an answer is required, since the mock
    leaves out what is not, and there would be nothing to read.
    """
    content = _in_plain_words(document.content)
    for schema in _objects(content):
        if schema.get("format") == HTTP_DATE_FORMAT:
            schema["pattern"] = _HTTP_DATE
        if schema.get("x-amili-read") == "text":
            schema["type"] = "string"
    content["components"].setdefault("schemas", {}).update(_whole_answers(content))
    paths: dict[str, Any] = {}
    for method, path, operation in Document(document.name, content, {}).operations:
        shared = content["paths"][path].get("parameters", [])
        answers = {status: _whole(follow(content, operation["responses"][str(status)])) for status in document.successes(operation)}
        shown = {status: answer for status, answer in answers.items() if has_example(answer)}
        for prefix, status, answer in [
            *[("", status, answer) for status, answer in list(answers.items())[:1]],
            *[(f"/{status}", status, _without_examples(answer)) for status, answer in answers.items()],
            *[(f"/{status}-example", status, answer) for status, answer in shown.items()],
        ]:
            once = {**operation, "operationId": f"{operation['operationId']}{prefix}", "responses": {str(status): answer}}
            paths.setdefault(prefix + path, {"parameters": shared})[method] = once
    if document.name == "sweden/ada":
        # What the answer looks like is not documented, and without a token there is nothing else to ask for.
        exchange = paths["/authenticates/api-code"]["get"]["responses"]["200"]["content"]
        exchange["application/json"] = {"example": {"access_token": "a-token", "expires_in": 3600}}
    return {**content, "paths": paths}


def has_example(response: dict[str, Any]) -> bool:
    """Whether the document shows such an answer."""
    return any("example" in kind for kind in response.get("content", {}).values())


def _whole(response: dict[str, Any]) -> dict[str, Any]:
    kinds = {name: {**kind, "schema": _with_references(kind["schema"], _to_whole)} for name, kind in response.get("content", {}).items()}
    return {**response, "content": kinds}


def _without_examples(response: dict[str, Any]) -> dict[str, Any]:
    kinds = {name: {"schema": kind["schema"]} for name, kind in response["content"].items()}
    return {**response, "content": kinds}


def for_drawing(document: Document) -> dict[str, Any]:
    """The document for schemathesis, when the client is to send what it draws."""
    return _in_plain_words(document.content)


def for_sandbox(document: Document, ids: Mapping[str, Sequence[Any]], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The document for schemathesis, when the sandbox is to answer what it draws: with what the sandbox says of itself in its docstrings.

    * A page that lists no errors leaves them out. So what one page of an API lists any operation of it may answer, and what every server
      of HTTP may.
    * Norway: an empty value in a query is an absent one. ARM: null in a body too, and an empty text for a value of any format.
    * Sweden: Eve makes something of whatever is given as `page` or `max_results`. A moment may be in ISO 8601, which is what
      schemathesis can draw. An id must lead somewhere, so `fields` says what a field
      may hold, by its name.
    * What a path names must be there, so it is one of the `ids` of the parameter.
    """
    content = _in_plain_words(document.content)
    for schema in _objects(content):
        if schema.get("x-amili-enum") == "open":
            del schema["enum"]
    schemas = content["components"].setdefault("schemas", {})
    blanks = document.name == "norway/arm"
    sent = {name + _SENT: _as_sent(_with_references(schema, _to_sent), fields, blanks=blanks) for name, schema in schemas.items()}
    errors = _errors(content)
    for _, path, operation in Document(document.name, content, {}).operations:
        operation["responses"] = {**errors, **operation["responses"]}
        for parameter in [*content["paths"][path].get("parameters", []), *operation.get("parameters", [])]:
            target = follow(content, parameter)
            if target["in"] == "path" and target["name"] in ids:
                target["schema"] = {"enum": list(ids[target["name"]])}
            elif document.name.startswith("norway/") and target["in"] == "query" and not target.get("required"):
                target["schema"] = {"anyOf": [target["schema"], {"const": ""}]}
            elif target["name"] in ("page", "max_results"):
                target["schema"] = {"anyOf": [target["schema"], {"type": "string"}]}
        for kind in follow(content, operation.get("requestBody", {})).get("content", {}).values():
            whole = follow(content, kind["schema"])
            kind["schema"] = _as_sent(_with_references(whole, _to_sent), fields, blanks=False)
    schemas.update(sent)
    return content


def _errors(content: dict[str, Any]) -> dict[str, Any]:
    listed = {
        status: follow(content, response)
        for _, _, operation in Document("", content, {}).operations
        for status, response in operation["responses"].items()
        if status[0] in "45"
    }
    return {status: {"description": "of HTTP"} for status in _OF_HTTP} | listed


def _as_sent(node: Any, fields: Mapping[str, Any], *, blanks: bool) -> Any:
    if isinstance(node, list):
        return [_as_sent(inner, fields, blanks=blanks) for inner in node]
    if not isinstance(node, dict):
        return node
    changed = {name: _as_sent(inner, fields, blanks=blanks) for name, inner in node.items()}
    if changed.get("format") == HTTP_DATE_FORMAT:
        changed = {name: inner for name, inner in changed.items() if name != "example"} | {"format": "date-time"}
    for name, schema in changed.get("properties", {}).items():
        if name in fields and isinstance(schema.get("type"), str):
            schema |= fields[name]
        if blanks:
            changed["properties"][name] = _or_blank(schema)
    return changed


def _or_blank(schema: dict[str, Any]) -> dict[str, Any]:
    if isinstance(schema.get("type"), str) and not schema.keys() & {"format", "enum"}:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"enum": [None, ""] if "format" in schema else [None]}]}


def _in_plain_words(content: dict[str, Any]) -> dict[str, Any]:
    content = deepcopy(content)
    if content["info"].get("x-amili-datetime") == "rfc1123":
        for schema in _objects(content):
            if schema.get("format") == "date-time":
                schema |= {"format": HTTP_DATE_FORMAT, "example": "Fri, 04 Jul 2025 13:43:19 GMT"}
    return content


def _whole_answers(content: dict[str, Any]) -> dict[str, Any]:
    """A second copy of each schema in which everything is required."""
    copies: dict[str, Any] = {}
    for name, schema in content["components"].get("schemas", {}).items():
        copies[name + _WHOLE] = copy = _with_references(schema, _to_whole)
        for inner in _objects(copy):
            if isinstance(inner.get("properties"), dict):
                inner["required"] = list(inner["properties"])
    return copies


def _to_whole(reference: str) -> str:
    return re.sub(r"^(#/components/schemas/.+)$", rf"\1{_WHOLE}", reference)


def _to_sent(reference: str) -> str:
    return re.sub(r"^(#/components/schemas/.+)$", rf"\1{_SENT}", reference)


def _with_references(node: Any, change: Callable[[str], str]) -> Any:
    if isinstance(node, dict):
        return {name: change(inner) if name == "$ref" else _with_references(inner, change) for name, inner in node.items()}
    return [_with_references(inner, change) for inner in node] if isinstance(node, list) else node


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _objects(inner)
