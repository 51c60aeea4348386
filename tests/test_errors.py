"""Promise 4: one tree, which survives processes and queues with all it knows and shows nothing that must not be shown."""

from __future__ import annotations

import copy
import importlib
import inspect
import pickle
import pkgutil
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.case import Case
from amili_client.sweden.ada.models import Creditor, FinancePayout, FinancePayoutSpecification

import amili_ext
from amili_ext import AmiliError, BatchHandle, Reference
from amili_ext.errors import (
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    CredentialsError,
    InputError,
    NotFoundError,
    PagingError,
    PermissionDeniedError,
    Problem,
    RateLimitedError,
    ResponseError,
    ServerError,
    TokenError,
    TransportError,
    UnknownOutcomeError,
    ValidationError,
    error_class,
    phrase,
)
from amili_ext.norway import (
    ActionStatus,
    CaseAction,
    CaseActionError,
    CaseActionUnknownError,
    CaseHandle,
    CaseNotFoundError,
    CaseOutcome,
    SeveralCasesError,
)
from amili_ext.norway.arm import CustomerInUseError, DocumentExistsError
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from amili_ext.norway.collection.batch.result import reconcile
from amili_ext.norway.webhooks.errors import WebhookError
from amili_ext.outcomes import PartialFailureError
from amili_ext.sweden import (
    AccessGroupNotFoundError,
    ActionFailedError,
    ActionResult,
    AlreadyThereError,
    CaseMappingError,
    EditConflictError,
    ReconciliationError,
)
from amili_ext.sweden.ada.eve.errors import EtagRequiredError
from amili_ext.sweden.ada.files.media_file import FileChangedError
from amili_ext.sweden.ada.files.multipart import ProgressFailedError
from amili_ext.sweden.ada.money.reconciliation import reconciled
from amili_ext.sweden.ada.registering.case_mapping import Made
from amili_ext.waiting import PollTimeoutError, UnfinishedBatchesError

from .support import BATCH, ORGANIZATION

REFERENCES = (Reference("INV-1", "erp-1"), Reference("INV-2"))
HANDLE = BatchHandle(BATCH, ORGANIZATION, REFERENCES, datetime(2026, 1, 1, tzinfo=UTC), "key", adopted=True)
RESULT = reconcile(
    HANDLE, Batch.from_dict({"batchId": str(BATCH), "status": "PARTIAL", "failed": [{"invoiceNumber": "INV-2", "errors": ["no"]}]})
)
CREDITOR = Creditor.from_dict({"_id": "c", "_etag": "e", "name": "Kari Nordmann"})
PROBLEMS = [Problem(0, "dueDate", "is before invoiceDate"), Problem(None, "", "there are no invoices to submit")]

RESPONSE: dict[str, Any] = {
    "status": 422,
    "code": "INVALID",
    "fields": {"invoices[0].dueDate": ("too early",)},
    "messages": ("Kari Nordmann owes nothing",),
    "request_id": "req-1",
    "retry_after": 3.5,
    "body": b"\x00raw",
}


def samples() -> Iterator[AmiliError]:
    """One of each class, with every attribute set."""
    yield AmiliError("root")
    yield ConfigurationError("setting")
    yield InputError(PROBLEMS)
    yield TransportError("cut", sent=True, timeout=True)
    for kind in (ResponseError, *(one for one in _below(ResponseError) if one.__module__ == "amili_ext.errors")):
        yield kind("422 for POST https://api", **RESPONSE)
    for kind in (TokenError, CredentialsError):
        yield kind("no token", transient=True, status=503, code="busy", retry_after=2.0)
    yield PagingError("circle")
    yield UnknownOutcomeError("in doubt", references=("INV-1",), candidates=("id",), status=504)
    yield PollTimeoutError("late", handle=HANDLE)
    yield UnfinishedBatchesError({HANDLE: TransportError("cut", sent=False)})
    yield SubmissionUnknownError("in doubt", references=REFERENCES, idempotency_key="key", candidates=(BATCH,), status=502)
    yield PartialFailureError("some failed", result=RESULT)
    yield from norwegian_samples()
    yield from swedish_samples()


def norwegian_samples() -> Iterator[AmiliError]:
    yield CaseNotFoundError("none", case_number="5000001")
    yield SeveralCasesError("two", case_number="5000001", candidates=(BATCH, ORGANIZATION))
    sent = CaseHandle(CaseAction.PAUSE, ORGANIZATION, BATCH, "5000001", datetime(2026, 1, 1, tzinfo=UTC))
    case = Case.from_dict({"caseId": str(BATCH), "caseNumber": 5000001, "debtors": [{"fullName": "Kari Nordmann"}]})
    pending = CaseOutcome(0, CaseAction.PAUSE, "5000001", ActionStatus.PENDING, ("Kari Nordmann owes nothing",), case, None, sent)
    yield CaseActionError("not yet", outcome=pending)
    yield CaseActionUnknownError("lost", outcome=pending, status=504)
    yield CustomerInUseError(ValidationError("422 for DELETE https://api", **RESPONSE), customer_no="543210")
    yield DocumentExistsError(["88776655"], [Problem(0, "currency_amounts.incl_vat", "is another one", "documents")])
    for kind in (WebhookError, *_below(WebhookError)):
        yield kind("not what was agreed")


