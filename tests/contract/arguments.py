"""From a request that was drawn from the document alone to the arguments of the generated function that is to send it.

The names and the types of these arguments are read from the function itself, so what is drawn knows nothing of the client.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from types import ModuleType
from typing import Any, get_args, get_type_hints
from urllib.parse import unquote

from amili_client.runtime import File, Unset, decode_json, read_datetime
from schemathesis import Case
from schemathesis.core import NotSet

_JSON = re.compile(r"application/([\w.-]+\+)?json")


def arguments(module: ModuleType, case: Case) -> dict[str, Any]:
    """The keyword arguments of the functions of a generated module."""
    kinds = {_bare(name): (name, kind) for name, kind in get_type_hints(module.build_request).items() if name != "return"}
    assert {name for name, _ in kinds.values()} == inspect.signature(module.build_request).parameters.keys()
    made: dict[str, Any] = {}
    for name, value in _parameters(case).items():
        argument, kind = kinds[_bare(name)]
        assert argument not in made, f"{case.operation.label} has two parameters for {argument}"
        made[argument] = _value(kind, value)
    if not isinstance(case.body, NotSet):
        made["body"] = _body(kinds["body"][1], case)
    return made


def is_json(media_type: str | None) -> bool:
    """Whether a body of this kind is JSON."""
    return media_type is not None and _JSON.fullmatch(media_type) is not None


def _parameters(case: Case) -> Mapping[str, Any]:
    # Those of the path come as they are to be written.
    path = {name: unquote(value) if isinstance(value, str) else value for name, value in (case.path_parameters or {}).items()}
    return {**path, **(case.query or {}), **(case.headers or {})}


def _bare(name: str) -> str:
    """A name of the document and the same name in Python have this in common."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _value(kind: Any, value: Any) -> Any:
    """The value as the function takes it."""
    kinds = [one for one in get_args(kind) or (kind,) if one is not Unset]
    if date in kinds and (datetime not in kinds or "T" not in value):
        return date.fromisoformat(value)
    if datetime in kinds:
        return read_datetime(value)
    (only,) = kinds
    return {"true": True, "false": False}[str(value).lower()] if only is bool else only(value)


def _body(model: Any, case: Case) -> Any:
    if is_json(case.media_type):
        return model.from_dict(decode_json(json.dumps(case.body).encode()))
    # A form holds texts and files, and what is drawn beside the documented fields is neither.
    body = model.from_dict({name: getattr(value, "data", value) for name, value in case.body.items() if name in model.WIRE_NAMES})
    for value in (getattr(body, name) for name in model.WIRE_NAMES):
        if isinstance(value, File):
            value.file_name = "file.bin"
    return body
