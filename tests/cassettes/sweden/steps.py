"""What the Swedish scenarios do.

Summaries name an invoice by the number behind its series, which is the same in every recording, and amounts as text.
"""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal
from typing import Any

from amili_ext.errors import AmiliError, InputError
from amili_ext.sweden.ada.acting.case_view import CaseStatus
from amili_ext.sweden.ada.eve.errors import EditConflictError
from amili_ext.sweden.ada.money.export import ExportBatch
from amili_ext.sweden.ada.money.export_point import ExportPoint
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, InvoiceHandle
from tests.cassettes.driving import Steps, Summary, Wait, trouble
from tests.cassettes.form import DOCUMENT
from tests.cassettes.sweden.inputs import (
    ACCOUNT,
    ACCOUNT_WITHOUT_CREDITOR,
    ACTIVATION,
    ANNA,
    CREDITOR,
    JANE,
    debt,
    debt_with_fees,
    invoice,
    registration,
    user,
)

BEGUN = Wait(2)
"""A case is `initializing` for a moment."""

NOWHERE = "00000000000000000000dead"
"""Nothing has this id."""


def acting(amili: Any) -> Generator[Any, Any, dict[str, str]]:
    """Account and creditor of what is to be registered: those of the first active creditor that the credentials see."""
    creditor = yield amili.creditors.list(where={"is_active": True}, projection=["account"]).first()
    return {"account": creditor.account, "creditor": creditor.id}


def stands(status: CaseStatus) -> Summary:
    """Where a case stands."""
    left = {"capital": status.remaining_capital, "costs": status.remaining_costs, "interest": status.remaining_interest}
    return {
        "invoice": short(status.invoice_number or ""),
        "state": status.state,
        "status": status.status,
        "closed": status.is_closed,
        "left": {name: f"{amount:.2f}" for name, amount in left.items() if amount is not None},
    }


def short(number: str) -> str:
    """An invoice number without its series."""
    return number.rpartition("-")[2]


def caught(wanted: Any) -> Steps:
    """What the error of a call says to a program; `wanted` makes the call."""
    try:
        yield wanted()
    except AmiliError as error:
        return trouble(error)
    raise AssertionError("there was no error")


# -- signing in


def sign_in(amili: Any, series: str) -> Steps:
    """Signing in: a signed JWT goes out, a token comes back, and the first request goes with that."""
    return {"account": bool((yield from acting(amili))["account"])}


def refused(amili: Any, series: str) -> Steps:
    """The sign-in is refused; the API is not called."""
    return (yield from caught(lambda: amili.creditors.get(CREDITOR)))


def two_looks(amili: Any, series: str) -> Steps:
    """Two requests with 61 seconds between them; what happens to the token is up to the scenario."""
    first = yield amili.creditors.get(CREDITOR, projection=["name"])
    yield Wait(61)
    second = yield amili.creditors.get(CREDITOR, projection=["name"])
    return {"same": first.name == second.name}


# -- the use cases


def invoiced(amili: Any, series: str) -> Steps:
    """An invoice: registered for distribution, looked at, credited in part, cancelled; its handle is stored and read in between."""
    handle = yield amili.invoices.register(invoice(series, 1, **(yield from acting(amili))))
    handle = InvoiceHandle.from_json(handle.to_json())
    yield BEGUN
    before = yield amili.cases.status(handle)
    credited = yield amili.creditings.register(handle, amount=Decimal("125.00"), creditor_reference=f"CREDIT-{series}-1")
    between = yield amili.cases.status(handle)
    cancelled = yield amili.cancellations.register(handle)
    after = yield amili.cases.status(handle)
    return {
        "adopted": handle.adopted,
        "before": stands(before),
        "credited": credited.ok,
        "between": stands(between),
        "cancelled": cancelled.ok,
        "after": stands(after),
    }


def adopted(amili: Any, series: str) -> Steps:
    """A registration whose answer is lost: a gateway answers 504 although the invoice was registered. It is found and adopted."""
    handle = yield amili.invoices.register(invoice(series, 11))
    count = yield amili.invoices.list(where={"invoice_number": f"INV-{series}-011"}).count()
    return {"invoice": short(handle.invoice_number), "adopted": handle.adopted, "invoices": count}


