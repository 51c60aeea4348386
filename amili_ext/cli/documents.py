"""The JSON that `--json` writes. These keys are part of the public interface: they may become more, never fewer.

| object | keys |
| --- | --- |
| error | `type`, `message`, `exit_code`, and what its type has of those in the next row |
| … | `problems`, `references`, `candidates`, `idempotency_key`, `batch_id`, `status`, `code`, `fields`, `request_id` |
| problem | `line`, `index`, `invoice_number`, `field`, `message` |
| reference | `invoice_number`, `unique_source_invoice_id` |
| outcome | `batch_id`, `invoice_number`, `unique_source_invoice_id`, `status`, `reasons`, `invoice_id`, `case_id`, `case_number` |
| listed invoice | `invoice_id`, `organization_id`, `invoice_number`, `case_number`, `type`, `status`, `created_at` |
| listed batch | `batch_id`, `type`, `status`, `created_at`, `finished_at`, `succeeded`, `failed` (how many; null: not said) |

What ends a stream of JSON lines early is one more line, `{"error": …}`. Objects of the API are not passed through: they may grow fields
that name people.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.invoice import Invoice
from amili_client.runtime import Unset, write_datetime

from amili_ext.cli.exits import ExitCode, exit_code
from amili_ext.cli.invoice_file import LocatedProblem
from amili_ext.errors import AmiliError, InputError, Problem, ResponseError, TokenError
from amili_ext.norway.collection.errors import SubmissionUnknownError
from amili_ext.norway.collection.handle import Reference
from amili_ext.norway.collection.outcomes import InvoiceOutcome


def error_document(error: AmiliError | KeyboardInterrupt) -> dict[str, Any]:
    """An error, without anything of it that may name people: neither bodies nor free texts of a server."""
    if isinstance(error, KeyboardInterrupt):
        return {"type": "Interrupted", "message": "interrupted", "exit_code": ExitCode.INTERRUPTED.value}
    document: dict[str, Any] = {"type": type(error).__name__, "message": str(error), "exit_code": exit_code(error).value}
    if error.handle is not None:
        document["batch_id"] = str(error.handle.batch_id)
    match error:
        case InputError():
            document["problems"] = [_problem(problem) for problem in error.problems]
        case SubmissionUnknownError():
            document |= {
                "references": [reference_document(reference) for reference in error.references],
                "candidates": [str(candidate) for candidate in error.candidates],
                "idempotency_key": error.idempotency_key,
                "status": error.status,
            }
        case ResponseError():
            document |= {"status": error.status, "code": error.code, "fields": sorted(error.fields), "request_id": error.request_id}
        case TokenError():
            document |= {"status": error.status, "code": error.code}
        case _:
            pass
    return document


def _problem(problem: Problem) -> dict[str, Any]:
    line, number = (problem.line, problem.invoice_number) if isinstance(problem, LocatedProblem) else (None, None)
    return {"line": line, "index": problem.index, "invoice_number": number, "field": problem.field, "message": problem.message}


def reference_document(reference: Reference) -> dict[str, Any]:
    """How an invoice is named."""
    return {"invoice_number": reference.invoice_number, "unique_source_invoice_id": reference.unique_source_invoice_id}


def outcome_document(batch_id: object, outcome: InvoiceOutcome) -> dict[str, Any]:
    """What became of one invoice."""
    return {
        "batch_id": str(batch_id),
        **reference_document(outcome.reference),
        "status": outcome.status.value,
        "reasons": list(outcome.reasons),
        "invoice_id": _text(outcome.invoice_id),
        "case_id": outcome.case_id,
        "case_number": outcome.case_number,
    }


def invoice_document(invoice: Invoice) -> dict[str, Any]:
    """An invoice of a list."""
    return {
        "invoice_id": _text(invoice.id),
        "organization_id": _text(invoice.organization.id) if invoice.organization else None,
        "invoice_number": _text(invoice.invoice_number),
        "case_number": _text(invoice.collection_case_number),
        "type": _text(invoice.type_),
        "status": _text(invoice.status),
        "created_at": moment(invoice.created_at),
    }


def batch_document(batch: Batch) -> dict[str, Any]:
    """A batch of a list."""
    return {
        "batch_id": _text(batch.batch_id),
        "type": _text(batch.type_),
        "status": _text(batch.status),
        "created_at": moment(batch.created_at),
        "finished_at": moment(batch.finished_at),
        "succeeded": None if isinstance(batch.succeeded, Unset) else len(batch.succeeded),
        "failed": None if isinstance(batch.failed, Unset) else len(batch.failed),
    }


def moment(value: datetime | Unset | None) -> str | None:
    """A time as the API writes it."""
    return write_datetime(value) if value else None


def _text(value: object) -> str | None:
    return None if value is None or isinstance(value, Unset) else str(value)
