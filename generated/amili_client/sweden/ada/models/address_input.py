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

T = TypeVar("T", bound="AddressInput")


@_attrs_define(repr=False)
class AddressInput:
    """
    Attributes:
        address_line_1 (str):
        zip_code (str):
        city (str):
        country (str | Unset):
    """

    address_line_1: str
    zip_code: str
    city: str
    country: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "address_line_1": "address_line_1",
        "zip_code": "zip_code",
        "city": "city",
        "country": "country",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["address_line_1"] = self.address_line_1
        field_dict["zip_code"] = self.zip_code
        field_dict["city"] = self.city
        if self.country is not UNSET:
            field_dict["country"] = self.country

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        address_line_1 = d.pop("address_line_1")

        zip_code = d.pop("zip_code")

        city = d.pop("city")

        country = present(d.pop("country", UNSET))

        address_input = cls(
            address_line_1=address_line_1,
            zip_code=zip_code,
            city=city,
            country=country,
        )

        address_input.additional_properties = d
        return address_input

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
