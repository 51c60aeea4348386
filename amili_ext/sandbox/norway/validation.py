"""Checks a request against its operation in the vendored document and reads it, or says for each field what is wrong.

All problems of a request are reported at once, as 400 with `errors` by field: `invoices[3].dueDate` for the body, the documented spelling
of the name for a parameter. Choices where the pages are silent:

* Parameter names match whatever their case, as ASP.NET binds them, but for APIs that a page says otherwise of. An empty value
  (`?Status&Type`, as the pages print it) is an absent one.
* A query parameter that the document does not know is refused, although ASP.NET would ignore it: here it means that a client has drifted.
* So is one that is given twice. Unknown request headers and unknown body fields are let pass: the pages' body samples are cut off, so more
  fields may well exist.
* A body of another content type is 415; a body that is not JSON is 400 for the field `$`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from amili_client.runtime import decode_json
from attrs import field, frozen
from jsonschema import ValidationError

from amili_ext.sandbox.messages import Refusal, SandboxRequest
from amili_ext.sandbox.norway.document import Operation

_FORM = "application/x-www-form-urlencoded"
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_NAMES = {"array": "a list", "integer": "an integer", "null": "null", "object": "an object"}


@frozen
class Call:
    """A request that fits its operation. Parameters are under their documented names; amounts in `body` are `Decimal` or `int`."""

    operation: Operation
    path: Mapping[str, Any]
    query: Mapping[str, Any] = field(repr=False)
    headers: Mapping[str, Any] = field(repr=False)
    body: Any = field(repr=False)
    request: SandboxRequest


class _Problems:
    def __init__(self) -> None:
        self.by_field: dict[str, list[str]] = {}

    def add(self, name: str, sentence: str) -> None:
        sentences = self.by_field.setdefault(name, [])
        if sentence not in sentences:
            sentences.append(sentence)


@frozen
class Manner:
    """How an API reads what it is sent; the default is that of ASP.NET.

    Attributes:
        exact_names: in the query, the case of a name matters.
        texts: what the query may hold beside the documented parameters.
        blanks: in a body, null stands for a field that is left out, and an empty text for a value of any format.
    """

    exact_names: bool = False
    texts: Collection[str] = ()
    blanks: bool = False


_ASP_NET = Manner()


def read(operation: Operation, request: SandboxRequest, path_values: Mapping[str, str], manner: Manner = _ASP_NET) -> Call:
    """The request in terms of its operation; raises `Refusal` (400 or 415) if it does not fit."""
    problems = _Problems()
    query = _read_parameters(operation, "query", request.query, problems, manner, refuse_unknown=True)
    headers = _read_parameters(operation, "header", request.headers.items(), problems)
    path = _read_parameters(operation, "path", path_values.items(), problems)
    body = _read_body(operation, request, problems, manner)
    if problems.by_field:
        raise Refusal(400, errors=problems.by_field)
    return Call(operation, path, query, headers, body, request)


def _read_parameters(
    operation: Operation,
    place: str,
    given: Iterable[tuple[str, str]],
    problems: _Problems,
    manner: Manner = _ASP_NET,
    *,
    refuse_unknown: bool = False,
) -> dict[str, Any]:
    key = str if manner.exact_names else str.lower
    known = {key(parameter.name): parameter for parameter in operation.parameters if parameter.place == place}
    values: dict[str, Any] = {}
    for name, text in given:
        parameter = known.get(key(name))
        if parameter is None and name in manner.texts:
            if name in values:
                problems.add(name, "is given more than once")
            elif text:
                values[name] = text
        elif parameter is None:
            if refuse_unknown:
                problems.add(name, "is not a parameter of this operation")
        elif parameter.name in values:
            problems.add(parameter.name, "is given more than once")
        elif text:
            value = values[parameter.name] = _read_text(text, parameter.types)
            for error in parameter.validator.iter_errors(value):
                problems.add(parameter.name, _sentence(error))
    for parameter in known.values():
        if parameter.required and parameter.name not in values:
            problems.add(parameter.name, "is required")
    return values


def _read_text(text: str, types: frozenset[str]) -> Any:
    if "integer" in types and _INTEGER.fullmatch(text):
        return int(text)
    if "boolean" in types and text.lower() in ("true", "false"):
        return text.lower() == "true"
    return text


def _read_body(operation: Operation, request: SandboxRequest, problems: _Problems, manner: Manner) -> Any:
    if not operation.body:
        return None
    if not request.body:
        if operation.body_required:
            problems.add("$", "a body is required")
        return None
    validator = operation.body.get(request.media_type)
    if validator is None:
        raise Refusal(415, f"the body must be {' or '.join(sorted(operation.body))}")
    try:
        content = _read_form(request) if request.media_type == _FORM else decode_json(request.body)
    except ValueError:  # UnicodeDecodeError and msgspec.DecodeError are ValueErrors
        problems.add("$", f"is not {request.media_type}")
        return None
    for error in validator.iter_errors(content):
        if not (manner.blanks and _is_blank(error)):
            _explain(error, problems)
    return content


def _is_blank(error: ValidationError) -> bool:
    """Whether the error is about a field that is left blank, of something that the body is about."""
    path = list(error.absolute_path)
    within = len(path) > 1 and isinstance(path[-1], str)
    return within and (error.instance is None or (error.instance == "" and error.validator == "format"))


def _read_form(request: SandboxRequest) -> dict[str, str]:
    """The fields of a form; of one that is given twice, the last."""
    return dict(parse_qsl(request.body.decode(), keep_blank_values=True))


def _explain(error: ValidationError, problems: _Problems) -> None:
    path = list(error.absolute_path)
    if error.validator == "required":
        # jsonschema reports each missing name separately and tells which only within a text; all of them are told at once here.
        wanted: Any = error.validator_value
        given: Any = error.instance
        for name in wanted:
            if name not in given:
                problems.add(_place([*path, name]), "is required")
    else:
        problems.add(_place(path), _sentence(error))


def _place(path: Sequence[str | int]) -> str:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return place.removeprefix(".") or "$"


def _sentence(error: ValidationError) -> str:
    """What is wrong, without the value: it may be somebody's identity number."""
    wanted: Any = error.validator_value
    if error.validator == "type":
        names = [wanted] if isinstance(wanted, str) else wanted
        return "must be " + " or ".join(_NAMES.get(name, f"a {name}") for name in names)
    if error.validator == "format":
        return f"must be a {wanted}"
    if error.validator == "enum":
        return "must be one of " + ", ".join(str(value) for value in wanted)
    if error.validator in ("anyOf", "oneOf"):
        forms = dict.fromkeys(_sentence(inner).removeprefix("must be ") for inner in error.context or ())
        return "must be " + " or ".join(forms)
    return f"breaks {error.validator}"
