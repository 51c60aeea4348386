"""Contains all the data models used in inputs/outputs; each is imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .action_input import ActionInput
    from .adb_intervals import AdbIntervals
    from .ar_item import ArItem
    from .ar_item_input import ArItemInput
    from .ar_item_list import ArItemList
    from .auto_posting_input import AutoPostingInput
    from .auto_posting_outcome import AutoPostingOutcome
    from .auto_postings_result import AutoPostingsResult
    from .batch_accepted import BatchAccepted
    from .batch_state import BatchState
    from .client_config import ClientConfig
    from .client_configs import ClientConfigs
    from .codes import Codes
    from .create_auto_postings_request import CreateAutoPostingsRequest
    from .create_document_request import CreateDocumentRequest
    from .create_documents_request import CreateDocumentsRequest
    from .create_payment_reservation_request import CreatePaymentReservationRequest
    from .currency_amounts import CurrencyAmounts
    from .customer import Customer
    from .customer_input import CustomerInput
    from .customer_list import CustomerList
    from .distribution import Distribution
    from .document import Document
    from .document_bundle import DocumentBundle
    from .document_bundle_list import DocumentBundleList
    from .document_input import DocumentInput
    from .document_line import DocumentLine
    from .document_list import DocumentList
    from .einvoice_address import EinvoiceAddress
    from .file_input import FileInput
    from .files import Files
    from .gl_item import GlItem
    from .gl_item_list import GlItemList
    from .gl_movement import GlMovement
    from .gl_movement_list import GlMovementList
    from .health_state import HealthState
    from .latest_gl_movement import LatestGlMovement
    from .log_item import LogItem
    from .log_item_list import LogItemList
    from .metadata import Metadata
    from .payment_reservation_input import PaymentReservationInput
    from .postal_address import PostalAddress
    from .result_type import ResultType
    from .summary import Summary
    from .update_ar_item_request import UpdateArItemRequest
    from .upload_files_request import UploadFilesRequest
    from .write_customer_request import WriteCustomerRequest
    from .write_customers_request import WriteCustomersRequest
    from .write_result import WriteResult

__all__ = (
    "ActionInput",
    "AdbIntervals",
    "ArItem",
    "ArItemInput",
    "ArItemList",
    "AutoPostingInput",
    "AutoPostingOutcome",
    "AutoPostingsResult",
    "BatchAccepted",
    "BatchState",
    "ClientConfig",
    "ClientConfigs",
    "Codes",
    "CreateAutoPostingsRequest",
    "CreateDocumentRequest",
    "CreateDocumentsRequest",
    "CreatePaymentReservationRequest",
    "CurrencyAmounts",
    "Customer",
    "CustomerInput",
    "CustomerList",
    "Distribution",
    "Document",
    "DocumentBundle",
    "DocumentBundleList",
    "DocumentInput",
    "DocumentLine",
    "DocumentList",
    "EinvoiceAddress",
    "FileInput",
    "Files",
    "GlItem",
    "GlItemList",
    "GlMovement",
    "GlMovementList",
    "HealthState",
    "LatestGlMovement",
    "LogItem",
    "LogItemList",
    "Metadata",
    "PaymentReservationInput",
    "PostalAddress",
    "ResultType",
    "Summary",
    "UpdateArItemRequest",
    "UploadFilesRequest",
    "WriteCustomerRequest",
    "WriteCustomersRequest",
    "WriteResult",
)

_MODULES: dict[str, str] = {
    "ActionInput": ".action_input",
    "AdbIntervals": ".adb_intervals",
    "ArItem": ".ar_item",
    "ArItemInput": ".ar_item_input",
    "ArItemList": ".ar_item_list",
    "AutoPostingInput": ".auto_posting_input",
    "AutoPostingOutcome": ".auto_posting_outcome",
    "AutoPostingsResult": ".auto_postings_result",
    "BatchAccepted": ".batch_accepted",
    "BatchState": ".batch_state",
    "ClientConfig": ".client_config",
    "ClientConfigs": ".client_configs",
    "Codes": ".codes",
    "CreateAutoPostingsRequest": ".create_auto_postings_request",
    "CreateDocumentRequest": ".create_document_request",
    "CreateDocumentsRequest": ".create_documents_request",
    "CreatePaymentReservationRequest": ".create_payment_reservation_request",
    "CurrencyAmounts": ".currency_amounts",
    "Customer": ".customer",
    "CustomerInput": ".customer_input",
    "CustomerList": ".customer_list",
    "Distribution": ".distribution",
    "Document": ".document",
    "DocumentBundle": ".document_bundle",
    "DocumentBundleList": ".document_bundle_list",
    "DocumentInput": ".document_input",
    "DocumentLine": ".document_line",
    "DocumentList": ".document_list",
    "EinvoiceAddress": ".einvoice_address",
    "FileInput": ".file_input",
    "Files": ".files",
    "GlItem": ".gl_item",
    "GlItemList": ".gl_item_list",
    "GlMovement": ".gl_movement",
    "GlMovementList": ".gl_movement_list",
    "HealthState": ".health_state",
    "LatestGlMovement": ".latest_gl_movement",
    "LogItem": ".log_item",
    "LogItemList": ".log_item_list",
    "Metadata": ".metadata",
    "PaymentReservationInput": ".payment_reservation_input",
    "PostalAddress": ".postal_address",
    "ResultType": ".result_type",
    "Summary": ".summary",
    "UpdateArItemRequest": ".update_ar_item_request",
    "UploadFilesRequest": ".upload_files_request",
    "WriteCustomerRequest": ".write_customer_request",
    "WriteCustomersRequest": ".write_customers_request",
    "WriteResult": ".write_result",
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
