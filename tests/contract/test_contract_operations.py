"""Every operation of the generated client against a mock that is driven by the document alone.

The arguments are drawn from the document, by a library that knows nothing of the client; the mock says whether the request that comes out
is a valid one; and what it answers must be read without losing anything.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from importlib import import_module
from typing import Any

import httpx
import pytest
import schemathesis
from amili_client.runtime import File, decode_json
from hypothesis import given

from .arguments import arguments, is_json
from .documents import for_drawing, read_documents
from .drawing import few, schema

EXAMPLES = 12
DOCUMENTS = {document.name: document for document in read_documents()}
SCHEMAS = {
    name: schema(for_drawing(document), {"mode": "positive", "allow-extra-parameters": False}) for name, document in DOCUMENTS.items()
}
CALLS = [
    pytest.param(name, operation["operationId"], answer, id=f"{name}-{operation['operationId']}-{answer}")
    for name, document in DOCUMENTS.items()
    for _, _, operation in document.operations
    for status in document.successes(operation)
    for answer in (str(status), *[f"{status}-example"] * document.shows(operation, status))
]


def test_every_operation_has_a_call_for_each_success() -> None:
    for document in DOCUMENTS.values():
        called = {call.values[1] for call in CALLS if call.values[0] == document.name}
        assert called == set(document.modules) == {operation["operationId"] for _, _, operation in document.operations}


@pytest.mark.parametrize(("name", "operation_id", "answer"), CALLS)
def test_what_the_client_sends_is_valid_and_what_it_gets_is_read(mocks: dict[str, str], name: str, operation_id: str, answer: str) -> None:
    module = DOCUMENTS[name].module(operation_id)
    seen: list[httpx.Request] = []
    with httpx.Client(base_url=f"{mocks[name]}/{answer}", event_hooks={"request": [seen.append]}, trust_env=False) as http:
        client = _generated_client(name)
        client.set_httpx_client(http)

        @few(1 if answer.endswith("example") else EXAMPLES)
        @given(case=SCHEMAS[name].find_operation_by_id(operation_id).as_strategy())
        def holds(case: schemathesis.Case) -> None:
            response = module.sync_detailed(client=client, **arguments(module, case))
            _check_sent(case, seen[-1], response)
            _check_read(module, int(answer[:3]), response)

        holds()


def _generated_client(name: str) -> Any:
    package = import_module(f"amili_client.{name.replace('/', '.')}.client")
    return package.Client(base_url="http://unused.invalid")


def _check_sent(case: schemathesis.Case, request: httpx.Request, response: Any) -> None:
    said = {header: text for header, text in response.headers.items() if header.startswith("x-steady-error")}
    assert (response.headers["x-steady-request-valid"], said) == ("true", {"x-steady-error-count": "0"})
    if is_json(case.media_type):
        assert _comparable(decode_json(request.content)) == _comparable(decode_json(json.dumps(case.body).encode()))


def _check_read(module: Any, status: int, response: Any) -> None:
    assert response.status_code == status
    parsed = response.parsed
    if any(status in statuses for statuses in getattr(module, "WITHOUT_CONTENT", ())):
        assert parsed is None
    elif isinstance(parsed, File):
        assert parsed.payload.read() == response.content
    else:
        assert _comparable(_written(parsed)) == _comparable(decode_json(response.content))


def _written(parsed: Any) -> Any:
    if isinstance(parsed, list):
        return [_written(one) for one in parsed]
    return parsed.to_dict() if hasattr(parsed, "to_dict") else parsed


def _comparable(value: Any) -> Any:
    """The same with moments in place of their texts, for one moment can be written in more than one way."""
    if isinstance(value, dict):
        return {name: _comparable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_comparable(inner) for inner in value]
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and value.endswith(" GMT") and "," in value:
        return parsedate_to_datetime(value.partition(",")[2])
    return value