def swedish_samples() -> Iterator[AmiliError]:
    case = "6867da7788b9226bb78d716c"
    yield AlreadyThereError("another one", references=("INV-1",), candidates=(case,))
    yield CaseMappingError("which is which?", references=("INV-1", "INV-2"), made=Made("r", (case,), ("o",), ("20251852687013699044",)))
    refused = ActionResult("payment", "p", "c", case, None, Decimal("250.00"), Decimal(0), "error", "error", "case_closed", adopted=False)
    yield ActionFailedError("not carried out", result=refused)
    changes, answer = {"name": "Kari Nordmann"}, ResponseError("412", **RESPONSE)
    yield EditConflictError("changed", document_id="c", etag="e", changes=changes, mine=CREDITOR, theirs=CREDITOR, failure=answer)
    yield EtagRequiredError(answer)
    yield AccessGroupNotFoundError("none", group_type="admin", field_names=("type",), candidates=(case,))
    yield FileChangedError("shorter")
    yield ProgressFailedError(ValueError("theirs"))
    payout = FinancePayout.from_dict({"_id": "p", "total_amount": Decimal("75.01")})
    line = FinancePayoutSpecification.from_dict({"_id": "s", "payout": "p", "amount": 60, "vat_amount": 15, "total_amount": 75})
    yield ReconciliationError(reconciled([(payout, [line])]))


def _below(kind: type[Any]) -> list[type[Any]]:
    found = [inner for one in kind.__subclasses__() for inner in (one, *_below(one))]
    return [one for one in found if one.__module__.startswith("amili_ext.")]


SAMPLES = {type(error): error for error in samples()}
ALL = [AmiliError, *_below(AmiliError)]


def described(error: BaseException) -> Any:
    """All that an error knows, comparable."""
    plain = {name: _described(value) for name, value in vars(error).items()}
    return type(error), str(error), repr(error), error.args, plain


def _described(value: Any) -> Any:
    if isinstance(value, Exception):
        return described(value)
    return {name: _described(inner) for name, inner in value.items()} if isinstance(value, dict) else value


def test_there_is_a_sample_of_every_class() -> None:
    """So that whoever adds one is told to try it here."""
    assert set(SAMPLES) == set(ALL)


def test_everything_that_any_module_raises_of_its_own_is_in_the_tree() -> None:
    for found in pkgutil.walk_packages(amili_ext.__path__, "amili_ext."):
        if found.name.startswith(("amili_ext.sandbox", "amili_ext.cli")):
            continue  # servers and commands end in answers and exit codes
        module = importlib.import_module(found.name)
        raised = {
            value
            for value in vars(module).values()
            if inspect.isclass(value) and issubclass(value, Exception) and value.__module__ == module.__name__
        }
        # A signal from one step of a trace to the next, which never gets out of it; `test_tracing` has servers that set it off.
        raised = {one for one in raised if one.__name__ != "NotHeeded"}
        assert {one for one in raised if not issubclass(one, Warning)} <= set(ALL), found.name


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_keeps_everything(kind: type[AmiliError], protocol: int) -> None:
    error = SAMPLES[kind]
    assert described(pickle.loads(pickle.dumps(error, protocol))) == described(error)  # our own bytes


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copying_keeps_everything_and_makes_another_object(kind: type[AmiliError], copied: Any) -> None:
    error = SAMPLES[kind]
    twin = copied(error)
    assert twin is not error
    assert described(twin) == described(error)


@pytest.mark.parametrize("kind", ALL)
def test_what_was_added_later_is_kept_too(kind: type[AmiliError]) -> None:
    """The handle that a wait puts on an error, and notes."""
    error = copy.copy(SAMPLES[kind])
    error.handle = HANDLE
    error.add_note("in the nightly job")
    again = pickle.loads(pickle.dumps(error))  # our own bytes
    assert again.handle == HANDLE
    assert again.__notes__ == ["in the nightly job"]


def test_a_subclass_of_a_caller_is_pickled_as_such() -> None:
    again = pickle.loads(pickle.dumps(CallersOwnError("x", status=400, mine=5)))  # our own bytes
    assert (type(again), again.mine, again.status) == (CallersOwnError, 5, 400)


class CallersOwnError(ResponseError):
    def __init__(self, message: str, *, status: int, mine: int) -> None:
        self.mine = mine
        super().__init__(message, status=status)


