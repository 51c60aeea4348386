"""Contains all the data models used in inputs/outputs; each is imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .address_input import AddressInput
    from .batch import Batch
    from .batch_failure import BatchFailure
    from .batch_list_response import BatchListResponse
    from .batch_reference import BatchReference
    from .batch_response import BatchResponse
    from .batch_status import BatchStatus
    from .batch_success import BatchSuccess
    from .batch_type import BatchType
    from .claim_input import ClaimInput
    from .claim_type import ClaimType
    from .create_invoices_request import CreateInvoicesRequest
    from .create_invoices_response import CreateInvoicesResponse
    from .debtor_input import DebtorInput
    from .debtor_type import DebtorType
    from .email_input import EmailInput
    from .invoice import Invoice
    from .invoice_input import InvoiceInput
    from .invoice_list_response import InvoiceListResponse
    from .invoice_response import InvoiceResponse
    from .invoice_status import InvoiceStatus
    from .invoice_type import InvoiceType
    from .organization_reference import OrganizationReference
    from .phone_number_input import PhoneNumberInput
    from .summary import Summary

__all__ = (
    "AddressInput",
    "Batch",
    "BatchFailure",
    "BatchListResponse",
    "BatchReference",
    "BatchResponse",
    "BatchStatus",
    "BatchSuccess",
    "BatchType",
    "ClaimInput",
    "ClaimType",
    "CreateInvoicesRequest",
    "CreateInvoicesResponse",
    "DebtorInput",
    "DebtorType",
    "EmailInput",
    "Invoice",
    "InvoiceInput",
    "InvoiceListResponse",
    "InvoiceResponse",
    "InvoiceStatus",
    "InvoiceType",
    "OrganizationReference",
    "PhoneNumberInput",
    "Summary",
)

_MODULES: dict[str, str] = {
    "AddressInput": ".address_input",
    "Batch": ".batch",
    "BatchFailure": ".batch_failure",
    "BatchListResponse": ".batch_list_response",
    "BatchReference": ".batch_reference",
    "BatchResponse": ".batch_response",
    "BatchStatus": ".batch_status",
    "BatchSuccess": ".batch_success",
    "BatchType": ".batch_type",
    "ClaimInput": ".claim_input",
    "ClaimType": ".claim_type",
    "CreateInvoicesRequest": ".create_invoices_request",
    "CreateInvoicesResponse": ".create_invoices_response",
    "DebtorInput": ".debtor_input",
    "DebtorType": ".debtor_type",
    "EmailInput": ".email_input",
    "Invoice": ".invoice",
    "InvoiceInput": ".invoice_input",
    "InvoiceListResponse": ".invoice_list_response",
    "InvoiceResponse": ".invoice_response",
    "InvoiceStatus": ".invoice_status",
    "InvoiceType": ".invoice_type",
    "OrganizationReference": ".organization_reference",
    "PhoneNumberInput": ".phone_number_input",
    "Summary": ".summary",
}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(module, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
