"""The JSON that `--json` writes in Sweden, beside what `amili_ext.cli.documents` lists. These keys are part of the public interface too.

| object | keys |
| --- | --- |
| registration | `index`, `creditor_id`, `invoice_numbers`, `status`, `cases`, `handle`, `reasons`, `error` |
| case of a registration | `invoice_number`, `case_id`, `ocr_number` |
| action | `ok`, `exit_code`, `action`, `id`, `creditor_id`, `case_id`, `invoice_number`, `amount`, `settled_amount`, `progress`, … |
| … | `status`, `reason`, `adopted` |
| attachment | `ok`, `exit_code`, `case_id`, `field`, `adopted` |
| case | `case_id`, `creditor_id`, `invoice_number`, `state`, `status`, `state_since`, `closed`, `remaining_capital`, … |
| … | `remaining_costs`, `remaining_interest`; of `status` also `state_history` (`state`, `since`) |
| invoice | `invoice_id`, `creditor_id`, `case_id`, `invoice_number`, `type`, `invoice_date`, `due_date`, `total`, … |
| … | `case_state`, `case_status` |
| payout | `payout_id`, `creditor_id`, `payout_date`, `reference`, `currency`, `amount`, `vat_amount`, `total_amount` |
| reconciliation | `ok`, `exit_code`, `payouts`, `total`, `by_category_and_article`, `by_payout`, `mismatches`, `not_compared` |
| totals | `count`, `amount`, `vat_amount`, `total_amount`, and `category` and `article`, or `payout_id` |
| mismatch | `what`, `expected`, `found`, `payout_id`, `specification_id` |
| export | `ok`, `exit_code`, `file`, `written`, `since` |
| creditor | `creditor_id`, `account_id`, `creditor_number`, `name`, `is_active` |
| creation | `ok`, `exit_code`, `creditor_id` or `user_id`, `etag`, `adopted` (null for a change) |
| user | `user_id`, `account_id`, `is_enabled`, `oauth_type`, `access_groups`; with `--names` also `name`, `email` |
| access group | `access_group_id`, `account_id`, `creditor_id`, `type` |
| customer | `customer_id`, `customer_number`, `kind`, `is_active`; with `--names` also `name`, `id_number`, `email` |

Amounts are texts, so that no program makes inexact numbers of them. `reasons` are Amili's words by field, which may quote what was sent;
they are null unless `--reasons` asks for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from amili_client.sweden.ada.models.access_group import AccessGroup
from amili_client.sweden.ada.models.case import Case
from amili_client.sweden.ada.models.creditor import Creditor
from amili_client.sweden.ada.models.customer import Customer
from amili_client.sweden.ada.models.finance_payout import FinancePayout
from amili_client.sweden.ada.models.invoice import Invoice
from amili_client.sweden.ada.models.user import User
from attrs import asdict

from amili_ext.cli.documents import error_document, moment, text
from amili_ext.cli.exits import ExitCode
from amili_ext.sweden.ada.acting.action_result import ActionResult
from amili_ext.sweden.ada.acting.case_view import CaseStatus, view
from amili_ext.sweden.ada.money.payout_totals import Totals
from amili_ext.sweden.ada.money.reconciliation import Reconciliation
from amili_ext.sweden.ada.parties.access_groups import type_of
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, InvoiceHandle, RegisteredDebt
from amili_ext.sweden.ada.registering.registering import RegistrationOutcome

H = TypeVar("H", bound=InvoiceHandle | CaseRegistrationResult)


def cases_of(handle: InvoiceHandle | CaseRegistrationResult) -> tuple[RegisteredDebt, ...]:
    """The cases that a registration made, each with its invoice number."""
    if isinstance(handle, CaseRegistrationResult):
        return handle.debts
    return (RegisteredDebt(handle.creditor, handle.invoice_number, handle.case),)


def registration_document(outcome: RegistrationOutcome[H], *, reasons: bool) -> dict[str, Any]:
    """What became of one registration."""
    handle = outcome.registered
    return {
        "index": outcome.index,
        "creditor_id": outcome.creditor,
        "invoice_numbers": list(outcome.invoice_numbers),
        "status": outcome.status.value,
        "cases": [{"invoice_number": debt.invoice_number, "case_id": debt.case, "ocr_number": debt.ocr_number} for debt in cases_of(handle)]
        if handle
        else [],
        "handle": json.loads(handle.to_json()) if handle else None,
        "reasons": {field: list(texts) for field, texts in outcome.reasons.items()} if reasons else None,
        "error": error_document(outcome.error) if outcome.error else None,
    }


def action_document(result: ActionResult, code: ExitCode) -> dict[str, Any]:
    """What became of a payment, a crediting or a cancellation."""
    return {
        "ok": code is ExitCode.OK,
        "exit_code": code.value,
        "action": result.action,
        "id": result.id,
        "creditor_id": result.creditor,
        "case_id": result.case,
        "invoice_number": result.invoice_number,
        "amount": text(result.amount),
        "settled_amount": text(result.settled_amount),
        "progress": result.progress,
        "status": result.status,
        "reason": result.reason,
        "adopted": result.adopted,
    }


def case_document(case: Case) -> dict[str, Any]:
    """A case of a list."""
    seen = view(case.field_id or "", case)
    return {
        "case_id": seen.case,
        "creditor_id": text(case.creditor),
        "invoice_number": seen.invoice_number,
        "state": seen.state,
        "status": seen.status,
        "state_since": moment(seen.state_since),
        "closed": seen.is_closed,
        "remaining_capital": text(seen.remaining_capital),
        "remaining_costs": text(seen.remaining_costs),
        "remaining_interest": text(seen.remaining_interest),
    }


def status_document(case: Case) -> dict[str, Any]:
    """The same, with the states that it was in."""
    seen: CaseStatus = view(case.field_id or "", case)
    return {**case_document(case), "state_history": [{"state": state, "since": moment(since)} for state, since in seen.state_history]}


def invoice_document(invoice: Invoice) -> dict[str, Any]:
    """An invoice of a list."""
    return {
        "invoice_id": text(invoice.field_id),
        "creditor_id": text(invoice.creditor),
        "case_id": text(invoice.case),
        "invoice_number": text(invoice.invoice_number),
        "type": text(invoice.invoice_type),
        "invoice_date": moment(invoice.invoice_date),
        "due_date": moment(invoice.invoice_due_date),
        "total": text(invoice.total_amount_including_vat),
        "case_state": text(invoice.case_state),
        "case_status": text(invoice.case_status),
    }


def payout_document(payout: FinancePayout) -> dict[str, Any]:
    """A payout of a list."""
    return {
        "payout_id": text(payout.field_id),
        "creditor_id": text(payout.creditor),
        "payout_date": moment(payout.payout_date),
        "reference": text(payout.payout_reference),
        "currency": text(payout.currency),
        "amount": text(payout.amount),
        "vat_amount": text(payout.vat_amount),
        "total_amount": text(payout.total_amount),
    }


def reconciliation_document(found: Reconciliation, code: ExitCode) -> dict[str, Any]:
    """Whether payouts add up."""
    return {
        "ok": code is ExitCode.OK,
        "exit_code": code.value,
        "payouts": len(found.payouts),
        "total": _totals(found.total),
        "by_category_and_article": [
            {"category": category, "article": article, **_totals(totals)}
            for (category, article), totals in found.by_category_and_article.items()
        ],
        "by_payout": [{"payout_id": name, **_totals(totals)} for name, totals in found.by_payout.items()],
        "mismatches": [{name: text(value) for name, value in asdict(mismatch).items()} for mismatch in found.mismatches],
        "not_compared": list(found.not_compared),
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {"count": totals.count} | {name: str(getattr(totals, name)) for name in ("amount", "vat_amount", "total_amount")}


def creditor_document(creditor: Creditor) -> dict[str, Any]:
    """A creditor of a list, without its organization number, which for a sole trader is that of a person."""
    return {
        "creditor_id": text(creditor.field_id),
        "account_id": text(creditor.account),
        "creditor_number": text(creditor.creditor_number),
        "name": text(creditor.name),
        "is_active": _truth(creditor.is_active),
    }


def user_document(user: User, *, names: bool) -> dict[str, Any]:
    """A user of a list."""
    groups = [text(entry.access_group) for entry in user.data_access or ()]
    document = {
        "user_id": text(user.field_id),
        "account_id": text(user.account),
        "is_enabled": _truth(user.is_enabled),
        "oauth_type": text(user.oauth_type),
        "access_groups": [group for group in groups if group],
    }
    email = text(user.email_oauth) or (text(user.email_data.email) if user.email_data else None)
    return document | ({"name": text(user.name), "email": email} if names else {})


def access_group_document(group: AccessGroup) -> dict[str, Any]:
    """An access group of a list."""
    return {
        "access_group_id": text(group.field_id),
        "account_id": text(group.account),
        "creditor_id": text(group.creditor),
        "type": type_of(group.to_dict()) or text(group.type_),
    }


def customer_document(customer: Customer, *, names: bool) -> dict[str, Any]:
    """A customer of a list."""
    document = {
        "customer_id": text(customer.field_id),
        "customer_number": text(customer.customer_number),
        "kind": next(_kinds(customer), None),
        "is_active": _truth(customer.is_active),
    }
    people = {"name": text(customer.name), "id_number": text(customer.id_number), "email": text(customer.email)}
    return document | (people if names else {})


def _kinds(customer: Customer) -> Iterator[str]:
    kinds: Mapping[str, Any] = {"person": customer.is_person, "company": customer.is_company, "foreign": customer.is_foreign}
    return (name for name, value in kinds.items() if value is True)


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None
