from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_decimal,
    write_decimal,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="IncludedFees")


@_attrs_define(repr=False)
class IncludedFees:
    """
    Attributes:
        invoice_fee (Decimal | Unset):
    """

    invoice_fee: Decimal | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "invoice_fee": "invoice_fee",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.invoice_fee is not UNSET:
            field_dict["invoice_fee"] = write_decimal(self.invoice_fee)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _invoice_fee = present(d.pop("invoice_fee", UNSET))
        invoice_fee: Decimal | Unset
        if isinstance(_invoice_fee, Unset):
            invoice_fee = UNSET
        else:
            invoice_fee = read_decimal(_invoice_fee)

        included_fees = cls(
            invoice_fee=invoice_fee,
        )

        included_fees.additional_properties = d
        return included_fees

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
