"""Reads, checks and writes OpenAPI documents.

Numbers are kept as they are written: 4500.00 in an example stays 4500.00 in `openapi.json`.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode

from generator import GenerationError
from generator.overlay import apply_overlay

OVERLAY_SUFFIX = ".overlay.yaml"


class _ExactConstructor(SafeConstructor):
    """Makes `Decimal` of numbers, and leaves dates the text that they are in JSON."""


def _construct_decimal(constructor: SafeConstructor, node: ScalarNode) -> Decimal:
    return Decimal(str(constructor.construct_scalar(node)))


def _construct_text(constructor: SafeConstructor, node: ScalarNode) -> str:
    return str(constructor.construct_scalar(node))


_ExactConstructor.add_constructor("tag:yaml.org,2002:float", _construct_decimal)
_ExactConstructor.add_constructor("tag:yaml.org,2002:timestamp", _construct_text)


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML (or JSON) file whose root is an object."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _ExactConstructor
    try:
        content: object = yaml.load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise GenerationError(f"{path.name} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise GenerationError(f"{path.name}: expected an object at the root")
    return content


def validate(document: dict[str, Any], name: str) -> None:
    """Raise unless `document` is a valid OpenAPI document, version 3.0 or 3.1: those that the generator knows."""
    validators = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator}
    validator = validators.get(str(document.get("openapi", ""))[:3])
    if validator is None:
        raise GenerationError(f"{name}: expected OpenAPI 3.0 or 3.1")
    # The first error only: past one, the validator may trip over what it has just found missing.
    error = next(validator(document).iter_errors(), None)
    if error is not None:
        raise GenerationError(f"{name} is not a valid OpenAPI document: {error.message} (at {error.json_path})")


def load(path: Path) -> dict[str, Any]:
    """Read the document at `path` with the overlay beside it, if there is one; both states of it must be valid."""
    document = read_yaml(path)
    validate(document, path.name)
    overlay_path = path.with_name(path.stem + OVERLAY_SUFFIX)
    if not overlay_path.exists():
        return document
    overlay = read_yaml(overlay_path)
    if overlay.get("extends") != path.name:
        raise GenerationError(f"{overlay_path.name}: `extends` should be {path.name}")
    merged = apply_overlay(document, overlay, overlay_path.name)
    validate(merged, f"{path.name} with its overlay")
    return merged


def to_json(document: dict[str, Any]) -> bytes:
    """The document as it is stored beside the code. It keeps the order of the YAML, which the models then have too."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(document), indent=2) + b"\n"