def collected(amili: Any, series: str) -> Steps:
    """Two debts, one with fees: registered, their original invoices uploaded, the one paid in two parts until it is closed."""
    result = yield amili.cases.register(registration(debt_with_fees(series, 21), debt(series, 22), **(yield from acting(amili))))
    with_fees, plain = result
    for one in result:
        uploaded = yield amili.media.upload(one.case, DOCUMENT, filename=f"{one.invoice_number}.pdf")
    yield BEGUN
    before = yield amili.cases.status(with_fees)
    settled: list[str] = []
    for number, amount in enumerate(("1000.00", "1110.00"), 1):
        payment = yield amili.payments.register(
            with_fees,
            amount=Decimal(amount),
            bank_transaction_date="Fri, 04 Jul 2025 00:00:00 GMT",
            creditor_payment_reference=f"PAY-{series}-{number}",
        )
        settled.append(f"{payment.settled_amount:.2f}" if payment.ok else "not ok")
    after = yield amili.cases.status(with_fees)
    other = yield amili.cases.status(plain)
    return {
        "debts": [short(one.invoice_number) for one in CaseRegistrationResult.from_json(result.to_json())],
        "cases": len({one.case for one in result}),
        "OCR numbers": len({one.ocr_number for one in result}),
        "address ends": uploaded.expires_at.isoformat(),
        "before": stands(before),
        "settled": settled,
        "after": stands(after),
        "other": stands(other),
    }


def creditor_and_users(amili: Any, series: str) -> Steps:
    """A creditor: created inactive, activated, its access groups, an admin and a user of it."""
    identity = {"account": ACCOUNT_WITHOUT_CREDITOR, "name": "Acme Inc", "organization_no": "5560269986", "is_active": False}
    created = yield amili.creditors.create(identity)
    lacking: list[str] = []
    try:
        yield amili.creditors.activate(created, standard_debt_description="Services")
    except InputError as error:
        lacking = [problem.field for problem in error.problems]
    yield amili.creditors.activate(created, **ACTIVATION)
    creditor = yield amili.creditors.get(created.id)
    groups = yield amili.access_groups.list(where={"account": ACCOUNT_WITHOUT_CREDITOR})
    admin = yield amili.users.create_creditor_admin(creditor, user(JANE))
    worker = yield amili.users.create_creditor_user(creditor, user(ANNA))
    users = yield amili.users.list(where={"account": ACCOUNT_WITHOUT_CREDITOR}, sort="name")
    types = {group.id: str(group.type_) for group in groups}
    return {
        "lacking": lacking,
        "active": creditor.is_active,
        "groups": sorted(types.values()),
        "users": {one.name: [types[access.access_group] for access in one.data_access] for one in users},
        "adopted": [admin.adopted, worker.adopted],
    }


def onboarded_in_the_app(amili: Any, series: str) -> Steps:
    """Partner onboarding, option A: an account with an inactive creditor and an admin, who completes it in the Amili App."""
    account = yield amili.accounts.create(
        {"name": "Acme Inc", "organization_no": "5560269986"}, initial_creditor={"name": "Acme Inc", "organization_no": "5560269986"}
    )
    admin = yield amili.users.create_account_admin(account, user(JANE))
    return {"creditor is active": account.creditor.is_active, "adopted": [account.adopted, admin.adopted]}


def onboarded_at_once(amili: Any, series: str) -> Steps:
    """Partner onboarding, option B: an account with an active creditor, for which debts can be registered at once."""
    first = {"name": "Acme Inc", "organization_no": "5560269986", "is_active": True, **ACTIVATION}
    account = yield amili.accounts.create({"name": "Acme Inc", "organization_no": "5560269986"}, initial_creditor=first)
    result = yield amili.cases.register(registration(debt(series, 31), account=account.id, creditor=account.creditor.id))
    return {"creditor is active": account.creditor.is_active, "cases": len(result)}


