from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ar_item_input import ArItemInput
    from ..models.metadata import Metadata


T = TypeVar("T", bound="UpdateArItemRequest")


@_attrs_define(repr=False)
class UpdateArItemRequest:
    """
    Attributes:
        ar_item (ArItemInput): What is to be changed of an AR item.
        metadata (Metadata | Unset):
    """

    ar_item: ArItemInput
    metadata: Metadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "ar_item": "arItem",
        "metadata": "metadata",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["arItem"] = self.ar_item.to_dict()

        if self.metadata is not UNSET:
            field_dict["metadata"] = self.metadata.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ar_item_input import ArItemInput  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = {**src_dict}
        ar_item = ArItemInput.from_dict(d.pop("arItem"))

        _metadata = present(d.pop("metadata", UNSET))
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        update_ar_item_request = cls(
            ar_item=ar_item,
            metadata=metadata,
        )

        update_ar_item_request.additional_properties = d
        return update_ar_item_request

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
