"""The JSON that `amili arm … --json` writes, beside what `amili_ext.cli.documents` lists. These keys are part of the public interface too.

| object | keys |
| --- | --- |
| listed customer | `customer_no`, `account_no`, `currency`, `language`, and with `--names` also `name` |
| customer that was put or deleted | `customer_no`, `status` (`done`, `adopted`, `failed`), `reasons`, `error` |
| outcome of a batch | `batch_uuid`, `number`, `status`, `reasons`, `already`, `confirmed_by_lookup` |

`reasons` of a customer are Amili's words, which may quote what was sent; they are null unless `--reasons` asks for them. In an error's
problems, `invoice_number` is the number of the document or the customer.

`customers get` and `documents get` are the exception to the rule that objects of the API are not passed through: whoever asks for one
customer wants all of it. They write it in the API's own names, with its numbers digit for digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amili_client.norway.arm.models.customer import Customer
from amili_client.runtime import encode_json

from amili_ext.cli.documents import error_document, text
from amili_ext.cli.output import Screen
from amili_ext.errors import AmiliError, ResponseError
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.result import ArmOutcome
from amili_ext.shapes import is_array, is_object


def customer_document(customer: Customer, *, names: bool) -> dict[str, Any]:
    """A customer of a list; `names` is whether it says who that is."""
    document = {
        "customer_no": text(customer.customer_no),
        "account_no": text(customer.account_no),
        "currency": text(customer.currency),
        "language": text(customer.language),
    }
    return document | ({"name": text(customer.name)} if names else {})


def written_document(customer_no: str, status: str, error: AmiliError | None = None, *, reasons: bool = False) -> dict[str, Any]:
    """What became of a customer that was put or deleted; `reasons` is whether Amili's words for it are wanted."""
    return {
        "customer_no": customer_no,
        "status": status,
        "reasons": reasons_of(error) if reasons else None,
        "error": error_document(error) if error else None,
    }


def reasons_of(error: AmiliError | None) -> list[str]:
    """Why something was refused, in Amili's words, which may quote what was sent."""
    if not isinstance(error, ResponseError):
        return []
    by_field = [f"{field}: {said}".removeprefix(": ") for field, texts in error.fields.items() for said in texts]
    return [*error.messages, *by_field]


def outcome_document(handle: ArmBatchHandle, outcome: ArmOutcome) -> dict[str, Any]:
    """What became of a document or a customer in a batch."""
    return {
        "batch_uuid": handle.batch_uuid,
        "number": outcome.reference,
        "status": outcome.status.value,
        "reasons": list(outcome.reasons),
        "already": outcome.already,
        "confirmed_by_lookup": outcome.confirmed_by_lookup,
    }


def show_all(screen: Screen, thing: Mapping[str, Any]) -> None:
    """All of a customer or a document: as JSON as it is, or as a table of fields for people."""
    if screen.as_json:
        screen.raw(encode_json(thing).decode())
    else:
        screen.table(("field", "value"), list(_fields(thing, "")))


def _fields(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every field under its path; of lists of objects, every field of each."""
    if is_object(value):
        for name, part in value.items():
            yield from _fields(part, f"{path}.{name}" if path else name)
    elif is_array(value) and any(is_object(part) or is_array(part) for part in value):
        for index, part in enumerate(value):
            yield from _fields(part, f"{path}[{index}]")
    elif is_array(value):
        yield path, ", ".join(map(_said, value))
    else:
        yield path, _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
