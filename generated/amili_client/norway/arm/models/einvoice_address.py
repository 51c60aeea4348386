from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="EinvoiceAddress")


@_attrs_define(repr=False)
class EinvoiceAddress:
    """
    Attributes:
        address (str | Unset):
        address_scheme (str | Unset):
        operator (str | Unset):
    """

    address: str | Unset = UNSET
    address_scheme: str | Unset = UNSET
    operator: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "address": "address",
        "address_scheme": "addressScheme",
        "operator": "operator",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.address is not UNSET:
            field_dict["address"] = self.address
        if self.address_scheme is not UNSET:
            field_dict["addressScheme"] = self.address_scheme
        if self.operator is not UNSET:
            field_dict["operator"] = self.operator

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        address = present(d.pop("address", UNSET))

        address_scheme = present(d.pop("addressScheme", UNSET))

        operator = present(d.pop("operator", UNSET))

        einvoice_address = cls(
            address=address,
            address_scheme=address_scheme,
            operator=operator,
        )

        einvoice_address.additional_properties = d
        return einvoice_address

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
