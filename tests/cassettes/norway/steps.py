"""What the scenarios do: the steps of each, and the invoices that they hand over.

Every invoice is the one that the Example Workflow page prints, with that page's debtor, under a number of its own and with the changes that
a scenario needs. Numbers begin with a series, so that each recording from staging can have new ones. Summaries name an invoice by what
follows the series, which is the same in every recording.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from amili_client.norway.collection.api.batches import get_batches_by_organization
from amili_client.norway.collection.api.invoice import create_invoices
from amili_client.norway.collection.models.create_invoices_request import CreateInvoicesRequest

from amili_ext import BatchHandle, BatchResult
from amili_ext.errors import AmiliError
from amili_ext.sandbox.norway.examples import documented_invoice
from amili_ext.waiting import PollTimeoutError
from tests.cassettes.driving import Steps, Summary, trouble

NOWHERE = UUID("00000000-0000-4000-8000-00000000dead")
"""No batch and no organization has this id."""


def invoice(series: str, number: int, amount: str = "4500.00", **changes: Any) -> dict[str, Any]:
    """The documented invoice as another one."""
    whole = documented_invoice()
    whole["claims"][0]["remainingAmount"] = Decimal(amount)
    own = {
        "invoiceNumber": f"INV-{series}-{number:05}",
        "originalInvoiceAmount": Decimal(amount),
        "uniqueSourceInvoiceId": f"erp-order-{series}-{number}",
    }
    return {**whole, **own, **changes}


def debtor_without_number() -> list[dict[str, Any]]:
    """The documented debtor with an empty identification number, which cannot be right; a wrong one might be somebody's."""
    return [{**documented_invoice()["debtors"][0], "identificationNumber": ""}]


def short(number: str) -> str:
    """An invoice number without its series."""
    return number.rpartition("-")[2]


def summary_of(result: BatchResult) -> Summary:
    """What became of a batch."""
    return {
        "status": str(result.batch.status),
        "succeeded": [short(outcome.invoice_number) for outcome in result.succeeded],
        "failed": {short(outcome.invoice_number): list(outcome.reasons) for outcome in result.failed},
        "unsettled": [short(outcome.invoice_number) for outcome in result.unsettled],
        "unexpected": [short(number) for number in result.unexpected],
        "with a case": [
            short(outcome.invoice_number) for outcome in result if outcome.invoice_id and outcome.case_id and outcome.case_number
        ],
    }


def workflow(amili: Any, series: str) -> Steps:
    """The whole workflow: token, submission, looks at the batch until it is SUCCESS, then one of its invoices."""
    handle = yield amili.invoices.submit([invoice(series, 123), invoice(series, 124, "1234.05")])
    saved = handle.to_json()
    result = yield amili.batches.wait(BatchHandle.from_json(saved))
    first = yield amili.invoices.get(result.outcomes[0].invoice_id)
    return {**summary_of(result), "read back": short(first.invoice_number)}


def partial(amili: Any, series: str) -> Steps:
    """A batch that ends PARTIAL: two of its four invoices fail, for different reasons."""
    invoices = [
        invoice(series, 201),
        invoice(series, 202, debtors=debtor_without_number()),
        invoice(series, 203, "0.01"),
        invoice(series, 204, currency="EUR"),
    ]
    return summary_of((yield amili.invoices.submit_and_wait(invoices)))


def failed(amili: Any, series: str) -> Steps:
    """A batch that ends FAILED; its second invoice breaks two rules."""
    invoices = [
        invoice(series, 301, debtors=[]),
        invoice(series, 302, currency="EUR", debtors=debtor_without_number()),
    ]
    return summary_of((yield amili.invoices.submit_and_wait(invoices)))


def one_batch(amili: Any, series: str) -> Steps:
    """One invoice, handed over and waited for; what goes wrong on the way is up to the scenario."""
    return summary_of((yield amili.invoices.submit_and_wait([invoice(series, 401)])))


def submissions(amili: Any, *batches: list[dict[str, Any]]) -> Steps:
    """Several batches, handed over one after the other and waited for in that order."""
    handles = []
    for invoices in batches:
        handles.append((yield amili.invoices.submit(invoices)))  # noqa: PERF401  # a yield cannot be in a comprehension
    results = []
    for handle in handles:
        result = yield amili.batches.wait(handle)
        results.append(summary_of(result)["succeeded"])
    return {"succeeded": results}


def two_submissions(amili: Any, series: str) -> Steps:
    """Two batches to the same address, which only their bodies tell apart."""
    return (yield from submissions(amili, [invoice(series, 501, "100.10")], [invoice(series, 502, "200.20")]))


