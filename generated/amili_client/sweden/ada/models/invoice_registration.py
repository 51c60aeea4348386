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
    from ..models.matrix_row import MatrixRow


T = TypeVar("T", bound="InvoiceRegistration")


@_attrs_define(repr=False)
class InvoiceRegistration:
    """
    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        account (str | Unset):
        creditor (str | Unset):
        customer (Any | Unset):
        invoice_type (InvoiceType | Unset):
        invoice_number (str | Unset):
        invoice_date (datetime.datetime | Unset):
        invoice_due_date (datetime.datetime | Unset):
        invoice_delivery_date (datetime.datetime | Unset):
        currency (str | Unset):
        reference_number (str | Unset):
        payout_reference (str | Unset):
        invoice_headline (str | Unset):
        invoice_body_text (str | Unset):
        your_contact (str | Unset):
        your_reference (str | Unset):
        our_reference (str | Unset):
        debt_description (str | Unset):
        matrix (list[MatrixRow] | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    account: str | Unset = UNSET
    creditor: str | Unset = UNSET
    customer: Any | Unset = UNSET
    invoice_type: InvoiceType | Unset = UNSET
    invoice_number: str | Unset = UNSET
    invoice_date: datetime.datetime | Unset = UNSET
    invoice_due_date: datetime.datetime | Unset = UNSET
    invoice_delivery_date: datetime.datetime | Unset = UNSET
    currency: str | Unset = UNSET
    reference_number: str | Unset = UNSET
    payout_reference: str | Unset = UNSET
    invoice_headline: str | Unset = UNSET
    invoice_body_text: str | Unset = UNSET
    your_contact: str | Unset = UNSET
    your_reference: str | Unset = UNSET
    our_reference: str | Unset = UNSET
    debt_description: str | Unset = UNSET
    matrix: list[MatrixRow] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "account": "account",
        "creditor": "creditor",
        "customer": "customer",
        "invoice_type": "invoice_type",
        "invoice_number": "invoice_number",
        "invoice_date": "invoice_date",
        "invoice_due_date": "invoice_due_date",
        "invoice_delivery_date": "invoice_delivery_date",
        "currency": "currency",
        "reference_number": "reference_number",
        "payout_reference": "payout_reference",
        "invoice_headline": "invoice_headline",
        "invoice_body_text": "invoice_body_text",
        "your_contact": "your_contact",
        "your_reference": "your_reference",
        "our_reference": "our_reference",
        "debt_description": "debt_description",
        "matrix": "matrix",
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
        if self.customer is not UNSET:
            field_dict["customer"] = self.customer

        if self.invoice_type is not UNSET:
            field_dict["invoice_type"] = self.invoice_type.value

        if self.invoice_number is not UNSET:
            field_dict["invoice_number"] = self.invoice_number
        if self.invoice_date is not UNSET:
            field_dict["invoice_date"] = write_http_date(self.invoice_date)
        if self.invoice_due_date is not UNSET:
            field_dict["invoice_due_date"] = write_http_date(self.invoice_due_date)
        if self.invoice_delivery_date is not UNSET:
            field_dict["invoice_delivery_date"] = write_http_date(self.invoice_delivery_date)
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
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

        if self.matrix is not UNSET:
            _matrix: list[dict[str, Any]] = []
            for matrix_item_data in self.matrix:
                matrix_item = matrix_item_data.to_dict()
                _matrix.append(matrix_item)
            field_dict["matrix"] = _matrix

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

        customer = d.pop("customer", UNSET)

        _invoice_type = present(d.pop("invoice_type", UNSET))
        invoice_type: InvoiceType | Unset
        if isinstance(_invoice_type, Unset):
            invoice_type = UNSET
        else:
            invoice_type = InvoiceType(_invoice_type)

        invoice_number = present(d.pop("invoice_number", UNSET))

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

        currency = present(d.pop("currency", UNSET))

        reference_number = present(d.pop("reference_number", UNSET))

        payout_reference = present(d.pop("payout_reference", UNSET))

        invoice_headline = present(d.pop("invoice_headline", UNSET))

        invoice_body_text = present(d.pop("invoice_body_text", UNSET))

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

        invoice_registration = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            account=account,
            creditor=creditor,
            customer=customer,
            invoice_type=invoice_type,
            invoice_number=invoice_number,
            invoice_date=invoice_date,
            invoice_due_date=invoice_due_date,
            invoice_delivery_date=invoice_delivery_date,
            currency=currency,
            reference_number=reference_number,
            payout_reference=payout_reference,
            invoice_headline=invoice_headline,
            invoice_body_text=invoice_body_text,
            your_contact=your_contact,
            your_reference=your_reference,
            our_reference=our_reference,
            debt_description=debt_description,
            matrix=matrix,
        )

        invoice_registration.additional_properties = d
        return invoice_registration

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
