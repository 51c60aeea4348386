"""Scenarios of what follows a hand-over: cases and actions on them, payments and corrections, settlements, and where everything stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from amili_client.norway.collection.api.collections import get_cases_by_organization, pause_case
from amili_client.norway.collection.api.correction import create_corrections
from amili_client.norway.collection.api.payment import create_payments
from amili_client.norway.collection.api.settlement import get_settlements
from amili_client.norway.collection.models.create_corrections_request import CreateCorrectionsRequest
from amili_client.norway.collection.models.create_payments_request import CreatePaymentsRequest

from amili_ext.errors import AmiliError
from tests.cassettes.driving import Stage, Steps, Summary, trouble
from tests.cassettes.norway.steps import NOWHERE, invoice, short


def refusal(error: AmiliError) -> Summary:
    """What an error says, with the words that the API used."""
    return {**trouble(error), "messages": list(getattr(error, "messages", ()))}


def handed_over(amili: Any, series: str, *numbers: int) -> Steps:
    """Hand over these and give their outcomes."""
    result = yield amili.invoices.submit_and_wait([invoice(series, number) for number in numbers])
    return {"outcomes": result.outcomes}


def pause_and_resume(amili: Any, series: str) -> Steps:
    """A case is found by its number, paused, paused again (nothing is sent), found among the paused ones, and resumed."""
    done = yield from handed_over(amili, series, 1101, 1102)
    number = done["outcomes"][0].case_number
    found = yield amili.cases.find(number)
    first = yield amili.cases.pause(number)
    again = yield amili.cases.pause(number)
    paused = yield amili.cases.list(status="PAUSED")
    resumed = yield amili.cases.resume(number)
    return {
        "found": short(found.invoices[0].invoice_number),
        "number": found.case_number,
        "outcomes": [outcome.status.value for outcome in (first, again, resumed)],
        "paused": [short(case.invoices[0].invoice_number) for case in paused],
        "in the end": str(resumed.case.status),
    }


def withdraw(amili: Any, series: str) -> Steps:
    """A case is withdrawn; what is then asked of it is refused, by us from what the case shows and by the API in its own words."""
    done = yield from handed_over(amili, series, 1201)
    number = done["outcomes"][0].case_number
    withdrawn = yield amili.cases.withdraw(number)
    paused = yield amili.cases.pause(number)
    summary: Summary = {
        "withdrawn": withdrawn.status.value,
        "is closed": withdrawn.case.closed_at is not None,
        "pausing it": paused.status.value,
    }
    try:
        yield amili.call(pause_case, amili.organization_id, UUID(str(withdrawn.case.case_id)))
    except AmiliError as error:
        summary["the API's words"] = refusal(error)
    return summary


def debt_collection_list(amili: Any, series: str) -> Steps:
    """Of two cases that wait in a debt-collection list one is accepted and one rejected; deciding again sends nothing."""
    done = yield from handed_over(amili, series, 1301, 1302)
    accepted, rejected = (outcome.case_number for outcome in done["outcomes"])
    first = yield amili.cases.accept_debt_collection_list(accepted)
    second = yield amili.cases.reject_debt_collection_list(rejected)
    again = yield amili.cases.accept_debt_collection_list(rejected)
    return {"outcomes": [outcome.status.value for outcome in (first, second, again)]}


def action_in_doubt(amili: Any, series: str) -> Steps:
    """A gateway answers 504 although the case is paused: it is looked at until it shows so, and nothing is sent again."""
    done = yield from handed_over(amili, series, 1401)
    outcome = yield amili.cases.pause(done["outcomes"][0].case_number)
    return {"status": outcome.status.value}


def payments(amili: Any, series: str) -> Steps:
    """Payments to the creditor: one is taken over, one is more than is owed, one is for an invoice that nobody has."""
    done = yield from handed_over(amili, series, 1501, 1502)
    first, second = done["outcomes"]
    rows = [
        {"invoiceId": first.invoice_id, "type": "DIRECT_PAYMENT", "amount": Decimal("1000.50"), "currency": "NOK"},
        {"invoiceId": second.invoice_id, "amount": Decimal("4500.01"), "currency": "NOK"},
        {"invoiceId": NOWHERE, "amount": 1, "currency": "NOK"},
    ]
    result = yield amili.payments.register_and_wait(rows)
    case = yield amili.cases.find(first.case_number)
    return {**_booked(result), "paid": str(case.invoices[0].paid_amount), "remaining": str(case.invoices[0].remaining_amount)}


def payment_adopted(amili: Any, series: str) -> Steps:
    """A payment in doubt: a gateway answers 504 although the batch was made. It is found and adopted, and the debtor has paid once."""
    done = yield from handed_over(amili, series, 1601)
    [outcome] = done["outcomes"]
    result = yield amili.payments.register_and_wait([{"invoiceId": outcome.invoice_id, "amount": Decimal("100"), "currency": "NOK"}])
    case = yield amili.cases.find(outcome.case_number)
    return {"adopted": result.handle.adopted, "paid": str(case.invoices[0].paid_amount)}


def corrections(amili: Any, series: str) -> Steps:
    """A correction of all that is owed closes the case; a second one for it is refused in the API's words."""
    done = yield from handed_over(amili, series, 1701)
    [outcome] = done["outcomes"]
    whole = {"invoiceId": outcome.invoice_id, "amount": Decimal("4500.00"), "currency": "NOK", "description": "Credit note 7"}
    first = yield amili.corrections.register_and_wait([whole])
    second = yield amili.corrections.register_and_wait([{**whole, "amount": Decimal("1"), "description": "Credit note 8"}])
    case = yield amili.cases.find(outcome.case_number)
    return {
        "first": _booked(first),
        "second": _booked(second),
        "credited": str(case.invoices[0].credited_amount),
        "is closed": case.closed_at is not None,
    }


