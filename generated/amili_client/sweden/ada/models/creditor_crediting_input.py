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

T = TypeVar("T", bound="CreditorCreditingInput")


@_attrs_define(repr=False)
class CreditorCreditingInput:
    """A case, an invoice or a part of an amount to be credited.

    Attributes:
        creditor (str):
        currency (str):
        amount (Decimal): How much is credited
        origin (Origin): creditor_system for whoever uses the API.
        case (str | Unset): Excludes invoice_number
        invoice_number (str | Unset): Names the case together with creditor; excludes case
        credit_invoice (str | Unset): Id of the credit invoice
        client_registration_date (datetime.datetime | Unset): Now if not given
        creditor_reference (str | Unset):
    """

    creditor: str
    currency: str
    amount: Decimal
    origin: Origin
    case: str | Unset = UNSET
    invoice_number: str | Unset = UNSET
    credit_invoice: str | Unset = UNSET
    client_registration_date: datetime.datetime | Unset = UNSET
    creditor_reference: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "creditor": "creditor",
        "currency": "currency",
        "amount": "amount",
        "origin": "origin",
        "case": "case",
        "invoice_number": "invoice_number",
        "credit_invoice": "credit_invoice",
        "client_registration_date": "client_registration_date",
        "creditor_reference": "creditor_reference",
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
        field_dict["origin"] = self.origin.value
        if self.case is not UNSET:
            field_dict["case"] = self.case
        if self.invoice_number is not UNSET:
            field_dict["invoice_number"] = self.invoice_number
        if self.credit_invoice is not UNSET:
            field_dict["credit_invoice"] = self.credit_invoice
        if self.client_registration_date is not UNSET:
            field_dict["client_registration_date"] = write_http_date(self.client_registration_date)
        if self.creditor_reference is not UNSET:
            field_dict["creditor_reference"] = self.creditor_reference

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        creditor = d.pop("creditor")

        currency = d.pop("currency")

        amount = read_decimal(d.pop("amount"))

        origin = Origin(d.pop("origin"))

        case = present(d.pop("case", UNSET))

        invoice_number = present(d.pop("invoice_number", UNSET))

        credit_invoice = present(d.pop("credit_invoice", UNSET))

        _client_registration_date = present(d.pop("client_registration_date", UNSET))
        client_registration_date: datetime.datetime | Unset
        if isinstance(_client_registration_date, Unset):
            client_registration_date = UNSET
        else:
            client_registration_date = read_datetime(_client_registration_date)

        creditor_reference = present(d.pop("creditor_reference", UNSET))

        creditor_crediting_input = cls(
            creditor=creditor,
            currency=currency,
            amount=amount,
            origin=origin,
            case=case,
            invoice_number=invoice_number,
            credit_invoice=credit_invoice,
            client_registration_date=client_registration_date,
            creditor_reference=creditor_reference,
        )

        creditor_crediting_input.additional_properties = d
        return creditor_crediting_input

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
