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

T = TypeVar("T", bound="Distribution")


@_attrs_define(repr=False)
class Distribution:
    """How documents reach a customer, in codes.

    Attributes:
        type_ (str | Unset):
        einvoice_code (int | Unset):
    """

    type_: str | Unset = UNSET
    einvoice_code: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "type_": "type",
        "einvoice_code": "einvoiceCode",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.type_ is not UNSET:
            field_dict["type"] = self.type_
        if self.einvoice_code is not UNSET:
            field_dict["einvoiceCode"] = self.einvoice_code

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        type_ = present(d.pop("type", UNSET))

        einvoice_code = present(d.pop("einvoiceCode", UNSET))

        distribution = cls(
            type_=type_,
            einvoice_code=einvoice_code,
        )

        distribution.additional_properties = d
        return distribution

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
