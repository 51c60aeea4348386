from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    read_decimal,
    read_text,
    write_datetime,
    write_decimal,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="CaseInvoice")


@_attrs_define(repr=False)
class CaseInvoice:
    """
    Attributes:
        invoice_id (UUID | Unset):
        invoice_number (str | Unset):
        case_id (UUID | Unset):
        invoice_date (datetime.datetime | Unset):
        due_date (datetime.datetime | Unset):
        batch_id (UUID | Unset):
        registered_at (datetime.datetime | Unset):
        original_amount (Decimal | Unset):
        remaining_amount (Decimal | Unset):
        remaining_principal (Decimal | Unset):
        unique_source_invoice_id (str | Unset):
        paid_amount (Decimal | Unset):
        credited_amount (Decimal | Unset):
        currency (Any | Unset):
    """

    invoice_id: UUID | Unset = UNSET
    invoice_number: str | Unset = UNSET
    case_id: UUID | Unset = UNSET
    invoice_date: datetime.datetime | Unset = UNSET
    due_date: datetime.datetime | Unset = UNSET
    batch_id: UUID | Unset = UNSET
    registered_at: datetime.datetime | Unset = UNSET
    original_amount: Decimal | Unset = UNSET
    remaining_amount: Decimal | Unset = UNSET
    remaining_principal: Decimal | Unset = UNSET
    unique_source_invoice_id: str | Unset = UNSET
    paid_amount: Decimal | Unset = UNSET
    credited_amount: Decimal | Unset = UNSET
    currency: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "invoice_id": "invoiceId",
        "invoice_number": "invoiceNumber",
        "case_id": "caseId",
        "invoice_date": "invoiceDate",
        "due_date": "dueDate",
        "batch_id": "batchId",
        "registered_at": "registeredAt",
        "original_amount": "originalAmount",
        "remaining_amount": "remainingAmount",
        "remaining_principal": "remainingPrincipal",
        "unique_source_invoice_id": "uniqueSourceInvoiceId",
        "paid_amount": "paidAmount",
        "credited_amount": "creditedAmount",
        "currency": "currency",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.invoice_id is not UNSET:
            field_dict["invoiceId"] = str(self.invoice_id)
        if self.invoice_number is not UNSET:
            field_dict["invoiceNumber"] = self.invoice_number
        if self.case_id is not UNSET:
            field_dict["caseId"] = str(self.case_id)
        if self.invoice_date is not UNSET:
            field_dict["invoiceDate"] = write_datetime(self.invoice_date)
        if self.due_date is not UNSET:
            field_dict["dueDate"] = write_datetime(self.due_date)
        if self.batch_id is not UNSET:
            field_dict["batchId"] = str(self.batch_id)
        if self.registered_at is not UNSET:
            field_dict["registeredAt"] = write_datetime(self.registered_at)
        if self.original_amount is not UNSET:
            field_dict["originalAmount"] = write_decimal(self.original_amount)
        if self.remaining_amount is not UNSET:
            field_dict["remainingAmount"] = write_decimal(self.remaining_amount)
        if self.remaining_principal is not UNSET:
            field_dict["remainingPrincipal"] = write_decimal(self.remaining_principal)
        if self.unique_source_invoice_id is not UNSET:
            field_dict["uniqueSourceInvoiceId"] = self.unique_source_invoice_id
        if self.paid_amount is not UNSET:
            field_dict["paidAmount"] = write_decimal(self.paid_amount)
        if self.credited_amount is not UNSET:
            field_dict["creditedAmount"] = write_decimal(self.credited_amount)
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _invoice_id = present(d.pop("invoiceId", UNSET))
        invoice_id: UUID | Unset
        if isinstance(_invoice_id, Unset):
            invoice_id = UNSET
        else:
            invoice_id = UUID(_invoice_id)

        invoice_number = read_text(present(d.pop("invoiceNumber", UNSET)))

        _case_id = present(d.pop("caseId", UNSET))
        case_id: UUID | Unset
        if isinstance(_case_id, Unset):
            case_id = UNSET
        else:
            case_id = UUID(_case_id)

        _invoice_date = present(d.pop("invoiceDate", UNSET))
        invoice_date: datetime.datetime | Unset
        if isinstance(_invoice_date, Unset):
            invoice_date = UNSET
        else:
            invoice_date = read_datetime(_invoice_date)

        _due_date = present(d.pop("dueDate", UNSET))
        due_date: datetime.datetime | Unset
        if isinstance(_due_date, Unset):
            due_date = UNSET
        else:
            due_date = read_datetime(_due_date)

        _batch_id = present(d.pop("batchId", UNSET))
        batch_id: UUID | Unset
        if isinstance(_batch_id, Unset):
            batch_id = UNSET
        else:
            batch_id = UUID(_batch_id)

        _registered_at = present(d.pop("registeredAt", UNSET))
        registered_at: datetime.datetime | Unset
        if isinstance(_registered_at, Unset):
            registered_at = UNSET
        else:
            registered_at = read_datetime(_registered_at)

        _original_amount = present(d.pop("originalAmount", UNSET))
        original_amount: Decimal | Unset
        if isinstance(_original_amount, Unset):
            original_amount = UNSET
        else:
            original_amount = read_decimal(_original_amount)

        _remaining_amount = present(d.pop("remainingAmount", UNSET))
        remaining_amount: Decimal | Unset
        if isinstance(_remaining_amount, Unset):
            remaining_amount = UNSET
        else:
            remaining_amount = read_decimal(_remaining_amount)

        _remaining_principal = present(d.pop("remainingPrincipal", UNSET))
        remaining_principal: Decimal | Unset
        if isinstance(_remaining_principal, Unset):
            remaining_principal = UNSET
        else:
            remaining_principal = read_decimal(_remaining_principal)

        unique_source_invoice_id = read_text(present(d.pop("uniqueSourceInvoiceId", UNSET)))

        _paid_amount = present(d.pop("paidAmount", UNSET))
        paid_amount: Decimal | Unset
        if isinstance(_paid_amount, Unset):
            paid_amount = UNSET
        else:
            paid_amount = read_decimal(_paid_amount)

        _credited_amount = present(d.pop("creditedAmount", UNSET))
        credited_amount: Decimal | Unset
        if isinstance(_credited_amount, Unset):
            credited_amount = UNSET
        else:
            credited_amount = read_decimal(_credited_amount)

        currency = d.pop("currency", UNSET)

        case_invoice = cls(
            invoice_id=invoice_id,
            invoice_number=invoice_number,
            case_id=case_id,
            invoice_date=invoice_date,
            due_date=due_date,
            batch_id=batch_id,
            registered_at=registered_at,
            original_amount=original_amount,
            remaining_amount=remaining_amount,
            remaining_principal=remaining_principal,
            unique_source_invoice_id=unique_source_invoice_id,
            paid_amount=paid_amount,
            credited_amount=credited_amount,
            currency=currency,
        )

        case_invoice.additional_properties = d
        return case_invoice

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
