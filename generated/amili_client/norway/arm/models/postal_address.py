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

T = TypeVar("T", bound="PostalAddress")


@_attrs_define(repr=False)
class PostalAddress:
    """
    Attributes:
        address_line_1 (str | Unset):
        address_line_2 (str | Unset):
        address_line_3 (str | Unset):
        postal_code (str | Unset):
        city_name (str | Unset):
        country_text (str | Unset):
        country_code (str | Unset):
    """

    address_line_1: str | Unset = UNSET
    address_line_2: str | Unset = UNSET
    address_line_3: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    city_name: str | Unset = UNSET
    country_text: str | Unset = UNSET
    country_code: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "address_line_1": "addressLine1",
        "address_line_2": "addressLine2",
        "address_line_3": "addressLine3",
        "postal_code": "postalCode",
        "city_name": "cityName",
        "country_text": "countryText",
        "country_code": "countryCode",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.address_line_1 is not UNSET:
            field_dict["addressLine1"] = self.address_line_1
        if self.address_line_2 is not UNSET:
            field_dict["addressLine2"] = self.address_line_2
        if self.address_line_3 is not UNSET:
            field_dict["addressLine3"] = self.address_line_3
        if self.postal_code is not UNSET:
            field_dict["postalCode"] = self.postal_code
        if self.city_name is not UNSET:
            field_dict["cityName"] = self.city_name
        if self.country_text is not UNSET:
            field_dict["countryText"] = self.country_text
        if self.country_code is not UNSET:
            field_dict["countryCode"] = self.country_code

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        address_line_1 = present(d.pop("addressLine1", UNSET))

        address_line_2 = present(d.pop("addressLine2", UNSET))

        address_line_3 = present(d.pop("addressLine3", UNSET))

        postal_code = present(d.pop("postalCode", UNSET))

        city_name = present(d.pop("cityName", UNSET))

        country_text = present(d.pop("countryText", UNSET))

        country_code = present(d.pop("countryCode", UNSET))

        postal_address = cls(
            address_line_1=address_line_1,
            address_line_2=address_line_2,
            address_line_3=address_line_3,
            postal_code=postal_code,
            city_name=city_name,
            country_text=country_text,
            country_code=country_code,
        )

        postal_address.additional_properties = d
        return postal_address

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