def settlements(amili: Any, series: str) -> Steps:
    """Debtors pay: settlements are read page by page, one by its id, and a second run brings only what is new since the first."""
    done = yield from handed_over(amili, series, 1801, 1802, 1803)
    first, second, third = done["outcomes"]
    yield Stage("debtors_pay", first.case_number)
    yield Stage("debtors_pay", second.case_number)
    pages = yield amili.settlements.list(page_size=1).pages()
    one = yield amili.settlements.get(pages[0].items[0].settlement_id)
    run = yield amili.settlements.since(date(2024, 1, 1))
    yield Stage("debtors_pay", third.case_number)
    next_run = yield amili.settlements.since(run[-1].point)
    return {
        "pages": [len(page.items) for page in pages],
        "one": one.settlement_id == pages[0].items[0].settlement_id,
        "first run": sorted(short(row.invoice_number) for batch in run for row in batch.settlements),
        "second run": [short(row.invoice_number) for batch in next_run for row in batch.settlements],
    }


def refusals(amili: Any, series: str) -> Steps:  # nothing is handed over
    """What is refused as a whole: lists without anything in them, an organization that the client may not act for, ids that nobody has."""
    mine: UUID = amili.organization_id
    calls: dict[str, Callable[[], Any]] = {
        "no payments": lambda: amili.call(create_payments, mine, body=CreatePaymentsRequest(payments=[])),
        "no corrections": lambda: amili.call(create_corrections, mine, body=CreateCorrectionsRequest(corrections=[])),
        "cases of another": lambda: amili.call(get_cases_by_organization, NOWHERE),
        "settlements of another": lambda: amili.call(get_settlements, NOWHERE),
        "no such settlement": lambda: amili.settlements.get(NOWHERE),
        "no such case": lambda: amili.cases.find("4999999"),
    }
    summary: Summary = {}
    for name, make in calls.items():
        try:
            yield make()
        except AmiliError as error:
            summary[name] = refusal(error)
    return summary


def traced(amili: Any, series: str) -> Steps:
    """Where invoices stand: one failed, one runs, one is paused, one is settled, and one was never handed over."""
    invoices = [invoice(series, 1901, currency="EUR"), *(invoice(series, number) for number in (1902, 1903, 1904))]
    result = yield amili.invoices.submit_and_wait(invoices)
    _, _, third, fourth = result.outcomes
    yield amili.cases.pause(third.case_number)
    yield Stage("debtors_pay", fourth.case_number)
    # One request at a time, so that they are on the cassette in an order.
    traces = yield amili.invoices.trace([result.handle, f"INV-{series}-01999"], concurrency=1)
    return {short(getattr(trace.reference, "invoice_number", trace.reference)): trace.standing.value for trace in traces}


def _booked(result: Any) -> Summary:
    return {
        "status": str(result.batch.status),
        "outcomes": [outcome.status.value for outcome in result],
        "reasons": [list(outcome.reasons) for outcome in result],
    }
