"""Every payment and every correction that was sent comes back exactly once, in the order sent, whatever the batch says."""

from __future__ import annotations

import copy
import json
import pickle
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models import Batch
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import BatchHandle, ItemStatus
from amili_ext.errors import ConfigurationError
from amili_ext.norway.collection.batch.by_amount import Amounts
from amili_ext.norway.collection.batch.handle import AmountHandle
from amili_ext.norway.collection.batch.kind import Likeness
from amili_ext.norway.collection.batch.kinds import CORRECTIONS, INVOICES, PAYMENTS
from amili_ext.norway.collection.batch.references import AmountReference
from amili_ext.norway.collection.batch.result import reconcile
from amili_ext.outcomes import PartialFailureError

BATCH = UUID("d290f1ee-6c54-4b01-90e6-d701748f0851")
ORGANIZATION = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")
INVOICE = UUID("4f163819-178d-470c-a246-d6768476a6ec")
OTHER = UUID("cfa69f56-2faf-4a1f-a011-1980d4e385b0")

SUCCEEDED, FAILED = ItemStatus.SUCCEEDED, ItemStatus.FAILED
UNREPORTED, CONTRADICTORY = ItemStatus.UNREPORTED, ItemStatus.CONTRADICTORY


def sent(*amounts: str, invoice: UUID = INVOICE) -> list[AmountReference]:
    return [AmountReference(invoice, Decimal(amount)) for amount in amounts]


def handle_of(*references: AmountReference) -> AmountHandle:
    return BatchHandle(BATCH, ORGANIZATION, references, datetime(2026, 1, 15, tzinfo=UTC), kind=PAYMENTS)


def item(invoice: UUID | None = INVOICE, amount: Any = None, **more: Any) -> dict[str, Any]:
    named = {} if invoice is None else {"invoiceId": str(invoice)}
    return {"type": "PAYMENT", **named, **({} if amount is None else {"amount": amount}), **more}


def batch_of(succeeded: list[dict[str, Any]], failed: list[dict[str, Any]] | None = None) -> Batch:
    return Batch.from_dict(
        {"status": "PARTIAL", "succeeded": succeeded, "failed": [{"errors": ["is wrong"], **one} for one in failed or ()]}
    )


def statuses(references: list[AmountReference], batch: Batch) -> list[ItemStatus]:
    return [outcome.status for outcome in reconcile(handle_of(*references), batch)]


def test_a_success_names_the_invoice_and_the_case() -> None:
    batch = batch_of([item(invoiceNumber="INV-1", caseId="c-1", caseNumber="5000001")])
    (outcome,) = reconcile(handle_of(*sent("100")), batch)
    assert (outcome.status, outcome.invoice_id, outcome.amount) == (SUCCEEDED, INVOICE, Decimal(100))
    assert (outcome.invoice_number, outcome.case_id, outcome.case_number) == ("INV-1", "c-1", "5000001")


def test_amounts_tell_two_on_one_invoice_apart() -> None:
    batch = batch_of([item(amount=Decimal("200.00"))], [item(amount=100)])
    outcomes = reconcile(handle_of(*sent("100", "200")), batch).outcomes
    assert [(outcome.amount, outcome.status, outcome.reasons) for outcome in outcomes] == [
        (Decimal(100), FAILED, ("is wrong",)),
        (Decimal(200), SUCCEEDED, ()),
    ]


@pytest.mark.parametrize(
    ("succeeded", "failed", "expected"),
    [
        (2, 0, SUCCEEDED),
        (0, 2, FAILED),
        (1, 1, CONTRADICTORY),
        (0, 0, UNREPORTED),
        (1, 0, UNREPORTED),
        (0, 1, UNREPORTED),
        (3, 0, CONTRADICTORY),
        (2, 1, CONTRADICTORY),
    ],
)
@pytest.mark.parametrize("amounts", [("100", "200"), ("100", "100")])
def test_where_it_does_not_tell_them_two_are_settled_together_or_not_at_all(
    amounts: tuple[str, str], succeeded: int, failed: int, expected: ItemStatus
) -> None:
    assert statuses(sent(*amounts), batch_of([item()] * succeeded, [item()] * failed)) == [expected, expected]


def test_one_item_without_an_amount_may_be_about_any() -> None:
    batch = batch_of([item(amount=100), item()])
    assert statuses(sent("100", "200"), batch) == [SUCCEEDED, SUCCEEDED]
    assert statuses(sent("100", "200"), batch_of([item(amount=100)], [item()])) == [CONTRADICTORY, CONTRADICTORY]


