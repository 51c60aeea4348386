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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.claimed_fees import ClaimedFees
    from ..models.included_fees import IncludedFees


T = TypeVar("T", bound="DebtInput")


@_attrs_define(repr=False)
class DebtInput:
    """
    Attributes:
        invoice_number (str):
        invoice_date (datetime.datetime):
        capital_to_claim (Decimal): Including what fees_included_in_capital_to_claim lists
        invoice_due_days_after_invoice_date (int):
        debt_description (str | Unset):
        fees_included_in_capital_to_claim (IncludedFees | Unset):
        fees_already_claimed (ClaimedFees | Unset): Fees that the customer was charged with already.
        debt_reference (str | Unset):
        payout_reference (str | Unset):
        interest_days_after_invoice_date (int | Unset):
        initial_capital (Decimal | Unset):
    """

    invoice_number: str
    invoice_date: datetime.datetime
    capital_to_claim: Decimal
    invoice_due_days_after_invoice_date: int
    debt_description: str | Unset = UNSET
    fees_included_in_capital_to_claim: IncludedFees | Unset = UNSET
    fees_already_claimed: ClaimedFees | Unset = UNSET
    debt_reference: str | Unset = UNSET
    payout_reference: str | Unset = UNSET
    interest_days_after_invoice_date: int | Unset = UNSET
    initial_capital: Decimal | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "invoice_number": "invoice_number",
        "invoice_date": "invoice_date",
        "capital_to_claim": "capital_to_claim",
        "invoice_due_days_after_invoice_date": "invoice_due_days_after_invoice_date",
        "debt_description": "debt_description",
        "fees_included_in_capital_to_claim": "fees_included_in_capital_to_claim",
        "fees_already_claimed": "fees_already_claimed",
        "debt_reference": "debt_reference",
        "payout_reference": "payout_reference",
        "interest_days_after_invoice_date": "interest_days_after_invoice_date",
        "initial_capital": "initial_capital",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["invoice_number"] = self.invoice_number
        field_dict["invoice_date"] = write_http_date(self.invoice_date)
        field_dict["capital_to_claim"] = write_decimal(self.capital_to_claim)
        field_dict["invoice_due_days_after_invoice_date"] = self.invoice_due_days_after_invoice_date
        if self.debt_description is not UNSET:
            field_dict["debt_description"] = self.debt_description

        if self.fees_included_in_capital_to_claim is not UNSET:
            field_dict["fees_included_in_capital_to_claim"] = self.fees_included_in_capital_to_claim.to_dict()

        if self.fees_already_claimed is not UNSET:
            field_dict["fees_already_claimed"] = self.fees_already_claimed.to_dict()
        if self.debt_reference is not UNSET:
            field_dict["debt_reference"] = self.debt_reference
        if self.payout_reference is not UNSET:
            field_dict["payout_reference"] = self.payout_reference
        if self.interest_days_after_invoice_date is not UNSET:
            field_dict["interest_days_after_invoice_date"] = self.interest_days_after_invoice_date
        if self.initial_capital is not UNSET:
            field_dict["initial_capital"] = write_decimal(self.initial_capital)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.claimed_fees import ClaimedFees  # noqa: PLC0415
        from ..models.included_fees import IncludedFees  # noqa: PLC0415

        d = {**src_dict}
        invoice_number = d.pop("invoice_number")

        invoice_date = read_datetime(d.pop("invoice_date"))

        capital_to_claim = read_decimal(d.pop("capital_to_claim"))

        invoice_due_days_after_invoice_date = d.pop("invoice_due_days_after_invoice_date")

        debt_description = present(d.pop("debt_description", UNSET))

        _fees_included_in_capital_to_claim = present(d.pop("fees_included_in_capital_to_claim", UNSET))
        fees_included_in_capital_to_claim: IncludedFees | Unset
        if isinstance(_fees_included_in_capital_to_claim, Unset):
            fees_included_in_capital_to_claim = UNSET
        else:
            fees_included_in_capital_to_claim = IncludedFees.from_dict(_fees_included_in_capital_to_claim)

        _fees_already_claimed = present(d.pop("fees_already_claimed", UNSET))
        fees_already_claimed: ClaimedFees | Unset
        if isinstance(_fees_already_claimed, Unset):
            fees_already_claimed = UNSET
        else:
            fees_already_claimed = ClaimedFees.from_dict(_fees_already_claimed)

        debt_reference = present(d.pop("debt_reference", UNSET))

        payout_reference = present(d.pop("payout_reference", UNSET))

        interest_days_after_invoice_date = present(d.pop("interest_days_after_invoice_date", UNSET))

        _initial_capital = present(d.pop("initial_capital", UNSET))
        initial_capital: Decimal | Unset
        if isinstance(_initial_capital, Unset):
            initial_capital = UNSET
        else:
            initial_capital = read_decimal(_initial_capital)

        debt_input = cls(
            invoice_number=invoice_number,
            invoice_date=invoice_date,
            capital_to_claim=capital_to_claim,
            invoice_due_days_after_invoice_date=invoice_due_days_after_invoice_date,
            debt_description=debt_description,
            fees_included_in_capital_to_claim=fees_included_in_capital_to_claim,
            fees_already_claimed=fees_already_claimed,
            debt_reference=debt_reference,
            payout_reference=payout_reference,
            interest_days_after_invoice_date=interest_days_after_invoice_date,
            initial_capital=initial_capital,
        )

        debt_input.additional_properties = d
        return debt_input

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
