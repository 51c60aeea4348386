"""What our templates are told beyond what the generator tells them, most of it from the `x-amili-...` of a document.

The generator reads no extension of OpenAPI, so the templates get these as Jinja globals:

datetime_writer  the function of `amili_client.runtime` that writes the moments of this document
unverified       why an operation is not known to exist, for one that was inferred
has_moments      whether a model has a field that `datetime_writer` writes
alias            the plain name of a field that the generator had to prefix: `id` for `_id`, which it calls `field_id`
"""

from typing import Any

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import DateTimeProperty, ListProperty, ModelProperty, UnionProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.schema.untrusted_string import UntrustedString

from generator import GenerationError

_WRITERS = {None: "write_datetime", "rfc1123": "write_http_date"}
_PREFIX = "field_"
_OWN_NAMES = frozenset({"additional_properties", "additional_keys", "to_dict", "to_multipart", "from_dict"})


def for_templates(document: dict[str, Any]) -> dict[str, Any]:
    """The globals for the templates of this document."""
    return {"datetime_writer": _datetime_writer(document), "unverified": _reasons(document), "has_moments": _has_moments, "alias": _alias}


def _datetime_writer(document: dict[str, Any]) -> str:
    form = document["info"].get("x-amili-datetime")
    if form not in _WRITERS:
        raise GenerationError(f"info.x-amili-datetime is {form}; known is {', '.join(filter(None, _WRITERS))}, or leave it out")
    return _WRITERS[form]


def _reasons(document: dict[str, Any]) -> Any:
    reasons: dict[tuple[str, str], str] = {}
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if isinstance(operation, dict) and operation.get("x-amili-status") == "inferred":
                reason = str(operation.get("x-amili-reason", "")).strip()
                if not reason:
                    raise GenerationError(f"{method.upper()} {path}: is inferred, so it needs its reason in x-amili-reason")
                reasons[method, path] = reason

    def unverified(endpoint: Endpoint) -> UntrustedString | None:
        reason = reasons.get((endpoint.method, endpoint.path.get_untrusted_value()))
        return UntrustedString(reason) if reason else None

    return unverified


def _has_moments(model: ModelProperty) -> bool:
    # Not into the models that it has fields of: they write their own moments.
    parts: list[Any] = [*_fields(model), model.additional_properties]
    while parts:
        part = parts.pop()
        if isinstance(part, DateTimeProperty):
            return True
        if isinstance(part, ListProperty):
            parts.append(part.inner_property)
        elif isinstance(part, UnionProperty):
            parts.extend(part.inner_properties)
    return False


def _fields(model: ModelProperty) -> list[PropertyProtocol]:
    return [*(model.required_properties or []), *(model.optional_properties or [])]


def _alias(model: ModelProperty, prop: PropertyProtocol) -> str | None:
    plain = prop.python_name.removeprefix(_PREFIX)
    if not prop.name.get_untrusted_value().startswith("_") or plain == prop.python_name or not plain.isidentifier():
        return None
    taken = {each.python_name for each in _fields(model)}
    return None if plain in taken | _OWN_NAMES else plain
