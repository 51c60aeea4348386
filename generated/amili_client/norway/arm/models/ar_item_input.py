from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="ArItemInput")


@_attrs_define(repr=False)
class ArItemInput:
    """What is to be changed of an AR item.

    Attributes:
        ar_item_id (Any | Unset): A text or an integer. Which of the two was not visible.
    """

    ar_item_id: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "ar_item_id": "arItemId",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.ar_item_id is not UNSET:
            field_dict["arItemId"] = self.ar_item_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        ar_item_id = d.pop("arItemId", UNSET)

        ar_item_input = cls(
            ar_item_id=ar_item_id,
        )

        ar_item_input.additional_properties = d
        return ar_item_input

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