def test_of_another_amount_nothing_is_believed() -> None:
    result = reconcile(handle_of(*sent("100")), batch_of([item(amount=Decimal("100.01"))]))
    assert [outcome.status for outcome in result] == [UNREPORTED]
    assert result.unexpected == (str(INVOICE),)
    with pytest.raises(PartialFailureError, match=rf"1 of 1 payments did not succeed; {INVOICE} \(unreported\); 1 items came back"):
        result.raise_for_failures()


def test_a_failure_that_names_no_invoice_is_listed_apart() -> None:
    """As documented for invoices, a failed item has a number and no id."""
    result = reconcile(handle_of(*sent("100")), batch_of([], [item(None, invoiceNumber="INV-1")]))
    assert [outcome.status for outcome in result] == [UNREPORTED]
    assert result.unexpected == ("INV-1",)


@pytest.mark.parametrize("amount", [None, True, "much", [], {}, "NaN"])
def test_what_is_no_amount_counts_as_none(amount: Any) -> None:
    assert statuses(sent("100"), batch_of([item(amount=amount)])) == [SUCCEEDED]


def test_reasons_are_kept_but_not_shown() -> None:
    result = reconcile(handle_of(*sent("100")), batch_of([], [item()]))
    with pytest.raises(PartialFailureError) as caught:
        result.raise_for_failures()
    for shown in (repr(result), repr(result.outcomes[0]), str(caught.value), repr(caught.value)):
        assert "is wrong" not in shown
    assert pickle.loads(pickle.dumps(caught.value)).result == result


invoices = st.sampled_from([INVOICE, OTHER, UUID(int=1)])
amounts = st.sampled_from(["100", "100.00", "7.50", "0.01"]).map(Decimal)
references = st.lists(st.builds(AmountReference, invoices, amounts), min_size=1, max_size=6)
told = st.lists(st.builds(item, st.none() | invoices | st.just(UUID(int=9)), st.none() | amounts | st.just("7.50")), max_size=6)


@given(references=references, succeeded=told, failed=told)
def test_each_comes_back_once_in_order_for_any_answer(
    references: list[AmountReference], succeeded: list[dict[str, Any]], failed: list[dict[str, Any]]
) -> None:
    result = reconcile(handle_of(*references), batch_of(succeeded, failed))
    assert [outcome.reference for outcome in result] == references
    assert [outcome.index for outcome in result] == list(range(len(references)))
    mentioned = Counter(one.get("invoiceId") for one in succeeded + failed)
    good, bad = (Counter(one.get("invoiceId") for one in items) for items in (succeeded, failed))
    for invoice in {reference.invoice_id for reference in references}:
        ours = [outcome for outcome in result if outcome.invoice_id == invoice]
        settled = Counter(outcome.status for outcome in ours)
        # Never more successes than the batch mentions, nor more failures; and nothing of what it does not mention.
        assert settled[SUCCEEDED] <= good[str(invoice)]
        assert settled[FAILED] <= bad[str(invoice)]
        if not mentioned[str(invoice)]:
            assert settled == {UNREPORTED: len(ours)}
    unknown = {one.get("invoiceId", "") for one in succeeded + failed} - {str(reference.invoice_id) for reference in references}
    assert unknown <= set(result.unexpected)
    assert len(result.succeeded) + len(result.failed) + len(result.unsettled) == len(references)


@given(references=references, order=st.randoms(), tells=st.booleans(), outcomes=st.data())
def test_a_batch_that_answers_for_each_settles_each(references: list[AmountReference], order: Any, tells: bool, outcomes: Any) -> None:
    """With one answer for all amounts on an invoice, or for each amount where the batch tells them."""
    answers: dict[Any, bool] = {}
    items: list[tuple[bool, dict[str, Any]]] = []
    for reference in references:
        key = reference[:2] if tells else reference.invoice_id
        if key not in answers:
            answers[key] = outcomes.draw(st.booleans())
        items.append((answers[key], item(reference.invoice_id, reference.amount if tells else None)))
    order.shuffle(items)
    batch = batch_of([one for good, one in items if good], [one for good, one in items if not good])
    result = reconcile(handle_of(*references), batch)
    for outcome in result:
        assert outcome.status is (SUCCEEDED if answers[outcome.reference[:2] if tells else outcome.invoice_id] else FAILED)
    assert result.unexpected == ()


