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

from ..types import UNSET, Unset

T = TypeVar("T", bound="Debt")


@_attrs_define(repr=False)
class Debt:
    """
    Attributes:
        invoice_number (str | Unset):
        debt_reference (str | Unset):
        payout_reference (str | Unset):
        invoice_date (datetime.datetime | Unset):
        invoice_due_days_after_invoice_date (int | Unset):
        interest_days_after_invoice_date (int | Unset):
        initial_capital (Decimal | Unset):
        capital_to_claim (Decimal | Unset):
        debt_description (str | Unset):
    """

    invoice_number: str | Unset = UNSET
    debt_reference: str | Unset = UNSET
    payout_reference: str | Unset = UNSET
    invoice_date: datetime.datetime | Unset = UNSET
    invoice_due_days_after_invoice_date: int | Unset = UNSET
    interest_days_after_invoice_date: int | Unset = UNSET
    initial_capital: Decimal | Unset = UNSET
    capital_to_claim: Decimal | Unset = UNSET
    debt_description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "invoice_number": "invoice_number",
        "debt_reference": "debt_reference",
        "payout_reference": "payout_reference",
        "invoice_date": "invoice_date",
        "invoice_due_days_after_invoice_date": "invoice_due_days_after_invoice_date",
        "interest_days_after_invoice_date": "interest_days_after_invoice_date",
        "initial_capital": "initial_capital",
        "capital_to_claim": "capital_to_claim",
        "debt_description": "debt_description",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.invoice_number is not UNSET:
            field_dict["invoice_number"] = self.invoice_number
        if self.debt_reference is not UNSET:
            field_dict["debt_reference"] = self.debt_reference
        if self.payout_reference is not UNSET:
            field_dict["payout_reference"] = self.payout_reference
        if self.invoice_date is not UNSET:
            field_dict["invoice_date"] = write_http_date(self.invoice_date)
        if self.invoice_due_days_after_invoice_date is not UNSET:
            field_dict["invoice_due_days_after_invoice_date"] = self.invoice_due_days_after_invoice_date
        if self.interest_days_after_invoice_date is not UNSET:
            field_dict["interest_days_after_invoice_date"] = self.interest_days_after_invoice_date
        if self.initial_capital is not UNSET:
            field_dict["initial_capital"] = write_decimal(self.initial_capital)
        if self.capital_to_claim is not UNSET:
            field_dict["capital_to_claim"] = write_decimal(self.capital_to_claim)
        if self.debt_description is not UNSET:
            field_dict["debt_description"] = self.debt_description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        invoice_number = present(d.pop("invoice_number", UNSET))

        debt_reference = present(d.pop("debt_reference", UNSET))

        payout_reference = present(d.pop("payout_reference", UNSET))

        _invoice_date = present(d.pop("invoice_date", UNSET))
        invoice_date: datetime.datetime | Unset
        if isinstance(_invoice_date, Unset):
            invoice_date = UNSET
        else:
            invoice_date = read_datetime(_invoice_date)

        invoice_due_days_after_invoice_date = present(d.pop("invoice_due_days_after_invoice_date", UNSET))

        interest_days_after_invoice_date = present(d.pop("interest_days_after_invoice_date", UNSET))

        _initial_capital = present(d.pop("initial_capital", UNSET))
        initial_capital: Decimal | Unset
        if isinstance(_initial_capital, Unset):
            initial_capital = UNSET
        else:
            initial_capital = read_decimal(_initial_capital)

        _capital_to_claim = present(d.pop("capital_to_claim", UNSET))
        capital_to_claim: Decimal | Unset
        if isinstance(_capital_to_claim, Unset):
            capital_to_claim = UNSET
        else:
            capital_to_claim = read_decimal(_capital_to_claim)

        debt_description = present(d.pop("debt_description", UNSET))

        debt = cls(
            invoice_number=invoice_number,
            debt_reference=debt_reference,
            payout_reference=payout_reference,
            invoice_date=invoice_date,
            invoice_due_days_after_invoice_date=invoice_due_days_after_invoice_date,
            interest_days_after_invoice_date=interest_days_after_invoice_date,
            initial_capital=initial_capital,
            capital_to_claim=capital_to_claim,
            debt_description=debt_description,
        )

        debt.additional_properties = d
        return debt

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
