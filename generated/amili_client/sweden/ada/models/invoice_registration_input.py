from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    write_http_date,
)

from ..models.invoice_type import InvoiceType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.customer_input import CustomerInput
    from ..models.matrix_row import MatrixRow


T = TypeVar("T", bound="InvoiceRegistrationInput")


@_attrs_define(repr=False)
class InvoiceRegistrationInput:
    """An invoice that Amili is to distribute.

    Attributes:
        account (str):
        creditor (str):
        customer (CustomerInput): Whoever is to pay. Decides how the invoice is handled.
        invoice_type (InvoiceType):
        invoice_number (str):
        invoice_date (datetime.datetime):
        invoice_due_date (datetime.datetime):
        currency (str):
        matrix (list[MatrixRow]):
        invoice_delivery_date (datetime.datetime | Unset):
        reference_number (str | Unset):
        payout_reference (str | Unset):
        invoice_headline (str | Unset):
        invoice_body_text (str | Unset):
        your_contact (str | Unset):
        your_reference (str | Unset):
        our_reference (str | Unset):
        debt_description (str | Unset):
        letter_template (str | Unset):
        increment_invoice_number (bool | Unset):
    """

    account: str
    creditor: str
    customer: CustomerInput
    invoice_type: InvoiceType
    invoice_number: str
    invoice_date: datetime.datetime
    invoice_due_date: datetime.datetime
    currency: str
    matrix: list[MatrixRow]
    invoice_delivery_date: datetime.datetime | Unset = UNSET
    reference_number: str | Unset = UNSET
    payout_reference: str | Unset = UNSET
    invoice_headline: str | Unset = UNSET
    invoice_body_text: str | Unset = UNSET
    your_contact: str | Unset = UNSET
    your_reference: str | Unset = UNSET
    our_reference: str | Unset = UNSET
    debt_description: str | Unset = UNSET
    letter_template: str | Unset = UNSET
    increment_invoice_number: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "account": "account",
        "creditor": "creditor",
        "customer": "customer",
        "invoice_type": "invoice_type",
        "invoice_number": "invoice_number",
        "invoice_date": "invoice_date",
        "invoice_due_date": "invoice_due_date",
        "currency": "currency",
        "matrix": "matrix",
        "invoice_delivery_date": "invoice_delivery_date",
        "reference_number": "reference_number",
        "payout_reference": "payout_reference",
        "invoice_headline": "invoice_headline",
        "invoice_body_text": "invoice_body_text",
        "your_contact": "your_contact",
        "your_reference": "your_reference",
        "our_reference": "our_reference",
        "debt_description": "debt_description",
        "letter_template": "letter_template",
        "increment_invoice_number": "increment_invoice_number",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["account"] = self.account
        field_dict["creditor"] = self.creditor
        field_dict["customer"] = self.customer.to_dict()
        field_dict["invoice_type"] = self.invoice_type.value
        field_dict["invoice_number"] = self.invoice_number
        field_dict["invoice_date"] = write_http_date(self.invoice_date)
        field_dict["invoice_due_date"] = write_http_date(self.invoice_due_date)
        field_dict["currency"] = self.currency
        _matrix: list[dict[str, Any]] = []
        for matrix_item_data in self.matrix:
            matrix_item = matrix_item_data.to_dict()
            _matrix.append(matrix_item)
        field_dict["matrix"] = _matrix

        if self.invoice_delivery_date is not UNSET:
            field_dict["invoice_delivery_date"] = write_http_date(self.invoice_delivery_date)
        if self.reference_number is not UNSET:
            field_dict["reference_number"] = self.reference_number
        if self.payout_reference is not UNSET:
            field_dict["payout_reference"] = self.payout_reference
        if self.invoice_headline is not UNSET:
            field_dict["invoice_headline"] = self.invoice_headline
        if self.invoice_body_text is not UNSET:
            field_dict["invoice_body_text"] = self.invoice_body_text
        if self.your_contact is not UNSET:
            field_dict["your_contact"] = self.your_contact
        if self.your_reference is not UNSET:
            field_dict["your_reference"] = self.your_reference
        if self.our_reference is not UNSET:
            field_dict["our_reference"] = self.our_reference
        if self.debt_description is not UNSET:
            field_dict["debt_description"] = self.debt_description
        if self.letter_template is not UNSET:
            field_dict["letter_template"] = self.letter_template
        if self.increment_invoice_number is not UNSET:
            field_dict["increment_invoice_number"] = self.increment_invoice_number

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer_input import CustomerInput  # noqa: PLC0415
        from ..models.matrix_row import MatrixRow  # noqa: PLC0415

        d = {**src_dict}
        account = d.pop("account")

        creditor = d.pop("creditor")

        customer = CustomerInput.from_dict(d.pop("customer"))

        invoice_type = InvoiceType(d.pop("invoice_type"))

        invoice_number = d.pop("invoice_number")

        invoice_date = read_datetime(d.pop("invoice_date"))

        invoice_due_date = read_datetime(d.pop("invoice_due_date"))

        currency = d.pop("currency")

        matrix: list[MatrixRow] = []
        _matrix = d.pop("matrix")
        for matrix_item_data in _matrix:
            matrix_item = MatrixRow.from_dict(matrix_item_data)

            matrix.append(matrix_item)

        _invoice_delivery_date = present(d.pop("invoice_delivery_date", UNSET))
        invoice_delivery_date: datetime.datetime | Unset
        if isinstance(_invoice_delivery_date, Unset):
            invoice_delivery_date = UNSET
        else:
            invoice_delivery_date = read_datetime(_invoice_delivery_date)

        reference_number = present(d.pop("reference_number", UNSET))

        payout_reference = present(d.pop("payout_reference", UNSET))

        invoice_headline = present(d.pop("invoice_headline", UNSET))

        invoice_body_text = present(d.pop("invoice_body_text", UNSET))

        your_contact = present(d.pop("your_contact", UNSET))

        your_reference = present(d.pop("your_reference", UNSET))

        our_reference = present(d.pop("our_reference", UNSET))

        debt_description = present(d.pop("debt_description", UNSET))

        letter_template = present(d.pop("letter_template", UNSET))

        increment_invoice_number = present(d.pop("increment_invoice_number", UNSET))

        invoice_registration_input = cls(
            account=account,
            creditor=creditor,
            customer=customer,
            invoice_type=invoice_type,
            invoice_number=invoice_number,
            invoice_date=invoice_date,
            invoice_due_date=invoice_due_date,
            currency=currency,
            matrix=matrix,
            invoice_delivery_date=invoice_delivery_date,
            reference_number=reference_number,
            payout_reference=payout_reference,
            invoice_headline=invoice_headline,
            invoice_body_text=invoice_body_text,
            your_contact=your_contact,
            your_reference=your_reference,
            our_reference=our_reference,
            debt_description=debt_description,
            letter_template=letter_template,
            increment_invoice_number=increment_invoice_number,
        )

        invoice_registration_input.additional_properties = d
        return invoice_registration_input

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
