from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

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

from ..models.origin import Origin
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreditorPaymentInput")


@_attrs_define(repr=False)
class CreditorPaymentInput:
    """A payment that the customer made straight to the creditor.

    Attributes:
        creditor (str):
        currency (str):
        amount (Decimal):
        bank_transaction_date (datetime.datetime):
        origin (Origin): creditor_system for whoever uses the API.
        case (str | Unset): Excludes invoice_number
        invoice_number (str | Unset): Names the case together with creditor; excludes case
        client_registration_date (datetime.datetime | Unset): Now if not given
        creditor_payment_reference (str | Unset):
    """

    creditor: str
    currency: str
    amount: Decimal
    bank_transaction_date: datetime.datetime
    origin: Origin
    case: str | Unset = UNSET
    invoice_number: str | Unset = UNSET
    client_registration_date: datetime.datetime | Unset = UNSET
    creditor_payment_reference: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "creditor": "creditor",
        "currency": "currency",
        "amount": "amount",
        "bank_transaction_date": "bank_transaction_date",
        "origin": "origin",
        "case": "case",
        "invoice_number": "invoice_number",
        "client_registration_date": "client_registration_date",
        "creditor_payment_reference": "creditor_payment_reference",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["creditor"] = self.creditor
        field_dict["currency"] = self.currency
        field_dict["amount"] = write_decimal(self.amount)
        field_dict["bank_transaction_date"] = write_http_date(self.bank_transaction_date)
        field_dict["origin"] = self.origin.value
        if self.case is not UNSET:
            field_dict["case"] = self.case
        if self.invoice_number is not UNSET:
            field_dict["invoice_number"] = self.invoice_number
        if self.client_registration_date is not UNSET:
            field_dict["client_registration_date"] = write_http_date(self.client_registration_date)
        if self.creditor_payment_reference is not UNSET:
            field_dict["creditor_payment_reference"] = self.creditor_payment_reference

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        creditor = d.pop("creditor")

        currency = d.pop("currency")

        amount = read_decimal(d.pop("amount"))

        bank_transaction_date = read_datetime(d.pop("bank_transaction_date"))

        origin = Origin(d.pop("origin"))

        case = present(d.pop("case", UNSET))

        invoice_number = present(d.pop("invoice_number", UNSET))

        _client_registration_date = present(d.pop("client_registration_date", UNSET))
        client_registration_date: datetime.datetime | Unset
        if isinstance(_client_registration_date, Unset):
            client_registration_date = UNSET
        else:
            client_registration_date = read_datetime(_client_registration_date)

        creditor_payment_reference = present(d.pop("creditor_payment_reference", UNSET))

        creditor_payment_input = cls(
            creditor=creditor,
            currency=currency,
            amount=amount,
            bank_transaction_date=bank_transaction_date,
            origin=origin,
            case=case,
            invoice_number=invoice_number,
            client_registration_date=client_registration_date,
            creditor_payment_reference=creditor_payment_reference,
        )

        creditor_payment_input.additional_properties = d
        return creditor_payment_input

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