@pytest.mark.parametrize("kind", [ResponseError, *_below(ResponseError)])
def test_neither_the_body_nor_the_servers_words_are_shown(kind: type[ResponseError]) -> None:
    error = SAMPLES[kind]
    shown = f"{error} {error!r} {''.join(traceback.format_exception(error))}"
    for hidden in ("raw", "Kari", "too early"):
        assert hidden not in shown
    assert (error.body, error.messages, error.fields) == (RESPONSE["body"], RESPONSE["messages"], RESPONSE["fields"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (409, ConflictError),
        (412, ConflictError),
        (422, ValidationError),
        (429, RateLimitedError),
        (500, ServerError),
        (502, ServerError),
        (503, ServerError),
        (599, ServerError),
        (999, ServerError),
        (301, ResponseError),
        (402, ResponseError),
        (418, ResponseError),
        (499, ResponseError),
        (0, ResponseError),
    ],
)
def test_each_status_has_its_class(status: int, kind: type[ResponseError]) -> None:
    assert error_class(status) is kind


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "404 Not Found"),
        (413, "413 Content Too Large"),
        (422, "422 Unprocessable Content"),
        (503, "503 Service Unavailable"),
        (599, "599"),
        (0, "0"),
        (-1, "-1"),
    ],
)
def test_a_status_is_written_with_its_words_if_it_has_any(status: int, words: str) -> None:
    assert phrase(status) == words


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(3, "debtors[0].emails", "must be a list, not str"), "invoices[3].debtors[0].emails: must be a list, not str"),
        (Problem(0, "", "must be an InvoiceInput"), "invoices[0]: must be an InvoiceInput"),
        (Problem(None, "", "there are no invoices"), "there are no invoices"),
        (Problem(None, "batchSize", "is odd"), "batchSize: is odd"),
    ],
)
def test_a_problem_says_where_it_is(problem: Problem, text: str) -> None:
    assert str(problem) == text


@pytest.mark.parametrize(
    ("count", "end"),
    [(1, "p0"), (5, "p4"), (6, "p4; and 1 more problems (see .problems)"), (500, "p4; and 495 more problems (see .problems)")],
)
def test_five_problems_are_shown_and_all_are_kept(count: int, end: str) -> None:
    problems = [Problem(None, "", f"p{number}") for number in range(count)]
    error = InputError(problems)
    assert str(error).endswith(end)
    assert error.problems == tuple(problems)
    assert isinstance(error, ValueError), "what a caller expects of bad input"


def test_defaults_of_a_response_error_are_empty_and_not_shared() -> None:
    first, second = ResponseError("a", status=500), ResponseError("b", status=500)
    assert (first.code, first.fields, first.messages, first.request_id, first.retry_after, first.body) == (None, {}, (), None, None, b"")
    assert first.fields is not second.fields
    assert AmiliError("x").handle is None


TOKEN: dict[str, Any] = {"transient": True, "status": 503, "code": "busy", "retry_after": 2.0}


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        (InputError, {"problems": tuple(PROBLEMS)}),
        (TransportError, {"sent": True, "timeout": True}),
        (ValidationError, RESPONSE),
        (TokenError, TOKEN),
        (CredentialsError, TOKEN),
        (PollTimeoutError, {"handle": HANDLE}),
        (UnknownOutcomeError, {"references": ("INV-1",), "candidates": ("id",), "status": 504}),
        (SubmissionUnknownError, {"references": REFERENCES, "idempotency_key": "key", "candidates": (BATCH,), "status": 502}),
        (PartialFailureError, {"result": RESULT}),
    ],
)
def test_each_error_knows_what_it_was_told(kind: type[AmiliError], known: dict[str, Any]) -> None:
    assert {name: getattr(SAMPLES[kind], name) for name in known} == known


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (TransportError, "cut"),
        (NotFoundError, "422 for POST https://api"),
        (TokenError, "no token"),
        (PollTimeoutError, "late"),
        (SubmissionUnknownError, "in doubt"),
        (PartialFailureError, "some failed"),
    ],
)
def test_each_error_says_what_it_was_told(kind: type[AmiliError], message: str) -> None:
    assert str(SAMPLES[kind]) == message


def test_errors_of_many_batches_are_found_by_handle() -> None:
    error = SAMPLES[UnfinishedBatchesError]
    assert isinstance(error, UnfinishedBatchesError)
    assert "1" in str(error)
    assert [(handle, str(inner)) for handle, inner in error.errors.items()] == [(HANDLE, "cut")]


def test_what_is_not_said_of_an_error_is_no() -> None:
    assert TransportError("cut", sent=False).timeout is False
    assert (TokenError("x", transient=False).status, TokenError("x", transient=False).retry_after) == (None, None)
