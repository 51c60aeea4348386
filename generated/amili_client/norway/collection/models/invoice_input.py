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
    read_date,
    read_datetime,
    read_decimal,
    write_date,
    write_datetime,
    write_decimal,
)

from ..models.invoice_type import InvoiceType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.claim_input import ClaimInput
    from ..models.debtor_input import DebtorInput


T = TypeVar("T", bound="InvoiceInput")


@_attrs_define(repr=False)
class InvoiceInput:
    """One invoice to be collected.

    Attributes:
        type_ (InvoiceType | Unset):
        invoice_number (str | Unset):
        vat (bool | Unset):
        fees (bool | Unset):
        original_invoice_amount (Decimal | Unset):
        currency (str | Unset):
        invoice_date (datetime.date | datetime.datetime | Unset):
        due_date (datetime.date | datetime.datetime | Unset):
        collection_notice_date (datetime.date | datetime.datetime | None | Unset):
        unique_source_invoice_id (str | Unset):
        description (str | Unset):
        ocr_reference_number (str | Unset):
        debtors (list[DebtorInput] | Unset):
        claims (list[ClaimInput] | Unset):
    """

    type_: InvoiceType | Unset = UNSET
    invoice_number: str | Unset = UNSET
    vat: bool | Unset = UNSET
    fees: bool | Unset = UNSET
    original_invoice_amount: Decimal | Unset = UNSET
    currency: str | Unset = UNSET
    invoice_date: datetime.date | datetime.datetime | Unset = UNSET
    due_date: datetime.date | datetime.datetime | Unset = UNSET
    collection_notice_date: datetime.date | datetime.datetime | None | Unset = UNSET
    unique_source_invoice_id: str | Unset = UNSET
    description: str | Unset = UNSET
    ocr_reference_number: str | Unset = UNSET
    debtors: list[DebtorInput] | Unset = UNSET
    claims: list[ClaimInput] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "type_": "type",
        "invoice_number": "invoiceNumber",
        "vat": "vat",
        "fees": "fees",
        "original_invoice_amount": "originalInvoiceAmount",
        "currency": "currency",
        "invoice_date": "invoiceDate",
        "due_date": "dueDate",
        "collection_notice_date": "collectionNoticeDate",
        "unique_source_invoice_id": "uniqueSourceInvoiceId",
        "description": "description",
        "ocr_reference_number": "ocrReferenceNumber",
        "debtors": "debtors",
        "claims": "claims",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.invoice_number is not UNSET:
            field_dict["invoiceNumber"] = self.invoice_number
        if self.vat is not UNSET:
            field_dict["vat"] = self.vat
        if self.fees is not UNSET:
            field_dict["fees"] = self.fees
        if self.original_invoice_amount is not UNSET:
            field_dict["originalInvoiceAmount"] = write_decimal(self.original_invoice_amount)
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.invoice_date is not UNSET:
            if isinstance(self.invoice_date, datetime.datetime):
                field_dict["invoiceDate"] = write_datetime(self.invoice_date)
            else:
                field_dict["invoiceDate"] = write_date(self.invoice_date)

        if self.due_date is not UNSET:
            if isinstance(self.due_date, datetime.datetime):
                field_dict["dueDate"] = write_datetime(self.due_date)
            else:
                field_dict["dueDate"] = write_date(self.due_date)

        if self.collection_notice_date is not UNSET:
            if isinstance(self.collection_notice_date, datetime.datetime):
                field_dict["collectionNoticeDate"] = write_datetime(self.collection_notice_date)
            elif isinstance(self.collection_notice_date, datetime.date):
                field_dict["collectionNoticeDate"] = write_date(self.collection_notice_date)
            else:
                field_dict["collectionNoticeDate"] = self.collection_notice_date

        if self.unique_source_invoice_id is not UNSET:
            field_dict["uniqueSourceInvoiceId"] = self.unique_source_invoice_id
        if self.description is not UNSET:
            field_dict["description"] = self.description
        if self.ocr_reference_number is not UNSET:
            field_dict["ocrReferenceNumber"] = self.ocr_reference_number

        if self.debtors is not UNSET:
            _debtors: list[dict[str, Any]] = []
            for debtors_item_data in self.debtors:
                debtors_item = debtors_item_data.to_dict()
                _debtors.append(debtors_item)
            field_dict["debtors"] = _debtors

        if self.claims is not UNSET:
            _claims: list[dict[str, Any]] = []
            for claims_item_data in self.claims:
                claims_item = claims_item_data.to_dict()
                _claims.append(claims_item)
            field_dict["claims"] = _claims

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.claim_input import ClaimInput  # noqa: PLC0415
        from ..models.debtor_input import DebtorInput  # noqa: PLC0415

        d = {**src_dict}
        _type_ = present(d.pop("type", UNSET))
        type_: InvoiceType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = InvoiceType(_type_)

        invoice_number = present(d.pop("invoiceNumber", UNSET))

        vat = present(d.pop("vat", UNSET))

        fees = present(d.pop("fees", UNSET))

        _original_invoice_amount = present(d.pop("originalInvoiceAmount", UNSET))
        original_invoice_amount: Decimal | Unset
        if isinstance(_original_invoice_amount, Unset):
            original_invoice_amount = UNSET
        else:
            original_invoice_amount = read_decimal(_original_invoice_amount)

        currency = present(d.pop("currency", UNSET))

        def _parse_invoice_date(data: object) -> datetime.date | datetime.datetime | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                invoice_date_type_0 = read_datetime(data)

                return invoice_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not (isinstance(data, str) and len(data) <= 10):
                raise TypeError()
            invoice_date_type_1 = read_date(data)

            return invoice_date_type_1

        invoice_date = _parse_invoice_date(present(d.pop("invoiceDate", UNSET)))

        def _parse_due_date(data: object) -> datetime.date | datetime.datetime | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_date_type_0 = read_datetime(data)

                return due_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not (isinstance(data, str) and len(data) <= 10):
                raise TypeError()
            due_date_type_1 = read_date(data)

            return due_date_type_1

        due_date = _parse_due_date(present(d.pop("dueDate", UNSET)))

        def _parse_collection_notice_date(data: object) -> datetime.date | datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                collection_notice_date_type_0 = read_datetime(data)

                return collection_notice_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not (isinstance(data, str) and len(data) <= 10):
                raise TypeError()
            collection_notice_date_type_1 = read_date(data)

            return collection_notice_date_type_1

        collection_notice_date = _parse_collection_notice_date(d.pop("collectionNoticeDate", UNSET))

        unique_source_invoice_id = present(d.pop("uniqueSourceInvoiceId", UNSET))

        description = present(d.pop("description", UNSET))

        ocr_reference_number = present(d.pop("ocrReferenceNumber", UNSET))

        _debtors = present(d.pop("debtors", UNSET))
        debtors: list[DebtorInput] | Unset = UNSET
        if _debtors is not UNSET:
            debtors = []
            for debtors_item_data in _debtors:
                debtors_item = DebtorInput.from_dict(debtors_item_data)

                debtors.append(debtors_item)

        _claims = present(d.pop("claims", UNSET))
        claims: list[ClaimInput] | Unset = UNSET
        if _claims is not UNSET:
            claims = []
            for claims_item_data in _claims:
                claims_item = ClaimInput.from_dict(claims_item_data)

                claims.append(claims_item)

        invoice_input = cls(
            type_=type_,
            invoice_number=invoice_number,
            vat=vat,
            fees=fees,
            original_invoice_amount=original_invoice_amount,
            currency=currency,
            invoice_date=invoice_date,
            due_date=due_date,
            collection_notice_date=collection_notice_date,
            unique_source_invoice_id=unique_source_invoice_id,
            description=description,
            ocr_reference_number=ocr_reference_number,
            debtors=debtors,
            claims=claims,
        )

        invoice_input.additional_properties = d
        return invoice_input

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
