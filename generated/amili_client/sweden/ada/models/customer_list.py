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
    from ..models.customer import Customer
    from ..models.meta import Meta


T = TypeVar("T", bound="CustomerList")


@_attrs_define(repr=False)
class CustomerList:
    """
    Attributes:
        field_items (list[Customer] | Unset):
        field_meta (Meta | Unset):
    """

    field_items: list[Customer] | Unset = UNSET
    field_meta: Meta | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_items": "_items",
        "field_meta": "_meta",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.field_items is not UNSET:
            _field_items: list[dict[str, Any]] = []
            for field_items_item_data in self.field_items:
                field_items_item = field_items_item_data.to_dict()
                _field_items.append(field_items_item)
            field_dict["_items"] = _field_items

        if self.field_meta is not UNSET:
            field_dict["_meta"] = self.field_meta.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer import Customer  # noqa: PLC0415
        from ..models.meta import Meta  # noqa: PLC0415

        d = {**src_dict}
        _field_items = present(d.pop("_items", UNSET))
        field_items: list[Customer] | Unset = UNSET
        if _field_items is not UNSET:
            field_items = []
            for field_items_item_data in _field_items:
                field_items_item = Customer.from_dict(field_items_item_data)

                field_items.append(field_items_item)

        _field_meta = present(d.pop("_meta", UNSET))
        field_meta: Meta | Unset
        if isinstance(_field_meta, Unset):
            field_meta = UNSET
        else:
            field_meta = Meta.from_dict(_field_meta)

        customer_list = cls(
            field_items=field_items,
            field_meta=field_meta,
        )

        customer_list.additional_properties = d
        return customer_list

    @property
    def items(self) -> list[Customer] | Unset:
        return self.field_items

    @property
    def meta(self) -> Meta | Unset:
        return self.field_meta

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