# -- is this batch the one? ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("succeeded", "failed", "likeness"),
    [
        ([item(amount=100), item(OTHER, 200)], [], Likeness.SAME),
        ([item(amount=Decimal("100.00"))], [item(OTHER, 200)], Likeness.SAME),
        ([item(amount=100), item(OTHER, 201)], [], Likeness.PART),
        ([item(amount=101), item(OTHER, 201)], [], Likeness.OTHER),
        ([item(amount=100), item(OTHER, 200), item(OTHER, 200)], [], Likeness.PART),
        ([item(), item(OTHER)], [], Likeness.ALIKE),
        ([item(), item(OTHER, 200)], [], Likeness.ALIKE),
        ([item()], [item(None, invoiceNumber="INV-2")], Likeness.ALIKE),
        ([item()], [], Likeness.PART),
        ([item(), item(OTHER), item(OTHER)], [], Likeness.PART),
        ([item(), item(OTHER), item(UUID(int=9))], [], Likeness.PART),
        ([item(UUID(int=9))], [], Likeness.OTHER),
        ([], [], Likeness.OTHER),
    ],
)
def test_how_much_a_batch_looks_like_what_was_sent(succeeded: list[Any], failed: list[Any], likeness: Likeness) -> None:
    references = [*sent("100"), *sent("200", invoice=OTHER)]
    assert Amounts(references).compare(batch_of(succeeded, failed)).likeness is likeness


def test_an_item_for_each_invoice_may_stand_for_several_amounts() -> None:
    assert Amounts(sent("100", "200")).compare(batch_of([item()])).likeness is Likeness.ALIKE


def test_a_batch_took_what_it_succeeded_with() -> None:
    compare = Amounts(sent("100")).compare
    assert compare(batch_of([item()])).took
    assert not compare(batch_of([], [item()])).took
    assert not compare(batch_of([item(OTHER)])).took


@given(references=references, order=st.randoms(), tells=st.booleans())
def test_a_batch_of_just_this_is_never_taken_for_another(references: list[AmountReference], order: Any, tells: bool) -> None:
    items = [item(reference.invoice_id, reference.amount if tells else None) for reference in references]
    order.shuffle(items)
    half = len(items) // 2
    compared = Amounts(references).compare(batch_of(items[half:], items[:half]))
    assert compared == (Likeness.SAME if tells else Likeness.ALIKE, True)


# -- handles -------------------------------------------------------------------------------------------------------------------


@given(
    references=st.lists(
        st.builds(
            AmountReference,
            st.uuids(),
            st.decimals(allow_nan=False, allow_infinity=False),
            st.none() | st.datetimes(timezones=st.just(UTC)),
        )
    ).map(tuple),
    kind=st.sampled_from([PAYMENTS, CORRECTIONS]),
)
def test_a_handle_survives_its_text_and_a_pickle(references: tuple[AmountReference, ...], kind: Any) -> None:
    handle: AmountHandle = BatchHandle(BATCH, ORGANIZATION, references, datetime(2026, 1, 15, tzinfo=UTC), kind=kind)
    assert BatchHandle.from_json(handle.to_json()) == handle
    assert pickle.loads(pickle.dumps(handle)) == handle
    assert copy.deepcopy(handle) == handle


def test_handles_of_invoices_are_written_as_they_always_were() -> None:
    """So that a process with an older version of this package can go on with them; one of payments it refuses, by its version."""
    written = {
        "amili_batch_handle": 1,
        "batch_id": str(BATCH),
        "organization_id": str(ORGANIZATION),
        "submitted_at": "2026-01-15T00:00:00+00:00",
        "idempotency_key": None,
        "adopted": False,
        "references": [["INV-1", None]],
    }
    handle = BatchHandle.from_json(json.dumps(written))
    assert handle.kind is INVOICES
    assert json.loads(handle.to_json()) == written
    assert json.loads(handle_of().to_json())["amili_batch_handle"] == 2


def test_a_handle_says_what_it_is_of() -> None:
    assert repr(handle_of(*sent("100"))) == f"BatchHandle(batch_id='{BATCH}', 1 payments)"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "invoicez"},
        {"kind": None},
        {"kind": []},
        {"references": [["x", "100", None]]},
        {"references": [[str(INVOICE), "much", None]]},
        {"references": [[str(INVOICE), "NaN", None]]},
        {"references": [[str(INVOICE), 100, None]]},
        {"references": [[str(INVOICE), "100", "2026-01-15T00:00:00"]]},
        {"references": [[str(INVOICE), "100", 5]]},
        {"references": [[str(INVOICE), "100"]]},
        {"references": [[7, "100", None]]},
        {"references": 7},
        {"amili_batch_handle": 3},
    ],
)
def test_a_damaged_handle_is_refused(change: dict[str, object]) -> None:
    text = json.dumps(json.loads(handle_of(*sent("100")).to_json()) | change)
    with pytest.raises(ConfigurationError):
        BatchHandle.from_json(text)