def poll_timeout(amili: Any, series: str) -> Steps:
    """A wait that runs out of time after ten seconds, and is resumed from the handle that its error carries."""
    handle = yield amili.invoices.submit([invoice(series, 601)])
    try:
        yield amili.batches.wait(handle, max_wait=10)
    except PollTimeoutError as error:
        result = yield amili.batches.wait(error.handle)
        return {"first": trouble(error), "then": summary_of(result)}
    raise AssertionError("the batch was finished too early")


def adopted(amili: Any, series: str) -> Steps:
    """A submission in doubt: a gateway answers 504 although the batch was made. It is found and adopted, not sent again."""
    handle = yield amili.invoices.submit([invoice(series, 701), invoice(series, 702)])
    result = yield amili.batches.wait(handle)
    batches = yield amili.batches.list()
    return {**summary_of(result), "adopted": handle.adopted, "batches": len(batches)}


def paging_invoices(amili: Any, series: str) -> Steps:
    """Five invoices on pages of two: read page by page, then from the second page on by the token that was on the first."""
    yield amili.invoices.submit_and_wait([invoice(series, 801 + index) for index in range(5)])
    pages = yield amili.invoices.list(customer_number="CUST-001").pages()
    rest = yield amili.invoices.list(customer_number="CUST-001", page_token=pages[0].next_page_token)
    return {
        "pages": [[short(item.invoice_number) for item in page.items] for page in pages],
        "more": [page.next_page_token is not None for page in pages],
        "rest": [short(item.invoice_number) for item in rest],
    }


def paging_batches(amili: Any, series: str) -> Steps:
    """Three batches on pages of two, the oldest first."""
    for index in range(3):
        yield amili.invoices.submit_and_wait([invoice(series, 901 + index)])
    pages = yield amili.batches.list(page_size=2, sort_direction="ASC").pages()
    return {
        "pages": [[[short(item.invoice_number) for item in batch.succeeded] for batch in page.items] for page in pages],
        "more": [page.next_page_token is not None for page in pages],
    }


def rate_limited(amili: Any, series: str) -> Steps:
    """Twice 429 with `Retry-After`: for the submission in seconds, for a look at the batch as a date. Both are waited out."""
    return (yield from one_batch(amili, series))


def gateway_page(amili: Any, series: str) -> Steps:
    """A gateway's HTML page: with 502 and 504 it passes and the look is repeated, with 200 it is an error."""
    summary = yield from one_batch(amili, series)
    try:
        yield amili.invoices.list()
    except AmiliError as error:
        return {**summary, "then": trouble(error)}
    raise AssertionError("an HTML page was taken for a list of invoices")


def documented_exchange(amili: Any, series: str) -> Steps:  # the invoice is the printed one
    """The exchange that the Example Workflow page prints: token, 202, and a batch that ended PARTIAL."""
    result = yield amili.invoices.submit_and_wait([documented_invoice()])
    return {"batch": str(result.handle.batch_id), **summary_of(result), "case": result.outcomes[0].case_number}


def batch_not_found(amili: Any, series: str) -> Steps:  # nothing is handed over
    """404: a batch that the organization does not have."""
    try:
        yield amili.batches.get(NOWHERE)
    except AmiliError as error:
        return trouble(error)
    raise AssertionError("there is such a batch")


def organization_forbidden(amili: Any, series: str) -> Steps:  # nothing is handed over
    """403: an organization that the client may not act for."""
    try:
        yield amili.call(get_batches_by_organization, NOWHERE)
    except AmiliError as error:
        return trouble(error)
    raise AssertionError("there is such an organization")


def submission_refused(amili: Any, series: str) -> Steps:
    """Two submissions refused as a whole: 400 for one without invoices, 422 for a key that came with other invoices before."""
    summary: Summary = {}
    try:
        yield amili.call(create_invoices, amili.organization_id, body=CreateInvoicesRequest(invoices=[]))
    except AmiliError as error:
        summary["empty"] = trouble(error)
    yield amili.invoices.submit([invoice(series, 1001)], idempotency_key=f"erp-batch-{series}-7")
    try:
        yield amili.invoices.submit([invoice(series, 1002)], idempotency_key=f"erp-batch-{series}-7")
    except AmiliError as error:
        summary["key used before"] = trouble(error)
    return summary


def refused_credentials(amili: Any, series: str) -> Steps:  # nothing is handed over
    """The token endpoint refuses the client; the API is not called."""
    try:
        yield amili.batches.list()
    except AmiliError as error:
        return trouble(error)
    raise AssertionError("wrong credentials were accepted")
