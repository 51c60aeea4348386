"""Every invoice that was sent comes back exactly once, in the order sent, whatever the batch says."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from uuid import UUID

import pytest
from amili_client.norway.collection.models import Batch
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import BatchHandle, ItemStatus, Reference
from amili_ext.errors import ConfigurationError
from amili_ext.norway.collection.batch.result import reconcile
from amili_ext.outcomes import PartialFailureError

ORGANIZATION = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")


def handle_of(*numbers: str) -> BatchHandle:
    references = tuple(Reference(number) for number in numbers)
    return BatchHandle(UUID("d290f1ee-6c54-4b01-90e6-d701748f0851"), ORGANIZATION, references, datetime(2024, 1, 15, tzinfo=UTC))


def batch_of(succeeded: list[str], failed: list[str]) -> Batch:
    return Batch.from_dict(
        {
            "status": "PARTIAL",
            "succeeded": [{"invoiceNumber": number, "caseNumber": f"CASE-{number}"} for number in succeeded],
            "failed": [{"invoiceNumber": number, "errors": [f"{number} is wrong"]} for number in failed],
        }
    )


def test_the_documented_partial_batch() -> None:
    """The batch printed on the Example Workflow page, for the two invoices that it speaks of."""
    batch = Batch.from_dict(
        {
            "batchId": "d290f1ee-6c54-4b01-90e6-d701748f0851",
            "type": "INVOICE",
            "status": "PARTIAL",
            "createdAt": "2024-01-15T10:30:00Z",
            "finishedAt": "2024-01-15T10:30:05Z",
            "organizationId": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            "createdBy": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
            "succeeded": [
                {
                    "type": "INVOICE",
                    "invoiceId": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                    "invoiceNumber": "INV-2024-00123",
                    "caseId": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
                    "caseNumber": "CASE-2024-00456",
                }
            ],
            "failed": [{"type": "INVOICE", "invoiceNumber": "INV-2024-00124", "errors": ["Debtor identification number is invalid"]}],
        }
    )
    result = reconcile(handle_of("INV-2024-00124", "INV-2024-00123"), batch)
    failed, succeeded = result
    assert (failed.invoice_number, failed.status, failed.reasons) == (
        "INV-2024-00124",
        ItemStatus.FAILED,
        ("Debtor identification number is invalid",),
    )
    assert (succeeded.invoice_id, succeeded.case_id, succeeded.case_number) == (
        UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7"),
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "CASE-2024-00456",
    )
    with pytest.raises(PartialFailureError, match="1 of 2 invoices did not succeed; INV-2024-00124"):
        result.raise_for_failures()


def test_what_the_batch_does_not_mention_is_neither_success_nor_failure() -> None:
    result = reconcile(handle_of("A", "B"), batch_of(["A"], []))
    assert [outcome.status for outcome in result] == [ItemStatus.SUCCEEDED, ItemStatus.UNREPORTED]
    assert [outcome.invoice_number for outcome in result.unsettled] == ["B"]
    with pytest.raises(PartialFailureError):
        result.raise_for_failures()


@pytest.mark.parametrize(("succeeded", "failed"), [(["A", "A"], []), (["A"], ["A"]), ([], ["A", "A"])])
def test_what_it_mentions_twice_is_contradictory(succeeded: list[str], failed: list[str]) -> None:
    assert [outcome.status for outcome in reconcile(handle_of("A"), batch_of(succeeded, failed))] == [ItemStatus.CONTRADICTORY]


def test_a_number_that_was_never_sent_is_reported_apart() -> None:
    result = reconcile(handle_of("A"), batch_of(["A", "X"], ["Y"]))
    assert result.unexpected == ("X", "Y")
    assert not result.complete
    with pytest.raises(PartialFailureError, match="2 numbers came back that were never sent"):
        result.raise_for_failures()


def test_a_complete_batch_raises_nothing() -> None:
    reconcile(handle_of("A", "B"), batch_of(["B", "A"], [])).raise_for_failures()


def test_reasons_are_kept_but_not_shown() -> None:
    result = reconcile(handle_of("A"), batch_of([], ["A"]))
    with pytest.raises(PartialFailureError) as caught:
        result.raise_for_failures()
    for shown in (repr(result), repr(result.outcomes[0]), str(caught.value), repr(caught.value)):
        assert "is wrong" not in shown
    assert pickle.loads(pickle.dumps(caught.value)).result == result


numbers = st.text("ABCDEF", min_size=1, max_size=2)


@given(sent=st.lists(numbers, unique=True, min_size=1), succeeded=st.lists(numbers), failed=st.lists(numbers))
def test_each_comes_back_once_in_order_for_any_answer(sent: list[str], succeeded: list[str], failed: list[str]) -> None:
    result = reconcile(handle_of(*sent), batch_of(succeeded, failed))
    assert [outcome.invoice_number for outcome in result] == sent
    assert [outcome.index for outcome in result] == list(range(len(sent)))
    mentions = succeeded + failed
    for outcome in result:
        expected = {0: {ItemStatus.UNREPORTED}, 1: {ItemStatus.SUCCEEDED, ItemStatus.FAILED}}
        assert outcome.status in expected.get(mentions.count(outcome.invoice_number), {ItemStatus.CONTRADICTORY})
        if outcome.status is ItemStatus.SUCCEEDED:
            assert outcome.invoice_number in succeeded
    assert set(result.unexpected) == set(mentions) - set(sent)
    assert len(result.succeeded) + len(result.failed) + len(result.unsettled) == len(sent)


# -- handles -------------------------------------------------------------------------------------------------------------------

references = st.builds(Reference, st.text(min_size=1), st.none() | st.text())


@given(
    batch_id=st.uuids(),
    given_references=st.lists(references).map(tuple),
    moment=st.datetimes(timezones=st.just(UTC)),
    key=st.none() | st.text(),
    adopted=st.booleans(),
)
def test_a_handle_survives_its_text(
    batch_id: UUID, given_references: tuple[Reference, ...], moment: datetime, key: str | None, adopted: bool
) -> None:
    handle = BatchHandle(batch_id, ORGANIZATION, given_references, moment, key, adopted)
    assert BatchHandle.from_json(handle.to_json()) == handle


@pytest.mark.parametrize(
    "change",
    [
        {"batch_id": "x"},
        {"batch_id": None},
        {"submitted_at": "2024-01-15T10:30:00"},
        {"references": [["A"]]},
        {"references": [[1, None]]},
        {"references": "A"},
        {"idempotency_key": 7},
        {"amili_batch_handle": 2},
    ],
)
def test_a_damaged_handle_is_refused(change: dict[str, object]) -> None:
    text = json.dumps(json.loads(handle_of("A").to_json()) | change)
    with pytest.raises(ConfigurationError):
        BatchHandle.from_json(text)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "7", '"x"', "{"])
def test_what_is_no_handle_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError):
        BatchHandle.from_json(text)
