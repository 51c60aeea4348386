"""Reads, checks and writes OpenAPI documents.

Numbers are kept as they are written: 4500.00 in an example stays 4500.00 in `openapi.json`.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.validators import SpecValidator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode

from generator import GenerationError
from generator.overlay import apply_overlay
from generator.references import check_references

OVERLAY_SUFFIX = ".overlay.yaml"


class _ExactConstructor(SafeConstructor):
    """Makes `Decimal` of numbers, and leaves dates the text that they are in JSON."""


def _construct_decimal(constructor: SafeConstructor, node: ScalarNode) -> Decimal:
    return Decimal(str(constructor.construct_scalar(node)))


def _construct_text(constructor: SafeConstructor, node: ScalarNode) -> str:
    return str(constructor.construct_scalar(node))


_ExactConstructor.add_constructor("tag:yaml.org,2002:float", _construct_decimal)
_ExactConstructor.add_constructor("tag:yaml.org,2002:timestamp", _construct_text)


def exact_yaml() -> YAML:
    """A reader of YAML 1.2 that makes plain values only, numbers being exact."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _ExactConstructor
    return yaml


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML (or JSON) file whose root is an object."""
    try:
        content: object = exact_yaml().load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise GenerationError(f"{path.name} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise GenerationError(f"{path.name}: expected an object at the root")
    return content


def validate(document: dict[str, Any], name: str) -> None:
    """Raise unless `document` is a valid OpenAPI document, version 3.0 or 3.1: those that the generator knows."""
    validator = _validators().get(str(document.get("openapi", ""))[:3])
    if validator is None:
        raise GenerationError(f"{name}: expected OpenAPI 3.0 or 3.1")
    check_references(document, name)
    # The first error only: past one, the validator may trip over what it has just found missing.
    error = next(validator(document).iter_errors(), None)
    if error is not None:
        raise GenerationError(f"{name} is not a valid OpenAPI document: {error.message} (at {error.json_path})")


@cache
def _validators() -> Mapping[str, type[SpecValidator]]:
    stock = OpenAPIV31SpecValidator.schema_validator
    resolver = stock._resolver

    class Prepared(OpenAPIV31SpecValidator):
        """As it is, but twice as fast: left alone, it reads all of OpenAPI's own schema anew at each `$dynamicRef` in it."""

        schema_validator = stock.evolve(_resolver=resolver._registry.crawl().resolver(resolver._base_uri))

    return {"3.0": OpenAPIV30SpecValidator, "3.1": Prepared}


def load(path: Path) -> dict[str, Any]:
    """Read the document at `path` with the overlay beside it, if there is one; see `merge`."""
    overlay = path.with_name(_overlay_name(path.name))
    return merge(read_yaml(path), read_yaml(overlay) if overlay.exists() else None, path.name)


def merge(document: dict[str, Any], overlay: dict[str, Any] | None, name: str) -> dict[str, Any]:
    """The document called `name` with its overlay, if it has one; both states of it must be valid."""
    validate(document, name)
    if overlay is None:
        return document
    if overlay.get("extends") != name:
        raise GenerationError(f"{_overlay_name(name)}: `extends` should be {name}")
    merged = apply_overlay(document, overlay, _overlay_name(name))
    validate(merged, f"{name} with its overlay")
    return merged


def _overlay_name(name: str) -> str:
    return Path(name).stem + OVERLAY_SUFFIX


def to_json(document: dict[str, Any]) -> bytes:
    """The document as it is stored beside the code. It keeps the order of the YAML, which the models then have too."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(document), indent=2) + b"\n"
