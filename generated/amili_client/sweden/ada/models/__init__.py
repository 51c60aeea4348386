"""Contains all the data models used in inputs/outputs; each is imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .access_group import AccessGroup
    from .access_group_list import AccessGroupList
    from .access_group_type import AccessGroupType
    from .account import Account
    from .account_input import AccountInput
    from .account_list import AccountList
    from .action_status import ActionStatus
    from .address import Address
    from .address_input import AddressInput
    from .api_code_exchange import ApiCodeExchange
    from .application_access import ApplicationAccess
    from .cancellation_outcome import CancellationOutcome
    from .cancellation_status import CancellationStatus
    from .case import Case
    from .case_config import CaseConfig
    from .case_list import CaseList
    from .case_registration import CaseRegistration
    from .case_registration_created import CaseRegistrationCreated
    from .case_registration_input import CaseRegistrationInput
    from .case_registration_list import CaseRegistrationList
    from .case_settings import CaseSettings
    from .case_state import CaseState
    from .case_status import CaseStatus
    from .claimed_fee import ClaimedFee
    from .claimed_fees import ClaimedFees
    from .creditor import Creditor
    from .creditor_cancellation import CreditorCancellation
    from .creditor_cancellation_created import CreditorCancellationCreated
    from .creditor_cancellation_input import CreditorCancellationInput
    from .creditor_cancellation_list import CreditorCancellationList
    from .creditor_changes import CreditorChanges
    from .creditor_crediting import CreditorCrediting
    from .creditor_crediting_created import CreditorCreditingCreated
    from .creditor_crediting_input import CreditorCreditingInput
    from .creditor_crediting_list import CreditorCreditingList
    from .creditor_input import CreditorInput
    from .creditor_list import CreditorList
    from .creditor_payment import CreditorPayment
    from .creditor_payment_created import CreditorPaymentCreated
    from .creditor_payment_input import CreditorPaymentInput
    from .creditor_payment_list import CreditorPaymentList
    from .customer import Customer
    from .customer_input import CustomerInput
    from .customer_list import CustomerList
    from .customer_status import CustomerStatus
    from .data_access import DataAccess
    from .debt import Debt
    from .debt_input import DebtInput
    from .email_data import EmailData
    from .error_body import ErrorBody
    from .error_body_issues import ErrorBodyIssues
    from .error_info import ErrorInfo
    from .error_info_details import ErrorInfoDetails
    from .finance_article import FinanceArticle
    from .finance_category import FinanceCategory
    from .finance_payout import FinancePayout
    from .finance_payout_list import FinancePayoutList
    from .finance_payout_specification import FinancePayoutSpecification
    from .finance_payout_specification_list import FinancePayoutSpecificationList
    from .first_action import FirstAction
    from .included_fees import IncludedFees
    from .initial_creditor_data import InitialCreditorData
    from .interest_rate import InterestRate
    from .invoice import Invoice
    from .invoice_list import InvoiceList
    from .invoice_registration import InvoiceRegistration
    from .invoice_registration_created import InvoiceRegistrationCreated
    from .invoice_registration_input import InvoiceRegistrationInput
    from .invoice_registration_list import InvoiceRegistrationList
    from .invoice_type import InvoiceType
    from .letter_config import LetterConfig
    from .matrix_row import MatrixRow
    from .media_upload import MediaUpload
    from .media_uploaded import MediaUploaded
    from .meta import Meta
    from .oauth_type import OauthType
    from .origin import Origin
    from .partner import Partner
    from .partner_configuration import PartnerConfiguration
    from .partner_list import PartnerList
    from .payment_status import PaymentStatus
    from .payout_accounts import PayoutAccounts
    from .payout_details import PayoutDetails
    from .state_change import StateChange
    from .user import User
    from .user_input import UserInput
    from .user_list import UserList
    from .vat_area import VatArea
    from .write_status import WriteStatus
    from .written import Written

__all__ = (
    "AccessGroup",
    "AccessGroupList",
    "AccessGroupType",
    "Account",
    "AccountInput",
    "AccountList",
    "ActionStatus",
    "Address",
    "AddressInput",
    "ApiCodeExchange",
    "ApplicationAccess",
    "CancellationOutcome",
    "CancellationStatus",
    "Case",
    "CaseConfig",
    "CaseList",
    "CaseRegistration",
    "CaseRegistrationCreated",
    "CaseRegistrationInput",
    "CaseRegistrationList",
    "CaseSettings",
    "CaseState",
    "CaseStatus",
    "ClaimedFee",
    "ClaimedFees",
    "Creditor",
    "CreditorCancellation",
    "CreditorCancellationCreated",
    "CreditorCancellationInput",
    "CreditorCancellationList",
    "CreditorChanges",
    "CreditorCrediting",
    "CreditorCreditingCreated",
    "CreditorCreditingInput",
    "CreditorCreditingList",
    "CreditorInput",
    "CreditorList",
    "CreditorPayment",
    "CreditorPaymentCreated",
    "CreditorPaymentInput",
    "CreditorPaymentList",
    "Customer",
    "CustomerInput",
    "CustomerList",
    "CustomerStatus",
    "DataAccess",
    "Debt",
    "DebtInput",
    "EmailData",
    "ErrorBody",
    "ErrorBodyIssues",
    "ErrorInfo",
    "ErrorInfoDetails",
    "FinanceArticle",
    "FinanceCategory",
    "FinancePayout",
    "FinancePayoutList",
    "FinancePayoutSpecification",
    "FinancePayoutSpecificationList",
    "FirstAction",
    "IncludedFees",
    "InitialCreditorData",
    "InterestRate",
    "Invoice",
    "InvoiceList",
    "InvoiceRegistration",
    "InvoiceRegistrationCreated",
    "InvoiceRegistrationInput",
    "InvoiceRegistrationList",
    "InvoiceType",
    "LetterConfig",
    "MatrixRow",
    "MediaUpload",
    "MediaUploaded",
    "Meta",
    "OauthType",
    "Origin",
    "Partner",
    "PartnerConfiguration",
    "PartnerList",
    "PaymentStatus",
    "PayoutAccounts",
    "PayoutDetails",
    "StateChange",
    "User",
    "UserInput",
    "UserList",
    "VatArea",
    "WriteStatus",
    "Written",
)

_MODULES: dict[str, str] = {
    "AccessGroup": ".access_group",
    "AccessGroupList": ".access_group_list",
    "AccessGroupType": ".access_group_type",
    "Account": ".account",
    "AccountInput": ".account_input",
    "AccountList": ".account_list",
    "ActionStatus": ".action_status",
    "Address": ".address",
    "AddressInput": ".address_input",
    "ApiCodeExchange": ".api_code_exchange",
    "ApplicationAccess": ".application_access",
    "CancellationOutcome": ".cancellation_outcome",
    "CancellationStatus": ".cancellation_status",
    "Case": ".case",
    "CaseConfig": ".case_config",
    "CaseList": ".case_list",
    "CaseRegistration": ".case_registration",
    "CaseRegistrationCreated": ".case_registration_created",
    "CaseRegistrationInput": ".case_registration_input",
    "CaseRegistrationList": ".case_registration_list",
    "CaseSettings": ".case_settings",
    "CaseState": ".case_state",
    "CaseStatus": ".case_status",
    "ClaimedFee": ".claimed_fee",
    "ClaimedFees": ".claimed_fees",
    "Creditor": ".creditor",
    "CreditorCancellation": ".creditor_cancellation",
    "CreditorCancellationCreated": ".creditor_cancellation_created",
    "CreditorCancellationInput": ".creditor_cancellation_input",
    "CreditorCancellationList": ".creditor_cancellation_list",
    "CreditorChanges": ".creditor_changes",
    "CreditorCrediting": ".creditor_crediting",
    "CreditorCreditingCreated": ".creditor_crediting_created",
    "CreditorCreditingInput": ".creditor_crediting_input",
    "CreditorCreditingList": ".creditor_crediting_list",
    "CreditorInput": ".creditor_input",
    "CreditorList": ".creditor_list",
    "CreditorPayment": ".creditor_payment",
    "CreditorPaymentCreated": ".creditor_payment_created",
    "CreditorPaymentInput": ".creditor_payment_input",
    "CreditorPaymentList": ".creditor_payment_list",
    "Customer": ".customer",
    "CustomerInput": ".customer_input",
    "CustomerList": ".customer_list",
    "CustomerStatus": ".customer_status",
    "DataAccess": ".data_access",
    "Debt": ".debt",
    "DebtInput": ".debt_input",
    "EmailData": ".email_data",
    "ErrorBody": ".error_body",
    "ErrorBodyIssues": ".error_body_issues",
    "ErrorInfo": ".error_info",
    "ErrorInfoDetails": ".error_info_details",
    "FinanceArticle": ".finance_article",
    "FinanceCategory": ".finance_category",
    "FinancePayout": ".finance_payout",
    "FinancePayoutList": ".finance_payout_list",
    "FinancePayoutSpecification": ".finance_payout_specification",
    "FinancePayoutSpecificationList": ".finance_payout_specification_list",
    "FirstAction": ".first_action",
    "IncludedFees": ".included_fees",
    "InitialCreditorData": ".initial_creditor_data",
    "InterestRate": ".interest_rate",
    "Invoice": ".invoice",
    "InvoiceList": ".invoice_list",
    "InvoiceRegistration": ".invoice_registration",
    "InvoiceRegistrationCreated": ".invoice_registration_created",
    "InvoiceRegistrationInput": ".invoice_registration_input",
    "InvoiceRegistrationList": ".invoice_registration_list",
    "InvoiceType": ".invoice_type",
    "LetterConfig": ".letter_config",
    "MatrixRow": ".matrix_row",
    "MediaUpload": ".media_upload",
    "MediaUploaded": ".media_uploaded",
    "Meta": ".meta",
    "OauthType": ".oauth_type",
    "Origin": ".origin",
    "Partner": ".partner",
    "PartnerConfiguration": ".partner_configuration",
    "PartnerList": ".partner_list",
    "PaymentStatus": ".payment_status",
    "PayoutAccounts": ".payout_accounts",
    "PayoutDetails": ".payout_details",
    "StateChange": ".state_change",
    "User": ".user",
    "UserInput": ".user_input",
    "UserList": ".user_list",
    "VatArea": ".vat_area",
    "WriteStatus": ".write_status",
    "Written": ".written",
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
