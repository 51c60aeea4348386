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

from ..models.claim_type import ClaimType
from ..types import UNSET, Unset

T = TypeVar("T", bound="ClaimInput")


@_attrs_define(repr=False)
class ClaimInput:
    """A part of what is owed.

    Attributes:
        type_ (ClaimType | Unset):
        remaining_amount (Decimal | Unset):
        description (str | Unset):
    """

    type_: ClaimType | Unset = UNSET
    remaining_amount: Decimal | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "type_": "type",
        "remaining_amount": "remainingAmount",
        "description": "description",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.remaining_amount is not UNSET:
            field_dict["remainingAmount"] = write_decimal(self.remaining_amount)
        if self.description is not UNSET:
            field_dict["description"] = self.description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _type_ = present(d.pop("type", UNSET))
        type_: ClaimType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = ClaimType(_type_)

        _remaining_amount = present(d.pop("remainingAmount", UNSET))
        remaining_amount: Decimal | Unset
        if isinstance(_remaining_amount, Unset):
            remaining_amount = UNSET
        else:
            remaining_amount = read_decimal(_remaining_amount)

        description = present(d.pop("description", UNSET))

        claim_input = cls(
            type_=type_,
            remaining_amount=remaining_amount,
            description=description,
        )

        claim_input.additional_properties = d
        return claim_input

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
