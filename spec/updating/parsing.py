"""Makes plain values of a vendor's JSON or YAML, and refuses what would grow, nest or run on its way.

A few hundred bytes of YAML can stand for gigabytes, by aliases of aliases. So the graph that the text describes is
measured before anything is made of it.
"""

import json
from decimal import Decimal
from typing import Any, NoReturn

from generator.document import exact_yaml
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from updating import UpdateError

MOST_NODES = 1_000_000
"""Values of all kinds, those that aliases repeat included. Amili's documents have some ten thousand."""
MOST_LEVELS = 100

_PLAIN = ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge")


def parse(content: bytes, source: str) -> dict[str, Any]:
    """The document that the bytes of `source` are; its numbers are exact, and its keys are texts as they would be in JSON.

    Raises:
        UpdateError: it is neither JSON nor YAML, has a key twice, or is made to be more than it seems.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UpdateError(f"{source}: is not text in UTF-8 (byte {error.start})") from error
    is_json = text.lstrip()[:1] in ("{", "[")
    try:
        document: object = (_parse_json if is_json else _parse_yaml)(text)
        _measure(document)
        document = _with_texts_as_keys(document, "$")
    except RecursionError as error:
        raise UpdateError(f"{source}: is nested more than {MOST_LEVELS} levels deep") from error
    except (ValueError, ArithmeticError, YAMLError) as error:
        raise UpdateError(f"{source}: is not {'JSON' if is_json else 'JSON or YAML'}: {error}") from error
    except UpdateError as error:
        raise UpdateError(f"{source}: {error}") from error
    if not isinstance(document, dict):
        raise UpdateError(f"{source}: is no specification, which would be an object with `openapi` or `swagger` in it")
    return document


# ---- JSON


def _parse_json(text: str) -> object:
    return json.loads(text, object_pairs_hook=_make_object, parse_float=Decimal, parse_constant=_refuse_constant)


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        raise UpdateError(f"the key {next(key for key in keys if keys.count(key) > 1)!a} is twice in the same object")
    return made


def _refuse_constant(name: str) -> NoReturn:
    raise UpdateError(f"{name} is no number")


# ---- YAML


def _parse_yaml(text: str) -> object:
    yaml = exact_yaml()
    node = yaml.compose(text)
    if node is None:
        raise UpdateError("is empty")
    _measure_graph(node)
    return yaml.constructor.construct_document(node)


def _measure_graph(root: Node) -> None:
    """Count every value as often as aliases repeat it, without repeating it."""
    known: dict[int, int] = {}

    def measure(node: Node, level: int) -> int:
        if level > MOST_LEVELS:
            raise UpdateError(f"is nested more than {MOST_LEVELS} levels deep, or contains itself")
        if id(node) not in known:
            _check_tag(node)
            known[id(node)] = 1 + sum(measure(part, level + 1) for part in _parts(node))
        if known[id(node)] > MOST_NODES:
            raise UpdateError(f"stands for more than {MOST_NODES} values, by aliases that repeat others")
        return known[id(node)]

    measure(root, 0)


def _parts(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _check_tag(node: Node) -> None:
    tag = str(node.tag)
    if tag.removeprefix("tag:yaml.org,2002:") not in _PLAIN:
        raise UpdateError(f"line {node.start_mark.line + 1}: {tag} is no plain value")
    if isinstance(node, ScalarNode) and tag.endswith(":float") and not any(each.isdigit() for each in node.value):
        raise UpdateError(f"line {node.start_mark.line + 1}: {node.value} is no number")


# ---- both


def _measure(root: object) -> None:
    count = 0
    waiting: list[tuple[object, int]] = [(root, 0)]
    while waiting:
        node, level = waiting.pop()
        count += 1
        if level > MOST_LEVELS:
            raise UpdateError(f"is nested more than {MOST_LEVELS} levels deep")
        if count > MOST_NODES:
            raise UpdateError(f"has more than {MOST_NODES} values")
        if isinstance(node, dict):
            waiting.extend((part, level + 1) for part in node.values())
        elif isinstance(node, list):
            waiting.extend((part, level + 1) for part in node)


def _with_texts_as_keys(node: Any, where: str) -> Any:
    if isinstance(node, list):
        return [_with_texts_as_keys(each, f"{where}[{at}]") for at, each in enumerate(node)]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        # YAML reads a status such as 200 as a number.
        if not isinstance(key, str | int) or isinstance(key, bool):
            raise UpdateError(f"{where}: the key {key!a} is no text; the vendor forgot its quotes")
        if str(key) in made:
            raise UpdateError(f"{where}: the key {key!a} is twice in the same object")
        made[str(key)] = _with_texts_as_keys(value, f"{where}.{key}")
    return made
