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
        street (str | Unset):
        city (str | Unset):
        zip_code (str | Unset):
        country_code (str | Unset):
    """

    street: str | Unset = UNSET
    city: str | Unset = UNSET
    zip_code: str | Unset = UNSET
    country_code: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "street": "street",
        "city": "city",
        "zip_code": "zipCode",
        "country_code": "countryCode",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.street is not UNSET:
            field_dict["street"] = self.street
        if self.city is not UNSET:
            field_dict["city"] = self.city
        if self.zip_code is not UNSET:
            field_dict["zipCode"] = self.zip_code
        if self.country_code is not UNSET:
            field_dict["countryCode"] = self.country_code

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        street = present(d.pop("street", UNSET))

        city = present(d.pop("city", UNSET))

        zip_code = present(d.pop("zipCode", UNSET))

        country_code = present(d.pop("countryCode", UNSET))

        address_input = cls(
            street=street,
            city=city,
            zip_code=zip_code,
            country_code=country_code,
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
