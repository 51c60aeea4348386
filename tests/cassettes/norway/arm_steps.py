"""What the scenarios of ARMrest do.

The people in them are the customer and the documents that Amili's pages print. ARM is a ledger: what is put there stays, so all but the
transcribed one are played in the sandbox only, and numbers are fixed.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from amili_client.norway.arm.api.customers import get_customers
from amili_client.runtime import decode_json

from amili_ext.errors import AmiliError
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.result import ArmBatchResult
from amili_ext.norway.arm.posting.arm_file import ArmFile
from tests.cassettes.driving import Steps, Summary, trouble
from tests.cassettes.norway.following import refusal

OWE = "543210"
"""The published customer."""

PRINTED = Path(__file__).with_name("arm_document.json")
"""The request of "POST (create) a batch of documents" as its page prints it, without the line and the document that are cut off there."""


def document(number: str | None = None, **changes: Any) -> dict[str, Any]:
    """The published document, or another one that begins like it."""
    whole: dict[str, Any] = decode_json(PRINTED.read_bytes())["documents"][0]
    if number is None:
        return whole
    kept = ("documentType", "customerNo", "documentDate", "dueDate", "currency", "currencyAmounts")
    return {**{name: whole[name] for name in kept}, "documentNo": number, **changes}


def summary_of(result: ArmBatchResult) -> Summary:
    """What became of a batch."""
    return {
        "status": result.state.status if result.state else None,
        "succeeded": [outcome.reference for outcome in result.succeeded],
        "failed": {outcome.reference: list(outcome.reasons) for outcome in result.failed},
        "unsettled": [outcome.reference for outcome in result.unsettled],
        "unexpected": list(result.unexpected),
    }


def paging_customers(arm: Any, _series: str) -> Steps:
    """Five customers come in a batch; all seven are then read on pages of five, by the stored query, and again from the second page."""
    handle = yield arm.customers.create_batch([{"customer_no": f"90000{number}", "currency": "NOK"} for number in range(1, 6)])
    yield arm.batches.wait(handle)
    pages = yield arm.customers.list(page_size=5).pages()
    rest = yield arm.customers.list(page_token=pages[0].next_page_token)
    return {
        "pages": [[customer.customer_no for customer in page.items] for page in pages],
        "more": [page.next_page_token is not None for page in pages],
        "rest": [customer.customer_no for customer in rest],
    }


def create_and_change(arm: Any, _series: str) -> Steps:
    """A customer is created; of its address one field is changed, so that it is read first and the whole is sent; a text is cleared."""
    address = {"address_line_1": "C/O ARMchair industries", "postal_code": "1234", "city_name": "Oslo", "country_code": "NO"}
    customer = {"customer_no": "900001", "name": "Owe Armstrong", "customer_message": "Keep it up!", "postal_address": address}
    created = yield arm.customers.create(customer)
    changed = yield arm.customers.update({"customer_no": "900001", "postal_address": {"postal_code": "0155"}, "customer_message": ""})
    found = yield arm.customers.get("900001", language="no")
    return {
        "adopted": [created.adopted, changed.adopted],
        "name": found.name,
        "message": found.customer_message,
        "address": {name: value for name, value in found.postal_address.to_dict().items() if value},
    }


def documents_in_a_batch(arm: Any, _series: str) -> Steps:
    """The published document is handed over and waited for; handed over again, it is found, and nothing is sent."""
    handle = yield arm.with_options(user_id="TestUser").documents.create_batch([document()])
    result = yield arm.batches.wait(ArmBatchHandle.from_json(handle.to_json()))
    found = yield arm.documents.get("88776655", expand="arItems")
    again = yield arm.documents.create_batch([document()])
    return {
        **summary_of(result),
        "to pay": str(found["arItems"][0]["remainingAmount"]),
        "again": [again.batch_uuid, list(again.already)],
    }


def partly_and_refused(arm: Any, _series: str) -> Steps:
    """Two batches: of one, one document fails (206); the other is refused as a whole (406)."""
    summaries = []
    for numbers in (("1001", "1002"), ("1003",)):
        documents = [document(number, **({} if number == "1001" else {"customerNo": "999999"})) for number in numbers]
        handle = yield arm.documents.create_batch(documents)
        result = yield arm.batches.wait(handle)
        summaries.append(summary_of(result))
    return {"batches": summaries}


def batch_adopted(arm: Any, _series: str) -> Steps:
    """A batch in doubt (504) whose document turns out to be there: it is adopted, and not sent again."""
    handle = yield arm.documents.create_batch([document("1001")])
    result = yield arm.batches.wait(handle)
    return {"batch": handle.batch_uuid, "already": list(handle.already), "complete": result.complete}


def delete_refused(arm: Any, _series: str) -> Steps:
    """A customer with a document is not deleted (422); one without is, and is gone then (404)."""
    yield arm.documents.create(document("1001"))
    summary: Summary = {}
    try:
        yield arm.customers.delete(OWE)
    except AmiliError as error:
        summary["with a document"] = refusal(error)
    yield arm.customers.delete("765432")
    try:
        yield arm.customers.get("765432")
    except AmiliError as error:
        summary["without"] = trouble(error)
    return summary


def auto_postings(arm: Any, _series: str) -> Steps:
    """Auto postings are all or nothing: one fails, and another falls with it; the right one alone is validated, then posted."""
    yield arm.documents.create(document("1001"))
    items = yield arm.ar_items.list()
    item: Any = items[0]["arItemId"]
    right, wrong = {"arItemId": item, "amount": Decimal("500.50")}, {"arItemId": 1, "amount": 1}
    rejected = yield arm.auto_postings.create("payment", [right, wrong])
    validated = yield arm.auto_postings.create("payment", [right], validate_only=True)
    posted = yield arm.auto_postings.create("payment", [right])
    left = yield arm.ar_items.get(item)
    return {
        "posted": [result.posted for result in (rejected, validated, posted)],
        "fell with it": [outcome.index for outcome in rejected.failed if outcome.rejected_with_batch],
        "culprits": {outcome.index: list(outcome.reasons) for outcome in rejected.culprits},
        "left": str(left["remainingAmount"]),
    }


def files(arm: Any, _series: str) -> Steps:
    """Two files are uploaded, of which one is refused (207); then one alone, which is not (200)."""
    text, program = ArmFile("a.txt", b"A-1\n"), ArmFile("a.exe", b"A-2\n")
    mixed = yield arm.files.upload([text, program])
    alone = yield arm.files.upload([text])
    return {
        "status": [mixed.status, alone.status],
        "outcomes": [outcome.status.value for outcome in (*mixed, *alone)],
        "reasons": [list(outcome.reasons) for outcome in mixed.failed],
    }


def payment_reserved(arm: Any, _series: str) -> Steps:
    """A payment is reserved; the same payment again is refused (422)."""
    yield arm.documents.create(document("1001"))
    fields = {"amount": Decimal("6500.00"), "currency": "NOK"}
    done = yield arm.payment_reservations.create("payment-1", document_no="1001", fields=fields)
    try:
        yield arm.payment_reservations.create("payment-1", document_no="1001", fields=fields)
    except AmiliError as error:
        return {"reserved": done.payment_id, "again": refusal(error)}
    raise AssertionError("it was reserved twice")


def printed_list(arm: Any, _series: str) -> Steps:
    """The first page of the list of customers that its page prints."""
    found = yield arm.call(get_customers, arm.client_no)
    [customer] = found.customers
    summary = found.summary
    return {
        "customer": customer.customer_no,
        "discount": str(customer.discount_rate),
        "stops": customer.stop_reminder_until.isoformat(),
        "email": customer.email_address_document,
        "of": [summary.total_pages, summary.total_count, summary.maximum_count],
        "query": summary.query_id,
    }