def paid_out(amili: Any, series: str) -> Steps:
    """Finance: a debt is paid, and reaches the creditor: specifications, a payout, whether they add up; and what each export brings."""
    [registered] = yield amili.cases.register(registration(debt(series, 41)))
    yield BEGUN
    yield amili.payments.register(
        registered,
        amount=Decimal("250.00"),
        bank_transaction_date="Fri, 04 Jul 2025 00:00:00 GMT",
        creditor_payment_reference="PAY-REF-001",
    )
    first = yield amili.payouts.export(creditor=CREDITOR)
    yield Wait(3)
    payouts = yield amili.payouts.list(creditor=CREDITOR, sort="-_created")
    result = yield amili.payouts.reconcile(creditor=CREDITOR)
    second = yield amili.payouts.export(ExportPoint.from_json(first[-1].point.to_json()), creditor=CREDITOR)
    third = yield amili.payouts.export(second[-1].point, creditor=CREDITOR)
    return {
        "before": exported(first),
        "payouts": len(payouts),
        "adds up": result.adds_up,
        "totals": {
            f"{category}/{article}": f"{totals.amount:.2f} + {totals.vat_amount:.2f} = {totals.total_amount:.2f}"
            for (category, article), totals in result.by_category_and_article.items()
        },
        "changed": exported(second),
        "then": exported(third),
    }


def exported(batches: list[ExportBatch]) -> Summary:
    """What an export brought: by article, whether it is part of a payout."""
    return {str(line.article): bool(line.payout) for batch in batches for line in batch.specifications}


# -- what all resources have in common


def paging(amili: Any, series: str) -> Steps:
    """Five cases on pages of two: by id, on from the second page, in an order of the caller's own, counted, and the first of them."""
    for number in range(51, 56):
        yield amili.with_options(look_first=False).cases.register(registration(debt(series, number)))
    pages = yield amili.cases.list(page_size=2).pages()
    rest = yield amili.cases.list(page_size=2, page_token=pages[0].next_page_token)
    ordered = yield amili.cases.list(page_size=2, sort="-debt.invoice_number").pages()
    late = {"debt.invoice_number": {"$gte": f"INV-{series}-054"}}
    return {
        "pages": [[short(case.debt.invoice_number) for case in page.items] for page in pages],
        "rest": [short(case.debt.invoice_number) for case in rest],
        "ordered": [[short(case.debt.invoice_number) for case in page.items] for page in ordered],
        "count": (yield amili.cases.list(where=late).count()),
        "first": short((yield amili.cases.list(where=late, projection=["debt.invoice_number"]).first()).debt.invoice_number),
    }


def edit_conflict(amili: Any, series: str) -> Steps:
    """412: a creditor that somebody else has changed meanwhile. The error carries both versions; a change of another field is merged."""
    mine = yield amili.creditors.get(CREDITOR)
    yield amili.creditors.update(CREDITOR, {"description": "Web shop"})  # somebody else
    summary: Summary = {}
    try:
        yield amili.creditors.update(mine, {"description": "Shop"})
    except EditConflictError as error:
        summary["conflict"] = {"status": error.status, "mine": error.mine.description, "theirs": error.theirs.description}
    yield amili.creditors.update(mine, {"default_letter_locale": "en"}, merge=True)
    merged = yield amili.creditors.get(CREDITOR)
    return {**summary, "merged": [merged.description, merged.default_letter_locale]}


def registration_refused(amili: Any, series: str) -> Steps:
    """422: what the API refuses is told under the caller's own field names; nothing is registered."""
    wrong = invoice(series, 61)
    wrong["matrix"][0]["unit_vat_percent"] = Decimal(7)  # no rate of Sweden's
    created = yield amili.creditors.create({"account": ACCOUNT, "name": "Acme Inc", "organization_no": "5560269986", "is_active": False})
    return {
        "invoice": (yield from caught(lambda: amili.invoices.register(wrong))),
        "inactive": (yield from caught(lambda: amili.cases.register(registration(debt(series, 62), creditor=created.id)))),
    }


def rate_limited(amili: Any, series: str) -> Steps:
    """Twice 429 with `Retry-After`: for a registration in seconds, for a look at its case as a date. Both are waited out."""
    handle = yield amili.invoices.register(invoice(series, 71))
    status = yield amili.cases.status(handle)
    return {"adopted": handle.adopted, **stands(status)}


def gateway_page(amili: Any, series: str) -> Steps:
    """A gateway's HTML page: with 502 and 504 it passes and the request is repeated, with 200 it is an error."""
    count = yield amili.cases.list().count()
    return {"cases": count, "then": (yield from caught(lambda: amili.creditors.get(CREDITOR)))}


def not_found(amili: Any, series: str) -> Steps:
    """404: a case that is not there, or not for these credentials to see."""
    return (yield from caught(lambda: amili.cases.get(NOWHERE)))
