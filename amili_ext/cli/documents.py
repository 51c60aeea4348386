"""The JSON that `--json` writes. These keys are part of the public interface: they may become more, never fewer.

| object | keys |
| --- | --- |
| error | `type`, `message`, `exit_code`, and what its type has of those in the next two rows |
| … | `problems`, `references`, `candidates`, `status`, `code`, `fields`, `request_id`, `batch_id`, `idempotency_key` |
| … | `registration_id`, `case_ids`, `ocr_numbers`, `document_id` |
| problem | `line`, `index`, `invoice_number`, `field`, `message` |
| reference | in Norway an object: of an invoice `invoice_number`, `unique_source_invoice_id`; of a payment or a correction … |
| … | … `invoice_id`, `amount`, `date`; in Sweden, and of a case, a text: a number, or an id |

What else there is, is listed beside the commands of each country. What ends a stream of JSON lines early is one more line, `{"error": …}`.
Objects of the API are not passed through: they may grow fields that name people.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amili_client.runtime import Unset, write_datetime

from amili_ext.cli.exits import ExitCode, exit_code
from amili_ext.cli.record_file import LocatedProblem
from amili_ext.errors import AmiliError, InputError, Problem, ResponseError, TokenError, UnknownOutcomeError
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from amili_ext.norway.collection.batch.references import AmountReference, Reference
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.eve.errors import EditConflictError
from amili_ext.sweden.ada.registering.case_mapping import CaseMappingError


def error_document(error: AmiliError | KeyboardInterrupt) -> dict[str, Any]:
    """An error, without anything of it that may name people: neither bodies nor free texts of a server."""
    if isinstance(error, KeyboardInterrupt):
        return {"type": "Interrupted", "message": "interrupted", "exit_code": ExitCode.INTERRUPTED.value}
    document: dict[str, Any] = {"type": type(error).__name__, "message": str(error), "exit_code": exit_code(error).value}
    batch_id: Any = getattr(error.handle, "batch_id", None)
    if batch_id is not None:
        document["batch_id"] = str(batch_id)
    match error:
        case InputError():
            document["problems"] = [_problem(problem) for problem in error.problems]
        case UnknownOutcomeError():
            document |= _in_doubt(error) | {"status": error.status}
        case AlreadyThereError():
            document |= _in_doubt(error)
        case ResponseError():
            document |= {"status": error.status, "code": error.code, "fields": sorted(error.fields), "request_id": error.request_id}
        case TokenError():
            document |= {"status": error.status, "code": error.code}
        case _:
            pass
    match error:
        case SubmissionUnknownError():
            document["idempotency_key"] = error.idempotency_key
        case CaseMappingError():
            document["registration_id"] = error.registration
            document["case_ids"], document["ocr_numbers"] = list(error.cases), list(error.ocr_numbers)
        case EditConflictError():
            document["document_id"] = error.document_id
        case _:
            pass
    return document


def _in_doubt(error: UnknownOutcomeError | AlreadyThereError) -> dict[str, Any]:
    references = [_reference(reference) for reference in error.references]
    return {"references": references, "candidates": [str(candidate) for candidate in error.candidates]}


def _problem(problem: Problem) -> dict[str, Any]:
    line, number = (problem.line, problem.invoice_number) if isinstance(problem, LocatedProblem) else (None, None)
    return {"line": line, "index": problem.index, "invoice_number": number, "field": problem.field, "message": problem.message}


def _reference(reference: Any) -> dict[str, Any] | str:
    return reference_document(reference) if isinstance(reference, Reference | AmountReference) else str(reference)


def reference_document(reference: Reference | AmountReference) -> dict[str, Any]:
    """How a Norwegian invoice, payment or correction is named."""
    if isinstance(reference, AmountReference):
        return {"invoice_id": str(reference.invoice_id), "amount": f"{reference.amount:f}", "date": moment(reference.date)}
    return {"invoice_number": reference.invoice_number, "unique_source_invoice_id": reference.unique_source_invoice_id}


def name(reference: Any) -> str:
    """The same in a word."""
    if isinstance(reference, AmountReference):
        return f"{reference.amount:f} on invoice {reference.invoice_id}"
    return reference.invoice_number if isinstance(reference, Reference) else str(reference)


def moment(value: datetime | Unset | None) -> str | None:
    """A time in ISO 8601."""
    return write_datetime(value) if value else None


def text(value: object) -> str | None:
    """What the API says as a text, if it says anything."""
    return None if value is None or isinstance(value, Unset) else str(value)
