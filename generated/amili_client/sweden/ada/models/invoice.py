from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    read_decimal,
    write_decimal,
    write_http_date,
)

from ..models.case_state import CaseState
from ..models.case_status import CaseStatus
from ..models.customer_status import CustomerStatus
from ..models.invoice_type import InvoiceType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.matrix_row import MatrixRow


T = TypeVar("T", bound="Invoice")


@_attrs_define(repr=False)
class Invoice:
    """
    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        account (str | Unset):
        creditor (str | Unset):
        creditor_name (str | Unset):
        customer (str | Unset):
        customer_name (str | Unset):
        customer_id_number (str | Unset):
        customer_number (str | Unset):
        customer_status (CustomerStatus | Unset):
        invoice_type (InvoiceType | Unset):
        invoice_number (str | Unset):
        reference_number (str | Unset):
        payout_reference (str | Unset):
        invoice_date (datetime.datetime | Unset):
        invoice_due_date (datetime.datetime | Unset):
        invoice_delivery_date (datetime.datetime | Unset):
        invoice_headline (str | Unset):
        invoice_body_text (str | Unset):
        currency (str | Unset):
        your_contact (str | Unset):
        your_reference (str | Unset):
        our_reference (str | Unset):
        debt_description (str | Unset):
        matrix (list[MatrixRow] | Unset):
        ocr_number (str | Unset):
        case (str | Unset):
        case_status (CaseStatus | Unset):
        case_state (CaseState | Unset):
        agreement_version (str | Unset):
        invoice_registration (str | Unset):
        print_ (str | Unset): Id of the printed document
        letter_template (str | Unset):
        total_amount_including_vat (Decimal | Unset):
        total_amount_excluding_vat (Decimal | Unset):
        total_vat_25_percent (Decimal | Unset):
        total_vat_12_percent (Decimal | Unset):
        total_vat_6_percent (Decimal | Unset):
        total_vat (Decimal | Unset):
        amount_rounding (Decimal | Unset):
        increment_invoice_number (bool | Unset):
        case_total_added_transaction_amount (Decimal | Unset):
        case_total_added_capital_amount (Decimal | Unset):
        case_total_added_interest_amount (Decimal | Unset):
        case_total_added_costs_amount (Decimal | Unset):
        case_total_remaining_transaction_amount (Decimal | Unset):
        case_total_remaining_capital_amount (Decimal | Unset):
        case_total_remaining_interest_amount (Decimal | Unset):
        case_total_remaining_costs_amount (Decimal | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    account: str | Unset = UNSET
    creditor: str | Unset = UNSET
    creditor_name: str | Unset = UNSET
    customer: str | Unset = UNSET
    customer_name: str | Unset = UNSET
    customer_id_number: str | Unset = UNSET
    customer_number: str | Unset = UNSET
    customer_status: CustomerStatus | Unset = UNSET
    invoice_type: InvoiceType | Unset = UNSET
    invoice_number: str | Unset = UNSET
    reference_number: str | Unset = UNSET
    payout_reference: str | Unset = UNSET
    invoice_date: datetime.datetime | Unset = UNSET
    invoice_due_date: datetime.datetime | Unset = UNSET
    invoice_delivery_date: datetime.datetime | Unset = UNSET
    invoice_headline: str | Unset = UNSET
    invoice_body_text: str | Unset = UNSET
    currency: str | Unset = UNSET
    your_contact: str | Unset = UNSET
    your_reference: str | Unset = UNSET
    our_reference: str | Unset = UNSET
    debt_description: str | Unset = UNSET
    matrix: list[MatrixRow] | Unset = UNSET
    ocr_number: str | Unset = UNSET
    case: str | Unset = UNSET
    case_status: CaseStatus | Unset = UNSET
    case_state: CaseState | Unset = UNSET
    agreement_version: str | Unset = UNSET
    invoice_registration: str | Unset = UNSET
    print_: str | Unset = UNSET
    letter_template: str | Unset = UNSET
    total_amount_including_vat: Decimal | Unset = UNSET
    total_amount_excluding_vat: Decimal | Unset = UNSET
    total_vat_25_percent: Decimal | Unset = UNSET
    total_vat_12_percent: Decimal | Unset = UNSET
    total_vat_6_percent: Decimal | Unset = UNSET
    total_vat: Decimal | Unset = UNSET
    amount_rounding: Decimal | Unset = UNSET
    increment_invoice_number: bool | Unset = UNSET
    case_total_added_transaction_amount: Decimal | Unset = UNSET
    case_total_added_capital_amount: Decimal | Unset = UNSET
    case_total_added_interest_amount: Decimal | Unset = UNSET
    case_total_added_costs_amount: Decimal | Unset = UNSET
    case_total_remaining_transaction_amount: Decimal | Unset = UNSET
    case_total_remaining_capital_amount: Decimal | Unset = UNSET
    case_total_remaining_interest_amount: Decimal | Unset = UNSET
    case_total_remaining_costs_amount: Decimal | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "account": "account",
        "creditor": "creditor",
        "creditor_name": "creditor_name",
        "customer": "customer",
        "customer_name": "customer_name",
        "customer_id_number": "customer_id_number",
        "customer_number": "customer_number",
        "customer_status": "customer_status",
        "invoice_type": "invoice_type",
        "invoice_number": "invoice_number",
        "reference_number": "reference_number",
        "payout_reference": "payout_reference",
        "invoice_date": "invoice_date",
        "invoice_due_date": "invoice_due_date",
        "invoice_delivery_date": "invoice_delivery_date",
        "invoice_headline": "invoice_headline",
        "invoice_body_text": "invoice_body_text",
        "currency": "currency",
        "your_contact": "your_contact",
        "your_reference": "your_reference",
        "our_reference": "our_reference",
        "debt_description": "debt_description",
        "matrix": "matrix",
        "ocr_number": "ocr_number",
        "case": "case",
        "case_status": "case_status",
        "case_state": "case_state",
        "agreement_version": "agreement_version",
        "invoice_registration": "invoice_registration",
        "print_": "print",
        "letter_template": "letter_template",
        "total_amount_including_vat": "total_amount_including_vat",
        "total_amount_excluding_vat": "total_amount_excluding_vat",
        "total_vat_25_percent": "total_vat_25_percent",
        "total_vat_12_percent": "total_vat_12_percent",
        "total_vat_6_percent": "total_vat_6_percent",
        "total_vat": "total_vat",
        "amount_rounding": "amount_rounding",
        "increment_invoice_number": "increment_invoice_number",
        "case_total_added_transaction_amount": "case_total_added_transaction_amount",
        "case_total_added_capital_amount": "case_total_added_capital_amount",
        "case_total_added_interest_amount": "case_total_added_interest_amount",
        "case_total_added_costs_amount": "case_total_added_costs_amount",
        "case_total_remaining_transaction_amount": "case_total_remaining_transaction_amount",
        "case_total_remaining_capital_amount": "case_total_remaining_capital_amount",
        "case_total_remaining_interest_amount": "case_total_remaining_interest_amount",
        "case_total_remaining_costs_amount": "case_total_remaining_costs_amount",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.field_id is not UNSET:
            field_dict["_id"] = self.field_id
        if self.field_created is not UNSET:
            field_dict["_created"] = write_http_date(self.field_created)
        if self.field_updated is not UNSET:
            field_dict["_updated"] = write_http_date(self.field_updated)
        if self.field_etag is not UNSET:
            field_dict["_etag"] = self.field_etag
        if self.account is not UNSET:
            field_dict["account"] = self.account
        if self.creditor is not UNSET:
            field_dict["creditor"] = self.creditor
        if self.creditor_name is not UNSET:
            field_dict["creditor_name"] = self.creditor_name
        if self.customer is not UNSET:
            field_dict["customer"] = self.customer
        if self.customer_name is not UNSET:
            field_dict["customer_name"] = self.customer_name
        if self.customer_id_number is not UNSET:
            field_dict["customer_id_number"] = self.customer_id_number
        if self.customer_number is not UNSET:
            field_dict["customer_number"] = self.customer_number

        if self.customer_status is not UNSET:
            field_dict["customer_status"] = self.customer_status.value

        if self.invoice_type is not UNSET:
            field_dict["invoice_type"] = self.invoice_type.value

        if self.invoice_number is not UNSET:
            field_dict["invoice_number"] = self.invoice_number
        if self.reference_number is not UNSET:
            field_dict["reference_number"] = self.reference_number
        if self.payout_reference is not UNSET:
            field_dict["payout_reference"] = self.payout_reference
        if self.invoice_date is not UNSET:
            field_dict["invoice_date"] = write_http_date(self.invoice_date)
        if self.invoice_due_date is not UNSET:
            field_dict["invoice_due_date"] = write_http_date(self.invoice_due_date)
        if self.invoice_delivery_date is not UNSET:
            field_dict["invoice_delivery_date"] = write_http_date(self.invoice_delivery_date)
        if self.invoice_headline is not UNSET:
            field_dict["invoice_headline"] = self.invoice_headline
        if self.invoice_body_text is not UNSET:
            field_dict["invoice_body_text"] = self.invoice_body_text
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.your_contact is not UNSET:
            field_dict["your_contact"] = self.your_contact
        if self.your_reference is not UNSET:
            field_dict["your_reference"] = self.your_reference
        if self.our_reference is not UNSET:
            field_dict["our_reference"] = self.our_reference
        if self.debt_description is not UNSET:
            field_dict["debt_description"] = self.debt_description

        if self.matrix is not UNSET:
            _matrix: list[dict[str, Any]] = []
            for matrix_item_data in self.matrix:
                matrix_item = matrix_item_data.to_dict()
                _matrix.append(matrix_item)
            field_dict["matrix"] = _matrix

        if self.ocr_number is not UNSET:
            field_dict["ocr_number"] = self.ocr_number
        if self.case is not UNSET:
            field_dict["case"] = self.case

        if self.case_status is not UNSET:
            field_dict["case_status"] = self.case_status.value

        if self.case_state is not UNSET:
            field_dict["case_state"] = self.case_state.value

        if self.agreement_version is not UNSET:
            field_dict["agreement_version"] = self.agreement_version
        if self.invoice_registration is not UNSET:
            field_dict["invoice_registration"] = self.invoice_registration
        if self.print_ is not UNSET:
            field_dict["print"] = self.print_
        if self.letter_template is not UNSET:
            field_dict["letter_template"] = self.letter_template
        if self.total_amount_including_vat is not UNSET:
            field_dict["total_amount_including_vat"] = write_decimal(self.total_amount_including_vat)
        if self.total_amount_excluding_vat is not UNSET:
            field_dict["total_amount_excluding_vat"] = write_decimal(self.total_amount_excluding_vat)
        if self.total_vat_25_percent is not UNSET:
            field_dict["total_vat_25_percent"] = write_decimal(self.total_vat_25_percent)
        if self.total_vat_12_percent is not UNSET:
            field_dict["total_vat_12_percent"] = write_decimal(self.total_vat_12_percent)
        if self.total_vat_6_percent is not UNSET:
            field_dict["total_vat_6_percent"] = write_decimal(self.total_vat_6_percent)
        if self.total_vat is not UNSET:
            field_dict["total_vat"] = write_decimal(self.total_vat)
        if self.amount_rounding is not UNSET:
            field_dict["amount_rounding"] = write_decimal(self.amount_rounding)
        if self.increment_invoice_number is not UNSET:
            field_dict["increment_invoice_number"] = self.increment_invoice_number
        if self.case_total_added_transaction_amount is not UNSET:
            field_dict["case_total_added_transaction_amount"] = write_decimal(self.case_total_added_transaction_amount)
        if self.case_total_added_capital_amount is not UNSET:
            field_dict["case_total_added_capital_amount"] = write_decimal(self.case_total_added_capital_amount)
        if self.case_total_added_interest_amount is not UNSET:
            field_dict["case_total_added_interest_amount"] = write_decimal(self.case_total_added_interest_amount)
        if self.case_total_added_costs_amount is not UNSET:
            field_dict["case_total_added_costs_amount"] = write_decimal(self.case_total_added_costs_amount)
        if self.case_total_remaining_transaction_amount is not UNSET:
            field_dict["case_total_remaining_transaction_amount"] = write_decimal(
                self.case_total_remaining_transaction_amount
            )
        if self.case_total_remaining_capital_amount is not UNSET:
            field_dict["case_total_remaining_capital_amount"] = write_decimal(self.case_total_remaining_capital_amount)
        if self.case_total_remaining_interest_amount is not UNSET:
            field_dict["case_total_remaining_interest_amount"] = write_decimal(
                self.case_total_remaining_interest_amount
            )
        if self.case_total_remaining_costs_amount is not UNSET:
            field_dict["case_total_remaining_costs_amount"] = write_decimal(self.case_total_remaining_costs_amount)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.matrix_row import MatrixRow  # noqa: PLC0415

        d = {**src_dict}
        field_id = present(d.pop("_id", UNSET))

        _field_created = present(d.pop("_created", UNSET))
        field_created: datetime.datetime | Unset
        if isinstance(_field_created, Unset):
            field_created = UNSET
        else:
            field_created = read_datetime(_field_created)

        _field_updated = present(d.pop("_updated", UNSET))
        field_updated: datetime.datetime | Unset
        if isinstance(_field_updated, Unset):
            field_updated = UNSET
        else:
            field_updated = read_datetime(_field_updated)

        field_etag = present(d.pop("_etag", UNSET))

        account = present(d.pop("account", UNSET))

        creditor = present(d.pop("creditor", UNSET))

        creditor_name = present(d.pop("creditor_name", UNSET))

        customer = present(d.pop("customer", UNSET))

        customer_name = present(d.pop("customer_name", UNSET))

        customer_id_number = present(d.pop("customer_id_number", UNSET))

        customer_number = present(d.pop("customer_number", UNSET))

        _customer_status = present(d.pop("customer_status", UNSET))
        customer_status: CustomerStatus | Unset
        if isinstance(_customer_status, Unset):
            customer_status = UNSET
        else:
            customer_status = CustomerStatus(_customer_status)

        _invoice_type = present(d.pop("invoice_type", UNSET))
        invoice_type: InvoiceType | Unset
        if isinstance(_invoice_type, Unset):
            invoice_type = UNSET
        else:
            invoice_type = InvoiceType(_invoice_type)

        invoice_number = present(d.pop("invoice_number", UNSET))

        reference_number = present(d.pop("reference_number", UNSET))

        payout_reference = present(d.pop("payout_reference", UNSET))

        _invoice_date = present(d.pop("invoice_date", UNSET))
        invoice_date: datetime.datetime | Unset
        if isinstance(_invoice_date, Unset):
            invoice_date = UNSET
        else:
            invoice_date = read_datetime(_invoice_date)

        _invoice_due_date = present(d.pop("invoice_due_date", UNSET))
        invoice_due_date: datetime.datetime | Unset
        if isinstance(_invoice_due_date, Unset):
            invoice_due_date = UNSET
        else:
            invoice_due_date = read_datetime(_invoice_due_date)

        _invoice_delivery_date = present(d.pop("invoice_delivery_date", UNSET))
        invoice_delivery_date: datetime.datetime | Unset
        if isinstance(_invoice_delivery_date, Unset):
            invoice_delivery_date = UNSET
        else:
            invoice_delivery_date = read_datetime(_invoice_delivery_date)

        invoice_headline = present(d.pop("invoice_headline", UNSET))

        invoice_body_text = present(d.pop("invoice_body_text", UNSET))

        currency = present(d.pop("currency", UNSET))

        your_contact = present(d.pop("your_contact", UNSET))

        your_reference = present(d.pop("your_reference", UNSET))

        our_reference = present(d.pop("our_reference", UNSET))

        debt_description = present(d.pop("debt_description", UNSET))

        _matrix = present(d.pop("matrix", UNSET))
        matrix: list[MatrixRow] | Unset = UNSET
        if _matrix is not UNSET:
            matrix = []
            for matrix_item_data in _matrix:
                matrix_item = MatrixRow.from_dict(matrix_item_data)

                matrix.append(matrix_item)

        ocr_number = present(d.pop("ocr_number", UNSET))

        case = present(d.pop("case", UNSET))

        _case_status = present(d.pop("case_status", UNSET))
        case_status: CaseStatus | Unset
        if isinstance(_case_status, Unset):
            case_status = UNSET
        else:
            case_status = CaseStatus(_case_status)

        _case_state = present(d.pop("case_state", UNSET))
        case_state: CaseState | Unset
        if isinstance(_case_state, Unset):
            case_state = UNSET
        else:
            case_state = CaseState(_case_state)

        agreement_version = present(d.pop("agreement_version", UNSET))

        invoice_registration = present(d.pop("invoice_registration", UNSET))

        print_ = present(d.pop("print", UNSET))

        letter_template = present(d.pop("letter_template", UNSET))

        _total_amount_including_vat = present(d.pop("total_amount_including_vat", UNSET))
        total_amount_including_vat: Decimal | Unset
        if isinstance(_total_amount_including_vat, Unset):
            total_amount_including_vat = UNSET
        else:
            total_amount_including_vat = read_decimal(_total_amount_including_vat)

        _total_amount_excluding_vat = present(d.pop("total_amount_excluding_vat", UNSET))
        total_amount_excluding_vat: Decimal | Unset
        if isinstance(_total_amount_excluding_vat, Unset):
            total_amount_excluding_vat = UNSET
        else:
            total_amount_excluding_vat = read_decimal(_total_amount_excluding_vat)

        _total_vat_25_percent = present(d.pop("total_vat_25_percent", UNSET))
        total_vat_25_percent: Decimal | Unset
        if isinstance(_total_vat_25_percent, Unset):
            total_vat_25_percent = UNSET
        else:
            total_vat_25_percent = read_decimal(_total_vat_25_percent)

        _total_vat_12_percent = present(d.pop("total_vat_12_percent", UNSET))
        total_vat_12_percent: Decimal | Unset
        if isinstance(_total_vat_12_percent, Unset):
            total_vat_12_percent = UNSET
        else:
            total_vat_12_percent = read_decimal(_total_vat_12_percent)

        _total_vat_6_percent = present(d.pop("total_vat_6_percent", UNSET))
        total_vat_6_percent: Decimal | Unset
        if isinstance(_total_vat_6_percent, Unset):
            total_vat_6_percent = UNSET
        else:
            total_vat_6_percent = read_decimal(_total_vat_6_percent)

        _total_vat = present(d.pop("total_vat", UNSET))
        total_vat: Decimal | Unset
        if isinstance(_total_vat, Unset):
            total_vat = UNSET
        else:
            total_vat = read_decimal(_total_vat)

        _amount_rounding = present(d.pop("amount_rounding", UNSET))
        amount_rounding: Decimal | Unset
        if isinstance(_amount_rounding, Unset):
            amount_rounding = UNSET
        else:
            amount_rounding = read_decimal(_amount_rounding)

        increment_invoice_number = present(d.pop("increment_invoice_number", UNSET))

        _case_total_added_transaction_amount = present(d.pop("case_total_added_transaction_amount", UNSET))
        case_total_added_transaction_amount: Decimal | Unset
        if isinstance(_case_total_added_transaction_amount, Unset):
            case_total_added_transaction_amount = UNSET
        else:
            case_total_added_transaction_amount = read_decimal(_case_total_added_transaction_amount)

        _case_total_added_capital_amount = present(d.pop("case_total_added_capital_amount", UNSET))
        case_total_added_capital_amount: Decimal | Unset
        if isinstance(_case_total_added_capital_amount, Unset):
            case_total_added_capital_amount = UNSET
        else:
            case_total_added_capital_amount = read_decimal(_case_total_added_capital_amount)

        _case_total_added_interest_amount = present(d.pop("case_total_added_interest_amount", UNSET))
        case_total_added_interest_amount: Decimal | Unset
        if isinstance(_case_total_added_interest_amount, Unset):
            case_total_added_interest_amount = UNSET
        else:
            case_total_added_interest_amount = read_decimal(_case_total_added_interest_amount)

        _case_total_added_costs_amount = present(d.pop("case_total_added_costs_amount", UNSET))
        case_total_added_costs_amount: Decimal | Unset
        if isinstance(_case_total_added_costs_amount, Unset):
            case_total_added_costs_amount = UNSET
        else:
            case_total_added_costs_amount = read_decimal(_case_total_added_costs_amount)

        _case_total_remaining_transaction_amount = present(d.pop("case_total_remaining_transaction_amount", UNSET))
        case_total_remaining_transaction_amount: Decimal | Unset
        if isinstance(_case_total_remaining_transaction_amount, Unset):
            case_total_remaining_transaction_amount = UNSET
        else:
            case_total_remaining_transaction_amount = read_decimal(_case_total_remaining_transaction_amount)

        _case_total_remaining_capital_amount = present(d.pop("case_total_remaining_capital_amount", UNSET))
        case_total_remaining_capital_amount: Decimal | Unset
        if isinstance(_case_total_remaining_capital_amount, Unset):
            case_total_remaining_capital_amount = UNSET
        else:
            case_total_remaining_capital_amount = read_decimal(_case_total_remaining_capital_amount)

        _case_total_remaining_interest_amount = present(d.pop("case_total_remaining_interest_amount", UNSET))
        case_total_remaining_interest_amount: Decimal | Unset
        if isinstance(_case_total_remaining_interest_amount, Unset):
            case_total_remaining_interest_amount = UNSET
        else:
            case_total_remaining_interest_amount = read_decimal(_case_total_remaining_interest_amount)

        _case_total_remaining_costs_amount = present(d.pop("case_total_remaining_costs_amount", UNSET))
        case_total_remaining_costs_amount: Decimal | Unset
        if isinstance(_case_total_remaining_costs_amount, Unset):
            case_total_remaining_costs_amount = UNSET
        else:
            case_total_remaining_costs_amount = read_decimal(_case_total_remaining_costs_amount)

        invoice = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            account=account,
            creditor=creditor,
            creditor_name=creditor_name,
            customer=customer,
            customer_name=customer_name,
            customer_id_number=customer_id_number,
            customer_number=customer_number,
            customer_status=customer_status,
            invoice_type=invoice_type,
            invoice_number=invoice_number,
            reference_number=reference_number,
            payout_reference=payout_reference,
            invoice_date=invoice_date,
            invoice_due_date=invoice_due_date,
            invoice_delivery_date=invoice_delivery_date,
            invoice_headline=invoice_headline,
            invoice_body_text=invoice_body_text,
            currency=currency,
            your_contact=your_contact,
            your_reference=your_reference,
            our_reference=our_reference,
            debt_description=debt_description,
            matrix=matrix,
            ocr_number=ocr_number,
            case=case,
            case_status=case_status,
            case_state=case_state,
            agreement_version=agreement_version,
            invoice_registration=invoice_registration,
            print_=print_,
            letter_template=letter_template,
            total_amount_including_vat=total_amount_including_vat,
            total_amount_excluding_vat=total_amount_excluding_vat,
            total_vat_25_percent=total_vat_25_percent,
            total_vat_12_percent=total_vat_12_percent,
            total_vat_6_percent=total_vat_6_percent,
            total_vat=total_vat,
            amount_rounding=amount_rounding,
            increment_invoice_number=increment_invoice_number,
            case_total_added_transaction_amount=case_total_added_transaction_amount,
            case_total_added_capital_amount=case_total_added_capital_amount,
            case_total_added_interest_amount=case_total_added_interest_amount,
            case_total_added_costs_amount=case_total_added_costs_amount,
            case_total_remaining_transaction_amount=case_total_remaining_transaction_amount,
            case_total_remaining_capital_amount=case_total_remaining_capital_amount,
            case_total_remaining_interest_amount=case_total_remaining_interest_amount,
            case_total_remaining_costs_amount=case_total_remaining_costs_amount,
        )

        invoice.additional_properties = d
        return invoice

    @property
    def id(self) -> str | Unset:
        return self.field_id

    @property
    def created(self) -> datetime.datetime | Unset:
        return self.field_created

    @property
    def updated(self) -> datetime.datetime | Unset:
        return self.field_updated

    @property
    def etag(self) -> str | Unset:
        return self.field_etag

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
