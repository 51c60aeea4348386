"""Contains all the data models used in inputs/outputs; each is imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .address_input import AddressInput
    from .all_batches_response import AllBatchesResponse
    from .batch import Batch
    from .batch_completed_data import BatchCompletedData
    from .batch_failure import BatchFailure
    from .batch_list_response import BatchListResponse
    from .batch_of_all import BatchOfAll
    from .batch_reference import BatchReference
    from .batch_response import BatchResponse
    from .batch_status import BatchStatus
    from .batch_success import BatchSuccess
    from .batch_type import BatchType
    from .case import Case
    from .case_debtor import CaseDebtor
    from .case_event_data import CaseEventData
    from .case_invoice import CaseInvoice
    from .case_list_response import CaseListResponse
    from .case_status import CaseStatus
    from .case_sub_status import CaseSubStatus
    from .case_type import CaseType
    from .claim_input import ClaimInput
    from .claim_type import ClaimType
    from .collection_type import CollectionType
    from .correction_input import CorrectionInput
    from .create_corrections_request import CreateCorrectionsRequest
    from .create_corrections_response import CreateCorrectionsResponse
    from .create_invoices_request import CreateInvoicesRequest
    from .create_invoices_response import CreateInvoicesResponse
    from .create_payments_request import CreatePaymentsRequest
    from .create_payments_response import CreatePaymentsResponse
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
    from .payment_input import PaymentInput
    from .payment_type import PaymentType
    from .phone_number_input import PhoneNumberInput
    from .settlement import Settlement
    from .settlement_created_data import SettlementCreatedData
    from .settlement_list_response import SettlementListResponse
    from .settlement_response import SettlementResponse
    from .summary import Summary
    from .webhook_envelope import WebhookEnvelope
    from .webhook_source import WebhookSource
    from .webhook_type import WebhookType

__all__ = (
    "AddressInput",
    "AllBatchesResponse",
    "Batch",
    "BatchCompletedData",
    "BatchFailure",
    "BatchListResponse",
    "BatchOfAll",
    "BatchReference",
    "BatchResponse",
    "BatchStatus",
    "BatchSuccess",
    "BatchType",
    "Case",
    "CaseDebtor",
    "CaseEventData",
    "CaseInvoice",
    "CaseListResponse",
    "CaseStatus",
    "CaseSubStatus",
    "CaseType",
    "ClaimInput",
    "ClaimType",
    "CollectionType",
    "CorrectionInput",
    "CreateCorrectionsRequest",
    "CreateCorrectionsResponse",
    "CreateInvoicesRequest",
    "CreateInvoicesResponse",
    "CreatePaymentsRequest",
    "CreatePaymentsResponse",
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
    "PaymentInput",
    "PaymentType",
    "PhoneNumberInput",
    "Settlement",
    "SettlementCreatedData",
    "SettlementListResponse",
    "SettlementResponse",
    "Summary",
    "WebhookEnvelope",
    "WebhookSource",
    "WebhookType",
)

_MODULES: dict[str, str] = {
    "AddressInput": ".address_input",
    "AllBatchesResponse": ".all_batches_response",
    "Batch": ".batch",
    "BatchCompletedData": ".batch_completed_data",
    "BatchFailure": ".batch_failure",
    "BatchListResponse": ".batch_list_response",
    "BatchOfAll": ".batch_of_all",
    "BatchReference": ".batch_reference",
    "BatchResponse": ".batch_response",
    "BatchStatus": ".batch_status",
    "BatchSuccess": ".batch_success",
    "BatchType": ".batch_type",
    "Case": ".case",
    "CaseDebtor": ".case_debtor",
    "CaseEventData": ".case_event_data",
    "CaseInvoice": ".case_invoice",
    "CaseListResponse": ".case_list_response",
    "CaseStatus": ".case_status",
    "CaseSubStatus": ".case_sub_status",
    "CaseType": ".case_type",
    "ClaimInput": ".claim_input",
    "ClaimType": ".claim_type",
    "CollectionType": ".collection_type",
    "CorrectionInput": ".correction_input",
    "CreateCorrectionsRequest": ".create_corrections_request",
    "CreateCorrectionsResponse": ".create_corrections_response",
    "CreateInvoicesRequest": ".create_invoices_request",
    "CreateInvoicesResponse": ".create_invoices_response",
    "CreatePaymentsRequest": ".create_payments_request",
    "CreatePaymentsResponse": ".create_payments_response",
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
    "PaymentInput": ".payment_input",
    "PaymentType": ".payment_type",
    "PhoneNumberInput": ".phone_number_input",
    "Settlement": ".settlement",
    "SettlementCreatedData": ".settlement_created_data",
    "SettlementListResponse": ".settlement_list_response",
    "SettlementResponse": ".settlement_response",
    "Summary": ".summary",
    "WebhookEnvelope": ".webhook_envelope",
    "WebhookSource": ".webhook_source",
    "WebhookType": ".webhook_type",
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
