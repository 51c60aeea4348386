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
    write_datetime,
    write_decimal,
)

from ..models.payment_type import PaymentType
from ..types import UNSET, Unset

T = TypeVar("T", bound="PaymentInput")


@_attrs_define(repr=False)
class PaymentInput:
    """A payment that the creditor has received directly.

    Attributes:
        invoice_id (UUID | Unset):
        type_ (PaymentType | Unset):
        amount (Decimal | Unset):
        currency (str | Unset):
        date (datetime.datetime | Unset):
        description (str | Unset):
    """

    invoice_id: UUID | Unset = UNSET
    type_: PaymentType | Unset = UNSET
    amount: Decimal | Unset = UNSET
    currency: str | Unset = UNSET
    date: datetime.datetime | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "invoice_id": "invoiceId",
        "type_": "type",
        "amount": "amount",
        "currency": "currency",
        "date": "date",
        "description": "description",
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

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.amount is not UNSET:
            field_dict["amount"] = write_decimal(self.amount)
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.date is not UNSET:
            field_dict["date"] = write_datetime(self.date)
        if self.description is not UNSET:
            field_dict["description"] = self.description

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

        _type_ = present(d.pop("type", UNSET))
        type_: PaymentType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = PaymentType(_type_)

        _amount = present(d.pop("amount", UNSET))
        amount: Decimal | Unset
        if isinstance(_amount, Unset):
            amount = UNSET
        else:
            amount = read_decimal(_amount)

        currency = present(d.pop("currency", UNSET))

        _date = present(d.pop("date", UNSET))
        date: datetime.datetime | Unset
        if isinstance(_date, Unset):
            date = UNSET
        else:
            date = read_datetime(_date)

        description = present(d.pop("description", UNSET))

        payment_input = cls(
            invoice_id=invoice_id,
            type_=type_,
            amount=amount,
            currency=currency,
            date=date,
            description=description,
        )

        payment_input.additional_properties = d
        return payment_input

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
