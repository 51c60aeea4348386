"""Proves that the names of a document can be names of code, and its texts texts, before anything is generated.

Names of operations, tags, schemas, properties, parameters and enum values become identifiers, file names and string
literals. The generator makes something of every name; this refuses those of which nobody could say beforehand what. What the
generator then does with the others is held against the result, by `guard` (nothing but what templates write) and by
`coverage` (each name is there, letter by letter).

Prose (`summary`, `description`, …) may hold anything but control characters, and characters that make a line read
otherwise than it is.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from generator import GenerationError
from generator.references import objects

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "unevaluatedProperties", "unevaluatedItems")
_TOKEN = r"[A-Za-z0-9!#$%&*+.^_|~-]+"  # noqa: S105  # as RFC 9110 calls it, without the two kinds of quotes
_RULES = {
    "operationId": (r"[A-Za-z][A-Za-z0-9_. -]{0,149}", "a letter, then letters, digits, `_`, `-`, `.` and spaces"),
    "tag": (r"(?!.*\.\.)\w[\w .,&()-]{0,99}", "letters, digits, spaces and `_ - . , & ( )`"),
    "schema": (r"[A-Za-z0-9._-]{1,150}", "letters, digits, `_`, `-` and `.`"),
    "name": (r"(?=.*\w)[^\"'`\\{}]{1,150}", "a letter or a digit at least, and no quotes, backslashes or braces"),
    "value": (r"[^\"\\]{0,300}", "no quotes or backslashes"),
    "header": (_TOKEN, "a token as RFC 9110 has it"),
    "path parameter": (r"[A-Za-z_][A-Za-z0-9_-]{0,99}", "a letter or `_`, then letters, digits, `_` and `-`"),
    "path": (r"(/(?!\.{1,2}(/|$))([A-Za-z0-9._~!$&()*+,;=:@%-]|\{[A-Za-z_][A-Za-z0-9_-]*\})*)+", "segments as in a URL, and {names}"),
    "media type": (rf"{_TOKEN}/{_TOKEN}(\s*;\s*[A-Za-z0-9_-]+=[A-Za-z0-9_.-]+)*", "such as application/json"),
    "status": (r"default|[1-5]([0-9]{2}|XX)", "such as 200, 2XX or default"),
    "identifier": (r"[A-Za-z][A-Za-z0-9_]*", "a letter, then letters, digits and `_`"),
}
_PLACES = {"path": "path parameter", "header": "header", "cookie": "header", "query": "name"}
_SAMPLE = re.compile(r"\.(examples?|default|x-[^.]*)(\.|\[|$)")
# Left-to-right and right-to-left marks, embeddings, overrides and isolates: they show a line in another order than it has.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_names(document: dict[str, Any]) -> None:
    """Raise with every place whose name or text could not be used."""
    problems = [*_check_texts(document), *_check_paths(document), *_check_components(document)]
    if problems:
        rename = "An operationId, a tag or a summary can be replaced by an action of the overlay; for the rest, ask the vendor."
        raise GenerationError("\n".join(["The document's names are not usable as they are:", *dict.fromkeys(problems), rename]))


def _check_texts(node: Any, where: str = "$") -> Iterator[str]:
    if isinstance(node, str):
        yield from _check_characters(node, where, "\t\n\r")
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _check_characters(str(key), f"{where}: the name {str(key)!a}", "")
            yield from _check_texts(value, f"{where}.{key}")
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from _check_texts(value, f"{where}[{at}]")


def _check_characters(text: str, where: str, allowed: str) -> Iterator[str]:
    for character in text:
        if character in _REORDERING or (unicodedata.category(character) in ("Cc", "Cs") and character not in allowed):
            yield f"{where}: holds the character U+{ord(character):04X}, which no text needs"
            return


def _check(rule: str, value: object, where: str) -> Iterator[str]:
    pattern, what = _RULES[rule]
    text = str(value)
    if not re.fullmatch(pattern, text):
        yield f"{where}: {text!a} cannot be used; wanted: {what}"
    elif foreign := _foreign_letters(text):
        yield f"{where}: {text!a} holds {foreign}; the letters of names are Latin ones, in their usual form"


def _foreign_letters(text: str) -> str | None:
    """Letters that look like others: of other scripts, or of the kinds that Python itself takes for other letters."""
    for character in text:
        name = unicodedata.name(character, "?")
        if ord(character) > 127 and unicodedata.category(character)[0] in "LMN" and not name.startswith("LATIN "):
            return name
    return None if unicodedata.normalize("NFKC", text) == text else "letters that Python would replace"


def _check_paths(document: dict[str, Any]) -> Iterator[str]:
    for tag in document.get("tags", []):
        yield from _check("tag", tag.get("name"), f"tags: {tag.get('name')!a}")
    for section, rule in (("paths", "path"), ("webhooks", "name")):
        for path, item in document.get(section, {}).items():
            yield from _check(rule, path, f"{section}: {path!a}")
            yield from _check_parameters(item, f"{section}: {path!a}")
            for method in (each for each in _METHODS if each in item):
                yield from _check_operation(item[method], f"{method.upper()} {path}")
    for where, node in objects(document):
        if _SAMPLE.search(where):
            continue
        yield from _check_media_types(node.get("content"), where)
        if not where.endswith((".properties", ".patternProperties")):
            yield from _check_schema(node.get("schema"), f"{where}.schema")


def _check_operation(operation: dict[str, Any], where: str) -> Iterator[str]:
    if "operationId" in operation:
        yield from _check("operationId", operation["operationId"], f"{where}: operationId")
    for tag in operation.get("tags", []):
        yield from _check("tag", tag, f"{where}: tag")
    yield from _check_parameters(operation, where)
    for status in operation.get("responses", {}):
        yield from _check("status", status, f"{where}: response")


def _check_parameters(node: dict[str, Any], where: str) -> Iterator[str]:
    for parameter in node.get("parameters", []):
        yield from _check_parameter(parameter, where)


def _check_parameter(parameter: dict[str, Any], where: str) -> Iterator[str]:
    if "name" in parameter:
        yield from _check(_PLACES.get(str(parameter.get("in")), "name"), parameter["name"], f"{where}: {parameter.get('in')} parameter")


def _check_media_types(content: Any, where: str) -> Iterator[str]:
    # A property may be called `content` too; what is below it then are no media types but a schema.
    if isinstance(content, dict) and not where.endswith(".properties"):
        for media_type in content:
            if isinstance(content[media_type], dict):
                yield from _check("media type", media_type, f"{where}.content")


def _check_components(document: dict[str, Any]) -> Iterator[str]:
    components = document.get("components", {})
    for name, schema in components.get("schemas", {}).items():
        yield from _check("schema", name, f"schema {name!a}")
        yield from _check_schema(schema, f"schema {name}")
    for name, parameter in components.get("parameters", {}).items():
        yield from _check_parameter(parameter, f"components.parameters.{name}")


def _check_schema(schema: Any, where: str) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    for value in [*_as_list(schema.get("enum")), schema.get("const")]:
        if isinstance(value, str):
            yield from _check("value", value, f"{where}: the value")
            if set(value) & set("\t\n\r"):
                yield f"{where}: the value {value!a} is more than a line"
    for value in _as_list(schema.get("x-enum-varnames")):
        yield from _check("identifier", value, f"{where}: x-enum-varnames")
    # The title of a schema without a name becomes the name of its class.
    if isinstance(schema.get("title"), str) and (foreign := _foreign_letters(schema["title"])):
        yield f"{where}: the title {schema['title']!a} holds {foreign}"
    for keyword in _MAPS:
        for name, part in _as_map(schema.get(keyword)).items():
            if keyword == "properties":
                yield from _check("name", name, f"{where}: property")
            yield from _check_schema(part, f"{where}.{name}")
    for keyword in _LISTS:
        for part in _as_list(schema.get(keyword)):
            yield from _check_schema(part, f"{where} {keyword}")
    for keyword in _SINGLE:
        yield from _check_schema(schema.get(keyword), f"{where} {keyword}")


def _as_list(node: Any) -> list[Any]:
    return node if isinstance(node, list) else []


def _as_map(node: Any) -> dict[str, Any]:
    return node if isinstance(node, dict) else {}
